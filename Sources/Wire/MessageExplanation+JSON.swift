import Dialogue
import Understanding

extension MessageExplanation {
    /// What an `explanation` frame says; nil where it has no kind.
    init?(_ json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(Answer.Kind.init) else { return nil }
        func terms(_ name: String) -> [MatchedTerm] {
            (json[name]?.array ?? []).compactMap { term in
                guard let text = term["term"]?.string, let weight = term["weight"]?.double else {
                    return nil
                }
                return MatchedTerm(term: text, weight: weight)
            }
        }
        let candidates = json["candidates"]?.array ?? []
        let intents = candidates.compactMap { candidate -> RankedIntent? in
            guard let name = candidate["intent"]?.string, let score = candidate["score"]?.double
            else { return nil }
            return RankedIntent(name: name, score: score)
        }
        let passages = candidates.compactMap { candidate -> PassageCandidate? in
            guard let id = candidate["source"]?.string.flatMap(ArticleLink.id),
                let score = candidate["score"]?.double
            else { return nil }
            return PassageCandidate(id: id, score: score)
        }
        self.init(
            message: MessageID(json["message_id"]?.string ?? ""),
            answer: Answer(
                kind: kind, confidence: json["confidence"]?.double,
                sources: (json["sources"]?.array ?? []).map(Source.init)),
            explanation: Explanation(
                basis: json["basis"]?.string.flatMap(Explanation.Basis.init) ?? .reading,
                intents: intents, passages: passages, lines: .init(json),
                readAs: json["read_as"]?.string, scope: .init(json),
                winner: json["terms_of"]?.string.map(Explanation.Candidate.init),
                terms: terms("terms"), score: json["score"]?.double,
                method: json["method"]?.string.flatMap(Explanation.Method.init),
                scoreParts: terms("score_parts"),
                runnerUp: json["runner_up"]?.string.map(Explanation.Candidate.init),
                runnerUpTerms: terms("runner_up_terms"),
                runnerUpScore: json["runner_up_score"]?.double,
                runnerUpParts: terms("runner_up_parts"),
                model: json["model"]?.string ?? ""))
    }
}

extension Explanation.Candidate {
    /// Of the `intent` or `source` of a candidate.
    fileprivate init(_ name: String) {
        self = ArticleLink.id(of: name).map(Self.passage) ?? .intent(name)
    }
}

extension ScoreLines.Drawn {
    /// What is not told is 0.
    fileprivate init(_ json: JSON) {
        self.init(
            act: json["threshold"]?.double ?? 0, offer: json["offer_threshold"]?.double ?? 0,
            passageAct: json["passage_threshold"]?.double ?? 0,
            passageOffer: json["passage_offer_threshold"]?.double ?? 0)
    }
}

extension Explanation.Scope {
    fileprivate init?(_ json: JSON) {
        guard let probability = json["in_scope"]?.double, let foreign = json["foreign"]?.double
        else { return nil }
        self.init(
            probability: probability, foreign: foreign, evidence: json["evidence"]?.double ?? 0,
            others: json["others"]?.string)
    }
}

extension JSON {
    fileprivate var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }
}
