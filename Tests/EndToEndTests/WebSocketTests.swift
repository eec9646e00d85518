import Testing

/// RFC 6455 against the running program, by bare frames.
@Suite(.serialized) struct WebSocketTests: WebSocketSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    @Test(arguments: [0, 1, 125, 126, 65_535, 65_536, 1_000_000])
    func aMessageComesBackAsItWent(length: Int) throws {
        let client = try echo()
        let payload = [UInt8](repeating: UInt8(ascii: "x"), count: length)

        client.socket.send(WebSocketClient.frame(1, payload))
        client.socket.send(WebSocketClient.frame(2, payload))

        #expect(try client.receive() == .init(opcode: 1, payload: payload))
        #expect(try client.receive() == .init(opcode: 2, payload: payload))
    }

    /// What the echo promises: 16 MiB, in one frame and in fragments; not a byte more.
    @Test(arguments: [1 << 20, 1 << 22, 1 << 24])
    func aLongMessageComesBackWholeOrInFragments(length: Int) throws {
        let client = try echo()
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) }
        let cut = length / 3

        client.socket.send(WebSocketClient.frame(2, payload))
        let whole = try client.receive()
        client.socket.send(WebSocketClient.frame(2, Array(payload[..<cut]), fin: false))
        client.socket.send(WebSocketClient.frame(0, Array(payload[cut...])))
        let joined = try client.receive()

        // Not as an expectation's operand: a failure would print it.
        let isWhole = whole?.payload == payload
        let isJoined = joined?.payload == payload
        #expect(isWhole && isJoined)
        #expect(whole?.opcode == 2 && joined?.opcode == 2)
    }

    @Test func aByteBeyondTheEchosBoundClosesWith1009() throws {
        let client = try echo()
        let half = [UInt8](repeating: 0, count: 1 << 23)

        client.socket.send(WebSocketClient.frame(2, half, fin: false))
        client.socket.send(WebSocketClient.frame(0, half, fin: false))
        client.socket.send(WebSocketClient.frame(0, [0]))

        #expect(try client.receive()?.code == 1009)
    }

    @Test func fragmentsAreJoinedAndPingsInBetweenAnswered() throws {
        let client = try echo()
        let text = Array("κόσμε".utf8)

        client.socket.send(WebSocketClient.frame(1, Array(text[..<3]), fin: false))
        client.socket.send(WebSocketClient.frame(9, Array("p".utf8)))
        client.socket.send(WebSocketClient.frame(0, [], fin: false))
        client.socket.send(WebSocketClient.frame(0, Array(text[3...])))

        #expect(try client.receive() == .init(opcode: 10, payload: Array("p".utf8)))
        #expect(try client.receive() == .init(opcode: 1, payload: text))
    }

    @Test func framesBehindTheHandshakeAndByteByByteAreRead() throws {
        let client = try echo(behind: WebSocketClient.frame(1, Array("early".utf8)))
        #expect(try client.receive()?.text == "early")

        for byte in WebSocketClient.frame(1, Array("slow".utf8)) { client.socket.send([byte]) }

        #expect(try client.receive()?.text == "slow")
    }

    static let broken: [(name: String, bytes: [UInt8], code: Int)] = [
        ("unmasked", WebSocketClient.frame(1, [0x61], masked: false), 1002),
        ("RSV1 without an extension", WebSocketClient.frame(1, [0x61], bits: 0x40), 1002),
        ("RSV2", WebSocketClient.frame(1, [0x61], bits: 0x20), 1002),
        ("a reserved opcode", WebSocketClient.frame(3, []), 1002),
        ("a reserved control opcode", WebSocketClient.frame(11, []), 1002),
        ("a fragmented ping", WebSocketClient.frame(9, [], fin: false), 1002),
        ("a long ping", WebSocketClient.frame(9, [UInt8](repeating: 0, count: 126)), 1002),
        ("nothing to continue", WebSocketClient.frame(0, [0x61]), 1002),
        (
            "a message in a message",
            WebSocketClient.frame(1, [0x61], fin: false) + WebSocketClient.frame(1, [0x61]), 1002
        ),
        ("not UTF-8", WebSocketClient.frame(1, [0xC0, 0xAF]), 1007),
        (
            "not UTF-8 in an unfinished message",
            WebSocketClient.frame(1, [0xED, 0xA0], fin: false), 1007
        ),
        ("a length in a word that fits a byte", [0x81, 0xFE, 0, 1, 1, 2, 3, 4, 0x60], 1002),
        (
            "a length in eight bytes that fits a word",
            [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3, 4], 1002
        ),
        (
            "a length beyond all bounds",
            [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], 1002
        ),
        ("not UTF-8 in an unfinished frame", unfinished([0x61, 0xC0]), 1007),
        (
            "not UTF-8 in an unfinished frame behind a fragment",
            WebSocketClient.frame(1, [0xE4], fin: false) + unfinished([0x61], opcode: 0), 1007
        ),
        ("cut UTF-8", WebSocketClient.frame(1, [0xE4, 0xBD]), 1007),
        ("a frame beyond the bound", [0x82, 0xFF, 0, 0, 0, 0, 2, 0, 0, 0, 1, 2, 3, 4], 1009),
        ("half a close code", WebSocketClient.frame(8, [3]), 1002),
        ("a close code of nothing", WebSocketClient.frame(8, [0, 0]), 1002),
        ("a reserved close code", WebSocketClient.frame(8, [0x03, 0xED]), 1002),
        ("a close reason that is not UTF-8", WebSocketClient.frame(8, [0x03, 0xE8, 0xFF]), 1007),
    ]

    /// The beginning of a text frame of 1,000 bytes.
    static func unfinished(_ start: [UInt8], opcode: UInt8 = 1) -> [UInt8] {
        let whole = start + [UInt8](repeating: 0x61, count: 1_000 - start.count)
        return Array(WebSocketClient.frame(opcode, whole).prefix(8 + start.count))
    }

    @Test(arguments: [1, 2, 3, 5, 1_000])
    func aLongTextMayArriveInAnyPieces(size: Int) throws {
        let client = try echo()
        let text = Array(String(repeating: "κόσμε 你好 🙂 ", count: 60).utf8)
        let bytes =
            WebSocketClient.frame(1, Array(text[..<401]), fin: false)
            + WebSocketClient.frame(9, [0x70]) + WebSocketClient.frame(0, Array(text[401...]))

        for at in stride(from: 0, to: bytes.count, by: size) {
            client.socket.send(Array(bytes[at..<min(at + size, bytes.count)]))
        }

        #expect(try client.receive() == .init(opcode: 10, payload: [0x70]))
        #expect(try client.receive() == .init(opcode: 1, payload: text))
    }

    @Test func inTheChatTooATextFailsWithItsFirstWrongByte() throws {
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "synced")

        client.socket.send(
            WebSocketClient.frame(1, Array(#"{"type":"ping","nonce":"n"}"#.utf8))
                + Self.unfinished([0x7B, 0xFF]))

        #expect(try client.receive()?.text == #"{"type":"pong","nonce":"n"}"#)
        #expect(try client.receive()?.code == 1007)
    }

    @Test(arguments: broken)
    func aBrokenFrameClosesWithItsCode(name: String, bytes: [UInt8], code: Int) throws {
        let client = try echo()

        client.socket.send(bytes)

        let frame = try client.receive()
        #expect(frame?.opcode == 8, "\(name)")
        #expect(frame?.code == code, "\(name)")
        #expect(try client.socket.endsInOrder(), "\(name)")
    }

    @Test func aCloseIsAnsweredWithItsCodeAndTheConnectionEnds() throws {
        let client = try echo()

        client.socket.send(WebSocketClient.frame(8, [0x0F, 0xA1] + Array("bye".utf8)))

        #expect(try client.receive() == .init(opcode: 8, payload: [0x0F, 0xA1]))
        #expect(try client.receive() == nil)
    }

    /// The close frame waits for what was asked before it, however slowly that is read.
    @Test func aCloseCutsNothingOff() throws {
        let client = try echo()
        let payload = [UInt8](repeating: 7, count: 1 << 23)

        client.socket.send(
            WebSocketClient.frame(2, payload) + WebSocketClient.frame(8, [0x03, 0xE8]))
        client.socket.finish()

        let isWhole = try client.receive()?.payload == payload
        #expect(isWhole)
        #expect(try client.receive() == .init(opcode: 8, payload: [0x03, 0xE8]))
        #expect(try client.receive() == nil)
    }

    @Test func messagesBeforeACloseInOneSegmentAreAllAnswered() throws {
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "synced")
        let messages = (0..<5).map {
            #"{"type":"message","client_message_id":"m\#($0)","content":"hello"}"#
        }

        client.socket.send(
            messages.flatMap { WebSocketClient.frame(1, Array($0.utf8)) }
                + WebSocketClient.frame(8, [0x03, 0xE8]))

        var frames: [WebSocketClient.Frame] = []
        while let frame = try client.receive() { frames.append(frame) }
        #expect(frames.count { $0.text.contains("\"ack\"") } == 5)
        #expect(frames.last == .init(opcode: 8, payload: [0x03, 0xE8]))
    }

    @Test func messagesBeforeTheEndOfTheInputAreAllAnswered() throws {
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "synced")

        client.send(#"{"type":"message","client_message_id":"m1","content":"hello"}"#)
        client.send(#"{"type":"message","client_message_id":"m2","content":"hello"}"#)
        client.socket.finish()

        var frames: [WebSocketClient.Frame] = []
        while let frame = try client.receive() { frames.append(frame) }
        #expect(frames.count { $0.text.contains("\"ack\"") } == 2)
        #expect(frames.last == .init(opcode: 8, payload: []))
    }

    @Test func tooLargeAMessageClosesWith1009() throws {
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "synced")

        client.socket.send(
            WebSocketClient.frame(1, [UInt8](repeating: 0x20, count: 65_537)))

        var last: WebSocketClient.Frame?
        while let frame = try client.receive() { last = frame }
        #expect(last?.code == 1009)
    }
}
