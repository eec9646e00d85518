import Testing

/// What tells a desk of both languages which one a customer speaks, beside a question.
@Suite(.serialized) struct ToldLanguageTests: ChatSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    static let bot = #""sender":{"type":"bot""#

    @Test(arguments: ["ok", "thanks"])
    func aConversationThatBeganInChineseStaysSoAtAWordOfCourtesy(word: String) throws {
        let (client, _) = try web(#"{"type":"hello","version":1,"lang":"zh"}"#)

        client.send(#"{"type":"message","client_message_id":"1","content":"\#(word)"}"#)

        let said = try #require(try client.receive(until: Self.bot).last)
        #expect(try Self.field("lang", said) == "zh")
    }
}
