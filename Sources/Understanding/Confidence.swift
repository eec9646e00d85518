/// How sure the index is of a passage: a logistic regression over signals of one query.
///
/// Two sets of weights, for corpora whose titles are questions and for plain passages; a corpus in
/// between takes what lies between. Fitted on the development queries of three public sets and of
/// the sample desk, each query once with its passage in the corpus and once without it, and on
/// nonsense made of the desk's own words (`docs/understanding.md`).
struct Confidence {
    /// Letters, an ideograph counting two, up to which a query asks for nothing.
    static let lettersMin = 4
    /// Terms that a passage must have in common with the query: one alone is no evidence.
    static let termsMin = 2
    /// Ideographs are terms alone and in pairs: about so many of them say what a word says.
    private static let termsAnIdeographWord = 3.0

    private static let questionWeights = [-8.93, 1.8, 10.8, 2.6, 6.8, 2.3]
    private static let plainWeights = [-3.9, 5.4, 4.4, 0, 12.5, -0.7]

    /// Probability that the passage answers, in 0...1.
    let probability: Double

    /// - Parameters:
    ///   - whole: cosine of the characters with the passage.
    ///   - agreement: what the query shares with the nearest question.
    ///   - margin: distance to the next passage as a share of the rank; it tells as much as the
    ///     passage covers.
    ///   - unseen: idf of a term that nobody has: a query counts one more than it has, so that one
    ///     of few words covers less than it seems.
    ///   - questionShare: share of the corpus whose titles are questions.
    init(
        _ query: Analysis, _ match: Matcher.Match, whole: Double, agreement: Double, margin: Double,
        unseen: Double, questionShare: Double
    ) {
        guard query.letterCount + 2 * query.ideographCount > Self.lettersMin,
            match.terms.count >= Self.termsMin
        else {
            probability = 0
            return
        }
        let coverage = match.covered / (match.all + unseen)
        let isChinese = query.ideographCount * 2 > query.letterCount
        let words = Double(match.contents) / (isChinese ? Self.termsAnIdeographWord : 1)
        let signals = [
            1, coverage, whole, agreement, margin * coverage, naturalLogarithm(1 + words),
        ]
        var sum = 0.0
        for (at, signal) in signals.enumerated() {
            let (question, plain) = (Self.questionWeights[at], Self.plainWeights[at])
            sum += signal * (plain + (question - plain) * questionShare)
        }
        probability = logistic(sum)
    }
}
