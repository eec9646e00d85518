import Dialogue
import Testing
import Understanding

/// What a project says to messages without an answer.
@Suite struct MissTests {
    static let misses:
        [(
            name: String, responses: [String: String], actions: [String: [RuleAction]],
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
                ["nlu_fallback": [.say("utter_again")]], false, ["Again?"]
            ),
            (
                "a rule that asks for a person", [:], ["nlu_fallback": [.askForPerson]],
                false,
                ["A person will answer you as soon as one is free.", "status waiting 3"]
            ),
            (
                "a rule that says what is not there", [:], ["nlu_fallback": [.say("utter_gone")]],
                false,
                ["I'm sorry, I did not understand that."]
            ),
            (
                "what is out of scope", ["utter_out_of_scope": "Not here."], [:], true,
                ["Not here."]
            ),
            (
                "a rule for what is out of scope",
                ["utter_no": "No.", "utter_out_of_scope": "Not."],
                ["out_of_scope": [.say("utter_no")]], true, ["No."]
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
        _ responses: [String: String], _ actions: [String: [RuleAction]] = [:],
        withheld: Set<String> = [], titles: [String: [Language: String]] = [:]
    ) -> DialoguePolicy {
        var own = Responses()
        for (name, text) in responses {
            own.add(ResponseVariant(text: text), name: name, language: .english)
        }
        return DialoguePolicy(
            script: DialogueScript(
                responses: own, actions: actions, withheld: withheld, titles: titles),
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
        name: String, responses: [String: String], actions: [String: [RuleAction]],
        isOutOfScope: Bool, said: [String]
    ) throws {
        let reading = DialoguePolicyTests.reading(isOutOfScope: isOutOfScope)

        #expect(try Self.script(reading, Self.policy(responses, actions)) == said, "\(name)")
    }

    @Test func aMissWhoseRuleIsNotServedIsAnsweredByTheDefault() throws {
        let policy = Self.policy(
            ["utter_default": "Default.", "utter_nlu_fallback": "Again?"],
            withheld: ["nlu_fallback"])

        #expect(try Self.script(DialoguePolicyTests.reading(), policy) == ["Default."])
    }

    static let courtesies: [(intent: String, examples: [String], said: [String])] = [
        (
            "thank", ["thanks!", "thank you", "much obliged", "you saved my day"],
            ["Is there anything else I can do for you?"]
        ),
        (
            "ciao", ["bye", "see you", "until the next time"],
            ["Goodbye! I'm here if you need anything else."]
        ),
        ("nope", ["no", "never mind"], ["All right."]),
        ("who", ["are you a bot", "who is typing here"], ["I'm an automatic assistant."]),
        ("obliged", ["thanks", "a", "b", "c"], ["I'm sorry, I cannot help with that myself."]),
    ]

    /// "Thanks bro" was told that the bot cannot help with that itself.
    @Test(arguments: courtesies)
    func smallTalkThatNothingAnswersHasTheDesksOwnWords(
        intent: String, examples: [String], said: [String]
    ) throws {
        var script = DialogueScript()
        script.learnSmallTalk(of: examples.map { Example(text: $0, intent: intent) })
        let policy = DialoguePolicy(
            script: script, interpreter: Interpreter(model: nil, passages: nil))
        let reading = DialoguePolicyTests.reading([(intent, 0.99)])
        let decision = try policy.decide(
            DialoguePolicyTests.state(), DialoguePolicyTests.facts,
            .message(reading, contentType: .text))

        #expect(try Self.script(reading, policy) == said)
        #expect(decision.conversation.misses == (intent == "obliged" ? 1 : 0))
    }

    @Test func theSecondMissOffersAPersonWhateverTheProjectSays() throws {
        let policy = Self.policy(["utter_out_of_scope": "Not here."])
        let reading = DialoguePolicyTests.reading(isOutOfScope: true)

        #expect(
            try Self.script(reading, policy, misses: 1)
                == ["I'm sorry, I still do not understand."])
    }

    @Test func theOfferOfAPersonIsNotRepeatedAtOnce() throws {
        var state = DialoguePolicyTests.state()
        var said: [String] = []
        for _ in 0..<4 {
            let decision = try DialoguePolicyTests.policy.decide(
                state, DialoguePolicyTests.facts,
                .message(DialoguePolicyTests.reading(), contentType: .text))
            said += ConversationRulesTests.said(decision).map { String($0.prefix(24)) }
            state = decision.conversation
        }

        #expect(
            said == [
                "I'm sorry, I did not und", "I'm sorry, I still do no",
                "I'm sorry, I did not und", "I'm sorry, I still do no",
            ])
    }

