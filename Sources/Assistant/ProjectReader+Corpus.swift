import Understanding

/// Markdown articles: headings with their text become passages.
extension ProjectReader {
    mutating func readArticle(_ text: String, file: String) {
        let lines = text[...].lines
        guard let (meta, start) = frontMatter(of: lines, file) else { return }
        if let intent = meta.intent { bindings.append((intent, file, meta.intentLine)) }
        let path = String(file.dropFirst("corpus/".count))
        let article = Article(
            ShownLines.of(lines, from: start), untitledText: meta.title ?? path)
        for line in article.untitled {
            report(
                .warning, file, line,
                "a heading without text; what follows belongs to the section above")
        }
        if article.sections.isEmpty {
            report(.warning, file, 0, "no text; left out")
            return
        }
        take(article, meta, file, path)
    }

    /// The front matter and the place of the first line behind it; nil, and reported, where it
    /// cannot be read.
    private mutating func frontMatter(
        of lines: [Substring], _ file: String
    ) -> (meta: FrontMatter, start: Int)? {
        guard lines.first == "---" else { return (FrontMatter(), 0) }
        guard let end = lines.dropFirst().firstIndex(of: "---") else {
            report(.error, file, 1, "the front matter has no closing '---'")
            return nil
        }
        return frontMatter(lines[1..<end], file).map { ($0, end + 1) }
    }

    private mutating func take(
        _ article: Article, _ meta: FrontMatter, _ file: String, _ path: String
    ) {
        var sections = article.sections
        // A title over nothing but sections is their heading, not a passage.
        if sections.count > 1, sections[0].body.isEmpty {
            let title = sections.removeFirst()
            sections[0].questions += title.questions
        }
        var anchors: Set<String> = []
        var passage = Passage(
            id: "", title: "", text: "", language: meta.language ?? language(of: file),
            intent: meta.intent, articleTitle: article.title ?? meta.title)
        for section in sections {
            guard !section.body.isEmpty else {
                report(.warning, file, section.line, "'\(section.title)' has no text; left out")
                continue
            }
            let anchor = Self.unused(section.anchor ?? Self.anchor(section.title), &anchors)
            (passage.title, passage.questions) = (section.title, section.questions)
            for (part, text) in PassageParts.of(section.body).enumerated() {
                passage.id = "\(path)#\(anchor)\(part == 0 ? "" : "~\(part + 1)")"
                passage.text = text
                passages.append(passage)
                passage.intent = nil
            }
        }
    }

    /// `anchor`, or with the first number that makes it another than those before.
    private static func unused(_ anchor: String, _ anchors: inout Set<String>) -> String {
        var found = anchor
        var count = 0
        while !anchors.insert(found).inserted {
            count += 1
            found = "\(anchor)-\(count)"
        }
        return found
    }

    /// A heading as GitHub makes an anchor of it.
    private static func anchor(_ title: String) -> String {
        String(
            title.lowercased().compactMap { character -> Character? in
                if character.isLetter || character.isNumber || character == "_" { return character }
                return character == " " || character == "-" ? "-" : nil
            })
    }
}
