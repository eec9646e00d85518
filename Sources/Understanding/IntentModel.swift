/// One labelled message for training or evaluation.
package struct Example: Sendable, Hashable {
    package var text: String
    package var intent: String

    package init(text: String, intent: String) {
        self.text = text
        self.intent = intent
    }
}

/// One intent with the probability that it is what the customer meant, in 0...1.
package struct RankedIntent: Sendable, Hashable {
    package var name: String
    package var score: Double

    package init(name: String, score: Double) {
        self.name = name
        self.score = score
    }
}

/// What the model makes of one message.
package struct Prediction: Sendable {
    /// Intents by falling score, at most ``IntentModel/rankedMax``.
    package var ranked: [RankedIntent]
    /// Calibrated probability that the message is in scope at all, in 0...1.
    package var inScope: Double
    /// Temperature-scaled probability of the top intent among the intents, in 0...1.
    package var confidence: Double
}

/// A trained intent classifier: TF-IDF features, a linear softmax and a calibrator.
///
/// An immutable value over mapped memory: a new model is a new value. Prediction allocates a
/// little and takes microseconds; it may be called from any thread.
package struct IntentModel: Sendable {
    static let kind = "intents"
    static let version: UInt32 = 3
    package static let rankedMax = 5
    /// The intent whose examples teach what is none of the desk's business (Rasa's convention).
    package static let outOfScope = "out_of_scope"

    /// Intent names in the order of their class numbers, without ``outOfScope``.
    package let intents: [String]
    /// Top scores below it are not answered.
    package let threshold: Double
    /// What the threshold bought on held-out training data.
    package let report: CalibrationReport
    package let fingerprint: UInt64
    let featurizer: Featurizer
    private let weights: MappedArray<Lanes>
    private let width: Int
    private let classes: Int
    private let calibrator: Calibrator
    private let analyzer = Analyzer()

    /// Parses a container; `path` is for errors.
    private init(_ file: SectionFile, path: String) throws(UnderstandingError) {
        intents = file.strings("labels")
        let shape = file.array("shape", of: Int64.self).first ?? 0
        guard 0..<1_000_000 ~= shape else {
            throw .unusableFile(path: path, reason: "damaged: shape")
        }
        classes = Int(shape)
        width = LinearTrainer.lanes(classes: max(classes, 1))
        weights = file.array("weights", of: Lanes.self)
        featurizer = Featurizer(
            vocabulary: Vocabulary(
                keys: file.array("keys", of: UInt64.self), ids: file.array("ids", of: UInt32.self),
                idf: file.array("idf", of: Float.self)))
        calibrator = Calibrator(file.array("calib", of: Double.self))
        report = CalibrationReport(file.array("report", of: Double.self))
        threshold = calibrator.threshold
        fingerprint = file.fingerprint
        let vocabulary = featurizer.vocabulary
        guard classes >= intents.count, classes <= intents.count + 1, !intents.isEmpty,
            vocabulary.isSound, weights.count == vocabulary.count * width, calibrator.isSound,
            vocabulary.idf.allSatisfy(\.isFinite)
        else { throw .unusableFile(path: path, reason: "damaged: sections do not fit together") }
    }

    /// Maps a model file, after checking its format and checksum.
    package init(mapping path: String) throws(UnderstandingError) {
        let memory = try ModelMemory(mapping: path)
        let file = try SectionFile(memory, kind: Self.kind, version: Self.version, path: path)
        try self.init(file, path: path)
    }

    /// A model from bytes made by ``train(_:outOfScope:settings:progress:)``.
    package init(bytes: [UInt8]) throws(UnderstandingError) {
        let file = try SectionFile(
            ModelMemory(copying: bytes), kind: Self.kind, version: Self.version, path: "model")
        try self.init(file, path: "model")
    }

    /// Probabilities of all classes for a vector, at `temperature`.
    func probabilities(_ vector: FeatureVector, temperature: Float) -> [Float] {
        withUnsafeTemporaryAllocation(of: Lanes.self, capacity: width) { scores in
            scores.initialize(repeating: .zero)
            for (index, value) in zip(vector.indices, vector.values) {
                let row = weights.pointer + Int(index) * width
                for lane in 0..<width { scores[lane] += row[lane] * value }
            }
            if temperature != 1 {
                for lane in 0..<width { scores[lane] *= 1 / temperature }
            }
            Softmax.normalize(scores, classes: classes)
            return (0..<classes).map { scores[$0 / 8][$0 % 8] }
        }
    }

    /// The model's reading of `analysis`.
    package func predict(_ analysis: Analysis) -> Prediction {
        let vector = featurizer.vector(analysis)
        return calibrator.prediction(
            probabilities(vector, temperature: calibrator.temperature), vector, intents: intents)
    }

    package func predict(_ text: String) -> Prediction { predict(analyzer.analyze(text)) }

    /// What each term added to the score of `intent`, strongest first.
    ///
    /// For a linear model the contribution is weight × value; it is taken against the mean over
    /// all classes, because a softmax does not change when every class gains the same.
    package func contributions(
        _ analysis: Analysis, intent: String, limit: Int
    ) -> [(term: String, weight: Double)] {
        guard let label = intents.firstIndex(of: intent) else { return [] }
        let vector = featurizer.vector(analysis)
        let texts = featurizer.termTexts(analysis)
        let all = zip(vector.indices, vector.values).map { index, value in
            let row = weights.pointer + Int(index) * width
            var mean: Float = 0
            for at in 0..<classes { mean += row[at / 8][at % 8] }
            let weight = (row[label / 8][label % 8] - mean / Float(classes)) * value
            return (term: texts[index] ?? "?", weight: Double(weight))
        }
        return Array(all.sorted { ($0.weight, $1.term) > ($1.weight, $0.term) }.prefix(limit))
            .filter { $0.weight > 0 }
    }
}

extension MappedArray {
    func allSatisfy(_ isRight: (Element) -> Bool) -> Bool {
        for at in 0..<count where !isRight(pointer[at]) { return false }
        return true
    }

    var first: Element? { count > 0 ? self[0] : nil }
}
