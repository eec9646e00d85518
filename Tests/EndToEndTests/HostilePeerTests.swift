import Foundation
import Synchronization
import Testing
import Wire

/// What a peer may try; the desk answers, or closes, and goes on serving.
@Suite(.serialized) struct HostilePeerTests {
    @Test func thousandsOfRequestsAnsweredAtOnceDoNotExhaustTheStack() throws {
        let desk = try RunningDesk(["--limits-message-burst", "0"])
        let person = try desk.person()

        person.send("hello\n" + String(repeating: "/auth x\n", count: 20_000))
        person.finish()

        #expect(try person.allLines().count { $0.hasPrefix("ERR AUTH_REQUIRED") } == 20_000)
    }

    static let hosts: [(headers: [String: String], status: Int)] = [
        ([:], 200), (["Host": "localhost:1"], 200), (["Host": "[::1]:1"], 200),
        (["Host": "evil.example"], 403), (["Host": "127.0.0.1.evil.example"], 403),
        (["Origin": "https://evil.example"], 403),
    ]

    @Test func theOperatorsTokenOpensTheirDoorUnderAnyName() throws {
        let file = FileManager.default.temporaryDirectory.path + "/operator-\(UUID().uuidString)"
        _ = FileManager.default.createFile(
            atPath: file, contents: Data("4711-operator-4711\n".utf8),
            attributes: [.posixPermissions: 0o600])
        defer { try? FileManager.default.removeItem(atPath: file) }
        let desk = try RunningDesk(["--operator-token-file", file])
        func status(_ headers: [String: String]) throws -> Int {
            let named = ["Host": "desk.example"].merging(headers) { $1 }
            return try HTTPAnswer(port: desk.http, "GET", "/metrics", headers: named).status
        }

        #expect(try status([:]) == 403)
        #expect(try status(["Authorization": "Bearer 4711-operator-4712"]) == 403)
        #expect(try status(["Authorization": "Bearer 4711-operator-4711"]) == 200)
        #expect(try status(["Authorization": "bearer 4711-operator-4711"]) == 200)
    }

    @Test(arguments: hosts)
    func aPageElsewhereDoesNotReachTheOperatorsDoor(
        headers: [String: String], status: Int
    ) throws {
        let desk = try RunningDesk()

        let answer = try HTTPAnswer(port: desk.http, "GET", "/metrics", headers: headers)

        #expect(answer.status == status)
    }

    @Test func aLongSentenceIsNoHTTPAndALongTokenNoContent() throws {
        let desk = try RunningDesk(["--limits-content-bytes", "300"])
        let person = try desk.person()

        person.send("HELLO I need help with " + String(repeating: "x", count: 9_000) + "\n")
        person.send("/auth " + String(repeating: "y", count: 400) + "\n")

        #expect(try person.line()?.hasPrefix("ERR TOO_LONG") == true)
        #expect(try person.line()?.hasPrefix("ERR AUTH_REQUIRED") == true)
    }

    /// Read whole and refused, or swallowed: a line beyond its limit counts.
    @Test func theFifthLineBeyondItsLimitEndsTheConnection() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        func send(_ length: Int) { person.send(String(repeating: "x", count: length) + "\n") }

        for length in [8_193, 20_000, 8_272, 8_273] { send(length) }
        person.send("/ping\n")
        let before = try (0..<5).flatMap { _ in try person.linesToTerminator() }
        send(8_193)
        let after = try person.allLines()

