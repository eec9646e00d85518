import Foundation
import Understanding

/// Markdown articles: headings with their text become passages.
extension ProjectReader {
    /// Scalars of a passage; longer sections are cut at paragraphs.
    private static let passageLengthMax = 1_800

    mutating func readArticle(_ text: String, file: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var (offset, meta) = (0, [String: String]())
        if lines.first == "---" {
            guard let end = lines.dropFirst().firstIndex(of: "---") else {
                report(.error, file, 1, "the front matter has no closing '---'")
                return
            }
            meta = frontMatter(lines[1..<end], file)
            (offset, lines) = (end + 1, Array(lines[(end + 1)...]))
        }
        let language = meta["lang"].flatMap(Language.init(rawValue:)) ?? Self.language(of: file)
        if let lang = meta["lang"], Language(rawValue: lang) == nil {
            report(.warning, file, 1, "'lang: \(lang)' is neither en nor zh")
        }
        let path = String(file.dropFirst("corpus/".count))
        var sections = Self.sections(lines, offset: offset, fallbackTitle: path)
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
        var binding = meta["intent"]
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

    private mutating func frontMatter(
        _ lines: ArraySlice<Substring>, _ file: String
    ) -> [String: String] {
        var meta: [String: String] = [:]
        for (at, line) in zip(lines.indices, lines) where !line.allSatisfy(\.isWhitespace) {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else {
                report(.warning, file, at + 1, "no 'key: value' in the front matter")
                continue
            }
            let value = pair[1].split(separator: " #").first ?? pair[1]
            meta[pair[0].trimmingCharacters(in: .whitespaces)] =
                value.trimmingCharacters(in: .whitespaces)
        }
        return meta
    }

    private struct Section {
        var title: String
        var line: Int
        var questions: [String] = []
        var body = ""
    }

    private static func sections(
        _ lines: [Substring], offset: Int, fallbackTitle: String
    ) -> [Section] {
        var sections: [Section] = []
        var current = Section(title: fallbackTitle, line: 1)
        var hasHeading = false
        var isCode = false
        func finish() -> Section? {
            var section = current
            section.body = section.body.trimmingCharacters(in: .whitespacesAndNewlines)
            return hasHeading || !section.body.isEmpty ? section : nil
        }
        for (at, line) in lines.enumerated() {
            if line.hasPrefix("```") { isCode.toggle() }
            if !isCode, let title = heading(line) {
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
        return sections
    }

    private static func heading(_ line: Substring) -> String? {
        let marks = line.prefix { $0 == "#" }
        guard (1...6).contains(marks.count), line.dropFirst(marks.count).first == " " else {
            return nil
        }
        return line.dropFirst(marks.count).trimmingCharacters(in: .whitespaces)
    }

    /// `Also: a; b` and `问法：a；b`.
    private static func alternatives(_ line: Substring) -> [String]? {
        for prefix in ["Also:", "also:", "问法：", "问法:"] where line.hasPrefix(prefix) {
            return line.dropFirst(prefix.count).split(whereSeparator: { $0 == ";" || $0 == "；" })
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
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

    /// `body` cut at blank lines into parts of at most ``passageLengthMax``.
    private static func parts(_ body: String) -> [String] {
        guard body.unicodeScalars.count > passageLengthMax else { return [body] }
        var parts = [""]
        for paragraph in body.split(separator: "\n\n") {
            let last = parts.count - 1
            let joined = parts[last].isEmpty ? String(paragraph) : "\(parts[last])\n\n\(paragraph)"
            if joined.unicodeScalars.count > passageLengthMax, !parts[last].isEmpty {
                parts.append(String(paragraph))
            } else {
                parts[last] = joined
            }
        }
        return parts
    }
}
