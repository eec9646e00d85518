import Foundation
import Understanding
import Yams

/// Markdown articles: headings with their text become passages.
extension ProjectReader {
    /// Scalars of a passage: an answer is the shortest that answers. Longer sections are cut at
    /// paragraphs, and each part can be found by the section's title and questions.
    private static let passageLength = 600
    /// Scalars of a single paragraph; longer ones are cut between sentences, which costs a reader
    /// and a search what stood before.
    private static let passageLengthMax = 1_800

    mutating func readArticle(_ text: String, file: String) {
        var lines = text[...].lines
        var (offset, meta) = (0, FrontMatter())
        if lines.first == "---" {
            guard let end = lines.dropFirst().firstIndex(of: "---") else {
                report(.error, file, 1, "the front matter has no closing '---'")
                return
            }
            guard let read = frontMatter(lines[1..<end], file) else { return }
            meta = read
            if let intent = meta.intent { bindings.append((intent, file, meta.intentLine)) }
            (offset, lines) = (end + 1, Array(lines[(end + 1)...]))
        }
        let language = meta.language ?? self.language(of: file)
        let path = String(file.dropFirst("corpus/".count))
        var (sections, untitled) = Self.sections(lines, offset: offset, fallbackTitle: path)
        for line in untitled {
            report(
                .warning, file, line,
                "a heading without text; what follows belongs to the section above")
        }
        if sections.isEmpty {
            report(.warning, file, 0, "no text; left out")
            return
        }
        // A title over nothing but sections is their heading, not a passage.
        if sections.count > 1, sections[0].body.isEmpty {
            let title = sections.removeFirst()
            sections[0].questions += title.questions
        }
        var anchors: Set<String> = []
        var binding = meta.intent
        for section in sections {
            guard !section.body.isEmpty else {
                report(.warning, file, section.line, "'\(section.title)' has no text; left out")
                continue
            }
            let base = Self.anchor(section.title)
            var anchor = base
            var count = 0
            while !anchors.insert(anchor).inserted {
                count += 1
                anchor = "\(base)-\(count)"
            }
            for (part, body) in Self.parts(section.body).enumerated() {
                passages.append(
                    Passage(
                        id: "\(path)#\(anchor)\(part == 0 ? "" : "~\(part + 1)")",
                        title: section.title, questions: section.questions, text: body,
                        language: language, intent: binding))
                binding = nil
            }
        }
    }

    private struct FrontMatter {
        var language: Language?
        /// The intent that the article's first passage answers.
        var intent: String?
        /// The line of the file that names it.
        var intentLine = 0
    }

    /// The YAML of `lines`, which start in line 2; nil, and reported, where it does not parse.
    private mutating func frontMatter(
        _ lines: ArraySlice<Substring>, _ file: String
    ) -> FrontMatter? {
        let root: Node?
        do {
            root = try Yams.compose(yaml: lines.joined(separator: "\n"))
        } catch {
            let (line, reason) = TextFile.place(ofYAML: error)
            report(.error, file, line + 1, "the front matter does not parse: \(reason)")
            return nil
        }
        var meta = FrontMatter()
        guard let root else { return meta }
        guard let mapping = root.mapping else {
            report(.warning, file, line(root) + 1, "no 'key: value' in the front matter")
            return meta
        }
        checkKeys(mapping, file)
        meta.intent = text(mapping["intent"], of: "intent", file)
        meta.intentLine = mapping["intent"].map { line($0) + 1 } ?? 0
        guard let lang = text(mapping["lang"], of: "lang", file) else { return meta }
        meta.language = Language(rawValue: lang)
        if meta.language == nil, let node = mapping["lang"] {
            report(.warning, file, line(node) + 1, "'lang: \(lang)' is neither en nor zh")
        }
        return meta
    }

    /// Tags are for people, but must be what they seem.
    private mutating func checkKeys(_ mapping: Node.Mapping, _ file: String) {
        for (key, value) in mapping where !["lang", "intent"].contains(key.string) {
            let name = key.string ?? "?"
            if name != "tags" {
                report(
                    .warning, file, line(key) + 1,
                    "'\(name)' of the front matter is not used; left out")
            } else if value.null == nil, value.sequence?.allSatisfy({ $0.text != nil }) != true {
                report(
                    .warning, file, line(value) + 1,
                    "'tags' of the front matter is no list of texts; write [one, two]")
            }
        }
    }

    /// A value of the front matter; nil where it is missing or empty, and reported where it is
    /// no text.
    private mutating func text(_ node: Node?, of key: String, _ file: String) -> String? {
        guard let node, node.null == nil else { return nil }
        guard let text = node.string else {
            report(.warning, file, line(node) + 1, "'\(key)' of the front matter is no text")
            return nil
        }
        return text.isEmpty ? nil : text
    }

    private struct Section {
        var title: String
        var line: Int
        var questions: [String] = []
        var body = ""
    }

