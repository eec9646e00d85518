import Dispatch
import Synchronization

extension IntentModel {
    /// How a model is trained; the defaults fit from 3 examples an intent to 20,000 in all.
    package struct Settings: Sendable, Hashable {
        /// Seed of shuffles and dropout masks.
        package var seed: UInt64 = 0x46D
        /// Overrides the threshold that training chooses; nil leaves it to training.
        package var threshold: Double?

        package init() {}
    }

    /// Below this many messages training makes more passes.
    private static let smallCorpus = 2_500
    /// Above this many messages calibration looks at half of the folds, at half of the passes.
    private static let largeCorpus = 5_000
    /// Rare terms are dropped from this many messages on.
    static let pruneFrom = 10_000
    /// Each out-of-scope message counts this often.
    static let outOfScopeCopies = 5
    private static let folds = 4

    /// Trains on `examples` and returns the bytes of a model file.
    ///
    /// Deterministic: the same examples in the same order give the same bytes on any machine.
    /// Examples of ``outOfScope`` and `outOfScope` messages become one more class. `progress`
    /// hears fractions in 0...1, on any thread.
    package static func train(
        _ examples: [Example], outOfScope: [String] = [], settings: Settings = Settings(),
        fingerprint: UInt64 = 0, progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws(UnderstandingError) -> [UInt8] {
        let set = TrainingSet(examples, outOfScope: outOfScope)
        guard !set.intents.isEmpty else { throw .nothingToLearn("no intent has an example") }

        let options = options(messages: set.analyses.count, seed: settings.seed)
        let isLarge = set.analyses.count > largeCorpus
        let evaluated = isLarge ? folds / 2 : folds
        var foldOptions = options
        if isLarge { foldOptions.epochs /= 2 }

        let total = options.epochs + evaluated * foldOptions.epochs
        let done = Atomic<Int>(0)
        @Sendable func tick() {
            let count = done.add(1, ordering: .relaxed).newValue
            progress(Double(count) / Double(total))
        }
        let heldOut = Mutex<[Int: [HeldOutMessage]]>([:])
        let final = Mutex<TrainedWeights?>(nil)
        let (fullOptions, calibrationOptions) = (options, foldOptions)
        DispatchQueue.concurrentPerform(iterations: evaluated + 1) { task in
            if task == 0 {
                let trained = set.trained(on: set.everything, fullOptions, tick)
                final.withLock { $0 = trained }
            } else {
                let messages = set.heldOut(fold: task - 1, of: folds, calibrationOptions, tick)
                heldOut.withLock { $0[task] = messages }
            }
        }
        guard let trained = final.withLock({ $0 }) else {
            preconditionFailure("the first of the parallel tasks trains the model")
        }
        let messages = heldOut.withLock { found in found.sorted { $0.key < $1.key } }
            .flatMap(\.value)
        let temperature = Calibrator.bestTemperature(messages.map { $0.judged(temperature: 1) })
        var (calibrator, report) = Calibrator.fitted(
            messages.map { $0.judged(temperature: temperature) }, temperature: temperature)
        if let threshold = settings.threshold { calibrator.threshold = threshold }
        return trained.encoded(
            intents: set.intents, calibrator: calibrator, report: report, fingerprint: fingerprint)
    }
}

extension IntentModel {
    /// How a set of this size is trained.
    static func options(messages: Int, seed: UInt64) -> LinearTrainer.Options {
        var options = LinearTrainer.Options()
        options.seed = seed
        options.epochs = messages < smallCorpus ? 60 : 20
        return options
    }
}

/// A held-out message's raw class scores, kept until the temperature is known.
private struct HeldOutMessage {
    let logits: [Float]
    let intents: Int
    let vector: FeatureVector
    /// nil where the message is out of scope.
    let label: Int?

    func judged(temperature: Float) -> HeldOut {
        let peak = logits.max() ?? 0
        var p = logits.map { Float(exponential(Double(($0 - peak) / temperature))) }
        let sum = p.reduce(0, +)
        for at in p.indices { p[at] /= sum }
        let signals = Signals(p, intents: intents, vector)
        guard let label else { return HeldOut(signals: signals, truth: .outOfScope) }
        var best = 0
        for at in 0..<intents where logits[at] > logits[best] { best = at }
        return HeldOut(
            signals: signals, truth: best == label ? .right : .wrong,
            logits: Array(logits[..<intents]), label: label)
    }
}

/// A vocabulary with its weights, before they are laid out in a file.
private struct TrainedWeights {
    let keys: [UInt64]
    let idf: [Float]
    let weights: [Lanes]
    let classes: Int

    func encoded(
        intents: [String], calibrator: Calibrator, report: CalibrationReport, fingerprint: UInt64
    ) -> [UInt8] {
        let table = Vocabulary.table(of: keys)
        var writer = SectionFile.Writer()
        writer.add("labels", strings: intents)
        writer.add("shape", [Int64(classes)])
        writer.add("keys", table.keys)
        writer.add("ids", table.ids)
        writer.add("idf", idf)
        writer.add("calib", calibrator.stored)
        writer.add("report", report.stored)
        writer.add("weights", weights)
        return writer.encoded(
            kind: IntentModel.kind, version: IntentModel.version, fingerprint: fingerprint)
    }
}

/// Analysed training messages with their class numbers; out of scope is the last class.
struct TrainingSet: Sendable {
    let intents: [String]
    let analyses: [Analysis]
    /// Class by message; `intents.count` is out of scope.
    let labels: [Int]
    let everything: [Int]

