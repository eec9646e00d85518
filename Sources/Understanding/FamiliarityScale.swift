/// What tells a message of the desk's before the desk has taught it.
///
/// Of one to three intents none can stand in for what is out of scope, and random letters look like
/// nothing that people write: a regression on them takes whatever has a known word for the desk's.
/// From four on the messages of intents that are left out teach it, but of a small desk they are a
/// handful. How much stranger a message may be than the desk's own is much the same on all desks.
/// So the weights are older than the desk, and what is usual comes from its held-out messages;
/// where these can teach what is out of scope, both count.
struct FamiliarityScale: Sendable {
    /// Weights of the signals that tell; the others add nothing beside them.
    let odds, words, pairs, unfamiliar: Double
    /// Logit of a message that is as familiar as the desk's own usually are.
    let sure: Double
    /// What the weights make of held-out messages of a desk, in the mean over the desks of the fit.
    let usual: Double
    /// A threshold in 0...1 that costs such desks some two points of in-scope accuracy in the mean.
    let threshold: Double
    /// Whether a desk's held-out messages teach what is out of scope as well.
    var isTaught = false

    /// Fitted by logistic regression on 2,025 desks of one to three intents of 3 to 100 examples,
    /// cut from one half of the intents of CLINC150, BANKING77 and SMP2017: messages that were held
    /// out, against such of the other intents of that half, which count a twentieth in all. No
    /// weight is against the sense of its signal (``Signals/Name/sense``). Weights that are fitted
    /// without one of the three sets tell its messages apart as well.
    private static let single = (
        few: FamiliarityScale(
            odds: 0, words: 1.45, pairs: 5.96, unfamiliar: -7.18, sure: 5.55, usual: -1.92,
            threshold: 0.3),
        many: FamiliarityScale(
            odds: 0, words: 3.36, pairs: 7.96, unfamiliar: -1.62, sure: 5.70, usual: 6.29,
            threshold: 0.4)
    )
    private static let several = (
        few: FamiliarityScale(
            odds: 0.20, words: 1.37, pairs: 2.75, unfamiliar: -4.60, sure: 4.64, usual: 0.45,
            threshold: 0.3),
        many: FamiliarityScale(
            odds: 0.34, words: 2.50, pairs: 3.95, unfamiliar: -1.21, sure: 4.91, usual: 7.48,
            threshold: 0.4)
    )

    /// Fitted likewise on 2,167 desks of 4 to 60 intents of 3, 5, 10, 20, 40 or 2 to 40 examples,
    /// cut from either half of the intents of each set. Others' messages, 100 of other intents of
    /// the half and up to 80 of none of the set's, count a tenth in all, as those that are held out
    /// do (``Calibrator/outOfScopePrior``). Weights that are fitted on the other half alone, or
    /// without the set, tell its messages apart as well.
    private static let numerous = (
        few: FamiliarityScale(
            odds: 0.44, words: 1.23, pairs: 0.87, unfamiliar: -3.95, sure: 4.55, usual: 1.26,
            threshold: 0.2, isTaught: true),
        many: FamiliarityScale(
            odds: 0.62, words: 3.03, pairs: 1.35, unfamiliar: -0.58, sure: 5.28, usual: 8.05,
            threshold: 0.45, isTaught: true)
    )

    /// Held-out messages that the weights and the threshold count as beside the desk's own; from 50
    /// to 400 the figures are much the same.
    static let count = 100.0

    /// The scale for so many intents, of which `areFew` says whether their examples are few
    /// (``Recipe/hasFew``).
    static func scale(intents: Int, areFew: Bool) -> FamiliarityScale {
        let scales =
            switch intents {
            case 1: single
            case ..<Recipe.foldCount: several
            default: numerous
            }
        return areFew ? scales.few : scales.many
    }

    /// The same of what is usual elsewhere, where the weights are all there is.
    private static let usualCountAlone = 10.0
    private var usualCount: Double { isTaught ? Self.count : Self.usualCountAlone }

    private var weights: [(name: Signals.Name, weight: Double)] {
        [(.odds, odds), (.words, words), (.pairs, pairs), (.unfamiliar, unfamiliar)]
    }

    /// Intercept and weights for a desk on which messages of its own with these signals were held
    /// out; there may be none.
    func coefficients(own: [Signals]) -> [Double] {
        let sum = own.reduce(usualCount * usual) { sum, signals in
            weights.reduce(sum) { $0 + $1.weight * signals[$1.name] }
        }
        var coefficients = [Double](repeating: 0, count: Signals.count + 1)
        coefficients[0] = sure - sum / (usualCount + Double(own.count))
        for (name, weight) in weights { coefficients[name.rawValue + 1] = weight }
        return coefficients
    }
}
