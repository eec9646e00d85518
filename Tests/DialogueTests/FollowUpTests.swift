import Dialogue
import Foundation
import Testing
import Understanding

/// Messages that say what they are about by what was answered before.
@Suite struct FollowUpTests {
    typealias Table = DialoguePolicyTests

    static let policy: DialoguePolicy = {
        func passage(_ id: String, _ title: String, _ text: String) -> Passage {
            Passage(id: id, title: title, text: text, language: .english)
        }
        let passages = [
            passage(
                "ferry.md#fares", "How much is a ticket for the ferry?",
                "Adults pay 12 euros, children half. Bicycles are free on Mondays."),
            passage("ferry.md#dogs", "Can I take my dog on board?", "Dogs travel on the deck."),
            passage("ferry.md#cars", "Can I take my car across?", "Cars pay 30 euros each way."),
            passage(
                "ferry.md#late", "What happens when the ferry is late?",
                "From one hour on you get half of the fare back."),
            passage("hotel.md#rooms", "How much is a room?", "A room is 80 euros a night."),
            passage("hotel.md#breakfast", "When is breakfast?", "Breakfast is from 7 to 10."),
            passage("hotel.md#keys", "I lost my key", "The front desk has another one."),
            passage("tours.md#guide", "Is there a guide?", "A guide meets you at the quay."),
        ]
        guard let index = try? PassageIndex(bytes: PassageIndex.build(passages)) else {
            fatalError("the passages are fixed")
        }
        var responses = Responses()
        responses.add(
            ResponseVariant(text: "We open at 9."), name: "utter_hours", language: .english)
        responses.add(
            ResponseVariant(text: "I know the ferry."), name: "utter_ability", language: .english)
        return DialoguePolicy(
            script: DialogueScript(
                responses: responses,
                titles: [
                    "hours": [.english: "opening hours"], "hi": [.english: "hello"],
                    "ability": [.english: "what can you do"],
                ]),
            interpreter: Interpreter(model: nil, passages: index))
    }()

    static let times: [(text: String, isTold: Bool)] = [
        ("About an hour.", true), ("We need ten working days.", true),
        ("Half an hour at most.", true), ("2 to 3 weeks.", true), ("In a couple of minutes.", true),
        ("We are there day and night.", false), ("It costs 50 euros, the hourly rate.", false),
        ("Ask 3 people whom you meet in the course of the day.", false),
    ]

