import Dialogue
import Testing
import Understanding

/// What is kept of a message whose words were not read, and what is said of its answer.
@Suite struct ExplanationTests {
    typealias Table = DialoguePolicyTests

    private static func asked(_ event: DialogueEvent) throws -> Message? {
        let decision = try Table.policy.decide(Table.state(), Table.facts, event)
        guard case .message(let message)? = decision.bodies.first else { return nil }
        return message
    }

    @Test func aPressedButtonIsStoredWithWhatItMeans() throws {
        let pressed = try Self.asked(.action(message: MessageID("m_1.2"), action: "1"))

        #expect(pressed?.content == "Orders")
        #expect(pressed?.payload == "/order_status")
    }

    @Test(arguments: [("/greet", "/greet"), ("/nothing_known", nil), ("hello", nil)])
    func onlyACallIsStoredAsOne(text: String, payload: String?) throws {
        let reading = Table.policy.interpreter.interpret(text)

        let said = try Self.asked(.message(reading, contentType: .text))

        #expect(said?.payload == payload)
    }

    static let bases: [(content: String, payload: String?, basis: Explanation.Basis?)] = [
        ("Delivery", "/delivery", .choice), ("/delivery", "/delivery", .call),
        ("Orders", "where is my order", nil), ("Orders", nil, nil),
        // Another intent answered: the payload named none and was read as words.
        ("Orders", "/order_status", nil),
    ]

    @Test(arguments: bases)
    func whatNamedItsIntentHasNoTerms(
        content: String, payload: String?, basis: Explanation.Basis?
    ) {
        let question = Message(
            sender: .customer(ParticipantID("p_1")), content: content, language: .english,
            payload: payload)
        let answer = Answer(
            kind: .knowledge, intent: "delivery", confidence: 1, passageID: Table.passage.id,
            model: "a-b")

        let explanation = Explanation(calling: question, answer)

        #expect(explanation?.basis == basis)
        guard let explanation else { return }
        #expect(explanation.intents == [RankedIntent(name: "delivery", score: 1)])
        #expect(explanation.passages == [PassageCandidate(id: Table.passage.id, score: 1)])
        #expect(explanation.terms.isEmpty && explanation.runnerUp == nil)
        #expect(explanation.model == "a-b")
    }
}
