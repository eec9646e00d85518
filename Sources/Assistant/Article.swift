/// What an article says: its headings with their texts, as CommonMark 0.31 has them.
struct Article {
    struct Section {
        var title: String
        /// The anchor that the heading names itself; else one is made of the title.
        var anchor: String?
        var line: Int
        /// Of its heading, from 1; 0 for what stands above all headings.
        var level = 0
        var questions: [String] = []
        /// Paragraphs, lists, tables and code blocks: what blank lines part, but for those in code.
        var blocks: [String] = []

        var body: String { String(blocks.joined(separator: "\n\n")[...].trimmed) }
    }

    /// In order; the first stands above all headings where there is text.
    private(set) var sections: [Section] = []
    /// Lines of headings without text.
    private(set) var untitled: [Int] = []
    /// The first heading of the first level.
    private(set) var title: String?

    private var references = LinkReferences()
    private var current: Section
    private var body: [ShownLine] = []
    private var hasHeading = false
    private var block = Block.none
    private var asking = Asking.no
    /// The number of the last line.
    private var last = 0
    /// The level of the last heading.
    private var level = 0
    /// Where the section stands that goes on behind what `<details>` folds.
    private var continued: Int?
    /// What goes on behind each that is open; nil where that has no title.
    private var outside: [Outside?] = []

    /// What stands around what `<details>` folds.
    private struct Outside {
        var section: Section
        /// Where the section stands; nil while it has no text.
        var place: Int?
        var level: Int
        var hasHeading: Bool
    }

    private enum Block {
        case none
        /// A paragraph, which starts at this place of the body and in this line of the file.
        case paragraph(at: Int, line: Int)
        /// A list, quote, table or HTML, which takes in the lines below it.
        case other
    }

    /// Whether a list below `Also:` goes on, whose items are questions.
    private enum Asking { case no, announced, listed }

    /// Reads `lines`; what stands above the first heading is called `untitledText`.
    init(_ lines: [ShownLine], untitledText: String) {
        let first = lines.first { !MarkdownLine($0.text).isBlank }
        current = Section(title: untitledText, line: first?.number ?? 1)
        for line in lines {
            if line.number != last + 1 { block = .none }
            read(line)
            last = line.number
        }
        finish()
        if !references.isEmpty {
            for at in sections.indices {
                sections[at].blocks = sections[at].blocks.map(references.inlined)
            }
        }
        for at in sections.indices where !Self.isAnswer(sections[at].blocks) {
            sections[at].blocks = []
        }
    }

    /// Adds other ways to ask for the first section.
    mutating func ask(_ questions: [String]) {
        guard let first = sections.first else { return }
        let known = [first.title] + first.questions
        sections[0].questions += questions.filter { !known.contains($0) }
    }

    private mutating func read(_ line: ShownLine) {
        switch line.place {
        case .page, .list: readText(line)
        case .code:
            body.append(line)
            block = .none
        case .summary: unfold(line)
        case .detailsEnd: endDetails()
        }
    }

    private mutating func readText(_ line: ShownLine) {
        if takeItem(line) { return }
        if line.place == .page, let heading = Heading(line.text) {
            begin(heading, line.number)
        } else if let (heading, at, number) = underlined(by: line) {
            body.removeSubrange(at...)
            begin(heading, number)
        } else if case .none = block, line.place == .page, references.take(line.text[...]) {
            return
        } else if let questions = Self.alternatives(line.text) {
            current.questions += questions
            asking = questions.isEmpty ? .announced : .no
            block = .none
        } else {
            follow(line)
            body.append(line)
        }
    }

    /// Takes an item of the list below an `Also:` that has nothing behind it, or a blank before one;
    /// false where the line is none.
    private mutating func takeItem(_ line: ShownLine) -> Bool {
        guard asking != .no else { return false }
        if asking == .announced, MarkdownLine(line.text).isBlank { return true }
        let item = line.text.trimmed
        guard ["- ", "* ", "+ "].contains(where: item.hasPrefix) else {
            asking = .no
            return false
        }
        current.questions += Self.questions(item.dropFirst(2))
        asking = .listed
        return true
    }

