/// Lists and tables that are written in HTML.
extension ShownLines {
    /// The lists of HTML that are open.
    struct HTMLLists {
        /// Of each, from the outermost inwards, the number of its last item; nil where they have
        /// none.
        var open: [Int?] = []
        /// The mark of an item whose text has not begun.
        var mark: String?

        /// Lists in one another that are shown as such.
        static let depthMax = 6

        /// The mark of the next item, behind the blanks of those that it stands in.
        mutating func next() -> String {
            let around = open.dropLast().prefix(Self.depthMax)
            let indent = around.reduce(0) { $0 + ($1 == nil ? 2 : 3) }
            let number = open.last.flatMap { $0 }.map { $0 + 1 }
            if let number { open[open.count - 1] = number }
            return String(repeating: " ", count: indent) + (number.map { "\($0). " } ?? "- ")
        }
    }

    private enum Piece {
        case text(Substring)
        case tag(Tag)

        var isOfList: Bool {
            guard case .tag(let tag) = self else { return false }
            return listTags.contains(tag.name.lowercased())
        }
    }

    /// The tags of a text, and what stands between them; code is text.
    private mutating func pieces(_ text: Substring) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text
        while let (start, tag) = Tag.first(in: rest, where: { isMarkup($0) }) {
            if rest.startIndex < start { pieces.append(.text(rest[..<start])) }
            pieces.append(.tag(tag))
            rest = tag.rest
        }
        if !rest.isEmpty { pieces.append(.text(rest)) }
        return pieces
    }

    /// Names of the tags that `text` starts with.
    private mutating func tagsBefore(_ text: Substring) -> [String] {
        var names: [String] = []
        var rest = Substring(MarkdownLine(text).rest)
        while names.count < Self.tagsMax, let tag = Tag(rest), isMarkup(tag) {
            names.append(tag.name.lowercased())
            rest = Substring(MarkdownLine(tag.rest).rest)
        }
        return names
    }

    /// Tags before that of a list or table.
    private static let tagsMax = 8

    // MARK: Lists

    private static let listTags: Set<String> = ["ul", "ol", "li"]

    /// The items of a line that starts with tags, one of which is of a list, or goes on a list; nil
    /// where it does neither.
    mutating func items(_ text: Substring) -> [String]? {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return nil }
        let isStart = tagsBefore(text).contains(where: Self.listTags.contains)
        guard isStart || !lists.open.isEmpty else { return nil }
        let pieces = pieces(text)
        guard isStart || pieces.contains(where: \.isOfList) else { return nil }
        var items: [String] = []
        var item = ""
        for piece in pieces {
            switch piece {
            case .text(let words): item += words
            case .tag(let tag) where piece.isOfList:
                endItem(&item, &items)
                follow(tag)
            case .tag(let tag): item += tag.title.map { " **\($0)** " } ?? " "
            }
        }
        endItem(&item, &items)
        return items
    }

    private mutating func endItem(_ item: inout String, _ items: inout [String]) {
        let text = item[...].trimmed
        if !text.isEmpty { items.append(String(marked(text))) }
        item = ""
    }

    /// Text with the mark of the item that it begins; a heading has none.
    mutating func marked(_ text: Substring) -> Substring {
        guard let mark = lists.mark, !MarkdownLine(text).isBlank else { return text }
        lists.mark = nil
        return MarkdownLine(text).headingLevel == nil ? "\(mark)\(text.trimmed)" : text
    }

    private mutating func follow(_ tag: Tag) {
        lists.mark = nil
        switch (tag.name.lowercased(), tag.kind) {
        case ("li", .opening): lists.mark = lists.next()
        case ("li", _), (_, .alone): break
        case (let name, .opening): lists.open.append(name == "ol" ? 0 : nil)
        case (_, .closing): _ = lists.open.popLast()
        }
    }

    // MARK: Tables

    /// Lines of a table; a longer one is shown line by line.
    private static let tableLinesMax = 2_000

    /// The rows of the table that a line starts with, behind other tags or not, each as its cells,
    /// and the line below it; nil where there is none, or where code or a heading stands in it.
    mutating func table(_ text: Substring, _ at: Int) -> (rows: [String], end: Int)? {
        guard MarkdownLine(text).rest.first == UInt8(ascii: "<"),
            tagsBefore(text).contains("table")
        else { return nil }
        while let end = tableEnds.first, end < at { tableEnds.removeFirst() }
        guard let end = tableEnds.first, end - at <= Self.tableLinesMax, at > tableBarrier
        else { return nil }
        let barrier = source[at...end].lastIndex {
            Self.isFence($0) || MarkdownLine($0).headingLevel != nil
        }
        if let barrier {
            tableBarrier = barrier
            return nil
        }
        var table = HTMLTable()
        for next in at...end {
            let line = next == at ? text : inlineText(source[next], next)
            if next > at { followTags(line) }
            for piece in pieces(line) {
                switch piece {
                case .text(let words): table.add(words)
                case .tag(let tag): table.add(tag)
                }
            }
            table.add("\n")
        }
        return (table.ended, end + 1)
    }

    /// Whether a line starts with the marks of a fence, behind any number of blanks.
    static func isFence(_ line: Substring) -> Bool {
        let rest = Substring(MarkdownLine(line).rest)
        return rest.starts(withBytesOf: "```") || rest.starts(withBytesOf: "~~~")
    }

    static func tableEnds(_ lines: [Substring]) -> ArraySlice<Int> {
        lines.indices.filter { at in
            lines[at].contains(bytesOf: "</table") || lines[at].contains(bytesOf: "</TABLE")
        }[...]
    }

    /// The row of a Markdown table with lists in its cells as texts; nil where `text` is another.
    mutating func rowOfLists(_ text: Substring) -> String? {
        guard MarkdownLine(text).rest.first == UInt8(ascii: "|"),
            text.utf8.contains(UInt8(ascii: "<"))
        else { return nil }
        let pieces = pieces(text)
        guard pieces.contains(where: \.isOfList) else { return nil }
        let row = pieces.reduce(into: "") { row, piece in
            switch piece {
            case .text(let words): row += words
            case .tag(let tag): HTMLTable.add(tag, to: &row)
            }
        }
        return row.singleSpaced
    }
}

