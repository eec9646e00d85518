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

    /// An intent that is hardly told from others.
    package struct Confused: Sendable, Hashable {
        /// Its class, and that which led most of its messages that it did not lead itself.
        package var (intent, rival) = (0, 0)
        /// Messages of it that were held out while it was known, and how many of them it led.
        package var (messages, right) = (0, 0)
    }

    /// Intents that lead less than half of their own messages, hardest first, at most
    /// ``confusedMax``: a mean over all messages says nothing of a rare one.
    package var confused: [Confused] = []

    static let confusedMax = 3
    static let hundredthsCount = 101
    /// Numbers of a model file: three a line, how many messages, and four an intent.
    private static let linesEnd = 3 * (3 + hundredthsCount)
    private static let storedCount = linesEnd + 1 + 4 * confusedMax

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
        messages = stored[Self.linesEnd]
        confused = (0..<Self.confusedMax).map { number in
            let numbers = (0..<4).map {
                Int(exactly: stored[Self.linesEnd + 1 + 4 * number + $0]) ?? -1
            }
            return Confused(
                intent: numbers[0], rival: numbers[1], messages: numbers[2], right: numbers[3])
        }.filter { $0.messages != 0 }
    }

    /// What an operator's line at `score`, in 0...1, buys, to the nearest hundredth of it.
    package func line(at score: Double) -> Line {
        hundredths[Int((min(max(score, 0), 1) * Double(Self.hundredthsCount - 1)).rounded())]
    }

    /// Whether its numbers are what they can be of so many intents.
    func isSound(intents: Int) -> Bool {
        messages.isFinite && messages >= 0
            && stored.prefix(Self.linesEnd).allSatisfy((0...1).contains)
            && confused.allSatisfy {
                0..<intents ~= $0.intent && 0..<intents ~= $0.rival && $0.messages > 0
                    && 0...$0.messages ~= $0.right
            }
    }

    /// Three numbers a line, how many messages, then four an intent.
    var stored: [Double] {
        let lines = ([threshold, offering, acting] + hundredths).flatMap {
            [$0.coverage, $0.precision, $0.outOfScopeRecall]
        }
        let told = confused.prefix(Self.confusedMax).flatMap {
            [$0.intent, $0.rival, $0.messages, $0.right].map(Double.init)
        }
        let none = [Double](repeating: 0, count: 4 * Self.confusedMax - told.count)
        return lines + [messages] + told + none
    }
}
