/// Comments that go on over several lines. One that is never closed is text.
struct Comments {
    /// HTML's, and MDX's. Two bytes of HTML's start may be those of the end: `<!-->`.
    static let kinds: [(start: StaticString, length: Int, end: StaticString)] = [
        ("<!--", 2, "-->"), ("{/*", 3, "*/}"),
    ]

    /// Of the kind that is open.
    fileprivate(set) var open: Int?
    /// The last line that may close a comment of each kind.
    private let lastEnds: [Int]

    var isOpen: Bool { open != nil }

    init(_ source: [Substring]) {
        lastEnds = Self.kinds.map { kind in
            source.lastIndex { $0.contains(bytesOf: kind.end) } ?? -1
        }
    }

    /// Whether a line below that at `at` may close a comment.
    fileprivate func isClosed(_ kind: Int, below at: Int) -> Bool { lastEnds[kind] > at }
}

/// What stands within a line that is not read: comments, shortcodes, and the tags of type. Nothing
/// in backquotes or behind a backslash is a mark.
struct InlineMarkup {
    /// The elements of HTML that only set type in a sentence.
    static let elements: Set<String> = [
        "a", "b", "br", "center", "code", "em", "font", "i", "kbd", "mark", "small",
        "span", "strong", "sub", "sup", "u",
    ]

    var kept = ""
    /// Whether more than blanks was kept.
    var hasText = false
    var rest: Substring
    /// Whether the line is a heading, at the end of which attributes name its anchor.
    let isHeading: Bool
    var images: [Image] = []
    /// How many components of each name are open and not shown.
    var components: [Substring: Int] = [:]
    /// Ends that were looked for and do not follow: a line of starts is not read again for each.
    private var missing: Set<String> = []