    /// The sections, and the lines of headings without text.
    private static func sections(
        _ lines: [Substring], offset: Int, fallbackTitle: String
    ) -> (sections: [Section], untitled: [Int]) {
        var sections: [Section] = []
        var untitled: [Int] = []
        var current = Section(title: fallbackTitle, line: 1)
        var hasHeading = false
        var isCode = false
        func finish() -> Section? {
            var section = current
            section.body = String(section.body.trimmed)
            return hasHeading || !section.body.isEmpty ? section : nil
        }
        for (at, line) in lines.enumerated() {
            if line.starts(withBytesOf: "```") { isCode.toggle() }
            if !isCode, let title = heading(line) {
                guard !title.isEmpty else {
                    untitled.append(offset + at + 1)
                    continue
                }
                if let done = finish() { sections.append(done) }
                current = Section(title: title, line: offset + at + 1)
                hasHeading = true
            } else if let questions = alternatives(line) {
                current.questions += questions
            } else {
                current.body += line + "\n"
            }
        }
        if let done = finish() { sections.append(done) }
        return (sections, untitled)
    }

    private static func heading(_ line: Substring) -> String? {
        let rest = line.utf8.drop { $0 == UInt8(ascii: "#") }
        let marks = line.utf8.distance(from: line.startIndex, to: rest.startIndex)
        guard (1...6).contains(marks), rest.isEmpty || rest.first == UInt8(ascii: " ") else {
            return nil
        }
        return String(Substring(rest).trimmed)
    }

    /// `Also: a; b` and `问法：a；b`.
    private static func alternatives(_ line: Substring) -> [String]? {
        let prefixes: [StaticString] = ["Also:", "also:", "问法：", "问法:"]
        for prefix in prefixes where line.starts(withBytesOf: prefix) {
            return line.unicodeScalars.drop { $0 != ":" && $0 != "：" }.dropFirst()
                .split { $0 == ";" || $0 == "；" }
                .map { String(Substring($0).trimmed) }.filter { !$0.isEmpty }
        }
        return nil
    }

    /// A heading as GitHub makes an anchor of it.
    static func anchor(_ title: String) -> String {
        String(
            title.lowercased().compactMap { character -> Character? in
                if character.isLetter || character.isNumber || character == "_" { return character }
                return character == " " || character == "-" ? "-" : nil
            })
    }

    /// `body` in parts of about ``passageLength`` and at most ``passageLengthMax``: whole blocks,
    /// and ``pieces(of:)`` of one that is longer itself.
    private static func parts(_ body: String) -> [String] {
        guard body.unicodeScalars.count > passageLength else { return [body] }
        var parts: [String] = []
        for block in blocks(body) {
            let joined = parts.last.map { "\($0)\n\n\(block)" }
            // What announces a list or a table stays with it.
            let isAnnounced = parts.last?.last.map { ":：".contains($0) } ?? false
            let most = isAnnounced ? passageLengthMax : passageLength
            if let joined, joined.unicodeScalars.count <= most {
                parts[parts.count - 1] = joined
            } else {
                parts += pieces(of: block[...])
            }
        }
        return parts
    }

    /// The paragraphs, lists, tables and code blocks of `body`: what blank lines part, but for
    /// those inside a code block.
    private static func blocks(_ body: String) -> [String] {
        var blocks: [String] = []
        var (lines, isCode): ([Substring], Bool) = ([], false)
        func finish() {
            if !lines.isEmpty { blocks.append(lines.joined(separator: "\n")) }
            lines = []
        }
        for line in body.lines {
            if line.starts(withBytesOf: "```") { isCode.toggle() }
            if line.allSatisfy(\.isWhitespace), !isCode { finish() } else { lines.append(line) }
        }
        finish()
        return blocks
    }

    /// `paragraph` in pieces of at most ``passageLengthMax`` without the blanks between them.
    private static func pieces(of paragraph: Substring) -> [String] {
        guard paragraph.unicodeScalars.count > passageLengthMax else { return [String(paragraph)] }
        var pieces: [String] = []
        var rest = paragraph.drop(while: \.isWhitespace)
        while !rest.isEmpty {
            let end = cut(rest)
            pieces.append(String(rest[..<end].trimmed))
            rest = rest[end...].drop(while: \.isWhitespace)
        }
        return pieces
    }

    /// Where the first piece of `text` ends: behind the last sentence or line that fits, else
    /// behind the last word, else behind the last character.
    ///
    /// A character is never cut, so one that is longer than a passage by itself stays whole.
    private static func cut(_ text: Substring) -> Substring.Index {
        var (sentenceEnd, wordEnd): (Substring.Index?, Substring.Index?) = (nil, nil)
        var length = 0
        var mark: Character?
        for at in text.indices {
            let character = text[at]
            if endsSentence(mark, before: character) { sentenceEnd = at }
            if character.isWhitespace { wordEnd = at }
            length += character.unicodeScalars.count
            if length > passageLengthMax {
                return sentenceEnd ?? wordEnd
                    ?? (at > text.startIndex ? at : text.index(after: at))
            }
            // Quotes and brackets that close behind a full stop belong to its sentence.
            if !"\"')”’」』）".contains(character) { mark = character }
        }
        return text.endIndex
    }

    /// Whether a sentence or line is over between `mark` and `next`. A Latin mark needs a blank
    /// behind it, or it may be the point of a number or an address.
    private static func endsSentence(_ mark: Character?, before next: Character) -> Bool {
        if next.isNewline { return true }
        switch mark {
        case ".", "!", "?": return next.isWhitespace
        case "。", "！", "？": return !"。！？\"')”’」』）".contains(next)
        default: return false
        }
    }
}
