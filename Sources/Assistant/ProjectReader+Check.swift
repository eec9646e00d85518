import Dialogue
import Foundation
import Understanding

/// What is doubtful in the whole.
extension ProjectReader {
    mutating func check() {
        nameScope()
        leaveScope()
        checkExamples()
        applyGroupRules()
        let intents = Set(examples.map(\.example.intent))
        withholdResponses()
        checkResponses(intents)
        checkOverruled(intents)
        checkTitles(intents)
        checkSlots()
        checkRules(intents)
        checkButtons(intents)
        for (intent, place) in bindings where !intents.contains(intent) {
            report(.warning, at: place, "is bound to the intent '\(intent)', which has no example")
        }
        checkDeclared(intents)
    }

    /// What others call the intent of messages that are none of the desk's business, in small letters
    /// alone.
    private static let scopeNames: Set<String> = [
        "outofscope", "outofdomain", "outofcontext", "oos", "none", "nlufallback",
    ]

    /// Examples of an intent that others call so are such of what is out of scope; what is said to it
    /// is said to these.
    private mutating func nameScope() {
        let own = IntentModel.outOfScope
        let named = called.union(bindings.map(\.intent))
        var told: Set<String> = []
        for at in examples.indices {
            let (intent, place) = (examples[at].example.intent, examples[at].place)
            guard intent != own, !named.contains(intent),
                Self.scopeNames.contains(intent.lowercased().filter(\.isLetter))
            else { continue }
            examples[at].example.intent = own
            guard told.insert(intent).inserted else { continue }
            left.insert(intent)
            report(.note, at: place, "examples of '\(intent)' are read as such of '\(own)'")
            answerScope(as: intent)
        }
    }

    /// What is out of scope is answered as the intent `name` is, unless the project says how.
    private mutating func answerScope(as name: String) {
        let own = IntentModel.outOfScope
        guard actions[own] == nil, unservedRules[own] == nil,
            !responses.has(Responses.name(toIntent: own))
        else { return }
        if let steps = actions[name] {
            (actions[own], rulePlaces[own]) = (steps, rulePlaces[name])
            // That of the fallback is for whatever is not understood as well.
            guard name != RasaName.fallback else { return }
            (actions[name], rulePlaces[name]) = (nil, nil)
        } else if responses.has(Responses.name(toIntent: name)), unservedRules[name] == nil {
            actions[own] = [.say(Responses.name(toIntent: name))]
        }
    }

    /// Examples of `out_of_scope/weather`, which nothing answers, are such of what is out of scope.
    private mutating func leaveScope() {
        let group = IntentModel.outOfScope + "/"
        // Something leads to these all the same.
        let named = called.union(bindings.map(\.intent))
        for at in examples.indices where examples[at].example.intent.hasPrefix(group) {
            let intent = examples[at].example.intent
            guard !responses.has(Responses.name(toIntent: intent)), actions[intent] == nil,
                !named.contains(intent)
            else { continue }
            examples[at].example.intent = IntentModel.outOfScope
            left.insert(intent)
        }
    }

    /// A rule of the group `faq` is one of `faq/hours`, too, where that has none of its own: what it
    /// says of the group (`utter_faq`) is the response of each. An intent without that response has
    /// no answer in the rest of the rule.
    private mutating func applyGroupRules() {
        let intents = Set(examples.map(\.example.intent)).filter { $0.contains("/") }.sorted()
        for intent in intents where actions[intent] == nil && unservedRules[intent] == nil {
            let group = String(intent.prefix { $0 != "/" })
            let (name, all) = (
                Responses.name(toIntent: intent), Responses.name(toIntent: group)
            )
            guard let steps = actions[group],
                responses.has(name) || responses.has(all) || !steps.contains(.say(all))
            else { continue }
            let isOwn = responses.has(name)
            actions[intent] = steps.map { isOwn && $0 == .say(all) ? .say(name) : $0 }
            rulePlaces[intent] = rulePlaces[group]
        }
    }

    /// An intent that a domain lists and nothing leads to; of what a button or a rule names these
    /// tell.
    private mutating func checkDeclared(_ intents: Set<String>) {
        let known = intents.union(called).union(rulePlaces.keys).union(left)
            .union([RasaName.fallback])
        for (intent, place) in declared
        where !known.contains(intent) && !Self.isGroup(intent, of: intents) {
            report(.warning, at: place, "the intent '\(intent)' has no example; it is not known")
        }
    }

    /// Intents that buttons call.
    private var called: Set<String> {
        Set(buttons.compactMap { DirectIntent($0.payload)?.intent })
    }

    /// Whether `name` is the group of some of `intents`: `faq` of `faq/hours`.
    private static func isGroup(_ name: String, of intents: Set<String>) -> Bool {
        intents.contains { $0.hasPrefix(name + "/") }
    }

    /// A response whose rule is not served is no answer: it may go on from what a form asked.
    private mutating func withholdResponses() {
        for (intent, place) in unservedRules.sorted(by: { $0.key < $1.key })
        where actions[intent] == nil {
            withheld.insert(intent)
            let name = Responses.name(toIntent: intent)
            guard responses.has(name), let said = responsePlaces[name] else { continue }
            report(
                .warning, at: said,
                "'\(name)' is not said to '\(intent)': the rule at \(place) is not served")
        }
    }

    /// Responses that rules say.
    private var said: Set<String> { Set(actions.values.joined().compactMap(\.response)) }

