/// A message `/intent{"entity":"value"}`, as buttons send it.
package struct DirectIntent: Sendable, Hashable {
    /// The name behind the slash: letters, digits and `_-/.`.
    package var intent: String
    /// The scalar members of the object as text, but for `null`, in its order; of no place in the
    /// message.
    package var entities: [Entity]

    /// Longer texts are read as words: a button's payload is short.
    private static let bytesMax = 4_096

    /// nil where `text` is not of that form; whether there is such an intent is not asked.
    package init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "/"), text.utf8.count <= Self.bytesMax else {
            return nil
        }
        // A mark that joins the slash makes a word of it.
        let rest = Substring(text.unicodeScalars.dropFirst())
        let name = rest.prefix { $0.isLetter || $0.isNumber || "_-/.".contains($0) }
        guard !name.isEmpty else { return nil }
        let tail = rest.dropFirst(name.count)
        guard tail.isEmpty || tail.first == "{" && tail.last == "}" else { return nil }
        intent = String(name)
        entities = Self.pairs(tail).map {
            Entity(name: $0, value: $1, start: 0, end: 0, source: .payload)
        }
    }

    /// The message that calls `intent`.
    package static func payload(_ intent: String) -> String { "/" + intent }

    /// The message that calls `intent` with these values: what ``init(_:)`` reads back.
    package static func payload(_ intent: String, _ values: KeyValuePairs<String, String>) -> String
    {
        func quoted(_ text: String) -> String {
            var scalars = String.UnicodeScalarView()
            for scalar in text.unicodeScalars {
                if scalar == "\\" || scalar == "\"" { scalars.append("\\") }
                scalars.append(scalar)
            }
            return "\"\(String(scalars))\""
        }
        let members = values.map { quoted($0) + ":" + quoted($1) }
        return payload(intent) + "{\(members.joined(separator: ","))}"
    }

    /// JSON goes by scalars: a quotation mark counts also before a combining mark.
    private typealias Scalars = Substring.UnicodeScalarView

    /// Names and scalar values of a JSON object, in order; nested values are passed over.
    private static func pairs(_ json: Substring) -> [(String, String)] {
        var pairs: [(String, String)] = []
        var rest = json.unicodeScalars.dropFirst()
        while let name = string(&rest) {
            rest = rest.drop { $0 == " " || $0 == ":" }
            switch rest.first {
            case "\"":
                if let value = string(&rest) { pairs.append((name, value)) }
            case "{", "[": skipNested(&rest)
            default:
                let literal = rest.prefix { $0 != "," && $0 != "}" }
                rest = rest.dropFirst(literal.count)
                let value = String(literal.filter { $0 != " " })
                if !value.isEmpty, value != "null" { pairs.append((name, value)) }
            }
        }
        return pairs
    }

    /// Moves `rest` behind the object or array that it starts with.
    private static func skipNested(_ rest: inout Scalars) {
        var depth = 0
        while let scalar = rest.first {
            if scalar == "\"" {
                guard string(&rest) != nil else { break }
                continue
            }
            if scalar == "{" || scalar == "[" { depth += 1 }
            if scalar == "}" || scalar == "]" { depth -= 1 }
            rest = rest.dropFirst()
            if depth == 0 { return }
        }
        rest = rest.suffix(0)
    }

    /// The next quoted string of `rest`, which then starts behind it (RFC 8259, section 7); behind
    /// one that is none nothing is read.
    private static func string(_ rest: inout Scalars) -> String? {
        rest = rest.drop { $0 != "\"" }.dropFirst()
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "\"" { return String(text) }
            guard let meant = scalar == "\\" ? escaped(&rest) : scalar else { break }
            // An escape must not bring in what no content may have.
            let isControl = meant.properties.generalCategory == .control
            if !isControl || meant == "\n" || meant == "\t" { text.append(meant) }
        }
        rest = rest.suffix(0)
        return nil
    }

    /// What the escape stands for that goes on with `rest` behind its backslash.
    private static func escaped(_ rest: inout Scalars) -> Unicode.Scalar? {
        guard let letter = rest.popFirst() else { return nil }
        guard letter == "u" else { return escapes[letter] ?? letter }
        guard let unit = codeUnit(&rest) else { return nil }
        return Unicode.Scalar(unit) ?? pair(unit, &rest) ?? "\u{FFFD}"
    }

    /// The scalar of a surrogate and the other one, which `rest` begins with.
    private static func pair(_ high: UInt16, _ rest: inout Scalars) -> Unicode.Scalar? {
        var behind = rest.dropFirst(2)
        guard UTF16.isLeadSurrogate(high), rest.starts(with: "\\u".unicodeScalars),
            let low = codeUnit(&behind), UTF16.isTrailSurrogate(low)
        else { return nil }
        rest = behind
        return Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    }

    private static func codeUnit(_ rest: inout Scalars) -> UInt16? {
        let digits = rest.prefix(4)
        rest = rest.dropFirst(4)
        return digits.count == 4 ? UInt16(hexDigits: digits) : nil
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "f": "\u{C}",
    ]
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// The number that all of `digits` writes in hexadecimal; nil for a sign, which
    /// `init(_:radix:)` takes, for any other scalar, for nothing and for what is too large.
    package init?(hexDigits digits: some Sequence<Unicode.Scalar>) {
        var value: Self?
        for scalar in digits {
            let (shifted, isTooLarge) = (value ?? 0).multipliedReportingOverflow(by: 16)
            guard !isTooLarge, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
                return nil
            }
            value = shifted + Self(digit)
        }
        guard let value else { return nil }
        self = value
    }
}
