/// What the thresholds bought on held-out training data.
package struct CalibrationReport: Sendable, Hashable {
    /// One line and what it buys, all in 0...1.
    package struct Line: Sendable, Hashable {
        /// Share of in-scope messages that reach it.
        package var coverage = 0.0
        /// Share of those whose intent is right.
        package var precision = 0.0
        /// Share of out-of-scope messages that stay below it.
        package var outOfScopeRecall = 0.0
    }

    /// The threshold that training chose, and the lines from which an intent is offered and acted
    /// on (``ScoreLines``).
    package var threshold = Line()
    package var offering = Line()
    package var acting = Line()
    /// Held-out messages that the figures rest on.
    package var messages = 0.0

    package init() {}

    init(_ stored: MappedArray<Double>) {
        guard stored.count == 10 else { return }
        func line(_ at: Int) -> Line {
            Line(
                coverage: stored[at], precision: stored[at + 1], outOfScopeRecall: stored[at + 2])
        }
        (threshold, offering, acting, messages) = (line(0), line(3), line(6), stored[9])
    }

    var stored: [Double] {
        [threshold, offering, acting].flatMap {
            [$0.coverage, $0.precision, $0.outOfScopeRecall]
        } + [messages]
    }
}

/// A held-out message's signals with what it really was.
struct HeldOut {
    enum Truth { case right, wrong, outOfScope }

    var signals: Signals
    var truth: Truth
    /// Logarithms of the in-scope probabilities at temperature 1 and the true class, for the
    /// temperature; empty where the message is out of scope.
    var logits: [Float] = []
    var label = 0
    /// Words and ideographs are not lacking alike.
    var isChinese = false
}

/// What separates messages of the desk from others; computed from one probability vector.
struct Signals: Sendable {
    static let count = 10

    /// Negative entropy, log-odds and margin of the in-scope part, log mass out of scope, shares of
    /// words, pairs and characters that are known, log length, share and logarithm of the idf of
    /// words that the examples of the top intent lack.
    var values = [Double](repeating: 0, count: count)
    var top = 0.0

    /// See ``OwnWords/Uncovered/share``.
    var unfamiliar: Double { values[8] }

    /// The intents' part of `probabilities`, summing to 1.
    static func inScope(_ probabilities: [Float], intents: Int) -> [Float] {
        var mass: Float = 0
        for at in 0..<intents { mass += probabilities[at] }
        let scale = 1 / max(mass, 1e-30)
        return probabilities[..<intents].map { $0 * scale }
    }

    /// `uncovered` tells what the examples of a class lack of the message.
    init(
        _ probabilities: [Float], intents: Int, _ coverage: Coverage,
        uncovered: (Int) -> OwnWords.Uncovered
    ) {
        let inScope = Self.inScope(probabilities, intents: intents)
        var (first, second): (Float, Float) = (0, 0)
        var label = 0
        for (at, p) in inScope.enumerated() {
            if p > first {
                (first, second, label) = (p, first, at)
            } else if p > second {
                second = p
            }
        }
        var entropy = 0.0
        for from in stride(from: 0, to: inScope.count, by: Lanes.scalarCount) {
            var p = Lanes(repeating: 1e-9)
            for at in from..<min(from + Lanes.scalarCount, inScope.count) {
                p[at - from] = max(inScope[at], 1e-9)
            }
            entropy -= Double((p * naturalLogarithm(p)).sum())
        }
        top = Double(first)
        let outside = probabilities.count > intents ? probabilities[intents] : 0
        let odds = (Double(first) + 1e-6) / (1 - Double(first) + 1e-6)
        values[0] = -entropy
        values[1] = naturalLogarithm(odds)
        values[2] = Double(first - second)
        values[3] = probabilities.count > intents ? naturalLogarithm(Double(outside) + 1e-9) : 0
        values[4] = coverage.words
        values[5] = coverage.pairs
        values[6] = coverage.characters
        values[7] = naturalLogarithm(Double(1 + coverage.wordCount))
        let lacking = uncovered(label)
        values[8] = lacking.share
        values[9] = naturalLogarithm(1 + lacking.weight)
    }
}

/// Turns class probabilities into calibrated scores and says where the line is drawn.
///
/// A temperature for the intents among each other (Guo et al. 2017) and a logistic regression over
/// ``Signals`` for "is this ours at all"; both fitted on held-out training data. A candidate's
/// score is the product: the probability that this intent is what was meant.
struct Calibrator: Sendable {
    /// Share of out-of-scope messages that the logistic regression assumes among all messages.
    static let outOfScopePrior = 0.1
    /// In-scope accuracy that the threshold may cost, as a fraction of all in-scope messages.
    static let accuracyCostMax = 0.02

