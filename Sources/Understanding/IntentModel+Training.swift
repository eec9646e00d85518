import Synchronization

extension IntentModel {
    /// How a model is trained; the defaults fit from 3 examples an intent to 20,000 in all.
    package struct Settings: Sendable, Hashable {
        /// Seed of shuffles and dropout masks.
        package var seed: UInt64 = 0x46D
        /// Whether several nets are trained, whose mean is more accurate and slower.
        package var isEnsemble = false

        package init() {}
    }

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
        let recipe = Recipe(set, settings)

        var work = recipe.members.map { Work(fold: nil, member: $0) }
        for fold in 0..<recipe.evaluatedFolds(of: folds) {
            work += recipe.members.map { Work(fold: fold, member: $0) }
        }
        let total = work.count
        let done = Mutex(0.0)
        let results = Mutex<[Int: Work.Result]>([:])
        let queue = work
        let next = Atomic<Int>(0)
        // Two at a time, whatever the machine: each holds all weights and their squares.
        onThreads(2) {
            while true {
                let at = next.add(1, ordering: .relaxed).oldValue
                guard at < total else { return }
                let result = queue[at].run(set, recipe, folds: folds) { share in
                    let sum = done.withLock { done in
                        done += share
                        return done
                    }
                    progress(min(sum / Double(total), 1))
                }
                results.withLock { $0[at] = result }
            }
        }
        let finished = results.withLock { results in (0..<total).compactMap { results[$0] } }
        let members = recipe.members.count
        let messages = stride(from: members, to: total, by: members).flatMap { at in
            HeldOutMessage.merged(finished[at..<at + members].map(\.heldOut))
        }
        let temperature = Calibrator.bestTemperature(messages.map { $0.judged(temperature: 1) })
        let (calibrator, report) = Calibrator.fitted(
            messages.map { $0.judged(temperature: temperature) }, temperature: temperature)

        var writer = SectionFile.Writer()
        writer.add("labels", strings: set.intents)
        writer.add("shape", [Int64(set.classes), Int64(members)])
        writer.add("calib", calibrator.stored)
        writer.add("report", report.stored)
        set.words(of: set.everything).write(to: &writer)
        ExactExamples.write(set.analyses, labels: set.labels, to: &writer)
        for (place, result) in finished[..<members].enumerated() {
            guard let net = result.net else { continue }
            if place == 0 {
                Spelling.write(
                    set.analyses, net.featurizer,
                    documents: recipe.countsIntents ? set.classes : set.analyses.count, to: &writer)
            }
            IntentNet.write(net, place: place, to: &writer)
        }
        return writer.encoded(kind: kind, version: version, fingerprint: fingerprint)
    }
}

/// How a set of messages is trained; the defaults fit from 3 examples an intent to 20,000 in all.
///
/// Chosen on development splits; figures in `docs/understanding.md`.
struct Recipe: Sendable {
    /// One net of the model.
    struct Member: Sendable {
        var view: TermView
        var seed: UInt64
    }

    /// Below this many messages training makes more passes, over the messages alone.
    private static let smallCorpus = 2_500
    /// Above this many messages calibration looks at half of the folds, at half of the passes.
    private static let largeCorpus = 5_000
    /// Rare terms are dropped from this many messages on: half of the file for 0.1 of accuracy.
    private static let pruneFrom = 5_000
    /// Up to this many examples an intent they are few.
    private static let fewExamples = 20
    /// From this many intents on a term tells by how many of them use it.
    private static let tellingIntents = 25
    /// How often the name of an intent then counts as an example.
    static let nameCopies = 3
    /// Above this many intents messages are of many kinds, and nets are large.
    private static let manyIntents = 100

    let members: [Member]
    let options: NetTrainer.Options
    /// Whether every message has a copy with a slip of the hand.
    let hasTypos: Bool
    /// Few examples of an intent: its name is one more.
    let hasFew: Bool
    /// Whether a term tells by the intents that use it, not by the messages.
    let countsIntents: Bool
    private let isLarge: Bool

    init(_ set: TrainingSet, _ settings: IntentModel.Settings) {
        let messages = set.analyses.count
        isLarge = messages > Self.largeCorpus
        hasTypos = messages >= Self.smallCorpus
        hasFew = messages <= Self.fewExamples * set.intents.count
        countsIntents = hasFew && set.intents.count >= Self.tellingIntents
        var options = NetTrainer.Options()
        options.seed = settings.seed
        options.epochs = hasTypos ? (isLarge ? 14 : 20) : 40
        let isBroad = set.intents.count > Self.manyIntents && !hasFew
        if hasTypos, settings.isEnsemble { options.hidden = 192 }
        if countsIntents {
            (options.tokenDropout, options.hiddenDropout) = (0.05, 0.3)
            options.inputDeviation = 0.01
        }
        self.options = options
        let ideographic = set.analyses.count { $0.ideographCount > 0 }
        let first: TermView = isBroad ? .words : .stems
        // Ideographs have no blanks to cross: another look at the words serves them better.
        let second: TermView = ideographic * 2 > messages ? first : .crossing
        let views = [first, second, .words]
        members = views.prefix(settings.isEnsemble ? views.count : 1).enumerated().map {
            Member(view: $1, seed: settings.seed &+ UInt64($0))
        }
    }

