import Testing
import Wire

/// What people type on the TCP port (protocol.md, the line protocol).
@Suite(.serialized) struct LinePortTests: ChatSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    @Test(arguments: ["1", " 1 ", "１"])
    func aChoiceIsTakenHoweverTheNumberIsTyped(number: String) throws {
        let person = try desk.person()
        person.send("where is my order\n")
        _ = try person.linesToTerminator()

        person.send("\(number)\n")

        #expect(try person.linesToTerminator().contains("<bot> It is cancelled."))
    }

    @Test func halfCloseAnswersAndALastLineWithoutANewlineCounts() throws {
        let socket = try Socket(port: desk.line)
        socket.send("hello there")
        socket.finish()

        let lines = try socket.allLines()

        #expect(lines.contains("<bot> Hello! What can I do for you?"))
        #expect(lines.last == "OK 2")
    }

    /// A key comes back as what it can be shown as, whatever comes of its line.
    @Test func aKeyNeverDrivesATerminal() throws {
        let person = try desk.person()

        person.send("@1\u{202E}x hello\n@1\u{2028}y /rate 9\n")

        #expect(try person.linesToTerminator().last?.hasPrefix("OK @1\u{FFFD}x ") == true)
        #expect(try person.linesToTerminator().last?.hasPrefix("ERR @1 y BAD_ARGUMENT") == true)
    }

    @Test func theFifthLineThatIsTooLongIsSaidToBeTheLast() throws {
        let person = try desk.person()
        let long = #"{"type":"ping","x":""# + String(repeating: "x", count: 70_000) + "\"}\n"

        person.send(String(repeating: long, count: 5))
        let told = try person.allLines().filter { $0.contains("TOO_LONG") }

        #expect(told.map { $0.contains(#""fatal":true"#) } == [false, false, false, false, true])
    }

    static let lines: [(bytes: [UInt8], answer: String)] = [
        (Array("@7 caf".utf8) + [0xE9, 0x0A], "ERR @7 INVALID_UTF8"),
        (Array(String(repeating: "x", count: 8_193).utf8) + [0x0A], "ERR TOO_LONG"),
        (Array(String(repeating: "x", count: 20_000).utf8) + [0x0A], "ERR TOO_LONG"),
        (Array("@8 \(String(repeating: "x", count: 8_193))\n".utf8), "ERR @8 TOO_LONG"),
        (Array("@9 \(String(repeating: "x", count: 20_000))\n".utf8), "ERR @9 TOO_LONG"),
        (Array("a\u{7}b\n".utf8), "ERR BAD_ARGUMENT"), (Array("/dance\n".utf8), "ERR BAD_COMMAND"),
        (Array("/why\n".utf8), "ERR NOT_FOUND"), (Array("/resume nobody\n".utf8), "ERR NOT_FOUND"),
    ]

    @Test(arguments: lines)
    func aWrongLineIsAnsweredAndTheConnectionStays(bytes: [UInt8], answer: String) throws {
        let person = try desk.person()

        person.send(bytes)
        person.send("/ping\n")

        #expect(try person.linesToTerminator().last?.hasPrefix(answer) == true)
        #expect(try person.linesToTerminator().last == "OK 0")
    }

    /// What stands around so many letters, and the id in the answer.
    static let longFrames: [(before: String, letters: Int, after: String, id: String?)] = [
        (#"{"type":"message","client_message_id":"i1","content":""#, 70_000, #""}"#, "i1"),
        (#"{"client_message_id":"i2","page":{"client_message_id":""#, 70_000, #""}}"#, "i2"),
        (
            #"{"type":"message","content":""#, 70_000, #"","client_message_id":"i3"}"#, nil
        ),
        (#"{"type":"message","content":""#, 8_193, #"","client_message_id":"i4"}"#, "i4"),
    ]

    @Test(arguments: longFrames)
    func aFrameThatIsTooLongForTheLineKeepsItsIDInTheAnswer(
        before: String, letters: Int, after: String, id: String?
    ) throws {
        let person = try desk.person()

        person.send(before + String(repeating: "x", count: letters) + after + "\n")
        person.send(#"{"type":"ping","nonce":"n"}"# + "\n")
        let answer = try JSONParser.parse(Array(#require(try person.line()).utf8))

        #expect(answer["type"]?.string == "error")
        #expect(answer["code"]?.string == "TOO_LONG")
        #expect(answer["client_message_id"]?.string == id)
        #expect(try person.line() == #"{"type":"pong","nonce":"n"}"#)
    }

    @Test func aLanguageThatIsRefusedIsNotSpoken() throws {
        let person = try desk.person()
        person.send("@1 hello\n")
        _ = try person.linesToTerminator()

        person.send("@1 /lang zh\n/rate 9\n")

        #expect(try person.linesToTerminator().last?.hasPrefix("ERR @1 CONFLICT") == true)
        #expect(try person.linesToTerminator().last?.contains("参数有误") == false)
    }

    @Test func whatWentWrongIsSaidInThePersonsLanguage() throws {
        let person = try desk.person()
        person.send("/lang zh\n")
        _ = try person.linesToTerminator()

        person.send("@1 /rate 9\n")
        person.send("/resume nobody\n")
        person.send("/auth x\n")
        let (client, _) = try web(#"{"type":"hello","version":1,"lang":"zh"}"#)
        client.send(#"{"type":"why","message_id":"m_x.1"}"#)

        #expect(
            try person.linesToTerminator() == ["ERR @1 BAD_ARGUMENT :参数有误 (/评价 1-5 [意见])"])
        #expect(try person.linesToTerminator() == ["ERR NOT_FOUND :没有找到 (未知会话)"])
        #expect(
            try person.linesToTerminator()
                == ["ERR AUTH_REQUIRED :请先登录 (身份令牌无效：不是 JSON Web Token)"])
        #expect(try client.receive()?.text.contains(#""message":"此会话中没有消息"#) == true)
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT a:443 HTTP/1.1\r\n\r\n", "GET /\r\n",
        "POST /" + String(repeating: "a", count: 9_000) + " HTTP/1.1\r\n\r\n/ticket x\n",
    ])
    func aBrowserCannotSpeakToTheLinePort(request: String) throws {
        let person = try desk.person()

        person.send(request)

        #expect(try person.allLines().first?.hasPrefix("HTTP/1.1 400") == true)
    }
}