    /// "How long does that take?" asks for a number of units, in figures or in words.
    @Test(arguments: times)
    func howLongIsToldByANumberOfUnits(text: String, isTold: Bool) throws {
        let passages = [
            ("test", "How do you check my ears?", text),
            ("repair", "How long does a repair take?", "Five days as a rule."),
            ("post", "How long does a parcel take?", "Two days as a rule."),
        ].map { Passage(id: "a.md#\($0.0)", title: $0.1, text: $0.2, language: .english) }
        let index = try PassageIndex(bytes: PassageIndex.build(passages))
        let policy = DialoguePolicy(
            script: DialogueScript(), interpreter: Interpreter(model: nil, passages: index))
        let first = policy.interpreter.interpret("How do you check my ears?")
        let before = try policy.decide(
            Table.state(), Table.facts, .message(first, contentType: .text))
        var facts = Table.facts
        facts.answers = [(3, try #require(Self.last(before)))]

        let said = try policy.decide(
            Table.state(), facts,
            .message(policy.interpreter.interpret("how long does it take?"), contentType: .text))

        #expect((Self.last(said)?.answer?.passageID == "a.md#test") == isTold)
    }

    /// What the customer is told, with the answer before.
    private static func said(_ first: String, _ second: Interpretation) throws -> Message {
        let event = DialogueEvent.message(
            policy.interpreter.interpret(first), contentType: .text)
        let before = try policy.decide(Table.state(), Table.facts, event)
        return try said(behind: try #require(last(before)), second)
    }

    private static func said(_ first: String, _ second: String) throws -> Message {
        try said(first, policy.interpreter.interpret(second))
    }

    private static func said(
        behind last: Message, _ second: Interpretation, at seq: Int64 = 3, _ phase: Phase = .bot
    ) throws -> Message {
        var facts = Table.facts
        let event = DialogueEvent.message(second, contentType: .text)
        let state = Table.state(phase, misses: 1)
        if policy.needs(of: event, in: state).contains(.answers) { facts.answers = [(seq, last)] }
        return try #require(Self.last(try policy.decide(state, facts, event)))
    }

    private static func last(_ decision: Decision) -> Message? {
        decision.bodies.lazy.compactMap { body in
            if case .message(let said) = body, said.sender == .bot { said } else { nil }
        }.first
    }

    private static let fares = "how much is a ticket for the ferry"

    @Test func whatFollowsIsReadWithWhatWasAnswered() throws {
        let said = try Self.said(Self.fares, "and with my dog?")

        #expect(said.answer?.passageID == "ferry.md#dogs")
        #expect(said.answer?.follows == "How much is a ticket for the ferry?")
    }

    /// Alone it asks nothing that is known.
    @Test func withoutAnAnswerBeforeItIsNotUnderstood() throws {
        let reading = Self.policy.interpreter.interpret("and if it is late?")
        let alone = try Self.policy.decide(
            Table.state(), Table.facts, .message(reading, contentType: .text))

        #expect(Self.last(alone)?.answer?.passageID == nil)
        #expect(
            try Self.said(Self.fares, "and if it is late?").answer?.passageID == "ferry.md#late")
    }

    /// "What else can I use?" was answered with what the bot can do.
    @Test func smallTalkByChanceGivesWayToWhatWasSpokenOf() throws {
        func said(_ text: String) throws -> Message {
            try Self.said(Self.fares, Table.reading([("ability", 0.96)], text: text))
        }

        #expect(try said("and with my dog?").answer?.passageID == "ferry.md#dogs")
        #expect(try said("please list your many abilities").content == "I know the ferry.")
    }

    static let sure: [(text: String, isExample: Bool, isConfirmed: Bool)] = [
        ("even if we pay with a gift card?", false, true),
        ("how much is that at noon", false, true),
        ("when do you open tomorrow", false, false), ("opening hours", false, false),
        ("and when do you open", true, false),
    ]

    /// An intent may be sure of words that are about what was answered before: of the voucher in "even
    /// if I pay with a voucher?", where it was delivery that was asked about.
    @Test(arguments: sure)
    func whatPointsBackAndIsAnsweredWithSomethingElseIsConfirmed(
        text: String, isExample: Bool, isConfirmed: Bool
    ) throws {
        let reading = Table.reading([("hours", 0.99)], text: text, isExample: isExample)
        let confirmed = "If this is about “opening hours”:\n\nWe open at 9."

        let said = try Self.said(Self.fares, reading)
        #expect(said.content == (isConfirmed ? confirmed : "We open at 9."))
        // Of the same matter once more, or without an answer before, it is sure.
        let again = try Self.said(behind: said, reading)
        #expect(again.content == "We open at 9.")
    }

    /// It is long past, or the conversation was closed since.
    @Test func whatIsLongPastIsNotFollowed() throws {
        let first = try Self.said(Self.fares, "and with my dog?")
        let second = Self.policy.interpreter.interpret("and if it is late?")
        #expect(try Self.said(behind: first, second).answer?.follows != nil)
        #expect(try Self.said(behind: first, second, at: 3, .closed).answer?.follows == nil)
        #expect(try Self.said(behind: first, second, at: -10).answer?.follows == nil)
    }

    /// What the answer before tells of is answered with it, and with the way to people.
    @Test func whatWasToldIsToldAgain() throws {
        let said = try Self.said(Self.fares, "what about children?")

        #expect(said.content.contains("children half"))
        #expect(said.answer?.passageID == "ferry.md#fares")
        #expect(said.actions.map(\.title) == ["Talk to a person", "Open a ticket"])
    }

    @Test func aQuestionThatNothingAnswersIsAskedBackAbout() throws {
        let said = try Self.said("can I take my dog on board", "how much is that?")

        #expect(said.answer?.kind == .clarify && said.answer?.follows != nil)
        #expect(said.actions.contains { $0.title == "How much is a ticket for the ferry?" })
        #expect(!said.actions.contains { $0.title == "Can I take my dog on board?" })
    }

    @Test(arguments: [
        "hm interesting", "my sister has one too", "that was fast", "when is breakfast?",
        "I have been looking for a guide who shows us the old town on Friday, is there a dog",
        "and with my dog? " + String(repeating: "It is a very small one. ", count: 12),
    ])
    func whatFollowsNothingIsReadByItself(text: String) throws {
        let said = try Self.said(Self.fares, text)

        #expect(said.answer?.follows == nil)
    }

    @Test func anExampleAndAnAnswerBehindSmallTalkAreReadByThemselves() throws {
        let example = Table.reading([("hours", 0.99)], text: "and with my dog?", isExample: true)
        #expect(try Self.said(Self.fares, example).content == "We open at 9.")

        let greeting = Message(
            sender: .bot, content: "Hello!", language: .english,
            answer: Answer(kind: .intent, intent: "hi", confidence: 0.9))
        let said = try Self.said(
            behind: greeting, Self.policy.interpreter.interpret("and if it is late?"))
        #expect(said.answer?.follows == nil)
    }

    /// A sure intent gives way where the words alone find the passage, too.
    @Test func whatTheWordsFindComesBeforeAnIntent() throws {
        for (text, passage) in [
            ("and can I take my dog on it", "ferry.md#dogs"), ("and at the weekend?", nil),
        ] {
            let said = try Self.said(Self.fares, Table.reading([("hours", 0.9)], text: text))
            #expect(said.answer?.passageID == passage)
            #expect(said.answer?.intent == (passage == nil ? "hours" : nil))
        }
    }

    @Test func itIsExplainedByWhatItWasReadAs() throws {
        let said = try Self.said(Self.fares, "and with my dog?")
        let question = Message(
            sender: .customer(ParticipantID("p_x")), content: "and with my dog?",
            language: .english)

        let why = Self.policy.interpreter.explain(question, try #require(said.answer))

        #expect(why.readAs == "How much is a ticket for the ferry?, and with my dog?")
        #expect(why.winner == .passage("ferry.md#dogs"))
        #expect(why.terms.contains { $0.term == "dog" })
        let sum = why.terms.reduce(0) { $0 + $1.weight }
        #expect(abs(sum - (try #require(why.score))) < 1e-4)
        #expect(why.passages.first?.score == said.answer?.confidence)
        #expect(
            abs(Self.probability(why.scoreParts) - (try #require(said.answer?.confidence))) < 1e-6)
        #expect(!why.runnerUpParts.isEmpty)
    }

    private static func probability(_ parts: [MatchedTerm]) -> Double {
        1 / (1 + exp(-parts.reduce(0) { $0 + $1.weight }))
    }

    /// What is done with a passage of the same article, or behind an answer, is a part of its own.
    @Test(arguments: [(0.65, "same article"), (0.72, "follows an answer")])
    func aRuleBehindAnAnswerIsAPart(confidence: Double, rule: String) {
        let why = Self.policy.interpreter.explainFollowUp(
            "and with my dog?", behind: "How much is a ticket for the ferry?",
            passageID: "ferry.md#dogs", confidence: confidence, language: .english)

        #expect(why.scoreParts.last?.term == rule)
        #expect(abs(Self.probability(why.scoreParts) - confidence) < 1e-6)
    }

    /// What is said again is its own explanation: a passage by the search, a reply by its words.
    @Test func whatIsSaidAgainIsExplained() throws {
        let said = try Self.said(Self.fares, "what about children?")
        let question = Message(
            sender: .customer(ParticipantID("p_x")), content: "what about children?",
            language: .english)
        var answer = try #require(said.answer)

        let passage = Self.policy.interpreter.explain(question, answer)
        (answer.intent, answer.passageID) = ("hours", nil)
        let reply = Self.policy.interpreter.explain(question, answer)

        #expect(passage.winner == .passage("ferry.md#fares"))
        #expect(passage.terms.contains { $0.term == "children" })
        #expect(passage.scoreParts.last?.term == "said again" && passage.method == .parts)
        #expect(reply.scoreParts.isEmpty && reply.method == .words)
        #expect(reply.winner == .intent("hours"))
        #expect(reply.terms.map(\.term) == ["children"] && reply.score == 1)
    }

    /// Nothing is said of a passage that is there no more but that it was the answer.
    @Test func whatIsThereNoMoreIsTheAnswerAllTheSame() throws {
        let why = Self.policy.interpreter.explainFollowUp(
            "and with my dog?", behind: "How much is a ticket for the ferry?",
            passageID: "gone.md#dogs", confidence: 0.7, language: .english)

        #expect(why.winner == .passage("gone.md#dogs") && why.terms.isEmpty)
        #expect(why.passages.first == PassageCandidate(id: "gone.md#dogs", score: 0.7))
    }

    /// A price is said again to who asks for it in no other word.
    @Test func aValueIsSaidAgain() throws {
        #expect(
            try Self.said(Self.fares, "how much is that?").answer?.passageID == "ferry.md#fares")
        #expect(
            try Self.said("can I take my dog on board", "how much is that?").answer?.passageID
                != "ferry.md#dogs")
    }
}
