/// Multinomial logistic regression by AdaGrad with batch 1 and input dropout.
///
/// Duchi, Hazan, Singer 2011. One row of class weights a feature, classes padded to whole lanes;
/// the sum over features runs in the order of the message, so the result is the same to the bit.
struct LinearTrainer: Sendable {
    /// Chosen on development splits; figures in `docs/understanding.md`.
    struct Options: Sendable, Hashable {
        var epochs = 20
        var rate: Float = 0.5
        var accumulator: Float = 1e-3
        /// Probability that a feature is left out of one update.
        var dropout: Float = 0.3
        /// L2 penalty on the weights that an update touches.
        var penalty: Float = 1e-6
        var seed: UInt64 = 0x46D
    }

    let options: Options

    static func lanes(classes: Int) -> Int {
        (classes + Lanes.scalarCount - 1) / Lanes.scalarCount
    }

    /// Weights in rows of `lanes(classes)` lanes, one row a feature.
    ///
    /// `progress` hears the number of finished epochs.
    func train(
        _ messages: FeatureMatrix, labels: [Int32], features: Int, classes: Int,
        progress: (Int) -> Void = { _ in }
    ) -> [Lanes] {
        let width = Self.lanes(classes: classes)
        var weights = [Lanes](repeating: .zero, count: features * width)
        var squares = [Lanes](
            repeating: Lanes(repeating: options.accumulator), count: features * width)
        var random = SplitMix(seed: options.seed)
        var scores = [Lanes](repeating: .zero, count: width)
        let longest = zip(messages.starts, messages.starts.dropFirst()).map { $1 - $0 }.max() ?? 0
        var kept = [Int](repeating: 0, count: longest)
        let threshold = UInt64(Double(options.dropout) * 4_294_967_296)
        let scale = 1 / (1 - options.dropout)

        weights.withUnsafeMutableBufferPointer { weights in
            squares.withUnsafeMutableBufferPointer { squares in
                scores.withUnsafeMutableBufferPointer { scores in
                    kept.withUnsafeMutableBufferPointer { kept in
                        let state = State(weights: weights, squares: squares, scores: scores)
                        for epoch in 0..<options.epochs {
                            for message in random.permutation(messages.count) {
                                var count = 0
                                for at in messages.starts[message]..<messages.starts[message + 1]
                                where random.next() >> 32 >= threshold {
                                    kept[count] = at
                                    count += 1
                                }
                                step(
                                    state, messages, UnsafeBufferPointer(rebasing: kept[..<count]),
                                    Int(labels[message]), classes, scale)
                            }
                            progress(epoch + 1)
                        }
                    }
                }
            }
        }
        return weights
    }

    /// The memory that every update works on.
    private struct State {
        let weights: UnsafeMutableBufferPointer<Lanes>
        let squares: UnsafeMutableBufferPointer<Lanes>
        let scores: UnsafeMutableBufferPointer<Lanes>
    }

    /// One message: scores, probabilities, and the update of every feature that was kept.
    @inline(__always)
    private func step(
        _ state: State, _ messages: FeatureMatrix, _ kept: UnsafeBufferPointer<Int>, _ label: Int,
        _ classes: Int, _ scale: Float
    ) {
        guard let weights = state.weights.baseAddress, let squares = state.squares.baseAddress,
            let slopes = state.scores.baseAddress
        else { return }
        let width = state.scores.count
        for lane in 0..<width { slopes[lane] = .zero }
        for feature in kept {
            let value = messages.values[feature] * scale
            Self.add(weights + Int(messages.indices[feature]) * width, value, slopes, width)
        }
        Softmax.normalize(state.scores, classes: classes)
        slopes[label / Lanes.scalarCount][label % Lanes.scalarCount] -= 1
        for feature in kept {
            let value = messages.values[feature] * scale
            let base = Int(messages.indices[feature]) * width
            Self.update(
                weights + base, squares + base, slopes, width, value, options.rate, options.penalty)
        }
    }

    @inline(never)
    private static func add(
        _ row: UnsafePointer<Lanes>, _ value: Float, _ scores: UnsafeMutablePointer<Lanes>,
        _ width: Int
    ) {
        for lane in 0..<width { scores[lane] += row[lane] * value }
    }

    /// AdaGrad: square += g², weight -= rate · g / √square.
    @inline(never)
    private static func update(
        _ weights: UnsafeMutablePointer<Lanes>, _ squares: UnsafeMutablePointer<Lanes>,
        _ slopes: UnsafePointer<Lanes>, _ width: Int, _ value: Float, _ rate: Float,
        _ penalty: Float
    ) {
        for lane in 0..<width {
            let gradient = slopes[lane] * value + weights[lane] * penalty
            let square = squares[lane] + gradient * gradient
            squares[lane] = square
            weights[lane] -= gradient * rate * reciprocalRoot(square)
        }
    }
}

/// Softmax over padded lanes.
enum Softmax {
    /// Turns scores into probabilities in place; padding beyond `classes` becomes 0.
    @inline(__always)
    static func normalize(_ scores: UnsafeMutableBufferPointer<Lanes>, classes: Int) {
        var peak = Lanes(repeating: -.greatestFiniteMagnitude)
        let whole = classes / Lanes.scalarCount
        for lane in 0..<whole { peak = pointwiseMax(peak, scores[lane]) }
        var top = peak.max()
        for at in whole * Lanes.scalarCount..<classes {
            top = max(top, scores[whole][at % Lanes.scalarCount])
        }
        var sums = Lanes.zero
        for lane in 0..<scores.count {
            scores[lane] = exponential(scores[lane] - top)
            if lane == whole {
                for at in classes % Lanes.scalarCount..<Lanes.scalarCount { scores[lane][at] = 0 }
            }
            sums += scores[lane]
        }
        let scale = 1 / sums.sum()
        for lane in 0..<scores.count { scores[lane] *= scale }
    }
}
