import Testing

/// No answer is so long that whoever reads it as it comes is taken for a slow reader (rule 10), and
/// who does not read is closed and may resume.
@Suite(.serialized) struct ReaderTests {
    static let bytesMax = 131_072
    /// Around the page, and what closes it.
    static let frameBytesMax = bytesMax + 1_024
    let desk: RunningDesk

    init() throws { desk = try RunningDesk(["--limits-message-burst", "0"]) }

    static let text = String(repeating: "x", count: 8_000)
    /// Of twice the bytes in a frame.
    static let quotes = String(repeating: "\\\"", count: 8_000)

    static let requests: [(name: String, frame: String)] = [
        (
            "a comment",
            "{\"type\":\"rate\",\"client_message_id\":\"r#\",\"score\":1,\"comment\":\"\(text)\"}"
        ),
        (
            "a subject",
            "{\"type\":\"ticket\",\"client_message_id\":\"t#\",\"subject\":\"\(text)\"}"
        ),
        (
            "a reason",
            "{\"type\":\"feedback\",\"client_message_id\":\"f#\",\"message_id\":\"MESSAGE\",\"value\":\"up\",\"reason\":\"\(text)\"}"
        ),
        (
            "a content",
            "{\"type\":\"message\",\"client_message_id\":\"m#\",\"content\":\"\(quotes)\"}"
        ),
    ]

