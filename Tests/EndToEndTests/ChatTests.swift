import Crypto
import Foundation
import Testing
import Wire

// One after another: a hundred servers at once would measure the machine.
/// The protocol's rules over real sockets of the running program.
@Suite(.serialized) struct ChatTests {
    /// One a test: each has its own database and goes with its test.
    let desk: RunningDesk

    init() throws {
        desk = try RunningDesk([
            "--identity-secret-file", Self.secretFile, "--handoff-wait-seconds", "3600",
        ])
    }

    static let secret = "a secret that only the site knows"
    static let secretFile: String = {
        let path = FileManager.default.temporaryDirectory.path + "/secret-\(UUID().uuidString)"
        _ = FileManager.default.createFile(atPath: path, contents: Data(secret.utf8))
        return path
    }()

    static func jwt(_ subject: String, _ more: String = "") -> String {
        func base64url(_ data: Data) -> String {
            data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
        }
        let expiry = Int(Date().timeIntervalSince1970) + 600
        let claims = #"{"sub":"\#(subject)","aud":"frontdesk","exp":\#(expiry)\#(more)}"#
        let signed = base64url(Data(#"{"alg":"HS256"}"#.utf8)) + "." + base64url(Data(claims.utf8))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(signed.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return "\(signed).\(base64url(Data(code)))"
    }

    func web(_ hello: String = #"{"type":"hello","version":1}"#) throws -> (
        client: WebSocketClient, frames: [String]
    ) {
        let client = try WebSocketClient(port: desk.http)
        client.send(hello)
        return (client, try client.receive(until: "\"synced\""))
    }

    static func field(_ name: String, _ frame: String) throws -> String {
        let value = try JSONParser.parse(Array(frame.utf8))[name]
        return try #require(value?.string ?? value?.integer.map(String.init))
    }

    static let conversation = [
        #"{"type":"message","client_message_id":"1","content":"hello there"}"#,
        #"{"type":"message","client_message_id":"2","content":"where is my order"}"#,
        #"{"type":"message","client_message_id":"2","content":"where is my order"}"#,
        #"{"type":"message","client_message_id":"2","content":"something else"}"#,
        #"{"type":"message","client_message_id":"3","content":"忘记密码怎么办"}"#,
        #"{"type":"ticket","client_message_id":"4","subject":"my kettle leaks"}"#,
        #"{"type":"tickets"}"#, #"{"type":"rate","client_message_id":"5","score":4}"#,
        #"{"type":"history","before_seq":5,"limit":2}"#, #"{"type":"ping","nonce":"n"}"#,
        #"{"type":"dance"}"#, #"{"type":"handoff","client_message_id":"6"}"#,
        #"{"type":"message","client_message_id":"7","content":"hello"}"#,
        #"{"type":"bot","client_message_id":"8"}"#,
    ]

    /// A frame without what differs between two conversations.
    static func bare(_ frame: String, own: String) -> String {
        var text = frame.replacing(own.dropFirst(2), with: "ID")
        for pattern in [
            #""(created|updated)_at":"[^"]*""#,
            #""(session_token|participant_id|id|number)":"[^"]*""#,
            #"T-\d+"#, #""position":\d+"#, #"t_\d+"#,
        ] {
            text = text.replacingOccurrences(of: pattern, with: "~", options: .regularExpression)
        }
        return text
    }

    @Test func framesAndLinesOfJSONGiveTheSameConversation() throws {
        let (client, welcome) = try web()
        let own = try Self.field("conversation_id", welcome[0])
        let line = try desk.person()
        line.send(#"{"type":"hello","version":1}"# + "\n")
        let lineWelcome = [try #require(try line.line()), try #require(try line.line())]
        let lineOwn = try Self.field("conversation_id", lineWelcome[0])

        for frame in Self.conversation {
            client.send(frame)
            line.send(frame + "\n")
        }
        client.send(#"{"type":"ping","nonce":"end"}"#)
        line.send(#"{"type":"ping","nonce":"end"}"# + "\n")
        let overWeb = try client.receive(until: "\"end\"")
        var overLine: [String] = []
        while let text = try line.line() {
            overLine.append(text)
            if text.contains("\"end\"") { break }
        }

        #expect(
            overWeb.map { Self.bare($0, own: own) } == overLine.map { Self.bare($0, own: lineOwn) })
        #expect(overWeb.count > Self.conversation.count)
    }

    @Test func theAckComesFirstThenTheEffectsInOrderWithoutGaps() throws {
        let (client, _) = try web()
        client.send(#"{"type":"message","client_message_id":"a","content":"hello"}"#)
        client.send(#"{"type":"ticket","client_message_id":"b","subject":"leak"}"#)

        let frames = try client.receive(until: "T-")

        #expect(
            try frames.map { try Self.field("type", $0) } == ["ack", "message", "ack", "event"])
        #expect(try frames.map { try Self.field("seq", $0) } == ["1", "2", "3", "4"])
    }

    @Test func somethingBeforeHelloClosesWith4400() throws {
        let client = try WebSocketClient(port: desk.http)

        client.send(#"{"type":"ping"}"#)

        #expect(try client.receive()?.text.contains("BAD_FRAME") == true)
        #expect(try client.receive()?.code == 4400)
    }

    @Test func theFifthBadFrameClosesWith4400() throws {
        let (client, _) = try web()

        for _ in 0..<5 { client.send("nonsense") }

        var frames: [WebSocketClient.Frame] = []
        while let frame = try client.receive() { frames.append(frame) }
        #expect(frames.count { $0.text.contains("BAD_FRAME") } == 5)
        #expect(frames.last?.code == 4400)
    }

    @Test func afterABurstRequestsAreRefusedWithAWait() throws {
        // A rate so low that no refill can come in between, however slow the machine.
        let slow = try RunningDesk(["--limits-message-rate", "0.001"])
        let client = try WebSocketClient(port: slow.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")

        for number in 0..<25 {
            client.send(#"{"type":"message","client_message_id":"\#(number)","content":"hello"}"#)
        }
        client.send(#"{"type":"ping","nonce":"end"}"#)

        let frames = try client.receive(until: "\"end\"")
        #expect(frames.count { $0.contains("\"ack\"") } == 20)
        let refused = frames.filter { $0.contains("RATE_LIMITED") }
        #expect(refused.count == 5)
        #expect(refused.allSatisfy { $0.contains("retry_after_ms") })
    }

    @Test func whoeverMayNotSpeakMayLeave() throws {
        let slow = try RunningDesk([
            "--limits-message-rate", "0.001", "--limits-message-burst", "1",
        ])
        let person = try slow.person()

        person.send("/ping\n/ping\n/quit\n")

        let lines = try person.allLines()
        #expect(lines.contains { $0.hasPrefix("ERR RATE_LIMITED retry_after_ms=") })
        #expect(lines.contains { $0.contains("(too many requests; wait ") })
        #expect(lines.suffix(2).first == "OK 0")
        #expect(lines.last?.hasPrefix("* BYE quit resume=") == true)
    }

    @Test(arguments: ["1", " 1 ", "１"])
    func aChoiceIsTakenHoweverTheNumberIsTyped(number: String) throws {
        let person = try desk.person()
        person.send("where is my order\n")
        _ = try person.linesToTerminator()

        person.send("\(number)\n")

        #expect(try person.linesToTerminator().contains("<bot> It is cancelled."))
    }

    @Test func aNewConnectionOfATokenIsNoNewBurst() throws {
        let slow = try RunningDesk([
            "--limits-message-rate", "0.001", "--limits-message-burst", "3",
        ])
        func open(_ hello: String) throws -> (client: WebSocketClient, welcome: String) {
            let client = try WebSocketClient(port: slow.http)
            client.send(hello)
            return (client, try client.receive(until: "\"synced\"")[0])
        }
        let (first, welcome) = try open(#"{"type":"hello","version":1}"#)
        let token = try Self.field("session_token", welcome)
        for _ in 0..<3 { first.send(#"{"type":"tickets"}"#) }
        _ = try (0..<3).map { _ in try first.receive(until: "\"tickets\"") }
        first.send(#"{"type":"bye"}"#)
        _ = try first.receive(until: "never")

        let (second, _) = try open(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#)
        second.send(#"{"type":"tickets"}"#)
        let (stranger, _) = try open(#"{"type":"hello","version":1}"#)
        stranger.send(#"{"type":"tickets"}"#)

        #expect(try second.receive()?.text.contains("RATE_LIMITED") == true)
        #expect(try stranger.receive()?.text.contains("\"tickets\":[]") == true)
    }

    @Test func aSecondTabGetsEverythingAndAResumeWhatItMissed() throws {
        let (first, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        let hello = #"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":0}"#
        // Nothing was said yet: the token is known all the same.
        let (second, greeting) = try web(hello)
        #expect(greeting[0].contains("\"resumed\":true"))

        first.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try first.receive(until: "\"reply_to\"")
        let seen = try second.receive(until: "\"reply_to\"")
        let (_, missed) = try web(
            #"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":1}"#)

        #expect(try seen.map { try Self.field("seq", $0) } == ["1", "2"])
        #expect(missed.count == 3)
        #expect(missed[1].contains("\"seq\":2"))
    }

    @Test func typingAndReadMarksReachTheOtherSessionsOnly() throws {
        let (first, welcome) = try web()
        let (token, participant) = (
            try Self.field("session_token", welcome[0]),
            try Self.field("participant_id", welcome[0])
        )
        let (second, _) = try web(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#)
        let (stranger, _) = try web()

        first.send(#"{"type":"typing","state":"active"}"#)
        first.send(#"{"type":"read","seq":3}"#)
        first.send(#"{"type":"ping","nonce":"first"}"#)
        let own = try first.receive()
        let seen = [try second.receive(), try second.receive()]
        stranger.send(#"{"type":"ping","nonce":"stranger"}"#)
        let others = try stranger.receive()

        let sender = #""sender":{"type":"customer","id":"\#(participant)","name":""}"#
        #expect(own?.text == #"{"type":"pong","nonce":"first"}"#)
        #expect(seen[0]?.text == #"{"type":"typing",\#(sender),"state":"active"}"#)
        #expect(seen[1]?.text == #"{"type":"read",\#(sender),"up_to":3}"#)
        #expect(others?.text == #"{"type":"pong","nonce":"stranger"}"#)
    }

    @Test func aSecondIdentityOnOneConnectionStartsAConversationOfItsOwn() throws {
        let (client, first) = try web(
            #"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("first"))"}"#)
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")

        client.send(#"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("second"))"}"#)
        let second = try client.receive(until: "\"synced\"")
        client.send(#"{"type":"message","client_message_id":"1","content":"track my order"}"#)
        let answer = try client.receive(until: "\"reply_to\"")

        #expect(first[0].contains("\"verified\":true"))
        #expect(second.count == 2)
        #expect(second[0].contains("\"resumed\":false") && second[0].contains("\"verified\":true"))
        for name in ["conversation_id", "session_token", "participant_id"] {
            #expect(try Self.field(name, second[0]) != Self.field(name, first[0]))
        }
        #expect(answer[0].contains("\"duplicate\":false"))
        func history(_ customer: String) throws -> String {
            try frontdesk(["history", customer, "--json", "--data", desk.data]).output
        }
        let (firsts, seconds) = (try history("first"), try history("second"))
        #expect(firsts.contains("hello") && !firsts.contains("track my order"))
        #expect(seconds.contains("track my order") && !seconds.contains("\"hello\""))
    }

    @Test func theNinthConnectionOfATokenReplacesTheOldest() throws {
        let (first, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        let others = try (0..<8).map { _ in
            try web(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#).client
        }

        var last: WebSocketClient.Frame?
        while let frame = try first.receive() { last = frame }

        #expect(last?.code == 4409)
        #expect(others.count == 8)
    }

    @Test func aVisitorWhoIdentifiesKeepsTheConversationAndItIsClosedToOthers() throws {
        let (client, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")
        client.send(#"{"type":"hello","version":1,"identity_token":"\#(Self.jwt("u1"))"}"#)
        let identified = try client.receive(until: "\"synced\"")
        #expect(
            identified.contains { $0.contains("\"verified\":true") && $0.contains("\"welcome\"") })

        let stranger = try WebSocketClient(port: desk.http)
        stranger.send(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#)
        #expect(try stranger.receive()?.text.contains("AUTH_REQUIRED") == true)
        #expect(try stranger.receive()?.code == 4401)

        let (_, other) = try web(
            #"{"type":"hello","version":1,"session_token":"\#(token)","identity_token":"\#(Self.jwt("u2"))"}"#
        )
        #expect(other[0].contains("\"resumed\":false"))
        let (_, owner) = try web(
            #"{"type":"hello","version":1,"session_token":"\#(token)","identity_token":"\#(Self.jwt("u1"))"}"#
        )
        #expect(owner[0].contains("\"resumed\":true"))
        let history = try frontdesk(["history", "u1", "--json", "--data", desk.data])
        #expect(history.status == 0)
        #expect(history.output.split(separator: "\n").count >= 3)
    }

    @Test func historyAndExportTellWhereAConversationBegan() throws {
        let page = #"{"url":"https://shop.example/kettles","title":"Kettles"}"#
        let (client, welcome) = try web(
            #"{"type":"hello","version":1,"page":\#(page),"client":"widget/1"}"#)
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")
        let id = try Self.field("conversation_id", welcome[0])

        let history = try frontdesk(["history", id, "--json", "--data", desk.data])
        let people = try frontdesk(["history", id, "--data", desk.data])
        let export = try frontdesk(["export", "--data", desk.data])

        let told = #""page":\#(page),"client":"widget/1"}"#
        let first = try #require(history.output.split(separator: "\n").first)
        #expect(first.hasPrefix(#"{"type":"conversation","conversation_id":"\#(id)""#))
        #expect(first.hasSuffix(told))
        #expect(
            people.output.hasPrefix("# \(id)  https://shop.example/kettles  Kettles  widget/1\n"))
        #expect(
            export.output.split(separator: "\n").contains {
                $0.hasPrefix(#"{"type":"conversation","schema":1,"#) && $0.hasSuffix(told)
            })
    }

    /// The hello came by one POST, what began the conversation by another.
    @Test func whereItBeganIsKeptWithoutWebSocket() throws {
        func post(_ frame: String, _ headers: [String: String] = [:]) throws -> HTTPAnswer {
            try HTTPAnswer(
                port: desk.http, "POST", "/v1/chat/frames", headers: headers, body: "[\(frame)]")
        }
        let greeting = try post(
            #"{"type":"hello","version":1,"page":{"url":"https://shop.example/"}}"#)
        let token = try #require(
            greeting.body.firstMatch(of: /"session_token":"([^"]+)"/).map { String($0.output.1) })
        let said = try post(
            #"{"type":"message","client_message_id":"1","content":"hello"}"#,
            ["Authorization": "Bearer \(token)"])

        #expect(said.body.contains("\"ack\""))
        let export = try frontdesk(["export", "--data", desk.data]).output
        #expect(export.contains(#""page":{"url":"https://shop.example/"}"#))
    }

    @Test func aVisitorWhoTurnsOutToBeACustomerIsFoundByTheFirstID() throws {
        let (known, visitor) = (try desk.person(), try desk.person())
        for (person, text) in [(known, "hello"), (visitor, "where is my order")] {
            person.send(text + "\n")
            _ = try person.linesToTerminator()
        }
        func customers() throws -> [Substring] {
            try frontdesk(["export", "--data", desk.data]).output.split(separator: "\n")
                .filter { $0.hasPrefix(#"{"type":"customer""#) }
        }
        let ids = try customers().map { try Self.field("id", String($0)) }

        for person in [known, visitor] {
            person.send("/auth \(Self.jwt("u1"))\n")
            _ = try person.linesToTerminator()
        }

        #expect(ids.count == 2)
        let history = try frontdesk(["history", ids[1], "--data", desk.data])
        #expect(history.output.hasPrefix("# \(ids[1]) joined \(ids[0])\n"), "\(history.errors)")
        #expect(history.output.contains("where is my order"))
        let exported = try customers()
        #expect(exported.count == 2)
        #expect(exported.last?.contains(#""joined_customer_id":"\#(ids[0])"}"#) == true)
        let entries = try frontdesk(["export", "--data", desk.data]).output
            .split(separator: "\n").filter { $0.contains("where is my order") }
        #expect(entries.count == 1)
        #expect(entries.first?.contains(#""customer_id":"\#(ids[0])""#) == true)
    }

    /// The first connection is sent it and never reads it: the machine goes down before.
    @Test func whatWasMissedBeforeAKillComesOnceWithTheResume() throws {
        let person = try desk.person()
        person.send("hello\n")
        let greeting = try person.linesToTerminator()
        let token = try #require(
            greeting.first { $0.hasPrefix("* SESSION resume=") }?.dropFirst(17))
        let other = try desk.person()
        other.send("/resume \(token) 2\nwhere is my order\n")
        _ = try (0..<2).map { _ in try other.linesToTerminator() }

        desk.killHard()
        try desk.start()
        let back = try desk.person()
        back.send("/resume \(token) 2\n/ping\n")
        let resumed = try back.linesToTerminator()

        #expect(
            resumed == [
                "<you> where is my order", "<bot> It is on its way.", "+ 1 Cancel it",
                "+ 2 Talk to a person", "OK 4",
            ])
        #expect(try back.linesToTerminator() == ["* PONG", "OK 4"])
    }

    @Test func whoSharesATokenLearnsNothingOfTheCustomerWhoIdentifies() throws {
        let (client, welcome) = try web()
        let token = try Self.field("session_token", welcome[0])
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")
        // Several, so that some share an event loop with the one who identifies.
        let sharers = try (0..<5).map { _ in
            try web(#"{"type":"hello","version":1,"session_token":"\#(token)"}"#).client
        }
        let person = try desk.person()
        person.send("/resume \(token)\n")
        _ = try person.linesToTerminator()

        let identity = Self.jwt("ann", #","name":"Ann Other","email":"ann@shop.example""#)
        client.send(#"{"type":"hello","version":1,"identity_token":"\#(identity)"}"#)
        let own = try client.receive(until: "\"synced\"")

        #expect(own.contains { $0.contains("ann@shop.example") })
        for sharer in sharers {
            var frames: [WebSocketClient.Frame] = []
            while let frame = try sharer.receive() { frames.append(frame) }
            #expect(!frames.contains { $0.text.contains("Ann") || $0.text.contains("verified") })
            #expect(frames.last?.code == 4401)
        }
        let lines = try person.allLines()
        #expect(!lines.contains { $0.contains("Ann") || $0.contains("PROFILE") }, "\(lines)")
        #expect(lines.last?.hasPrefix("* BYE identity") == true)
    }

    @Test(arguments: ["/ping\n/quit\n", "/quit\n", "/help\n/quit\n"])
    func aTokenThatWasToldResumesWhereNothingWasSaid(words: String) throws {
        let person = try desk.person()
        person.send(words)
        let told = try person.allLines().compactMap { line in
            line.contains("resume=") ? line.split(separator: "=").last.map(String.init) : nil
        }

        let again = try desk.person()
        again.send("/resume \(try #require(told.first))\n")

        #expect(Set(told).count == 1)
        #expect(try again.linesToTerminator() == ["OK 0"])
    }

    /// Sessions that `/metrics` counts.
    func sessions() throws -> String? {
        try HTTPAnswer(port: desk.http, "GET", "/metrics").body.split(separator: "\n")
            .last { $0.hasPrefix("frontdesk_sessions") }.map { String($0) }
    }

    @Test func connectionsThatVanishLeaveNoSession() throws {
        for _ in 0..<20 {
            let (client, _) = try web()
            client.socket.finish()
            let person = try desk.person()
            person.send("/ping\n")
            _ = try person.linesToTerminator()
        }

        // The end of a stream reaches the server when it does: ask until it has.
        var count = try sessions()
        for _ in 0..<5_000 where count != "frontdesk_sessions 0" { count = try sessions() }

        #expect(count == "frontdesk_sessions 0")
    }

    @Test func aFirstMessageOfNearlyAnyKindNeverEndsTheServer() throws {
        let (client, welcome) = try web()
        let own = try Self.field("conversation_id", welcome[0]).dropFirst(2)
        for message in ["m_\(own).9223372036854775807", "m_\(own).-1", "m_.1", "", "m_\(own)."] {
            client.send(#"{"type":"why","message_id":"\#(message)"}"#)
        }
        client.send(
            #"{"type":"history","before_seq":9223372036854775807,"limit":9223372036854775807}"#)
        client.send(#"{"type":"ping","nonce":"end"}"#)

        #expect(try client.receive(until: "\"end\"").count == 7)
    }

    @Test func halfCloseAnswersAndALastLineWithoutANewlineCounts() throws {
        let socket = try Socket(port: desk.line)
        socket.send("hello there")
        socket.finish()

        let lines = try socket.allLines()

        #expect(lines.contains("<bot> Hello! What can I do for you?"))
        #expect(lines.last == "OK 2")
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

    @Test func rasasRESTChannelAnswersInRasasForm() throws {
        func post(_ path: String, _ body: String) throws -> HTTPAnswer {
            try HTTPAnswer(port: desk.http, "POST", path, body: body)
        }

        let reply = try post(
            "/webhooks/rest/webhook", #"{"sender":"s1","message":"where is my order"}"#)
        let parsed = try post("/model/parse", #"{"text":"where is my order"}"#)

        #expect(reply.status == 200)
        #expect(
            reply.body.contains(
                #""recipient_id":"s1","text":"It is on its way.","buttons":[{"title":"Cancel it","payload":"/order_cancel"}"#
            ))
        #expect(parsed.body.contains(#""intent":{"name":"order_status","confidence":"#))
        #expect(try post("/webhooks/rest/webhook", "nonsense").status == 400)
        #expect(
            try post("/webhooks/rest/webhook", #"{"sender":"a\u0000","message":"hello"}"#).status
                == 400)
        #expect(
            try post("/webhooks/rest/webhook", #"{"sender":"","message":"hello"}"#).body
                .contains(#""recipient_id":"default""#))
        #expect(
            try post("/model/parse", #"{"text":" "}"#).body
                .contains(#""intent":{"name":null,"confidence":0.0},"intent_ranking":[]"#))
        // A sender's name opens no session.
        let (_, welcome) = try web(
            #"{"type":"hello","version":1,"session_token":"rest channel s1"}"#)
        #expect(welcome[0].contains("\"resumed\":false"))
    }

    /// What the REST channel says to a message, in order.
    private func told(_ message: String, to sender: String) throws -> [String] {
        let body = #"{"sender":"\#(sender)","message":"\#(message)"}"#
        let answer = try HTTPAnswer(port: desk.http, "POST", "/webhooks/rest/webhook", body: body)
        #expect(answer.status == 200)
        let replies = try JSONParser.parse(Array(answer.body.utf8)).array ?? []
        #expect(replies.allSatisfy { $0["recipient_id"]?.string == sender })
        return replies.compactMap { $0["text"]?.string }
    }

    @Test func rasasRESTChannelSaysThatAPersonIsAskedForAndAtWhichPlace() throws {
        let english = try told("talk to a human", to: "s2")
        let chinese = try told("转人工", to: "s3")
        let meanwhile = try told("hello", to: "s2")

        #expect(
            english == [
                "A person will answer you as soon as one is free. You are number 1 in the queue."
            ])
        #expect(chinese == ["正在为您转接人工客服，您目前排在第 2 位。"])
        #expect(meanwhile == [])
    }

    @Test func rasasRESTChannelTellsTheNumberOfATicketInTheLanguageSpoken() throws {
        _ = try told("你好", to: "s4")

        let chinese = try told("/action_open_ticket", to: "s4")
        let english = try told("/action_open_ticket", to: "s5")

        #expect(chinese == ["已为您提交工单 T-101，我们会尽快回复您。"])
        #expect(english == ["I have opened ticket T-102 for you. We will get back to you."])
    }
}
