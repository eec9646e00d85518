/// The optimisation problem behind a model, laid bare so that a benchmark can run the same
/// updates in another language and compare.
package struct TrainingProblem: Sendable {
    /// Features of message `m` are `starts[m]..<starts[m+1]`.
    package let starts: [Int]
    package let indices: [UInt32]
    package let values: [Float]
    package let labels: [Int32]
    package let features: Int
    package let classes: Int

    private let options: LinearTrainer.Options

    package var epochs: Int { options.epochs }
    package var rate: Float { options.rate }
    package var accumulator: Float { options.accumulator }
    package var dropout: Float { options.dropout }
    package var penalty: Float { options.penalty }
    package var seed: UInt64 { options.seed }
    /// Floats of one row of weights: classes padded to whole lanes.
    package var rowLength: Int { LinearTrainer.lanes(classes: classes) * Lanes.scalarCount }

    /// The problem that training `examples` solves, calibration aside.
    package init(_ examples: [Example]) {
        let set = TrainingSet(examples, outOfScope: [])
        let (matrix, labels, keys, _) = set.matrix(of: set.everything)
        (starts, indices, values) = (matrix.starts, matrix.indices, matrix.values)
        (self.labels, features, classes) = (labels, keys.count, set.classes)
        options = IntentModel.options(messages: set.analyses.count, seed: 0x46D)
    }

    /// Solves it and returns the weights in rows of ``rowLength``.
    package func solved() -> [Float] {
        var matrix = FeatureMatrix()
        (matrix.starts, matrix.indices, matrix.values) = (starts, indices, values)
        let lanes = LinearTrainer(options: options).train(
            matrix, labels: labels, features: features, classes: classes)
        return lanes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
}
