/// A passage that is found for a message, with the probability that it answers, in 0...1.
package struct PassageCandidate: Sendable, Hashable {
    /// Citation, as ``Passage/id``.
    package var id: String
    /// ``RankedPassage/score``.
    package var score: Double

    /// `score` lies in 0...1.
    package init(id: String, score: Double) { (self.id, self.score) = (id, score) }
}

/// Terms that spoke for and against a candidate; what `/why` shows.
package struct Explanation: Sendable, Hashable {
    /// What an answer goes by.
    package enum Basis: String, Sendable {
        /// Words were read and classified.
        case reading
        /// One of the choices that the desk had offered: nothing was classified.
        case choice
        /// An intent that was called by its name: nothing was classified.
        case call
    }

    /// An intent by its name, or a passage by its citation.
    package enum Candidate: Sendable, Hashable {
        case intent(String)
        case passage(String)

        /// How its terms are found, where it is weighed.
        package var method: Method {
            switch self {
            case .intent: .relevance
            case .passage: .parts
            }
        }
    }

    /// How ``terms`` and ``scoreParts`` are found.
    package enum Method: String, Sendable {
        /// Of an intent: layer-wise relevance propagation with ε = 0 (Bach et al. 2015).
        case relevance = "relevance_propagation"
        /// Of a passage: the summands of its rank, by BM25F (Robertson, Zaragoza 2009) and what is
        /// added to that, and those of a logistic regression.
        case parts = "bm25_logistic"
        /// Of what was said again: each word that tells what the message is about counts one.
        case words = "word_count"
    }

    /// How far a message is the desk's business.
    package struct Scope: Sendable, Hashable {
        /// Calibrated probability that it is, by which every intent's score is multiplied
        /// (``Prediction/inScope``).
        package var probability: Double
        /// How much more of its words than usual no example of the best intent has, in 0...1
        /// (``Prediction/foreign``).
        package var foreign: Double
        /// How many of its words speak for that intent (``Prediction/evidence``).
        package var evidence: Double
        /// What of another domain it is about (``Interpretation/othersBusiness``).
        package var others: String?

        /// `probability` and `foreign` lie in 0...1.
        package init(
            probability: Double, foreign: Double, evidence: Double, others: String? = nil
        ) {
            (self.probability, self.foreign) = (probability, foreign)
            (self.evidence, self.others) = (evidence, others)
        }
    }

    /// What the answer goes by; without a reading there are no terms and no lines.
    package var basis: Basis
    /// Intents by falling score, at most ``IntentModel/rankedMax``.
    package var intents: [RankedIntent]
    /// Passages found for the message, by falling score.
    package var passages: [PassageCandidate]
    /// The scores from which intents and passages were acted on, and offered.
    package var lines: ScoreLines.Drawn
    /// ``Interpretation/readAs``, or with slips of the hand mended (``Spelling``), as intents are
    /// ranked by; nil where it was read as it was typed.
    package var readAs: String?
    /// What moved the lines, and the scores; nil without a reading or an intent model.
    package var scope: Scope?
    /// What ``terms`` are of: what won, or, where nothing was answered, what is likeliest; nil where
    /// nothing was weighed.
    package var winner: Candidate?
    /// Of an intent the terms with their parts in its raw score above the mean of all intents, to
    /// which they add up (``IntentModel/contributions(_:intent:)``); of a passage the terms of the
    /// question that it has with their parts in its rank, and the rest of that
    /// (``PassageIndex/Piece``). The weightiest, and what is left of them as
    /// ``Interpreter/otherTerms``.
    package var terms: [MatchedTerm]
    /// The raw score that ``terms`` add up to, of a passage its rank; nil where nothing was
    /// weighed.
    package var score: Double?
    /// How ``terms`` were found; nil where nothing was weighed.
    package var method: Method?
    /// What the log-odds are made of, ln(p / (1 − p)) of the probability that is shown: of a passage
    /// its signals and rules (``RankedPassage/scoreParts``), of an intent its share among the intents
    /// and whether the message is the desk's business.
    package var scoreParts: [MatchedTerm]
    /// The likeliest candidate that was neither the answer nor bound to it.
    package var runnerUp: Candidate?
    /// What spoke for and against it, likewise; empty where there is none.
    package var runnerUpTerms: [MatchedTerm]
    /// The raw score that ``runnerUpTerms`` add up to; nil where there is none.
    package var runnerUpScore: Double?
    /// What its log-odds are made of, likewise.
    package var runnerUpParts: [MatchedTerm]
    /// ``Interpreter/version``.
    package var model: String

    /// Without `basis` the words were read, without `method` by that of the winner.
    package init(
        basis: Basis = .reading, intents: [RankedIntent], passages: [PassageCandidate] = [],
        lines: ScoreLines.Drawn = ScoreLines.Drawn(), readAs: String? = nil, scope: Scope? = nil,
        winner: Candidate? = nil, terms: [MatchedTerm], score: Double? = nil,
        method: Method? = nil, scoreParts: [MatchedTerm] = [], runnerUp: Candidate? = nil,
        runnerUpTerms: [MatchedTerm] = [], runnerUpScore: Double? = nil,
        runnerUpParts: [MatchedTerm] = [], model: String
    ) {
        (self.basis, self.intents, self.passages) = (basis, intents, passages)
        (self.lines, self.readAs) = (lines, readAs)
        (self.scope, self.winner) = (scope, winner)
        (self.terms, self.score, self.model) = (terms, score, model)
        self.method = method ?? (score == nil ? nil : winner?.method)
        self.scoreParts = scoreParts
        (self.runnerUp, self.runnerUpTerms) = (runnerUp, runnerUpTerms)
        (self.runnerUpScore, self.runnerUpParts) = (runnerUpScore, runnerUpParts)
    }
}