    var temperature: Float = 1
    var threshold = 0.0
    /// Median over right held-out messages, others' and Chinese ones, of the share of their words
    /// that no example of their intent has, in 0...1.
    private var usual = (others: 0.0, chinese: 0.0)
    /// Intercept, then one weight a signal.
    var coefficients = [Double](repeating: 0, count: Signals.count + 1)

    init() {}

    init(_ stored: MappedArray<Double>) {
        guard stored.count == Signals.count + 5 else {
            temperature = 0
            return
        }
        temperature = Float(stored[0])
        threshold = stored[1]
        usual = (stored[2], stored[3])
        coefficients = (4..<stored.count).map { stored[$0] }
    }

    var isSound: Bool {
        temperature > 0 && temperature.isFinite && threshold.isFinite
            && 0...1 ~= usual.others && 0...1 ~= usual.chinese
            && coefficients.allSatisfy(\.isFinite)
    }

    var stored: [Double] {
        [Double(temperature), threshold, usual.others, usual.chinese] + coefficients
    }

    /// How much more of a message than usual no example of an intent has, in 0...1.
    func foreign(_ unfamiliar: Double, isChinese: Bool) -> Double {
        let usual = isChinese ? usual.chinese : usual.others
        return max(unfamiliar - usual, 0) / max(1 - usual, 0.01)
    }

    func inScopeProbability(_ signals: Signals) -> Double {
        logistic(
            zip(coefficients.dropFirst(), signals.values)
                .reduce(coefficients[0]) { $0 + $1.0 * $1.1 })
    }

    /// The intents by `probabilities`, held against whether the message is ours by those of the
    /// text as it was `typed`; `example` is the class that has it word by word.
    func prediction(
        _ probabilities: [Float], typed: [Float], _ coverage: Coverage, intents: [String],
        example: Int?, isChinese: Bool, uncovered: (Int) -> OwnWords.Uncovered
    ) -> Prediction {
        let signals = Signals(
            typed, intents: intents.count, coverage, uncovered: uncovered)
        // Not one term that training has seen: nothing speaks for any intent.
        var inScope = coverage.isNothing ? 0 : inScopeProbability(signals)
        var ours = Signals.inScope(probabilities, intents: intents.count)
        if let example {
            let certainty = ExactExamples.certainty
            inScope = example < intents.count ? max(inScope, Double(certainty)) : 0
            if example < ours.count, ours[example] < certainty {
                let rest = (1 - certainty) / max(1 - ours[example], 1e-30)
                for at in ours.indices { ours[at] = at == example ? certainty : ours[at] * rest }
            }
        }
        var best: [(label: Int, p: Float)] = []
        for (label, p) in ours.enumerated() {
            if best.count == IntentModel.rankedMax, p <= best[best.count - 1].p { continue }
            let at = best.firstIndex { $0.p < p } ?? best.count
            best.insert((label, p), at: at)
            if best.count > IntentModel.rankedMax { best.removeLast() }
        }
        return Prediction(
            ranked: best.map {
                RankedIntent(name: intents[$0.label], score: Double($0.p) * inScope)
            },
            inScope: inScope,
            foreign: foreign(uncovered(best.first?.label ?? 0).share, isChinese: isChinese),
            confidence: Double(ours.max() ?? 0))
    }

    /// Fits everything on `heldOut` and reports what the threshold buys.
    ///
    /// The signals must have been computed at `temperature`.
    static func fitted(
        _ heldOut: [HeldOut], temperature: Float
    ) -> (Calibrator, CalibrationReport) {
        var calibrator = Calibrator()
        calibrator.temperature = temperature
        calibrator.fitLogistic(heldOut)
        calibrator.usual = (
            usualUnfamiliarity(heldOut.filter { !$0.isChinese }),
            usualUnfamiliarity(heldOut.filter(\.isChinese))
        )
        let scored = heldOut.map { message in
            Scored(
                score: message.signals.top * calibrator.inScopeProbability(message.signals),
                foreign: calibrator.foreign(
                    message.signals.unfamiliar, isChinese: message.isChinese),
                truth: message.truth)
        }
        calibrator.threshold = bestThreshold(scored)
        var report = CalibrationReport()
        report.messages = Double(scored.count)
        let lines = ScoreLines(model: calibrator.threshold, chosen: nil)
        report.threshold = bought(scored) { $0.score >= calibrator.threshold }
        report.offering = bought(scored) { $0.score >= lines.offer($0.foreign) }
        report.acting = bought(scored) { $0.score >= lines.act($0.foreign) }
        return (calibrator, report)
    }

    private static func usualUnfamiliarity(_ heldOut: [HeldOut]) -> Double {
        let shares = heldOut.filter { $0.truth == .right }.map(\.signals.unfamiliar).sorted()
        return shares.isEmpty ? 0 : shares[shares.count / 2]
    }

