/// A tag of HTML or JSX within a line or over several: `<Tab title="Web">`, `</Tab>`, `<br/>`.
struct Tag {
    enum Kind { case opening, closing, alone }

    /// Empty for a fragment of JSX, `<>`.
    private(set) var name: Substring
    private(set) var kind = Kind.opening
    private(set) var attributes: [Attribute] = []
    /// What follows it.
    private(set) var rest: Substring

    struct Attribute {
        /// Empty where a shortcode has a value without a name.
        var name: Substring
        /// Nil where only the name stands.
        var value: Substring?
    }

    /// Bytes of a tag: what opens one and never closes it costs a look as far.
    static let lengthMax = 1_000
    /// Bytes of one in a sentence or around a summary.
    static let inTextLengthMax = 300

    /// Attributes of components that are shown as their titles; the first that is there counts.
    static let titleNames = ["title", "label", "summary"]

    /// The tag that `text` starts with; nil where it starts with none. An address in angle
    /// brackets is none.
    init?(_ text: Substring, atMost length: Int = lengthMax) {
        var reader = Reader(text, atMost: length)
        guard reader.cut("<") else { return nil }
        if reader.cut("/") { kind = .closing }
        name = reader.name()
        guard name.isEmpty || name.utf8.first.map(Self.isLetter) == true else { return nil }
        rest = text
        while !reader.cut(">") {
            let isParted = reader.cutBlanks()
            if reader.cut("/") {
                guard kind == .opening, reader.cut(">") else { return nil }
                kind = .alone
                break
            }
            if reader.cut(">") { break }
            guard isParted, kind == .opening, let attribute = reader.attribute() else { return nil }
            attributes.append(attribute)
        }
        guard !name.isEmpty || attributes.isEmpty && kind != .alone else { return nil }
        rest = text[reader.rest.startIndex...]
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    /// The value of an attribute; empty where it is an expression.
    func value(of name: String) -> Substring? {
        attributes.first { $0.name == name[...] }?.value
    }

    /// Whether words stand where attributes have values: `<your name>`, `a <b and c> d`.
    var isWords: Bool { attributes.first.map { $0.name.isEmpty || $0.value == nil } ?? false }

    /// Whether the name is one of HTML's: small letters and digits. The `title` of such an element
    /// is seen only under a pointer.
    var isHTML: Bool {
        name.utf8.allSatisfy {
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        }
    }
}

/// Reads a tag byte by byte.
private struct Reader {
    private let text: Substring
    private(set) var rest: Substring.UTF8View

    init(_ text: Substring, atMost length: Int) {
        self.text = text
        rest = text.utf8.prefix(length)
    }

    mutating func cut(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Whether there were blanks.
    mutating func cutBlanks() -> Bool {
        let start = rest.startIndex
        rest = rest.drop { " \t\n\r".utf8.contains($0) }
        return rest.startIndex > start
    }

    /// Letters, digits, hyphens, underscores and points; empty where there are none.
    mutating func name() -> Substring { word(but: " \t\n\r<>/={}()[]'\"`:;,@#*!?$%&+\\|^~") }

    private mutating func word(but ends: StaticString) -> Substring {
        let start = rest.startIndex
        ends.withUTF8Buffer { ends in rest = rest.drop { !ends.contains($0) } }
        return text[start..<rest.startIndex]
    }

    /// `name`, `name="value"`, `name={value}`, `{...values}`, or a value in quotes.
    mutating func attribute() -> Tag.Attribute? {
        if let first = rest.first, "\"'{".utf8.contains(first) {
            return value().map { Tag.Attribute(name: "", value: $0) }
        }
        let name = word(but: " \t\n\r<>/={}'\"`")
        guard !name.isEmpty else { return nil }
        guard cut("=") else { return Tag.Attribute(name: name, value: nil) }
        return value().map { Tag.Attribute(name: name, value: $0) }
    }

    private mutating func value() -> Substring? {
        switch rest.first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return quoted()
        case UInt8(ascii: "{"): return braced()
        default:
            let value = word(but: " \t\n\r<>'\"`")
            return value.isEmpty ? nil : value
        }
    }

    private mutating func quoted() -> Substring? {
        guard let quote = rest.popFirst(), let end = rest.firstIndex(of: quote) else { return nil }
        defer { rest = rest[end...].dropFirst() }
        return text[rest.startIndex..<end]
    }

    /// The text in quotes in braces; empty where they hold an expression.
    private mutating func braced() -> Substring? {
        let start = rest.startIndex
        var depth = 0
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            guard depth == 0 else { continue }
            let inner = text[start..<rest.startIndex].dropFirst().dropLast()
            guard let first = inner.utf8.first, "\"'`".utf8.contains(first) else {
                return inner.prefix(0)
            }
            var reader = Reader(inner, atMost: inner.utf8.count)
            guard let value = reader.quoted(), reader.rest.isEmpty else { return inner.prefix(0) }
            return value
        }
        return nil
    }
}
