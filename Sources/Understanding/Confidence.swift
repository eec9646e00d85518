/// How sure the index is of a passage: a logistic regression over signals of one query.
///
/// Three sets of weights: for corpora whose titles are questions, for plain passages, and for small
/// ones of either kind; a corpus in between takes what lies between. The first two are fitted on
/// the development queries of three public sets and of the sample desk, each query once with its
/// passage in the corpus and once without it, on the desk's alternative questions with the asked
/// one taken out, and on nonsense made of the desk's own words; the third on questions about
/// eighteen small companies and on parts of the public sets (`docs/understanding.md`). What by
/// chance has as many of a query's words as the right passage is rarer among thirty passages than
/// among a thousand.
struct Confidence {
    /// Letters, an ideograph counting two, up to which a query asks for nothing, and terms that a
    /// passage must have in common with it, for one alone is no evidence; unless, in a small corpus,
    /// the passage has all that the query is about ("parking").
    private static let lettersMin = 4
    private static let termsMin = 2
    /// Ideographs are terms alone and in pairs: about so many of them say what a word says.
    private static let termsAnIdeographWord = 2.0
    /// A greater lead says no more.
    private static let leadMax = 0.5
    /// Of the logarithm of how many passages ask for what this one lacks.
    private static let missedMax = 4.0

    /// Weights of 1, the lead, the length, the cosine, the rarest word in common, what the
    /// passage's questions cover, the topic missed, what the passage covers, the words that tell
    /// what the query is about, those of them that the passage has, their share of the idf, and
    /// whether the query says less than the title.
    private static let questionWeights = [
        -9.94, 3.07, 2.22, 9.71, 1.88, 2.77, -0.31, 0, 0, 0, 0, 0,
    ]
    private static let plainWeights = [-7.52, 8.24, -0.68, 5.0, 4.95, 0, 0, 6.38, 0, 0, 0, 0]
    private static let smallWeights = [
        -6.12, 5.02, 1.03, 6.97, 0.57, -0.07, -0.21, 0.39, -0.82, 1.36, 1.13, -2,
    ]

    /// Probability that the passage answers, in 0...1.
    let probability: Double

    /// - Parameters:
    ///   - whole: cosine of the characters with the passage.
    ///   - lead: by how much it ranks above the next passage.
    ///   - unseen: idf of a term that nobody has. The passage must cover one such more than the
    ///     query has, so that one of few words covers less than it seems.
    ///   - isVague: whether the query is about one word that the title has beside others: "how do I
    ///     change it" of "How do I change my address?".
    ///   - smallness: ``PassageIndex/smallness`` of the corpus.
    ///   - questionShare: share of the corpus whose titles are questions.
    init(
        _ query: Analysis, _ match: Matcher.Match, whole: Double, lead: Double, unseen: Double,
        isVague: Bool, smallness: Double, questionShare: Double
    ) {
        let isLong = query.letterCount + 2 * query.ideographCount > Self.lettersMin
        let topics = match.topics
        let isWhole = smallness > 0 && topics.all.count > 0 && topics.covered == topics.all
        guard isWhole || isLong && match.places.count >= Self.termsMin else {
            probability = 0
            return
        }
        let isChinese = query.ideographCount * 2 > query.letterCount
        let words = Double(match.asked) / (isChinese ? Self.termsAnIdeographWord : 1)
        let signals = [
            1, min(lead, Self.leadMax), naturalLogarithm(1 + words), whole, match.rarest / unseen,
            match.question.covered / max(match.question.all, 1e-6),
            min(naturalLogarithm(1 + Double(match.missed)), Self.missedMax),
            match.passage.covered / (match.passage.all + unseen),
            naturalLogarithm(1 + Double(match.topics.all.count)),
            naturalLogarithm(1 + Double(match.topics.covered.count)),
            match.topicShare, isVague ? 1 : 0,
        ]
        var sum = 0.0
        for (at, signal) in signals.enumerated() {
            let (question, plain) = (Self.questionWeights[at], Self.plainWeights[at])
            let large = plain + (question - plain) * questionShare
            sum += signal * (large + (Self.smallWeights[at] - large) * smallness)
        }
        probability = logistic(sum)
    }
}