    private struct Scored {
        var score: Double
        var foreign: Double
        var truth: HeldOut.Truth
    }

    /// The temperature that minimises the held-out negative log-likelihood, by golden section.
    static func bestTemperature(_ heldOut: [HeldOut]) -> Float {
        let messages = heldOut.filter { !$0.logits.isEmpty }
        guard !messages.isEmpty else { return 1 }
        func loss(_ logTemperature: Double) -> Double {
            let scale = exponential(-logTemperature)
            var sum = 0.0
            for message in messages {
                var total = 0.0
                for logit in message.logits { total += exponential(Double(logit) * scale) }
                sum += naturalLogarithm(total) - Double(message.logits[message.label]) * scale
            }
            return sum
        }
        var (low, high) = (naturalLogarithm(0.3), naturalLogarithm(3))
        let ratio = 0.6180339887498949
        for _ in 0..<18 {
            let (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
            if loss(a) < loss(b) { high = b } else { low = a }
        }
        return Float(exponential((low + high) / 2))
    }

    /// Iteratively reweighted least squares with a small ridge; classes weighed to the prior.
    private mutating func fitLogistic(_ heldOut: [HeldOut]) {
        let outside = heldOut.count { $0.truth == .outOfScope }
        let inside = heldOut.count - outside
        guard outside > 0, inside > 0 else {
            // Nothing to tell apart: every message with a known term counts as ours.
            coefficients[0] = 6
            return
        }
        let size = Signals.count + 1
        let insideWeight = (1 - Self.outOfScopePrior) / Double(inside)
        let outsideWeight = Self.outOfScopePrior / Double(outside)
        for _ in 0..<25 {
            var hessian = [Double](repeating: 0, count: size * size)
            var gradient = [Double](repeating: 0, count: size)
            for message in heldOut {
                let x = [1] + message.signals.values
                let isOutside = message.truth == .outOfScope
                let weight = isOutside ? outsideWeight : insideWeight
                let p = inScopeProbability(message.signals)
                for a in 0..<size {
                    gradient[a] += weight * ((isOutside ? 0 : 1) - p) * x[a]
                    for b in 0..<size {
                        hessian[a * size + b] += weight * max(p * (1 - p), 1e-6) * x[a] * x[b]
                    }
                }
            }
            for a in 1..<size {
                gradient[a] -= 1e-4 * coefficients[a]
                hessian[a * size + a] += 1e-4
            }
            hessian[0] += 1e-9
            let step = solve(hessian, gradient)
            for a in 0..<size { coefficients[a] += step[a] }
            if step.allSatisfy({ abs($0) < 1e-7 }) { break }
        }
    }

    /// The highest threshold that costs at most ``accuracyCostMax`` of right in-scope answers.
    private static func bestThreshold(_ scored: [Scored]) -> Double {
        let right = scored.filter { $0.truth == .right }.map(\.score).sorted()
        let inScope = scored.count { $0.truth != .outOfScope }
        guard !right.isEmpty else { return 0.5 }
        let lost = Int(Double(inScope) * accuracyCostMax)
        return min(right[min(lost, right.count - 1)], 0.9)
    }

    private static func bought(
        _ scored: [Scored], _ isAbove: (Scored) -> Bool
    ) -> CalibrationReport.Line {
        let outside = scored.filter { $0.truth == .outOfScope }
        let inside = scored.filter { $0.truth != .outOfScope }
        let answered = inside.filter(isAbove)
        var line = CalibrationReport.Line()
        line.coverage = Double(answered.count) / Double(max(inside.count, 1))
        line.precision =
            Double(answered.count { $0.truth == .right }) / Double(max(answered.count, 1))
        line.outOfScopeRecall =
            Double(outside.count { !isAbove($0) }) / Double(max(outside.count, 1))
        return line
    }
}

/// Solves the symmetric positive system `matrix · x = right` by Gaussian elimination with pivots.
private func solve(_ matrix: [Double], _ right: [Double]) -> [Double] {
    let size = right.count
    var (a, x) = (matrix, right)
    for column in 0..<size {
        let pivot = (column..<size).max { abs(a[$0 * size + column]) < abs(a[$1 * size + column]) }
        guard let pivot, abs(a[pivot * size + column]) > 1e-12 else { continue }
        for k in 0..<size { a.swapAt(pivot * size + k, column * size + k) }
        x.swapAt(pivot, column)
        for row in 0..<size where row != column {
            let factor = a[row * size + column] / a[column * size + column]
            for k in column..<size { a[row * size + k] -= factor * a[column * size + k] }
            x[row] -= factor * x[column]
        }
    }
    return (0..<size).map { at in
        let diagonal = a[at * size + at]
        return abs(diagonal) > 1e-12 ? x[at] / diagonal : 0
    }
}
