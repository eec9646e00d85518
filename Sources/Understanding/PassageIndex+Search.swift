extension PassageIndex {
    /// Probability that a passage asked for word by word answers, alone or one of several.
    static let exactScore = 0.99
    static let sharedScore = 0.7
    /// Probability that a passage answers that is asked for by its heading in a frame ("How do I
    /// reset the router?" of "Reset the router"), where no other is.
    static let namedScore = 0.85
    /// From this probability on, and from this share of its idf that the words give, a query is
    /// nearly the passage's question.
    static let nearScore = 0.9
    static let nearWords: Float = 0.3

    /// A passage that BM25F found, with what the cosines say.
    private struct Candidate {
        var passage: Int
        /// Share of the query's own idf that BM25F gives, in 0...1.
        var words: Float
        var isExact: Bool
        /// Whether the query is its heading, which is no question, in a frame word by word.
        var isFramed = false
        /// 0.5 in another language than the query's.
        var factor: Float = 1
        var whole: Float = 0
        var question: Float = 0
        /// What the words and the cosines give together, before the classifier has its say.
        var likeness: Float = 0
        var rank: Float = 0

        static func isBefore(_ a: Candidate, _ b: Candidate) -> Bool {
            a.rank != b.rank ? a.rank > b.rank : a.passage < b.passage
        }
    }

    /// The best passages for `query`, best first; those of another language than `language` count
    /// half. Passages at `excluded` places of ``passages`` are passed over as if they were not in
    /// the corpus. `nearOnly` spares most of the work where none is near: then there are none.
    /// How the first fits the query is told where it is likelier than an intent with the score
    /// `rival`, or near; `explains` names the terms that matched.
    package func search(
        _ query: Analysis, language: Language?, limit: Int, excluding excluded: Set<Int> = [],
        nearOnly: Bool = false, rival: Double? = 0, explains: Bool = true
    ) -> [RankedPassage] {
        guard !passages.isEmpty, limit > 0 else { return [] }
        let matcher = Matcher(query, self, excluding: excluded)
        var ranked = candidates(
            query, matcher, language, limit, excluded, wordsMin: nearOnly ? Self.nearWords : 0)
        let isUnique = isUnique(ranked.filter(\.isExact))
        ranked = ranked.prefix(limit + 1).map { atStart($0, matcher, excluded) }
        let named = named(by: matcher, among: ranked)
        return ranked.prefix(limit).enumerated().map { order, found in
            let matched = matcher.match(found.passage)
            // Only the first is ahead of another; the rest have nothing over those before them.
            let next =
                order > 0 ? found.likeness : ranked.count > 1 ? ranked[1].likeness : 0
            var score =
                found.isExact
                ? (isUnique ? Self.exactScore : Self.sharedScore)
                : Confidence(
                    query, matched, whole: Double(found.whole),
                    lead: Double(max(found.likeness - next, 0)),
                    unseen: Double(words.unseenIDF),
                    isVague: smallness > 0 && isVague(matcher.topics, found.passage),
                    smallness: smallness, questionShare: Double(questionShare)
                ).probability
            if named.contains(found.passage) {
                score = max(score, named.count > 1 ? Self.sharedScore : Self.namedScore)
            }
            let isNear =
                score >= Self.nearScore && found.words >= Self.nearWords && found.factor == 1
            let isContested = rival.map { order == 0 && (isNear || score > $0) } ?? false
            return RankedPassage(
                passage: passages[found.passage], rank: Double(found.rank), score: score,
                isExact: found.isExact && found.factor == 1, isNear: isNear,
                fit: isContested && score >= ScoreLines.passageActMin
                    ? fit(matcher.topics, matched, found.passage) : .whole,
                terms: explains ? matcher.terms(of: matched) : [])
        }
    }

    /// The place in ``passages`` of the first part of the section that the passage with this citation
    /// is of.
    func section(of id: String) -> Int? { byID[id].map { sections[Int($0)] } }

    /// Places in ``passages`` of that section, all its parts.
    func places(ofSection id: String) -> Set<Int> {
        guard let first = section(of: id) else { return [] }
        return Set((first..<passages.count).prefix { sections[$0] == first })
    }

    /// Places in ``passages`` of those that are called `title`.
    func places(ofTitle title: String) -> Set<Int> {
        let key = Self.exactKey(Analyzer().analyze(title))
        return Set((key.flatMap { byQuestion[$0] } ?? []).filter { passages[$0].title == title })
    }

    package func search(
        _ query: String, limit: Int, excluding excluded: Set<Int> = []
    ) -> [RankedPassage] {
        let analysis = Analyzer().analyze(query)
        return search(analysis, language: analysis.language, limit: limit, excluding: excluded)
    }

    /// The best by BM25F and those that are asked for word by word, by falling rank, of each section
    /// its best part; those that cannot be among the first `limit` + 1 may be missing. None where
    /// the words give every one less than `wordsMin` of the query's idf and none is asked for.
    private func candidates(
        _ query: Analysis, _ matcher: Matcher, _ language: Language?, _ limit: Int,
        _ excluded: Set<Int>, wordsMin: Float
    ) -> [Candidate] {
        let count = Self.rerankedCount(passages: passages.count, limit: limit)
        var found = words.best(
            matcher.lists, limit: count, passages: passages.count, excluding: excluded)
        let asked = Self.exactKey(query).flatMap { byQuestion[$0] } ?? []
        let exact = asked.prefix(count)
            .filter { !excluded.contains($0) }
        let framed = exact.isEmpty ? framed(query).filter { !excluded.contains($0) } : []
        for passage in exact + framed where !found.contains(where: { $0.passage == passage }) {
            found.append(ScoredPassage(passage: passage, score: 0))
        }
        guard let first = found.first,
            !exact.isEmpty || !framed.isEmpty || first.score >= wordsMin * matcher.idf
        else { return [] }
        let profile = characters.query(query)
        let reading = classifier?.read(query, excluding: excluded)
        var candidates = found.map { scored in
            candidate(
                scored, share: scored.score / max(matcher.idf, 1e-6),
                isExact: exact.contains(scored.passage),
                isFramed: framed.contains(scored.passage), language, profile, reading,
                topicShare: smallness > 0 ? matcher.match(scored.passage).topicShare : 0)
        }
        candidates.sort(by: Candidate.isBefore)
        // A cosine is at most 1: what it cannot lift over the last to be returned stays below.
        let least = bestOfSections(candidates).dropFirst(limit).first?.rank ?? 0
        candidates.removeAll { $0.rank + $0.factor * Self.cosineWeight < least }
        for at in candidates.indices {
            let whole = characters.wholeCosine(profile, candidates[at].passage)
            let gain = candidates[at].factor * Self.cosineWeight * whole
            candidates[at].whole = whole
            candidates[at].likeness += gain
            candidates[at].rank += gain
        }
        candidates.sort(by: Candidate.isBefore)
        return bestOfSections(candidates)
    }

    /// A passage with all that tells of it but the cosine with the whole of it, which is dear.
    private func candidate(
        _ scored: ScoredPassage, share: Float, isExact: Bool, isFramed: Bool,
        _ language: Language?, _ profile: CharacterProfiles.Query,
        _ reading: QuestionClassifier.Reading?,
        topicShare: Double
    ) -> Candidate {
        var candidate = Candidate(
            passage: scored.passage, words: share, isExact: isExact, isFramed: isFramed)
        if let language, let own = languages[scored.passage], own != language {
            candidate.factor = 0.5
        }
        let questionWeight =
            Self.titleCosineWeight
            + (Self.questionCosineWeight - Self.titleCosineWeight) * questionShare
        candidate.question = characters.questionCosine(profile, scored.passage)
        candidate.likeness =
            candidate.factor * (candidate.words + questionWeight * candidate.question)
            + candidate.factor * (candidate.isExact ? 2 : candidate.isFramed ? 1 : 0)
            + candidate.factor * Self.topicWeight * Float(smallness * topicShare)
        let probability = reading?.probability(scored.passage) ?? 0
        candidate.rank =
            candidate.likeness + candidate.factor * Self.classifierWeight * probability
        return candidate
    }

    /// Of each section the first candidate.
    private func bestOfSections(_ candidates: [Candidate]) -> [Candidate] {
        guard hasParts else { return candidates }
        var seen: Set<Int> = []
        return candidates.filter { seen.insert(sections[$0.passage]).inserted }
    }

    /// A candidate as the first part of its section, where the query has nothing of what the part
    /// itself says: whoever asks for a section by its title wants its beginning, and not the
    /// shortest part.
    private func atStart(
        _ candidate: Candidate, _ matcher: Matcher, _ excluded: Set<Int>
    ) -> Candidate {
        let (passage, first) = (candidate.passage, sections[candidate.passage])
        guard first != passage, !excluded.contains(first) else { return candidate }
        let told = matcher.topicsInText(passage)
        let above = told.isEmpty ? [] : passages[passage].headings.flatMap(RetrievalTerms.topics)
        guard told.isSubset(of: above) else { return candidate }
        var candidate = candidate
        candidate.passage = first
        return candidate
    }

    /// The passages whose heading, or another name of theirs, that is no question a query has behind
    /// its frame.
    private func framed(_ query: Analysis) -> [Int] {
        let keys = QuestionFrames.asked(by: query).compactMap(Self.exactKey)
        return keys.lazy.compactMap { [self] key in
            let found = (byQuestion[key] ?? []).filter { at in
                let names = [passages[at].title] + passages[at].questions
                return names.flatMap(Self.spellings(of:)).contains { name in
                    let analysis = Analyzer().analyze(name)
                    return Self.exactKey(analysis) == key && !CommonWords.isQuestion(name, analysis)
                }
            }
            return found.isEmpty ? nil : found
        }.first ?? []
    }

    /// The passages that a query names: it asks with a frame for what the heading says that is no
    /// question itself, word by word or for nothing that does not stand there or in the headings
    /// above it.
    private func named(by matcher: Matcher, among candidates: [Candidate]) -> [Int] {
        let framed = candidates.filter { $0.isFramed && $0.factor == 1 }
        if !framed.isEmpty { return framed.map(\.passage) }
        let asked = matcher.topics
        guard matcher.isNaming(asked) else { return [] }
        return candidates.filter { $0.factor == 1 && matcher.hasAllTopics($0.passage) }
            .map(\.passage).filter { isNamed(passages[$0], by: asked) }
    }

    private func isNamed(_ passage: Passage, by asked: Set<UInt64>) -> Bool {
        let title = Analyzer().analyze(passage.title)
        guard !CommonWords.isQuestion(passage.title, title) else { return false }
        let topics = RetrievalTerms.topics(title)
        let above = passage.headings.flatMap { RetrievalTerms.topics($0) }
        return !topics.isEmpty && topics.isSubset(of: asked)
            && asked.isSubset(of: topics.union(above))
    }

    /// How a query about `topics` fits a passage that matched so.
    private func fit(
        _ topics: Set<UInt64>, _ match: Matcher.Match, _ passage: Int
    ) -> RankedPassage.Fit {
        let questions = [passages[passage].title] + passages[passage].questions
        if questions.contains(where: { RetrievalTerms.topics($0).isSubset(of: topics) }) {
            return .whole
        }
        return match.topics.covered == match.topics.all ? .less : .other
    }

    /// Whether a query about `topics` says less than a passage's title: one word of several.
    private func isVague(_ topics: Set<UInt64>, _ passage: Int) -> Bool {
        guard topics.count == 1 else { return false }
        let title = RetrievalTerms.topics(passages[passage].title)
        return title.count > 1 && topics.isSubset(of: title)
    }

    /// Whether no two of these passages are of one language.
    private func isUnique(_ exact: [Candidate]) -> Bool {
        Set(exact.map { languages[$0.passage] }).count == exact.count
    }
}
