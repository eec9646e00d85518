/// BM25F over two fields, reranked by character cosines and by a classifier, over the passages of a
/// corpus.
///
/// Fields: the question (title with its alternatives) and the answer. Rank = BM25F / Σ idf of the
/// query + 0.5·cosine with the whole passage + q·cosine with the nearest question + 0.5·probability
/// by the ``QuestionClassifier`` + t·share of the idf of what the query is about, all in 0...1; q is
/// 1 where titles are questions and 0.2 where they are not, t 0.35 in a small corpus and 0 in one
/// that is not (`Benchmarks/understanding.md`). It never changes, over mapped memory.
package final class PassageIndex: StoredModel {
    package static let kind = ModelKind.passages
    package static let version: UInt32 = 14
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
    /// Passages of one language up to which a corpus is small, and from which on it is not at all:
    /// where all titles are questions, and where half of them are none. What sets plain sections
    /// apart takes longer to tell.
    private static let (smallMax, largeMin) = (
        (questions: 40.0, plain: 120.0), (questions: 120.0, plain: 400.0)
    )
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
    /// Phrases of ``OtherDomains`` that passages have.
    let ownDomains: Set<UInt64>
    /// The passage with each citation, the first of several.
    let byID: [String: UInt32]
    /// Where the passages of each article stand.
    private let byArticle: [Substring: [Int]]
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
        guard fields.count % Passage.fieldCount == 0 else {
            throw .unusableFile(path: path, reason: "damaged: passages do not fit together")
        }
        passages = stride(from: 0, to: fields.count, by: Passage.fieldCount).map {
            Passage(fields: fields[$0..<$0 + Passage.fieldCount])
        }
        byID = Dictionary(
            zip(passages.lazy.map(\.id), 0..<UInt32(passages.count)),
            uniquingKeysWith: { first, _ in first })
        let articles = passages.map(\.article)
        byArticle = Dictionary(grouping: articles.indices) { articles[$0] }
        languages = passages.map(\.language)
        sections = Self.sections(passages)
        hasParts = zip(sections, passages.indices).contains { $0 != $1 }
        fingerprint = file.fingerprint
        ownDomains = OtherDomains.own(in: file)
        let share = file.array("share", of: Float.self)
        guard let words = PostingTable(file, "w", passages: passages.count),
            let questions = QuestionTerms(
                file, "wq", passages: passages.count, vocabulary: words.vocabulary),
            let characters = CharacterProfiles(file, "c", passages: passages.count),
            share.count == 1, (0...1).contains(share[0])
        else { throw .unusableFile(path: path, reason: "damaged: postings do not fit together") }
        (self.words, self.questions, self.characters) = (words, questions, characters)
        questionShare = share[0]
        smallness = Self.smallness(languages, Double(questionShare))
        classifier = QuestionClassifier(file, passages: passages.count)
        guard classifier != nil || !QuestionClassifier.isStored(in: file) else {
            throw .unusableFile(path: path, reason: "damaged: the classifier does not fit together")
        }
        byQuestion = Self.byQuestion(passages)
    }

    private static func smallness(_ languages: [Language?], _ questionShare: Double) -> Double {
        func count(_ language: Language?) -> Int { languages.count { $0 == language } }
        let most = Double(max(count(.english), count(.chinese)) + count(nil))
        let plain = min(2 * (1 - questionShare), 1)
        func bound(_ bounds: (questions: Double, plain: Double)) -> Double {
            let questions = naturalLogarithm(bounds.questions)
            return questions + (naturalLogarithm(bounds.plain) - questions) * plain
        }
        let (small, large) = (bound(smallMax), bound(largeMin))
        let size = min(max(naturalLogarithm(max(most, 1)), small), large)
        return (large - size) / (large - small)
    }

    /// The passages by what they are asked for with: titles, alternatives, and each heading above a
    /// section where that is the first that is shown under it; each without its hyphens, too.
    private static func byQuestion(_ passages: [Passage]) -> [UInt64: [Int]] {
        let analyzer = Analyzer()
        var exact: [UInt64: [Int]] = [:]
        var article: Substring = ""
        var headings: Set<String> = []
        for (at, passage) in passages.enumerated() {
            if passage.article != article { (article, headings) = (passage.article, []) }
            headings.insert(passage.title)
            let opened = passage.headings.filter { headings.insert($0).inserted }
            for question in ([passage.title] + passage.questions + opened).flatMap(spellings(of:)) {
                guard let key = exactKey(analyzer.analyze(question)) else { continue }
                if exact[key]?.last != at { exact[key, default: []].append(at) }
            }
        }
        return exact
    }

    /// What a name is asked for as: as it stands, and without the hyphens of its words.
    static func spellings(of name: String) -> [String] {
        var (joined, from) = ("", name.startIndex)
        for word in RetrievalTerms.hyphenated(name) {
            joined += name[from..<word.startIndex] + word.replacing("-", with: "")
            from = word.endIndex
        }
        return joined.isEmpty ? [name] : [name, joined + name[from...]]
    }

    /// The passage with this citation.
    package func passage(_ id: String) -> Passage? { byID[id].map { passages[Int($0)] } }

    /// The passages of an article by its path, in the order of the article.
    func passages(ofArticle path: String) -> [Passage] {
        byArticle[path[...], default: []].map { passages[$0] }
    }

    /// For each passage the first part of its section: `a.md#costs~2` follows on `a.md#costs`.
    static func sections(_ passages: [Passage]) -> [Int] {
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
    package static func exactKey(_ analysis: Analysis) -> UInt64? {
        analysis.wordsKey(seed: analysis.digitHash)
    }
}
