import Dialogue
import Testing
import Understanding

/// A passage that is too long to be shown is cut, and no address in it.
@Suite struct LongPassageTests {
    private typealias Fixture = DialoguePolicyTests

    /// What a passage of this text is answered with.
    private static func shown(_ text: String) throws -> String {
        var passage = Fixture.passage
        passage.text = text
        let event = DialogueEvent.message(
            Fixture.reading([], [(passage, 0.9)]), contentType: .text)
        let state = Fixture.state()
        let decision = try Fixture.policy.decide(
            state, Fixture.facts(for: event, in: state), event)
        return decision.bodies.compactMap { body in
            if case .message(let message) = body, message.sender == .bot {
                message.content
            } else {
                nil
            }
        }.joined(separator: "\n")
    }

    private static func links(_ count: Int, address: Int) -> String {
        let address = String(repeating: "a", count: address)
        return (0..<count).map { "[w\($0 % 10)](\(address)) " }.joined()
    }

    static let texts: [(name: String, text: String, shown: String)] = [
        ("short", "Some [words](a.md).", "Some [words](a.md)."),
        (
            "words", String(repeating: "word ", count: 400),
            String(repeating: "word ", count: 300) + "…"
        ),
        // Four scalars of each are shown, and a hundred of the longer addresses are not.
        ("addresses do not count", links(300, address: 5), links(300, address: 5)),
        ("cut in the words", links(400, address: 5), links(375, address: 5) + "…"),
        (
            "cut before an address", links(100, address: 97),
            String(links(58, address: 97).dropLast(101)) + "…"
        ),
    ]

    @Test(arguments: texts)
    func noAddressIsCut(name: String, text: String, shown: String) throws {
        #expect(try Self.shown(text) == shown)
    }
}
