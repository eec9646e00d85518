/// One passage of an article: what is shown, and what it can be found by.
package struct Passage: Sendable, Hashable {
    /// Citation: path and heading anchor, as `en/account.md#how-do-i-reset-my-password`.
    package var id: String
    /// The heading, or the document's title.
    package var title: String
    /// Other ways to ask for it.
    package var questions: [String]
    /// Markdown as written, without the heading.
    package var text: String
    package var language: Language?
    /// The intent that this passage answers, where its article binds one.
    package var intent: String?
    /// What its article is called, where it has a title.
    package var articleTitle: String?
    /// The headings above its own, from the article's title down. Their words count as the
    /// passage's text, and whoever asks for one of them is shown the first passage under it.
    package var headings: [String]

    package init(
        id: String, title: String, questions: [String] = [], text: String,
        language: Language? = nil, intent: String? = nil, articleTitle: String? = nil,
        headings: [String] = []
    ) {
        (self.id, self.title, self.questions) = (id, title, questions)
        (self.text, self.language, self.intent) = (text, language, intent)
        (self.articleTitle, self.headings) = (articleTitle, headings)
    }

    /// The path in ``id``, which may hold a `#` of its own: an anchor holds none.
    package var article: Substring { id[..<(id.lastIndex(of: "#") ?? id.endIndex)] }

    /// The heading anchor in ``id``; empty where it has none.
    package var anchor: Substring { id.dropFirst(article.count).dropFirst() }
}

/// A passage with how sure the index is that it answers, in 0...1.
package struct RankedPassage: Sendable, Hashable {
    package var passage: Passage
    /// Ranking score, comparable within one query only.
    package var rank: Double
    /// Probability that the passage answers the query, in 0...1.
    package var score: Double
    /// Whether the query is one of the passage's questions word by word, in its language.
    package var isExact: Bool
    /// Whether it is that, or so nearly that the score is as good, in its language.
    package var isNear: Bool
    /// Query terms found in the passage, weightiest first, with their idf.
    package var terms: [MatchedTerm]

    package init(
        passage: Passage, rank: Double, score: Double, isExact: Bool = false, isNear: Bool = false,
        terms: [MatchedTerm]
    ) {
        (self.passage, self.rank, self.score) = (passage, rank, score)
        (self.isExact, self.isNear, self.terms) = (isExact, isExact || isNear, terms)
    }
}

/// A term of a query that a passage has, and its weight.
package struct MatchedTerm: Sendable, Hashable {
    package var term: String
    package var weight: Double

    package init(term: String, weight: Double) {
        (self.term, self.weight) = (term, weight)
    }
}

