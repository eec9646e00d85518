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
    package let passages: [RankedPassage]
    /// The rank of each of them by the message alone; 0 where that does not find it.
    private let ownRanks: [Double]
    /// Whether what was said before is what the message asks for.
    private let isSame: Bool
    /// Whether it says how much or how long, as the message asks with no other word of its own.
    package let hasValue: Bool
    /// Whether the message has a word that tells what it is about.
    private let isNaming: Bool
    /// The place in ``passages`` of that of the same article that the message alone finds first,
    /// where the subject does not speak against it.
    private let ofArticle: Int?
    /// The least score that an operator lets a passage answer from.
    private let scoreMin: Double

    /// From these on the first passage answers a message that has no other answer …
    private static let (actMin, ownRankMin) = (0.6, 0.4)
    /// … and one that has another, by its words alone.
    private static let (leadMin, ownRankOfLeader) = (0.7, 0.8)
    /// From this score on nothing of the article comes before another answer.
    package static let sureMin = 0.95
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

    /// `found` with the subject, `own` by the message alone, each by falling rank; `section` tells
    /// which passages are of one.
    fileprivate init(
        _ found: [RankedPassage], own: [RankedPassage], _ subject: Subject, _ message: Analysis,
        _ said: Analysis, section: (String) -> Int?, scoreMin: Double
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
        (self.passages, self.scoreMin) = (passages, scoreMin)
        let ranks = own.map { (section($0.passage.id), $0.rank) }
        let ownRanks = Dictionary(ranks) { first, _ in first }
        self.ownRanks = passages.map { ownRanks[section($0.passage.id)] ?? 0 }
        isNaming = message.hasTopic(in: message.tokens.indices)
        let (first, shown) = (own.first, subject.shown.flatMap(section))
        let firstSection = first.flatMap { section($0.passage.id) }
        let isShown = shown != nil && firstSection == shown
        // A section of its own says more of it.
        let isElsewhere = !isShown && first.map(isNear) == true
        isSame =
            isNaming
            && (isShown && (first?.rank ?? 0) >= Self.ownRankMin
                || !isElsewhere && ToldWords.has(said, allOf: message))
        hasValue = ToldWords.hasValue(subject.text, said, askedBy: message)
        let isNamed = isNaming && isElsewhere && (first?.rank ?? 0) >= Self.ownRankOfArticle
        ofArticle = passages.prefix(Self.articlePlaces)
            .firstIndex { isNamed && section($0.passage.id) == firstSection }
    }

    /// What answers a message that nothing else answers; `isVague` of one that is asked back about
    /// and has no form of a question, which does not ask for the same again.
    package func answer(isVague: Bool) -> Answer? {
        if isSame, !isVague { return .same }
        if let first = passages.first, first.score >= max(Self.actMin, scoreMin),
            ownRanks[0] >= Self.ownRankMin
        {
            return .passage(first)
        }
        if hasValue { return .same }
        return named.flatMap { $0.score >= scoreMin ? .passage($0) : nil }
    }

    /// The passage that answers rather than what the words of the message find alone, with the
    /// probability `score`: one of the same article goes before what is not quite sure.
    package func leading(before score: Double) -> RankedPassage? {
        // What was said is rather said again.
        if isSame { return nil }
        if let first = passages.first, first.score >= max(Self.leadMin, scoreMin),
            ownRanks[0] >= Self.ownRankOfLeader
        {
            return first
        }
        guard score < Self.sureMin, let named, named.score >= scoreMin, let ofArticle,
            ownRanks[ofArticle] >= Self.ownRankOfLeader
        else { return nil }
        return named
    }

    /// The passage of the same article that the message alone finds first.
    private var named: RankedPassage? {
        ofArticle.map { at in
            var named = passages[at]
            named.score = max(named.score, Self.articleScore)
            return named
        }
    }

    /// The passages that are worth a question back; of a message that says what it is about those
    /// that it finds alone, too.
    package var offered: [RankedPassage] {
        let offered = zip(passages, ownRanks).filter { !isNaming || $1 > 0 }.map(\.0)
        return (offered.first?.score ?? 0) >= Self.offerMin ? offered : []
    }

    /// What the log-odds of `confidence` are made of, with which `found` was the answer behind one
    /// called `title`: what it has by the search, and what a rule here made of that.
    fileprivate static func parts(
        of found: RankedPassage, _ confidence: Double?, behind title: String
    ) -> [MatchedTerm] {
        let rule =
            found.passage.title == title
            ? Confidence.Rule.again
            : confidence == articleScore ? Confidence.Rule.article : Confidence.Rule.followUp
        return Confidence.parts(found.scoreParts, of: confidence ?? found.score, by: rule)
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
        let message = analyzer.analyze(text)
        let spoken = message.language ?? language
        let shown = subject.shown.map(index.places(ofSection:)) ?? []
        let whole = analyzer.analyze(FollowUp.text(text, behind: subject.title))
        return FollowUp(
            passages(for: whole, spoken, without: shown),
            own: passages(for: message, spoken, without: []), subject, message,
            analyzer.analyze(subject.text), section: index.section(of:), scoreMin: passageScoreMin)
    }

    /// Passages of this language, or of none, for a message that follows an answer.
    private func passages(
        for query: Analysis, _ language: Language?, without excluded: Set<Int>,
        explains: Bool = false
    ) -> [RankedPassage] {
        let found =
            index?.search(
                query, language: language, limit: FollowUp.passagesMax, excluding: excluded,
                explains: explains) ?? []
        return found.filter { $0.passage.language == nil || $0.passage.language == language }
    }

    /// Why the passage `passageID` was the answer to `text` with the probability `confidence`, read
    /// behind an answer called `title`; without a passage why it was asked back.
    package func explainFollowUp(
        _ text: String, behind title: String, passageID: String?, confidence: Double?,
        language: Language?
    ) -> Explanation {
        let whole = FollowUp.text(text, behind: title)
        // What was shown before is no candidate, unless it says that, too.
        let shown = index.map { index in
            index.places(ofTitle: title).filter { index.passages[$0].id != passageID }
        }
        var found = passages(
            for: analyzer.analyze(whole), analyzer.analyze(text).language ?? language,
            without: shown ?? [], explains: true)
        let at = found.firstIndex { $0.passage.id == passageID }
        // What is not there any more is the answer all the same.
        let answer = passageID == nil ? found.first : at.map { found[$0] }
        if let answer { found.removeAll { $0.passage.id == answer.passage.id } }
        let second = found.max { $0.score < $1.score }
        let weighed = answer.map(Self.weighed) ?? Self.nothing
        let other = second.map(Self.weighed) ?? Self.nothing
        let named = passageID ?? answer?.passage.id
        let first = named.map { PassageCandidate(id: $0, score: confidence ?? answer?.score ?? 0) }
        let others = found.map { PassageCandidate(id: $0.passage.id, score: $0.score) }
        return Explanation(
            intents: [],
            passages: ([first].compactMap(\.self) + others).prefix(Self.passagesMax)
                .sorted { ($0.score, $1.id) > ($1.score, $0.id) },
            lines: FollowUp.lines(passageScoreMin), readAs: whole,
            winner: named.map { .passage($0) }, terms: weighed.terms, score: weighed.score,
            scoreParts: answer.map { FollowUp.parts(of: $0, confidence, behind: title) } ?? [],
            runnerUp: second.map { .passage($0.passage.id) }, runnerUpTerms: other.terms,
            runnerUpScore: other.score, runnerUpParts: other.parts, model: version)
    }

    /// Why what was said before, a reply to `intent`, was said again to `text` with the probability
    /// `confidence`: of the words that tell what the message is about each counts one.
    package func explainSame(
        _ text: String, behind title: String, intent: String, confidence: Double?
    ) -> Explanation {
        let terms = ToldWords.topics(analyzer.analyze(text))
            .map { MatchedTerm(term: $0, weight: 1) }
        return Explanation(
            intents: [RankedIntent(name: intent, score: confidence ?? 1)],
            lines: FollowUp.lines(passageScoreMin), readAs: FollowUp.text(text, behind: title),
            winner: .intent(intent), terms: terms, score: Double(terms.count),
            method: .words, model: version)
    }
}