    private mutating func begin(_ heading: Heading, _ line: Int) {
        block = .none
        guard !heading.title.isEmpty else {
            untitled.append(line)
            return
        }
        finish()
        current = Section(
            title: heading.title, anchor: heading.anchor, line: line, level: heading.level)
        hasHeading = true
        level = heading.level
        if heading.level == 1, title == nil { title = heading.title }
    }

    private mutating func finish() {
        current.blocks = body.split { $0.place != .code && MarkdownLine($0.text).isBlank }
            .compactMap(Self.block)
        if let continued {
            sections[continued].blocks += current.blocks
            sections[continued].questions += current.questions
        } else if hasHeading || Self.isAnswer(current.blocks) {
            sections.append(current)
        }
        (body, continued) = ([], nil)
    }

    // MARK: Details

    /// Begins a section one level below the one that it stands in.
    private mutating func unfold(_ summary: ShownLine) {
        let heading = Heading(summary.text, level: min(max(level + 1, 2), Heading.levelMax))
        guard !heading.title.isEmpty else {
            outside.append(nil)
            return
        }
        var around = Outside(
            section: current, place: continued, level: level, hasHeading: hasHeading)
        let count = sections.count
        begin(heading, summary.number)
        if sections.count > count { around.place = count }
        if around.place != nil { (around.section.blocks, around.section.questions) = ([], []) }
        outside.append(around)
    }

    /// What follows belongs to the section above again.
    private mutating func endDetails() {
        guard let last = outside.popLast(), let around = last else { return }
        finish()
        block = .none
        (current, continued) = (around.section, around.place)
        (level, hasHeading) = (around.level, around.hasHeading)
    }

    // MARK: Blocks

    /// The text of a block; nil where it only sets type, as a rule across the page does.
    private static func block(_ lines: ArraySlice<ShownLine>) -> String? {
        let text = lines.map(\.text).joined(separator: "\n")
        let isShown = Readable(text).isAnywhere || lines.contains { $0.place == .code }
        return isShown ? text : nil
    }

    /// Whether there is more than images and marks.
    private static func isAnswer(_ blocks: [String]) -> Bool {
        blocks.contains { Readable($0).inText }
    }

    /// The heading that `line` makes of the paragraph above it, and where that starts. One that is
    /// too long for a title is never asked for again.
    private mutating func underlined(by line: ShownLine) -> (heading: Heading, at: Int, line: Int)?
    {
        guard case .paragraph(let at, let number) = block,
            let level = MarkdownLine(line.text).underlineLevel
        else { return nil }
        let text = body[at...].map(\.text.trimmed).joined(separator: " ")
        guard text.unicodeScalars.count <= Heading.lengthMax else {
            block = .other
            return nil
        }
        let heading = Heading(text[...], level: level)
        return heading.title.isEmpty ? nil : (heading, at, number)
    }

    private mutating func follow(_ shown: ShownLine) {
        let line = MarkdownLine(shown.text)
        if line.isBlank || line.isBreak {
            block = .none
        } else if shown.place == .list || line.beginsOther {
            block = .other
        } else if case .none = block, line.indent <= MarkdownLine.indentMax {
            block = .paragraph(at: body.count, line: shown.number)
        }
    }

    /// The longest marker of other questions, with its colon.
    private static let markerMax = 5

    /// `Also: a; b` and `问法：a；b`, in capitals or not and with either colon; none where they stand
    /// in a list below.
    private static func alternatives(_ line: Substring) -> [String]? {
        let scalars = line.unicodeScalars
        guard
            let colon = scalars.prefix(markerMax).firstIndex(where: { $0 == ":" || $0 == "：" }),
            ["also", "问法"].contains(Substring(scalars[..<colon]).lowercased())
        else { return nil }
        return questions(Substring(scalars[colon...].dropFirst()))
    }

    private static func questions(_ text: Substring) -> [String] {
        text.unicodeScalars.split { $0 == ";" || $0 == "；" }
            .map { String(Substring($0).trimmed) }.filter { !$0.isEmpty }
    }
}
