import Understanding

/// Reads the articles in `corpus/`: headings with their text become passages.
struct CorpusReader: FolderReader {
    let directory: String
    var findings: [Finding] = []
    var languages: [String: Language?] = [:]
    var passages: [Passage] = []
    /// Where the sections of ``passages`` stand.
    var sectionPlaces: [SectionText: SectionPlace] = [:]
    /// Intents that articles answer.
    private(set) var bindings: [IntentPlace] = []
    /// Findings on keys of the front matter, by the names of the keys.
    var unusedKeys: [String: Int] = [:]
    /// What each of those findings says, and how many other articles have one of its keys.
    var unusedKeyFindings: [Int: (what: String, others: Int)] = [:]
    /// Which articles are in a language that is not spoken, as their paths say.
    private(set) var foreignPaths = ForeignPaths()
    /// What was said of those that were left out for it; nil where there was none.
    private var foreign: ForeignArticles?
    /// Sections of Chinese articles that may stand in other characters, too.
    private var chinese = ChineseSections()

    init(directory: String) { self.directory = directory }

    mutating func readCorpus() {
        guard hasCorpus else {
            report(
                .warning, at: FilePlace("corpus"),
                "no such folder; nothing is answered from articles")
            return
        }
        var images: [String] = []
        let files = files(under: "corpus") ?? []
        foreignPaths = ForeignPaths(files)
        for file in ChineseSections.simplifiedFirst(files) {
            if let form = ArticleForm(of: file) {
                if let text = text(of: file) { readArticle(text, as: form, file: file) }
            } else if FileForm.isImage(file) {
                images.append(file)
            } else {
                report(.warning, at: FilePlace(file), Self.notRead)
            }
        }
        reportImages(images)
        if let finding = chinese.finding { findings.append(finding) }
        resolveLinks(among: files)
    }

    /// A site has hundreds of them: all are one finding.
    private mutating func reportImages(_ files: [String]) {
        guard let first = files.first else { return }
        let verb = files.count == 2 ? "is" : "are"
        let others = Self.count(files.count - 1, "other image", "other images")
        report(
            .warning, at: FilePlace(first),
            files.count == 1 ? Self.notRead : "\(Self.notRead), as \(verb) \(others)")
    }

    private mutating func readArticle(_ text: String, as form: ArticleForm, file: String) {
        let lines = text[...].lines
        let reported = findings.count
        let (meta, start) = frontMatter(of: lines, file)
        if let (tag, line) = foreignTag(meta, file) {
            // What else is to be said of it helps nobody.
            findings.removeSubrange(reported...)
            leaveOut(tag, at: FilePlace(file, line))
            return
        }
        if let intent = meta.intent { bindings.append((intent, FilePlace(file, meta.intentLine))) }
        let name = Self.title(ofFile: file)
        let shown = ShownLines.of(lines, from: start, as: form)
        if let line = shown.unclosedFence {
            report(
                .warning, at: FilePlace(file, line),
                "a code block that is never closed, so all below it is code; close it, "
                    + "or its headings are none")
        }
        var article = Article(
            AskedQuestions.headed(shown.lines, of: lines), untitledText: meta.title ?? name)
        article.ask(meta.questions)
        for line in article.untitled {
            report(
                .warning, at: FilePlace(file, line),
                "a heading without text; what follows belongs to the section above")
        }
        if article.sections.isEmpty {
            report(.warning, at: FilePlace(file), "no text; left out")
            return
        }
        if meta.title == nil { reportUntitled(article, file) }
        take(article, meta, name, file)
    }

    /// Leaves out an article in a language that is not spoken. A site has thousands of them: all
    /// are one finding.
    private mutating func leaveOut(_ tag: String, at place: FilePlace) {
        guard var told = foreign else {
            let told = ForeignArticles(first: tag, finding: findings.count)
            report(.warning, at: place, told.message)
            foreign = told
            return
        }
        told.add(tag)
        findings[told.finding].message = told.message
        foreign = told
    }

    /// The name of a file as people read it: without extension, language and the number that only
    /// puts it in order. `01-about_us.en.md` is called "About us".
    private static func title(ofFile file: String) -> String {
        let name = file.split(separator: "/").last ?? ""
        var parts = name.split(separator: ".")
        if parts.count > 1 { parts.removeLast() }
        if parts.count > 1, let last = parts.last, language(named: String(last)) != nil {
            parts.removeLast()
        }
        let words = withoutOrder(parts.joined(separator: ".")).split {
            $0 == "-" || $0 == "_" || $0 == " "
        }
        let title = words.joined(separator: " ")
        return title.isEmpty ? String(name) : title.prefix(1).uppercased() + title.dropFirst()
    }

    /// Digits that put a file in order: a longer number, as 404, is a word of its name.
    private static let orderDigitsMax = 2

    /// `name` without the number that puts it in order; dates and versions stay.
    private static func withoutOrder(_ name: String) -> Substring {
        let digits = name.prefix { ("0"..."9").contains($0) }
        let rest = name.dropFirst(digits.count)
        let words = rest.drop { "-_. ".contains($0) }
        guard 1...orderDigitsMax ~= digits.count, words.startIndex > rest.startIndex,
            words.first?.isNumber == false
        else { return name[...] }
        return words
    }

