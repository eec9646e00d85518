import Foundation

/// What an article is written in, as the extension of its name tells.
enum ArticleForm {
    case markdown, mdx, plain

    /// Nil where the file is no article.
    init?(of file: String) {
        switch (file as NSString).pathExtension.lowercased() {
        case "md", "markdown": self = .markdown
        case "mdx": self = .mdx
        case "txt": self = .plain
        default: return nil
        }
    }
}

/// A line of an article as it is shown.
struct ShownLine {
    enum Place {
        /// Where headings and paragraphs stand.
        case page
        case list
        /// In a code block or a fence of it: nothing in it is a mark.
        case code
        /// The title of what `<details>` folds, which goes on until its end.
        case summary, detailsEnd
    }

    /// Counts from 1 in the file.
    var number: Int
    var text: Substring
    var place: Place
}

/// The lines of an article that readers are meant to see: without comments, without what MDX
/// imports and exports at the top, and without the fences of admonitions, the tags and the
/// shortcodes of site generators.
struct ShownLines {
    private(set) var lines: [ShownLine] = []
    let source: [Substring]
    private(set) var fences: CodeFences
    private var comments: Comments
    var details = Details()
    /// Names of the tags that are closed anywhere, in small letters.
    lazy var closedTags = Self.closedTags(source)
    /// How many of each of ``closedTags`` are open, but for those that need no end; never 0.
    var openTags: [String: Int] = [:]
    var lists = HTMLLists()
    /// The last line that is known to stand in the way of a table.
    var tableBarrier = -1
    /// The lines that close a table and are not read yet.
    lazy var tableEnds = Self.tableEnds(source)
    /// The next line that counts: those above belong to a tag over several.
    private(set) var next = 0
    /// The line of the file, from 1, with the fence that is open.
    private var fence: Int?

    /// Of the lines of a file those from `start` on; plain text imports nothing.
    static func of(
        _ source: [Substring], from start: Int, as form: ArticleForm = .markdown
    ) -> ShownLines {
        let isMkDocs = form == .markdown
        var shown = ShownLines(
            isMkDocs ? MkDocsBlocks.unindented(source, from: start) : source, form)
        let top = form == .plain ? start : shown.imports(from: start)
        for at in top..<source.count { shown.add(at) }
        shown.endSummary()
        return shown
    }

    /// The line of the fence that is never closed, so that all below it is code; nil where there is
    /// none, or nothing below it.
    var unclosedFence: Int? {
        fence.flatMap { fence in
            source[fence...].allSatisfy { MarkdownLine($0).isBlank } ? nil : fence
        }
    }

    private init(_ source: [Substring], _ form: ArticleForm) {
        self.source = source
        fences = CodeFences(hasIndented: form != .mdx)
        comments = Comments(source)
    }

    private mutating func add(_ at: Int) {
        guard at >= next else { return }
        let line = source[at]
        if !comments.isOpen, fences.take(line, mayBeIndented: isIndentedMark(line, at)) {
            endSummary()
            lists.mark = nil
            show(line, at, .code)
            fence = fences.isOpen ? fence ?? at + 1 : nil
            return
        }
        let isBelowOpening = comments.isOpen
        let whole = isBelowOpening ? line : shortcode(at) ?? line
        let text = inlineText(whole, at)
        followTags(text)
        let isCut = isBelowOpening || text.utf8.count < whole.utf8.count
        if isCut, MarkdownLine(text).isBlank { return }
        addFolded(text, at)
    }

    /// A line, with those below that its shortcode goes on over, without the marks within it.
    mutating func inlineText(_ line: Substring, _ at: Int) -> Substring {
        guard comments.isOpen || InlineMarkup.mayStand(in: line) else { return line }
        return InlineMarkup.text(of: line, at, isHeading: isHeading(at), &comments)
    }

    /// Lines of a shortcode.
    private static let shortcodeLinesMax = 20

