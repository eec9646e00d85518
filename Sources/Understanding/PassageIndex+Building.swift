extension PassageIndex {
    /// Bytes of an index file over `passages`; the same passages give the same bytes.
    package static func build(
        _ passages: [Passage], fingerprint: UInt64 = 0, progress: (Double) -> Void = { _ in }
    ) -> [UInt8] {
        var builder = Builder(passages)
        // Reading takes little of the time where there is a classifier to train.
        let readingShare = builder.isTrainable ? 0.1 : 1
        for at in passages.indices {
            builder.read(at)
            if at % 64 == 0 { progress(Double(at) / Double(passages.count) * readingShare) }
        }
        var writer = SectionFile.Writer()
        builder.write(to: &writer) { progress(readingShare + (1 - readingShare) * $0) }
        progress(1)
        return writer.encoded(kind: kind, version: version, fingerprint: fingerprint)
    }

    /// Reads passages one after another for all parts of the index.
    private struct Builder {
        private let passages: [Passage]
        private let sections: [Int]
        /// Whether a classifier can be trained on as many questions.
        let isTrainable: Bool
        private let analyzer = Analyzer()
        private var words = PostingBuilder()
        private var characters: CharacterProfiles.Builder
        private var classifier = QuestionClassifier.Builder()
        private var ownDomains = OtherDomains.Own()
        /// Passages whose title asks or that have alternatives.
        private var asking = 0

        init(_ passages: [Passage]) {
            self.passages = passages
            sections = PassageIndex.sections(passages)
            isTrainable = QuestionClassifier.isTrainable(
                questions: passages.reduce(0) { $0 + 1 + $1.questions.count },
                sections: Set(sections).count)
            characters = CharacterProfiles.Builder(
                bytes: passages.reduce(0) { $0 + $1.text.utf8.count })
        }

        /// Takes in the passage at place `at`, which follows on the one before.
        mutating func read(_ at: Int) {
            let passage = passages[at]
            let names = [passage.title] + passage.questions
            let titles = names.map { analyzer.analyze($0) }
            let read = LinkAddress.removed(from: passage.text)
            let text = (passage.headings + [read]).joined(separator: "\n")
            let answer = analyzer.analyze(text, scalarLimit: .max)
            words.add(
                passage: at, zip(names, titles).map(RetrievalTerms.indexed),
                RetrievalTerms.indexed(text, answer))
            characters.add(titles, answer)
            for analysis in titles + [answer] { ownDomains.add(analysis) }
            if isTrainable { classifier.add(titles, isLaterPart: sections[at] != at) }
            if !passage.questions.isEmpty || CommonWords.isQuestion(passage.title, titles[0]) {
                asking += 1
            }
        }

        /// Adds all sections to a file; `progress` hears fractions in 0...1 while a classifier is
        /// trained.
        func write(to writer: inout SectionFile.Writer, progress: (Double) -> Void) {
            writer.add("passages", strings: passages.flatMap(\.fields))
            writer.add("share", [Float(asking) / Float(max(passages.count, 1))])
            words.write(to: &writer, "w", passages: passages.count)
            characters.write(to: &writer, "c")
            ownDomains.write(to: &writer)
            // Plain passages have titles that nobody asks for.
            if isTrainable, asking * 2 >= passages.count {
                classifier.write(to: &writer, progress: progress)
            }
        }
    }
}

extension Passage {
    /// Texts that are kept of a passage.
    static let fieldCount = 8

    /// The passage of which `fields` are the ``fields``.
    init(fields: ArraySlice<String>) {
        let at = fields.startIndex
        let questions: [Substring] = fields[at + 2].split(separator: "\n")
        let (intent, articleTitle) = (fields[at + 5], fields[at + 6])
        self.init(
            id: fields[at], title: fields[at + 1], questions: questions.map { String($0) },
            text: fields[at + 3], language: Language(rawValue: fields[at + 4]),
            intent: intent.isEmpty ? nil : intent,
            articleTitle: articleTitle.isEmpty ? nil : articleTitle,
            headings: fields[at + 7].split(separator: "\n").map { String($0) })
    }

    /// Its texts, ``fieldCount`` of them, in the order of an index file.
    package var fields: [String] {
        [
            id, title, questions.joined(separator: "\n"), text, language?.rawValue ?? "",
            intent ?? "", articleTitle ?? "", headings.joined(separator: "\n"),
        ]
    }
}
