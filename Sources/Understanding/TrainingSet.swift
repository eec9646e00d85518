/// Training messages with their class numbers; out of scope is the last class.
struct TrainingSet: Sendable {
    let intents: [String]
    let texts: [String]
    let analyses: [Analysis]
    /// Class by message; `intents.count` is out of scope.
    let labels: [Int]
    let everything: [Int]
    /// The first message of the same tokens and class, by message: itself, unless it is a copy.
    private let firsts: [Int]
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
        firsts = Self.firsts(analyses, labels)
    }

    private static func firsts(_ analyses: [Analysis], _ labels: [Int]) -> [Int] {
        var known: [[UInt64]: Int] = [:]
        return analyses.indices.map { at in
            let key = [analyses[at].tokensKey, analyses[at].digitHash, UInt64(labels[at])]
            let first = known[key] ?? at
            known[key] = first
            return first
        }
    }

    private var hasOutOfScope: Bool { labels.contains(intents.count) }

    var classes: Int { intents.count + (hasOutOfScope ? 1 : 0) }

    /// The messages `chosen` as features over a vocabulary of their own, with their classes.
    func matrix(
        of chosen: [Int], _ recipe: Recipe, _ member: Recipe.Member
    ) -> (matrix: FeatureMatrix, labels: [Int32], terms: Vocabulary.Terms) {
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
        let terms = counter.terms(
            minimum: recipe.minimum(for: member, messages: chosen.count))
        if recipe.hasTypos {
            var random = SplitMix(seed: member.seed &+ 0x7790)
            for message in chosen {
                guard let text = Typos.slip(texts[message], &random) else { continue }
                messages.append((Self.analyzer.analyze(text), labels[message]))
            }
        }
        let featurizer = Featurizer(Vocabulary(owning: terms), member.view)
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
        return (matrix, classOf, terms)
    }

    /// Which words the messages `chosen` of each class have.
    func words(of chosen: [Int], _ recipe: Recipe) -> OwnWords.Counter {
        var words = OwnWords.Counter(recipe.hasFew ? .topical : .all)
        for message in chosen { words.add(analyses[message], label: labels[message]) }
        return words
    }

    /// Trains on the messages `chosen`; `tick` hears the share of the work that each pass is.
    func trained(
        on chosen: [Int], _ recipe: Recipe, _ member: Recipe.Member, isFold: Bool,
        _ tick: (Double) -> Void
    ) -> TrainedNet {
        let (matrix, classOf, terms) = matrix(of: chosen, recipe, member)
        let options = recipe.options(for: member, isFold: isFold)
        let weights = NetTrainer(options: options).train(
            matrix, labels: classOf, features: terms.count, classes: classes,
            progress: { _ in tick(1 / Double(options.epochs)) })
        return TrainedNet(view: member.view, terms: terms, weights: weights)
    }

    /// Scores of the messages of one fold by a net that has not seen them.
    ///
    /// Without out-of-scope messages a share of the intents is left out as well, and their
    /// messages stand in for what is out of scope.
    func heldOut(
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
        var isTested = [Bool](repeating: false, count: labels.count)
        for (message, label) in labels.enumerated() {
            // A copy stays with its first: a net that has seen the one knows the other.
            let first = firsts[message]
            if first == message {
                seen[label] += 1
                isTested[message] = (seen[label] + label) % folds == fold
            } else {
                isTested[message] = isTested[first]
            }
            if isTested[message] { tested.append(message) }
            if !isTested[message], !isLeftOut[label] { kept.append(message) }
        }
        guard !kept.isEmpty else { return [] }
        let net = trained(on: kept, recipe, member, isFold: true, tick)
        guard let words = words(of: kept, recipe).ownWords else { return [] }
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
