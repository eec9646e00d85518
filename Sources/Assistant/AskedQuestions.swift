/// Questions that an article asks without a heading: `Q: Is it free?` over `A: Yes.`, `问：` over
/// `答：`, and a paragraph's first line in bold that ends in a question mark, or in brackets behind it.
struct AskedQuestions {
    private var lines: [ShownLine]
    /// The lines of the file.
    private let source: [Substring]
    /// Of the last heading.
    private var level = 0
    /// Whether the next text may be marked as the answer.
    private var isAsked = false
    /// Whether a blank line has yet to end what stands below such a question or answer: `---`
    /// parts it from the next one there, and makes no heading of it.
    private var isAnswer = false

    /// `lines` of the file `source` with these questions as headings, one level below the one above
    /// them, and without the marks of questions and answers.
    static func headed(_ lines: [ShownLine], of source: [Substring]) -> [ShownLine] {
        var read = AskedQuestions(lines, source)
        for at in lines.indices { read.read(at) }
        return read.lines
    }

    private init(_ lines: [ShownLine], _ source: [Substring]) {
        (self.lines, self.source) = (lines, source)
    }

    private mutating func read(_ at: Int) {
        let line = MarkdownLine(lines[at].text)
        if line.isBlank {
            isAnswer = false
            return
        }
        if lines[at].place == .summary {
            let question = Mark(lines[at].text, Mark.headings)
            if let question { lines[at].text = question.words }
            isAsked = true
            return
        }
        guard lines[at].place == .page, line.indent <= MarkdownLine.indentMax else {
            isAsked = false
            return
        }
        if line.underlineLevel != nil {
            if isAnswer { (lines[at].text, isAnswer) = ("", false) }
        } else if let level = line.headingLevel {
            let words = Substring(line.rest.dropFirst(level)).trimmed
            head(at, level, words) { Self.heading($0, level) }
        } else if !isAnswer, let level = underlineLevel(below: at) {
            head(at, level, lines[at].text) { $0 }
        } else if let question = question(at) {
            lines[at].text = Self.heading(question, min(max(level + 1, 2), Heading.levelMax))
            (isAsked, isAnswer) = (true, true)
        } else {
            if isAsked, let answer = Mark(lines[at].text, Mark.answers) {
                (lines[at].text, isAnswer) = (answer.words, true)
            }
            isAsked = false
        }
    }

    /// Takes the mark off a heading of these `words`, which `marked` makes a heading again.
    private mutating func head(
        _ at: Int, _ level: Int, _ words: Substring, marked: (Substring) -> Substring
    ) {
        let question = Mark(words, Mark.headings)
        if let question { lines[at].text = marked(question.words) }
        (self.level, isAsked, isAnswer) = (level, question != nil, false)
    }

    /// The level of the heading that the line below makes of the one at `at`.
    private func underlineLevel(below at: Int) -> Int? {
        guard at + 1 < lines.count, lines[at + 1].place == .page,
            lines[at + 1].number == lines[at].number + 1,
            !MarkdownLine(lines[at].text).beginsOther
        else { return nil }
        return MarkdownLine(lines[at + 1].text).underlineLevel
    }

    private static func heading(_ words: Substring, _ level: Int) -> Substring {
        "\(String(repeating: "#", count: level)) \(words)"
    }

    /// What the line at `at` asks; nil where it is a text.
    private func question(_ at: Int) -> Substring? {
        if let question = Mark(lines[at].text, Mark.questions) {
            return question.asks || isAnswered(at) ? question.words : nil
        }
        let isFirst = at == 0 || MarkdownLine(lines[at - 1].text).isBlank
        guard isFirst, let words = Mark.bold(lines[at].text), Self.asks(words),
            isBold(inSource: lines[at].number)
        else { return nil }
        return words
    }

