/// What of a passage answers a question: its paragraphs, items and rows that say what is asked for.
///
/// A passage of some paragraphs is found as a whole; who asks for one thing of it reads the
/// paragraph that tells, and the link leads to the rest.
extension Passage {
    /// Letters, an ideograph counting two, up to which a passage is short enough as it is.
    private static let shortLength = 160
    /// Share of what is asked for that a block must have.
    private static let shareMin = 0.6

    /// The blocks of the text that have most of what `query` asks for beyond what the passage is
    /// called; the whole text where it asks for nothing else, or no block has as much. What few
    /// blocks have tells more.
    package func excerpt(for query: String) -> String {
        guard Self.length(text) > Self.shortLength else { return text }
        let blocks = TextBlock.blocks(of: text)
        let called = ([title] + questions + headings).reduce(into: Set()) {
            $0.formUnion(RetrievalTerms.topics($1))
        }
        let asked = RetrievalTerms.topics(query).subtracting(called)
        let weights = asked.map { topic in
            let having = blocks.count { $0.topics.contains(topic) }
            return (topic: topic, weight: having > 0 ? 1 / Double(having) : 0)
        }
        let least = weights.reduce(0) { $0 + $1.weight } * Self.shareMin
        guard blocks.count > 1, least > 0 else { return text }
        let chosen = blocks.indices.filter { at in
            let found = weights.filter { blocks[at].topics.contains($0.topic) }
            return found.reduce(0) { $0 + $1.weight } >= least
        }
        return chosen.isEmpty || chosen.count == blocks.count
            ? text : TextBlock.text(of: chosen, among: blocks)
    }

    private static func length(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (0x3400...0x9FFF ~= $1.value ? 2 : 1) }
    }
}

/// A paragraph of a Markdown text, an item of a list without order, or a row of a table.
private struct TextBlock {
    /// Its lines.
    let lines: [Substring]
    /// What must stand above it to be understood: the sentence that a list or code follows, the head
    /// of a table.
    let intro: [Substring]
    /// Whether it goes on what the block before says, as "It costs …".
    let leans: Bool
    /// What it tells of, its intro with it.
    let topics: Set<UInt64>

    private init(_ lines: [Substring], intro: [Substring] = []) {
        (self.lines, self.intro) = (lines, intro)
        topics = RetrievalTerms.topics((intro + lines).joined(separator: "\n"))
        leans = intro.isEmpty && Self.leans(lines.first ?? "")
    }

    /// The blocks of `text`, in order.
    static func blocks(of text: String) -> [TextBlock] {
        var blocks: [TextBlock] = []
        var intro: [Substring] = []
        for paragraph in paragraphs(of: text) {
            let found = Self.blocks(of: paragraph, intro: intro)
            intro = found.isEmpty ? intro + paragraph : []
            blocks += found
        }
        if !intro.isEmpty { blocks.append(TextBlock(intro)) }
        return blocks
    }

    /// Those of `blocks` that are `chosen`, each with what must stand above it.
    static func text(of chosen: [Int], among blocks: [TextBlock]) -> String {
        var shown: [[Substring]] = []
        var (intro, last): ([Substring], Int?) = ([], nil)
        for at in chosen.flatMap({ needed($0, blocks) }) where at > last ?? -1 {
            let block = blocks[at]
            if !block.intro.isEmpty, block.intro == intro, let end = shown.indices.last {
                shown[end] += block.lines
            } else {
                shown.append(block.intro + block.lines)
            }
            (intro, last) = (block.intro, at)
        }
        return shown.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    /// A block with those before it that it leans on.
    private static func needed(_ at: Int, _ blocks: [TextBlock]) -> [Int] {
        var first = at
        while first > 0, blocks[first].leans { first -= 1 }
        return Array(first...at)
    }

    /// Lines that no blank line parts; code between fences is no more than one of them.
    private static func paragraphs(of text: String) -> [[Substring]] {
        var paragraphs: [[Substring]] = [[]]
        var isCode = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace), !isCode {
                paragraphs.append([])
                continue
            }
            if isFence(line) { isCode.toggle() }
            paragraphs[paragraphs.count - 1].append(line)
        }
        return paragraphs.filter { !$0.isEmpty }
    }

    /// The blocks of one paragraph behind `intro`; none where it is no more than an intro itself.
    private static func blocks(of lines: [Substring], intro: [Substring]) -> [TextBlock] {
        if lines.contains(where: isFence) { return [TextBlock(lines, intro: intro)] }
        if let table = rows(of: lines, intro: intro) { return table }
        let start = lines.firstIndex(where: isItem) ?? lines.count
        let above = intro + lines[..<start]
        guard start < lines.count else {
            let isIntro = lines.last.map { $0.last == ":" || $0.last == "：" } ?? false
            return isIntro || isBold(lines) ? [] : [TextBlock(lines, intro: intro)]
        }
        // What lies behind an item and is none goes on it.
        return lines[start...].reduce(into: [[Substring]]()) { items, line in
            if isItem(line) { items.append([line]) } else { items[items.count - 1].append(line) }
        }.map { TextBlock($0, intro: above) }
    }

    /// The rows of a table, each with its head above it; nil where the lines are none.
    private static func rows(of lines: [Substring], intro: [Substring]) -> [TextBlock]? {
        guard lines.count > 2, lines.allSatisfy({ $0.first == "|" }),
            lines[1].allSatisfy({ "|-: ".contains($0) })
        else { return nil }
        return lines[2...].map { TextBlock([$0], intro: intro + lines[..<2]) }
    }

    private static func isFence(_ line: Substring) -> Bool {
        let mark = line.drop { $0 == " " }.prefix(3)
        return mark == "```" || mark == "~~~"
    }

    /// Whether a line starts an item of a list without order; the steps of one in order belong
    /// together.
    private static func isItem(_ line: Substring) -> Bool {
        guard let mark = line.first, "-*+•".contains(mark) else { return false }
        return line.dropFirst().first == " "
    }

    /// Whether a paragraph is a line in bold, as what stands above others is.
    private static func isBold(_ lines: [Substring]) -> Bool {
        lines.count == 1 && lines[0].hasPrefix("**") && lines[0].hasSuffix("**")
    }

    /// Whether a paragraph that starts so is about what the one before says.
    private static func leans(_ line: Substring) -> Bool {
        let word = line.prefix { $0.isLetter && $0.isASCII }.lowercased()
        return leaning.contains(word) || leaningChinese.contains { line.hasPrefix($0) }
    }

    private static let leaning: Set<String> = [
        "it", "they", "this", "that", "these", "those", "then", "also", "but", "however",
        "otherwise",
        "else", "both", "he", "she", "its", "their", "such",
    ]
    private static let leaningChinese = [
        "它", "他", "她", "这", "此", "该", "但", "不过", "否则", "然后", "另外", "同时",
    ]
}
