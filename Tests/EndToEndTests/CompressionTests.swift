import CZlib
import Testing

/// permessage-deflate (RFC 7692) against the running program, by bare frames.
@Suite(.serialized) struct CompressionTests: WebSocketSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    static let offers: [(offer: String, answer: String?)] = [
        (
            "permessage-deflate",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        ),
        (
            "permessage-deflate; client_max_window_bits; server_max_window_bits=10",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10"
        ),
        ("permessage-deflate; server_max_window_bits=8", nil),
        (
            "permessage-deflate; server_max_window_bits=8, permessage-deflate",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        ),
        ("permessage-deflate; unknown", nil),
        (
            #"x-other; a="1, permessage-deflate; b=\"2", permessage-deflate"#,
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        ),
        (#"x-other; a="1, permessage-deflate""#, nil),
        ("permessage-deflate; client_max_window_bits=+9", nil),
        ("x-other", nil),
    ]

    @Test(arguments: offers)
    func anOfferIsAnsweredOrDeclined(offer: String, answer: String?) throws {
        let client = try echo(["Sec-WebSocket-Extensions: \(offer)"])

        let header = client.head.first { $0.lowercased().hasPrefix("sec-websocket-extensions:") }

        #expect(client.isOpen)
        #expect(header?.dropFirst("sec-websocket-extensions: ".count).description == answer)
    }

    /// A stored deflate block a 65,535 bytes: compressed without a compressor.
    static func stored(_ payload: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var at = 0
        repeat {
            let part = payload[at..<min(at + 65_535, payload.count)]
            let length = UInt16(part.count)
            bytes += [0, UInt8(length & 0xFF), UInt8(length >> 8)]
            bytes += [UInt8(~length & 0xFF), UInt8(~length >> 8)] + part
            at += part.count
        } while at < payload.count
        return bytes + [0]
    }

    /// The message behind a compressed one, by zlib itself and with a window of `bits`; in small
    /// steps, for zlib looks back into all that one step has put out.
    static func inflated(_ payload: [UInt8], bits: Int32 = 15) throws -> [UInt8] {
        var stream = z_stream()
        try #require(frontdesk_inflate_init(&stream, -bits) == Z_OK)
        defer { inflateEnd(&stream) }
        var input = payload + [0x00, 0x00, 0xFF, 0xFF]
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 512)
        try input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            repeat {
                let count = try chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(chunk.count)
                    let status = inflate(&stream, Z_SYNC_FLUSH)
                    try #require(status == Z_OK || status == Z_BUF_ERROR)
                    return chunk.count - Int(stream.avail_out)
                }
                output += chunk[..<count]
            } while stream.avail_out == 0
        }
        return output
    }

    /// What a frame says, inflated where it is compressed.
    static func content(_ frame: WebSocketClient.Frame?) throws -> [UInt8] {
        let frame = try #require(frame)
        return frame.rsv1 ? try inflated(frame.payload) : frame.payload
    }

    /// 16,384 and its multiples fill the output chunk to the last byte.
    @Test(arguments: [0, 1, 100, 16_383, 16_384, 16_385, 32_768, 65_536, 200_000])
    func aCompressedMessageIsRead(length: Int) throws {
        let client = try echo(Self.deflate)
        let payload = [UInt8](repeating: UInt8(ascii: "y"), count: length)

        client.socket.send(WebSocketClient.frame(1, Self.stored(payload), bits: 0x40))
        client.socket.send(WebSocketClient.frame(1, Array("plain".utf8)))

        let first = try client.receive()
        #expect(first?.opcode == 1)
        #expect(first?.rsv1 == (length >= 256))
        #expect(try Self.content(first) == payload)
        #expect(try client.receive()?.text == "plain")
    }

    /// What cannot be compressed comes as more bytes than it has; the bound is that of the message.
    @Test(arguments: [(excess: 0, code: 0), (excess: 1, code: 1009)])
    func theBoundIsThatOfTheMessageBehindACompressedOne(excess: Int, code: Int) throws {
        let client = try echo(Self.deflate)
        let payload = [UInt8](repeating: 7, count: (1 << 24) + excess)

        client.socket.send(WebSocketClient.frame(2, Self.stored(payload), bits: 0x40))

        let frame = try #require(try client.receive())
        // Not as an expectation's operand: a failure would print it.
        let isAsBounded = try code == 0 ? Self.content(frame) == payload : frame.code == code
        #expect(isAsBounded)
    }

    @Test(arguments: [(excess: 0, code: 0), (excess: 1, code: 1009)])
    func theBoundOfTheChatIsThatOfTheMessage(excess: Int, code: Int) throws {
        let client = try WebSocketClient(port: desk.http, headers: Self.deflate)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "synced")
        let ping = Array(#"{"type":"ping","nonce":"n"}"#.utf8)
        let payload = ping + [UInt8](repeating: 0x20, count: 65_536 + excess - ping.count)

        client.socket.send(WebSocketClient.frame(1, Self.stored(payload), bits: 0x40))

        let frame = try #require(try client.receive())
        if code == 0 {
            #expect(try Self.content(frame) == Array(#"{"type":"pong","nonce":"n"}"#.utf8))
        } else {
            #expect(frame.code == code)
        }
    }

    /// Words that come again only beyond 1,024 bytes: a window of that size must do without them.
    @Test(arguments: [(offer: "", bits: 15), (offer: "; server_max_window_bits=10", bits: 10)])
    func whatIsSentCompressedFitsTheWindowAgreedOn(offer: String, bits: Int32) throws {
        let client = try echo(["Sec-WebSocket-Extensions: permessage-deflate\(offer)"])
        let block = (0..<500).map { "\($0 * 7_919 % 10_000) " }.joined()
        let payload = Array(String(repeating: block, count: 40).utf8)

        client.socket.send(WebSocketClient.frame(1, payload))

        let frame = try #require(try client.receive())
        #expect(frame.rsv1)
        #expect(frame.payload.count < payload.count)
        #expect(try Self.inflated(frame.payload, bits: bits) == payload)
    }

    @Test(arguments: [1, 7, 300, 40_000])
    func aCompressedMessageMayComeInFragments(size: Int) throws {
        let client = try echo(Self.deflate)
        let payload = Array(String(repeating: "κόσμε 你好 ", count: 4_000).utf8)
        let packed = Self.stored(Array(payload.prefix(size * 4)))
        var at = 0

        while at < packed.count {
            let end = min(at + size, packed.count)
            client.socket.send(
                WebSocketClient.frame(
                    at == 0 ? 2 : 0, Array(packed[at..<end]), fin: end == packed.count,
                    bits: at == 0 ? 0x40 : 0))
            if at == 0 { client.socket.send(WebSocketClient.frame(9, Array("p".utf8))) }
            at = end
        }

        #expect(try client.receive() == .init(opcode: 10, payload: Array("p".utf8)))
        let frame = try client.receive()
        #expect(frame?.opcode == 2)
        #expect(try Self.content(frame) == Array(payload.prefix(size * 4)))
    }

    /// A text may be cut in a character, by a fragment and by a block of the compressor.
    @Test func aCompressedTextIsValidatedAsAWhole() throws {
        let client = try echo(Self.deflate)
        let text = Array("κόσμε".utf8)
        let packed = [0, 3, 0, 252, 255] + text[..<3] + Self.stored(Array(text[3...]))

        client.socket.send(
            WebSocketClient.frame(1, Array(packed[..<7]), fin: false, bits: 0x40))
        client.socket.send(WebSocketClient.frame(0, Array(packed[7...])))

        #expect(try Self.content(try client.receive()) == text)
    }

    @Test(arguments: [[0xC0, 0xAF], [0x61, 0xED, 0xA0, 0x80], [0xE4, 0xBD]] as [[UInt8]])
    func aCompressedTextThatIsNotUTF8ClosesWith1007(payload: [UInt8]) throws {
        let client = try echo(Self.deflate)

        client.socket.send(WebSocketClient.frame(2, Self.stored(payload), bits: 0x40))
        let binary = try client.receive()
        client.socket.send(WebSocketClient.frame(1, Self.stored(payload), bits: 0x40))
        let text = try client.receive()

        #expect(binary == .init(opcode: 2, payload: payload))
        #expect(text?.opcode == 8)
        #expect(text?.code == 1007)
    }

    @Test func aBitForCompressionBelongsOnTheFirstFragmentOnly() throws {
        let client = try echo(Self.deflate)
        let packed = Self.stored(Array("hello".utf8))

        client.socket.send(
            WebSocketClient.frame(1, Array(packed[..<4]), fin: false, bits: 0x40))
        client.socket.send(WebSocketClient.frame(0, Array(packed[4...]), bits: 0x40))

        #expect(try client.receive()?.code == 1002)
    }

    @Test(arguments: [
        WebSocketClient.frame(1, [0xFF, 0xFF, 0xFF], bits: 0x40),
        WebSocketClient.frame(1, [0, 100, 0, 155, 255, 1, 2, 3], bits: 0x40),
        WebSocketClient.frame(9, [], bits: 0x40),
    ])
    func aDamagedCompressedMessageClosesWith1002(bytes: [UInt8]) throws {
        let client = try echo(Self.deflate)

        client.socket.send(bytes)

        #expect(try client.receive()?.code == 1002)
    }
}
