/// Which of a query's terms are known, and which of them a passage has.
struct Matcher {
    private struct Term {
        var term: RetrievalTerm
        var idf: Float
        /// idf among the passages' questions, and how many of these have the term.
        var questionIDF: Double
        var questions = 0
        var known: (number: UInt32, list: Range<Int>)?
    }

    private var terms: [Term] = []
    /// idf of all terms together.
    private(set) var idf: Float = 0
    private let words: PostingTable
    private let questions: QuestionTerms
    private let query: Analysis

    init(_ query: Analysis, _ index: PassageIndex, excluding excluded: Set<Int>) {
        (words, questions, self.query) = (index.words, index.questions, query)
        let passages = index.passages.count
        let distinct = RetrievalTerms.distinct(RetrievalTerms.words(query))
        terms.reserveCapacity(distinct.count)
        for term in distinct {
            let unseen = words.unseenIDF * term.share
            var found = Term(term: term, idf: unseen, questionIDF: Double(unseen))
            if let number = words.vocabulary.id(of: term.key) {
                let list = words.list(of: number)
                let isGone =
                    !excluded.isEmpty
                    && list.allSatisfy { excluded.contains(Int(words[$0].passage)) }
                if !isGone {
                    found.idf = words.vocabulary.idf[Int(number)]
                    found.known = (number, list)
                    found.questions = questions.frequency(of: number, excluding: excluded)
                    found.questionIDF =
                        Double(term.share) * PostingBuilder.idf(found.questions, of: passages)
                }
            }
            idf += found.idf
            terms.append(found)
        }
    }

    /// Lists of the terms that are looked for.
    var lists: [Range<Int>] { searched.compactMap(\.known?.list) }

    /// The terms that are known; of a very long query those of the highest idf, so that its length
    /// does not bound the work.
    private var searched: [Term] {
        var known = terms.filter { $0.known != nil }
        if known.count > Self.listsMax {
            known.sort { $0.idf > $1.idf }
            known.removeLast(known.count - Self.listsMax)
        }
        return known
    }

    /// What the query is about, as ``RetrievalTerms/topics(_:)`` of it.
    var topics: Set<UInt64> { Set(terms.lazy.map(\.term).filter(\.isTopic).map(\.key)) }

    /// Whether a word and two ideographs at least tell what the query is about.
    var isInTwoScripts: Bool {
        guard query.ideographCount >= 2, query.letterCount > 0 else { return false }
        let kinds = terms.lazy.filter(\.term.isTopic).map { self.query.tokens[$0.term.token].kind }
        return kinds.contains(.word) && kinds.count { $0 == .ideograph } >= 2
    }

    /// Whether ``topics`` are enough to name a passage: two words, or three ideographs.
    func isNaming(_ topics: Set<UInt64>) -> Bool {
        topics.count >= (query.ideographCount > 0 ? 3 : 2)
    }

    /// Whether a passage has all that the query is about.
    func hasAllTopics(_ passage: Int) -> Bool {
        terms.allSatisfy { found in
            !found.term.isTopic
                || found.known.map { words.has(passage, in: $0.list) } ?? false
        }
    }

    /// Those of ``topics`` that stand in a passage's text, and not in its questions.
    func topicsInText(_ passage: Int) -> Set<UInt64> {
        let found = terms.lazy.filter { found in
            guard found.term.isTopic, let known = found.known else { return false }
            return words.has(passage, in: known.list) && !questions.has(known.number, passage)
        }
        return Set(found.map(\.term.key))
    }

    /// Those of ``topics`` that a passage has, each with whether its questions do.
    func topicsFound(_ passage: Int) -> [UInt64: Bool] {
        var found: [UInt64: Bool] = [:]
        for term in terms where term.term.isTopic {
            guard let known = term.known, words.has(passage, in: known.list) else { continue }
            found[term.term.key] = questions.has(known.number, passage)
        }
        return found
    }

    /// Terms of a query that are searched for; sixty ideographs have 119.
    private static let listsMax = 128

    /// How many terms, and their idf.
    struct Weight: Equatable {
        private(set) var count = 0
        private(set) var idf = 0.0

        mutating func add(_ more: Double) {
            count += 1
            idf += more
        }
    }

    struct Match {
        /// Query terms that the passage has, by their place among the terms.
        fileprivate(set) var places: [Int] = []
        /// How many terms the query has.
        var asked = 0
        /// idf of the query's terms: of all, and of those in the passage or in its questions.
        var passage = (all: 0.0, covered: 0.0)
        var question = (all: 0.0, covered: 0.0)
        /// Those that tell what the query is about (``RetrievalTerm/isTopic``).
        var topics = (all: Weight(), covered: Weight())
        /// Share of the topics' idf that the passage has, in 0...1.
        var topicShare: Double { topics.covered.idf / max(topics.all.idf, 1e-6) }
        /// Of the terms that are no ``CommonWords``: the highest idf of one that the passage has,
        /// and how many passages ask for one that it lacks. The latter are topics: "gmail" of which
        /// a passage on another program says nothing.
        var rarest = 0.0
        var missed = 0
    }

    func match(_ passage: Int) -> Match {
        var match = Match()
        match.asked = terms.count
        for (place, found) in terms.enumerated() {
            let (idf, isContent) = (Double(found.idf), found.term.share == 1)
            match.passage.all += idf
            match.question.all += found.questionIDF
            if found.term.isTopic { match.topics.all.add(idf) }
            guard let known = found.known, words.has(passage, in: known.list) else {
                if isContent { match.missed = max(match.missed, found.questions) }
                continue
            }
            match.passage.covered += idf
            if found.term.isTopic { match.topics.covered.add(idf) }
            if isContent { match.rarest = max(match.rarest, idf) }
            if questions.has(known.number, passage) { match.question.covered += found.questionIDF }
            match.places.append(place)
        }
        return match
    }

    /// The terms that a passage has, as people read them, each with what BM25 gives for it in both
    /// fields, over the query's idf: in 0...1 together, weightiest first.
    func terms(in passage: Int) -> [MatchedTerm] {
        let found = searched.compactMap { found -> MatchedTerm? in
            let weight = found.known.map { words.weight(of: passage, in: $0.list) } ?? 0
            guard weight > 0 else { return nil }
            return MatchedTerm(
                term: text(of: found.term), weight: Double(weight / max(idf, 1e-6)))
        }
        return found.sorted { ($1.weight, $0.term) < ($0.weight, $1.term) }
    }

    private func text(of term: RetrievalTerm) -> String {
        query.tokens[term.token..<term.token + term.width].map(query.text(of:)).joined()
    }
}
