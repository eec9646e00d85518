import Dialogue
import Understanding
import Yams

/// Rasa 3.x training data: any file may hold any of the top-level keys.
extension ProjectReader {
    /// Keys that are read later or elsewhere; what they say is reported, never dropped in silence.
    private static let laterKeys: Set<String> = [
        "stories", "slots", "forms", "entities", "actions", "session_config", "e2e_actions",
        "pipeline", "policies", "config",
    ]

    mutating func readRasa(_ text: String, file: String) {
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text) else {
                report(.warning, file, 0, "holds nothing; \(Self.trainingAdvice)")
                return
            }
            root = node
        } catch {
            let (line, reason) = TextFile.place(ofYAML: error)
            report(.error, file, line, "the YAML does not parse: \(reason)")
            return
        }
        guard let mapping = root.mapping else {
            report(.error, file, line(root), "the file is no mapping of keys such as 'nlu:'")
            return
        }
        for (key, value) in mapping where part == nil || key.string == "nlu" {
            read(key.string ?? "", value, line(key), file)
        }
    }

    func line(_ node: Node) -> Int { node.mark?.line ?? 0 }

    private mutating func read(_ key: String, _ value: Node, _ line: Int, _ file: String) {
        switch key {
        case "version": break
        case "nlu": readNLU(value, file)
        case "responses": readResponses(value, file)
        case "rules": readRules(value, file)
        case "intents":
            report(.warning, file, line, "'intents' is not read; an intent is what has examples")
        case _ where Self.laterKeys.contains(key):
            report(.warning, file, line, "'\(key)' is not served yet; the rest of the file is")
        default: report(.warning, file, line, "unknown key '\(key)'; left out")
        }
    }

    // MARK: nlu

    private mutating func readNLU(_ node: Node, _ file: String) {
        guard let items = node.sequence else {
            report(.error, file, line(node), "'nlu' is no list")
            return
        }
        for item in items {
            guard let mapping = item.mapping else {
                report(.error, file, line(item), "an entry of 'nlu' is no mapping")
                continue
            }
            let found = TrainingList.allCases.lazy.compactMap { kind in
                mapping[kind.rawValue]?.text.map { (kind, $0) }
            }
            guard let (kind, name) = found.first else {
                let keys = mapping.keys.compactMap(\.string).joined(separator: ", ")
                report(
                    .warning, file, line(item),
                    "neither intent, synonym, regex nor lookup, but \(keys); left out")
                continue
            }
            reportUnused(mapping, known: [kind.rawValue, "examples"], of: "'\(name)'", file)
            take(examples(mapping["examples"], of: name, item, file), kind, name, file)
        }
    }

    /// Keys of a mapping that is read otherwise, such as `metadata`.
    mutating func reportUnused(
        _ mapping: Node.Mapping, known: Set<String>, of owner: String, _ file: String
    ) {
        for key in mapping.keys where !known.contains(key.string ?? "") {
            report(
                .warning, file, line(key),
                "'\(key.string ?? "?")' of \(owner) is not used; left out")
        }
    }

    /// Examples of a block of `- ` lines, a list of strings or the extended form, with lines.
    private mutating func examples(
        _ node: Node?, of name: String, _ item: Node, _ file: String
    ) -> [(text: String, line: Int)] {
        guard let node else {
            report(.error, file, line(item), "'\(name)' has no 'examples'")
            return []
        }
        if let items = node.sequence {
            return items.compactMap { example($0, of: name, file) }
        }
        guard let block = node.string else {
            report(.error, file, line(node), "the examples of '\(name)' are no text")
            return []
        }
        // The text of a block begins in the line below its mark.
        let isBlock = [.literal, .folded].contains(node.scalar?.style)
        var found: [(text: String, line: Int)] = []
        for (at, text) in block.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let trimmed = text.drop { $0 == " " }
            guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { continue }
            let place = line(node) + at + (isBlock ? 1 : 0)
            guard trimmed.hasPrefix("-") else {
                report(.warning, file, place, "an example starts with '- '; left out")
                continue
            }
            found.append((Self.oneLine(trimmed.dropFirst()), place))
        }
        if found.isEmpty { report(.warning, file, line(item), "'\(name)' has no example") }
        return found
    }

    /// An item of a list: a text, or a mapping with one.
    private mutating func example(
        _ item: Node, of name: String, _ file: String
    ) -> (text: String, line: Int)? {
        guard let text = item.text ?? item.mapping?["text"]?.text else {
            report(
                .warning, file, line(item),
                "an example of '\(name)' is neither a text nor a mapping with 'text'; left out")
            return nil
        }
        if let mapping = item.mapping {
            reportUnused(mapping, known: ["text"], of: "an example of '\(name)'", file)
        }
        return (Self.oneLine(text), line(item))
    }

    static func oneLine(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
            .split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    // MARK: responses

    private mutating func readResponses(_ node: Node, _ file: String) {
        guard let mapping = node.mapping else {
            report(.error, file, line(node), "'responses' is no mapping")
            return
        }
        for (key, value) in mapping {
            guard let name = key.string, let variants = value.sequence else {
                report(.error, file, line(key), "a response is a name with a list of variants")
                continue
            }
            responsePlaces[name] = (file, line(key))
            for variant in variants { readVariant(variant, name, file) }
        }
    }

    private mutating func readVariant(_ node: Node, _ name: String, _ file: String) {
        guard let mapping = node.mapping else {
            report(.error, file, line(node), "a variant of '\(name)' is no mapping with 'text'")
            return
        }
        for key in mapping.keys {
            let key = key.string ?? ""
            if !["text", "buttons", "channel", "id"].contains(key) {
                report(.warning, file, line(node), "'\(key)' of '\(name)' is not served yet")
            }
        }
        let text = mapping["text"]?.string ?? ""
        guard !text.isEmpty else {
            report(.warning, file, line(node), "a variant of '\(name)' has no text; left out")
            return
        }
        let language =
            Self.language(of: file) ?? Analyzer().analyze(text).language ?? .english
        let buttons = buttons(mapping["buttons"], of: name, file)
        responses.add(
            ResponseVariant(text: text, buttons: buttons, channel: mapping["channel"]?.string),
            name: name, language: language)
    }

    private mutating func buttons(
        _ node: Node?, of name: String, _ file: String
    ) -> [MessageAction] {
        guard let node, node.null == nil else { return [] }
        guard let items = node.sequence else {
            report(.warning, file, line(node), "the buttons of '\(name)' are no list; left out")
            return []
        }
        return items.compactMap { button($0, of: name, file) }
    }

    private mutating func button(_ node: Node, of name: String, _ file: String) -> MessageAction? {
        guard let mapping = node.mapping, let title = mapping["title"]?.text, !title.isEmpty else {
            report(.warning, file, line(node), "a button of '\(name)' has no 'title'; left out")
            return nil
        }
        reportUnused(mapping, known: ["title", "payload"], of: "a button of '\(name)'", file)
        let payload = mapping["payload"]?.text ?? title
        return MessageAction(id: "", title: title, payload: Responses.filled(payload, [:]))
    }

    // MARK: rules

    /// What a rule may do beside saying a response. `none_of_these` is no action but what a button
    /// calls.
    private static let ruleActions: Set<String> = [
        BuiltInIntent.person, BuiltInIntent.ticket, BuiltInIntent.passage,
    ]

    /// Rules of the form intent → actions are served; the others are reported.
    private mutating func readRules(_ node: Node, _ file: String) {
        guard let rules = node.sequence else {
            // A template's 'rules:' with nothing below.
            if node.null == nil { report(.error, file, line(node), "'rules' is no list") }
            return
        }
        for rule in rules {
            guard let mapping = rule.mapping, let steps = mapping["steps"]?.sequence else {
                report(.error, file, line(rule), "a rule has 'steps'")
                continue
            }
            let name = mapping["rule"]?.string ?? "?"
            let intent = steps.first?.mapping?["intent"]?.string
            let actions = steps.dropFirst().compactMap { $0.mapping?["action"]?.string }
            let known = actions.allSatisfy {
                $0.hasPrefix("utter_") || Self.ruleActions.contains($0)
            }
            let isPlain =
                Set(mapping.keys.compactMap(\.string)).isSubset(of: ["rule", "steps"])
                && steps.first?.mapping?.count == 1
            guard let intent, actions.count == steps.count - 1, !actions.isEmpty, known, isPlain
            else {
                report(
                    .warning, file, line(rule),
                    "rule '\(name)' is not served yet; only intent → actions is")
                continue
            }
            if self.actions[intent] != nil {
                report(.warning, file, line(rule), "another rule for '\(intent)'; this one counts")
            }
            rulePlaces[intent] = (file, line(rule))
            self.actions[intent] = actions
        }
    }
}
