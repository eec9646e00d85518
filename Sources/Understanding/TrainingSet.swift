/// Training messages with their class numbers; out of scope is the last class.
struct TrainingSet: Sendable {
    let intents: [String]
    let texts: [String]
    let analyses: [Analysis]
    /// Class by message; `intents.count` is out of scope.
    let labels: [Int]
    let everything: [Int]
    /// The first message of the same tokens and class, by message: itself, unless it is a copy.
    let firsts: [Int]
    /// The same, whatever the class.
    let firstsOfAnyClass: [Int]
    static let analyzer = Analyzer()

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
        firstsOfAnyClass = Self.firsts(analyses, labels.map { _ in 0 })
    }

    private static func firsts(_ analyses: [Analysis], _ kinds: [Int]) -> [Int] {
        var known: [[UInt64]: Int] = [:]
        return analyses.indices.map { at in
            let key = [analyses[at].tokensKey, analyses[at].digitHash, UInt64(kinds[at])]
            let first = known[key] ?? at
            known[key] = first
            return first
        }
    }

    var hasOutOfScope: Bool { labels.contains(intents.count) }

    var classes: Int { intents.count + (hasOutOfScope ? 1 : 0) }

    /// Which words the messages `chosen` of each class have.
    func words(of chosen: [Int], _ recipe: Recipe) -> OwnWords.Counter {
        var words = OwnWords.Counter(recipe.hasFew ? .topical : .all)
        for message in chosen { words.add(analyses[message], label: labels[message]) }
        return words
    }

    /// The phrases of ``OtherDomains`` that are the desk's business all the same.
    var ownDomains: OtherDomains.Own {
        var own = OtherDomains.Own()
        for (analysis, label) in zip(analyses, labels) where label < intents.count {
            own.add(analysis)
        }
        return own
    }

    /// Trains on the messages `chosen`; `tick` hears the share of the work that each pass is.
    func trained(
        on chosen: [Int], _ recipe: Recipe, _ member: Recipe.Member, isFold: Bool,
        _ tick: (Double) -> Void
    ) -> TrainedNet {
        let options = recipe.options(for: member, isFold: isFold)
        return features(of: chosen, recipe, member).trained(options, classes: classes) { _ in
            tick(1 / Double(options.epochs))
        }
    }
}
