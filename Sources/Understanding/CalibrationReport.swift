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

    /// Nothing was held out: all figures are 0.
    package init() {}

    /// What a model file has under `report`; all 0 where that is not ten numbers.
    init(_ stored: MappedArray<Double>) {
        guard stored.count == 10 else { return }
        func line(_ at: Int) -> Line {
            Line(
                coverage: stored[at], precision: stored[at + 1], outOfScopeRecall: stored[at + 2])
        }
        (threshold, offering, acting, messages) = (line(0), line(3), line(6), stored[9])
    }

    /// Whether its numbers are what they can be.
    var isSound: Bool {
        messages.isFinite && messages >= 0 && stored.dropLast().allSatisfy((0...1).contains)
    }

    /// Three numbers a line, then how many messages.
    var stored: [Double] {
        [threshold, offering, acting].flatMap {
            [$0.coverage, $0.precision, $0.outOfScopeRecall]
        } + [messages]
    }
}
