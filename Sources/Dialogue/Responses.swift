package import Understanding

/// One way to say a response.
package struct ResponseVariant: Sendable, Hashable {
    /// As it was written: Markdown, with `{slot}` and doubled braces.
    package var text: String
    /// In order, without ids: they are numbered with those of the desk when it is said.
    package var buttons: [MessageAction]
    /// The channel it is meant for; nil for all.
    package var channel: String?

    package init(text: String, buttons: [MessageAction] = [], channel: String? = nil) {
        (self.text, self.buttons, self.channel) = (text, buttons, channel)
    }
}

/// Responses by name and language; data, never part of a model.
package struct Responses: Sendable {
    private var variants: [String: [Language: [ResponseVariant]]] = [:]

    /// No responses at all, not even the desk's own (``builtIn``).
    package init() {}

    /// Adds a variant behind those that this name has in this language.
    package mutating func add(_ variant: ResponseVariant, name: String, language: Language) {
        variants[name, default: [:]][language, default: []].append(variant)
    }

    /// Whether there is a text in any language, so that ``variant(_:language:channel:pick:)`` finds
    /// one.
    package func has(_ name: String) -> Bool { variants[name] != nil }

    /// In order, so that whatever is made of them is the same everywhere.
    package var names: [String] { variants.keys.sorted() }

    /// Every text of these responses, in every language.
    func texts(of names: [String]) -> Set<String> {
        Set(names.flatMap { (variants[$0] ?? [:]).values.joined().map(\.text) })
    }

    /// The variant for the place `seq` of a conversation, where the customer `said` something:
    /// pseudo-random by these and the name alone. The same conversation, whatever its id, gets the
    /// same words, so that tests are stable.
    package func variant(
        _ name: String, language: Language, channel: String, at seq: Int64, said: String = ""
    ) -> (variant: ResponseVariant, language: Language)? {
        variant(
            name, language: language, channel: channel,
            pick: Hash64.mix(Hash64.of(name, seed: UInt64(clamping: seq)), Hash64.of(said)))
    }

    /// The variant of a pick, or nil where there is no such response.
    ///
    /// A variant of the channel is preferred. Where the language has none the other one answers: a
    /// wrong language is better than silence.
    package func variant(
        _ name: String, language: Language, channel: String, pick: UInt64
    ) -> (variant: ResponseVariant, language: Language)? {
        guard let byLanguage = variants[name] else { return nil }
        let others = Language.allCases.filter { $0 != language }
        for candidate in [language] + others {
            guard let all = byLanguage[candidate], !all.isEmpty else { continue }
            let meant = all.filter { $0.channel == channel }
            let open = meant.isEmpty ? all.filter { $0.channel == nil } : meant
            let pool = open.isEmpty ? all : open
            return (pool[Int(pick % UInt64(pool.count))], candidate)
        }
        return nil
    }

    private static let prefix = "utter_"

    /// The response that is said to `intent` where no rule says another.
    package static func name(toIntent intent: String) -> String { prefix + intent }

    /// The intent that the response `name` is said to; nil where `name` is no response's, but an
    /// action's, perhaps.
    package static func intent(ofName name: String) -> String? {
        name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
    }

    /// `text` with `{slot}` replaced and doubled braces undone; an unknown slot vanishes.
    package static func filled(_ text: String, _ slots: [String: String]) -> String {
        replaced(text) { slots[$0] ?? "" }
    }

    /// The slots that the variants of `name` have, each once, in order.
    package func slots(of name: String) -> [String] {
        var slots: Set<String> = []
        for variant in (variants[name] ?? [:]).values.joined() {
            _ = Self.replaced(variant.text) { slot in
                slots.insert(slot)
                return ""
            }
        }
        return slots.sorted()
    }

    /// `text` with each `{slot}` replaced by what `value` gives for it, and doubled braces undone.
    private static func replaced(_ text: String, _ value: (String) -> String) -> String {
        // Most responses have no slot.
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") })
        else { return text }
        var out = ""
        var rest = Substring(text)
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            out += rest[..<brace]
            let after = rest.index(after: brace)
            if after < rest.endIndex, rest[after] == rest[brace] {
                out.append(rest[brace])
                rest = rest[rest.index(after: after)...]
            } else if rest[brace] == "{", let close = rest[after...].firstIndex(of: "}"),
                rest[after..<close].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
            {
                out += value(String(rest[after..<close]))
                rest = rest[rest.index(after: close)...]
            } else {
                out.append(rest[brace])
                rest = rest[after...]
            }
        }
        return out + rest
    }

    /// The desk's own sentences, which a project's responses of the same name replace.
    package static let builtIn: Responses = {
        var responses = Responses()
        func add(_ name: String, en: String, zh: String) {
            responses.add(ResponseVariant(text: en), name: name, language: .english)
            responses.add(ResponseVariant(text: zh), name: name, language: .chinese)
        }
        add(
            "utter_fallback",
            en: "I'm sorry, I did not understand that. Could you put it in other words?",
            zh: "抱歉，我没有理解您的意思。可以换个说法吗？")
        add(
            "utter_fallback_topics",
            en: "I'm sorry, I did not understand that. "
                + "Is it about one of these? If not, could you put it in other words?",
            zh: "抱歉，我没有理解您的意思。您想问的是下面这些吗？如果不是，可以换个说法吗？")
        add(
            "utter_unanswered",
            en: "I'm sorry, I cannot help with that myself. Would you like to talk to a person?",
            zh: "抱歉，这个问题我暂时无法直接处理。需要为您转人工吗？")
        add(
            "utter_fallback_escalate",
            en: "I'm sorry, I still do not understand. Would you like to talk to a person?",
            zh: "抱歉，我还是没能理解。需要为您转人工吗？")
        add("utter_clarify", en: "Did you mean one of these?", zh: "您是想问下面哪一个？")
        add("utter_clarify_one", en: "Did you mean this?", zh: "您是想问这个吗？")
        add(
            "utter_declined", en: "All right. I'm here if you need anything else.",
            zh: "好的，有需要随时找我。")
        add(
            "utter_courtesy", en: "Is there anything else I can do for you?",
            zh: "请问还有什么可以帮您？")
        add("utter_clarify_none", en: "None of these", zh: "都不是")
        add("utter_person", en: "Talk to a person", zh: "转人工")
        add("utter_ticket", en: "Open a ticket", zh: "提交工单")
        add("utter_bot", en: "Back to the bot", zh: "返回机器人")
        add(
            "utter_ticket_opened",
            en: "I have opened ticket {ticket} for you. We will get back to you.",
            zh: "已为您提交工单 {ticket}，我们会尽快回复您。")
        add(
            "utter_handoff_waiting",
            en: "A person will answer you as soon as one is free. "
                + "You are number {place} in the queue.",
            zh: "正在为您转接人工客服，您目前排在第 {place} 位。")
        add(
            "utter_handoff_expired",
            en: "Nobody is free right now, so I have opened ticket {ticket} for you. "
                + "In the meantime I am here again.",
            zh: "目前没有空闲的客服，我已为您提交工单 {ticket}。这段时间由我继续为您服务。")
        add("utter_rated", en: "Thank you for your rating.", zh: "感谢您的评价。")
        add("utter_back", en: "I'm here again. What can I do for you?", zh: "我回来了，请问有什么可以帮您？")
        return responses
    }()
}

extension Responses {
    /// These responses, with `other`'s where they have none of the name in a language.
    package func completed(by other: Responses) -> Responses {
        var merged = self
        merged.variants.merge(other.variants) { own, other in own.merging(other) { own, _ in own } }
        return merged
    }
}
