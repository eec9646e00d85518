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

    /// At the threshold that training chose.
    package var threshold = Line()
    /// Where an intent is offered as a choice (``ScoreLines``).
    package var offering = Line()
    /// Where an intent is acted on (``ScoreLines``).
    package var acting = Line()
    /// Held-out messages that the figures rest on; a whole number.
    package var messages = 0.0
    /// At scores of 0, 0.01 … 1, whatever the message: for whoever chooses one of them.
    var hundredths = [Line](repeating: Line(), count: hundredthsCount)

    static let hundredthsCount = 101
    /// Numbers of a model file: three a line, and how many messages.
    private static let storedCount = 1 + 3 * (3 + hundredthsCount)

    /// Nothing was held out: all figures are 0.
    package init() {}

    /// What a model file has under `report`; all 0 where that is not as many numbers as there are.
    init(_ stored: MappedArray<Double>) {
        guard stored.count == Self.storedCount else { return }
        func line(_ number: Int) -> Line {
            let at = 3 * number
            return Line(
                coverage: stored[at], precision: stored[at + 1], outOfScopeRecall: stored[at + 2])
        }
        (threshold, offering, acting) = (line(0), line(1), line(2))
        hundredths = (3..<3 + Self.hundredthsCount).map(line)
        messages = stored[Self.storedCount - 1]
    }

    /// What an operator's line at `score`, in 0...1, buys, to the nearest hundredth of it.
    package func line(at score: Double) -> Line {
        hundredths[Int((min(max(score, 0), 1) * Double(Self.hundredthsCount - 1)).rounded())]
    }

    /// Whether its numbers are what they can be.
    var isSound: Bool {
        messages.isFinite && messages >= 0 && stored.dropLast().allSatisfy((0...1).contains)
    }

    /// Three numbers a line, then how many messages.
    var stored: [Double] {
        ([threshold, offering, acting] + hundredths).flatMap {
            [$0.coverage, $0.precision, $0.outOfScopeRecall]
        } + [messages]
    }
}