    init(_ examples: [Example], outOfScope: [String]) {
        var numbers: [String: Int] = [:]
        var names: [String] = []
        for example in examples where example.intent != IntentModel.outOfScope {
            guard numbers[example.intent] == nil else { continue }
            numbers[example.intent] = names.count
            names.append(example.intent)
        }
        let analyzer = Analyzer()
        var analyses: [Analysis] = []
        var labels: [Int] = []
        for example in examples + outOfScope.map({ Example(text: $0, intent: "") }) {
            analyses.append(analyzer.analyze(example.text))
            labels.append(numbers[example.intent] ?? names.count)
        }
        (intents, self.analyses, self.labels) = (names, analyses, labels)
        everything = Array(labels.indices)
    }

    private var hasOutOfScope: Bool { labels.contains(intents.count) }

    var classes: Int { intents.count + (hasOutOfScope ? 1 : 0) }

    /// The messages `chosen` as features over a vocabulary of their own, with their classes.
    func matrix(
        of chosen: [Int]
    ) -> (matrix: FeatureMatrix, labels: [Int32], keys: [UInt64], idf: [Float]) {
        var counter = VocabularyCounter()
        for message in chosen { counter.add(analyses[message]) }
        let (keys, idf) = counter.terms(minimum: chosen.count >= IntentModel.pruneFrom ? 2 : 1)
        let featurizer = Featurizer(keys: keys, idf: idf)
        var matrix = FeatureMatrix()
        var classOf: [Int32] = []
        for message in chosen {
            let vector = featurizer.vector(analyses[message])
            let isOutside = labels[message] == intents.count
            for _ in 0..<(isOutside ? IntentModel.outOfScopeCopies : 1) {
                matrix.append(vector)
                classOf.append(Int32(labels[message]))
            }
        }
        return (matrix, classOf, keys, idf)
    }

    /// Trains on the messages `chosen`.
    fileprivate func trained(
        on chosen: [Int], _ options: LinearTrainer.Options, _ tick: () -> Void
    ) -> TrainedWeights {
        let (matrix, classOf, keys, idf) = matrix(of: chosen)
        let weights = LinearTrainer(options: options).train(
            matrix, labels: classOf, features: keys.count, classes: classes,
            progress: { _ in tick() })
        return TrainedWeights(keys: keys, idf: idf, weights: weights, classes: classes)
    }

    /// Scores of the messages of one fold by a model that has not seen them.
    ///
    /// Without out-of-scope messages a share of the intents is left out as well, and their
    /// messages stand in for what is out of scope.
    fileprivate func heldOut(
        fold: Int, of folds: Int, _ options: LinearTrainer.Options, _ tick: () -> Void
    ) -> [HeldOutMessage] {
        var random = SplitMix(seed: options.seed &+ 0xF01D)
        let order = random.permutation(intents.count)
        let leavesIntentsOut = !hasOutOfScope && intents.count >= folds
        var isLeftOut = [Bool](repeating: false, count: intents.count + 1)
        if leavesIntentsOut {
            for at in stride(from: fold, to: intents.count, by: folds) {
                isLeftOut[order[at]] = true
            }
        }
        var seen = [Int](repeating: 0, count: intents.count + 1)
        var (kept, tested): ([Int], [Int]) = ([], [])
        for (message, label) in labels.enumerated() {
            seen[label] += 1
            let isTested = (seen[label] + label) % folds == fold
            if isTested { tested.append(message) }
            if !isTested, !isLeftOut[label] { kept.append(message) }
        }
        guard !kept.isEmpty else { return [] }
        let model = trained(on: kept, options, tick)
        let featurizer = Featurizer(keys: model.keys, idf: model.idf)
        let width = LinearTrainer.lanes(classes: model.classes)
        return tested.map { message in
            let vector = featurizer.vector(analyses[message])
            var scores = [Float](repeating: 0, count: model.classes)
            for (index, value) in zip(vector.indices, vector.values) {
                for at in scores.indices {
                    scores[at] += model.weights[Int(index) * width + at / 8][at % 8] * value
                }
            }
            let label = labels[message]
            let isOutside = label == intents.count || isLeftOut[label]
            return HeldOutMessage(
                logits: scores, intents: intents.count, vector: vector,
                label: isOutside ? nil : label)
        }
    }
}

extension Featurizer {
    /// A featurizer over terms in id order, for use before they are in a file.
    fileprivate init(keys: [UInt64], idf: [Float]) {
        let table = Vocabulary.table(of: keys)
        func owned<Element: BitwiseCopyable>(_ elements: [Element]) -> MappedArray<Element> {
            let memory = ModelMemory(copying: elements.withUnsafeBytes { Array($0) })
            return MappedArray(memory, memory.bytes)
        }
        self.init(
            vocabulary: Vocabulary(
                keys: owned(table.keys), ids: owned(table.ids), idf: owned(idf)))
    }
}
