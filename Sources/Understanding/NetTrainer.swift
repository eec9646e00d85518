/// One hidden layer of rectified units over sparse features, trained by AdaGrad with batch 1.
///
/// Input, token and hidden dropout (Srivastava et al. 2014; Iyyer et al. 2015 for whole words);
/// AdaGrad after Duchi, Hazan, Singer 2011. Every sum runs in a fixed order, so the result is the
/// same to the bit. Figures behind the defaults: `Benchmarks/understanding.md`.
struct NetTrainer: Sendable {
    struct Options: Sendable, Hashable {
        /// Hidden units; a multiple of sixteen.
        var hidden = 256
        var epochs = 14
        /// Falls linearly to a tenth.
        var rate: Float = 0.05
        var accumulator: Float = 1e-2
        /// Probabilities that a feature, a word with all its features, a hidden unit is left out.
        var inputDropout = 0.5
        var tokenDropout = 0.1
        var hiddenDropout = 0.4
        /// Standard deviation of the first weights into and out of the hidden layer.
        var inputDeviation: Float = 0.03
        var outputDeviation: Float = 1 / 16
        var seed: UInt64 = 0x46D
        /// Classes whose slope is smaller are left as they are: their update would hardly be seen.
        var slopeMin: Float = 1e-4
    }

    let options: Options

    init(options: Options) { self.options = options }

    /// Trains on `messages`; `progress` hears the number of finished epochs.
    func train(
        _ messages: FeatureMatrix, labels: [Int32], features: Int, classes: Int,
        progress: (Int) -> Void = { _ in }
    ) -> NetWeights {
        let width = options.hidden / Lanes.scalarCount
        var random = SplitMix(seed: options.seed)
        var net = first(features, classes, &random)
        var squares = NetWeights(
            hidden: options.hidden, classes: classes,
            input: [Lanes](
                repeating: .init(repeating: options.accumulator), count: features * width),
            inputBias: [Lanes](repeating: .init(repeating: options.accumulator), count: width),
            output: [Lanes](
                repeating: .init(repeating: options.accumulator), count: classes * width),
            outputBias: [Float](repeating: options.accumulator, count: classes))
        let longest = zip(messages.starts, messages.starts.dropFirst()).map { $1 - $0 }.max() ?? 0
        var scratch = Scratch(width: width, classes: classes, longest: longest)
        let steps = max(options.epochs * messages.count, 1)
        var done = 0
        for epoch in 0..<options.epochs {
            for message in random.permutation(messages.count) {
                let progress = Float(done) / Float(steps)
                let rate = options.rate * (1 - 0.9 * progress)
                choose(messages, message, &random, &scratch)
                scratch.draw(options.hiddenDropout, &random)
                Self.step(
                    &net, &squares, &scratch, label: Int(labels[message]), rate: rate,
                    slopeMin: options.slopeMin)
                done += 1
            }
            progress(epoch + 1)
        }
        return net
    }

    /// The net before its first update.
    func first(_ features: Int, _ classes: Int, _ random: inout SplitMix) -> NetWeights {
        let width = options.hidden / Lanes.scalarCount
        return NetWeights(
            hidden: options.hidden, classes: classes,
            input: random.normal(features * width, options.inputDeviation),
            inputBias: [Lanes](repeating: .zero, count: width),
            output: random.normal(classes * width, options.outputDeviation),
            outputBias: [Float](repeating: 0, count: classes))
    }

    /// Draws the features that take part in one update, with their values.
    private func choose(
        _ messages: FeatureMatrix, _ message: Int, _ random: inout SplitMix,
        _ scratch: inout Scratch
    ) {
        let range = messages.starts[message]..<messages.starts[message + 1]
        let dropped = droppedWords(messages, range, &random)
        var squares: Float = 0
        var count = 0
        for at in range {
            if dropped != 0, !messages.words.isEmpty, messages.words[at] & dropped != 0 { continue }
            squares += messages.values[at] * messages.values[at]
            scratch.kept[count] = at
            count += 1
        }
        let threshold = UInt64(options.inputDropout * 4_294_967_296)
        let scale = 1 / (max(squares, 1e-12).squareRoot() * Float(1 - options.inputDropout))
        var kept = 0
        for position in 0..<count where random.next() >> 32 >= threshold {
            let at = scratch.kept[position]
            scratch.rows[kept] = Int(messages.indices[at])
            scratch.values[kept] = messages.values[at] * scale
            kept += 1
        }
        scratch.count = kept
    }

