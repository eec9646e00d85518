import Dialogue
import Testing
import Understanding

/// What a project says to messages without an answer.
@Suite struct MissTests {
    static let misses:
        [(
            name: String, responses: [String: String], actions: [String: [String]],
            isOutOfScope: Bool, said: [String]
        )] = [
            ("nothing of its own", [:], [:], false, ["I'm sorry, I did not understand that."]),
            ("its own sentence", ["utter_fallback": "Pardon?"], [:], false, ["Pardon?"]),
            ("Rasa's default", ["utter_default": "Default."], [:], false, ["Default."]),
            (
                "its own sentence beside Rasa's default",
                ["utter_fallback": "Pardon?", "utter_default": "Default."], [:], false, ["Pardon?"]
            ),
            (
                "a rule for Rasa's fallback",
                ["utter_again": "Again?", "utter_fallback": "Pardon?"],
                ["nlu_fallback": ["utter_again"]], false, ["Again?"]
            ),
            (
                "a rule that asks for a person", [:], ["nlu_fallback": [BuiltInIntent.person]],
                false,
                ["status waiting 3"]
            ),
            (
                "a rule that is not served", ["utter_default": "Default."], ["nlu_fallback": []],
                false, ["Default."]
            ),
            (
                "a rule that says what is not there", [:], ["nlu_fallback": ["utter_gone"]], false,
                ["I'm sorry, I did not understand that."]
            ),
            (
                "what is out of scope", ["utter_out_of_scope": "Not here."], [:], true,
                ["Not here."]
            ),
            (
                "a rule for what is out of scope",
                ["utter_no": "No.", "utter_out_of_scope": "Not."],
                ["out_of_scope": ["utter_no"]], true, ["No."]
            ),
            (
                "what is in scope and not understood", ["utter_out_of_scope": "Not here."], [:],
                false, ["I'm sorry, I did not understand that."]
            ),
            (
                "what is out of scope without a response", ["utter_default": "Default."], [:], true,
                ["Default."]
            ),
        ]

    static func policy(
        _ responses: [String: String], _ actions: [String: [String]] = [:]
    ) -> DialoguePolicy {
        var own = Responses()
        for (name, text) in responses {
            own.add(ResponseVariant(text: text), name: name, language: .english)
        }
        return DialoguePolicy(
            script: DialogueScript(responses: own, actions: actions),
            interpreter: Interpreter(model: nil, passages: nil))
    }

    /// What comes of a message, a bot's message by its first sentence.
    static func script(
        _ reading: Interpretation, _ policy: DialoguePolicy, misses: Int = 0
    ) throws -> [String] {
        let state = DialoguePolicyTests.state(misses: misses)
        let event = DialogueEvent.message(reading, contentType: .text)
        let needs = policy.needs(of: event, in: state)
        var facts = Facts(now: Timestamp(milliseconds: 1))
        if needs.contains(.queue) { (facts.queueAhead, facts.nextQueueNumber) = (2, 7) }
        let decision = try policy.decide(state, facts, event)
        return DialoguePolicyTests.script(decision).dropFirst().map { line in
            guard line.hasPrefix("bot: ") else { return line }
            let text = line.dropFirst("bot: ".count)
            return String(text[...(text.firstIndex { ".?".contains($0) } ?? text.startIndex)])
        }
    }

    @Test(arguments: misses)
    func aMessageWithoutAnAnswerIsAnsweredByTheProject(
        name: String, responses: [String: String], actions: [String: [String]],
        isOutOfScope: Bool, said: [String]
    ) throws {
        let reading = DialoguePolicyTests.reading(isOutOfScope: isOutOfScope)

        #expect(try Self.script(reading, Self.policy(responses, actions)) == said, "\(name)")
    }

    @Test func theSecondMissOffersAPersonWhateverTheProjectSays() throws {
        let policy = Self.policy(["utter_out_of_scope": "Not here."])
        let reading = DialoguePolicyTests.reading(isOutOfScope: true)

        #expect(
            try Self.script(reading, policy, misses: 1)
                == ["I'm sorry, I still do not understand."])
    }

    /// What the rule would say may be no answer without the form before it.
    @Test func anIntentWhoseRuleIsNotServedIsAnsweredByAnArticleOnly() throws {
        let policy = Self.policy(["utter_status": "It is ."], ["status": []])
        let passage = (DialoguePolicyTests.passage, 0.6)

        let alone = try Self.script(DialoguePolicyTests.reading([("status", 0.9)]), policy)
        let found = try Self.script(
            DialoguePolicyTests.reading([("status", 0.9)], [passage]), policy)

        #expect(alone == ["I'm sorry, I did not understand that."])
        #expect(found == ["Two days."])
        #expect(!policy.script.settledIntents.contains("status"))
    }
}