    @Test func theWayBackToTheBotBeginsTheCountAnew() throws {
        let decision = try DialoguePolicyTests.policy.decide(
            DialoguePolicyTests.state(misses: 3), DialoguePolicyTests.facts, .bot(reason: nil))

        #expect(decision.conversation.misses == 0)
    }

    /// What the rule would say may be no answer without the form before it.
    @Test func anIntentWhoseRuleIsNotServedIsAnsweredByAnArticleOnly() throws {
        let policy = Self.policy(["utter_status": "It is ."], withheld: ["status"])
        let passage = (DialoguePolicyTests.passage, 0.9)

        let alone = try Self.script(DialoguePolicyTests.reading([("status", 0.9)]), policy)
        let found = try Self.script(
            DialoguePolicyTests.reading([("status", 0.9)], [passage]), policy)

        let near = try Self.script(
            DialoguePolicyTests.reading(
                [("status", 0.9)], [(DialoguePolicyTests.passage, 0.3)]), policy)

        #expect(alone == ["I'm sorry, I cannot help with that myself."])
        #expect(found == ["Two days."])
        #expect(near == ["Did you mean this?"])
        #expect(!policy.script.settledIntents.contains("status"))
    }

    private static let other = DialoguePolicyTests.other
    private static let topics:
        [(name: String, reading: Interpretation, max: Int, buttons: [String])] = [
            ("nothing near", DialoguePolicyTests.reading([("greet", 0.09)]), 3, []),
            (
                "intents and a section",
                DialoguePolicyTests.reading(
                    [("greet", 0.2), ("order_status", 0.1)], [(other, 0.15)]), 3,
                ["1 greet", "2 where is my order", "3 Other?"]
            ),
            (
                "the likeliest two",
                DialoguePolicyTests.reading(
                    [("greet", 0.2), ("order_status", 0.1)], [(other, 0.15)]), 2,
                ["1 greet", "2 Other?"]
            ),
            (
                "as many as there are places for",
                DialoguePolicyTests.reading([("greet", 0.2), ("order_status", 0.2)]), 1,
                ["1 greet"]
            ),
            (
                "an intent whose examples have hardly a word of it",
                Interpretation(
                    text: "text", language: .english,
                    intents: [RankedIntent(name: "greet", score: 0.2)], foreign: 0.9), 3, []
            ),
            (
                "an intent for which none of its words speaks",
                Interpretation(
                    text: "text", language: .english,
                    intents: [RankedIntent(name: "greet", score: 0.2)], evidence: 0.4), 3, []
            ),
            ("switched off", DialoguePolicyTests.reading([("greet", 0.2)]), 0, []),
            (
                "an intent nothing can be said to",
                DialoguePolicyTests.reading([("mystery", 0.2)], [(other, 0.03)]), 3, ["1 Other?"]
            ),
            (
                "a section of the article that the intent shows",
                DialoguePolicyTests.reading(
                    [("delivery", 0.2)], [(DialoguePolicyTests.boundPassage, 0.15)]), 3,
                ["1 delivery"]
            ),
            (
                "what is out of scope",
                DialoguePolicyTests.reading(
                    [("greet", 0.2)], [(other, 0.09)], isOutOfScope: true), 3, []
            ),
            (
                "a section that is found nevertheless",
                DialoguePolicyTests.reading(
                    [("greet", 0.2)], [(other, 0.11)], isOutOfScope: true), 3, ["1 Other?"]
            ),
        ]

