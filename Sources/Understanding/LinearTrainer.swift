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
                    for epoch in 0..<options.epochs {
                        for message in random.permutation(messages.count) {
                            var count = 0
                            for at in messages.starts[message]..<messages.starts[message + 1]
                            where random.next() >> 32 >= threshold {
                                kept[count] = at
                                count += 1
                            }
                            for lane in 0..<width { scores[lane] = .zero }
                            for at in kept[..<count] {
                                let value = messages.values[at] * scale
                                let row = Int(messages.indices[at]) * width
                                for lane in 0..<width {
                                    scores[lane] += weights[row + lane] * value
                                }
                            }
                            Softmax.normalize(scores, classes: classes)
                            let label = Int(labels[message])
                            scores[label / 8][label % 8] -= 1
                            for at in kept[..<count] {
                                let value = messages.values[at] * scale
                                let row = Int(messages.indices[at]) * width
                                update(
                                    weights.baseAddress.unsafelyUnwrapped + row,
                                    squares.baseAddress.unsafelyUnwrapped + row,
                                    scores, value)
                            }
                        }
                        progress(epoch + 1)
                    }
                }
            }
        }
        return weights
    }

    @inline(__always)
    private func update(
        _ weights: UnsafeMutablePointer<Lanes>, _ squares: UnsafeMutablePointer<Lanes>,
        _ slopes: UnsafeMutableBufferPointer<Lanes>, _ value: Float
    ) {
        for lane in 0..<slopes.count {
            let gradient = slopes[lane] * value + weights[lane] * options.penalty
            let square = squares[lane] + gradient * gradient
            squares[lane] = square
            weights[lane] -= gradient * options.rate / square.squareRoot()
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
