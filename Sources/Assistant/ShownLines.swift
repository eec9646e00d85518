/// A line of an article as it is shown.
struct ShownLine {
    enum Place {
        /// Where headings and paragraphs stand.
        case page
        case list
        /// In a code block or a fence of it: nothing in it is a mark.
        case code
    }

    /// Counts from 1 in the file.
    var number: Int
    var text: Substring
    var place: Place
}

/// The lines of an article that readers are meant to see: without comments, without what MDX
/// imports and exports at the top, and without the fences of admonitions.
struct ShownLines {
    private(set) var lines: [ShownLine] = []
    private let source: [Substring]
    private var fences = CodeFences()
    private var isInComment = false
    /// The last line that may close a comment; one that opens behind it is text.
    private lazy var lastClosing = source.lastIndex { $0.utf8.contains("-->".utf8) } ?? -1

    /// Of the lines of a file those from `start` on; plain text imports nothing.
    static func of(
        _ source: [Substring], from start: Int, isPlain: Bool = false
    ) -> [ShownLine] {
        var shown = ShownLines(source)
        let top = isPlain ? start : shown.imports(from: start)
        for at in top..<source.count { shown.add(at) }
        return shown.lines
    }

    private init(_ source: [Substring]) { self.source = source }

    private mutating func add(_ at: Int) {
        let line = source[at]
        if !isInComment, fences.take(line) {
            show(line, at, .code)
            return
        }
        let isBelowOpening = isInComment
        let text = withoutComments(line, at)
        let isCut = isBelowOpening || text.utf8.count < line.utf8.count
        if isCut, MarkdownLine(text).isBlank { return }
        if let title = Self.admonition(text) {
            if !title.isEmpty { show("**\(title)**", at, fences.isInList ? .list : .page) }
        } else {
            show(text, at, fences.isInList ? .list : .page)
        }
    }

    private mutating func show(_ text: Substring, _ at: Int, _ place: ShownLine.Place) {
        lines.append(ShownLine(number: at + 1, text: text, place: place))
    }

    // MARK: Comments

    /// What stands outside of `<!-- -->`. A comment that is never closed is text, and so is one
    /// in backquotes.
    private mutating func withoutComments(_ line: Substring, _ at: Int) -> Substring {
        guard isInComment || line.utf8.contains(UInt8(ascii: "<")) else { return line }
        var kept = ""
        var rest = line
        while true {
            if isInComment {
                guard let end = rest.utf8.firstRange(of: "-->".utf8) else { return kept[...] }
                rest = rest[end.upperBound...]
                isInComment = false
            }
            guard let start = Self.commentStart(rest), isClosed(rest[start...], at) else {
                return kept.isEmpty ? rest : kept[...] + rest
            }
            kept += rest[..<start]
            // The two dashes may be those of the end: `<!-->`.
            rest = rest[start...].dropFirst(2)
            isInComment = true
        }
    }

    private mutating func isClosed(_ comment: Substring, _ at: Int) -> Bool {
        comment.utf8.dropFirst(2).contains("-->".utf8) || lastClosing > at
    }

    private static func commentStart(_ line: Substring) -> Substring.Index? {
        var rest = line.utf8
        while let at = rest.firstIndex(where: { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "<") }
        ) {
            rest = rest[at...]
            if rest.starts(with: "<!--".utf8) { return at }
            if rest.first == UInt8(ascii: "<") {
                rest = rest.dropFirst()
            } else {
                rest = MarkdownLine.codeSpan(rest)?.rest ?? rest.drop { $0 == UInt8(ascii: "`") }
            }
        }
        return nil
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

    // MARK: Imports

    /// Where the text begins behind the imports and exports at the top, from line `start` on.
    private func imports(from start: Int) -> Int {
        var (at, end) = (start, start)
        while at < source.count {
            if MarkdownLine(source[at]).isBlank {
                at += 1
            } else if let next = statement(at) {
                (at, end) = (next, next)
            } else {
                break
            }
        }
        return end
    }

    /// Behind the import or export that starts at `at` and goes on until its brackets are closed;
    /// nil where there is none.
    private func statement(_ at: Int) -> Int? {
        guard Self.isImport(source[at]) || Self.isExport(source[at]) else { return nil }
        var depth = 0
        for next in at..<source.count {
            if next > at, isText(next) { return nil }
            depth += Self.brackets(source[next])
            if depth <= 0 { return next + 1 }
        }
        return nil
    }

    /// Whether a line cannot go on a statement: a heading, or words that begin a paragraph.
    private func isText(_ at: Int) -> Bool {
        let line = MarkdownLine(source[at])
        if line.headingLevel != nil || line.underlineLevel != nil { return true }
        guard line.indent == 0, MarkdownLine(source[at - 1]).isBlank else { return false }
        return line.rest.first.map { !")]}<".utf8.contains($0) } ?? false
    }

    /// How many more brackets `line` opens than it closes, but for those in quotes.
    private static func brackets(_ line: Substring) -> Int {
        var depth = 0
        var rest = line.utf8
        while let byte = rest.popFirst() {
            if "([{".utf8.contains(byte) { depth += 1 }
            if ")]}".utf8.contains(byte) { depth -= 1 }
            if "'\"`".utf8.contains(byte), let end = rest.firstIndex(of: byte) {
                rest = rest[end...].dropFirst()
            }
        }
        return depth
    }

    /// `import` of a file, or of names, `{` names `}` or `*` from one; "import your contacts" is a
    /// sentence.
    private static func isImport(_ line: Substring) -> Bool {
        guard line.starts(withBytesOf: "import ") else { return false }
        let rest = line.dropFirst("import ".count).trimmed
        if rest.hasPrefix("{") || rest.contains(", {") { return true }
        let isFile = rest.first == "'" || rest.first == "\""
        let names = isFile || rest.contains(" from '") || rest.contains(" from \"")
        return names && ["'", "\"", "';", "\";"].contains { rest.hasSuffix($0) }
    }

    /// `export` of what is declared and set; "export default settings to a file." is a sentence.
    private static func isExport(_ line: Substring) -> Bool {
        guard line.starts(withBytesOf: "export ") else { return false }
        let rest = line.dropFirst("export ".count).trimmed
        if rest.hasPrefix("{") { return true }
        let declared = ["const", "default", "let", "var", "function", "async", "class", "*"]
        return declared.contains { rest.hasPrefix("\($0) ") }
            && (rest.hasSuffix(";")
                || ["=", "{", " from '", " from \""].contains { rest.contains($0) })
    }
}
