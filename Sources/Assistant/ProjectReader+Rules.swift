import Dialogue
import Yams

/// Rasa's rules, of which those of the form intent → actions are served.
extension ProjectReader {
    /// What a rule may do beside saying a response. `none_of_these` is no action but what a button
    /// calls.
    private static let ruleActions: Set<String> = [
        BuiltInIntent.person, BuiltInIntent.ticket, BuiltInIntent.passage,
    ]

    mutating func readRules(_ node: Node, _ file: String) {
        guard let rules = node.sequence else {
            // A template's 'rules:' with nothing below.
            if node.null == nil { report(.error, file, line(node), "'rules' is no list") }
            return
        }
        for rule in rules {
            guard let mapping = rule.mapping else {
                report(.warning, file, line(rule), "an entry of 'rules' is no mapping; left out")
                continue
            }
            readRule(mapping, file, line(rule))
        }
    }

    private mutating func readRule(_ rule: Node.Mapping, _ file: String, _ line: Int) {
        let name = rule["rule"]?.text.map { "rule '\($0)'" } ?? "a rule without a name"
        guard let steps = rule["steps"]?.sequence, !steps.isEmpty else {
            report(.warning, file, line, "\(name) has no list 'steps'; left out")
            return
        }
        let isPlain =
            Set(rule.keys.compactMap(\.string)).isSubset(of: ["rule", "steps"])
            && steps.first?.mapping?.count == 1
        guard isPlain, let intent = steps.first?.mapping?["intent"]?.string,
            let actions = Self.actions(of: steps.dropFirst())
        else {
            report(
                .warning, file, line, "\(name) is not served yet; only intent → actions is")
            return
        }
        if self.actions[intent] != nil {
            report(.warning, file, line, "another rule for '\(intent)'; this one counts")
        }
        rulePlaces[intent] = (file, line)
        self.actions[intent] = actions
    }

    /// Nil where a step is no action that a rule may do, or none is there.
    private static func actions(of steps: some Collection<Node>) -> [String]? {
        let actions = steps.compactMap { $0.mapping?["action"]?.string }
        let isKnown = actions.allSatisfy { $0.hasPrefix("utter_") || ruleActions.contains($0) }
        return isKnown && !actions.isEmpty && actions.count == steps.count ? actions : nil
    }
}
