/// The optimisation problem behind a net, laid bare so that a benchmark can run the same updates in
/// another language and compare.
package struct TrainingProblem: Sendable {
    /// Features of message `m` are `starts[m]..<starts[m+1]`.
    package var starts: [Int] { matrix.starts }
    /// Columns of the features, below ``features``.
    package var indices: [UInt32] { matrix.indices }
    /// TF-IDF of each; a message's have unit norm.
    package var values: [Float] { matrix.values }
    /// Words that a feature covers, as bits.
    package var words: [UInt64] { matrix.words }
    /// The class of each message, below ``classes``.
    package let labels: [Int32]
    /// Columns of the input layer.
    package let features: Int
    /// Rows of the output layer.
    package let classes: Int

    private let matrix: FeatureMatrix
    private let options: NetTrainer.Options

    /// Units of the hidden layer, a multiple of eight.
    package var hidden: Int { options.hidden }
    /// Passes over all messages.
    package var epochs: Int { options.epochs }
    /// First step size of AdaGrad; it falls linearly to a tenth.
    package var rate: Float { options.rate }
    /// What the sums of squared gradients start from.
    package var accumulator: Float { options.accumulator }
    /// Share of a message's features that a pass leaves out, in 0..<1.
    package var inputDropout: Double { options.inputDropout }
    /// Share of a message's tokens that a pass leaves out with all their features, in 0..<1.
    package var tokenDropout: Double { options.tokenDropout }
    /// Share of hidden units that a message leaves out, in 0..<1.
    package var hiddenDropout: Double { options.hiddenDropout }
    /// What ``SplitMix`` starts from.
    package var seed: UInt64 { options.seed }
    /// Least slope of the loss by a score at which the weights of that class are updated.
    package var slopeMin: Float { options.slopeMin }

    /// The problem that training `examples` solves, calibration aside.
    package init(_ examples: [Example]) {
        let set = TrainingSet(examples, outOfScope: [])
        let recipe = Recipe(set, IntentModel.Settings())
        let member = recipe.members[0]
        let learned = set.features(of: set.everything, recipe, member)
        (matrix, labels, features) = (learned.matrix, learned.labels, learned.terms.count)
        classes = set.classes
        options = recipe.options(for: member, isFold: false)
    }

    /// The first weights, in rows of ``hidden``: one a feature, then one a class.
    package func firstWeights() -> (input: [Float], output: [Float]) {
        var random = SplitMix(seed: options.seed)
        let net = NetTrainer(options: options).first(features, classes, &random)
        return (Self.floats(net.input), Self.floats(net.output))
    }

    /// Solves it and returns the weights out of the hidden layer, in rows of ``hidden``.
    package func solved() -> [Float] {
        let net = NetTrainer(options: options).train(
            matrix, labels: labels, features: features, classes: classes)
        return Self.floats(net.output)
    }

    private static func floats(_ lanes: [Lanes]) -> [Float] {
        lanes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
}
