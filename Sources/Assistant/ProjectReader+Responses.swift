import Dialogue
import Understanding
import Yams

/// A variant of a response in one language.
struct SaidVariant: Hashable {
    var variant: ResponseVariant
    var name: String
    var language: Language
}

/// Responses of Rasa's domain: what is said, with its buttons.
extension ProjectReader {
    /// `section` is `responses`, or `templates` as Rasa 1 has it.
    mutating func readResponses(_ node: Node, _ section: String, _ file: String) {
        guard let mapping = members(of: node, file) else {
            report(
                .error, at: node.place(in: file),
                "'\(section)' is no mapping; write names such as 'utter_greet:' below it")
            return
        }
        for (key, value) in mapping {
            guard let name = key.string, let variants = value.sequence else {
                report(
                    .warning, at: key.place(in: file),
                    "a response is a name with a list of variants; '\(key.string ?? "?")' is left out"
                )
                continue
            }
            guard !variants.isEmpty else {
                report(.warning, at: key.place(in: file), "'\(name)' has no variant; left out")
                continue
            }
            let place = key.place(in: file)
            responsePlaces[name] = place
            for variant in variants { readVariant(variant, name, place) }
        }
    }

    /// Adds what is said to an intent without a rule.
    mutating func addAnswer(
        _ text: String, to intent: String, language: Language? = nil, at place: FilePlace
    ) {
        let name = Responses.name(toIntent: intent)
        responsePlaces[name] = responsePlaces[name] ?? place
        add(text, to: name, language: language, at: place)
    }

    /// Adds a variant of the response whose definition stands at `place`: of its `text`, which may
    /// have tags of HTML. Without a language it has that of its file, else of its text.
    private mutating func add(
        _ text: String, buttons: [Button] = [], channel: String? = nil, to name: String,
        language: Language? = nil, at place: FilePlace
    ) {
        let variant = ResponseVariant(
            text: ReplyMarkup.markdown(text), buttons: buttons, channel: channel)
        guard !Self.isBlank(variant.text) else { return reportTextless(name, place) }
        let language =
            language ?? self.language(of: place.file) ?? Analyzer().analyze(variant.text).language
            ?? .english
        let earlier = definitions[name]?[language]
        let said = SaidVariant(variant: variant, name: name, language: language)
        let isNew = saidVariants.insert(said).inserted
        // A domain that was split may stand beside its parts.
        if let earlier, earlier.file != place.file, !isNew { return }
        responses.add(variant, name: name, language: language)
        guard let earlier else {
            definitions[name, default: [:]][language] = place
            return
        }
        guard earlier.file != place.file, redefined.insert("\(place.file)\n\(name)").inserted
        else { return }
        report(
            .warning, at: place, "'\(name)' is defined at \(earlier), too; both serve as variants")
    }

    /// `definition` is the place of the response's name.
    private mutating func readVariant(_ node: Node, _ name: String, _ definition: FilePlace) {
        let file = definition.file
        // Rasa 1 has texts alone, too.
        if let text = node.text, !Self.isBlank(text) {
            add(text, to: name, at: definition)
            return
        }
        guard let mapping = members(of: node, file) else {
            report(
                .warning, at: node.place(in: file),
                "a variant of '\(name)' is no mapping with 'text'; left out")
            return
        }
        if let (key, _) = mapping.first(where: { key, value in
            ["condition", "conditions"].contains(key.string) && !Self.isEmpty(value)
        }) {
            // Said to everybody, it might tell a guest what is for customers alone.
            report(
                .warning, at: key.place(in: file),
                "a variant of '\(name)' has a condition, which is not served yet; left out")
            return
        }
        for (key, value) in mapping where !Self.isServed(key.string ?? "", value) {
            report(
                .warning, at: key.place(in: file),
                "'\(key.string ?? "?")' of '\(name)' is not served yet")
        }
        let text = Self.text(of: mapping)
        guard !text.isEmpty else { return reportTextless(name, node.place(in: file)) }
        let buttons = buttons(mapping["buttons"], of: name, file)
        let channel = mapping["channel"]?.text
        if let channel, !Self.channels.contains(channel) {
            report(
                .warning, at: node.place(in: file),
                "a variant of '\(name)' is for the channel '\(channel)', which is none of "
                    + "\(Self.channels.joined(separator: ", ")); it is said only where there is no other"
            )
        }
        add(text, buttons: buttons, channel: channel, to: name, at: definition)
    }

    /// The channels that a variant may be meant for.
    private static let channels = ChatChannel.allCases.map(\.rawValue)

    private mutating func reportTextless(_ name: String, _ place: FilePlace) {
        report(.warning, at: place, "a variant of '\(name)' has no text; left out")
    }

    /// Members that hold the address of an image or a file, as Rasa's channels have them.
    private static let addresses = ["image", "attachment"]

    private static func isServed(_ key: String, _ value: Node) -> Bool {
        ["text", "buttons", "channel", "id"].contains(key)
            || addresses.contains(key) && (value.text != nil || value.null != nil)
    }

    /// What a variant says: its text and, below it, the addresses of its image and attachment, as
    /// Rasa says them where a channel shows texts alone. Empty where it has none of these.
    private static func text(of variant: Node.Mapping) -> String {
        let words = variant["text"]?.text ?? ""
        let shown = addresses.compactMap { variant[$0]?.text?.trimmed }.filter { !$0.isEmpty }
        if shown.isEmpty { return isBlank(words) ? "" : words }
        return ([words.trimmed] + shown).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private mutating func buttons(
        _ node: Node?, of name: String, _ file: String
    ) -> [Button] {
        guard let node, node.null == nil else { return [] }
        guard let items = node.sequence else {
            report(
                .warning, at: node.place(in: file),
                "the buttons of '\(name)' are no list; left out")
            return []
        }
        return items.compactMap { button($0, of: name, file) }
    }

    private mutating func button(_ node: Node, of name: String, _ file: String) -> Button? {
        guard let mapping = members(of: node, file), let title = mapping["title"]?.text,
            !Self.isBlank(title)
        else {
            report(
                .warning, at: node.place(in: file),
                "a button of '\(name)' has no 'title'; left out")
            return nil
        }
        reportUnused(mapping, known: ["title", "payload"], of: "a button of '\(name)'", file)
        let payload = Responses.filled(mapping["payload"]?.text ?? title, [:])
        buttons.append((title, payload, node.place(in: file)))
        return Button(title: title, payload: payload)
    }
}
