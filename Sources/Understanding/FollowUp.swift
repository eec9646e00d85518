/// What a message may ask for in the light of what was answered before: "and on Saturdays?" behind
/// an answer to how long delivery takes.
///
/// Passages are looked for with the message behind the title of that answer, but for what was
/// shown; those of the same article come first. How the thresholds were found is in `Benchmarks/understanding.md`.
package struct FollowUp: Sendable {
    /// What the answer before was about.
    package struct Subject: Sendable, Hashable {
        /// Of its passage, or of its intent as people read it.
        package var title: String
        /// The article whose passages are likelier than others; nil where none belongs to it.
        package var article: String?

        package init(title: String, article: String? = nil) {
            (self.title, self.article) = (title, article)
        }
    }

    /// What is found, likeliest first. Scores are those of the message with the subject.
    private let passages: [RankedPassage]
    /// Rank of the first of them by the message alone; 0 where that does not find it.
    private let ownRank: Double
    /// The passage of the same article that the message alone finds first, where it does and the
    /// subject does not speak against it.
    package let ofArticle: RankedPassage?

    /// From these on the first passage answers a message that has no other answer …
    private static let (actMin, ownRankMin) = (0.6, 0.4)
    /// … and one that has another, by its words alone.
    private static let (leadMin, ownRankOfLeader) = (0.7, 0.8)
    /// From this score of the first on, passages are worth a question back.
    private static let offerMin = 0.15
    /// What the rank of a passage of the same article gains.
    private static let articleGain = 0.3
    /// The least score of a passage of the same article that the message alone finds first, from
    /// this rank on, where it is among so many with the subject, too.
    private static let (articleScore, ownRankOfArticle, articlePlaces) = (0.65, 0.6, 3)
    /// Passages that are looked at.
    fileprivate static let passagesMax = 12

    /// What is acted on and offered from which score, for explanations.
    static let lines = ScoreLines.Drawn(
        act: 1, offer: 1, passageAct: actMin, passageOffer: offerMin)

    /// `found` with the subject, `own` by the message alone, each by falling rank; `isNaming`
    /// whether the message has a word that tells what it is about.
    fileprivate init(
        _ found: [RankedPassage], own: [RankedPassage], _ subject: Subject, isNaming: Bool
    ) {
        func isNear(_ found: RankedPassage) -> Bool {
            subject.article.map { found.passage.article == $0 } ?? false
        }
        func rank(_ found: RankedPassage) -> Double {
            found.rank + (isNear(found) ? Self.articleGain : 0)
        }
        let passages = found.enumerated()
            .sorted { (rank($0.element), $1.offset) > (rank($1.element), $0.offset) }
            .map(\.element)
        self.passages = passages
        ownRank = own.first { $0.passage.id == passages.first?.passage.id }?.rank ?? 0
        let named = own.first.flatMap { first in
            isNaming && first.rank >= Self.ownRankOfArticle && isNear(first)
                ? passages.prefix(Self.articlePlaces).first { $0.passage.id == first.passage.id }
                : nil
        }
        ofArticle = named.map { found in
            var found = found
            found.score = max(found.score, Self.articleScore)
            return found
        }
    }

    /// The passage that answers a message that nothing else answers.
    package var answering: RankedPassage? {
        passages.first.flatMap {
            $0.score >= Self.actMin && ownRank >= Self.ownRankMin ? $0 : nil
        }
    }

    /// The passage that answers rather than what the words of the message find alone.
    package var leading: RankedPassage? {
        passages.first.flatMap {
            $0.score >= Self.leadMin && ownRank >= Self.ownRankOfLeader ? $0 : nil
        }
    }

    /// The passages, where the first is worth a question back.
    package var offered: [RankedPassage] {
        (passages.first?.score ?? 0) >= Self.offerMin ? passages : []
    }

    /// A message as it is read with the title of what it follows.
    static func text(_ text: String, behind title: String) -> String {
        "\(title), \(text)"
    }
}

extension Interpreter {
    /// What `text` asks for behind an answer about `subject`; nil where there are no passages.
    /// `language` is that of the conversation, for texts that do not tell.
    package func followUp(
        _ text: String, on subject: FollowUp.Subject, language: Language?
    ) -> FollowUp? {
        guard let index else { return nil }
        let own = analyzer.analyze(text)
        let shown = index.places(ofTitle: subject.title)
        func found(_ query: Analysis) -> [RankedPassage] {
            index.search(
                query, language: own.language ?? language, limit: FollowUp.passagesMax,
                excluding: shown, explains: false)
        }
        let whole = analyzer.analyze(FollowUp.text(text, behind: subject.title))
        // Words that any question is framed with name nothing.
        let isNaming = own.hasTopic(in: own.tokens.indices)
        return FollowUp(found(whole), own: found(own), subject, isNaming: isNaming)
    }

    /// Whether `answer` says something of all that `text` is about: "and to Norway?" of an answer
    /// that names Norway. What is about nothing is no question to it.
    package func tells(_ answer: String, of text: String) -> Bool {
        let asked = RetrievalTerms.subjects(analyzer.analyze(text))
        return !asked.isEmpty
            && asked.isSubset(of: RetrievalTerms.subjects(analyzer.analyze(answer)))
    }

    /// Why the passage `passageID` was the answer to `text` with the probability `confidence`, read
    /// behind an answer called `title`; without a passage why it was asked back.
    package func explainFollowUp(
        _ text: String, behind title: String, passageID: String?, confidence: Double?,
        language: Language?
    ) -> Explanation {
        let whole = FollowUp.text(text, behind: title)
        guard let index else { return Explanation(intents: [], terms: [], model: version) }
        // What was shown before is no candidate, unless it says that, too.
        let shown = index.places(ofTitle: title)
            .filter { index.passages[$0].id != passageID }
        var found = index.search(
            analyzer.analyze(whole), language: analyzer.analyze(text).language ?? language,
            limit: FollowUp.passagesMax, excluding: shown)
        if let at = found.firstIndex(where: { $0.passage.id == passageID }) {
            var answer = found.remove(at: at)
            if let confidence { answer.score = confidence }
            found.insert(answer, at: 0)
        }
        let (winner, second) = (found.first, found.dropFirst().max { $0.score < $1.score })
        func total(_ found: RankedPassage) -> Double { found.terms.reduce(0) { $0 + $1.weight } }
        return Explanation(
            intents: [],
            passages: found.prefix(Self.passagesMax)
                .map { PassageCandidate(id: $0.passage.id, score: $0.score) }
                .sorted { ($0.score, $1.id) > ($1.score, $0.id) },
            lines: FollowUp.lines, readAs: whole, winner: winner.map { .passage($0.passage.id) },
            terms: Self.strongest(winner?.terms ?? []), score: winner.map(total),
            runnerUp: second.map { .passage($0.passage.id) },
            runnerUpTerms: Self.strongest(second?.terms ?? []), runnerUpScore: second.map(total),
            model: version)
    }
}
