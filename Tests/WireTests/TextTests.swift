import Dialogue
import Testing
import Understanding
import Wire

@Suite struct TextTests {
    static let lines: [(line: String, id: String?, command: TextCommand)] = [
        ("hello there", nil, .say("hello there")),
        ("@a1 hello", "a1", .say("hello")),
        ("@anna hello", nil, .say("@anna hello")),
        ("//x", nil, .say("/x")),
        ("//greet{\"a\":\"b\"}", nil, .say("/greet{\"a\":\"b\"}")),
        ("/HELP", nil, .help), ("／帮助", nil, .help), ("/幫助", nil, .help),
        ("/歷史 5", nil, .history(count: 5)), ("/為什麼", nil, .why),
        ("/人工", nil, .human(reason: nil)), ("/bot", nil, .bot(reason: nil)),
        ("/机器人 that took too long", nil, .bot(reason: "that took too long")),
        ("/ticket  it broke ", nil, .ticket(subject: "it broke")),
        ("/rate 4 nice", nil, .rate(score: 4, comment: "nice")),
        ("/评价 5", nil, .rate(score: 5, comment: nil)),
        ("/history", nil, .history(count: 20)),
        ("@9 /since 3", "9", .since(seq: 3)),
        ("/resume tok 7", nil, .resume(token: "tok", seq: 7)),
        ("/lang zh-CN", nil, .language(.chinese)),
        // Marks that join the blank or slash before them in one character.
        ("@p1 \u{200C}hello", "p1", .say("\u{200C}hello")),
        ("@7 \u{301}abc hello", "7", .say("\u{301}abc hello")),
        ("//\u{301}hello", nil, .say("/\u{301}hello")),
        ("/ticket \u{301}abc d", nil, .ticket(subject: "\u{301}abc d")),
        ("@1 ／工单 \u{200D}x \u{301}", "1", .ticket(subject: "\u{200D}x \u{301}")),
        ("/rate 5 \u{301}nice", nil, .rate(score: 5, comment: "\u{301}nice")),
        (" \u{301}", nil, .say(" \u{301}")),
    ]