    private mutating func checkResponses(_ intents: Set<String>) {
        let used = Set(intents.map(Responses.name(toIntent:))).union(said)
            .union(Responses.builtIn.names)
            .union([RasaName.defaultResponse, Responses.name(toIntent: RasaName.fallback)])
        for name in responses.names where !used.contains(name) {
            guard let place = responsePlaces[name] else { continue }
            report(.warning, at: place, "response '\(name)' is never said")
        }
    }

    /// A response to an intent, or of a rule, that gives a button of the desk's its title as well.
    private mutating func checkTitles(_ intents: Set<String>) {
        let said = said
        for own in OwnResponse.allCases where own.isTitle {
            guard let place = responsePlaces[own.rawValue] else { continue }
            if let intent = Responses.intent(ofName: own.rawValue), intents.contains(intent) {
                report(
                    .warning, at: place,
                    "'\(own.rawValue)' answers '\(intent)' and is the title of a button of the "
                        + "desk's as well; another name for the intent keeps them apart")
            } else if said.contains(own.rawValue) {
                report(
                    .warning, at: place,
                    "'\(own.rawValue)' is said by a rule and is the title of a button of the desk's "
                        + "as well; another name keeps them apart")
            }
        }
    }

    /// A response to an intent whose rule says something else, and not the response.
    private mutating func checkOverruled(_ intents: Set<String>) {
        let said = said
        for (intent, steps) in actions.sorted(by: { $0.key < $1.key }) {
            let name = Responses.name(toIntent: intent)
            guard intents.contains(intent), !said.contains(name), let place = responsePlaces[name],
                let rule = rulePlaces[intent],
                steps.contains(where: { $0.isLasting || $0.response.map(responses.has) == true })
            else { continue }
            report(
                .warning, at: place,
                "response '\(name)' is never said: the rule at \(rule) answers '\(intent)'")
        }
    }

    private mutating func checkRules(_ intents: Set<String>) {
        let called = called
        // A rule may be for several intents.
        var told: Set<FilePlace> = []
        for (intent, steps) in actions.sorted(by: { $0.key < $1.key }) {
            guard let place = rulePlaces[intent] else { continue }
            // A rule of Rasa's for the group `faq` says `utter_faq`, which each intent of it has.
            let isGroup = Self.isGroup(intent, of: intents)
            let missing = steps.compactMap(\.response).first { name in
                name != RasaName.defaultResponse && !responses.has(name)
                    && OwnResponse(rawValue: name)?.isTitle != false
                    && !(isGroup && hasResponses(below: name))
            }
            if let name = missing, told.insert(place).inserted {
                report(.warning, at: place, "the rule says '\(name)', which is no response")
            }
            if !isGroup, intent != RasaName.fallback, !intents.contains(intent),
                !called.contains(intent)
            {
                report(
                    .warning, at: place,
                    "the rule is for the intent '\(intent)', which has no example")
            }
        }
    }

    private func hasResponses(below name: String) -> Bool {
        responses.names.contains { $0.hasPrefix(name + "/") }
    }

    /// A message `/name` calls an intent where there is one, and is read like any other elsewhere.
    private mutating func checkButtons(_ intents: Set<String>) {
        let answered = responses.names.compactMap(Responses.intent(ofName:))
        // Of what has a rule that is not served, neither rule nor response answers.
        let replied = Set(actions.keys).union(answered).subtracting(withheld)
        let callable = intents.union(replied).union(BuiltInIntent.all)
            .union(bindings.map(\.intent))
        for button in buttons where button.payload.hasPrefix("/") {
            let called = DirectIntent(button.payload)
            if called != nil, let what = Self.lostValues(of: button.payload) {
                report(
                    .warning, at: button.place,
                    "the button '\(button.title)' calls '\(button.payload)', \(what)")
            }
            guard called.map({ callable.contains($0.intent) }) != true else { continue }
            let name = button.payload.dropFirst().prefix { $0 != "{" && $0 != " " }
            report(
                .warning, at: button.place,
                "the button '\(button.title)' calls '\(button.payload)', which "
                    + (called != nil
                        ? "names no intent; it is not shown"
                        : callable.contains(String(name))
                            ? "does not go on as '{\"entity\": \"value\"}' behind the intent; it is "
                                + "read as words"
                            : "is no intent's name; it is read as words"))
        }
    }

    /// What of the values of a payload is not taken; nil where all are.
    private static func lostValues(of payload: String) -> String? {
        guard let brace = payload.firstIndex(of: "{") else { return nil }
        let noJSON = "whose values are no JSON; write {\"entity\": \"value\"}"
        let parsed: Any
        do {
            parsed = try JSONSerialization.jsonObject(with: Data(payload[brace...].utf8))
        } catch {
            return noJSON
        }
        guard let object = parsed as? [String: Any] else { return noJSON }
        let isLost = object.values.contains { $0 is [Any] || $0 is [String: Any] || $0 is NSNull }
        return isLost ? "which has values that are neither text nor number; they are left out" : nil
    }

    /// The intents of `project` that nothing answers, but for those that a rule names: of these it
    /// was said what is amiss.
    func unanswered(in project: AssistantProject) -> [Finding] {
        project.unansweredIntents.sorted()
            .filter { actions[$0] == nil && !withheld.contains($0) }
            .compactMap { intent in
                guard let example = examples.first(where: { $0.example.intent == intent }) else {
                    return nil
                }
                return Finding(
                    severity: .warning, place: example.place,
                    message:
                        "intent '\(intent)' has no response, rule or article; the corpus may answer"
                )
            }
    }
}
