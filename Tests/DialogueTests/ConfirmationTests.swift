import Dialogue
import Testing
import Understanding

/// Implicit confirmation: an answer that is less than sure says what it takes the message for.
@Suite struct ConfirmationTests {
    private typealias Table = DialoguePolicyTests

    private static func script(
        _ reading: Interpretation, after said: Message? = nil,
        _ policy: DialoguePolicy = Table.policy
    ) throws -> [String] {
        var facts = Table.facts
        facts.lastSaid = said
        let event = DialogueEvent.message(reading, contentType: .text)
        return Array(Table.script(try policy.decide(Table.state(), facts, event)).dropFirst())
    }

    private static let order =
        "bot: If this is about “where is my order”:\n\nIt is on its way. [1 Not what I meant]"
    private static let cases: [(name: String, reading: Interpretation, said: [String])] = [
        ("a doubtful intent", Table.reading([("order_status", 0.89)]), [order]),
        (
            "a sure one", Table.reading([("order_status", 0.9)]), ["bot: It is on its way."]
        ),
        (
            "a sure one of a message that is foreign to it",
            Table.reading([("order_status", 0.99)], foreign: 0.41), [order]
        ),
        (
            "a sure one of a message that is hardly so",
            Table.reading([("order_status", 0.99)], foreign: 0.4), ["bot: It is on its way."]
        ),
        (
            "an example, however foreign",
            Table.reading([("order_status", 0.99)], isExample: true, foreign: 0.9),
            ["bot: It is on its way."]
        ),
        (
            "a sure passage of a message that is foreign to intents",
            Table.reading([], [(Table.passage, 0.95)], foreign: 0.9), ["bot: Two days."]
        ),
        (
            "a doubtful passage", Table.reading([], [(Table.passage, 0.8)]),
            ["bot: If this is about “How long?”:\n\nTwo days. [1 Not what I meant]"]
        ),
        ("a sure passage", Table.reading([], [(Table.passage, 0.9)]), ["bot: Two days."]),
        (
            "an intent that shows an article is named by the section",
            Table.reading([("delivery", 0.8)]),
            ["bot: If this is about “How long?”:\n\nTwo days. [1 Not what I meant]"]
        ),
        (
            "the button stands below all others",
            Table.reading([("order_status", 0.8)], [(Table.passage, 0.75)]),
            [
                "bot: If this is about “where is my order”:\n\nIt is on its way. "
                    + "[1 How long?] [2 Not what I meant]"
            ]
        ),
        (
            "a rule that opens a ticket has done so",
            Table.reading([("complain", 0.8)]),
            [
                "bot: One moment.", "ticket 104 new text",
                "bot: I have opened ticket T-104 for you. We will get back to you.",
            ]
        ),
        (
            "a word between people",
            Table.reading([("order_status", 0.8)], text: "ok cool"), ["bot: It is on its way."]
        ),
    ]

    @Test(arguments: cases)
    func whatIsLessThanSureSaysWhatItTakesTheMessageFor(
        name: String, reading: Interpretation, said: [String]
    ) throws {
        #expect(try Self.script(reading) == said, "\(name)")
    }

    @Test func anOperatorChoosesFromWhichScoreOn() throws {
        func said(confirmBelow: Double, score: Double) throws -> [String] {
            var options = DialoguePolicy.Options()
            options.confirmBelow = confirmBelow
            let policy = DialoguePolicy(
                script: Table.policy.script, interpreter: Table.policy.interpreter,
                options: options)
            return try Self.script(Table.reading([("order_status", score)]), policy)
        }

        #expect(try said(confirmBelow: 0, score: 0.7) == ["bot: It is on its way."])
        #expect(try said(confirmBelow: 1, score: 0.99) == [Self.order])
    }