    func evaluatedFolds(of folds: Int) -> Int { isLarge ? folds / 2 : folds }

    func options(for member: Member, isFold: Bool) -> NetTrainer.Options {
        var options = options
        options.seed = member.seed
        if isFold, isLarge { options.epochs /= 2 }
        return options
    }

    /// Messages that a term must be in; of the many terms across blanks most are rare.
    func minimum(for member: Member, messages: Int) -> Int {
        let least = messages >= Self.pruneFrom ? 2 : 1
        return member.view == .crossing && messages >= Self.smallCorpus ? least + 1 : least
    }
}

/// One net to train: on everything, or on all but a fold, which it then scores.
private struct Work: Sendable {
    struct Result: Sendable {
        var net: TrainedNet?
        var heldOut: [HeldOutMessage] = []
    }

    let fold: Int?
    let member: Recipe.Member

    func run(
        _ set: TrainingSet, _ recipe: Recipe, folds: Int, tick: (Double) -> Void
    ) -> Result {
        guard let fold else {
            let net = set.trained(on: set.everything, recipe, member, isFold: false, tick)
            return Result(net: net)
        }
        return Result(
            heldOut: set.heldOut(fold: fold, of: folds, recipe, member, tick))
    }
}

/// A held-out message's raw class scores by net, kept until the temperature is known.
private struct HeldOutMessage: Sendable {
    var scores: [[Float]]
    let intents: Int
    let coverage: Coverage
    let analysis: Analysis
    /// The words of the messages that the nets were trained on.
    let words: OwnWords
    /// nil where the message is out of scope.
    let label: Int?

    /// The same messages as several nets scored them.
    static func merged(_ members: [[HeldOutMessage]]) -> [HeldOutMessage] {
        guard var merged = members.first else { return [] }
        for other in members.dropFirst() {
            for at in merged.indices { merged[at].scores += other[at].scores }
        }
        return merged
    }

    func judged(temperature: Float) -> HeldOut {
        var p = [Float](repeating: 0, count: scores.first?.count ?? 0)
        for member in scores {
            for (at, q) in Softmax.probabilities(member, temperature: temperature).enumerated() {
                p[at] += q / Float(scores.count)
            }
        }
        let signals = Signals(p, intents: intents, coverage) { words.uncovered(by: $0, analysis) }
        let isChinese = analysis.language == .chinese
        guard let label else {
            return HeldOut(signals: signals, truth: .outOfScope, isChinese: isChinese)
        }
        var best = 0
        for at in 0..<intents where p[at] > p[best] { best = at }
        return HeldOut(
            signals: signals, truth: best == label ? .right : .wrong,
            logits: p[..<intents].map { Float(naturalLogarithm(Double(max($0, 1e-30)))) },
            label: label, isChinese: isChinese)
    }
}

/// Training messages with their class numbers; out of scope is the last class.
struct TrainingSet: Sendable {
    let intents: [String]
    let texts: [String]
    let analyses: [Analysis]
    /// Class by message; `intents.count` is out of scope.
    let labels: [Int]
    let everything: [Int]
    private static let analyzer = Analyzer()
    /// Held-out messages for each one that means nothing.
    private static let messagesANonsense = 10

    init(_ examples: [Example], outOfScope: [String]) {
        var numbers: [String: Int] = [:]
        var names: [String] = []
        for example in examples where example.intent != IntentModel.outOfScope {
            guard numbers[example.intent] == nil else { continue }
            numbers[example.intent] = names.count
            names.append(example.intent)
        }
        texts = examples.map(\.text) + outOfScope
        labels =
            examples.map { numbers[$0.intent] ?? names.count } + outOfScope.map { _ in names.count }
        analyses = texts.map { Self.analyzer.analyze($0) }
        intents = names
        everything = Array(labels.indices)
    }

    private var hasOutOfScope: Bool { labels.contains(intents.count) }

    var classes: Int { intents.count + (hasOutOfScope ? 1 : 0) }

