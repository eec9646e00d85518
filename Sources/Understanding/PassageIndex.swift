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

    package init(
        id: String, title: String, questions: [String] = [], text: String,
        language: Language? = nil, intent: String? = nil
    ) {
        (self.id, self.title, self.questions) = (id, title, questions)
        (self.text, self.language, self.intent) = (text, language, intent)
    }
}

/// A passage with how sure the index is that it answers, in 0...1.
package struct RankedPassage: Sendable, Hashable {
    package var passage: Passage
    /// Ranking score, comparable within one query only.
    package var rank: Double
    /// Probability that the passage answers the query, in 0...1.
    package var score: Double
    /// Query terms found in the passage, weightiest first, with their idf.
    package var terms: [MatchedTerm]

    package init(passage: Passage, rank: Double, score: Double, terms: [MatchedTerm]) {
        (self.passage, self.rank, self.score, self.terms) = (passage, rank, score, terms)
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

/// BM25 over two fields and a character cosine, over the passages of a corpus.
///
/// Fields: the question (title with its alternatives) and the answer. Score = (w·BM25_Q + BM25_A)
/// / max + 0.3·cosine(Q+A) / max + 0.3·cosine(Q) / max (`docs/understanding.md`); k1 1.2, b 0.75
/// (Robertson, Zaragoza 2009). Ideographs are indexed by overlapping bigrams and single
/// characters. An immutable value over mapped memory.
package struct PassageIndex: Sendable {
    static let kind = "passages"
    static let version: UInt32 = 3
    static let saturation: Float = 1.2
    static let lengthNormalization: Float = 0.75
    static let questionWeight: Float = 2
    static let cosineWeight: Float = 0.3
    /// Probability that a passage asked for word by word answers, alone or one of several.
    static let exactScore = 0.99
    static let sharedScore = 0.7
    /// Letters, an ideograph counting two, up to which a query asks for nothing.
    static let lettersMin = 4

    package let passages: [Passage]
    package let fingerprint: UInt64
    private let words: PostingTable
    private let grams: PostingTable
    private let analyzer = Analyzer()
    /// Passages that a question, as it is asked word by word, belongs to.
    private let byQuestion: [UInt64: [Int]]

    private init(_ file: SectionFile, path: String) throws(UnderstandingError) {
        let fields = file.strings("passages")
        guard fields.count % 6 == 0 else {
            throw .unusableFile(path: path, reason: "damaged: passages do not fit together")
        }
        passages = stride(from: 0, to: fields.count, by: 6).map {
            Self.passage(fields[$0..<$0 + 6])
        }
        words = PostingTable(file, "w")
        grams = PostingTable(file, "g")
        fingerprint = file.fingerprint
        guard words.isSound(passages: passages.count), grams.isSound(passages: passages.count)
        else { throw .unusableFile(path: path, reason: "damaged: postings do not fit together") }
        var exact: [UInt64: [Int]] = [:]
        for (at, passage) in passages.enumerated() {
            for question in [passage.title] + passage.questions {
                let key = Self.exactKey(analyzer.analyze(question))
                if exact[key]?.last != at { exact[key, default: []].append(at) }
            }
        }
        byQuestion = exact
    }

    package init(mapping path: String) throws(UnderstandingError) {
        let memory = try ModelMemory(mapping: path)
        try self.init(
            SectionFile(memory, kind: Self.kind, version: Self.version, path: path), path: path)
        memory.releasePages()
    }

    package init(bytes: [UInt8]) throws(UnderstandingError) {
        let file = try SectionFile(
            ModelMemory(copying: bytes), kind: Self.kind, version: Self.version, path: "index")
        try self.init(file, path: "index")
    }

    /// Bytes of an index file over `passages`; the same passages give the same bytes.
    package static func build(
        _ passages: [Passage], fingerprint: UInt64 = 0, progress: (Double) -> Void = { _ in }
    ) -> [UInt8] {
        var words = PostingBuilder()
        var grams = PostingBuilder()
        let analyzer = Analyzer()
        for (at, passage) in passages.enumerated() {
            let question = ([passage.title] + passage.questions).map { analyzer.analyze($0) }
            let answer = analyzer.analyze(passage.text, scalarLimit: .max)
            words.add(
                passage: at, question.map(RetrievalTerms.words), RetrievalTerms.words(answer))
            grams.add(
                passage: at, question.map(RetrievalTerms.grams), RetrievalTerms.grams(answer))
            if at % 64 == 0 { progress(Double(at) / Double(passages.count)) }
        }
        var writer = SectionFile.Writer()
        writer.add("passages", strings: passages.flatMap(Self.fields(of:)))
        words.writeBM25(to: &writer, "w", passages: passages.count)
        grams.writeCosine(to: &writer, "g", passages: passages.count)
        progress(1)
        return writer.encoded(kind: kind, version: version, fingerprint: fingerprint)
    }

    private static func passage(_ fields: ArraySlice<String>) -> Passage {
        let at = fields.startIndex
        let questions: [Substring] = fields[at + 2].split(separator: "\n")
        let intent = fields[at + 5]
        return Passage(
            id: fields[at], title: fields[at + 1], questions: questions.map { String($0) },
            text: fields[at + 3], language: Language(rawValue: fields[at + 4]),
            intent: intent.isEmpty ? nil : intent)
    }

    private static func fields(of passage: Passage) -> [String] {
        let questions = passage.questions.joined(separator: "\n")
        let language = passage.language?.rawValue ?? ""
        return [passage.id, passage.title, questions, passage.text, language, passage.intent ?? ""]
    }

    /// The best passages for `query`, best first; those of another language than `language` count
    /// half.
    package func search(_ query: Analysis, language: Language?, limit: Int) -> [RankedPassage] {
        guard !passages.isEmpty else { return [] }
        let terms = RetrievalTerms.counted(RetrievalTerms.words(query))
        let gramTerms = RetrievalTerms.counted(RetrievalTerms.grams(query))
        var scores = [SIMD4<Float>](repeating: .zero, count: passages.count)
        words.accumulateBM25(terms, into: &scores)
        grams.accumulateCosine(gramTerms, into: &scores)
        var peaks = SIMD4<Float>(repeating: 1e-9)
        for at in scores.indices {
            scores[at].x += scores[at].y * Self.questionWeight
            peaks = pointwiseMax(peaks, scores[at])
        }
        let exact = byQuestion[Self.exactKey(query)] ?? []
        let isUnique = Set(exact.map { passages[$0].language }).count == exact.count
        var best: [(at: Int, rank: Float)] = []
        for (at, score) in scores.enumerated() where score.x > 0 || score.z > 0 {
            var rank =
                score.x / peaks.x
                + Self.cosineWeight * (score.z / peaks.z + score.w / peaks.w)
            if let language, let own = passages[at].language, own != language { rank *= 0.5 }
            if exact.contains(at) { rank += 2 }
            if best.count == limit + 1, rank <= best[limit].rank { continue }
            best.insert((at, rank), at: best.firstIndex { $0.rank < rank } ?? best.count)
            if best.count > limit + 1 { best.removeLast() }
        }
        let matcher = Matcher(terms: terms, words: words, query: query)
        // A few letters are in many passages and ask for none; one word alone is no evidence.
        let isQuestion = query.letterCount + 2 * query.ideographCount > Self.lettersMin
        return best.prefix(limit).enumerated().map { order, found in
            let matched = matcher.terms(of: found.at)
            // Only the first is ahead of another; the rest have nothing over those before them.
            let next = order > 0 ? found.rank : best.count > 1 ? best[1].rank : 0
            let isExact = exact.contains(found.at)
            let score =
                isExact
                ? (isUnique ? Self.exactScore : Self.sharedScore)
                : !isQuestion || matched.terms.count < 2
                    ? 0
                    : Confidence(
                        coverage: matched.coverage, cosine: Double(scores[found.at].w),
                        answerCosine: Double(scores[found.at].z),
                        margin: Double((found.rank - next) / max(found.rank, 1e-6))
                    ).probability
            return RankedPassage(
                passage: passages[found.at], rank: Double(found.rank), score: score,
                terms: matched.terms)
        }
    }

    package func search(_ query: String, limit: Int) -> [RankedPassage] {
        let analysis = analyzer.analyze(query)
        return search(analysis, language: analysis.language, limit: limit)
    }

    /// The passage with this citation.
    package func passage(_ id: String) -> Passage? { passages.first { $0.id == id } }

    /// A key that two texts share when they have the same words and numbers.
    private static func exactKey(_ analysis: Analysis) -> UInt64 {
        analysis.tokens.filter { $0.kind != .mark }
            .reduce(analysis.digitHash) { Hash64.mix($0, Hash64.of(analysis.text(of: $1))) }
    }
}

/// How sure the index is of its best passage: a logistic regression over signals of one query.
///
/// Weights fitted on the development queries of three public sets, each query once with its
/// passage in the corpus and once without it (`docs/understanding.md`).
struct Confidence {
    /// idf share of the query's terms that the passage has.
    var coverage: Double
    /// Character cosines with the question and with the whole passage.
    var cosine: Double
    var answerCosine: Double
    /// Distance to the next passage as a share of the score; it tells as much as it covers.
    var margin: Double

    static let weights = [-2.6, 1.7, 0.4, 2.0, 12.6]

    var signals: [Double] { [1, coverage, cosine, answerCosine, margin * coverage] }

    /// Below this share of the query's terms a passage is not about it, however far ahead: on the
    /// three sets 2 to 4 % of the right ones lie below, and 22 to 69 % of the wrong ones.
    static let coverageMin = 0.3

    var probability: Double {
        guard coverage >= Self.coverageMin else { return 0 }
        return logistic(zip(Self.weights, signals).reduce(0) { $0 + $1.0 * $1.1 })
    }
}
