/// Turns class probabilities into calibrated scores and says where the line is drawn.
///
/// A temperature for the intents among each other (Guo et al. 2017) and a logistic regression over
/// ``Signals`` for "is this ours at all"; both fitted on held-out training data. A candidate's
/// score is the product: the probability that this intent is what was meant.
struct Calibrator: Sendable {
    /// What raw scores are divided by before the softmax; above 0.
    var temperature: Float = 1
    /// Top scores below it are not answered, in 0...1.
    var threshold = 0.0
    /// Median over right held-out messages, others' and Chinese ones, of the share of their words
    /// that no example of their intent has, in 0...1; at most ``usualMax``.
    var usual = (others: 0.0, chinese: 0.0)
    /// Intercept, then one weight a signal.
    var coefficients = [Double](repeating: 0, count: Signals.count + 1)

    /// Numbers of a model file that come before the coefficients.
    private static let storedBefore = 4

    init() {}

    /// What a model file has under `calib`; unsound where its length is wrong.
    init(_ stored: MappedArray<Double>) {
        guard stored.count == Self.storedBefore + 1 + Signals.count else {
            temperature = 0
            return
        }
        temperature = Float(stored[0])
        threshold = stored[1]
        usual = (stored[2], stored[3])
        coefficients = (Self.storedBefore..<stored.count).map { stored[$0] }
    }

    /// Whether its numbers can be computed with.
    var isSound: Bool {
        temperature > 0 && temperature.isFinite && threshold.isFinite
            && 0...1 ~= usual.others && 0...1 ~= usual.chinese
            && coefficients.allSatisfy(\.isFinite)
    }

    /// The numbers in the order of a model file.
    var stored: [Double] {
        [Double(temperature), threshold, usual.others, usual.chinese] + coefficients
    }

    /// How much more of a message than usual no example of an intent has, in 0...1.
    func foreign(_ unfamiliar: Double, isChinese: Bool) -> Double {
        let usual = isChinese ? usual.chinese : usual.others
        return max(unfamiliar - usual, 0) / max(1 - usual, 0.01)
    }

    /// Probability that a message with these signals is the desk's business, in 0...1.
    func inScopeProbability(_ signals: Signals) -> Double {
        logistic(
            zip(coefficients.dropFirst(), signals.values)
                .reduce(coefficients[0]) { $0 + $1.0 * $1.1 })
    }

    /// The intents by the probabilities of the text as `typed`, or by others by which they are
    /// `ranked`; by the former it is told whether the message is ours. `examples` are the classes
    /// that have it word by word.
    func prediction(
        typed: [Float], ranked: [Float]?, _ coverage: Coverage, intents: [String],
        examples: [Int], isChinese: Bool, uncovered: (Int) -> OwnWords.Uncovered
    ) -> Prediction {
        let asTyped = Signals.inScope(typed, intents: intents.count)
        let signals = Signals(
            inScope: asTyped, outside: typed.dropFirst(intents.count).first, coverage,
            uncovered: uncovered)
        // Not one term that training has seen: nothing speaks for any intent.
        var inScope = coverage.isNothing ? 0 : inScopeProbability(signals)
        var ours = ranked.map { Signals.inScope($0, intents: intents.count) } ?? asTyped
        if let example = examples.first {
            inScope = example < intents.count ? max(inScope, Double(ExactExamples.certainty)) : 0
            Self.raise(&ours, at: examples)
        }
        let best = Self.best(ours)
        let probabilities = ranked ?? typed
        let outside = probabilities.dropFirst(intents.count).first
        let leads = outside.map { p in probabilities.prefix(intents.count).allSatisfy { $0 < p } }
        let label = best.first?.label ?? 0
        let own = label == signals.label ? signals.uncovered : uncovered(label)
        return Prediction(
            ranked: best.map {
                RankedIntent(name: intents[$0.label], score: Double($0.p) * inScope)
            },
            inScope: inScope,
            isOutOfScope: examples.first.map { $0 == intents.count } ?? leads ?? false,
            foreign: foreign(own.share, isChinese: isChinese), uncovered: own.share,
            evidence: own.evidence, telling: own.telling, strange: own.strange,
            confidence: Double(best.first?.p ?? 0),
            isExample: examples.contains { $0 < intents.count },
            meanings: examples.count { $0 < intents.count })
    }

    /// The likeliest classes, the first of equals first, at most ``IntentModel/rankedMax``.
    private static func best(_ probabilities: [Float]) -> [(label: Int, p: Float)] {
        var best: [(label: Int, p: Float)] = []
        best.reserveCapacity(IntentModel.rankedMax + 1)
        var least = -Float.infinity
        for (label, p) in probabilities.enumerated() where p > least {
            best.append((label, p))
            var at = best.count - 1
            while at > 0, best[at - 1].p < p {
                best.swapAt(at - 1, at)
                at -= 1
            }
            if best.count > IntentModel.rankedMax { best.removeLast() }
            if best.count == IntentModel.rankedMax { least = best[best.count - 1].p }
        }
        return best
    }

    /// Gives each of `labels`, of which there is one at least, its share of the certainty that an
    /// example has, where it has less, and the other classes what is left.
    private static func raise(_ probabilities: inout [Float], at labels: [Int]) {
        let share = ExactExamples.certainty / Float(labels.count)
        guard labels.allSatisfy(probabilities.indices.contains),
            labels.contains(where: { probabilities[$0] < share })
        else { return }
        // Their own sum: 1 less what is known is 0 where that rounds to 1, and all others infinite.
        let others = probabilities.indices.reduce(Float(0)) {
            labels.contains($1) ? $0 : $0 + probabilities[$1]
        }
        let rest = (1 - ExactExamples.certainty) / max(others, 1e-30)
        for at in probabilities.indices {
            probabilities[at] = labels.contains(at) ? share : probabilities[at] * rest
        }
    }
}
