extension PassageIndex {
    /// What a rank is made of beside terms, as explanations name it: no word has parentheses.
    package enum Piece {
        /// Character cosines with the whole passage and with the nearest of its questions.
        package static let letters = "(letters)"
        /// The probability by the ``QuestionClassifier``.
        package static let questions = "(questions)"
        /// The share of what the query is about, in a small corpus.
        package static let topics = "(topics)"
        /// The query is a question of the passage word by word, or has its heading behind a frame.
        package static let asked = "(asked)"
        /// What a passage of another language than the query's loses: half of all others.
        package static let language = "(language)"
    }

    /// The query's terms in a candidate with their parts in its rank, weightiest first.
    func terms(of candidate: Candidate, _ matcher: Matcher) -> [MatchedTerm] {
        // What BM25 did not find among the best has nothing from it.
        candidate.words > 0 ? matcher.terms(in: candidate.ranked) : []
    }

    /// What adds up to a candidate's rank with its ``terms(of:_:)``, without what is 0.
    func pieces(of candidate: Candidate, _ matcher: Matcher) -> [MatchedTerm] {
        let topicShare = smallness > 0 ? matcher.match(candidate.ranked).topicShare : 0
        let factor = candidate.factor
        let pieces: [(String, Float)] = [
            (
                Piece.letters,
                Self.cosineWeight * candidate.whole + nearestWeight * candidate.question
            ),
            (Piece.questions, (candidate.rank - candidate.likeness) / factor),
            (Piece.topics, Self.topicWeight * Float(smallness * topicShare)),
            (Piece.asked, Self.askedGain(candidate)),
            (Piece.language, candidate.rank * (factor - 1) / factor),
        ]
        return pieces.filter { $0.1 != 0 }
            .map { MatchedTerm(term: $0.0, weight: Double($0.1)) }
    }
}

extension RankedPassage {
    /// Sets a higher score to `most`, as a rule says.
    mutating func limitScore(to most: Double, by rule: String) {
        guard score > most else { return }
        score = most
        if !scoreParts.isEmpty { scoreParts = Confidence.parts(scoreParts, of: most, by: rule) }
    }
}
