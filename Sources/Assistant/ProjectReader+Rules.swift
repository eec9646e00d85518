import Dialogue
import Yams

/// Rasa's rules, of which those of the form intent → actions are served.
extension ProjectReader {
    mutating func readRules(_ node: Node, _ file: String) {
        guard let rules = node.sequence else {
            report(
                .error, at: node.place(in: file),
                "'rules' is no list; write entries such as '- rule: greet' below it")
            return
        }
        for rule in rules {
            guard let mapping = rule.mapping else {
                report(
                    .warning, at: rule.place(in: file),
                    "an entry of 'rules' is no mapping; left out")
                continue
            }
            readRule(mapping, at: rule.place(in: file))
        }
    }

    private mutating func readRule(_ rule: Node.Mapping, at place: FilePlace) {
        var name = rule["rule"]?.text.map { "rule '\($0)'" } ?? "a rule without a name"
        guard let steps = rule["steps"]?.sequence, let first = steps.first else {
            report(.warning, at: place, "\(name) has no list 'steps'; left out")
            return
        }
        let intent = first.mapping?["intent"]?.string
        let named = intent ?? steps.lazy.compactMap { $0.mapping?["intent"]?.string }.first
        if let named { name += " for '\(named)'" }
        if let hurdle = Self.hurdle(in: rule, steps) {
            report(
                .warning, at: hurdle.node.place(in: place.file),
                "\(name) is not served yet: \(hurdle.what); only intent → actions is")
            if let intent, unservedRules[intent] == nil { unservedRules[intent] = place }
            return
        }
        guard let intent else { return }
        if actions[intent] != nil {
            report(.warning, at: place, "another rule for '\(intent)'; this one counts")
        }
        rulePlaces[intent] = place
        actions[intent] = steps.dropFirst().compactMap {
            $0.mapping?["action"]?.string.flatMap(Self.action(named:))
        }
    }

    /// What the desk does where a rule names this action; nil where it cannot.
    private static func action(named name: String) -> RuleAction? {
        RuleAction(name == RasaName.defaultFallback ? RasaName.defaultResponse : name)
    }

    /// The first thing that keeps a rule from being served.
    private static func hurdle(
        in rule: Node.Mapping, _ steps: Node.Sequence
    ) -> (what: String, node: Node)? {
        if let key = rule.keys.first(where: { !["rule", "steps"].contains($0.string) }) {
            return ("its key '\(key.string ?? "?")'", key)
        }
        let loops = Set(steps.compactMap { $0.mapping?["active_loop"]?.string })
        for (place, step) in steps.enumerated() {
            if let hurdle = hurdle(in: step, isFirst: place == 0, loops) { return hurdle }
        }
        guard let only = steps.first, steps.count == 1 else { return nil }
        return ("no action in it", only)
    }

    /// A rule begins with an intent and goes on with actions. `loops` are the forms that it says
    /// run.
    private static func hurdle(
        in step: Node, isFirst: Bool, _ loops: Set<String>
    ) -> (what: String, node: Node)? {
        let expected = isFirst ? "intent" : "action"
        if let key = step.mapping?.keys.first(where: { $0.string != expected }) {
            return ("a step with '\(key.string ?? "?")'\(matter(of: key.string))", key)
        }
        guard let value = step.mapping?[expected], let name = value.string else {
            return ("a step without '\(expected)'", step)
        }
        let isServed = isFirst || action(named: name) != nil
        return isServed ? nil : ("the \(kind(ofAction: name, loops)) '\(name)'", value)
    }

    /// What a step is about whose key does not tell everybody.
    private static func matter(of key: String?) -> String {
        switch key {
        case "active_loop": ", which is about a form"
        case "slot_was_set": ", which is about a slot"
        default: ""
        }
    }

    private static func kind(ofAction name: String, _ loops: Set<String>) -> String {
        if loops.contains(name) || name.lowercased().hasSuffix("form") { return "form" }
        let isOwn = name.hasPrefix("action_") && !rasaActions.contains(name)
        return isOwn ? "custom action" : "action"
    }

    /// Actions that every Rasa project has without code of its own.
    private static let rasaActions: Set<String> = [
        "action_listen", "action_restart", "action_session_start", "action_back",
        "action_deactivate_loop", "action_deactivate_form", "action_revert_fallback_events",
        "action_two_stage_fallback", "action_default_ask_affirmation",
        "action_default_ask_rephrase", "action_extract_slots", "action_unlikely_intent",
        "action_send_text", "action_run_slot_rejections", "action_trigger_search",
    ]
}