/// BM25F over two fields, reranked by character cosines and by a classifier, over the passages of a
/// corpus.
///
/// Fields: the question (title with its alternatives) and the answer. Rank = BM25F / Σ idf of the
/// query + 0.5·cosine with the whole passage + q·cosine with the nearest question + 0.5·probability
/// by the ``QuestionClassifier`` + t·share of the idf of what the query is about, all in 0...1; q is
/// 1 where titles are questions and 0.2 where they are not, t 0.35 in a small corpus and 0 in one
/// that is not (`Benchmarks/understanding.md`). An immutable value over mapped memory.
package struct PassageIndex: StoredModel {
    package static let kind = ModelKind.passages
    package static let version: UInt32 = 8
    /// Texts that are kept of a passage.
    private static let fieldCount = 8
    /// BM25F: k1, what a word of the question counts, and b of each field.
    static let saturation: Float = 1.2
    static let questionWeight: Float = 2
    static let questionNormalization: Float = 0.5
    static let answerNormalization: Float = 0.75
    static let cosineWeight: Float = 0.5
    /// Weight of the nearest question's cosine, where no title is a question and where all are.
    static let titleCosineWeight: Float = 0.2
    static let questionCosineWeight: Float = 1
    /// Weight of the classifier's probability in the rank.
    static let classifierWeight: Float = 0.5
    /// Weight of what the query is about, in a small corpus: "do you have parking" shares more with
    /// "Do you have wifi?" than with "Is there parking?".
    static let topicWeight: Float = 0.35
    /// Passages of one language up to which a corpus is small, and from which on it is not at all.
    private static let (smallMax, largeMin) = (40.0, 120.0)
    /// Passages that BM25F leaves to the cosines: more in a large corpus and for a long answer.
    static func rerankedCount(passages: Int, limit: Int) -> Int {
        max(min(8 + passages / 64, 64), 4 * limit)
    }

    package let passages: [Passage]
    package let fingerprint: UInt64
    let languages: [Language?]
    /// The first part of each passage's section; and whether any section has more than one.
    let sections: [Int]
    let hasParts: Bool
    let words: PostingTable
    let questions: QuestionTerms
    let characters: CharacterProfiles
    /// Passages that a question, as it is asked word by word, belongs to.
    let byQuestion: [UInt64: [Int]]
    /// Share of the passages whose title asks or that have alternatives, in 0...1.
    let questionShare: Float
    /// 1 for a small corpus, 0 for one that is not, in 0...1.
    let smallness: Double
    /// nil where the corpus has few questions, or too many.
    let classifier: QuestionClassifier?

    package init(_ file: SectionFile, path: String) throws(UnderstandingError) {
        let fields = file.strings("passages")
        guard fields.count % Self.fieldCount == 0 else {
            throw .unusableFile(path: path, reason: "damaged: passages do not fit together")
        }
        passages = stride(from: 0, to: fields.count, by: Self.fieldCount).map {
            Self.passage(fields[$0..<$0 + Self.fieldCount])
        }
        languages = passages.map(\.language)
        sections = Self.sections(passages)
        hasParts = zip(sections, passages.indices).contains { $0 != $1 }
        fingerprint = file.fingerprint
        let share = file.array("share", of: Float.self)
        guard let words = PostingTable(file, "w", passages: passages.count),
            let questions = QuestionTerms(
                file, "wq", passages: passages.count, vocabulary: words.vocabulary),
            let characters = CharacterProfiles(file, "c", passages: passages.count),
            share.count == 1, (0...1).contains(share[0])
        else { throw .unusableFile(path: path, reason: "damaged: postings do not fit together") }
        (self.words, self.questions, self.characters) = (words, questions, characters)
        questionShare = share[0]
        smallness = Self.smallness(languages)
        classifier = QuestionClassifier(file, passages: passages.count)
        guard classifier != nil || !QuestionClassifier.isStored(in: file) else {
            throw .unusableFile(path: path, reason: "damaged: the classifier does not fit together")
        }
        byQuestion = Self.byQuestion(passages)
    }

    private static func smallness(_ languages: [Language?]) -> Double {
        func count(_ language: Language?) -> Int { languages.count { $0 == language } }
        let most = max(count(.english), count(.chinese)) + count(nil)
        let size = min(max(Double(most), smallMax), largeMin)
        return naturalLogarithm(largeMin / size) / naturalLogarithm(largeMin / smallMax)
    }

    /// The passages by what they are asked for with: titles, alternatives, and each heading above a
    /// section where that is the first that is shown under it.
    private static func byQuestion(_ passages: [Passage]) -> [UInt64: [Int]] {
        let analyzer = Analyzer()
        var exact: [UInt64: [Int]] = [:]
        var article: Substring = ""
        var headings: Set<String> = []
        for (at, passage) in passages.enumerated() {
            if passage.article != article { (article, headings) = (passage.article, []) }
            headings.insert(passage.title)
            let opened = passage.headings.filter { headings.insert($0).inserted }
            for question in [passage.title] + passage.questions + opened where !question.isEmpty {
                guard let key = exactKey(analyzer.analyze(question)) else { continue }
                if exact[key]?.last != at { exact[key, default: []].append(at) }
            }
        }
        return exact
    }

    /// Bytes of an index file over `passages`; the same passages give the same bytes.
    package static func build(
        _ passages: [Passage], fingerprint: UInt64 = 0, progress: (Double) -> Void = { _ in }
    ) -> [UInt8] {
        var words = PostingBuilder()
        var characters = CharacterProfiles.Builder(
            bytes: passages.reduce(0) { $0 + $1.text.utf8.count })
        let analyzer = Analyzer()
        var classifier = QuestionClassifier.Builder()
        let sections = sections(passages)
        let isTrainable = QuestionClassifier.isTrainable(
            questions: passages.reduce(0) { $0 + 1 + $1.questions.count },
            sections: Set(sections).count)
        let readingShare = isTrainable ? 0.1 : 1
        var asking = 0
        for (at, passage) in passages.enumerated() {
            let titles = ([passage.title] + passage.questions).map { analyzer.analyze($0) }
            let text = passage.headings + [passage.text]
            let answer = analyzer.analyze(text.joined(separator: "\n"), scalarLimit: .max)
            words.add(passage: at, titles.map(RetrievalTerms.words), RetrievalTerms.words(answer))
            characters.add(titles, answer)
            if isTrainable { classifier.add(titles, isLaterPart: sections[at] != at) }
            if !passage.questions.isEmpty || CommonWords.isQuestion(passage.title, titles[0]) {
                asking += 1
            }
            if at % 64 == 0 { progress(Double(at) / Double(passages.count) * readingShare) }
        }
        var writer = SectionFile.Writer()
        writer.add("passages", strings: passages.flatMap(Self.fields(of:)))
        writer.add("share", [Float(asking) / Float(max(passages.count, 1))])
        words.write(to: &writer, "w", passages: passages.count)
        characters.write(to: &writer, "c")
        // Plain passages have titles that nobody asks for.
        if isTrainable, asking * 2 >= passages.count {
            classifier.write(to: &writer) { progress(readingShare + (1 - readingShare) * $0) }
        }
        progress(1)
        return writer.encoded(kind: kind, version: version, fingerprint: fingerprint)
    }

    /// The passage with this citation.
    package func passage(_ id: String) -> Passage? { passages.first { $0.id == id } }

    /// For each passage the first part of its section: `a.md#costs~2` follows on `a.md#costs`.
    private static func sections(_ passages: [Passage]) -> [Int] {
        var sections: [Int] = []
        for (at, passage) in passages.enumerated() {
            let mark = passage.id.lastIndex(of: "~")
            let first = sections.last.map { passages[$0].id }
            if let mark, let first, passage.id[..<mark] == first {
                sections.append(sections[at - 1])
            } else {
                sections.append(at)
            }
        }
        return sections
    }

    /// A key that two texts share when they have the same words and numbers; nil where there are
    /// none.
    static func exactKey(_ analysis: Analysis) -> UInt64? {
        analysis.wordsKey(seed: analysis.digitHash)
    }

    private static func passage(_ fields: ArraySlice<String>) -> Passage {
        let at = fields.startIndex
        let questions: [Substring] = fields[at + 2].split(separator: "\n")
        let (intent, articleTitle) = (fields[at + 5], fields[at + 6])
        return Passage(
            id: fields[at], title: fields[at + 1], questions: questions.map { String($0) },
            text: fields[at + 3], language: Language(rawValue: fields[at + 4]),
            intent: intent.isEmpty ? nil : intent,
            articleTitle: articleTitle.isEmpty ? nil : articleTitle,
            headings: fields[at + 7].split(separator: "\n").map { String($0) })
    }

    private static func fields(of passage: Passage) -> [String] {
        let questions = passage.questions.joined(separator: "\n")
        let language = passage.language?.rawValue ?? ""
        return [
            passage.id, passage.title, questions, passage.text, language, passage.intent ?? "",
            passage.articleTitle ?? "", passage.headings.joined(separator: "\n"),
        ]
    }
}