    /// The messages `chosen` as features over a vocabulary of their own, with their classes.
    func matrix(
        of chosen: [Int], _ recipe: Recipe, _ member: Recipe.Member
    ) -> (matrix: FeatureMatrix, labels: [Int32], keys: [UInt64], idf: [Float]) {
        var messages = chosen.map { (analysis: analyses[$0], label: labels[$0]) }
        if recipe.hasFew {
            for label in Set(chosen.map { labels[$0] }).sorted() where label < intents.count {
                let name = intents[label].split { !$0.isLetter && !$0.isNumber }
                let message = (Self.analyzer.analyze(name.joined(separator: " ")), label)
                messages += Array(
                    repeating: message, count: recipe.countsIntents ? Recipe.nameCopies : 1)
            }
            messages = messages.indices.sorted {
                (messages[$0].label, $0) < (messages[$1].label, $1)
            }
            .map { messages[$0] }
        }
        var counter = VocabularyCounter(view: member.view)
        for (at, message) in messages.enumerated() {
            counter.add(message.analysis, document: recipe.countsIntents ? message.label : at)
        }
        let (keys, idf) = counter.terms(
            minimum: recipe.minimum(for: member, messages: chosen.count))
        if recipe.hasTypos {
            var random = SplitMix(seed: member.seed &+ 0x7790)
            for message in chosen {
                guard let text = Typos.slip(texts[message], &random) else { continue }
                messages.append((Self.analyzer.analyze(text), labels[message]))
            }
        }
        let featurizer = Featurizer(keys: keys, idf: idf, view: member.view)
        var matrix = FeatureMatrix()
        var classOf: [Int32] = []
        for message in messages {
            let vector = featurizer.vector(message.analysis, withWords: true)
            let isOutside = message.label == intents.count
            for _ in 0..<(isOutside ? IntentModel.outOfScopeCopies : 1) {
                matrix.append(vector)
                classOf.append(Int32(message.label))
            }
        }
        return (matrix, classOf, keys, idf)
    }

    /// Which words the messages `chosen` of each class have.
    fileprivate func words(of chosen: [Int]) -> OwnWords.Counter {
        var words = OwnWords.Counter()
        for message in chosen { words.add(analyses[message], label: labels[message]) }
        return words
    }

    /// Trains on the messages `chosen`; `tick` hears the share of the work that each pass is.
    fileprivate func trained(
        on chosen: [Int], _ recipe: Recipe, _ member: Recipe.Member, isFold: Bool,
        _ tick: (Double) -> Void
    ) -> TrainedNet {
        let (matrix, classOf, keys, idf) = matrix(of: chosen, recipe, member)
        let options = recipe.options(for: member, isFold: isFold)
        let weights = NetTrainer(options: options).train(
            matrix, labels: classOf, features: keys.count, classes: classes,
            progress: { _ in tick(1 / Double(options.epochs)) })
        return TrainedNet(view: member.view, keys: keys, idf: idf, weights: weights)
    }

    /// Scores of the messages of one fold by a net that has not seen them.
    ///
    /// Without out-of-scope messages a share of the intents is left out as well, and their
    /// messages stand in for what is out of scope.
    fileprivate func heldOut(
        fold: Int, of folds: Int, _ recipe: Recipe, _ member: Recipe.Member,
        _ tick: (Double) -> Void
    ) -> [HeldOutMessage] {
        var random = SplitMix(seed: recipe.options.seed &+ 0xF01D)
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
        let net = trained(on: kept, recipe, member, isFold: true, tick)
        guard let words = words(of: kept).ownWords else { return [] }
        let featurizer = net.featurizer
        func judged(_ analysis: Analysis, _ label: Int?) -> HeldOutMessage {
            let vector = featurizer.vector(analysis)
            return HeldOutMessage(
                scores: [net.weights.scores(vector)], intents: intents.count,
                coverage: vector.coverage, analysis: analysis, words: words, label: label)
        }
        let real = tested.map { message in
            let label = labels[message]
            let isOutside = label == intents.count || isLeftOut[label]
            return judged(analyses[message], isOutside ? nil : label)
        }
        // With real messages out of scope the calibrator has better to learn from.
        guard !hasOutOfScope else { return real }
        let nonsense = Nonsense(analyses)
        return real
            + stride(from: 0, to: tested.count, by: Self.messagesANonsense).map { at in
                let text = nonsense.text(like: analyses[tested[at]], &random)
                return judged(Self.analyzer.analyze(text), nil)
            }
    }
}

extension Featurizer {
    /// A featurizer over terms in id order, for use before they are in a file.
    init(keys: [UInt64], idf: [Float], view: TermView) {
        let table = Vocabulary.table(of: keys)
        self.init(
            vocabulary: Vocabulary(
                keys: MappedArray(owning: table.keys), ids: MappedArray(owning: table.ids),
                idf: MappedArray(owning: idf)),
            view: view)
    }
}