    /// Whether a line has a mark outside of comments.
    static func mayStand(in line: Substring) -> Bool {
        line.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "{") }
            || line.contains(bytesOf: "[[") || line.contains(bytesOf: "[!")
    }

    /// The text of the line at `at`.
    static func text(
        of line: Substring, _ at: Int, isHeading: Bool, _ comments: inout Comments
    ) -> Substring {
        var markup = InlineMarkup(line, isHeading: isHeading)
        markup.read(at, &comments)
        markup.showImages()
        return markup.kept[...]
    }

    private init(_ line: Substring, isHeading: Bool) { (rest, self.isHeading) = (line, isHeading) }

    private mutating func read(_ at: Int, _ comments: inout Comments) {
        if let open = comments.open {
            guard cut(to: "\(Comments.kinds[open].end)") != nil else { return }
            comments.open = nil
        }
        while let mark = rest.utf8.firstIndex(where: "`\\<{[".utf8.contains) {
            keep(to: mark)
            if !cutMarkup(at, &comments) { keep(to: Self.behindMark(rest.utf8).startIndex) }
            if comments.isOpen { return }
        }
        keep(to: rest.endIndex)
    }

    private mutating func keep(to end: Substring.Index) {
        if !hasText { hasText = !MarkdownLine(rest[..<end]).isBlank }
        kept += rest[..<end]
        rest = rest[end...]
    }

    /// What follows the mark that `text` starts with, and what no mark can stand in.
    static func behindMark(_ text: Substring.UTF8View) -> Substring.UTF8View {
        switch text.first {
        case UInt8(ascii: "`"):
            return MarkdownLine.codeSpan(text)?.rest ?? text.drop { $0 == UInt8(ascii: "`") }
        case UInt8(ascii: "\\"):
            let isMark = text.dropFirst().first.map { "`\\<{[".utf8.contains($0) } ?? false
            return text.dropFirst(isMark ? 2 : 1)
        case UInt8(ascii: "{"): return text.drop { $0 == UInt8(ascii: "{") }
        default: return text.dropFirst()
        }
    }

    /// Cuts off what stands before `end`, which is returned, and that itself; nil where it does not
    /// follow.
    mutating func cut(to end: String) -> Substring? {
        guard !missing.contains(end), let range = rest.utf8.firstRange(of: end.utf8) else {
            missing.insert(end)
            return nil
        }
        defer { rest = rest[range.upperBound...] }
        return rest[..<range.lowerBound]
    }

    /// Cuts off the comment, shortcode or tag that stands here; false where none does.
    private mutating func cutMarkup(_ at: Int, _ comments: inout Comments) -> Bool {
        let bytes = rest.utf8.dropFirst()
        switch (rest.utf8.first, bytes.first) {
        case (UInt8(ascii: "<"), UInt8(ascii: "!")): return cutComment(0, at, &comments)
        case (UInt8(ascii: "{"), UInt8(ascii: "/")): return cutComment(1, at, &comments)
        case (UInt8(ascii: "{"), UInt8(ascii: "%")): return cutShortcode("{%", "%}")
        case (UInt8(ascii: "{"), UInt8(ascii: "{")):
            switch bytes.dropFirst().first {
            case UInt8(ascii: "<"): return cutShortcode("{{<", ">}}")
            case UInt8(ascii: "%"): return cutShortcode("{{%", "%}}")
            default: return cutVariable()
            }
        case (UInt8(ascii: "{"), _): return cutAttributes()
        case (UInt8(ascii: "["), UInt8(ascii: "[")): return cutPageLink()
        case (UInt8(ascii: "["), UInt8(ascii: "!")): return cutTranslatorsMark()
        case (UInt8(ascii: "<"), let next?) where Tag.isLetter(next) || next == UInt8(ascii: "/"):
            return cutTag()
        default: return false
        }
    }

    private mutating func cutComment(_ kind: Int, _ at: Int, _ comments: inout Comments) -> Bool {
        let marks = Comments.kinds[kind]
        let whole = rest
        guard rest.starts(withBytesOf: marks.start) else { return false }
        rest = rest[rest.utf8.index(rest.startIndex, offsetBy: marks.length)...]
        if cut(to: "\(marks.end)") != nil { return true }
        guard comments.isClosed(kind, below: at) else {
            rest = whole
            return false
        }
        comments.open = kind
        return true
    }

    // MARK: Shortcodes

    /// Of Liquid and GitBook, and of Hugo.
    private mutating func cutShortcode(_ start: StaticString, _ end: String) -> Bool {
        let whole = rest
        rest = rest[rest.utf8.index(rest.startIndex, offsetBy: start.utf8CodeUnitCount)...]
        guard let inner = cut(to: end) else {
            rest = whole
            return false
        }
        keepTitle(of: inner)
        endAddress()
        return true
    }

    /// Shortcodes that name their title without its key.
    private static let titled = ["tab", "details", "expand"]

    private mutating func keepTitle(of shortcode: Substring) {
        guard let tag = Tag("<\(shortcode.trimmed)>") else { return }
        let first = Self.titled.contains(String(tag.name)) ? tag.value(of: "") : nil
        guard
            let title = Tag.titleNames.lazy.compactMap({ tag.value(of: $0) }).first
                ?? first, !title.trimmed.isEmpty
        else { return }
        keepTitle(title.trimmed)
    }

    mutating func keepTitle(_ title: Substring) {
        part()
        kept += "**\(title)**"
        hasText = true
        part()
    }

    // MARK: Tags

    private mutating func cutTag() -> Bool {
        let isImage = rest.utf8.prefix("<img".utf8.count).elementsEqual("<img".utf8)
        guard let tag = Tag(rest, atMost: isImage ? Tag.lengthMax : Tag.inTextLengthMax),
            !tag.isWords
        else { return false }
        let name = tag.name.lowercased()
        if name == "img", tag.kind != .closing {
            images.append(
                Image(offset: kept.utf8.count, words: tag.value(of: "alt")?.trimmed ?? ""))
            rest = tag.rest
            return true
        }
        guard Self.elements.contains(name) else { return cutComponent(tag) }
        rest = tag.rest
        if name == "br" { part() }
        return true
    }

    /// A blank between words.
    private mutating func part() {
        guard let last = kept.unicodeScalars.last, let next = rest.unicodeScalars.first,
            !last.properties.isWhitespace, !next.properties.isWhitespace
        else { return }
        kept += " "
    }
}
