import Understanding

/// Links by a name, `[the form][form]` or `[form]`, whose addresses stand elsewhere in the file, as
/// `[form]: https://example.com/form "Title"` (CommonMark 0.31, 4.7 and 6.3).
///
/// The sections of an article are shown one by one, most without the definitions, which stand at the
/// end of the file: so links have their addresses with them.
struct LinkReferences {
    /// What stands in the parentheses of a link, by its name.
    private var targets: [String: String] = [:]

    /// A bound on the work of a text of brackets; CommonMark has it, too.
    private static let nameMax = 999

    var isEmpty: Bool { targets.isEmpty }

    /// Takes what `line` defines, unless the name is taken; false where it defines nothing.
    mutating func take(_ line: Substring) -> Bool {
        let text = line.utf8.drop { $0 == UInt8(ascii: " ") }
        guard line.utf8.count - text.count < 4, let (name, behind) = Self.bracketed(text),
            name.utf8.first != UInt8(ascii: "^"), behind.first == UInt8(ascii: ":"),
            let key = Self.key(name)
        else { return false }
        let target = Substring(behind.dropFirst()).trimmed
        let link = LinkAddress("(\(target))"[...].utf8)
        guard !target.isEmpty, let link, link.rest.isEmpty, !link.address.isEmpty else {
            return false
        }
        if targets[key] == nil { targets[key] = String(target) }
        return true
    }

    /// `block` with the addresses of its links beside their words, unless it is code.
    func inlined(_ block: String) -> String {
        let line = MarkdownLine(block[...])
        let isCode =
            line.indent > MarkdownLine.indentMax
            || ["```", "~~~"].contains(where: Substring(line.rest).hasPrefix)
        guard !isCode, block.utf8.contains(UInt8(ascii: "[")) else { return block }
        var kept = ""
        var rest = block[...].utf8
        while let byte = rest.first {
            if let end = MarkdownLine.behindVerbatim(rest) {
                kept += Substring(rest[..<end.startIndex])
                rest = end
                continue
            }
            switch byte {
            case UInt8(ascii: "["):
                guard let (words, target, end) = reference(rest) else {
                    kept += "["
                    rest = rest.dropFirst()
                    continue
                }
                kept += "[\(words)](\(target))"
                rest = end
            default:
                let plain = rest.prefix { !"\\`[".utf8.contains($0) }
                kept += Substring(plain)
                rest = rest[plain.endIndex...]
            }
        }
        return kept
    }

    /// The reference that `text` starts with, and what follows it.
    private func reference(
        _ text: Substring.UTF8View
    ) -> (words: Substring, target: String, rest: Substring.UTF8View)? {
        guard let (words, behind) = Self.bracketed(text),
            behind.first != UInt8(ascii: "(")
        else { return nil }
        let (name, rest) = Self.bracketed(behind) ?? (words, behind)
        let key = Self.key(name.isEmpty ? words : name)
        return key.flatMap { targets[$0] }.map { (words, $0, rest) }
    }

    /// What stands in the brackets that `text` starts with, others in it counting, and what follows
    /// them.
    private static func bracketed(
        _ text: Substring.UTF8View
    ) -> (inner: Substring, rest: Substring.UTF8View)? {
        guard text.first == UInt8(ascii: "[") else { return nil }
        var (depth, isEscaped) = (0, false)
        for at in text.prefix(nameMax + 2).indices {
            let byte = text[at]
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"):
                depth -= 1
                guard depth == 0 else { continue }
                return (Substring(text[..<at].dropFirst()), text[at...].dropFirst())
            default: break
            }
        }
        return nil
    }

    /// How a name is looked up: case and the number of blanks do not count; nil where it is blank.
    private static func key(_ name: Substring) -> String? {
        let words = name.lowercased().split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
