/// A held-out message's signals with what it really was.
struct HeldOut {
    /// Whether the best intent is the true one; or that there is no true one.
    enum Truth { case right, wrong, outOfScope }

    var signals: Signals
    var truth: Truth
    /// Logarithms of the in-scope probabilities at temperature 1 and the true class, for the
    /// temperature; empty where the message is out of scope.
    var logits: [Float] = []
    /// The true class; 0 where the message is out of scope.
    var label = 0
    /// Words and ideographs are not lacking alike.
    var isChinese = false
}

extension Calibrator {
    /// Share of out-of-scope messages that the logistic regression assumes among all messages.
    static let outOfScopePrior = 0.1
    /// In-scope accuracy that the threshold may cost, as a fraction of all in-scope messages: less
    /// than the two points that it may be, for it is chosen on what the calibration was fitted to.
    static let accuracyCostMax = 0.015

    /// Fits everything on `messages`: first the temperature, then what is told by the signals at
    /// that temperature. A `scale` counts beside what is out of scope among them, or in its place
    /// (``FamiliarityScale/isTaught``).
    static func fitted(
        _ messages: [HeldOutMessage], areFew: Bool, scale: FamiliarityScale? = nil
    ) -> (Calibrator, CalibrationReport) {
        let temperature = bestTemperature(messages.map { $0.judged(temperature: 1) })
        return fitted(
            messages.map { $0.judged(temperature: temperature) }, temperature: temperature,
            areFew: areFew, scale: scale)
    }

    /// Fits the rest on `heldOut` and reports what the threshold buys.
    ///
    /// The signals must have been computed at `temperature`. Where `areFew` examples were held out,
    /// no signal speaks against its sense: of thirty messages chance alone can have one tell that
    /// what is known is none of the desk's business.
    private static func fitted(
        _ heldOut: [HeldOut], temperature: Float, areFew: Bool, scale: FamiliarityScale?
    ) -> (Calibrator, CalibrationReport) {
        var calibrator = Calibrator()
        calibrator.temperature = temperature
        if let scale {
            let own = heldOut.filter { $0.truth != .outOfScope }
            calibrator.coefficients = scale.coefficients(own: own.map(\.signals))
        }
        if scale?.isTaught != false {
            calibrator.fitLogistic(
                heldOut, senses: Signals.Name.allCases.map { areFew ? $0.sense : 0 },
                priorMessages: scale == nil ? 0 : FamiliarityScale.count)
        }
        calibrator.usual = (
            usualUnfamiliarity(heldOut.filter { !$0.isChinese }),
            usualUnfamiliarity(heldOut.filter(\.isChinese))
        )
        let scored = heldOut.map { message in
            Scored(
                score: message.signals.top * calibrator.inScopeProbability(message.signals),
                foreign: calibrator.foreign(
                    message.signals.uncovered.share, isChinese: message.isChinese),
                evidence: message.signals.uncovered.evidence, isChinese: message.isChinese,
                truth: message.truth)
        }
        calibrator.threshold = bestThreshold(scored, elsewhere: scale?.threshold)
        var report = CalibrationReport()
        report.messages = Double(scored.count)
        report.confused = confused(heldOut)
        let lines = ScoreLines(model: calibrator.threshold)
        report.threshold = bought(scored) { $0.score >= calibrator.threshold }
        func isActedOn(_ message: Scored) -> Bool {
            message.score
                >= lines.act(
                    message.foreign, evidence: message.evidence, isChinese: message.isChinese)
        }
        report.acting = bought(scored, isActedOn)
        // Where few words speak nothing is offered, but what is sure is acted on all the same.
        report.offering = bought(scored) {
            isActedOn($0) || $0.score >= lines.offer($0.foreign, evidence: $0.evidence)
        }
        report.hundredths = report.hundredths.indices.map { at in
            let line = Double(at) / Double(CalibrationReport.hundredthsCount - 1)
            return bought(scored) { $0.score >= line }
        }
        return (calibrator, report)
    }

    /// Of a few held-out messages half may have no word of their intent's other examples; then
    /// nothing at all would count as foreign.
    static let usualMax = 0.7

    /// The median of ``OwnWords/Uncovered/share`` over right messages, at most ``usualMax``; 0
    /// where there are none.
    private static func usualUnfamiliarity(_ heldOut: [HeldOut]) -> Double {
        let shares = heldOut.filter { $0.truth == .right }.map(\.signals.uncovered.share).sorted()
        return shares.isEmpty ? 0 : min(shares[shares.count / 2], usualMax)
    }

    private struct Scored {
        var score: Double
        var foreign: Double
        var evidence: Double
        var isChinese: Bool
        var truth: HeldOut.Truth
    }

    /// How unlikely a temperature is before a message has spoken: what Student's t with three
    /// degrees of freedom and a squared scale of 1/15 has for its logarithm, without a constant.
    ///
    /// On small desks cut from public sets 0.8 is best, on those of `Tests/SmallDesks` 1.1; a
    /// handful of messages alone may have it anywhere. Not a Gaussian: a desk whose examples
    /// contradict each other must come to one far from 1.
    private static func surprise(_ logTemperature: Double) -> Double {
        2 * naturalLogarithm(1 + 5 * logTemperature * logTemperature)
    }

