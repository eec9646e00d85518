import Testing
import Understanding
import Wire

@Suite struct LineDecoderTests {
    static func decoder() -> LineDecoder { LineDecoder(textMax: 10, frameMax: 20) }

    static func line(_ text: String) -> DecodedLine { .line(Array(text.utf8)) }

    static func tooLong(_ head: String) -> DecodedLine { .tooLong(.init(read: Array(head.utf8))) }

    static let table: [(bytes: [UInt8], lines: [DecodedLine])] = [
        (Array("a\nb\r\n\n\r\nc".utf8), [line("a"), line("b"), line("c")]),
        (Array("\u{FEFF}hi\n".utf8), [line("hi")]),
        (
            Array("12345678901\nok\n".utf8),
            [tooLong("12345678901"), line("ok")]
        ),
        (Array("{234567890123456789}\n".utf8), [line("{234567890123456789}")]),
        (Array("GET /aaaaaaaa HTTP/1.1\n".utf8), [tooLong("GET /aaaaaa")]),
        (Array("{2345678901234567890}\n".utf8), [tooLong("{2345678901234567890}")]),
        ([0xFF, 0xFB, 0x01] + Array("hi\n".utf8), [line("hi")]),
        ([0xFF, 0xFA, 0x1F, 0, 80, 0, 24, 0xFF, 0xF0] + Array("hi\n".utf8), [line("hi")]),
        (Array("hi\r\0\n".utf8), [line("hi")]),
        (Array("a\rb\n".utf8), [line("a\rb")]),
        ([0xFF, 0x0A, 0x61, 0x0A], [.line([0xFF]), line("a")]),
        ([0xFF, 0xFE, 0x0A], [.line([0xFF, 0xFE])]),
        ([0x61, 0xFF], [.line([0x61, 0xFF])]),
        ([0xFF, 0xFD, 0xC9] + Array("hi\n".utf8), [line("hi")]),
        // A stray beginning of a subnegotiation swallows nothing, at the end or further on.
        ([0xFF, 0xFA] + Array("a\nb\n".utf8), [.line([0xFF, 0xFA, 0x61]), line("b")]),
        ([0xFF, 0xFA], [.line([0xFF, 0xFA])]),
        (
            [0xFF, 0xFA, 0x61, 0x0A] + Array(repeating: 0x0A, count: 62) + Array("b\nc\n".utf8),
            [.line([0xFF, 0xFA, 0x61]), line("b"), line("c")]
        ),
    ]

    @Test(arguments: table)
    func bytesBecomeLines(bytes: [UInt8], lines: [DecodedLine]) {
        var decoder = Self.decoder()

        var found = decoder.decode(bytes)
        found += decoder.finish()

        #expect(found == lines)
    }

    static let heads: [(head: String, isFrame: Bool, isRequest: Bool, id: String?)] = [
        ("12345678901", false, false, nil), ("{\"type\":", true, false, nil),
        (#"{"type":"message","client_message_id":"7","content":"xxx"#, true, false, "7"),
        (#"{"client_message_id":"7","type":"me"#, true, false, "7"),
        (#"{"type":"message","content":"\u00"#, true, false, nil),
        (#"{"content":"xxx","client_message_id":"7"#, true, false, nil),
        (#"{"profile":{"client_message_id":"8"},"content":"xxx"#, true, false, nil),
        (#"{"client_message_id":"\#(String(repeating: "1", count: 65))","co"#, true, false, nil),
        ("CONNECT a:443", false, true, nil), ("ERROR a:443 xxx", false, false, nil),
        ("GET /aaaaaa", false, true, nil), ("HELLO I need", false, false, nil),
        ("@7 xxxxxxxx", false, false, "7"), ("@anna xxxx", false, false, nil),
        ("@\(String(repeating: "1", count: 64)) ", false, false, String(repeating: "1", count: 64)),
    ]

    @Test(arguments: heads)
    func theHeadOfASwallowedLineSaysWhatItWas(
        head: String, isFrame: Bool, isRequest: Bool, id: String?
    ) {
        let line = SwallowedLine(read: Array(head.utf8))

        #expect((line.isFrame, line.isRequest) == (isFrame, isRequest))
        #expect(line.id == id)
    }

    @Test func theLongestIDOfASwallowedLineIsKept() {
        var decoder = LineDecoder(textMax: 100, frameMax: 100)
        let id = String(repeating: "1", count: WireLimits.clientMessageIDBytes)

        let lines = decoder.decode(Array("@\(id) \(String(repeating: "x", count: 200))\n".utf8))

        #expect(lines == [Self.tooLong("@\(id) ")])
    }

    @Test func anySplitOfTheBytesGivesTheSameLines() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let alphabet: [UInt8] = [
            0x61, 0x0A, 0x0D, 0, 0xFF, 0xFB, 0xFA, 0xF0, 0x7B, 0xE4, 0xBD, 0xA0,
        ]
        for _ in 0..<2_000 {
            let bytes = (0..<40).map { _ in alphabet[Int.random(in: 0..<12, using: &random)] }
            var whole = Self.decoder()
            var pieces = Self.decoder()

            let expected = whole.decode(bytes)
            var found: [DecodedLine] = []
            var at = 0
            while at < bytes.count {
                let end = min(at + Int.random(in: 1...5, using: &random), bytes.count)
                found += pieces.decode(bytes[at..<end])
                at = end
            }

            #expect(found == expected, "seed \(seed)")
            #expect(whole.finish() == pieces.finish(), "seed \(seed)")
        }
    }
}
