/// The blocks of MkDocs, which are told by a marker over indented lines: admonitions (`!!! note
/// "Title"`), those that fold (`??? note`, `???+ note`) and tabs (`=== "Linux"`).
struct MkDocsBlocks {
    private let source: [Substring]
    private var lines: [Substring] = []
    private var fences = CodeFences(hasIndented: true)
    /// Blanks before the markers of the blocks that are open, from the outermost inwards.
    private var open: [Int] = []

    /// Blanks before what stands in a block, from its marker on.
    private static let indent = 4

    /// `source`, line for line, with titles in bold in the place of markers from line `start` on,
    /// and without the blanks before what they stand over.
    static func unindented(_ source: [Substring], from start: Int) -> [Substring] {
        guard source[start...].contains(where: { Marker($0) != nil }) else { return source }
        var blocks = MkDocsBlocks(source, from: start)
        for at in start..<source.count { blocks.add(at) }
        return blocks.lines
    }

    private init(_ source: [Substring], from start: Int) {
        self.source = source
        lines = Array(source[..<start])
    }

    private mutating func add(_ at: Int) {
        let line = source[at]
        let form = MarkdownLine(line)
        if !fences.isOpen, !form.isBlank {
            while let last = open.last, form.indent < last + Self.indent { open.removeLast() }
        }
        let shown = Self.cut(line, open.count * Self.indent)
        guard !fences.take(shown), let marker = Marker(shown) else {
            lines.append(shown)
            return
        }
        let isOver = isOverIndented(at)
        guard isOver || !marker.needsLines && (!marker.title.isEmpty || marker.isSure) else {
            lines.append(shown)
            return
        }
        open.append(form.indent)
        let title = marker.title.isEmpty && isOver ? marker.words : marker.title
        let text = title.isEmpty ? marker.words : "**\(title)**"
        let indent = shown[..<MarkdownLine(shown).rest.startIndex]
        lines.append(text.isEmpty ? "" : indent + text)
    }

    /// Whether the lines below stand in the block of the marker at `at`.
    private func isOverIndented(_ at: Int) -> Bool {
        let below = source[(at + 1)...].lazy.map { MarkdownLine($0) }.first { !$0.isBlank }
        return below.map { $0.indent >= MarkdownLine(source[at]).indent + Self.indent } ?? false
    }

    /// `line` without up to `count` blanks before it; a tab counts as four.
    private static func cut(_ line: Substring, _ count: Int) -> Substring {
        var rest = line.utf8
        var cut = 0
        while cut < count, let first = rest.first, first == UInt8(ascii: " ") || first == 9 {
            cut += first == 9 ? indent : 1
            rest = rest.dropFirst()
        }
        return Substring(rest)
    }
}

extension MkDocsBlocks {
    /// The line over a block.
    private struct Marker {
        /// What stands in quotes; empty where nothing does.
        var title: Substring
        /// What authors write without quotes behind the name of an admonition.
        var words: Substring = ""
        /// Whether it is one by itself, without a title or lines in its block: `!!! Danger` may be
        /// a shout.
        var isSure = false
        /// Whether it is none without lines in its block: its name is of the author's own.
        var needsLines = false

        /// Nil where `line` is no marker: a tab has a title, and another block a name, one word
        /// where MkDocs does not know it.
        init?(_ line: Substring) {
            let bytes = MarkdownLine(line).rest
            guard let mark = bytes.first, "=!?".utf8.contains(mark) else { return nil }
            let text = Substring(bytes).trimmed
            let isTab = text.starts(withBytesOf: "===")
            guard isTab || text.starts(withBytesOf: "!!!") || text.starts(withBytesOf: "???")
            else { return nil }
            var rest = text.dropFirst(3)
            if mark != UInt8(ascii: "!"), rest.first == "+" || rest.first == "!" {
                rest = rest.dropFirst()
            }
            rest = rest.trimmed
            title = Self.title(cutOff: &rest)
            let names = rest.split(separator: " ")
            guard !isTab, let name = names.first else {
                guard isTab, names.isEmpty, !title.isEmpty else { return nil }
                return
            }
            let type = name.last == ":" ? name.dropLast() : name
            needsLines = !Self.types.contains(type.lowercased())
            if title.isEmpty, !needsLines {
                isSure = type == type.lowercased()[...]
                words = Self.words(rest[name.endIndex...])
            } else if !names.allSatisfy({ $0.utf8.allSatisfy(Self.isOfName) })
                || needsLines && !names.dropFirst().allSatisfy({ Self.places.contains(String($0)) })
            {
                return nil
            }
        }

        /// The admonitions that MkDocs knows.
        private static let types: Set<String> = [
            "abstract", "attention", "bug", "caution", "check", "cite", "danger", "done", "error",
            "example", "fail", "failure", "faq", "help", "hint", "important", "info", "missing",
            "note", "question", "quote", "success", "summary", "tip", "tldr", "todo", "warning",
        ]

        /// What says where an admonition stands, in this order.
        private static let places = ["inline", "end"]

        /// `text` without what says where an admonition stands.
        private static func words(_ text: Substring) -> Substring {
            var rest = text.trimmed
            for place in Self.places where rest.hasPrefix(place) {
                let behind = rest.dropFirst(place.count)
                if behind.first?.isWhitespace ?? true { rest = behind.trimmed }
            }
            return rest
        }

        /// What stands in quotes at the end of `text`.
        private static func title(cutOff text: inout Substring) -> Substring {
            guard text.last == "\"", let start = text.firstIndex(of: "\""),
                text.index(after: start) < text.endIndex
            else { return "" }
            defer { text = text[..<start].trimmed }
            return text[start...].dropFirst().dropLast().trimmed
        }

        private static func isOfName(_ byte: UInt8) -> Bool {
            Tag.isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        }
    }
}