    /// Whether `words` end in a question mark, or in one and what stands in brackets behind it.
    private static func asks(_ words: Substring) -> Bool {
        if words.last.map(Mark.asks) == true { return true }
        guard words.last == ")" || words.last == "）",
            let open = words.lastIndex(where: { $0 == "(" || $0 == "（" })
        else { return false }
        return words[..<open].trimmed.last.map(Mark.asks) == true
    }

    /// Whether a line of text is marked as a question, `Q: …`, or an answer.
    static func isMarkedQuestion(_ line: String) -> Bool { Mark(line[...], Mark.questions) != nil }

    static func isMarkedAnswer(_ line: String) -> Bool { Mark(line[...], Mark.answers) != nil }

    /// Whether the author set a line of the file in bold: titles of admonitions and tabs are shown
    /// so, too.
    private func isBold(inSource number: Int) -> Bool {
        source.indices.contains(number - 1) && Mark.bold(source[number - 1]) != nil
    }

    /// Whether the next line with text is marked as an answer.
    private func isAnswered(_ at: Int) -> Bool {
        let next = lines[(at + 1)...].first { !MarkdownLine($0.text).isBlank }
        return next.map { $0.place == .page && Mark($0.text, Mark.answers) != nil } ?? false
    }
}

/// The mark of a question or an answer, `Q:`, `**Q2.**`, `答：`, and the words behind it.
private struct Mark {
    static let questions = ["question", "q", "问题", "问"]
    /// `## 问题：…` is about a trouble as a rule.
    static let headings = ["question", "q", "问"]
    static let answers = ["answer", "a", "答案", "回答", "答"]

    private(set) var words: Substring

    /// Whether the words end in a question mark.
    var asks: Bool { words.last.map(Self.asks) ?? false }

    static func asks(_ mark: Character) -> Bool { mark == "?" || mark == "？" }

    /// Digits behind the mark.
    private static let digitsMax = 3

    /// The mark with one of `names` that `text` starts with; nil where it starts with none.
    init?(_ text: Substring, _ names: [String]) {
        var rest = Self.withoutBreak(text)
        let emphasis = rest.prefix { $0 == "*" || $0 == "_" }
        rest = rest.dropFirst(emphasis.count)
        let start = rest.prefix(Self.nameMax).lowercased()
        guard let name = names.first(where: start.hasPrefix) else { return nil }
        rest = rest.dropFirst(name.count).trimmed
        let digits = rest.prefix(Self.digitsMax).prefix(while: \.isNumber)
        rest = rest.dropFirst(digits.count)
        var isOpen = !emphasis.isEmpty && !Self.cut(emphasis, off: &rest)
        rest = rest.trimmed
        guard let colon = rest.first,
            ":：".contains(colon) || !digits.isEmpty && ".、".contains(colon)
        else { return nil }
        rest = rest.dropFirst()
        if isOpen { isOpen = !Self.cut(emphasis, off: &rest) }
        words = rest.trimmed
        if isOpen {
            words =
                words.hasSuffix(emphasis)
                ? words.dropLast(emphasis.count).trimmed : emphasis + words
        }
        if words.isEmpty, names != Self.answers { return nil }
    }

    private static let nameMax = 8

    private static func cut(_ mark: Substring, off text: inout Substring) -> Bool {
        guard text.hasPrefix(mark) else { return false }
        text = text.dropFirst(mark.count)
        return true
    }

    /// The words of a line that is in bold as a whole.
    static func bold(_ text: Substring) -> Substring? {
        let line = withoutBreak(text)
        guard let mark = ["**", "__"].first(where: line.hasPrefix), line.hasSuffix(mark),
            line.utf8.count > 2 * mark.utf8.count
        else { return nil }
        let words = line.dropFirst(mark.count).dropLast(mark.count).trimmed
        return words.isEmpty || words.utf8.firstRange(of: mark.utf8) != nil ? nil : words
    }

    /// A line without the backslash that breaks it.
    private static func withoutBreak(_ text: Substring) -> Substring {
        let line = text.trimmed
        return line.hasSuffix("\\") ? line.dropLast().trimmed : line
    }
}
