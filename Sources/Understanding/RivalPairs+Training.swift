extension RivalPairs {
    /// Most messages of an intent that a pair learns from, and most weights of all pairs together.
    private static let (messagesMax, weightsMax) = (256, 500_000)
    /// Fewest examples of each of two intents to be told apart by them.
    private static let messagesMin = 10
    /// The ridge, where a message's similarity with itself is 1.
    private static let ridge: Float = 0.05
    private static let threads = 2

    /// Which pairs of intents a net takes for each other: the own intent of each message it was
    /// trained on with the likeliest other, by how many messages.
    static func rivals(of net: TrainedNet, _ set: TrainingSet) -> [UInt64: Int] {
        var rivals: [UInt64: Int] = [:]
        let featurizer = net.featurizer
        for message in set.everything {
            let label = set.labels[message]
            guard label < set.intents.count, set.firsts[message] == message else { continue }
            let scores = net.weights.scores(featurizer.vector(set.analyses[message]))
            let others = (0..<set.intents.count).filter { $0 != label }
            guard let rival = others.max(by: { scores[$0] < scores[$1] }) else { continue }
            rivals[key(label, rival), default: 0] += 1
        }
        return rivals
    }

    /// Adds what tells the most frequent `rivals` apart to a file; `featurizer` is that of its first
    /// net.
    static func write(
        _ rivals: [UInt64: Int], _ set: TrainingSet, _ featurizer: Featurizer,
        to writer: inout SectionFile.Writer
    ) {
        var vectors: [FeatureVector] = []
        var starts: [UInt32] = [0]
        // Without a pair no message is needed.
        let none = [[Int]](repeating: [], count: set.intents.count)
        for messages in rivals.isEmpty ? none : messages(by: set) {
            vectors += messages.map { featurizer.vector(set.analyses[$0]) }
            starts.append(UInt32(vectors.count))
        }
        let learner = Learner(
            messages: TermSets(vectors), terms: featurizer.vocabulary.count,
            ranges: zip(starts, starts.dropFirst()).map { Int($0)..<Int($1) })
        let pairs = learner.chosen(rivals)
        let solved = results(of: pairs.count, onThreads: threads) { learner.weights(pairs[$0]) }
        var (begins, weights): ([UInt32], [Float]) = ([], [])
        for pair in solved {
            begins.append(UInt32(weights.count))
            weights += pair
        }
        learner.messages.write(to: &writer, "rvt")
        writer.add("rvintent", starts)
        writer.add("rvpair", pairs)
        writer.add("rvstart", begins)
        writer.add("rvweight", weights)
    }

    /// The messages of each intent, without copies; of many some that stand evenly among them.
    private static func messages(by set: TrainingSet) -> [[Int]] {
        var all = [[Int]](repeating: [], count: set.intents.count)
        for message in set.everything where set.firsts[message] == message {
            let label = set.labels[message]
            if label < all.count { all[label].append(message) }
        }
        return all.map { messages in
            guard messages.count > messagesMax else { return messages }
            return (0..<messagesMax).map { messages[$0 * messages.count / messagesMax] }
        }
    }

    /// Solves the regressions of pairs.
    private struct Learner: Sendable {
        let messages: TermSets
        let terms: Int
        let ranges: [Range<Int>]

        /// The pairs to learn, ascending: the most frequent first, as many as there is room for.
        func chosen(_ rivals: [UInt64: Int]) -> [UInt64] {
            let frequent = rivals.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
            var room = RivalPairs.weightsMax
            return frequent.filter { pair in
                let sizes = sizes(pair)
                let isEnough = min(sizes.low, sizes.high) >= RivalPairs.messagesMin
                guard isEnough, sizes.low + sizes.high <= room else { return false }
                room -= sizes.low + sizes.high
                return true
            }.sorted()
        }

        private func sizes(_ pair: UInt64) -> (low: Int, high: Int) {
            let (low, high) = RivalPairs.intents(of: pair)
            return (ranges[low].count, ranges[high].count)
        }

        /// The weight of each message of a pair: of the solution of (K + ridge) a = ±1, where K has
        /// the cosines of the messages' sets of terms, over the root of how many terms it has.
        func weights(_ pair: UInt64) -> [Float] {
            let (low, high) = RivalPairs.intents(of: pair)
            let all = Array(ranges[low]) + Array(ranges[high])
            let norms = all.map { 1 / Float(max(messages[$0].count, 1)).squareRoot() }
            var kernel = LowerTriangle(size: all.count)
            for (row, message) in all.enumerated() {
                TermSets.withBits(of: messages[message], terms: terms) { bits in
                    for column in 0...row {
                        kernel[row, column] =
                            Float(messages.shared(all[column], bits)) * norms[row] * norms[column]
                    }
                }
                kernel[row, row] += RivalPairs.ridge
            }
            let sides = all.indices.map { Float($0 < ranges[low].count ? 1 : -1) }
            return zip(kernel.solved(for: sides), norms).map { $0 * $1 }
        }
    }
}

/// A symmetric, positive definite matrix by its lower half.
package struct LowerTriangle {
    package let size: Int
    /// Lanes of a row; what is right of the diagonal is 0.
    private let width: Int
    private var rows: [Lanes]

    package init(size: Int) {
        self.size = size
        width = (size + Lanes.scalarCount - 1) / Lanes.scalarCount
        rows = [Lanes](repeating: .zero, count: size * width)
    }

    package subscript(row: Int, column: Int) -> Float {
        get { rows[row * width + column / Lanes.scalarCount][column % Lanes.scalarCount] }
        set {
            rows[row * width + column / Lanes.scalarCount][column % Lanes.scalarCount] = newValue
        }
    }

    /// x of this matrix times x = `right`, by Cholesky's factors.
    package func solved(for right: [Float]) -> [Float] {
        var factor = self
        factor.factorize()
        var x = right
        for row in 0..<size {
            for column in 0..<row { x[row] -= factor[row, column] * x[column] }
            x[row] /= factor[row, row]
        }
        for row in (0..<size).reversed() {
            x[row] /= factor[row, row]
            for column in 0..<row { x[column] -= factor[row, column] * x[row] }
        }
        return x
    }

    /// Becomes L of L Lᵀ, which is this matrix.
    private mutating func factorize() {
        let (size, width) = (size, width)
        rows.withUnsafeMutableBufferPointer { rows in
            guard let first = rows.baseAddress else { return }
            for row in 0..<size {
                let own = first + row * width
                for column in 0...row {
                    let other = first + column * width
                    // What is not reckoned yet of the row stands there as it was, so up to here.
                    let (lanes, rest) = column.quotientAndRemainder(dividingBy: Lanes.scalarCount)
                    var sum = NetTrainer.dot(own, other, lanes)
                    for at in 0..<rest { sum += own[lanes][at] * other[lanes][at] }
                    let value = own[lanes][rest] - sum
                    own[lanes][rest] =
                        column == row ? max(value, 1e-6).squareRoot() : value / other[lanes][rest]
                }
            }
        }
    }
}
