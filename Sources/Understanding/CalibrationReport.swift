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
