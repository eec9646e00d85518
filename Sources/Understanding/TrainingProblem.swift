/// The optimisation problem behind a net, laid bare so that a benchmark can run the same updates in
/// another language and compare.
package struct TrainingProblem: Sendable {
    /// Features of message `m` are `starts[m]..<starts[m+1]`.
    package let starts: [Int]
    package let indices: [UInt32]
    package let values: [Float]
    /// Words that a feature covers, as bits.
    package let words: [UInt64]
    package let labels: [Int32]
    package let features: Int
    package let classes: Int

    private let options: NetTrainer.Options

    package var hidden: Int { options.hidden }
    package var epochs: Int { options.epochs }
    package var rate: Float { options.rate }
    package var accumulator: Float { options.accumulator }
    package var inputDropout: Double { options.inputDropout }
    package var tokenDropout: Double { options.tokenDropout }
    package var hiddenDropout: Double { options.hiddenDropout }
    package var seed: UInt64 { options.seed }
    package var slopeMin: Float { NetTrainer.slopeMin }

    /// The problem that training `examples` solves, calibration aside.
    package init(_ examples: [Example]) {
        let set = TrainingSet(examples, outOfScope: [])
        let recipe = Recipe(set, IntentModel.Settings())
        let (matrix, labels, keys, _) = set.matrix(of: set.everything, recipe, recipe.members[0])
        (starts, indices, values) = (matrix.starts, matrix.indices, matrix.values)
        (words, self.labels, features, classes) = (matrix.words, labels, keys.count, set.classes)
        options = recipe.options(for: recipe.members[0], isFold: false)
    }

    /// The first weights, in rows of ``hidden``: one a feature, then one a class.
    package func firstWeights() -> (input: [Float], output: [Float]) {
        var random = SplitMix(seed: options.seed)
        let net = NetTrainer(options: options).first(features, classes, &random)
        return (Self.floats(net.input), Self.floats(net.output))
    }

    /// Solves it and returns the weights out of the hidden layer, in rows of ``hidden``.
    package func solved() -> [Float] {
        var matrix = FeatureMatrix()
        (matrix.starts, matrix.indices, matrix.values) = (starts, indices, values)
        matrix.words = words
        let net = NetTrainer(options: options).train(
            matrix, labels: labels, features: features, classes: classes)
        return Self.floats(net.output)
    }

    private static func floats(_ lanes: [Lanes]) -> [Float] {
        lanes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
}
