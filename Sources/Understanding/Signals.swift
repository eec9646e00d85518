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
    /// The class of the best intent, and its probability among the intents, in 0...1.
    private(set) var (label, top) = (0, 0.0)

    /// What the examples of that class lack of the message, and have.
    private(set) var uncovered = OwnWords.Uncovered()

    private(set) subscript(name: Name) -> Double {
        get { values[name.rawValue] }
        set { values[name.rawValue] = newValue }
    }

    /// The intents' part of `probabilities`, summing to 1.
    static func inScope(_ probabilities: [Float], intents: Int) -> [Float] {
        probabilities.withUnsafeBufferPointer { all in
            let ours = UnsafeBufferPointer(rebasing: all[..<intents])
            var mass = Lanes.zero
            ours.forEachLanes(padding: 0) { mass += $0 }
            let scale = 1 / max(mass.sum(), 1e-30)
            return Array(unsafeUninitializedCapacity: intents) { scaled, count in
                for at in ours.indices { scaled[at] = ours[at] * scale }
                count = intents
            }
        }
    }

    /// Of `inScope`, the probabilities of the intents among each other, and `outside`, what is out
    /// of scope beside them; `uncovered` tells what the examples of a class lack of the message.
    init(
        inScope: [Float], outside: Float?, _ coverage: Coverage,
        uncovered: (Int) -> OwnWords.Uncovered
    ) {
        var (first, second): (Float, Float) = (0, 0)
        for (at, p) in inScope.enumerated() {
            if p > first {
                (first, second, label) = (p, first, at)
            } else if p > second {
                second = p
            }
        }
        var entropy = 0.0
        let least = Lanes(repeating: 1e-9)
        inScope.withUnsafeBufferPointer {
            $0.forEachLanes(padding: 1e-9) { lanes in
                let p = lanes.larger(least)
                entropy -= Double((p * naturalLogarithm(p)).sum())
            }
        }
        top = Double(first)
        let odds = (Double(first) + 1e-6) / (1 - Double(first) + 1e-6)
        self[.certainty] = -entropy
        self[.odds] = naturalLogarithm(odds)
        self[.margin] = Double(first - second)
        self[.outside] = outside.map { naturalLogarithm(Double($0) + 1e-9) } ?? 0
        self[.words] = coverage.words
        self[.pairs] = coverage.pairs
        self[.characters] = coverage.characters
        self[.length] = naturalLogarithm(Double(1 + coverage.wordCount))
        self.uncovered = uncovered(label)
        self[.unfamiliar] = self.uncovered.share
        self[.lacking] = naturalLogarithm(1 + self.uncovered.weight)
    }
}
