extension Interpreter {
    /// Why `intent`, or the passage `passageID`, was the answer to `text`. Where an intent was
    /// answered with a passage, `confidence`, the answer's, tells which of them won: nil stands for
    /// the intent. With neither the likeliest candidate is explained.
    package func explain(
        _ text: String, intent: String?, passageID: String?, confidence: Double? = nil,
        language: Language? = nil
    ) -> Explanation {
        let whole = analyzer.analyze(text)
        let all =
            given(text).map { Heard(reading: $0, analysis: whole) }
            ?? heard(whole, language, isThorough: true)
        let heard = part(of: all, answeredBy: intent, passageID, confidence)
        let (reading, analysis) = (heard.reading, heard.analysis)
        let winner =
            reading.winner(intent, passageID, confidence: confidence)
            ?? Interpretation.likeliest(reading.intents, reading.passages)
        let runnerUp = reading.runnerUp(to: winner, intent, passageID)
        let answer = winner.map { weighed($0, reading, analysis) } ?? Self.nothing
        let second = runnerUp.map { weighed($0, reading, analysis) } ?? Self.nothing
        return Explanation(
            intents: reading.intents,
            passages: reading.passages
                .map { PassageCandidate(id: $0.passage.id, score: $0.score) }
                .sorted { ($0.score, $1.id) > ($1.score, $0.id) },
            lines: reading.lines,
            readAs: all.reading.readAs ?? model?.mendedText(of: analysis, beside: known),
            scope: model.map { _ in
                .init(
                    probability: reading.inScope, foreign: reading.foreign,
                    evidence: reading.evidence, others: reading.othersBusiness)
            }, winner: winner, terms: answer.terms, score: answer.score,
            scoreParts: answer.parts, runnerUp: runnerUp, runnerUpTerms: second.terms,
            runnerUpScore: second.score, runnerUpParts: second.parts, model: version)
    }

    /// Of a message with several questions the reading that was answered so: the whole, or the one
    /// of its questions whose score the answer has.
    private func part(
        of whole: Heard, answeredBy intent: String?, _ passageID: String?, _ confidence: Double?
    ) -> Heard {
        func distance(_ heard: Heard) -> Double {
            guard let confidence else { return 0 }
            let scores = [
                heard.reading.intents.first { $0.name == intent }?.score,
                heard.reading.passages.first { $0.passage.id == passageID }?.score,
            ]
            return scores.compactMap { $0.map { abs($0 - confidence) } }.min() ?? 1
        }
        return (whole.questions + [whole]).filter { $0.reading.leads(to: intent, passageID) }
            .min { distance($0) < distance($1) } ?? whole
    }

    /// Terms, the raw score that they add up to, and of a passage the parts of its log-odds.
    typealias Weighed = (terms: [MatchedTerm], score: Double?, parts: [MatchedTerm])

    static let nothing: Weighed = ([], nil, [])

    /// What spoke for and against a candidate; nothing of an intent that the model does not know,
    /// nor of a passage that is not found.
    private func weighed(
        _ candidate: Explanation.Candidate, _ reading: Interpretation, _ analysis: Analysis
    ) -> Weighed {
        switch candidate {
        case .intent(let name):
            guard let found = model?.contributions(analysis, intent: name, beside: known) else {
                return Self.nothing
            }
            let terms = found.terms.sorted { (abs($0.weight), $1.term) > (abs($1.weight), $0.term) }
            return (Self.strongest(terms), found.score, reading.scoreParts(ofIntent: name))
        case .passage(let id):
            return reading.passages.first { $0.passage.id == id }.map(Self.weighed) ?? Self.nothing
        }
    }

    /// What a passage's rank and its log-odds are made of.
    static func weighed(_ found: RankedPassage) -> Weighed {
        (strongest(found.terms) + found.pieces, found.rank, found.scoreParts)
    }

    /// The first of `terms`, with the rest in one.
    static func strongest(_ terms: [MatchedTerm]) -> [MatchedTerm] {
        guard terms.count > termsMax else { return terms }
        let others = terms.dropFirst(termsMax).reduce(0) { $0 + $1.weight }
        return terms.prefix(termsMax) + [MatchedTerm(term: otherTerms, weight: others)]
    }
}

extension Interpretation {
    /// What the log-odds of an intent's probability are made of: its share among the intents, which
    /// the raw scores give, and whether the message is the desk's business; or what is known of it
    /// word by word. Empty where the intent is not among the likeliest.
    fileprivate func scoreParts(ofIntent name: String) -> [MatchedTerm] {
        guard let rank = intents.firstIndex(where: { $0.name == name }) else { return [] }
        let score = intents[rank].score
        let whole = Confidence.logOdds(score)
        if rank < meanings { return [MatchedTerm(term: Self.examplePart, weight: whole)] }
        guard inScope > 0 else { return [MatchedTerm(term: Self.scopePart, weight: whole)] }
        let share = Confidence.logOdds(min(score / inScope, 1))
        return [
            MatchedTerm(term: Self.sharePart, weight: share),
            MatchedTerm(term: Self.scopePart, weight: whole - share),
        ]
    }

    private static let examplePart = "example word by word"
    private static let sharePart = "among intents"
    private static let scopePart = "in scope"

    /// Which of `intent` and the passage `passageID` won with the probability `confidence`: a rule
    /// may show the passage for its own sake, and a sure intent one that is hardly found. nil where
    /// nothing was answered.
    fileprivate func winner(
        _ intent: String?, _ passageID: String?, confidence: Double?
    ) -> Explanation.Candidate? {
        guard let intent else { return passageID.map(Explanation.Candidate.passage) }
        guard let passageID, let confidence,
            let found = passages.first(where: { $0.passage.id == passageID })
        else { return .intent(intent) }
        let own = intents.first { $0.name == intent }?.score ?? 0
        return abs(found.score - confidence) < abs(own - confidence)
            ? .passage(passageID) : .intent(intent)
    }

    /// The likeliest of all candidates but `winner`, what else was answered and shown, and what is
    /// bound to those: passages to an intent, and to a passage the intent that shows it anyway.
    fileprivate func runnerUp(
        to winner: Explanation.Candidate?, _ intent: String?, _ passageID: String?
    ) -> Explanation.Candidate? {
        var (answered, shown) = (intent, passageID)
        switch winner {
        case .intent(let name)?: answered = name
        case .passage(let id)?: shown = id
        case nil: break
        }
        let binding = passages.first { $0.passage.id == shown }?.passage.intent
        return Self.likeliest(
            intents.filter { $0.name != answered && $0.name != binding },
            passages.filter {
                $0.passage.id != shown
                    && (answered == nil || $0.passage.intent != answered)
            })
    }

    /// The likeliest of intents by falling score and of passages in any order; of two that are as
    /// likely the intent.
    fileprivate static func likeliest(
        _ intents: [RankedIntent], _ passages: [RankedPassage]
    ) -> Explanation.Candidate? {
        let passage = passages.max { $0.score < $1.score }
        guard let passage, passage.score > intents.first?.score ?? -1 else {
            return intents.first.map { .intent($0.name) }
        }
        return .passage(passage.passage.id)
    }
}
