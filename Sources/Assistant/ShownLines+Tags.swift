/// Lines of HTML and JSX.
extension ShownLines {
    /// Lines of a tag.
    private static let linesMax = 20

    /// The titles in a line of nothing but tags, and the line below it: a tag may go on over
    /// several. Nil where anything else stands there.
    mutating func tags(_ text: Substring, _ at: Int) -> (titles: [Substring], end: Int)? {
        let line = Substring(MarkdownLine(text).rest)
        guard line.utf8.first == UInt8(ascii: "<") else { return nil }
        if line.utf8.contains(UInt8(ascii: ">")) { return titles(line).map { ($0, at + 1) } }
        let below = source[(at + 1)...].prefix(Self.linesMax)
        for end in below.indices where below[end].utf8.contains(UInt8(ascii: ">")) {
            guard !below[...end].contains(where: { MarkdownLine($0).isBlank }) else { return nil }
            let whole = ([line] + below[...end]).joined(separator: "\n")
            if let titles = titles(whole[...]) { return (titles, end + 1) }
        }
        return nil
    }

    /// The titles of the tags that `text` is made of; nil where it is not.
    private mutating func titles(_ text: Substring) -> [Substring]? {
        var titles: [Substring] = []
        var rest = text
        while !MarkdownLine(rest).isBlank {
            guard let tag = Tag(rest), isMarkup(tag) else { return nil }
            if let title = tag.title { titles.append(title) }
            rest = Substring(MarkdownLine(tag.rest).rest)
        }
        return titles
    }

    /// Whether a tag sets type. `<your-name>` is a text, unless it is closed somewhere.
    mutating func isMarkup(_ tag: Tag) -> Bool {
        guard tag.kind == .opening else { return true }
        let name = tag.name.lowercased()
        if InlineMarkup.elements.contains(name) { return !tag.isWords }
        let hasValues = !tag.attributes.isEmpty && !tag.isWords
        return closedTags.contains(name) || Self.openElements.contains(name)
            || tag.isHTML && hasValues
    }

    /// HTML's elements that need no end, or are never meant otherwise.
    private static let openElements: Set<String> = [
        "col", "dd", "div", "dt", "embed", "hr", "iframe", "img", "li", "p", "tbody", "td", "tfoot",
        "th", "thead", "tr", "video", "wbr",
    ]

    // MARK: Tags in one another

    /// Keeps which tags are open; code opens none.
    mutating func followTags(_ text: Substring) {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return }
        var rest = text
        while let (_, tag) = Tag.first(in: rest, atMost: Tag.inTextLengthMax, where: { count($0) })
        {
            rest = tag.rest
        }
    }

    /// Whether a tag opens or closes what more lines may stand in.
    private mutating func count(_ tag: Tag) -> Bool {
        let name = tag.name.lowercased()
        guard tag.kind != .alone, !InlineMarkup.elements.contains(name),
            name == "div" || !Self.openElements.contains(name), closedTags.contains(name)
        else { return false }
        let open = openTags[name, default: 0] + (tag.kind == .opening ? 1 : -1)
        openTags[name] = open > 0 ? open : nil
        return true
    }

    /// Whether a line that may be indented code is none: of nothing but tags, a summary, or a
    /// fence, which authors indent by the tags that they stand in.
    mutating func isIndentedMark(_ line: Substring, _ at: Int) -> Bool {
        let form = MarkdownLine(line)
        guard !fences.isOpen, form.indent > MarkdownLine.indentMax, !openTags.isEmpty
        else { return false }
        if Self.isFence(line) { return true }
        let rest = Substring(form.rest)
        return Self.isFolding(rest) || tags(rest, at) != nil
    }

    static func closedTags(_ lines: [Substring]) -> Set<String> {
        var names: Set<String> = []
        for line in lines where line.utf8.contains(UInt8(ascii: "<")) {
            for part in line.utf8.split(separator: UInt8(ascii: "<"))
            where part.first == UInt8(ascii: "/") {
                if let tag = Tag("<\(Substring(part))") { names.insert(tag.name.lowercased()) }
            }
        }
        return names
    }

    // MARK: Headings

    /// The level of the heading that a line starts with, as `<h2>`.
    static func headingLevel(_ text: Substring) -> Int? {
        let mark = MarkdownLine(text).rest.prefix(3)
        guard mark.count == 3, mark.first == UInt8(ascii: "<"),
            mark.dropFirst().first.map({ $0 | 0x20 }) == UInt8(ascii: "h"),
            let digit = mark.last, UInt8(ascii: "1")...UInt8(ascii: "6") ~= digit
        else { return nil }
        return Int(digit - UInt8(ascii: "0"))
    }

    /// The Markdown of a line that is a heading of HTML, `<h2 class="x">Opening hours</h2>`; nil
    /// where it is none. In a list it is a text.
    func heading(_ text: Substring) -> Substring? {
        guard let level = Self.headingLevel(text), !fences.isInList, lists.open.isEmpty,
            let words = Tag(Substring(MarkdownLine(text).rest).trimmed)?.inner, !words.isEmpty
        else { return nil }
        return "\(String(repeating: "#", count: level)) \(words)"
    }

    /// Elements in one another that are looked into.
    private static let depthMax = 8

    /// `text` without the tags that it stands between: `<p>Words</p>`.
    mutating func withoutTagsAround(_ text: Substring, isInList: Bool) -> Substring {
        let start = MarkdownLine(text).rest.startIndex
        guard text[start...].utf8.first == UInt8(ascii: "<") else { return text }
        var titles: [Substring] = []
        var shown = text[start...]
        for _ in 0..<Self.depthMax {
            let line = shown.trimmed
            guard let tag = Tag(line), tag.kind == .opening, isMarkup(tag), let inner = tag.inner
            else { break }
            if let title = tag.title { titles.append(title) }
            shown = inner
        }
        guard shown.startIndex > start else { return text }
        // What belongs to an item is told by its indentation.
        let indent = isInList ? text[..<start] : ""
        return titles.isEmpty ? indent + shown : "\(indent)\(Self.bold(titles)) \(shown)"
    }
}

extension Tag {
    /// The first tag of `text` that `isMeant`, and where it starts; code has none.
    static func first(
        in text: Substring, atMost length: Int = lengthMax, where isMeant: (Tag) -> Bool
    ) -> (start: Substring.Index, tag: Tag)? {
        var rest = text.utf8
        while let mark = rest.firstIndex(where: "`\\<".utf8.contains) {
            rest = rest[mark...]
            if let tag = Tag(Substring(rest), atMost: length), isMeant(tag) { return (mark, tag) }
            rest = InlineMarkup.behindMark(rest)
        }
        return nil
    }

    /// What a component shows as its title.
    var title: Substring? {
        guard !isHTML else { return nil }
        return Tag.titleNames.lazy.compactMap { self.value(of: $0)?.trimmed }
            .first { !$0.isEmpty }
    }

    /// What stands between an opening tag and its end; nil where the text does not end with that
    /// one, and it alone.
    fileprivate var inner: Substring? {
        let end = "</\(name)>"
        guard rest.hasSuffix(end) else { return nil }
        let inner = rest.dropLast(end.count).trimmed
        return inner.utf8.firstRange(of: "</\(name)>".utf8) == nil ? inner : nil
    }
}
