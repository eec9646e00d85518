/// What tells a message of the desk's where its intents are too few to leave one out.
///
/// Of one to three intents none can stand in for what is out of scope, and random letters look like
/// nothing that people write: a regression on them takes whatever has a known word for the desk's.
/// How much stranger a message may be than the desk's own is much the same on all such desks. So
/// the weights are older than the desk, and what is usual comes from its held-out messages.
struct FamiliarityScale: Sendable {
    /// Weights of the signals that tell; the others add nothing beside them.
    let odds, words, pairs, unfamiliar: Double
    /// Logit of a message that is as familiar as the desk's own usually are.
    let sure: Double
    /// What the weights make of held-out messages of a desk, in the mean over the desks of the fit.
    let usual: Double

    /// Fitted by logistic regression on 2,025 desks of one to three intents of 3 to 100 examples,
    /// cut from one half of the intents of CLINC150, BANKING77 and SMP2017: messages that were held
    /// out, against such of the other intents of that half, which count a twentieth in all. No
    /// weight is against the sense of its signal (``Signals/Name/sense``). Weights that are fitted
    /// without one of the three sets tell its messages apart as well.
    private static let single = (
        few: FamiliarityScale(
            odds: 0, words: 1.45, pairs: 5.96, unfamiliar: -7.18, sure: 5.55, usual: -1.92),
        many: FamiliarityScale(
            odds: 0, words: 3.36, pairs: 7.96, unfamiliar: -1.62, sure: 5.70, usual: 6.29)
    )
    private static let several = (
        few: FamiliarityScale(
            odds: 0.20, words: 1.37, pairs: 2.75, unfamiliar: -4.60, sure: 4.64, usual: 0.45),
        many: FamiliarityScale(
            odds: 0.34, words: 2.50, pairs: 3.95, unfamiliar: -1.21, sure: 4.91, usual: 7.48)
    )

    /// Held-out messages that what is usual elsewhere counts as.
    private static let usualCount = 10.0

    /// The scale for so many intents, of which `areFew` says whether their examples are few
    /// (``Recipe/hasFew``).
    static func scale(intents: Int, areFew: Bool) -> FamiliarityScale {
        let scales = intents == 1 ? single : several
        return areFew ? scales.few : scales.many
    }

    private var weights: [(name: Signals.Name, weight: Double)] {
        [(.odds, odds), (.words, words), (.pairs, pairs), (.unfamiliar, unfamiliar)]
    }

    /// Intercept and weights for a desk on which messages of its own with these signals were held
    /// out; there may be none.
    func coefficients(own: [Signals]) -> [Double] {
        let sum = own.reduce(Self.usualCount * usual) { sum, signals in
            weights.reduce(sum) { $0 + $1.weight * signals[$1.name] }
        }
        var coefficients = [Double](repeating: 0, count: Signals.count + 1)
        coefficients[0] = sure - sum / (Self.usualCount + Double(own.count))
        for (name, weight) in weights { coefficients[name.rawValue + 1] = weight }
        return coefficients
    }
}