    /// Several answers each say what they are for, and are taken back by one button.
    @Test func severalAnswersHaveOneButton() throws {
        var whole = Table.reading([("greet", 0.9)])
        whole.questions = [
            Table.reading([("order_status", 0.8)]), Table.reading([], [(Table.other, 0.8)]),
        ]

        #expect(
            try Self.script(whole) == [
                "bot: If this is about “where is my order”:\n\nIt is on its way.",
                "bot: If this is about “Other?”:\n\nSomething. [1 Not what I meant]",
            ])
    }

    private static func told(_ reading: Interpretation) throws -> Message {
        let decision = try Table.policy.decide(
            Table.state(), Table.facts, .message(reading, contentType: .text))
        guard case .message(let said)? = decision.bodies.last else {
            throw Refusal.notFound("an answer")
        }
        return said
    }

    /// A yes to it chooses nothing, a no takes it back, and who needs no more says so.
    @Test(arguments: [
        ("yes", "bot: Is there anything else I can do for you?"),
        (
            "that is what I meant",
            "bot: I'm sorry, I did not understand that. Could you put it in other words?"
        ),
        ("no", "bot: I'm sorry, I did not understand that. Could you put it in other words?"),
        ("never mind", "bot: All right. I'm here if you need anything else."),
        (
            "Not what I meant",
            "bot: I'm sorry, I did not understand that. Could you put it in other words?"
        ),
    ])
    func whatIsTypedBelowIt(text: String, reply: String) throws {
        let said = try Self.told(Table.reading([("order_status", 0.8)]))

        #expect(try Self.script(Table.reading(text: text), after: said) == [reply])
    }

    /// A yes agrees with what it takes the message for, and not with a button below.
    @Test(arguments: ["yes", "yes please", "ok"])
    func aYesPressesNoButtonBelowIt(text: String) throws {
        let said = try Self.told(
            Table.reading([("order_status", 0.8)], [(Table.passage, 0.75)]))
        #expect(said.actions.count == 2)

        #expect(
            try Self.script(Table.reading(text: text), after: said) == [
                "bot: Is there anything else I can do for you?"
            ])
    }

    /// A no says no to what the answer asks itself, by its own button where there is one.
    @Test func aNoAnswersWhatIsAskedAboveIt() throws {
        var said = try Self.told(Table.reading([("order_status", 0.8)]))
        said.content = "It is on its way. Do you want the link?"
        let declined = ["bot: All right. I'm here if you need anything else."]
        #expect(try Self.script(Table.reading(text: "no"), after: said) == declined)

        said.actions.insert(
            MessageAction(id: "9", title: "No", payload: "/greet"), at: 0)
        let pressed = try Self.script(Table.reading(text: "nope"), after: said)
        #expect(pressed.first?.hasPrefix("bot: Hey") == true)
    }

    /// What stands above an answer is no part of what it tells: a follow-up has it said again without.
    @Test func whatIsSaidAgainNeedsNoConfirmation() throws {
        let policy = FollowUpTests.policy
        var said = Message(
            sender: .bot, content: "Adults pay 12 euros, children half.", language: .english,
            answer: Answer(
                kind: .knowledge, confidence: 0.7,
                sources: [Source(title: "How much is a ticket for the ferry?", url: "x")],
                passageID: "ferry.md#fares"))
        let plain = said.content
        said.content = "If this is about “How much is a ticket for the ferry?”:\n\n" + plain
        said.actions = [
            MessageAction(id: "1", title: "Not what I meant", payload: "/none_of_these")
        ]
        var facts = Table.facts
        facts.answers = [(3, said)]

        let decision = try policy.decide(
            Table.state(), facts,
            .message(policy.interpreter.interpret("how much is that?"), contentType: .text))

        guard case .message(let again)? = decision.bodies.last else {
            throw Refusal.notFound("an answer")
        }
        #expect(again.content == plain)
        #expect(again.actions.map(\.title) == ["Talk to a person", "Open a ticket"])
    }

    @Test func itIsSaidInTheLanguageOfTheAnswer() throws {
        let reading = Table.reading(
            [], [(Passage(id: "zh/a.md#x", title: "多久？", text: "两天。", language: .chinese), 0.8)],
            language: .english)

        #expect(
            try Self.script(reading) == ["bot: 如果您问的是“多久？”：\n\n两天。 [1 Not what I meant]"])
    }
}
