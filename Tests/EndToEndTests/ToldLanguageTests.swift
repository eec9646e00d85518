import Testing

/// What tells a desk of both languages which one a customer speaks, beside a question.
@Suite(.serialized) struct ToldLanguageTests: ChatSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    static let bot = #""sender":{"type":"bot""#

    /// The first line of a connection and what it is answered, in the language that holds later.
    static let lines: [(line: String, answer: String)] = [
        ("/帮助", "/人工 转人工"), ("/HELP", "/human a person"),
        ("/工单 我的包裹坏了", "<bot> 已为您提交工单"), ("／人工", "<bot> 正在为您转接"),
        ("@1 /人工", "<bot> 正在为您转接"), ("/评价 5 很好", "<bot> 感谢您的评价。"),
        ("/评价 9", ":参数有误 (/评价 1-5 [意见])"), ("/不存在", ":未知命令"), ("/为什么", "(还没有回答)"),
        ("/工单 iPhone 15", "<bot> 已为您提交工单"), ("/ticket 我的包裹坏了", "<bot> 已为您提交工单"),
        ("/rate 5 很好", "<bot> 感谢您的评价。"), ("/rate 9", ":That could not be used"),
        ("/ticket my parcel broke", "<bot> I have opened ticket"), ("/语言 en", "OK 1"),
    ]

    @Test(arguments: lines)
    func aChineseVerbOrTextIsAnsweredInChineseFromTheFirstLineOn(
        line: String, answer: String
    ) throws {
        let person = try desk.person()

        person.send("\(line)\n/bot\n")

        let isChinese = answer.unicodeScalars.contains { 0x4E00...0x9FFF ~= $0.value }
        let lines = try person.linesToTerminator()
        let later = try person.linesToTerminator()
        #expect(lines.contains { $0.contains(answer) }, "\(lines)")
        #expect(later.contains { $0.hasPrefix(isChinese ? "<bot> 我回来了" : "<bot> I'm here") })
    }

    /// The store's language and the session's are one.
    @Test func aVerbThatIsNotStoredTurnsTheConversationWithTheNextRequest() throws {
        let person = try desk.person()
        func answer(_ line: String) throws -> [String] {
            person.send(line + "\n")
            return try person.linesToTerminator()
        }
        _ = try answer("hello there")

        #expect(try answer("/帮助").contains { $0.contains("/人工") })
        #expect(try answer("/bot").contains { $0.hasPrefix("<bot> 我回来了") })
        #expect(try answer("ok").contains { $0.contains("请问") })
        #expect(try answer("/ticket my parcel broke").contains { $0.hasPrefix("<bot> I have") })
        #expect(try answer("/rate 9").last?.contains("参数有误") == false)
        #expect(try answer("/帮助").contains { $0.contains("/人工") })
        #expect(try answer("/lang en").last?.hasPrefix("OK ") == true)
        #expect(try answer("/bot").contains { $0.hasPrefix("<bot> I'm here") })
    }

    /// The first frame behind the hello, and the language that it tells.
    static let frames: [(frame: String, language: String)] = [
        (#""type":"ticket","subject":"我的包裹坏了""#, "zh"),
        (#""type":"ticket","subject":"my parcel broke""#, "en"),
        (#""type":"handoff","reason":"我要投诉""#, "zh"), (#""type":"handoff""#, "en"),
        (#""type":"bot","reason":"不等了""#, "zh"),
        (#""type":"rate","score":4,"comment":"很好""#, "zh"), (#""type":"rate","score":4"#, "en"),
    ]

    @Test(arguments: frames)
    func theWordsOfAFrameTellTheLanguage(frame: String, language: String) throws {
        let (client, _) = try web()

        client.send(#"{"client_message_id":"1",\#(frame)}"#)

        let said = try #require(try client.receive(until: Self.bot).last)
        #expect(try Self.field("lang", said) == language)
    }

    @Test func soDoesTheReasonOfAJudgement() throws {
        let (client, _) = try web()
        client.send(#"{"type":"message","client_message_id":"1","content":"hello there"}"#)
        let answer = try #require(try client.receive(until: Self.bot).last)
        let id = try Self.field("message_id", answer)

        client.send(
            #"{"type":"feedback","client_message_id":"2","message_id":"\#(id)","value":"down","#
                + #""reason":"不对"}"#)
        client.send(#"{"type":"bot","client_message_id":"3"}"#)

        let said = try #require(try client.receive(until: Self.bot).last)
        #expect(try Self.field("lang", said) == "zh")
    }

    @Test(arguments: ["ok", "thanks"])
    func aConversationThatBeganInChineseStaysSoAtAWordOfCourtesy(word: String) throws {
        let (client, _) = try web(#"{"type":"hello","version":1,"lang":"zh"}"#)

        client.send(#"{"type":"message","client_message_id":"1","content":"\#(word)"}"#)

        let said = try #require(try client.receive(until: Self.bot).last)
        #expect(try Self.field("lang", said) == "zh")
    }

    /// What was sent again was heard when it was stored.
    @Test func aResendTellsNothing() throws {
        let (client, _) = try web()
        let chinese = #"{"type":"message","client_message_id":"1","content":"你好"}"#
        client.send(chinese)
        client.send(#"{"type":"profile","client_message_id":"2","lang":"en"}"#)
        client.send(chinese)
        _ = try client.receive(until: #""duplicate":true"#)

        client.send(#"{"type":"rate","client_message_id":"3","score":4}"#)

        let said = try #require(try client.receive(until: Self.bot).last)
        #expect(try Self.field("lang", said) == "en")
    }
}
