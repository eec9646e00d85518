/// Where and why a text is not JSON.
package struct JSONError: Error, Sendable, Hashable {
    /// Byte position of the fault.
    package var position: Int
    /// What is wrong there, as `':' is missing`.
    package var reason: String
}

/// A strict parser over UTF-8 bytes with a depth limit, one pass, no recursion beyond the limit.
package struct JSONParser {
    /// Deeper nesting than any frame needs; a limit, so that no input exhausts the stack.
    package static let depthMax = 32

    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The value in `bytes`, which must be valid UTF-8 and hold nothing else.
    package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
        let result: Result<JSON, JSONError> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer)
            do throws(JSONError) {
                let value = try parser.value(depth: 0)
                parser.skipBlanks()
                guard parser.at == buffer.count else {
                    return .failure(parser.fault("text after the value"))
                }
                return .success(value)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Byte ranges of the elements of the array in `bytes`, which must be valid UTF-8 and hold
    /// nothing else; each element is JSON.
    package static func elements(of bytes: [UInt8]) throws(JSONError) -> [Range<Int>] {
        let result: Result<[Range<Int>], JSONError> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer)
            do throws(JSONError) {
                return .success(try parser.elements())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private mutating func elements() throws(JSONError) -> [Range<Int>] {
        skipBlanks()
        guard take(UInt8(ascii: "[")) else { throw fault("'[' is missing") }
        var ranges: [Range<Int>] = []
        skipBlanks()
        if !take(UInt8(ascii: "]")) {
            repeat {
                skipBlanks()
                let start = at
                _ = try value(depth: 1)
                ranges.append(start..<at)
                skipBlanks()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw fault("']' is missing") }
        }
        skipBlanks()
        guard at == bytes.count else { throw fault("text after the value") }
        return ranges
    }

    /// The text of the member `name` of the object whose first bytes these are, which may be cut
    /// anywhere; nil where it does not stand in them. Of a repeated name the last one counts.
    package static func text(of name: String, inHead bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer)
            return parser.text(of: name)
        }
    }

    private mutating func text(of name: String) -> String? {
        var text: String?
        skipBlanks()
        guard take(UInt8(ascii: "{")) else { return nil }
        do throws(JSONError) {
            repeat {
                let member = try member(depth: 0)
                if member.name == name { text = member.value.string }
                skipBlanks()
            } while take(UInt8(ascii: ","))
        } catch {
            // Cut inside a member: what stood before it counts.
            return text
        }
        return text
    }

    private func fault(_ reason: String) -> JSONError { JSONError(position: at, reason: reason) }

    private mutating func skipBlanks() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth < Self.depthMax else { throw fault("nested deeper than \(Self.depthMax)") }
        skipBlanks()
        guard at < bytes.count else { throw fault("ends where a value should be") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let length = text.utf8CodeUnitCount
        guard at + length <= bytes.count else { throw fault("unknown word") }
        for offset in 0..<length where bytes[at + offset] != text.utf8Start[offset] {
            throw fault("unknown word")
        }
        at += length
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSON {
        at += 1
        var members: [JSON.Member] = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            members.append(try member(depth: depth))
            skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw fault("'}' is missing") }
            return .object(members)
        }
    }

    private mutating func member(depth: Int) throws(JSONError) -> JSON.Member {
        skipBlanks()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
            throw fault("a member's name is missing")
        }
        let name = try string()
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { throw fault("':' is missing") }
        return JSON.Member(name: name, value: try value(depth: depth + 1))
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSON {
        at += 1
        var elements: [JSON] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw fault("']' is missing") }
            return .array(elements)
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func string() throws(JSONError) -> String {
        at += 1
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") {
            guard bytes[at] >= 0x20 else { throw fault("a control character in a string") }
            at += 1
        }
        guard at < bytes.count else { throw fault("a string does not end") }
        if bytes[at] == UInt8(ascii: "\"") {
            defer { at += 1 }
            return String(decoding: bytes[start..<at], as: UTF8.self)
        }
        var text = Array(bytes[start..<at])
        while true {
            guard at < bytes.count else { throw fault("a string does not end") }
            let byte = bytes[at]
            guard byte >= 0x20 else { throw fault("a control character in a string") }
            at += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard at < bytes.count else { throw fault("a string does not end") }
        defer { at += 1 }
        switch bytes[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[at])
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): try unicode(into: &text)
        default: throw fault("an unknown escape")
        }
    }

    /// `\uXXXX`, with the second half of a surrogate pair; leaves `at` on the last digit.
    private mutating func unicode(into text: inout [UInt8]) throws(JSONError) {
        var value = try hex()
        if 0xD800..<0xDC00 ~= value {
            guard at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "\\"),
                bytes[at + 2] == UInt8(ascii: "u")
            else { throw fault("half a surrogate pair") }
            at += 2
            let low = try hex()
            guard 0xDC00..<0xE000 ~= low else { throw fault("half a surrogate pair") }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw fault("half a surrogate pair") }
        text.append(contentsOf: scalar.utf8)
    }

    /// Four hexadecimal digits behind `at`, which moves to the last of them.
    private mutating func hex() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            at += 1
            guard at < bytes.count, let digit = Self.hexValue(bytes[at]) else {
                throw fault("four hexadecimal digits are missing")
            }
            value = value << 4 | digit
        }
        return value
    }

    private static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = at
        _ = take(UInt8(ascii: "-"))
        let leadingZero = at < bytes.count && bytes[at] == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !leadingZero || whole == 1 else { throw fault("not a value") }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw fault("digits are missing") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw fault("digits are missing") }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        return .number(Double(text) ?? 0)
    }

    private mutating func digits() -> Int {
        let start = at
        while at < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[at] { at += 1 }
        return at - start
    }
}
