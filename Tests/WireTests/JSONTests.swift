import Testing
import Understanding
import Wire

@Suite struct JSONTests {
    static let valid: [(text: String, value: JSON)] = [
        ("{}", .object([])),
        (
            " [1, -2.5e1 ,true,null] ",
            .array([.integer(1), .number(-25), .bool(true), .null])
        ),
        ("\"a\\u00e9\\ud83d\\ude42\\n\\\"\"", .string("aé🙂\n\"")),
        (
            "{\"a\":{\"b\":[]}}",
            .object([
                .init(name: "a", value: .object([.init(name: "b", value: .array([]))]))
            ])
        ),
        ("9223372036854775808", .number(9.223372036854775808e18)),
    ]

    @Test(arguments: valid)
    func validTextIsItsValue(text: String, value: JSON) throws {
        #expect(try JSONParser.parse(Array(text.utf8)) == value)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "01", "1.", "\"\\ud800\"", "\"\\x\"", "\"a\nb\"", "tru", "1 2",
        "{\"a\":1,}", "-", "\"open", String(repeating: "[", count: 1_000),
    ])
    func invalidTextIsRefused(text: String) {
        #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<500 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0..<20, using: &random)).compactMap { _ in
                        Unicode.Scalar(UInt32.random(in: 0..<0x3000, using: &random))
                    }))
            var writer = JSONWriter()
            writer.object {
                $0.field("text", text)
                $0.field("n", Int64.min)
                $0.name("list")
                $0.array([1, 2]) { $0.integer($1) }
            }

            let read = try JSONParser.parse(writer.bytes)

            #expect(read["text"] == .string(text), "seed \(seed)")
            #expect(read["n"] == .integer(.min), "seed \(seed)")
            #expect(read["list"] == .array([.integer(1), .integer(2)]), "seed \(seed)")
        }
    }

    @Test func noBytesTrapTheParser() {
        let seed = UInt64.random(in: 0...UInt64.max)
        // A trap leaves no other word of it.
        print("bytes for the JSON parser: seed \(seed)")
        var random = SplitMix(seed: seed)
        let alphabet = Array("{}[]\",:\\u0123456789eE+-.truefalsn \u{1F642}".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            _ = try? JSONParser.parse(bytes)
        }
    }

    @Test(
        arguments: [
            ("[]", []), (" [ 1 , {\"a\":[2]} ] ", ["1", "{\"a\":[2]}"]), ("[\"],[\"]", ["\"],[\""]),
        ] as [(String, [String])])
    func theElementsOfAnArrayAreFound(json: String, elements: [String]) throws {
        let bytes = Array(json.utf8)

        let found = try JSONParser.elements(of: bytes)

        #expect(found.map { String(decoding: bytes[$0], as: UTF8.self) } == elements)
    }

    @Test(arguments: ["", "{}", "[", "[1", "[1,]", "[1]x", "[1 2]"])
    func whatIsNoArrayHasNoElements(json: String) {
        #expect(throws: JSONError.self) { try JSONParser.elements(of: Array(json.utf8)) }
    }
}