    @Test(arguments: requests)
    func aPageIsBoundedWhateverIsLong(name: String, frame: String) throws {
        let client = try BacklogTests.greeted(desk)
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        let reply = try #require(try client.receive(until: "\"reply_to\"").last)
        let message = try ChatTests.field("message_id", reply)
        for number in 0..<40 {
            client.send(
                frame.replacing("#", with: "\(number)").replacing("MESSAGE", with: message))
            _ = try client.receive(until: "\"ack\"")
        }

        client.send(#"{"type":"history","limit":200}"#)
        let page = try #require(try client.receive(until: "\"history\"").last)

        #expect(page.utf8.count > Self.bytesMax / 2, "\(name)")
        #expect(page.utf8.count <= Self.frameBytesMax, "\(name)")
        #expect(page.hasSuffix(#""has_more":true}"#), "\(name)")
    }

    @Test func aListOfTicketsHasTheNewestThatFitAPageAndSaysThatThereAreMore() throws {
        let client = try BacklogTests.greeted(desk)
        for number in 0..<40 {
            client.send(
                #"{"type":"ticket","client_message_id":"t\#(number)","subject":"\#(Self.text)"}"#)
            _ = try client.receive(until: "\"ack\"")
        }

        client.send(#"{"type":"tickets"}"#)
        let list = try #require(try client.receive(until: "\"tickets\"").last)

        #expect(list.contains(#""number":"T-140""#))
        #expect(!list.contains(#""number":"T-101""#))
        #expect(list.utf8.count <= Self.frameBytesMax)
        #expect(list.hasSuffix(#""has_more":true}"#))
    }

    /// A name before each of them makes short lines long.
    @Test func aPageOfManyShortLinesIsBounded() throws {
        let person = try desk.person()
        let content = String(repeating: "a\\n", count: 4_000)
        for number in 0..<10 {
            person.send(
                #"{"type":"message","client_message_id":"m\#(number)","content":"\#(content)"}"#
                    + "\n")
            while let line = try person.line(), !line.hasPrefix(#"{"type":"ack""#) {}
        }

        person.send("/history 200\n")
        let lines = try person.linesToTerminator()

        let page = lines.filter { !$0.hasPrefix("{") && !$0.hasPrefix("* SESSION") }
        #expect(page.first == "* …")
        #expect(page.reduce(0) { $0 + $1.utf8.count + 1 } <= Self.frameBytesMax)
        #expect(lines.last?.hasPrefix("OK ") == true)
    }

    /// A page is cut by its bytes only where entries are long.
    @Test func aResumeBringsTwoHundredOrdinaryEntries() throws {
        let person = try desk.person()
        let greetings = try (0..<100).map { number in
            person.send("@g\(number) hello there\n")
            return try person.linesToTerminator()
        }
        let session = "* SESSION resume="
        let token = try #require(
            greetings[0].first { $0.hasPrefix(session) }?.dropFirst(session.count))

        let back = try WebSocketClient(port: desk.http)
        back.send(#"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":0}"#)
        let frames = try back.receive(until: "\"synced\"")

        #expect(frames.count { $0.contains(#""type":"message""#) } == 200)
        #expect(frames.last == #"{"type":"synced","last_seq":200,"has_more":false}"#)
    }

    /// A client, its session's token, and forty comments that are longer than a page.
    func commented() throws -> (client: WebSocketClient, token: String) {
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        let welcome = try #require(try client.receive(until: "\"synced\"").first)
        try comment(client, 0..<40)
        return (client, try ChatTests.field("session_token", welcome))
    }

    func comment(_ client: WebSocketClient, _ numbers: Range<Int>) throws {
        for number in numbers {
            client.send(
                #"{"type":"rate","client_message_id":"r\#(number)","score":1,"comment":"\#(Self.text)"}"#
            )
        }
        for _ in numbers { _ = try client.receive(until: "\"ack\"") }
    }

    /// A stream of which nothing is read yet.
    func stream(_ token: String) throws -> Socket {
        try HTTPAnswer.ask(
            port: desk.http, "GET", "/v1/chat/events?after=0",
            headers: ["Authorization": "Bearer \(token)"])
    }

    @Test func whatAStreamHasMissedIsAPage() throws {
        let (client, token) = try commented()

        let stream = try stream(token)
        var lines: [String] = []
        while let line = try stream.line() {
            lines.append(line)
            if line.contains("\"synced\"") { break }
        }

        #expect(lines.last?.hasSuffix(#""has_more":true}"#) == true)
        #expect(lines.count { $0.contains("\"rating\"") } > 10)
        withExtendedLifetime(client) {}
    }

    /// Every frame of it is whole, and the last one says why there are no more.
    @Test func whatAnswersAPostIsBounded() throws {
        let (client, token) = try commented()
        let hello = #"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":0}"#
        let hellos = [String](repeating: hello, count: 60).joined(separator: ",")

        let answer = try HTTPAnswer(
            port: desk.http, "POST", "/v1/chat/frames",
            headers: ["Authorization": "Bearer \(token)"], body: "[\(hellos)]")

        #expect(answer.status == 413)
        #expect(answer.body.utf8.count > Self.bytesMax)
        #expect(answer.body.utf8.count < 3 * Self.bytesMax)
        #expect(answer.body.hasSuffix(#",{"type":"bye","reason":"too-long"}]"#))
        withExtendedLifetime(client) {}
    }

    /// Where an operator lets a message be longer than what is held for a slow reader.
    @Test func anEntryOfAnyLengthThatIsTakenIsReadWithoutWebSocket() throws {
        let desk = try RunningDesk([
            "--limits-content-bytes", "400000", "--limits-frame-bytes", "1000000",
        ])
        let client = try BacklogTests.greeted(desk)
        let comment = String(repeating: "x", count: 390_000)
        client.send(#"{"type":"hello","version":1,"last_seq":0}"#)
        let welcome = try #require(try client.receive(until: "\"synced\"").first)
        let token = try ChatTests.field("session_token", welcome)
        client.send(
            #"{"type":"rate","client_message_id":"1","score":1,"comment":"\#(comment)"}"#)
        _ = try client.receive(until: "\"ack\"")

        let hello = #"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":0}"#
        let answer = try HTTPAnswer(
            port: desk.http, "POST", "/v1/chat/frames",
            body: #"[\#(hello),{"type":"history","before_seq":2,"limit":9}]"#)

        #expect(answer.status == 200)
        #expect(answer.body.contains(#""synced","last_seq":2,"has_more":true"#))
        #expect(answer.body.contains(comment))
    }

    /// More than the system's own buffers hold.
    @Test func aStreamThatNobodyReadsIsClosed() throws {
        let (client, token) = try commented()
        let stream = try stream(token)
        let isFollowed = try desk.has(sessions: 2)

        for start in stride(from: 40, to: 1_040, by: 40) {
            try comment(client, start..<(start + 40))
        }

        let isClosed = try withExtendedLifetime(stream) { try desk.has(sessions: 1) }
        #expect(isFollowed && isClosed)
        client.send(#"{"type":"ping","nonce":"n"}"#)
        #expect(try client.receive(until: "\"pong\"").last == #"{"type":"pong","nonce":"n"}"#)
    }

    @Test func aReaderThatDoesNotReadIsClosedAndMayResume() throws {
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        let welcome = try #require(try client.receive(until: "\"synced\"").first)
        let token = try ChatTests.field("session_token", welcome)
        let content = String(repeating: "hello there ", count: 600)
        for number in 0..<20 {
            client.send(
                #"{"type":"message","client_message_id":"m\#(number)","content":"\#(content)"}"#)
            _ = try client.receive(until: "\"sender\":{\"type\":\"bot\"")
        }

        for _ in 0..<1_000 { client.send(#"{"type":"history","limit":200}"#) }

        let wasClosed = try withExtendedLifetime(client) { try desk.has(sessions: 0) }
        #expect(wasClosed)
        let again = try WebSocketClient(port: desk.http)
        again.send(
            #"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":39}"#)
        let missed = try again.receive(until: "\"synced\"")
        #expect(missed.first?.contains(#""resumed":true"#) == true)
        #expect(missed.contains { $0.contains(#""seq":40,"#) })
    }

    @Test func aLineReaderThatDoesNotReadIsClosedAndMayResume() throws {
        let person = try desk.person()
        let content = String(repeating: "hello there ", count: 600)
        var lines: [String] = []
        for _ in 0..<20 {
            person.send("\(content)\n")
            lines += try person.linesToTerminator()
        }
        let session = "* SESSION resume="
        let token = try #require(lines.first { $0.hasPrefix(session) }).dropFirst(session.count)

        for _ in 0..<1_000 { person.send("/history 200\n") }

        let wasClosed = try withExtendedLifetime(person) { try desk.has(sessions: 0) }
        #expect(wasClosed)
        let again = try desk.person()
        again.send("/resume \(token) 39\n")
        let missed = try again.linesToTerminator()
        #expect(missed.last == "OK 40")
        #expect(missed.contains { $0.hasPrefix("<bot> ") })
    }
}
