/// Writes JSON into one byte buffer; the caller keeps the order, the writer the commas.
package struct JSONWriter {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() { bytes.reserveCapacity(256) }

    /// What `body` writes.
    package static func written(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        body(&writer)
        return writer.bytes
    }

    /// An object, whose members `body` writes.
    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    /// An array, whose elements `body` writes one by one.
    package mutating func array<Element>(
        _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
    ) {
        open(UInt8(ascii: "["))
        for element in elements { body(&self, element) }
        close(UInt8(ascii: "]"))
    }

    /// The name of the member whose value comes next.
    package mutating func name(_ name: StaticString) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A text, with what JSON does not take as it is escaped.
    package mutating func string(_ text: String) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { escaped($0) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A whole number of any size.
    package mutating func integer(_ value: some BinaryInteger) { literal(String(value)) }

    /// A number, rounded to four places: scores need no more. What is none, or beyond all scores,
    /// is null.
    package mutating func fraction(_ value: Double) {
        let scaled = (value * 10_000).rounded()
        guard scaled.isFinite, abs(scaled) < 1e15 else { return null() }
        literal(String(scaled / 10_000))
    }

    /// `true` or `false`.
    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    /// `null`.
    package mutating func null() { literal("null") }

    /// Appends a value that is JSON already.
    package mutating func raw(_ json: [UInt8]) {
        comma()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// A member whose value is a text.
    package mutating func field(_ key: StaticString, _ value: String) {
        name(key)
        string(value)
    }

    /// A member whose value is a text, or no member where there is none.
    package mutating func field(_ key: StaticString, _ value: String?) {
        guard let value else { return }
        name(key)
        string(value)
    }

    /// A member whose value is a whole number.
    package mutating func field(_ key: StaticString, _ value: some BinaryInteger) {
        name(key)
        integer(value)
    }

    /// A member whose value is true or false.
    package mutating func field(_ key: StaticString, _ value: Bool) {
        name(key)
        bool(value)
    }

    /// A member whose value is a number, as ``fraction(_:)`` writes it.
    package mutating func field(_ key: StaticString, _ value: Double) {
        name(key)
        fraction(value)
    }

    private mutating func literal(_ text: String) {
        comma()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
        var from = 0
        for (at, byte) in text.enumerated() {
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                continue
            }
            bytes.append(contentsOf: text[from..<at])
            from = at + 1
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
            default:
                bytes.append(contentsOf: "u00".utf8)
                for digit in [byte >> 4, byte & 15] {
                    bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
                }
            }
        }
        bytes.append(contentsOf: text[from...])
    }
}
