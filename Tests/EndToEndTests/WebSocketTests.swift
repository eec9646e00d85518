import CZlib
import Foundation
import Testing

// One after another: a hundred servers at once would measure the machine.
/// RFC 6455 and RFC 7692 against the running program, by bare frames.
@Suite(.serialized) struct WebSocketTests {
    /// One a test: it goes with its test.
    let desk: RunningDesk

    init() throws {
        desk = try RunningDesk([
            "--conformance", "--web-allowed-origins", "https://shop.example",
            "--limits-message-burst", "0",
        ])
    }

    func echo(_ headers: [String] = [], behind: [UInt8] = []) throws -> WebSocketClient {
        try WebSocketClient(
            port: desk.http, path: "/_conformance/echo", headers: headers, behind: behind)
    }

    static let deflate = ["Sec-WebSocket-Extensions: permessage-deflate"]

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
        ("half a close code", WebSocketClient.frame(8, [3]), 1002),
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

    static let subprotocols: [(offers: [String], answer: String?)] = [
        ([], nil), (["chat.v1.json"], "chat.v1.json"), (["superchat"], nil),
        (["superchat, chat.v1.json"], "chat.v1.json"),
        (["superchat", "chat.v1.json"], "chat.v1.json"), (["chat.v1.jsonx"], nil),
    ]

    @Test(arguments: subprotocols)
    func theSubprotocolIsChosenWhereItIsOffered(offers: [String], answer: String?) throws {
        let client = try WebSocketClient(
            port: desk.http, headers: offers.map { "Sec-WebSocket-Protocol: \($0)" })

        let name = "sec-websocket-protocol: "
        let header = client.head.first { $0.lowercased().hasPrefix(name) }
        client.send(#"{"type":"hello","version":1}"#)

        #expect(client.isOpen)
        #expect(header.map { String($0.dropFirst(name.count)) } == answer)
        #expect(try client.receive()?.text.contains("\"welcome\"") == true)
    }

    static let handshakes: [(name: String, headers: [String], status: String)] = [
        ("no origin", [], "101"),
        ("an allowed origin", ["Origin: https://shop.example"], "101"),
        ("a foreign origin", ["Origin: https://evil.example"], "403"),
        ("a null origin", ["Origin: null"], "403"),
    ]

    @Test(arguments: handshakes)
    func theOriginDecidesAboutTheUpgrade(name: String, headers: [String], status: String) throws {
        let client = try WebSocketClient(port: desk.http, headers: headers)

        #expect(client.head.first?.contains(" \(status) ") == true, "\(name): \(client.head)")
    }

    /// A proxy on this machine passes on the name that people see.
    @Test(arguments: [
        ("desk.example", "https://desk.example", "101"), ("localhost", "http://localhost", "101"),
        ("[::1]:8080", "http://[::1]:8080", "101"), ("desk.example", "https://shop.example", "101"),
        ("desk.example", "https://other.example", "403"),
    ])
    func theServersOwnOriginIsThatOfTheHostAskedFor(
        host: String, origin: String, status: String
    ) throws {
        let socket = try Socket(port: desk.http)

        socket.send(Self.handshake(host: host, more: "Origin: \(origin)\r\n"))

        #expect(try socket.line()?.hasPrefix("HTTP/1.1 \(status) ") == true)
    }

    @Test(arguments: ["", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25j!!==", "short"])
    func aKeyThatIsNoneIsABadRequest(key: String) throws {
        let socket = try Socket(port: desk.http)

        socket.send(Self.handshake(key: key))

        #expect(try socket.line()?.hasPrefix("HTTP/1.1 400 ") == true)
    }

    static func handshake(
        host: String = "localhost", key: String = "dGhlIHNhbXBsZSBub25jZQ==", more: String = ""
    ) -> String {
        "GET /v1/chat HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: \(key)\r\n\(more)\r\n"
    }

    @Test func aRequestThatIsNoUpgradeGets426AndTheConnectionEnds() throws {
        let socket = try Socket(port: desk.http)
        socket.send(
            "GET /v1/chat HTTP/1.1\r\nHost: x\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n")

        let lines = try socket.allLines()

        #expect(lines.first?.hasPrefix("HTTP/1.1 426") == true)
        #expect(lines.contains { $0.lowercased().hasPrefix("connection: close") })
    }
}