        #expect(before.count { $0.hasPrefix("ERR TOO_LONG") } == 4)
        #expect(before.last == "OK 0")
        #expect(after.first?.hasPrefix("ERR TOO_LONG") == true)
        #expect(after.last?.hasPrefix("* BYE too-long resume=") == true)
        #expect(after.count == 2)
    }

    @Test func anAbandonedStreamLeavesNoSession() throws {
        let desk = try RunningDesk()
        let hello = try HTTPAnswer(
            port: desk.http, "POST", "/v1/chat/frames", body: #"[{"type":"hello","version":1}]"#)
        let bytes = Array(hello.body.utf8)
        let welcome = try #require(try JSONParser.elements(of: bytes).first)
        let token = try ChatTests.field(
            "session_token", String(decoding: bytes[welcome], as: UTF8.self))
        for _ in 0..<30 {
            _ = try HTTPAnswer.ask(
                port: desk.http, "GET", "/v1/chat/events?after=0",
                headers: ["Authorization": "Bearer \(token)"])
        }

        #expect(try desk.has(sessions: 0))
    }

    @Test func aSilentLineIsTakenLeaveOfAndMayResume() throws {
        let desk = try RunningDesk(["--limits-line-idle-seconds", "1"])
        let person = try desk.person()
        person.send("hello there\n")

        let lines = try person.allLines()
        let bye = "* BYE idle resume="
        let token = try #require(lines.last { $0.hasPrefix(bye) }).dropFirst(bye.count)
        let again = try desk.person()
        again.send("/resume \(token)\n")

        #expect(lines.last?.hasPrefix(bye) == true, "\(lines)")
        #expect(
            try again.linesToTerminator() == [
                "<you> hello there", "<bot> Hello! What can I do for you?", "OK 2",
            ])
    }

    /// Who sends a byte now and then and no line has a place that others need.
    @Test func aLineThatNeverEndsIsNoSignOfLife() throws {
        let desk = try RunningDesk(["--limits-line-idle-seconds", "1"])
        let person = try desk.person()
        let isGone = Mutex(false)
        let sent = Mutex(0)
        let file = person.file
        let feeding = Thread {
            while !isGone.withLock({ $0 }), sent.withLock({ $0 }) < 100 {
                send(file, "x", 1, Int32(MSG_NOSIGNAL))
                sent.withLock { $0 += 1 }
                usleep(100_000)
            }
        }
        feeding.start()

        let lines = try person.allLines()
        isGone.withLock { $0 = true }

        #expect(lines.last?.hasPrefix("* BYE idle") == true, "\(lines)")
        #expect(sent.withLock { $0 } < 100)
    }

    @Test func aWebSocketThatSaysNoHelloInTimeClosesWith4400() throws {
        let desk = try RunningDesk(["--limits-hello-seconds", "1"])
        let greeted = try WebSocketClient(port: desk.http)
        greeted.send(#"{"type":"hello","version":1}"#)
        _ = try greeted.receive(until: "\"synced\"")
        let silent = try WebSocketClient(port: desk.http)

        let error = try silent.receive()
        let close = try silent.receive()
        // Its deadline has passed, too.
        greeted.send(#"{"type":"ping","nonce":"n"}"#)

        #expect(error?.text.contains(#""code":"BAD_FRAME","message":"no hello in time""#) == true)
        #expect(error?.text.contains(#""fatal":true"#) == true)
        #expect(close?.code == 4400)
        #expect(try greeted.receive()?.text == #"{"type":"pong","nonce":"n"}"#)
    }

    @Test func bytesAreNoChat() throws {
        let desk = try RunningDesk()
        let client = try WebSocketClient(port: desk.http)

        client.socket.send(WebSocketClient.frame(2, [1, 2, 3]))

        #expect(try client.receive()?.code == 1003)
    }

    @Test func aPeerThatAnswersNoPingIsClosedAsIdle() throws {
        let desk = try RunningDesk(["--limits-heartbeat-seconds", "1"])
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        let welcome = try client.receive(until: "\"synced\"").first

        var frames: [WebSocketClient.Frame] = []
        while let frame = try client.receive() { frames.append(frame) }

        #expect(welcome?.contains(#""heartbeat_ms":1000"#) == true)
        #expect(frames.map(\.opcode) == [9, 9, 8])
        #expect(frames.last?.code == 4408)
    }

    /// A message of 258 letters a 13 bits, deflated with the fixed code (RFC 1951, 3.2.6): one
    /// literal, then copies of it at distance 1.
    private static func deflated(copies: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var free = 0
        func put(_ bit: Int) {
            if free == 0 { bytes.append(0) }
            if bit == 1 { bytes[bytes.count - 1] |= 1 << UInt8(free) }
            free = (free + 1) % 8
        }
        func code(_ value: Int, _ length: Int) {
            for at in (0..<length).reversed() { put(value >> at & 1) }
        }
        for bit in [0, 1, 0] { put(bit) }
        code(0x30 + Int(UInt8(ascii: "x")), 8)
        for _ in 0..<copies {
            code(0b1100_0101, 8)
            code(0, 5)
        }
        code(0, 7)
        for bit in [0, 0, 0] { put(bit) }
        return bytes
    }

    @Test(arguments: [
        (copies: 2, code: 0), (copies: 300, code: 1009), (copies: 35_000, code: 1009),
    ])
    func whatInflatesBeyondAFrameClosesWith1009(copies: Int, code: Int) throws {
        let desk = try RunningDesk()
        let client = try WebSocketClient(
            port: desk.http, headers: ["Sec-WebSocket-Extensions: permessage-deflate"])
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")

        client.socket.send(WebSocketClient.frame(1, Self.deflated(copies: copies), bits: 0x40))

        let answer = try client.receive()
        #expect(answer?.opcode == (code == 0 ? 1 : 8))
        if code == 0 {
            #expect(answer?.text.contains("BAD_FRAME") == true)
        } else {
            #expect(answer?.code == code)
        }
    }

    /// What is not read when a connection closes takes the last bytes away from the peer again.
    @Test func aFrameThatIsFarTooLongIsReadToItsEndAndThenClosed() throws {
        let desk = try RunningDesk()
        let client = try WebSocketClient(port: desk.http)

        client.socket.send(
            WebSocketClient.frame(1, [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)))

        let close = try client.receive()

        #expect(close?.code == 1009)
        #expect(close?.text.contains("at most 65536 bytes") == true)
        #expect(try client.socket.endsInOrder())
        client.socket.finish()
    }

    @Test func whoGoesOnTypingBehindAFarewellHearsItToItsEnd() throws {
        let desk = try RunningDesk()
        let person = try desk.person()

        person.send("/quit\n" + String(repeating: "hello there\n", count: 100_000))
        var last: String?
        while let line = try person.line() {
            last = line
            if line.hasPrefix("* BYE ") { break }
        }

        #expect(last?.hasPrefix("* BYE quit resume=") == true)
        #expect(try person.endsInOrder())
        person.finish()
    }

    @Test func connectionsOfAnAddressAreCountedWhateverTheySpeak() throws {
        let desk = try RunningDesk(["--limits-connections-per-address", "2"])
        var held = [try desk.person(), try Socket(port: desk.http)]

        func refused() throws -> Bool {
            let answer = try HTTPAnswer(port: desk.http, "GET", "/livez")
            guard answer.status == 429 else { return false }
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer.body.contains("too many connections from your address"))
            return true
        }
        // A connection counts when the server has taken it: ask until it has.
        var isFull = try refused()
        for _ in 0..<5_000 where !isFull { isFull = try refused() }
        #expect(isFull)
        #expect(try WebSocketClient(port: desk.http).receive()?.code == 4429)
        #expect(
            try Socket(port: desk.line).allLines().first?.hasPrefix("ERR UNAVAILABLE") == true)

        held.removeLast()
        var isServed = try !refused()
        for _ in 0..<5_000 where !isServed { isServed = try !refused() }
        #expect(isServed)
        #expect(held.count == 1)
    }
}
