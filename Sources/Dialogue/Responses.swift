package import Understanding

/// One way to say a response.
package struct ResponseVariant: Sendable, Hashable {
    /// As it was written: Markdown, with `{slot}` and doubled braces.
    package let text: String
    /// Whether there is a brace in the text; most have none, and are said as they are.
    private let isTemplate: Bool
    /// In order; they are numbered with those of the desk when it is said.
    package var buttons: [Button]
    /// The channel it is meant for; nil for all.
    package var channel: String?

    package init(text: String, buttons: [Button] = [], channel: String? = nil) {
        (self.text, self.buttons, self.channel) = (text, buttons, channel)
        isTemplate = text.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
    }

    /// The text with `{slot}` replaced and doubled braces undone; a slot without a value vanishes
    /// with the blanks and the comma that would be left over.
    package func filled(_ slots: [String: String]) -> String {
        isTemplate ? Responses.filled(text, slots) : text
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

    /// Takes every button away that `isKept` does not want.
    mutating func keepButtons(where isKept: (Button) -> Bool) {
        variants = variants.mapValues { byLanguage in
            byLanguage.mapValues { all in
                all.map { variant in
                    var variant = variant
                    variant.buttons.removeAll { !isKept($0) }
                    return variant
                }
            }
        }
    }

    /// Whether there is a text in any language, so that ``variant(_:language:channel:pick:)`` finds
    /// one.
    package func has(_ name: String) -> Bool { variants[name] != nil }

    /// What the buttons of a response send.
    func payloads(of name: String) -> Set<String> {
        Set((variants[name] ?? [:]).values.joined().flatMap(\.buttons).map(\.payload))
    }

    /// In order, so that whatever is made of them is the same everywhere.
    package var names: [String] { variants.keys.sorted() }

    /// Every text of these responses, in every language.
    func texts(of own: [OwnResponse]) -> Set<String> {
        Set(own.flatMap { (variants[$0.rawValue] ?? [:]).values.joined().map(\.text) })
    }

    /// The variant for the place `seq` of a conversation, where the customer `said` something:
    /// pseudo-random by these and the name alone. The same conversation, whatever its id, gets the
    /// same words, so that tests are stable.
    package func variant(
        _ name: String, language: Language, channel: ChatChannel?, at seq: Int64,
        said: String = ""
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
        _ name: String, language: Language, channel: ChatChannel? = nil, pick: UInt64
    ) -> (variant: ResponseVariant, language: Language)? {
        guard let byLanguage = variants[name] else { return nil }
        let others = Language.allCases.filter { $0 != language }
        for candidate in [language] + others {
            guard let all = byLanguage[candidate], !all.isEmpty else { continue }
            if all.count == 1 { return (all[0], candidate) }
            let meant = all.filter { $0.channel != nil && $0.channel == channel?.rawValue }
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

    /// `text` with `{slot}` replaced and doubled braces undone; a slot without a value vanishes with
    /// the blanks and the comma that would be left over.
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
        var out = ""
        var rest = Substring(text)
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            out += rest[..<brace]
            let after = rest.index(after: brace)
            if after < rest.endIndex, rest[after] == rest[brace] {
                out.append(rest[brace])
                rest = rest[rest.index(after: after)...]
            } else if rest[brace] == "{",
                let close = rest[after...].firstIndex(where: { !isOfSlot($0) }),
                rest[close] == "}", isSlot(rest[after..<close])
            {
                let value = value(String(rest[after..<close]))
                rest = rest[rest.index(after: close)...]
                if value.allSatisfy(\.isWhitespace) {
                    closeGap(between: &out, and: &rest)
                } else {
                    out += value
                }
            } else {
                out.append(rest[brace])
                rest = rest[after...]
            }
        }
        return out + rest
    }

    private static func isOfSlot(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_-".contains(character)
    }

    /// Whether a slot may be called so: `amount-of-money` is one of Rasa's, `3-5` is a text.
    private static func isSlot(_ name: Substring) -> Bool {
        // `{0}` and `{}` are what programs write.
        return name.first?.isLetter == true
            || !name.contains("-") && name.contains(where: \.isLetter)
    }

    /// Takes away what a slot without a value leaves over: a blank of the two around it, the blank
    /// before a mark or a line's end, and there a comma, too; at a line's start the comma and the
    /// blank behind it.
    private static func closeGap(between before: inout String, and after: inout Substring) {
        func isBlank(_ character: Character?) -> Bool { character == " " || character == "\t" }
        let ends = after.first.map { $0.isNewline || closingMarks.contains($0) } ?? true
        if ends || isBlank(after.first) {
            while isBlank(before.last) { before.removeLast() }
        }
        if ends, let last = before.last, commas.contains(last) { before.removeLast() }
        if before.last.map(\.isNewline) ?? true {
            if let first = after.first, commas.contains(first) { after.removeFirst() }
            after = after.drop(while: isBlank)
        }
    }

    /// Marks that no blank and no comma stands before.
    private static let closingMarks: Set<Character> = [
        ".", ",", ";", ":", "!", "?", "…", "。", "，", "；", "：", "！", "？", "、",
    ]
    private static let commas: Set<Character> = [",", "，", "、"]
}

extension Responses {
    /// These responses, with `other`'s where they have none of the name in a language.
    package func completed(by other: Responses) -> Responses {
        var merged = self
        merged.variants.merge(other.variants) { own, other in own.merging(other) { own, _ in own } }
        return merged
    }
}
