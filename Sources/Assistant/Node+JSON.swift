import Yams

extension Node {
    /// The value of a JSON text, each part with its line; nil where the text is empty.
    ///
    /// JSON is read as a flow value of YAML, which it is nearly a part of (YAML 1.2, section 1.2).
    static func json(_ text: String) throws -> Node? {
        try Yams.compose(yaml: withWholeEscapes(text))
    }

    /// The text of a scalar, but of `null` none.
    var text: String? { null == nil ? string : nil }

    /// `text` with the surrogate pairs of its escapes, as `\ud83d\ude00`, made the one escape that
    /// YAML has for them, `\U0001F600`.
    private static func withWholeEscapes(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let backslash = UInt8(ascii: "\\")
        guard bytes.contains(backslash) else { return text }
        var whole: [UInt8] = []
        whole.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            if let scalar = surrogatePair(bytes[at...]) {
                let digits = String(scalar, radix: 16)
                whole += "\\U\(String(repeating: "0", count: 8 - digits.count))\(digits)".utf8
                at += 12
            } else {
                // What an escape stands for begins no other one.
                let length = bytes[at] == backslash && at + 1 < bytes.count ? 2 : 1
                whole += bytes[at..<at + length]
                at += length
            }
        }
        return String(decoding: whole, as: UTF8.self)
    }

    /// The code point of two escapes that `bytes` begins with (RFC 8259, section 7).
    private static func surrogatePair(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        guard let high = escaped(bytes), 0xD800...0xDBFF ~= high,
            let low = escaped(bytes.dropFirst(6)), 0xDC00...0xDFFF ~= low
        else { return nil }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    /// What `\uXXXX` at the start of `bytes` stands for.
    private static func escaped(_ bytes: ArraySlice<UInt8>) -> UInt32? {
        guard bytes.starts(with: #"\u"#.utf8) else { return nil }
        let digits = bytes.dropFirst(2).prefix(4)
        guard digits.count == 4 else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
