/// What separates messages of the desk from others; computed from one probability vector.
struct Signals: Sendable {
    /// Each by its place among the values and the weights of a model file.
    enum Name: Int, CaseIterable {
        /// Negative entropy, log-odds and margin of the best intent among the intents.
        case certainty, odds, margin
        /// Logarithm of the probability out of scope.
        case outside
        /// Shares of words, pairs and characters that are known.
        case words, pairs, characters
        /// Logarithm of the number of words.
        case length
        /// Share of the idf of words that the examples of the best intent lack, and its logarithm.
        case unfamiliar, lacking

        /// Which way it speaks: 1 where more of it tells of a message of the desk's, -1 where less
        /// does, 0 where either may.
        var sense: Double {
            switch self {
            case .certainty, .odds, .margin, .words, .pairs, .characters: 1
            case .length: 0
            case .outside, .unfamiliar, .lacking: -1
            }
        }
    }

    static let count = Name.allCases.count

    /// By the places of ``Name``.
    private(set) var values = [Double](repeating: 0, count: count)
    /// Probability of the best intent among the intents, in 0...1.
    private(set) var top = 0.0

    /// See ``OwnWords/Uncovered/share``.
    var unfamiliar: Double { self[.unfamiliar] }

    private(set) subscript(name: Name) -> Double {
        get { values[name.rawValue] }
        set { values[name.rawValue] = newValue }
    }

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
        self[.certainty] = -entropy
        self[.odds] = naturalLogarithm(odds)
        self[.margin] = Double(first - second)
        self[.outside] =
            probabilities.count > intents ? naturalLogarithm(Double(outside) + 1e-9) : 0
        self[.words] = coverage.words
        self[.pairs] = coverage.pairs
        self[.characters] = coverage.characters
        self[.length] = naturalLogarithm(Double(1 + coverage.wordCount))
        let lacking = uncovered(label)
        self[.unfamiliar] = lacking.share
        self[.lacking] = naturalLogarithm(1 + lacking.weight)
    }
}
