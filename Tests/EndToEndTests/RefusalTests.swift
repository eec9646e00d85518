import Testing

/// Frames that are refused, and requests that come too fast (protocol.md, rules 5, 8 and 9).
@Suite(.serialized) struct RefusalTests: ChatSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    @Test func somethingBeforeHelloClosesWith4400() throws {
        let client = try WebSocketClient(port: desk.http)

        client.send(#"{"type":"ping"}"#)

        #expect(try client.receive()?.text.contains("BAD_FRAME") == true)
        #expect(try client.receive()?.code == 4400)
    }

    /// A hello with a wrong field is a hello: its error is the field's. All else is no hello.
    @Test(arguments: [
        (#"{"type":"hello","last_seq":"1"}"#, "BAD_ARGUMENT"),
        (#"{"type":"hello","lang":5}"#, "BAD_ARGUMENT"),
        (#"{"type":"hello","version":2}"#, "BAD_ARGUMENT"),
        (
            #"{"type":"hello","session_token":"\#(String(repeating: "x", count: 8_193))"}"#,
            "TOO_LONG"
        ),
        (#"{"type":"message","client_message_id":"1"}"#, "BAD_FRAME"),
        (#"{"type":"hello""#, "BAD_FRAME"),
    ])
    func aFirstFrameThatCannotBeReadClosesWith4400(frame: String, code: String) throws {
        let client = try WebSocketClient(port: desk.http)

        client.send(frame)
        let error = try #require(try client.receive()).text
        let bye = try #require(try client.receive()).text

        #expect(error.contains("\"code\":\"\(code)\""), "\(error)")
        #expect(error.contains("\"fatal\":true"), "\(error)")
        #expect(bye.contains(#""type":"bye""#))
        #expect(try client.receive()?.code == 4400)
        let posted = try HTTPAnswer(
            port: desk.http, "POST", "/v1/chat/frames",
            body: #"[{"type":"hello","lang":5},{"type":"ping"}]"#)
        #expect(posted.status == 400)
        #expect(posted.body.contains("BAD_ARGUMENT") && !posted.body.contains("pong"))
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

        person.send("/tickets\n/tickets\n/quit\n")

        let lines = try person.allLines()
        #expect(lines.contains { $0.hasPrefix("ERR RATE_LIMITED retry_after_ms=") })
        #expect(lines.contains { $0.contains("(too many requests; wait ") })
        #expect(lines.suffix(2).first == "OK 0")
        #expect(lines.last?.hasPrefix("* BYE quit resume=") == true)
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
}