    /// The lines of the shortcode that the line at `at` starts with and a line below closes, each of
    /// them with text; nil where none goes on.
    private mutating func shortcode(_ at: Int) -> Substring? {
        let rest = Substring(MarkdownLine(source[at]).rest)
        let marks = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")]
        func has(_ mark: String, _ line: Substring) -> Bool {
            line.utf8.firstRange(of: mark.utf8) != nil
        }
        guard let (start, close) = marks.first(where: { rest.utf8.starts(with: $0.0.utf8) }),
            !has(close, rest)
        else { return nil }
        // Another start ends the look: no line is looked at for more than one.
        let below = source[(at + 1)...].prefix(Self.shortcodeLinesMax)
        let end = below.firstIndex { line in
            has(start, line) || has(close, line) || MarkdownLine(line).isBlank
        }
        guard let end, has(close, source[end]), !has(start, source[end]) else { return nil }
        next = end + 1
        return source[at...end].joined(separator: "\n")[...]
    }

    /// Whether a line is a heading by its marks, by the line below it or as a summary.
    private func isHeading(_ at: Int) -> Bool {
        MarkdownLine(source[at]).headingLevel != nil || Self.headingLevel(source[at]) != nil
            || source[at].contains(bytesOf: "<summary")
            || at + 1 < source.count && MarkdownLine(source[at + 1]).underlineLevel != nil
    }

    mutating func add(_ text: Substring, _ at: Int) {
        let place: ShownLine.Place = fences.isInList ? .list : .page
        // What belongs to an item is told by its indentation.
        let indent: Substring = fences.isInList ? "   " : ""
        if isContents(text, at) { return }
        if let alert = Self.alert(text) {
            show(alert, at, place)
        } else if let title = Self.admonition(text) {
            if !title.isEmpty { show("**\(title)**", at, place) }
        } else if let heading = heading(text) {
            show(heading, at, place)
        } else if let (rows, end) = table(text, at) {
            next = end
            for row in rows { show(indent + row, at, place) }
        } else if let items = items(text) {
            for item in items { show(indent + item, at, place) }
        } else if let (titles, end) = tags(text, at) {
            if end > at + 1 { followTags(source[at..<end].joined(separator: "\n")[...]) }
            next = end
            if !titles.isEmpty { show(Self.bold(titles), at, place) }
        } else {
            let row = rowOfLists(text).map { $0[...] }
            show(row ?? marked(withoutTagsAround(text, isInList: fences.isInList)), at, place)
        }
    }

    /// Titles as one line of text.
    static func bold(_ titles: [Substring]) -> Substring {
        titles.map { "**\($0)**" }.joined(separator: " ")[...]
    }

    mutating func show(_ text: Substring, _ at: Int, _ place: ShownLine.Place) {
        let shown = place == .code ? text : CharacterReferences.resolved(text)
        lines.append(ShownLine(number: at + 1, text: shown, place: place))
    }

    // MARK: Admonitions

    /// The title of the admonition that a line such as `:::note[Title]` opens; empty where it has
    /// none and where the line closes one, and nil where it does neither.
    ///
    /// Sites write `:::tip Title`, `:::{tip} Title` and `::: {.tip title="Title"}`, too.
    private static func admonition(_ line: Substring) -> String? {
        let text = Substring(MarkdownLine(line).rest).trimmed
        guard text.starts(withBytesOf: ":::") else { return nil }
        var rest = text.drop { $0 == ":" }.trimmed
        guard let first = rest.first else { return "" }
        guard first == "{" || first.isLetter else { return nil }
        rest = rest.drop { $0.isLetter || $0.isNumber || $0 == "-" }.trimmed
        let label = cutBrackets("[", "]", off: &rest)
        let attributes = cutBrackets("{", "}", off: &rest)
        return [label, title(in: attributes), rest].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What stands in the brackets that `text` starts with, which are cut off; else nothing.
    private static func cutBrackets(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, off text: inout Substring
    ) -> Substring {
        guard text.unicodeScalars.first == open,
            let end = PlainText.closing(text, open, close)
        else { return "" }
        defer { text = text[end...].dropFirst().trimmed }
        return text[..<end].dropFirst().trimmed
    }

    /// The value of `title="…"`.
    private static func title(in attributes: Substring) -> Substring {
        guard let key = attributes.firstRange(of: "title=") else { return "" }
        let value = attributes[key.upperBound...]
        guard let quote = value.first, quote == "\"" || quote == "'" else {
            return value.prefix { $0 != " " }
        }
        return value.dropFirst().prefix { $0 != quote }
    }
}
