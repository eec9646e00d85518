/// What separates messages of the desk from others; computed from one probability vector.
struct Signals: Sendable {
    static let count = 10

    /// Which way each speaks: 1 where more of it tells of a message of the desk's, -1 where less
    /// does, 0 where either may.
    static let senses: [Double] = [1, 1, 1, -1, 1, 1, 1, 0, -1, -1]

    /// Negative entropy, log-odds and margin of the in-scope part, log mass out of scope, shares of
    /// words, pairs and characters that are known, log length, share and logarithm of the idf of
    /// words that the examples of the top intent lack.
    var values = [Double](repeating: 0, count: count)
    /// Probability of the best intent among the intents, in 0...1.
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
