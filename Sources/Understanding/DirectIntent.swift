/// A message `/intent{"entity":"value"}`, as buttons send it.
package struct DirectIntent: Sendable, Hashable {
    /// The name behind the slash: letters, digits and `_-/.`.
    package var intent: String
    /// The scalar members of the object as text, in its order; of no place in the message.
    package var entities: [Entity]

    /// Longer texts are read as words: a button's payload is short.
    private static let bytesMax = 4_096

    /// nil where `text` is not of that form; whether there is such an intent is not asked.
    package init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "/"), text.utf8.count <= Self.bytesMax else {
            return nil
        }
        let rest = text.dropFirst()
        let name = rest.prefix { $0.isLetter || $0.isNumber || "_-/.".contains($0) }
        guard !name.isEmpty else { return nil }
        let tail = rest.dropFirst(name.count)
        guard tail.isEmpty || tail.first == "{" && tail.last == "}" else { return nil }
        intent = String(name)
        entities = Self.pairs(tail).map {
            Entity(name: $0, value: $1, start: 0, end: 0, source: .payload)
        }
    }

    /// The message that calls `intent` with these values: what ``init(_:)`` reads back.
    package static func payload(_ intent: String, _ values: KeyValuePairs<String, String>) -> String
    {
        func quoted(_ text: String) -> String {
            let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\"\(escaped)\""
        }
        let members = values.map { quoted($0) + ":" + quoted($1) }
        return "/\(intent){\(members.joined(separator: ","))}"
    }

    /// Names and scalar values of a JSON object, in order; nested values are passed over.
    private static func pairs(_ json: Substring) -> [(String, String)] {
        var pairs: [(String, String)] = []
        var rest = json.dropFirst()
        while let name = string(&rest) {
            rest = rest.drop { $0 == " " || $0 == ":" }
            switch rest.first {
            case "\"":
                if let value = string(&rest) { pairs.append((name, value)) }
            case "{", "[": skipNested(&rest)
            default:
                let literal = rest.prefix { !",}".contains($0) }
                rest = rest.dropFirst(literal.count)
                if !literal.isEmpty { pairs.append((name, literal.filter { $0 != " " })) }
            }
        }
        return pairs
    }

    /// Moves `rest` behind the object or array that it starts with.
    private static func skipNested(_ rest: inout Substring) {
        var depth = 0
        while let character = rest.first {
            if character == "\"" {
                guard string(&rest) != nil else { break }
                continue
            }
            if "{[".contains(character) { depth += 1 }
            if "}]".contains(character) { depth -= 1 }
            rest = rest.dropFirst()
            if depth == 0 { return }
        }
        rest = rest.suffix(0)
    }

    /// The next quoted string of `rest`, which then starts behind it (RFC 8259, section 7).
    private static func string(_ rest: inout Substring) -> String? {
        guard let open = rest.firstIndex(of: "\"") else { return nil }
        var text = ""
        var at = rest.index(after: open)
        while at < rest.endIndex {
            let character = rest[at]
            at = rest.index(after: at)
            if character == "\"" {
                rest = rest[at...]
                return text
            }
            guard character == "\\" else {
                text.append(character)
                continue
            }
            guard at < rest.endIndex else { break }
            let escape = rest[at]
            at = rest.index(after: at)
            if escape == "u" {
                let digits = rest[at...].prefix(4)
                guard digits.count == 4 else { break }
                let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
                text.unicodeScalars.append(scalar ?? "\u{FFFD}")
                at = digits.endIndex
            } else {
                text.append(escapes[escape] ?? escape)
            }
        }
        return nil
    }

    private static let escapes: [Character: Character] = [
        "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "f": "\u{C}",
    ]
}
