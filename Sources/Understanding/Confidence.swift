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
    /// No question has more words; of a page of text some are in whatever comes first, and the longer
    /// it is, the less it asks for.
    private static let wordsMax = 30.0
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

    /// Log-odds that stand for a probability of 0, and, above 0, of 1.
    private static let logOddsMax = 20.0

    /// Probability that the passage answers, in 0...1.
    private(set) var probability: Double
    /// Each signal times its weight, and the rules beside them, that add up to ``logOdds(_:)`` of
    /// ``probability``; nil where nobody asked.
    private(set) var parts: [MatchedTerm]?

    /// - Parameters:
    ///   - whole: cosine of the characters with the passage.
    ///   - lead: by how much it ranks above the next passage.
    ///   - unseen: idf of a term that nobody has. The passage must cover one such more than the
    ///     query has, so that one of few words covers less than it seems.
    ///   - isVague: whether the query is about one word that the title has beside others: "how do I
    ///     change it" of "How do I change my address?".
    ///   - smallness: ``PassageIndex/smallness`` of the corpus.
    ///   - questionShare: share of the corpus whose titles are questions.
    ///   - explains: whether there are ``parts``.
    init(
        _ query: Analysis, _ match: Matcher.Match, whole: Double, lead: Double, unseen: Double,
        isVague: Bool, smallness: Double, questionShare: Double, explains: Bool
    ) {
        let isLong = query.letterCount + 2 * query.ideographCount > Self.lettersMin
        let topics = match.topics
        let isWhole = smallness > 0 && topics.all.count > 0 && topics.covered == topics.all
        guard isWhole || isLong && match.places.count >= Self.termsMin else {
            probability = 0
            parts = explains ? Self.parts([], of: 0, by: Rule.tooShort) : nil
            return
        }
        let isChinese = query.ideographCount * 2 > query.letterCount
        let words = Double(match.asked) / (isChinese ? Self.termsAnIdeographWord : 1)
        var sum = 0.0
        var parts: [MatchedTerm]? = explains ? [] : nil
        func add(_ name: String, _ signal: Double, _ weight: Weight) {
            let large = weight.plain + (weight.questions - weight.plain) * questionShare
            let part = signal * (large + (weight.small - large) * smallness)
            sum += part
            if part != 0 { parts?.append(MatchedTerm(term: name, weight: part)) }
        }
        add("start", 1, .intercept)
        add("lead", min(lead, Self.leadMax), .lead)
        let length = min(words, Self.wordsMax * Self.wordsMax / words)
        add("length", naturalLogarithm(1 + length), .length)
        add("letters", whole, .cosine)
        add("rarest word", match.rarest / unseen, .rarest)
        add("title words", match.question.covered / max(match.question.all, 1e-6), .question)
        let missed = naturalLogarithm(1 + Double(match.missed))
        add("missing word", min(missed, Self.missedMax), .missed)
        add("all words", match.passage.covered / (match.passage.all + unseen), .passage)
        add("topics", naturalLogarithm(1 + Double(topics.all.count)), .topics)
        add("topics found", naturalLogarithm(1 + Double(topics.covered.count)), .topicsFound)
        add("topic share", match.topicShare, .topicShare)
        add("vague", isVague ? 1 : 0, .vague)
        probability = logistic(sum)
        self.parts = parts
    }

    /// What a rule says instead of the regression; `probability` lies in 0...1.
    init(_ probability: Double, by rule: String, explains: Bool) {
        self.probability = probability
        parts = explains ? Self.parts([], of: probability, by: rule) : nil
    }

    /// Sets a lower probability to `least`, as a rule says.
    mutating func raise(to least: Double, by rule: String) {
        guard probability < least else { return }
        probability = least
        parts = parts.map { Self.parts($0, of: least, by: rule) }
    }

    /// Parts of the log-odds of `probability`, which is that of `parts` or what a rule made of it:
    /// then one more part is what that added.
    static func parts(
        _ parts: [MatchedTerm], of probability: Double, by rule: String
    ) -> [MatchedTerm] {
        let sum = parts.reduce(0) { $0 + $1.weight }
        guard abs(logistic(sum) - probability) > 1e-6 else { return parts }
        return parts + [MatchedTerm(term: rule, weight: logOdds(probability) - sum)]
    }

    /// ln(p / (1 − p)) of a probability, within ``logOddsMax``.
    static func logOdds(_ probability: Double) -> Double {
        let odds = naturalLogarithm(probability) - naturalLogarithm(1 - probability)
        return min(max(odds, -logOddsMax), logOddsMax)
    }

    /// Rules beside the regression, as ``parts`` name them.
    enum Rule {
        /// The query asks for nothing, or has too little in common with the passage.
        static let tooShort = "too little in common"
        /// The query is a question of the passage word by word, of no other or of several.
        static let exact = "asked word by word"
        static let shared = "asked word by word, as others"
        /// The query asks in a frame for what the heading says.
        static let named = "heading named"
        /// The title has all that the query is about.
        static let titled = "title has all topics"
        /// The query does not tell the passage from another.
        static let twin = "as near as another"
        /// What was said before is said again, with its probability.
        static let again = "said again"
        /// A passage of the article that was answered from before.
        static let article = "same article"
        /// What else the answer before made of the probability.
        static let followUp = "follows an answer"
    }

    /// What a signal counts in corpora of each kind.
    private struct Weight {
        var questions: Double
        var plain: Double
        var small: Double

        static let intercept = Weight(questions: -9.94, plain: -7.52, small: -6.12)
        /// By how much the passage ranks above the next.
        static let lead = Weight(questions: 3.07, plain: 8.24, small: 5.02)
        /// Logarithm of the number of words.
        static let length = Weight(questions: 2.22, plain: -0.68, small: 1.03)
        /// Of the characters with the passage.
        static let cosine = Weight(questions: 9.71, plain: 5, small: 6.97)
        /// idf of the rarest word in common.
        static let rarest = Weight(questions: 1.88, plain: 4.95, small: 0.57)
        /// Share of the idf that the passage's questions cover.
        static let question = Weight(questions: 2.77, plain: 0, small: -0.07)
        /// Logarithm of how many passages ask for what this one lacks.
        static let missed = Weight(questions: -0.31, plain: 0, small: -0.21)
        /// Share of the idf that the passage covers.
        static let passage = Weight(questions: 0, plain: 6.38, small: 0.39)
        /// Logarithms of how many words tell what the query is about, and of how many of them the
        /// passage has; and the share of their idf.
        static let topics = Weight(questions: 0, plain: 0, small: -0.82)
        static let topicsFound = Weight(questions: 0, plain: 0, small: 1.36)
        static let topicShare = Weight(questions: 0, plain: 0, small: 1.13)
        /// Whether the query says less than the title.
        static let vague = Weight(questions: 0, plain: 0, small: -2)
    }
}
