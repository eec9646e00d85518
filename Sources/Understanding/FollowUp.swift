/// What a message may ask for in the light of what was answered before: "and on Saturdays?" behind
/// an answer to how long delivery takes.
///
/// Passages are looked for with the message behind the title of that answer, but for what was
/// shown, and with the message alone; those of the same article come first. How the thresholds were
/// found is in `Benchmarks/understanding.md`.
package struct FollowUp: Sendable {
    /// What was answered before.
    package struct Subject: Sendable, Hashable {
        /// Of its passage, or of its intent as people read it.
        package var title: String
        /// What was said.
        package var text: String
        /// The article whose passages are likelier than others; nil where none belongs to it.
        package var article: String?
        /// Citation of the passage that was shown; nil where none was.
        package var shown: String?

        package init(title: String, text: String, article: String? = nil, shown: String? = nil) {
            (self.title, self.text) = (title, text)
            (self.article, self.shown) = (article, shown)
        }
    }

    /// What a message that nothing else answers is answered with.
    package enum Answer: Sendable {
        /// What was said before says this, too.
        case same
        case passage(RankedPassage)
    }

    /// What is found with the subject, likeliest first.
    private let passages: [RankedPassage]
    /// Ranks of passages by the message alone.
    private let ownRanks: [String: Double]
    /// Whether what was said before is what the message asks for.
    private let isSame: Bool
    /// Whether it says how much or how long, as the message asks with no other word of its own.
    private let hasValue: Bool
    /// Whether the message has a word that tells what it is about.
    private let isNaming: Bool
    /// The passage of the same article that the message alone finds first, where the subject does
    /// not speak against it.
    private let ofArticle: RankedPassage?
    /// The least score that an operator lets a passage answer from.
    private let scoreMin: Double

    /// From these on the first passage answers a message that has no other answer …
    private static let (actMin, ownRankMin) = (0.6, 0.4)
    /// … and one that has another, by its words alone.
    private static let (leadMin, ownRankOfLeader) = (0.7, 0.8)
    /// From this score on no passage of the article comes before another answer.
    private static let sureMin = 0.95
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
    fileprivate static func lines(_ scoreMin: Double) -> ScoreLines.Drawn {
        ScoreLines.Drawn(
            act: 1, offer: 1, passageAct: max(actMin, scoreMin), passageOffer: offerMin)
    }

    /// `found` with the subject, `own` by the message alone, each by falling rank.
    fileprivate init(
        _ found: [RankedPassage], own: [RankedPassage], _ subject: Subject, _ message: Analysis,
        _ said: Analysis, scoreMin: Double
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
        let ranks = own.map { ($0.passage.section, $0.rank) }
        (self.passages, self.scoreMin) = (passages, scoreMin)
        ownRanks = Dictionary(ranks) { first, _ in first }
        isNaming = message.hasTopic(in: message.tokens.indices)
        let shown = subject.shown.map(Passage.section)
        let isShownFirst = own.first.map { $0.passage.section == shown } ?? false
        // A section of its own says more of it.
        let isElsewhere = own.first.map { isNear($0) && !isShownFirst } ?? false
        isSame =
            isNaming
            && (isShownFirst && own[0].rank >= Self.ownRankMin
                || !isElsewhere && ToldWords.has(said, allOf: message))
        hasValue = !isNaming && ToldWords.hasValue(said, askedBy: message)
        let first = own.first { $0.passage.section != shown }
        let isFirst = isNaming && !isShownFirst && (first?.rank ?? 0) >= Self.ownRankOfArticle
        let named = first.flatMap { first in
            isFirst && isNear(first)
                ? passages.prefix(Self.articlePlaces).first { $0.passage.id == first.passage.id }
                : nil
        }
        ofArticle = named.map { found in
            var found = found
            found.score = max(found.score, Self.articleScore)
            return found
        }
    }

    /// What answers a message that nothing else answers; `isVague` of one that is asked back about
    /// and has no form of a question, which does not ask for the same again.
    package func answer(isVague: Bool) -> Answer? {
        if isSame, !isVague { return .same }
        if let first = passages.first, first.score >= max(Self.actMin, scoreMin),
            ownRank(first) >= Self.ownRankMin
        {
            return .passage(first)
        }
        if hasValue { return .same }
        return ofArticle.flatMap { $0.score >= scoreMin ? .passage($0) : nil }
    }

    /// The passage that answers rather than what the words of the message find alone, with the
    /// probability `score`: one of the same article goes before what is not quite sure.
    package func leading(before score: Double) -> RankedPassage? {
        let found = passages.first.flatMap { $0.score >= max(Self.leadMin, scoreMin) ? $0 : nil }
        let ofArticle = score < Self.sureMin ? ofArticle : nil
        return [found, ofArticle].compactMap(\.self)
            .first { $0.score >= scoreMin && ownRank($0) >= Self.ownRankOfLeader }
    }

    /// The passages that are worth a question back; of a message that says what it is about those
    /// that it finds alone, too.
    package var offered: [RankedPassage] {
        let offered = passages.filter { !isNaming || ownRank($0) > 0 }
        return (offered.first?.score ?? 0) >= Self.offerMin ? offered : []
    }

    private func ownRank(_ found: RankedPassage) -> Double { ownRanks[found.passage.section] ?? 0 }

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
        let message = analyzer.analyze(text)
        let spoken = message.language ?? language
        let shown = subject.shown.map(index.places(ofSection:)) ?? []
        func found(_ query: Analysis, without excluded: Set<Int>) -> [RankedPassage] {
            index.search(
                query, language: spoken, limit: FollowUp.passagesMax, excluding: excluded,
                explains: false
            ).filter { $0.passage.language == nil || $0.passage.language == spoken }
        }
        let whole = analyzer.analyze(FollowUp.text(text, behind: subject.title))
        return FollowUp(
            found(whole, without: shown), own: found(message, without: []), subject, message,
            analyzer.analyze(subject.text), scoreMin: passageScoreMin)
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
            lines: FollowUp.lines(passageScoreMin), readAs: whole,
            winner: winner.map { .passage($0.passage.id) },
            terms: Self.strongest(winner?.terms ?? []), score: winner.map(total),
            runnerUp: second.map { .passage($0.passage.id) },
            runnerUpTerms: Self.strongest(second?.terms ?? []), runnerUpScore: second.map(total),
            model: version)
    }

    /// Why what was said before, of `intent` or of the passage `passageID`, was said again to `text`
    /// with the probability `confidence`: it has the words that the message is about, each of which
    /// counts one.
    package func explainSame(
        _ text: String, behind title: String, intent: String?, passageID: String?,
        confidence: Double?
    ) -> Explanation {
        let terms = ToldWords.topics(analyzer.analyze(text))
            .map { MatchedTerm(term: $0, weight: 1) }
        return Explanation(
            intents: intent.map { [RankedIntent(name: $0, score: confidence ?? 1)] } ?? [],
            passages: passageID.map { [PassageCandidate(id: $0, score: confidence ?? 1)] } ?? [],
            lines: FollowUp.lines(passageScoreMin), readAs: FollowUp.text(text, behind: title),
            winner: intent.map { .intent($0) } ?? passageID.map { .passage($0) }, terms: terms,
            score: Double(terms.count), model: version)
    }
}

extension Passage {
    /// The citation of the section's first part.
    fileprivate var section: String { Self.section(id) }

    fileprivate static func section(_ id: String) -> String { String(id.prefix { $0 != "~" }) }
}
