/// The addresses of links in Markdown: people read their words, and ask in these.
package enum LinkAddresses {
    /// Bytes of one: a bound on the work of a text of brackets.
    private static let lengthMax = 1_000

    /// Where `](address)` stands in `text`, in order, from the bracket that closes the words on.
    package static func ranges(in text: String) -> [Range<String.Index>] {
        var ranges: [Range<String.Index>] = []
        var rest = text.utf8[...]
        while let bracket = rest.firstIndex(of: UInt8(ascii: "]")) {
            rest = rest[bracket...].dropFirst()
            guard rest.first == UInt8(ascii: "(") else { continue }
            var depth = 0
            let end = rest.prefix(lengthMax).firstIndex { byte in
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                return depth == 0
            }
            guard let end else { continue }
            rest = rest[end...].dropFirst()
            ranges.append(bracket..<rest.startIndex)
        }
        return ranges
    }

    /// `text` without them: what is read of it.
    static func without(_ text: String) -> String {
        let ranges = ranges(in: text)
        guard !ranges.isEmpty else { return text }
        var (read, from) = ("", text.startIndex)
        for range in ranges {
            read += text[from..<range.lowerBound]
            from = range.upperBound
        }
        return read + text[from...]
    }
}
