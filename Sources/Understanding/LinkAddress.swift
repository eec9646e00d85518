/// The address of a link in Markdown, in the parentheses behind its words. People read the words, and
/// ask in these.
package struct LinkAddress {
    /// Without the angles around it.
    package let address: Substring
    /// What stands behind the address in the parentheses, with the blank before it.
    package let title: Substring
    /// What follows the parentheses.
    package let rest: Substring.UTF8View

    /// Bytes of an address and its title: a bound on the work of a text of brackets.
    private static let lengthMax = 1_000

    /// Of what the parentheses that `text` starts with hold; nil where there are none, and where
    /// they hold something else, as in `[Enter](or Return)`.
    package init?(_ text: Substring.UTF8View) {
        guard text.first == UInt8(ascii: "(") else { return nil }
        let near = Substring(text.dropFirst().prefix(Self.lengthMax))
        let inner = near.utf8.drop(while: Self.isBlank)
        let start = inner.startIndex
        var (depth, isEscaped) = (1, false)
        var (quote, addressEnd): (UInt8?, Substring.Index?) = (nil, nil)
        // In angles an address may have blanks and parentheses.
        let angle = inner.first == UInt8(ascii: "<") ? inner.firstIndex(of: UInt8(ascii: ">")) : nil
        if let angle { addressEnd = near.utf8.index(after: angle) }
        for at in near.utf8[(addressEnd ?? start)...].indices {
            let byte = near.utf8[at]
            if isEscaped {
                isEscaped = false
                continue
            }
            isEscaped = byte == UInt8(ascii: "\\")
            if let mark = quote {
                if byte == mark { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                // A title starts behind a blank.
                if near.utf8[..<at].last.map(Self.isBlank) == true { quote = byte }
            case _ where Self.isBlank(byte): addressEnd = addressEnd ?? at
            default: break
            }
            guard depth == 0 else { continue }
            let end = addressEnd ?? at
            // Other words than a title: text in parentheses behind one in brackets.
            guard Self.isTitle(near.utf8[end..<at]) else { return nil }
            address = angle == nil ? near[start..<end] : near[start..<end].dropFirst().dropLast()
            (title, rest) = (near[end..<at], text[at...].dropFirst())
            return
        }
        return nil
    }

    /// Whether `text` is blank, or in quotes or parentheses as a whole.
    private static func isTitle(_ text: Substring.UTF8View) -> Bool {
        var inner = text.drop(while: isBlank)
        while inner.last.map(isBlank) == true { inner.removeLast() }
        guard let first = inner.popFirst() else { return true }
        let closing = first == UInt8(ascii: "(") ? UInt8(ascii: ")") : first
        guard "\"'(".utf8.contains(first), inner.popLast() == closing else { return false }
        var isEscaped = false
        return inner.allSatisfy { byte in
            let ends = byte == closing && !isEscaped
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            return !ends
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
    }
}

extension LinkAddress {
    /// Where `](address)` stands in `text`, in order, from the bracket that closes the words on.
    package static func ranges(in text: String) -> [Range<String.Index>] {
        var ranges: [Range<String.Index>] = []
        var rest = text[...].utf8
        while let bracket = rest.firstIndex(of: UInt8(ascii: "]")) {
            rest = rest[bracket...].dropFirst()
            guard let link = LinkAddress(rest) else { continue }
            rest = link.rest
            ranges.append(bracket..<rest.startIndex)
        }
        return ranges
    }

    /// `text` without its addresses: what is read of it.
    static func removed(from text: String) -> String {
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
