extension PassageIndex {
    /// Probability that a passage asked for word by word answers, alone or one of several.
    static let exactScore = 0.99
    static let sharedScore = 0.7
    /// Probability that a passage answers that is asked for by its heading in a frame ("How do I
    /// reset the router?" of "Reset the router"), where no other is.
    static let namedScore = 0.85
    /// Probability that is enough to offer a passage whose title has all that the query is about:
    /// keywords, as "pomodoro" of "Pomodoro timer".
    static let titledScore = 0.35
    /// From this probability on, and from this share of its idf that the words give, a query is
    /// nearly the passage's question.
    static let nearScore = 0.9
    static let nearWords: Float = 0.3
    /// Share of the first passage's score that another must have to be a twin of it.
    private static let twinShare = 0.8
    /// What passages count of another language than the query's, and where its words and its
    /// ideographs both tell what it is about ("non-stick pan 的 coating 掉了"): each half is found
    /// in the passages of its language alone.
    private static let foreignFactor: Float = 0.5
    private static let mixedFactor: Float = 0.75
    /// How many may be twins, the first among them.
    private static let twinsMax = 3

    /// A passage that BM25F found, with what the cosines say.
    struct Candidate {
        var passage: Int
        /// The part of its section that was ranked, where the first is shown for it.
        var ranked: Int
        /// Share of the query's own idf that BM25F gives, in 0...1.
        var words: Float
        var isExact: Bool
        /// Whether the query is its heading, which is no question, in a frame word by word.
        var isFramed: Bool
        /// Below 1 in another language than the query's.
        var factor: Float = 1
        var whole: Float = 0
        var question: Float = 0
        /// What the words and the cosines give together, before the classifier has its say.
        var likeness: Float = 0
        var rank: Float = 0

        init(passage: Int, words: Float, isExact: Bool, isFramed: Bool) {
            (self.passage, ranked, self.words) = (passage, passage, words)
            (self.isExact, self.isFramed) = (isExact, isFramed)
        }

        static func isBefore(_ a: Candidate, _ b: Candidate) -> Bool {
            a.rank != b.rank ? a.rank > b.rank : a.passage < b.passage
        }
    }

    /// The best passages for `query`, best first; those of another language than `language` count
    /// less. Passages at `excluded` places of ``passages`` are passed over as if they were not in
    /// the corpus. `nearOnly` spares most of the work where none is near: then there are none.
    /// How the first fits the query is told where it is likelier than an intent with the score
    /// `rival`, or near; `explains` says what rank and score are made of.
    package func search(
        _ query: Analysis, language: Language?, limit: Int, excluding excluded: Set<Int> = [],
        nearOnly: Bool = false, rival: Double? = 0, explains: Bool = true
    ) -> [RankedPassage] {
        guard !passages.isEmpty, limit > 0 else { return [] }
        let matcher = Matcher(query, self, excluding: excluded)
        // As many as may be twins, however few are wanted: scores do not depend on how many.
        let looked = max(limit, Self.twinsMax)
        var ranked = candidates(
            query, matcher, language, looked, excluded, wordsMin: nearOnly ? Self.nearWords : 0)
        let isUnique = isUnique(ranked.filter(\.isExact))
        ranked = ranked.prefix(looked + 1).map { atStart($0, matcher, excluded) }
        let named = named(by: matcher, among: ranked)
        var results = ranked.prefix(looked).enumerated().map { order, found in
            let matched = matcher.match(found.passage)
            // Only the first is ahead of another; the rest have nothing over those before them.
            let next =
                order > 0 ? found.likeness : ranked.count > 1 ? ranked[1].likeness : 0
            var confidence =
                found.isExact
                ? Confidence(
                    isUnique ? Self.exactScore : Self.sharedScore,
                    by: isUnique ? Confidence.Rule.exact : Confidence.Rule.shared,
                    explains: explains)
                : Confidence(
                    query, matched, whole: Double(found.whole),
                    lead: Double(max(found.likeness - next, 0)),
                    unseen: Double(words.unseenIDF),
                    isVague: smallness > 0 && isVague(matcher.topics, found.passage),
                    smallness: smallness, questionShare: Double(questionShare),
                    explains: explains)
            // What the passage lacks its title lacks, too, and need not be looked for there.
            if confidence.probability < Self.titledScore,
                matched.topics.covered == matched.topics.all,
                hasAllInTitle(matcher.topics, found.passage)
            {
                confidence.raise(to: Self.titledScore, by: Confidence.Rule.titled)
            }
            if named.contains(found.passage) {
                confidence.raise(
                    to: named.count > 1 ? Self.sharedScore : Self.namedScore,
                    by: Confidence.Rule.named)
            }
            let score = confidence.probability
            let isNear =
                score >= Self.nearScore && found.words >= Self.nearWords && found.factor == 1
            let isContested = rival.map { order == 0 && (isNear || score > $0) } ?? false
            return RankedPassage(
                passage: passages[found.passage], rank: Double(found.rank), score: score,
                isExact: found.isExact && found.factor == 1, isNear: isNear,
                fit: isContested && score >= ScoreLines.passageActMin
                    ? fit(matcher.topics, matched, found.passage) : .whole,
                terms: explains ? terms(of: found, matcher) : [],
                pieces: explains ? pieces(of: found, matcher) : [],
                scoreParts: confidence.parts ?? [])
        }
        markTwins(&results, ranked.map(\.passage), matcher)
        return Array(results.prefix(limit))
    }

