import Dialogue
import Yams

/// Rasa's rules, of which those of the form intent → actions are served.
extension ProjectReader {
    /// What a rule may do beside saying a response. `none_of_these` is no action but what a button
    /// calls.
    private static let ruleActions: Set<String> = [
        BuiltInIntent.person, BuiltInIntent.ticket, BuiltInIntent.passage,
        RasaName.defaultFallback,
    ]

    mutating func readRules(_ node: Node, _ file: String) {
        guard let rules = node.sequence else {
            report(.error, file, line(node), "'rules' is no list")
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
        guard let steps = rule["steps"]?.sequence, let first = steps.first else {
            report(.warning, file, line, "\(name) has no list 'steps'; left out")
            return
        }
        let intent = first.mapping?["intent"]?.string
        if let hurdle = Self.hurdle(in: rule, steps) {
            report(
                .warning, file, self.line(hurdle.node),
                "\(name) is not served yet: \(hurdle.what); only intent → actions is")
            if let intent, unservedRules[intent] == nil { unservedRules[intent] = (file, line) }
            return
        }
        guard let intent else { return }
        if actions[intent] != nil {
            report(.warning, file, line, "another rule for '\(intent)'; this one counts")
        }
        rulePlaces[intent] = (file, line)
        actions[intent] = steps.dropFirst().compactMap { $0.mapping?["action"]?.string }
            .map { $0 == RasaName.defaultFallback ? RasaName.defaultResponse : $0 }
    }

    /// The first thing that keeps a rule from being served.
    private static func hurdle(
        in rule: Node.Mapping, _ steps: Node.Sequence
    ) -> (what: String, node: Node)? {
        for key in rule.keys where !["rule", "steps"].contains(key.string) {
            return ("its key '\(key.string ?? "?")'", key)
        }
        for (place, step) in steps.enumerated() {
            let keys = step.mapping.map { Array($0.keys) } ?? []
            guard keys.count == 1, let key = keys.first, let value = step.mapping?[key] else {
                let other = keys.first { !["intent", "action"].contains($0.string) } ?? keys.last
                return ("a step with \(other?.string.map { "'\($0)', too" } ?? "nothing")", step)
            }
            guard key.string == (place == 0 ? "intent" : "action") else {
                return ("a step '\(key.string ?? "?")'", key)
            }
            guard place > 0 else {
                if value.string == nil { return ("no intent in its first step", step) }
                continue
            }
            let action = value.string ?? ""
            if !action.hasPrefix("utter_"), !ruleActions.contains(action) {
                return ("the action '\(action)'", value)
            }
        }
        guard let only = steps.first, steps.count == 1 else { return nil }
        return ("no action in it", only)
    }
}