/// The rows of a table, as they are read.
private struct HTMLTable {
    private var rows: [String] = []
    private var row: [String] = []
    private var cell = ""
    /// Columns that GitBook keeps for its cards: addresses and images.
    private var hidden: Set<Int> = []

    mutating func add(_ words: Substring) { cell += words }

    mutating func add(_ tag: Tag) {
        switch tag.name.lowercased() {
        case "td", "th":
            guard tag.kind == .opening else { break }
            endCell()
            if tag.attributes.contains(where: { $0.name == "data-hidden" }) {
                hidden.insert(row.count)
            }
        case "table", "thead", "tbody", "tfoot", "tr", "caption": endRow()
        default: Self.add(tag, to: &cell)
        }
    }

    /// The texts of its rows.
    var ended: [String] {
        var table = self
        table.endRow()
        return table.rows
    }

    private mutating func endCell() {
        row.append(cell.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        cell = ""
    }

    /// What stands before the first cell is nothing but blanks.
    private mutating func endRow() {
        endCell()
        row = row.indices.filter { !hidden.contains($0) }.map { row[$0] }
        if row.first?.isEmpty == true { row.removeFirst() }
        while row.last?.isEmpty == true { row.removeLast() }
        if !row.isEmpty { rows.append(row.joined(separator: " | ")) }
        row = []
    }

    /// Goes on behind a tag in a cell: an item is parted from the one before.
    static func add(_ tag: Tag, to cell: inout String) {
        let isItem = tag.name.lowercased() == "li" && tag.kind == .opening
        if isItem, let last = cell[...].trimmed.last, !"|:：;；.。!！?？".contains(last) {
            while cell.last?.isWhitespace == true { cell.removeLast() }
            cell += ";"
        }
        cell += " "
    }
}