    @Test(arguments: lines)
    func aTypedLineIsARequest(line: String, id: String?, command: TextCommand) throws {
        let request = try TextRequest(Array(line.utf8), limits: WireLimits())

        #expect(request.id == id)
        #expect(request.command == command)
        #expect(
            request.command.words.map { Array($0.utf8) } == command.words.map { Array($0.utf8) })
    }

    static let verbs: [(line: String, language: Language?)] = [
        ("/帮助", .chinese), ("／人工 now", .chinese), ("@a1 /评价 9", .chinese), ("/不存在", .chinese),
        ("/help", nil), ("／ticket 我的包裹坏了", nil), ("//帮助", nil), ("帮助", nil), ("", nil), ("/", nil),
        ("@a1 你好", nil), ("？", nil), ("@1 \u{200C}/帮助", nil), ("/帮助 \u{301}x", .chinese),
    ]

    @Test(arguments: verbs)
    func aChineseVerbTellsTheLanguageWhateverIsWrongWithTheLine(line: String, language: Language?) {
        #expect(TextRequest.language(ofVerbIn: Array(line.utf8)) == language)
    }

    static let refused: [(line: String, code: ErrorCode)] = [
        ("/dance", .badCommand), ("/rate 9", .badArgument), ("/ticket", .badArgument),
        ("/history 0", .badArgument), ("/since x", .badArgument), ("/email nobody", .badArgument),
        ("/help me", .badArgument), ("/why not", .badArgument), ("/quit now", .badArgument),
        ("/tickets 3", .badArgument), ("/ping x", .badArgument),
        ("/email \(String(repeating: "x", count: 250))@a.example", .tooLong),
        ("/name \(String(repeating: "x", count: 257))", .tooLong),
        ("   ", .badArgument), ("a\u{7}b", .badArgument), ("/name a\tb", .badArgument),
        (String(repeating: "x", count: 8_193), .tooLong),
    ]

    @Test(arguments: refused)
    func aWrongLineIsRefusedWithItsCode(line: String, code: ErrorCode) {
        #expect {
            try TextRequest(Array(line.utf8), limits: WireLimits())
        } throws: { error in
            (error as? WireError)?.code == code
        }
    }

    static let refusedInChinese: [(line: String, answer: String)] = [
        ("/dance", "ERR BAD_COMMAND :未知命令，输入 /帮助 查看 (/帮助)"),
        ("@1 /rate 9", "ERR @1 BAD_ARGUMENT :参数有误 (/评价 1-5 [意见])"),
        ("/ticket", "ERR BAD_ARGUMENT :参数有误 (/工单 <内容>；查看已有工单：/我的工单)"),
        ("/帮助 我", "ERR BAD_ARGUMENT :参数有误 (/帮助)"),
        ("/为什么 不行", "ERR BAD_ARGUMENT :参数有误 (/为什么)"),
        ("/since x", "ERR BAD_ARGUMENT :参数有误 (/since <序号>)"),
        ("   ", "ERR BAD_ARGUMENT :参数有误 (文字为空)"),
        ("a\u{7}b", "ERR BAD_ARGUMENT :参数有误 (文字含有制表符和换行以外的控制字符)"),
        (String(repeating: "x", count: 8_193), "ERR TOO_LONG :内容过长 (最多 8192 字节)"),
    ]

    @Test(arguments: refusedInChinese)
    func aChineseRefusalHasItsDetailInChinese(line: String, answer: String) {
        do throws(WireError) {
            _ = try TextRequest(Array(line.utf8), limits: WireLimits())
            Issue.record("read: \(line.prefix(80))")
        } catch {
            #expect(TextRenderer(language: .chinese).err(error) == answer)
        }
    }

    @Test func aDetailThatIsInEnglishAloneIsNotShownInAChineseSentence() {
        let error = WireError(.internal, "disk")

        #expect(TextRenderer(language: .chinese).err(error) == "ERR INTERNAL :服务出错，我们已记录")
        #expect(
            TextRenderer(language: .english).err(error)
                == "ERR INTERNAL :Something went wrong here; it was noted (disk)")
        #expect(error.worded(in: .chinese).message == "disk")
        #expect(WireError.noAnswerYet().worded(in: .chinese).message == "还没有回答")
        #expect(WireError.noAnswerYet().worded(in: .english).message == "no answer yet")
    }

    @Test(arguments: ErrorCode.allCases, Language.allCases)
    func anErrorWithoutWordsOfItsOwnSaysItsCodesSentence(code: ErrorCode, language: Language) {
        let message = WireError(code, "").worded(in: language).message

        #expect(!message.isEmpty)
        #expect(message == code.sentence(in: language))
    }

    static let helps: [(language: Language, words: String)] = [
        (
            .english,
            "/help /human /bot /ticket /tickets /history /since /why /good /bad /rate /lang /name "
                + "/email /resume /auth /ping /quit //text @id1"
        ),
        (
            .chinese,
            "/帮助 /人工 /机器人 /工单 /我的工单 /历史 /since /为什么 /好 /差 /评价 /语言 /名字 /邮箱 "
                + "/恢复 /登录 /ping /退出 //文字 @id1"
        ),
    ]

    @Test(arguments: helps)
    func helpListsEveryVerb(language: Language, words: String) {
        let help = TextRenderer(language: language).help

        let said = Set(help.flatMap { $0.split(separator: " ") })

        #expect(Set(words.split(separator: " ")).subtracting(said).isEmpty)
        #expect(help.allSatisfy { $0.hasPrefix("* ") })
    }

    @Test func noMessageCanDriveATerminalOrForgeATerminator() {
        let entry = Entry(
            conversation: ConversationID("c_x"), seq: 1, createdAt: Timestamp(milliseconds: 0),
            body: .message(
                Message(
                    sender: .agent(id: "a", name: "Li\u{1B}"),
                    content: "one\r\nOK 7\u{1B}[2J\u{9B}\n\ntwo", language: .english)))

        let lines = TextRenderer(language: .english).lines(entry, own: ParticipantID("p"))

        let said = ["one", "OK 7\u{FFFD}[2J\u{FFFD}", "", "two"]
        #expect(lines == said.map { "<Li\u{FFFD}> \($0)" })
    }

    @Test(arguments: [
        "GET / HTTP/1.1", "POST /\(String(repeating: "a", count: 9_000)) HTTP/1.1",
        "CONNECT a:443 HTTP/1.1", "GET /", "get / http/1.1", "OPTIONS * HTTP/1.1",
        "FOO_BAR /x HTTP/1.0", "GET http://a/ HTTP/1.1",
    ])
    func whatABrowserOrAScannerSendsIsKnown(line: String) {
        #expect(HTTPRequestLine(Array(line.utf8)).isWhole)
    }

    @Test(arguments: [
        "get me HTTP/1.1 please", "does /v1 support HTTP/2?", "open https://shop/x over HTTP/2",
        "what is HTTP/2", "hello", "/help me", "GET", "tell me /why",
    ])
    func whatAPersonTypesIsNoRequest(line: String) {
        #expect(!HTTPRequestLine(Array(line.utf8)).isWhole)
    }

    @Test(
        arguments: [
            ("1", "1"), (" 1 ", "1"), ("２", "2"), ("\u{3000}１２", "12"), ("1 2", "1 2"),
            ("one", "one"), ("   1                          ", "   1                          "),
        ] as [(String, String)])
    func aChoiceIsANumberHoweverItIsTyped(text: String, choice: String) {
        #expect(text.asChoice == choice)
    }

    /// Nothing that comes from elsewhere begins a line of its own, or drives a terminal.
    @Test(arguments: [
        ("a\u{2028}OK 9", "a OK 9"), ("a\u{2029}b\tc", "a b c"),
        ("\u{1B}[2J\u{202E}x", "\u{FFFD}[2J\u{FFFD}x"),
        ("plain, 中文", "plain, 中文"),
    ])
    func whatIsShownIsOneLine(text: String, shown: String) {
        #expect(TextRenderer.printable(text) == shown)
    }
}