    /// Says what the text above the first heading is called, which nobody wrote.
    private mutating func reportUntitled(_ article: Article, _ file: String) {
        guard let first = article.sections.first(where: { $0.level == 0 }) else { return }
        let what = article.sections.count == 1 ? "has no heading" : "has text without a heading"
        report(.note, at: FilePlace(file), "\(what): shown as '\(first.title)'")
    }

    /// Makes passages of the sections, but for those that stand elsewhere already.
    private mutating func take(
        _ article: Article, _ meta: FrontMatter, _ name: String, _ file: String
    ) {
        let path = file.dropFirst("corpus/".count)
        var anchors: [String: Int] = [:]
        let told = meta.language ?? language(of: file)
        let written = told == nil ? WrittenLanguage(article, as: ArticleForm(of: file)) : nil
        var passage = Passage(
            id: "", title: "", text: "", intent: meta.intent,
            articleTitle: article.title ?? meta.title ?? name)
        var copies: [Copy] = []
        var characters = ChineseSections.Reading(file, of: chinese)
        let sections = sectionsWithText(article, under: meta.title, file)
        for (section, headings) in sections {
            let anchor = Self.unused(section.anchor ?? Self.anchor(section.title), &anchors)
            passage.id = "\(path)#\(anchor)"
            (passage.title, passage.questions) = (section.title, section.questions)
            passage.headings = headings
            passage.language = told ?? written?.language(of: section)
            let text = SectionText(
                title: section.level == 0 && meta.title == nil ? nil : section.title,
                text: section.body, language: passage.language)
            if let earlier = keep(section, text, passage, file, &characters) {
                copies.append((FilePlace(file, section.line), earlier))
            }
            passage.intent = nil
        }
        chinese.take(characters)
        report(copies, of: sections.count, file)
    }

    /// Appends a section that does not stand elsewhere already. Where it stands is told of a copy,
    /// and counted in `characters` of one in other ideographs.
    private mutating func keep(
        _ section: Article.Section, _ text: SectionText, _ passage: Passage, _ file: String,
        _ characters: inout ChineseSections.Reading
    ) -> FilePlace? {
        let twin = characters.twin(of: passage)
        if let twin, isAnswered(passage, at: twin) {
            ask(passage.questions, at: twin)
            characters.leaveOut(passages[twin.lowerBound].article)
            return nil
        }
        let earlier = earlier(text, passage)
        if earlier == nil { add(section, text, passage, file) }
        if twin == nil { characters.add(passage, at: sectionPlaces[text]?.passages) }
        return earlier
    }

    /// The sections that have text, each with the headings above it, the first of which is `title`
    /// where the article has no heading of the first level. The alternative questions of a heading
    /// without text are those of the first section under it.
    private mutating func sectionsWithText(
        _ article: Article, under title: String?, _ file: String
    ) -> [(section: Article.Section, headings: [String])] {
        var found: [(section: Article.Section, headings: [String])] = []
        var above: [Article.Section] = []
        let top = article.title == nil ? [title].compactMap { $0 } : []
        for (at, section) in article.sections.enumerated() {
            above.removeAll { $0.level >= section.level }
            let next = article.sections.dropFirst(at + 1).first
            if !section.blocks.isEmpty {
                var section = section
                let opened = above.reversed().prefix { $0.blocks.isEmpty }.reversed()
                section.questions = opened.flatMap(\.questions) + section.questions
                let headings = above.filter { $0.level > 0 }.map(\.title)
                found.append((section, section.level > 0 ? top + headings : []))
                for at in above.indices { above[at].questions = [] }
            } else if next.map({ $0.level <= section.level }) ?? true {
                report(
                    .warning, at: FilePlace(file, section.line),
                    "'\(section.title)' has no text; left out")
            }
            above.append(section)
        }
        return found
    }

    /// Appends the parts of a section, the first of which is `first` without its text.
    private mutating func add(
        _ section: Article.Section, _ text: SectionText, _ first: Passage, _ file: String
    ) {
        var passage = first
        let start = passages.count
        for (count, part) in PassageParts.of(section.blocks).enumerated() {
            passage.id = count == 0 ? first.id : "\(first.id)~\(count + 1)"
            passage.text = part
            passages.append(passage)
            passage.intent = nil
        }
        guard sectionPlaces[text] == nil else { return }
        sectionPlaces[text] = SectionPlace(
            place: FilePlace(file, section.line), passages: start..<passages.count)
    }

    /// `anchor`, or with the first number that makes it another than those in `anchors`, each of
    /// which has the last number that was put behind it.
    private static func unused(_ anchor: String, _ anchors: inout [String: Int]) -> String {
        guard var count = anchors[anchor] else {
            anchors[anchor] = 0
            return anchor
        }
        var found = anchor
        while anchors[found] != nil {
            count += 1
            found = "\(anchor)-\(count)"
        }
        anchors[anchor] = count
        anchors[found] = 0
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
