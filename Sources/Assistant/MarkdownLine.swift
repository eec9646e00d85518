/// What a line of Markdown is by itself, by its bytes (CommonMark 0.31).
struct MarkdownLine {
    /// Blanks before ``rest``; a tab counts as four.
    let indent: Int
    /// The line from its first mark on; it may end with blanks.
    let rest: Substring.UTF8View

    init(_ line: Substring) {
        rest = line.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        indent = line.utf8[..<rest.startIndex].reduce(0) {
            $0 + ($1 == UInt8(ascii: "\t") ? 4 : 1)
        }
    }

    /// Deeper lines are code, or belong to a list.
    static let indentMax = 3

    var isBlank: Bool { Substring(rest).trimmed.isEmpty }

    /// What stands behind `- `, `+ `, `* `, `1. ` or `1) `; nil where the line is no item of a list.
    var item: Substring.UTF8View? {
        guard let first = rest.first else { return nil }
        var behind = rest.dropFirst()
        if UInt8(ascii: "0")...UInt8(ascii: "9") ~= first {
            behind = rest.drop { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard let mark = behind.popFirst(),
                mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")
            else { return nil }
        } else if !"-+*".utf8.contains(first) {
            return nil
        }
        guard let blank = behind.first else { return behind }
        guard blank == UInt8(ascii: " ") || blank == UInt8(ascii: "\t") else { return nil }
        return MarkdownLine(Substring(behind)).rest
    }

    /// The level of the heading that the line is by itself: 1 to 6 `#`, and a blank.
    var headingLevel: Int? {
        let behind = rest.drop { $0 == UInt8(ascii: "#") }
        let level = rest.count - behind.count
        let isParted =
            behind.first.map { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? true
        return indent <= Self.indentMax && 1...6 ~= level && isParted ? level : nil
    }

    /// The level of the heading that the line makes of the paragraph above it: 1 under `===`, 2
    /// under `---`.
    var underlineLevel: Int? {
        guard indent <= Self.indentMax, let mark = rest.first,
            mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-"),
            Substring(rest).trimmed.utf8.allSatisfy({ $0 == mark })
        else { return nil }
        return mark == UInt8(ascii: "=") ? 1 : 2
    }

    /// Three or more of one of `*`, `-` and `_`, and blanks: a rule across the page.
    var isBreak: Bool {
        guard let mark = rest.first, "*-_".utf8.contains(mark) else { return false }
        let marks = rest.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return marks.count >= 3 && marks.allSatisfy { $0 == mark }
    }

    /// Whether the line begins what is no paragraph: an item, a quote, a table or HTML.
    var beginsOther: Bool { item != nil || rest.first.map(">|<".utf8.contains) == true }

    /// What follows the mark behind a backslash, or the code in backquotes, that `text` starts with:
    /// in neither is a mark. Nil where it starts with something else.
    static func behindVerbatim(_ text: Substring.UTF8View) -> Substring.UTF8View? {
        switch text.first {
        case UInt8(ascii: "\\"): Substring(text).dropFirst(2).utf8
        case UInt8(ascii: "`"):
            codeSpan(text)?.rest ?? text.drop { $0 == UInt8(ascii: "`") }
        default: nil
        }
    }

    /// Every length of backquotes that none close costs a look at the rest of the line.
    private static let backquotesMax = 80

    /// The code in the backquotes that `text` starts with, and what follows the closing ones, which
    /// are as many; nil where none close it, and where they are more than ``backquotesMax``.
    static func codeSpan(
        _ text: Substring.UTF8View
    ) -> (code: Substring.UTF8View, rest: Substring.UTF8View)? {
        let mark = UInt8(ascii: "`")
        let inner = text.drop { $0 == mark }
        let length = text.count - inner.count
        guard length <= backquotesMax else { return nil }
        var rest = inner
        while let start = rest.firstIndex(of: mark) {
            let behind = rest[start...].drop { $0 == mark }
            if rest[start..<behind.startIndex].count == length {
                return (inner[..<start], behind)
            }
            rest = behind
        }
        return nil
    }
}
