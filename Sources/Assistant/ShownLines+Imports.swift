/// What MDX imports and exports at the top of an article.
extension ShownLines {
    /// Where the text begins behind the imports and exports at the top, from line `start` on.
    func imports(from start: Int) -> Int {
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
