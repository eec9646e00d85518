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
        let intents = Self.intents(of: first)
        let named = steps.lazy.map(Self.intents(of:)).first { !$0.isEmpty } ?? []
        if !named.isEmpty { name += " for \(Self.list(named))" }
        if let hurdle = Self.hurdle(in: rule, steps) {
            report(
                .warning, at: hurdle.node.place(in: place.file),
                "\(name) is not served yet: \(hurdle.what); only intent → actions is")
            for intent in intents where unservedRules[intent] == nil {
                unservedRules[intent] = place
            }
            return
        }
        let done = steps.dropFirst().compactMap {
            $0.mapping?["action"]?.string.flatMap(Self.action(named:))
        }
        for intent in intents {
            if let other = actions[intent], other != done {
                report(.warning, at: place, "another rule for '\(intent)'; this one counts")
            }
            rulePlaces[intent] = place
            actions[intent] = done
        }
    }

    /// The intents of a step, each once: one, or those that its `or` lists; none where it lists
    /// anything else.
    private static func intents(of step: Node) -> [String] {
        if let intent = step.mapping?["intent"]?.string { return [intent] }
        let items = step.mapping?["or"]?.sequence.map(Array.init) ?? []
        let intents = items.compactMap { item in
            item.mapping?.count == 1 ? item.mapping?["intent"]?.string : nil
        }
        var seen: Set<String> = []
        return intents.count == items.count ? intents.filter { seen.insert($0).inserted } : []
    }

    /// As `'a', 'b', 'c' …`, three at most: which rule it is, is clear by then.
    private static func list(_ names: [String]) -> String {
        names.prefix(3).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 3 ? " …" : "")
    }

    /// What the desk does where a rule names this action; nil where it cannot.
    private static func action(named name: String) -> RuleAction? {
        if name == RasaName.defaultFallback { return RuleAction(RasaName.defaultResponse) }
        // Rasa 1 has it for what a retrieval intent is answered with.
        let group = name.hasPrefix("respond_") ? String(name.dropFirst("respond_".count)) : nil
        return RuleAction(group.map(Responses.name(toIntent:)) ?? name)
    }

    /// The first thing that keeps a rule from being served.
    private static func hurdle(
        in rule: Node.Mapping, _ steps: Node.Sequence
    ) -> (what: String, node: Node)? {
        if let key = rule.first(where: { !isKept($0.key.string ?? "", $0.value) })?.key {
            return ("its key '\(key.string ?? "?")'", key)
        }
        let loops = Set(steps.compactMap { $0.mapping?["active_loop"]?.string })
        for (place, step) in steps.enumerated() {
            if let hurdle = hurdle(in: step, isFirst: place == 0, loops) { return hurdle }
        }
        guard let only = steps.first, steps.count == 1 else { return nil }
        return ("no action in it", only)
    }

    /// Whether what a key of a rule asks for is always so: that no form runs, and that the customer
    /// is waited for.
    private static func isKept(_ key: String, _ value: Node) -> Bool {
        switch key {
        case "rule", "steps": true
        case "condition":
            value.null != nil
                || value.sequence?.allSatisfy { item in
                    item.mapping?.count == 1 && item.mapping?["active_loop"]?.null != nil
                } == true
        case "wait_for_user_input": value.bool == true
        default: false
        }
    }

    /// A rule begins with an intent, or with several under `or`, and goes on with actions. `loops`
    /// are the forms that it says run.
    private static func hurdle(
        in step: Node, isFirst: Bool, _ loops: Set<String>
    ) -> (what: String, node: Node)? {
        if isFirst, let key = step.mapping?.keys.first, step.mapping?.count == 1,
            key.string == "or"
        {
            return intents(of: step).isEmpty ? ("an 'or' of other things than intents", key) : nil
        }
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
