import Dialogue
import Testing
import Understanding

/// Answers that the bot gives twice in a row: the way to people stands below.
@Suite struct SaidAgainTests {
    typealias Table = DialoguePolicyTests

    /// A project's own buttons to people are not there twice.
    @Test func noWayToPeopleIsThereTwice() throws {
        var responses = Responses()
        let buttons = [Button(title: "Talk to a person", payload: "/call_us")]
        responses.add(
            ResponseVariant(text: "From 9 to 5.", buttons: buttons), name: "utter_hours",
            language: .english)
        let policy = DialoguePolicy(
            script: DialogueScript(responses: responses),
            interpreter: Interpreter(model: nil, passages: nil, callable: ["call_us"]))
        var facts = Table.facts
        facts.lastSaid = Message(
            sender: .bot, content: "From 9 to 5.", language: .english,
            answer: Answer(kind: .intent, intent: "hours", confidence: 0.9))
        let reading = Table.reading([("hours", 0.92)], text: "but I need it now")

        let decision = try policy.decide(
            Table.state(), facts, .message(reading, contentType: .text))

        guard case .message(let message)? = decision.bodies.last else {
            throw Refusal.notFound("an answer")
        }
        #expect(message.actions.map(\.title) == ["Talk to a person", "Open a ticket"])
        #expect(message.actions.map(\.id) == ["1", "2"])
    }

    /// The same answer twice is no help: the way to people stands under the second.
    @Test func anAnswerThatIsGivenAgainHasTheWayToPeopleBelow() throws {
        let policy = MissTests.policy(["utter_hours": "From 9 to 5."])
        let reading = Table.reading([("hours", 0.92)], text: "but I need it now")
        let answer = Answer(kind: .intent, intent: "hours", confidence: 0.9)
        for (said, buttons) in [(answer, 2), (Answer(kind: .intent, intent: "greet"), 0)] {
            var facts = Table.facts
            facts.lastSaid = Message(
                sender: .bot, content: "From 9 to 5.", language: .english, answer: said)

            let decision = try policy.decide(
                Table.state(), facts, .message(reading, contentType: .text))

            guard case .message(let message)? = decision.bodies.last else {
                throw Refusal.notFound("an answer")
            }
            #expect(message.content == "From 9 to 5." && message.actions.count == buttons)
        }
    }
}
