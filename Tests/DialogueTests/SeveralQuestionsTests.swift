import Dialogue
import Testing
import Understanding

/// A message that asks several things gets an answer to each.
@Suite struct SeveralQuestionsTests {
    private typealias Fixture = DialoguePolicyTests

    private static func said(
        _ questions: [Interpretation], whole: Interpretation = Fixture.reading([("greet", 0.9)]),
        misses: Int = 0
    ) throws -> [String] {
        var whole = whole
        whole.questions = questions
        let event = DialogueEvent.message(whole, contentType: .text)
        let state = Fixture.state(misses: misses)
        return Fixture.script(
            try Fixture.policy.decide(state, Fixture.facts(for: event, in: state), event))
    }

    private static let delivery = Fixture.reading([("delivery", 0.3)], [(Fixture.passage, 0.92)])
    private static let order = Fixture.reading([("order_status", 0.9)])

    @Test func eachIsAnsweredInItsTurn() throws {
        let other = Fixture.reading([], [(Fixture.other, 0.92)])

        #expect(
            try Self.said([Self.order, other]) == [
                "customer: text", "bot: It is on its way.", "bot: Something.",
            ])
        #expect(
            try Self.said([other, Self.order]) == [
                "customer: text", "bot: Something.", "bot: It is on its way.",
            ])
    }

    @Test func whatAnotherAnswerShowsIsNoButton() throws {
        let order = Fixture.reading([("order_status", 0.9)], [(Fixture.other, 0.8)])
        let other = Fixture.reading([], [(Fixture.other, 0.92)])

        // What is typed chooses below the last answer.
        let both = try Self.said([order, Self.delivery])
        #expect(both[1] == "bot: It is on its way.")
        #expect(both[2].hasPrefix("bot: Two days. [1 Other?"), "\(both)")
        #expect(
            try Self.said([order, other]) == [
                "customer: text", "bot: It is on its way.", "bot: Something.",
            ])
    }

    @Test func eachAnswerIsOneOfItsOwnAndAnswersTheMessage() throws {
        var whole = Fixture.reading([("greet", 0.9)])
        whole.questions = [Self.order, Self.delivery]
        let event = DialogueEvent.message(whole, contentType: .text)
        let state = Fixture.state(misses: 1)

        let decision = try Fixture.policy.decide(
            state, Fixture.facts(for: event, in: state), event)

        let answers = decision.bodies.dropFirst().compactMap { body in
            if case .message(let message) = body { message } else { nil }
        }
        #expect(answers.map(\.answer?.kind) == [.intent, .knowledge])
        #expect(answers.map(\.answer?.confidence) == [0.9, 0.92])
        #expect(
            Set(answers.map(\.replyTo)) == [Entry.messageID(state.id, state.lastSeq + 1)])
        #expect(decision.conversation.misses == 0)
    }

    static let single: [(name: String, questions: [Interpretation])] = [
        ("none", []),
        ("one", [order]),
        ("one, asked twice", [order, order]),
        ("one, as an intent and as its article", [Fixture.reading([("delivery", 0.9)]), delivery]),
        (
            "one, as an intent and as a section that it leads to",
            [order, Fixture.reading([("order_status", 0.4)], [(Fixture.other, 0.8)])]
        ),
        (
            "one beside a complaint that opens a ticket",
            [Fixture.reading([("complain", 0.9)]), order]
        ),
        ("one beside a doubtful one", [order, Fixture.reading([("greet", 0.45)])]),
    ]

    /// What leaves more behind than words is what the whole message comes to, or nothing.
    @Test(arguments: single)
    func oneThingIsAnsweredAsTheWholeMessage(name: String, questions: [Interpretation]) throws {
        #expect(
            try Self.said(questions) == ["customer: text", "bot: Hey. [1 Orders]"], "\(name)"
        )
    }

    @Test func whatIsAskedTwiceIsAnsweredWhereTheWholeIsNotSure() throws {
        let whole = Fixture.reading([("greet", 0.45)])

        #expect(
            try Self.said([Self.order, Self.order], whole: whole) == [
                "customer: text", "bot: It is on its way.",
            ])
        // A question beside what opens a ticket is left to the whole.
        #expect(
            try Self.said([Self.order, Fixture.reading([("complain", 0.9)])], whole: whole) == [
                "customer: text", "bot: Did you mean this? [1 greet] [2 None of these]",
            ])
    }

    @Test func whoAsksForAPersonInOneOfThemGetsNothingElse() throws {
        let lines = try Self.said([Self.order, Fixture.reading([("talk", 0.9)])])

        #expect(lines.contains("status waiting 3"))
        #expect(!lines.contains { $0.hasPrefix("bot: It is") || $0.hasPrefix("bot: Hey") })
    }

    @Test func whoAsksForAPersonGetsNothingElse() throws {
        let lines = try Self.said(
            [Self.order, Self.delivery], whole: Fixture.reading([("greet", 0.9)], person: true))

        #expect(lines.contains("status waiting 3"))
        #expect(!lines.contains("bot: It is on its way."))
    }
}
