/// The keys of Hugo's front matter: what stands in a table is part of the table, and only texts
/// and lists of texts are read (toml.io, v1.0).
struct TOMLKeys {
    private(set) var keys: [FrontMatterKey] = []
    /// The first line of the file that is no key with a value.
    private(set) var fault: Int?
    private var rest: Substring.UnicodeScalarView
    private var line: Int

    /// Reads `lines` of a file.
    init(_ lines: ArraySlice<Substring>) {
        rest = lines.joined(separator: "\n")[...].unicodeScalars
        line = lines.startIndex + 1
        var isInTable = false
        while let first = rest.first {
            switch first {
            case "\n", " ", "\t", "\r": pop()
            case "#": skipLine()
            case "[":
                isInTable = true
                readTable()
            default:
                let key = key()
                if !isInTable, let key { keys.append(key) }
            }
        }
    }

    private mutating func pop() {
        if rest.popFirst() == "\n" { line += 1 }
    }

    private mutating func skipLine() { rest = rest.drop { $0 != "\n" } }

    private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" } }

    /// `[table]` or `[[table]]`.
    private mutating func readTable() {
        let name = Substring(rest.prefix { $0 != "\n" && $0 != "#" })
            .filter { $0 != "[" && $0 != "]" }
        keys.append(
            FrontMatterKey(
                name: String(name[...].trimmed), value: .other, line: line, valueLine: line))
        skipLine()
    }

    /// `key = value`; nil where the line is another.
    private mutating func key() -> FrontMatterKey? {
        let start = line
        let name = Substring(rest.prefix { $0 != "=" && $0 != "\n" })
        rest = rest[name.endIndex...]
        let isKey = rest.popFirst() == "="
        skipBlanks()
        let value = isKey ? value() : nil
        skipBlanks()
        let isEnd = rest.first.map { "\n\r#".unicodeScalars.contains($0) } ?? true
        if isKey { skipLine() }
        guard let value, isEnd else {
            fault = fault ?? start
            if !isKey { line += 1 }
            return nil
        }
        let plain = name.trimmed.filter { $0 != "\"" && $0 != "'" }
        return FrontMatterKey(name: plain, value: value, line: start, valueLine: start)
    }

    private mutating func value() -> FrontMatterKey.Value? {
        switch rest.first {
        case "\"", "'": return string().map { .text($0) }
        case "[": return list()
        case nil, "\n", "#": return nil
        default:
            rest = rest.drop { $0 != "\n" && $0 != "#" }
            return .other
        }
    }

    /// A list of texts; another is read to its end.
    private mutating func list() -> FrontMatterKey.Value? {
        var texts: [String] = []
        var isTexts = true
        var depth = 0
        repeat {
            switch rest.first {
            case nil: return nil
            case "\"", "'":
                guard let text = string() else { return nil }
                texts.append(text)
                continue
            case "#":
                skipLine()
                continue
            case "[":
                depth += 1
                isTexts = isTexts && depth == 1
            case "]": depth -= 1
            case "\n", " ", "\t", "\r", ",": break
            default: isTexts = false
            }
            pop()
        } while depth > 0
        return isTexts ? .list(texts) : .other
    }

    // MARK: Texts

    /// A text in quotes, one or three on either side; nil where they are not closed.
    private mutating func string() -> String? {
        guard let quote = rest.first else { return nil }
        pop()
        let isLong = starts(with: quote)
        if isLong {
            rest = rest.dropFirst(2)
            if rest.first == "\n" { pop() }
        }
        var text = String.UnicodeScalarView()
        while let next = rest.first, isLong || next != "\n" {
            pop()
            if next == quote, !isLong || isLongEnd(quote) {
                if isLong { rest = rest.dropFirst(2) }
                return String(text)
            }
            text.append(next == "\\" && quote == "\"" ? escaped() : next)
        }
        return nil
    }

    /// Whether two quotes more follow.
    private func starts(with quote: Unicode.Scalar) -> Bool {
        rest.starts(with: [quote, quote])
    }

    /// Whether the quote before is the first of the last three.
    private func isLongEnd(_ quote: Unicode.Scalar) -> Bool {
        starts(with: quote) && rest.dropFirst(2).first != quote
    }

    /// The scalar that stands behind a backslash, by its letter or number.
    private mutating func escaped() -> Unicode.Scalar {
        guard let mark = rest.first else { return "\\" }
        pop()
        switch mark {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "u": return numbered(4)
        case "U": return numbered(8)
        default: return mark
        }
    }

    private mutating func numbered(_ digits: Int) -> Unicode.Scalar {
        let number = UInt32(String(rest.prefix(digits)), radix: 16)
        guard let scalar = number.flatMap({ Unicode.Scalar($0) }) else { return "\u{FFFD}" }
        rest = rest.dropFirst(digits)
        return scalar
    }
}
