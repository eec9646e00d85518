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
            guard let node = try Yams.compose(yaml: text) else { return }
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
        for (key, value) in mapping { read(key.string ?? "", value, line(key), file) }
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
            if let intent = mapping["intent"]?.string {
                for (text, line) in examples(mapping["examples"], of: intent, item, file) {
                    add(text, intent: intent, file: file, line: line)
                }
            } else if let name = mapping["synonym"]?.string {
                for (text, _) in examples(mapping["examples"], of: name, item, file) {
                    rules.synonyms[text.lowercased()] = name
                }
            } else if let name = mapping["regex"]?.string {
                for (text, line) in examples(mapping["examples"], of: name, item, file) {
                    addPattern(text, name: name, file: file, line: line)
                }
            } else if let name = mapping["lookup"]?.string {
                let entries = examples(mapping["examples"], of: name, item, file).map(\.text)
                rules.lookups.append((name, entries))
            } else {
                let keys = mapping.keys.compactMap(\.string).joined(separator: ", ")
                report(
                    .warning, file, line(item),
                    "neither intent, synonym, regex nor lookup, but \(keys); left out")
            }
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
            return items.compactMap { item in
                let text = item.string ?? item.mapping?["text"]?.string
                return text.map { (Self.oneLine($0), line(item)) }
            }
        }
        guard let block = node.string else {
            report(.error, file, line(node), "the examples of '\(name)' are no text")
            return []
        }
        var found: [(text: String, line: Int)] = []
        for (at, text) in block.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let trimmed = text.drop { $0 == " " }
            guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { continue }
            let place = line(node) + at + 1
            guard trimmed.hasPrefix("-") else {
                report(.warning, file, place, "an example starts with '- '; left out")
                continue
            }
            found.append((Self.oneLine(trimmed.dropFirst()), place))
        }
        if found.isEmpty { report(.warning, file, line(item), "'\(name)' has no example") }
        return found
    }

    static func oneLine(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
            .split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    private mutating func addPattern(_ pattern: String, name: String, file: String, line: Int) {
        var alone = EntityRules()
        alone.patterns = [(name, pattern)]
        do {
            _ = try EntityExtractor(alone)
            rules.patterns.append((name, pattern))
        } catch {
            report(.error, file, line, "\(error)")
        }
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
            if !["text", "buttons", "channel", "metadata", "id"].contains(key) {
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
        let buttons = (mapping["buttons"]?.sequence ?? []).compactMap { button in
            let title = button.mapping?["title"]?.string
            let payload = button.mapping?["payload"]?.string ?? title
            return title.flatMap { title in
                payload.map {
                    MessageAction(id: "", title: title, payload: Responses.filled($0, [:]))
                }
            }
        }
        responses.add(
            ResponseVariant(text: text, buttons: buttons, channel: mapping["channel"]?.string),
            name: name, language: language)
    }

    // MARK: rules

    /// What a rule may do beside saying a response. `none_of_these` is no action but what a button
    /// calls.
    private static let ruleActions: Set<String> = [
        BuiltInIntent.person, BuiltInIntent.ticket, BuiltInIntent.passage,
    ]

    /// Rules of the form intent → actions are served; the others are reported.
    private mutating func readRules(_ node: Node, _ file: String) {
        for rule in node.sequence ?? [] {
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
