/// Follows an article line by line and knows which lines stand in code blocks: between fences, three
/// or more of one of `` ` `` and `~`, or indented (CommonMark 0.31, 4.4 and 4.5).
struct CodeFences {
    /// Whether the last line belongs to a list, where more blanks stand before fences.
    private(set) var isInList = false
    private var open: Fence?
    /// Whether the last line stands in a fence that is not closed yet, or opens it.
    var isOpen: Bool { open != nil }

    private struct Fence {
        var mark: UInt8
        var length: Int
        /// Whether it may be closed by marks behind any number of blanks.
        var isIndented: Bool
    }

    /// Whether the last line was blank or indented code.
    private var isBelowBlank = true
    /// MDX has no indented code: what stands in components is indented.
    private let hasIndented: Bool

    init(hasIndented: Bool) { self.hasIndented = hasIndented }

    /// Whether `line`, the next one, is code or a fence of it; one that `mayBeIndented` is no code
    /// because of the blanks before it.
    mutating func take(_ line: Substring, mayBeIndented: Bool = false) -> Bool {
        let line = MarkdownLine(line)
        if let fence = open {
            if closes(fence, line) { open = nil }
            return true
        }
        if !mayBeIndented, isIndented(line) { return true }
        follow(line)
        let inner = line.item.map { MarkdownLine(Substring($0)) } ?? line
        guard mayBeIndented || mayHoldFence(line), let mark = inner.rest.first,
            mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
        else { return false }
        let rest = inner.rest.drop { $0 == mark }
        let length = inner.rest.count - rest.count
        // Backquotes further on are those of code within a line.
        guard length >= 3, mark == UInt8(ascii: "~") || !rest.contains(mark) else { return false }
        open = Fence(mark: mark, length: length, isIndented: mayBeIndented)
        return true
    }

    /// A paragraph and a list take in what is indented below them.
    private func isIndented(_ line: MarkdownLine) -> Bool {
        hasIndented && isBelowBlank && !isInList && line.indent > MarkdownLine.indentMax
            && !line.isBlank
    }

    private func mayHoldFence(_ line: MarkdownLine) -> Bool {
        isInList || !hasIndented || line.indent <= MarkdownLine.indentMax
    }

    private func closes(_ fence: Fence, _ line: MarkdownLine) -> Bool {
        guard fence.isIndented || mayHoldFence(line) else { return false }
        let marks = Substring(line.rest).trimmed.utf8
        return marks.count >= fence.length && marks.allSatisfy { $0 == fence.mark }
    }

    /// A list ends with a text that is not indented below a blank line, and with a heading that
    /// stands before the texts of all items.
    private mutating func follow(_ line: MarkdownLine) {
        defer { isBelowBlank = line.isBlank }
        guard !line.isBlank else { return }
        if line.item != nil, !line.isBreak {
            isInList = true
        } else if line.indent == 0 && isBelowBlank || line.indent <= 1 && line.headingLevel != nil {
            isInList = false
        }
    }
}