    /// Mask of the word positions that are left out; never all of them.
    private func droppedWords(
        _ messages: FeatureMatrix, _ range: Range<Int>, _ random: inout SplitMix
    ) -> UInt64 {
        guard options.tokenDropout > 0, !messages.words.isEmpty else { return 0 }
        var present: UInt64 = 0
        for at in range { present |= messages.words[at] }
        let threshold = UInt64(options.tokenDropout * 4_294_967_296)
        var dropped: UInt64 = 0
        var rest = present
        while rest != 0 {
            let bit = rest & (~rest &+ 1)
            rest &= rest &- 1
            if random.next() >> 32 < threshold { dropped |= bit }
        }
        return dropped == present ? 0 : dropped
    }

    /// One message: forward, softmax, and the update of everything that took part.
    private static func step(
        _ net: inout NetWeights, _ squares: inout NetWeights, _ scratch: inout Scratch,
        label: Int, rate: Float, slopeMin: Float
    ) {
        net.withPointers { net in
            squares.withPointers { squares in
                scratch.withPointers { scratch in
                    forward(net, scratch)
                    scratch.scores[scalar: label] -= 1
                    backward(net, squares, scratch, rate: rate, slopeMin: slopeMin)
                }
            }
        }
    }

    /// Fills the hidden layer and turns the scores of the classes into probabilities.
    private static func forward(_ net: NetWeights.Pointers, _ scratch: Scratch.Pointers) {
        let (hidden, width) = (scratch.hidden, scratch.width)
        for lane in 0..<width { hidden[lane] = net.inputBias[lane] }
        WeightedRows.add(scratch.count, to: hidden, width: width) { at in
            (UnsafePointer(net.input + scratch.rows[at] * width), scratch.values[at])
        }
        for lane in 0..<width {
            hidden[lane] = hidden[lane].larger(.zero) * scratch.mask[lane]
        }
        for at in 0..<net.classes {
            scratch.scores[scalar: at] =
                net.outputBias[at] + dot(net.output + at * width, hidden, width)
        }
        Softmax.normalize(scratch.scores, classes: net.classes)
    }

    /// Updates both layers by the slopes of the classes, which stand in the place of their scores.
    private static func backward(
        _ net: NetWeights.Pointers, _ squares: NetWeights.Pointers, _ scratch: Scratch.Pointers,
        rate: Float, slopeMin: Float
    ) {
        let (hidden, slopes, width) = (scratch.hidden, scratch.slopes, scratch.width)
        for lane in 0..<width { slopes[lane] = .zero }
        for at in 0..<net.classes {
            let slope = scratch.scores[scalar: at]
            guard abs(slope) >= slopeMin else { continue }
            updateOutput(
                net.output + at * width, squares.output + at * width, hidden, slopes, slope, rate,
                width)
            squares.outputBias[at] += slope * slope
            net.outputBias[at] -= rate * slope / squares.outputBias[at].squareRoot()
        }
        for lane in 0..<width {
            let isActive = hidden[lane] .> 0
            slopes[lane] = (slopes[lane] * scratch.mask[lane])
                .replacing(with: 0, where: .!isActive)
        }
        update(net.inputBias, squares.inputBias, slopes, 1, rate, width)
        for at in 0..<scratch.count {
            let row = scratch.rows[at] * width
            update(
                net.input + row, squares.input + row, slopes, scratch.values[at], rate, width)
        }
    }

    @inline(never)
    static func dot(
        _ row: UnsafePointer<Lanes>, _ other: UnsafePointer<Lanes>, _ width: Int
    ) -> Float {
        var sum = Lanes.zero
        for lane in 0..<width { sum += row[lane] * other[lane] }
        return sum.sum()
    }

    /// Adds the row's part to the hidden layer's slopes, then updates the row.
    @inline(never)
    private static func updateOutput(
        _ weights: UnsafeMutablePointer<Lanes>, _ squares: UnsafeMutablePointer<Lanes>,
        _ hidden: UnsafePointer<Lanes>, _ slopes: UnsafeMutablePointer<Lanes>, _ slope: Float,
        _ rate: Float, _ width: Int
    ) {
        for lane in 0..<width {
            let weight = weights[lane]
            slopes[lane] += weight * slope
            let gradient = hidden[lane] * slope
            let square = squares[lane] + gradient * gradient
            squares[lane] = square
            weights[lane] = weight - gradient * rate * reciprocalRoot(square)
        }
    }

    @inline(never)
    private static func update(
        _ weights: UnsafeMutablePointer<Lanes>, _ squares: UnsafeMutablePointer<Lanes>,
        _ slopes: UnsafePointer<Lanes>, _ value: Float, _ rate: Float, _ width: Int
    ) {
        for lane in 0..<width {
            let gradient = slopes[lane] * value
            let square = squares[lane] + gradient * gradient
            squares[lane] = square
            weights[lane] -= gradient * rate * reciprocalRoot(square)
        }
    }
}