    /// What is said and which buttons stand under it.
    private static func missed(
        _ reading: Interpretation, _ policy: DialoguePolicy, misses: Int = 0
    ) throws -> Message {
        let decision = try policy.decide(
            DialoguePolicyTests.state(misses: misses), DialoguePolicyTests.facts,
            .message(reading, contentType: .text))
        guard case .message(let said) = decision.bodies.last else {
            throw Refusal.badArgument("no message")
        }
        return said
    }

    @Test(arguments: topics)
    func theNearestTopicsAreOfferedUnderAMiss(
        name: String, reading: Interpretation, max: Int, buttons: [String]
    ) throws {
        var options = DialoguePolicy.Options()
        options.topicsMax = max
        let policy = DialoguePolicy(
            script: DialoguePolicyTests.policy.script,
            interpreter: DialoguePolicyTests.policy.interpreter, options: options)

        let first = try Self.missed(reading, policy)
        let second = try Self.missed(reading, policy, misses: 1)

        #expect(first.answer?.kind == .fallback, "\(name)")
        #expect(first.actions.map { "\($0.id) \($0.title)" } == buttons, "\(name)")
        #expect(first.content.contains("one of these") == !buttons.isEmpty, "\(name)")
        #expect(
            second.actions.map(\.payload).prefix(2) == ["/action_handoff", "/action_open_ticket"])
        #expect(second.actions.map(\.title).dropFirst(2) == first.actions.map(\.title)[...])
    }

    /// Other words would not help: an intent was understood, and nothing can be said to it.
    @Test(arguments: [
        DialoguePolicyTests.reading([("mystery", 0.9), ("greet", 0.2)]),
        Interpretation(text: "/mystery", direct: DirectIntent("/mystery"), entities: [], model: ""),
    ])
    func whatIsUnderstoodWithoutAnAnswerIsOfferedAPerson(reading: Interpretation) throws {
        let policy = Self.policy(["utter_fallback": "Pardon?", "utter_greet": "Hello."])

        let said = try Self.missed(reading, policy)

        #expect(said.content.hasPrefix("I'm sorry, I cannot help with that myself."))
        #expect(said.answer?.kind == .fallback)
        #expect(said.actions.map(\.title) == ["Talk to a person", "Open a ticket"])
    }

    /// Who turns down one question back after the other is offered a person.
    @Test(arguments: [
        ([("greet", 0.55), ("order_status", 0.4)], 1), ([("greet", 0.9)], 0),
    ])
    func aQuestionBackIsNoAnswer(intents: [(String, Double)], misses: Int) throws {
        let event = DialogueEvent.message(
            DialoguePolicyTests.reading(intents), contentType: .text)
        let state = DialoguePolicyTests.state(misses: 1)

        let decision = try DialoguePolicyTests.policy.decide(
            state, DialoguePolicyTests.facts(for: event, in: state), event)

        #expect(decision.conversation.misses == misses)
    }

    @Test func noneOfTheseIsNotUnderstood() throws {
        let reading = Interpretation(
            text: "/none_of_these", direct: DirectIntent("/none_of_these"), entities: [], model: "")

        let said = try Self.missed(reading, DialoguePolicyTests.policy)

        #expect(said.content.hasPrefix("I'm sorry, I did not understand that."))
    }

    @Test func theProjectsOwnSentenceHasTheTopicsUnderItsButtons() throws {
        var own = Responses()
        own.add(
            ResponseVariant(
                text: "Pardon?",
                buttons: [Button(title: "Hours", payload: "/hours")]),
            name: "utter_fallback", language: .english)
        for intent in ["greet", "hours"] {
            own.add(
                ResponseVariant(text: intent), name: "utter_\(intent)", language: .english)
        }
        let policy = DialoguePolicy(
            script: DialogueScript(responses: own),
            interpreter: Interpreter(model: nil, passages: nil, callable: ["hours"]))

        let said = try Self.missed(
            DialoguePolicyTests.reading([("greet", 0.2), ("hours", 0.2)]), policy)

        #expect(said.content == "Pardon?")
        #expect(said.actions.map { "\($0.id) \($0.title)" } == ["1 Hours", "2 greet"])
    }
}
