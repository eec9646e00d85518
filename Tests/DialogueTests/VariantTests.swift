import Dialogue
import Testing
import Understanding

@Suite struct VariantTests {
    private static let policy: DialoguePolicy = {
        var responses = Responses()
        for text in ["a", "b", "c"] {
            responses.add(ResponseVariant(text: text), name: "utter_greet", language: .english)
        }
        return DialoguePolicy(
            script: DialogueScript(responses: responses),
            interpreter: Interpreter(model: nil, passages: nil))
    }()

    /// What is said at the first places of a conversation.
    private static func said(in id: String) throws -> [String] {
        try (Int64(0)..<20).map { seq in
            var state = Conversation(id: ConversationID(id))
            state.lastSeq = seq
            let hello = DialoguePolicyTests.reading([("greet", 0.9)], text: "hi")
            let turn = try policy.decide(
                state, DialoguePolicyTests.facts, .message(hello, contentType: .text))
            return DialoguePolicyTests.script(turn).last ?? ""
        }
    }

    @Test func whoSaysItOtherwiseMayHearOtherWords() throws {
        let said = try Set(
            (0..<20).map { count in
                let hello = DialoguePolicyTests.reading([("greet", 0.9)], text: "hi \(count)")
                let turn = try Self.policy.decide(
                    DialoguePolicyTests.state(), DialoguePolicyTests.facts,
                    .message(hello, contentType: .text))
                return DialoguePolicyTests.script(turn).last ?? ""
            })

        #expect(said == ["bot: a", "bot: b", "bot: c"])
    }

    /// The pick went by the conversation's id, which is random: the same conversation over two
    /// transports got other words.
    @Test func theSameConversationGetsTheSameWordsWhateverItsID() throws {
        let said = try Self.said(in: "c_1")

        #expect(try said == Self.said(in: "c_2"))
        #expect(Set(said) == ["bot: a", "bot: b", "bot: c"])
    }
}
