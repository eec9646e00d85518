import Testing

/// How much a session may ask, and that nothing gets around it (protocol.md, rule 9).
@Suite(.serialized) struct RateTests {
    @Test func framesThatCannotBeReadCostWhatOthersDo() throws {
        let desk = try RunningDesk(["--limits-message-rate", "0.001"])
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")

        for _ in 0..<300 { client.send(#"{"type":"message","content":"no id"}"#) }

        var frames: [String] = []
        var last: WebSocketClient.Frame?
        while let frame = try client.receive() {
            frames.append(frame.text)
            last = frame
        }
        #expect(frames.count { $0.contains("BAD_ARGUMENT") } == 20)
        #expect(last?.code == 4429)
    }

    @Test func aHelloThatMayBringAPageCostsWhatARequestDoes() throws {
        let desk = try RunningDesk(["--limits-message-rate", "0.001"])
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")

        for _ in 0..<30 { client.send(#"{"type":"hello","version":1,"last_seq":0}"#) }
        client.send(#"{"type":"ping","nonce":"n"}"#)

        let frames = try client.receive(until: "\"pong\"")
        #expect(frames.count { $0.contains("\"welcome\"") } == 20)
        #expect(frames.count { $0.contains("RATE_LIMITED") } == 10)
    }

    @Test func aTokenThatNobodyHasBringsNoNewBurst() throws {
        let desk = try RunningDesk(["--limits-message-rate", "0.001"])
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        func say(_ count: Int) {
            for number in 0..<count {
                client.send(
                    #"{"type":"message","client_message_id":"\#(number)","content":"hello"}"#)
            }
        }

        say(19)
        client.send(#"{"type":"hello","version":1,"session_token":"nobody"}"#)
        say(3)
        client.send(#"{"type":"ping","nonce":"n"}"#)

        let frames = try client.receive(until: "\"pong\"")
        #expect(frames.count { $0.contains("\"welcome\"") } == 2)
        #expect(frames.count { $0.contains("\"ack\"") } == 19)
        #expect(frames.count { $0.contains("RATE_LIMITED") } == 3)
    }

    @Test func aTypedPingSpendsNoneOfTheMessages() throws {
        let desk = try RunningDesk(["--limits-message-rate", "0.001"])
        let person = try desk.person()

        person.send(String(repeating: "/ping\n", count: 30) + "hello\n")

        for _ in 0..<30 { #expect(try person.linesToTerminator().contains("* PONG")) }
        #expect(try person.linesToTerminator().last?.hasPrefix("OK ") == true)
    }

    @Test func typedPingsAreBoundedWhereRequestsAreNot() throws {
        let desk = try RunningDesk(["--limits-message-rate", "0"])
        let person = try desk.person()

        person.send(String(repeating: "/ping\n", count: 150) + "/tickets\n")

        let ends = try (0..<150).map { _ in try person.linesToTerminator().last ?? "" }
        #expect(ends.count { $0.hasPrefix("OK ") } >= 40)
        #expect(ends.contains { $0.hasPrefix("ERR RATE_LIMITED") })
        #expect(try person.linesToTerminator().last?.hasPrefix("OK ") == true)
    }

    /// What is not stored has a bound of its own, which no setting lifts.
    @Test func pingsAreBoundedWhereRequestsAreNot() throws {
        let desk = try RunningDesk(["--limits-message-rate", "0"])
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")

        for number in 0..<150 { client.send(#"{"type":"ping","nonce":"\#(number)"}"#) }
        client.send(#"{"type":"tickets"}"#)
        let frames = try client.receive(until: "\"tickets\"")

        #expect(frames.count { $0.contains("\"pong\"") } >= 40)
        #expect(frames.contains { $0.contains("RATE_LIMITED") })
        #expect(frames.last?.hasPrefix(#"{"type":"tickets""#) == true)
    }
}
