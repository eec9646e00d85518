/// The heading of a section as people read it: without the marks that only set type.
struct Heading: Equatable {
    /// Plain text; empty where the heading has none.
    var title: String
    /// The anchor that the heading names itself by `{#anchor}` at its end.
    var anchor: String?
    /// 1 for the title of an article, up to 6.
    var level: Int

    static let levelMax = 6

    /// Scalars of a heading: a longer paragraph has no underline, and the marks of a longer line
    /// stay, since looking for their pairs takes the square of it.
    static let lengthMax = 300

    /// The heading of a line that starts with `#`; nil where it is none.
    init?(_ line: Substring) {
        let line = MarkdownLine(line)
        guard let level = line.headingLevel else { return nil }
        self.init(Substring(line.rest.dropFirst(level)), level: level)
    }

    /// A heading with its marks: `text` is what stands behind the `#` or above the underline.
    init(_ text: Substring, level: Int) {
        var rest = Self.withoutClosing(text.trimmed)
        if let attribute = Self.attribute(rest) {
            rest = Self.withoutClosing(rest[..<attribute.start].trimmed)
            anchor = attribute.anchor
        }
        (title, self.level) = (Self.plain(rest), level)
    }

    /// A title without marks, where it is no longer than a heading.
    static func plain(_ title: Substring) -> String {
        title.unicodeScalars.count <= lengthMax ? PlainText.of(title) : String(title)
    }

    /// Without `##` at the end, which a blank must part from the text.
    private static func withoutClosing(_ text: Substring) -> Substring {
        let rest = text.utf8.reversed().drop { $0 == UInt8(ascii: "#") }
        guard let last = rest.first else { return "" }
        let end = rest.startIndex.base
        guard end < text.endIndex, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") else {
            return text
        }
        return text[..<end].trimmed
    }

    /// `{#anchor}` or `{#anchor .class key=value}` behind a title, or kramdown's `{: .class}`, and
    /// where it starts. `{.env}`, `{timeout=5}` and `{:ok}` by themselves are words.
    private static func attribute(_ text: Substring) -> (start: Substring.Index, anchor: String?)? {
        guard text.utf8.last == UInt8(ascii: "}"),
            let start = text.utf8.lastIndex(of: UInt8(ascii: "{")), start > text.startIndex,
            let list = AttributeList(text[start...]), list.rest.isEmpty,
            list.isMarked && !list.isName || list.anchor != nil
        else { return nil }
        return (start, list.anchor)
    }
}
