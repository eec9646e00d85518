/// Messages as features over the terms of one vocabulary, with their classes: what a net learns
/// from.
struct LabelledFeatures {
    let terms: Vocabulary.Terms
    private(set) var matrix = FeatureMatrix()
    /// By message.
    private(set) var labels: [Int32] = []
    private let featurizer: Featurizer
    private let view: TermView

    init(_ terms: Vocabulary.Terms, _ view: TermView) {
        (self.terms, self.view) = (terms, view)
        featurizer = Featurizer(Vocabulary(owning: terms), view)
    }

    /// Adds a message of class `label`, as often as `copies` says.
    mutating func append(_ analysis: Analysis, label: Int32, copies: Int = 1) {
        var vector = featurizer.vector(analysis)
        vector.words = featurizer.coveredTokens(vector, analysis)
        for _ in 0..<copies {
            matrix.append(vector)
            labels.append(label)
        }
    }

    /// The net that learned from all of them; `progress` hears the number of finished epochs.
    func trained(
        _ options: NetTrainer.Options, classes: Int, progress: (Int) -> Void
    ) -> TrainedNet {
        let weights = NetTrainer(options: options).train(
            matrix, labels: labels, features: terms.count, classes: classes, progress: progress)
        return TrainedNet(view: view, terms: terms, weights: weights)
    }
}
