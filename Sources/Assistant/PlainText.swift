/// Markdown within a line as plain text: of links and images their words, of code and emphasis what
/// is marked. A mark without its pair is text.
enum PlainText {
    /// Takes the square of the length for marks without pairs, and the stack for brackets in one
    /// another: for titles, not for texts.
    static func of(_ text: Substring) -> String {
        guard text.utf8.contains(where: marks.contains) else { return String(text.trimmed) }
        var plain = ""
        var rest = text
        while let mark = rest.first {
            if let (shown, behind) = marked(rest, after: plain.last) {
                plain += shown
                rest = behind
            } else {
                // Of marks in a row all or none are a pair's.
                let run = "`*_~".contains(mark) ? rest.prefix { $0 == mark } : rest.prefix(1)
                plain += run
                rest = rest[run.endIndex...]
            }
        }
        return String(plain[...].trimmed)
    }

    /// What any mark starts with.
    private static let marks = Set("\\`[!*_~".utf8)

    /// What is shown of the marks that `text` starts with, and what follows them; nil where it
    /// starts with none.
    private static func marked(
        _ text: Substring, after before: Character?
    ) -> (shown: String, rest: Substring)? {
        switch text.first {
        case "\\": escaped(text)
        case "`":
            MarkdownLine.codeSpan(text.utf8).map {
                (String(Substring($0.code).trimmed), Substring($0.rest))
            }
        case "[": link(text)
        case "!": text.dropFirst().first == "[" ? link(text.dropFirst()) : nil
        case "*", "_", "~": emphasis(text, after: before)
        default: nil
        }
    }

    private static func escaped(_ text: Substring) -> (shown: String, rest: Substring)? {
        guard let mark = text.dropFirst().first, mark.isASCII,
            mark.isPunctuation || mark.isSymbol
        else { return nil }
        return (String(mark), text.dropFirst(2))
    }

    /// `[words](address)` and `[words][name]`.
    private static func link(_ text: Substring) -> (shown: String, rest: Substring)? {
        guard let end = closing(text, "[", "]") else { return nil }
        let behind = text[text.index(after: end)...]
        let close: Substring.Index? =
            switch behind.first {
            case "(": closing(behind, "(", ")")
            case "[": closing(behind, "[", "]")
            default: nil
            }
        guard let close else { return nil }
        return (of(text[..<end].dropFirst()), behind[behind.index(after: close)...])
    }

    /// Where the bracket that `text` starts with is closed.
    static func closing(
        _ text: Substring, _ open: Unicode.Scalar, _ close: Unicode.Scalar
    ) -> Substring.Index? {
        var depth = 0
        var isEscaped = false
        for at in text.utf8.indices {
            let byte = text.utf8[at]
            if isEscaped {
                isEscaped = false
                continue
            }
            isEscaped = byte == UInt8(ascii: "\\")
            if byte == UInt8(ascii: open) { depth += 1 }
            if byte == UInt8(ascii: close) { depth -= 1 }
            if depth == 0 { return at }
        }
        return nil
    }

    /// `*a*`, `**a**`, `_a_`, `~~a~~`: what the same number of marks closes. Underscores within a
    /// word are part of it.
    private static func emphasis(
        _ text: Substring, after before: Character?
    ) -> (shown: String, rest: Substring)? {
        guard let mark = text.utf8.first else { return nil }
        let isLine = mark == UInt8(ascii: "_")
        let isWithin = isLine && before.map(isPartOfWord) == true
        let inner = text.utf8.drop { $0 == mark }
        let length = text.utf8.count - inner.count
        guard !isWithin, mark != UInt8(ascii: "~") || length == 2,
            Substring(inner).first?.isWhitespace == false
        else { return nil }
        var rest = inner
        while let start = rest.firstIndex(of: mark) {
            let behind = rest[start...].drop { $0 == mark }
            let goesOn = isLine && Substring(behind).first.map(isPartOfWord) == true
            let words = Substring(inner[..<start])
            let isClosed = rest[start..<behind.startIndex].count == length && !goesOn
            if isClosed, words.unicodeScalars.last?.properties.isWhitespace == false {
                return (of(words), Substring(behind))
            }
            rest = behind
        }
        return nil
    }

    private static func isPartOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }
}
