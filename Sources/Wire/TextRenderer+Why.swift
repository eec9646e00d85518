import Dialogue
import Understanding

extension TextRenderer {
    /// `/why` for people: candidates against the threshold, terms and source, of a section what
    /// its probability is made of, the same of the runner-up, how all this is found, and the models
    /// that say so; of a choice or a call only what it named.
    package func why(_ why: MessageExplanation) -> [String] {
        let explanation = why.explanation
        var lines: [String]
        switch explanation.basis {
        case .reading: lines = reading(why)
        case .choice: lines = ["* \(named(why))chosen from the offered readings\(cited(why))"]
        case .call: lines = ["* \(named(why))called by its name\(cited(why))"]
        }
        if !explanation.model.isEmpty { lines.append("* model: \(explanation.model)") }
        return lines
    }

    private func named(_ why: MessageExplanation) -> String {
        let intent = why.explanation.intents.first.map { "intent \(Self.printable($0.name)), " }
        return "\(why.answer.kind.rawValue): \(intent ?? "")"
    }

    private func reading(_ why: MessageExplanation) -> [String] {
        let explanation = why.explanation
        let ranked = explanation.intents.prefix(2).map { Self.scored($0.name, $0.score) }
        let kind = why.answer.kind.rawValue
        var lines = [
            ranked.isEmpty
                ? "* \(kind): no intent"
                : "* \(kind): intent \(ranked.joined(separator: ", next ")), "
                    + "threshold \(Self.fixed(explanation.lines.act, 2))"
        ]
        if let scope = explanation.scope {
            lines.append(
                "* asks from \(Self.fixed(explanation.lines.offer, 2)); in scope "
                    + "\(Self.fixed(scope.probability, 2)), foreign words "
                    + "\(Self.fixed(scope.foreign, 2)), evidence "
                    + "\(Self.fixed(scope.evidence, 2))"
                    + (scope.others.map { ", others' business: \(Self.printable($0))" } ?? ""))
        }
        if let readAs = explanation.readAs { lines.append("* read as: \(Self.printable(readAs))") }
        let passages = explanation.passages.map { Self.scored($0.id, $0.score) }
        if !passages.isEmpty {
            lines.append(
                "* passages: \(passages.joined(separator: " · ")); answers from "
                    + "\(Self.fixed(explanation.lines.passageAct, 2)), asks from "
                    + Self.fixed(explanation.lines.passageOffer, 2))
        }
        let confidence = why.answer.sources.isEmpty ? nil : why.answer.confidence
        let sure = confidence.map { ", confidence \(Self.fixed($0, 2))" } ?? ""
        let terms = Self.line(explanation.terms, explanation.score, explanation.winner)
        lines.append("* terms: \(terms)\(winner(of: why))\(cited(why))\(sure)")
        lines += Self.odds(of: explanation.winner, explanation.scoreParts, explanation)
        if let runnerUp = explanation.runnerUp {
            let terms = Self.line(
                explanation.runnerUpTerms, explanation.runnerUpScore, explanation.runnerUp)
            lines.append("* terms of \(Self.name(of: runnerUp)): \(terms)")
            lines += Self.odds(of: runnerUp, explanation.runnerUpParts, explanation)
        }
        return lines + Self.methods(explanation)
    }

    /// What the log-odds of a candidate's probability are made of; no line where that is not told.
    private static func odds(
        of candidate: Explanation.Candidate?, _ parts: [MatchedTerm], _ explanation: Explanation
    ) -> [String] {
        guard let candidate, !parts.isEmpty else { return [] }
        let sum = parts.reduce(0) { $0 + $1.weight }
        let score =
            switch candidate {
            case .passage(let id): explanation.passages.first { $0.id == id }?.score
            case .intent(let name): explanation.intents.first { $0.name == name }?.score
            }
        let probability = score.map { ", probability \(fixed($0, 2))" } ?? ""
        return [
            "* odds of \(name(of: candidate)): \(shown(parts, places: 2)); "
                + "log-odds \(fixed(sum, 2))\(probability)"
        ]
    }

    /// How terms and odds of those that were weighed are found, with whose method that is.
    private static func methods(_ explanation: Explanation) -> [String] {
        let second = explanation.runnerUpScore == nil ? nil : explanation.runnerUp?.method
        let first = explanation.method
        let methods = [first, second == first ? nil : second].compactMap(\.self).map(text(of:))
        return methods.isEmpty ? [] : ["* method: \(methods.joined(separator: "; "))"]
    }

    private static func text(of method: Explanation.Method) -> String {
        switch method {
        case .relevance:
            "intents by layer-wise relevance propagation, epsilon 0 (Bach et al. 2015)"
        case .parts:
            "sections by the parts of BM25F (Robertson, Zaragoza 2009) and of a logistic regression"
        case .words: "what is said again by the words that it has"
        }
    }

    /// What the terms are of, where neither the first line nor the source says it.
    private func winner(of why: MessageExplanation) -> String {
        let sources = why.answer.sources.map(Self.place)
        guard let winner = why.explanation.winner else { return "" }
        let name = Self.name(of: winner)
        let isSaid =
            switch winner {
            case .intent(let intent):
                sources.isEmpty && why.explanation.intents.first?.name == intent
            case .passage: sources.contains(name)
            }
        return isSaid ? "" : " of \(name)"
    }

    private static func name(of candidate: Explanation.Candidate) -> String {
        switch candidate {
        case .intent(let name), .passage(let name): printable(name)
        }
    }

    private func cited(_ why: MessageExplanation) -> String {
        let sources = why.answer.sources.map(Self.place)
        return sources.isEmpty ? "" : "; source \(sources.joined(separator: ", "))"
    }

    private static func scored(_ name: String, _ score: Double) -> String {
        "\(printable(name)) \(fixed(score, 2))"
    }

    /// Terms with the raw score that they add up to; those of a section are small.
    private static func line(
        _ terms: [MatchedTerm], _ score: Double?, _ candidate: Explanation.Candidate?
    ) -> String {
        let raw = score.map { "; raw score \(fixed($0, 2))" } ?? ""
        return shown(terms, places: candidate?.method == .parts ? 2 : 1) + raw
    }

    private static func shown(_ terms: [MatchedTerm], places: Int) -> String {
        let shown = terms.map { "\(printable($0.term)) \(fixed($0.weight, places))" }
        return shown.isEmpty ? "-" : shown.joined(separator: " · ")
    }
}
