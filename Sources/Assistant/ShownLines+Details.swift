/// Questions that fold their answers: `<details><summary>Question?</summary> Answer </details>`.
extension ShownLines {
    struct Details {
        /// Whether those that are open have a summary, from the outermost inwards.
        var open: [Bool] = []
        /// The lines of a summary that is not closed yet.
        var summary: [(text: Substring, at: Int)]?

        /// Lines of a summary; what is longer is a text.
        static let linesMax = 10
    }

    /// Adds `text` without the tags that fold it.
    mutating func addFolded(_ text: Substring, _ at: Int) {
        guard !details.open.isEmpty || Self.isFolding(text) else {
            add(text, at)
            return
        }
        var rest = text
        while let (start, tag) = Self.foldingTag(rest) {
            let before = rest[..<start]
            let line = MarkdownLine(before)
            if !line.isBlank, line.item?.isEmpty != true { keep(before, at) }
            take(tag, at)
            rest = tag.rest
        }
        if rest.startIndex == text.startIndex || !MarkdownLine(rest).isBlank { keep(rest, at) }
    }

    /// What was taken for a summary is a text, but for lines of a table that it begins.
    mutating func endSummary() {
        guard let lines = details.summary else { return }
        details.summary = nil
        for line in lines where line.at >= next { add(line.text, line.at) }
    }

    private mutating func keep(_ text: Substring, _ at: Int) {
        guard details.summary != nil else {
            add(text, at)
            return
        }
        details.summary?.append((text, at))
        if details.summary.map({ $0.count > Details.linesMax }) == true { endSummary() }
    }

    private mutating func take(_ tag: Tag, _ at: Int) {
        let isSummary = tag.name.lowercased() == "summary"
        if isSummary, tag.kind == .closing {
            nameDetails(at)
            return
        }
        endSummary()
        if isSummary {
            if details.open.last == false { details.summary = [] }
        } else if tag.kind == .opening {
            details.open.append(false)
        } else if details.open.popLast() == true {
            show("", at, .detailsEnd)
        }
    }

    private mutating func nameDetails(_ at: Int) {
        guard let lines = details.summary else { return }
        details.summary = nil
        let words = lines.map { withoutTags($0.text) }.filter { !$0.isEmpty }
        guard !words.isEmpty else { return }
        details.open[details.open.count - 1] = true
        show(words.joined(separator: " ")[...], lines.first?.at ?? at, .summary)
    }

    /// The words of a line of a summary, which may be a heading by itself.
    private mutating func withoutTags(_ text: Substring) -> Substring {
        let line = MarkdownLine(text)
        var rest = Substring(line.rest.dropFirst(line.headingLevel ?? 0))
        var words = ""
        while let start = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            words += rest[..<start]
            rest = rest[start...]
            if let tag = Tag(rest, atMost: Tag.inTextLengthMax), isMarkup(tag) {
                rest = tag.rest
            } else {
                words += "<"
                rest = Substring(rest.utf8.dropFirst())
            }
        }
        return (words + rest)[...].trimmed
    }

    // MARK: Tags

    /// Whether a line, or an item of a list, starts with `<details`.
    static func isFolding(_ text: Substring) -> Bool {
        let line = MarkdownLine(text)
        let rest = Substring(line.item ?? line.rest)
        return rest.utf8.first == UInt8(ascii: "<")
            && isFolding(Tag(rest, atMost: Tag.inTextLengthMax))
    }

    private static func isFolding(_ tag: Tag?) -> Bool {
        guard let tag, tag.kind != .alone else { return false }
        return ["details", "summary"].contains(tag.name.lowercased())
    }

    /// The first tag that folds text, and where it starts.
    private static func foldingTag(_ text: Substring) -> (start: Substring.Index, tag: Tag)? {
        Tag.first(in: text, atMost: Tag.inTextLengthMax, where: isFolding)
    }
}