    /// Marks those of the first `results`, which stand at `places` of ``passages``, that the query
    /// does not tell from the very first: it has the same of what both ask and say, and each asks
    /// for something else besides ("how long is the warranty" of lamps, of sofas). None of them is
    /// likelier than one of several that are asked for word by word.
    private func markTwins(
        _ results: inout [RankedPassage], _ places: [Int], _ matcher: Matcher
    ) {
        guard let first = results.first, !first.isExact, first.score >= ScoreLines.passageActMin
        else { return }
        let least = max(first.score * Self.twinShare, ScoreLines.passageActMin)
        let near = results.indices.prefix(Self.twinsMax).dropFirst().filter {
            results[$0].score >= least
        }
        let found = near.isEmpty ? [:] : matcher.topicsFound(places[0])
        guard !found.isEmpty, asksForMore(places[0], than: matcher.topics) else { return }
        let twins = near.filter { at in
            matcher.topicsFound(places[at]) == found
                && languages[places[at]] == languages[places[0]]
                && asksForMore(places[at], than: matcher.topics)
        }
        guard !twins.isEmpty else { return }
        for at in [0] + twins {
            results[at].limitScore(to: Self.sharedScore, by: Confidence.Rule.twin)
            (results[at].isNear, results[at].isTwin) = (false, true)
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
        let foreignFactor = matcher.isInTwoScripts ? Self.mixedFactor : Self.foreignFactor
        var candidates = found.map { scored in
            candidate(
                scored, share: scored.score / max(matcher.idf, 1e-6),
                isExact: exact.contains(scored.passage),
                isFramed: framed.contains(scored.passage), language,
                foreignFactor: foreignFactor, profile, reading,
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
        _ language: Language?, foreignFactor: Float, _ profile: CharacterProfiles.Query,
        _ reading: QuestionClassifier.Reading?,
        topicShare: Double
    ) -> Candidate {
        var candidate = Candidate(
            passage: scored.passage, words: share, isExact: isExact, isFramed: isFramed)
        if let language, let own = languages[scored.passage], own != language {
            candidate.factor = foreignFactor
        }
        candidate.question = characters.questionCosine(profile, scored.passage)
        candidate.likeness =
            candidate.factor * (candidate.words + nearestWeight * candidate.question)
            + candidate.factor * Self.askedGain(candidate)
            + candidate.factor * Self.topicWeight * Float(smallness * topicShare)
        let probability = reading?.probability(scored.passage) ?? 0
        candidate.rank =
            candidate.likeness + candidate.factor * Self.classifierWeight * probability
        return candidate
    }

    /// What the cosine of the nearest question counts in the rank.
    var nearestWeight: Float {
        Self.titleCosineWeight
            + (Self.questionCosineWeight - Self.titleCosineWeight) * questionShare
    }

    /// What the rank gains where the query is a question or a heading of the passage.
    static func askedGain(_ candidate: Candidate) -> Float {
        candidate.isExact ? 2 : candidate.isFramed ? 1 : 0
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

    /// How a query about `topics` fits a passage that matched so.
    private func fit(
        _ topics: Set<UInt64>, _ match: Matcher.Match, _ passage: Int
    ) -> RankedPassage.Fit {
        guard asksForMore(passage, than: topics) else { return .whole }
        return match.topics.covered == match.topics.all ? .less : .other
    }

    /// Whether each question of a passage is about something that is not among `topics`.
    private func asksForMore(_ passage: Int, than topics: Set<UInt64>) -> Bool {
        let questions = [passages[passage].title] + passages[passage].questions
        return !questions.contains { RetrievalTerms.topics($0).isSubset(of: topics) }
    }

    /// Whether a query about `topics` says less than a passage's title: one word of several.
    private func isVague(_ topics: Set<UInt64>, _ passage: Int) -> Bool {
        guard topics.count == 1 else { return false }
        let title = RetrievalTerms.topics(passages[passage].title)
        return title.count > 1 && topics.isSubset(of: title)
    }

    /// Whether a passage's title has all that a query is about.
    private func hasAllInTitle(_ topics: Set<UInt64>, _ passage: Int) -> Bool {
        !topics.isEmpty && topics.isSubset(of: RetrievalTerms.topics(passages[passage].title))
    }

    /// Whether no two of these passages are of one language.
    private func isUnique(_ exact: [Candidate]) -> Bool {
        Set(exact.map { languages[$0.passage] }).count == exact.count
    }
}