    /// The temperature in 0.3...3 that minimises the held-out negative log-likelihood and its own
    /// ``surprise(_:)``, by golden section.
    private static func bestTemperature(_ heldOut: [HeldOut]) -> Float {
        let messages = heldOut.filter { !$0.logits.isEmpty }
        func loss(_ logTemperature: Double) -> Double {
            let scale = exponential(-logTemperature)
            var sum = surprise(logTemperature)
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

    /// Newton's method with a small ridge and within `senses`; classes weighed to the prior.
    ///
    /// What the coefficients say before counts as `priorMessages` more: each message stands for
    /// what it is and, for its share of these, for what they say of it (the conjugate prior of a
    /// logistic regression, Chen and Ibrahim 2003).
    private mutating func fitLogistic(
        _ heldOut: [HeldOut], senses: [Double], priorMessages: Double
    ) {
        let outside = heldOut.count { $0.truth == .outOfScope }
        let inside = heldOut.count - outside
        guard outside > 0, inside > 0 else {
            // Nothing to tell apart: without a prior every message with a known term is ours.
            if priorMessages == 0 { coefficients[0] = 6 }
            return
        }
        let prior = self
        let share = priorMessages / Double(heldOut.count)
        let truths = heldOut.map { message in
            let truth = message.truth == .outOfScope ? 0.0 : 1
            return (truth + share * prior.inScopeProbability(message.signals)) / (1 + share)
        }
        let size = Signals.count + 1
        let insideWeight = (1 - Self.outOfScopePrior) / Double(inside)
        let outsideWeight = Self.outOfScopePrior / Double(outside)
        for _ in 0..<Self.stepsMax {
            var hessian = [Double](repeating: 0, count: size * size)
            var gradient = [Double](repeating: 0, count: size)
            for (message, truth) in zip(heldOut, truths) {
                let x = [1] + message.signals.values
                let weight = message.truth == .outOfScope ? outsideWeight : insideWeight
                let p = inScopeProbability(message.signals)
                for a in 0..<size {
                    gradient[a] += weight * (truth - p) * x[a]
                    for b in 0..<size {
                        hessian[a * size + b] += weight * max(p * (1 - p), 1e-6) * x[a] * x[b]
                    }
                }
            }
            for a in 1..<size {
                gradient[a] -= 1e-4 * (coefficients[a] - prior.coefficients[a])
                hessian[a * size + a] += 1e-4
            }
            hessian[0] += 1e-9
            let step = step(hessian, gradient, within: [0] + senses)
            for a in 0..<size { coefficients[a] += step[a] }
            if step.allSatisfy({ abs($0) < 1e-7 }) { break }
        }
    }

    /// Steps, and passes over the coefficients for each, after which what was reached is taken.
    private static let (stepsMax, passesMax) = (50, 400)

    /// The step to the minimum of the quadratic with this Hessian and negative gradient, one
    /// coefficient after the other, none of which leaves its side of 0.
    private func step(
        _ hessian: [Double], _ gradient: [Double], within senses: [Double]
    ) -> [Double] {
        let size = gradient.count
        var step = [Double](repeating: 0, count: size)
        for _ in 0..<Self.passesMax {
            var change = 0.0
            for a in 0..<size {
                var slope = gradient[a]
                for b in 0..<size { slope -= hessian[a * size + b] * step[b] }
                var next = step[a] + slope / hessian[a * size + a]
                if (coefficients[a] + next) * senses[a] < 0 { next = -coefficients[a] }
                change = max(change, abs(next - step[a]))
                step[a] = next
            }
            if change < 1e-9 { break }
        }
        return step
    }

    /// The highest threshold that costs at most ``accuracyCostMax`` of right in-scope answers, but
    /// never above 0.9; 0.5 where none is right. What it is `elsewhere` counts as well, as
    /// ``FamiliarityScale/count`` messages.
    private static func bestThreshold(_ scored: [Scored], elsewhere: Double?) -> Double {
        let right = scored.filter { $0.truth == .right }.map(\.score).sorted()
        let inScope = scored.count { $0.truth != .outOfScope }
        guard !right.isEmpty else { return elsewhere ?? 0.5 }
        let lost = Int(Double(inScope) * accuracyCostMax)
        let own = min(right[min(lost, right.count - 1)], 0.9)
        guard let elsewhere else { return own }
        let count = FamiliarityScale.count
        return (count * elsewhere + Double(inScope) * own) / (count + Double(inScope))
    }

    /// The intents that lead least of their own messages (``CalibrationReport/confused``). Of few
    /// messages chance has all led by others: each counts as if it had one more of either kind.
    private static func confused(_ heldOut: [HeldOut]) -> [CalibrationReport.Confused] {
        let own = Dictionary(
            grouping: heldOut.filter { $0.truth != .outOfScope }, by: \.label)
        let confused = own.map { label, messages in
            var rivals: [Int: Int] = [:]
            for message in messages where message.truth == .wrong {
                rivals[message.signals.label, default: 0] += 1
            }
            let rival = rivals.max { ($0.value, $1.key) < ($1.value, $0.key) }
            return CalibrationReport.Confused(
                intent: label, rival: rival?.key ?? label, messages: messages.count,
                right: messages.count { $0.truth == .right })
        }
        func share(_ confused: CalibrationReport.Confused) -> Double {
            Double(confused.right + 1) / Double(confused.messages + 2)
        }
        return Array(
            confused.filter { $0.right * 2 < $0.messages }
                .sorted { (share($0), $0.intent) < (share($1), $1.intent) }
                .prefix(CalibrationReport.confusedMax))
    }

    /// What a line buys on `scored`, of which `isAbove` tells those that reach it.
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
