extension TrainingSet {
    /// Held-out messages for each one that means nothing.
    private static let messagesANonsense = 10

    /// Scores of the messages of one fold by a net that has not seen them.
    ///
    /// Without out-of-scope messages a share of the intents is left out as well, and their
    /// messages stand in for what is out of scope.
    func heldOut(
        _ fold: Recipe.Fold, _ recipe: Recipe, _ member: Recipe.Member, _ tick: (Double) -> Void
    ) -> [HeldOutMessage] {
        var random = SplitMix(seed: recipe.options.seed &+ 0xF01D)
        let leftOut = leftOut(fold, &random)
        let isTested = isTested(in: fold)
        // What has no word no net can tell.
        let tested = everything.filter { isTested[$0] && !analyses[$0].tokens.isEmpty }
        let kept = everything.filter { !isTested[$0] && !leftOut.contains(labels[$0]) }
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
            let isOutside = label == intents.count || leftOut.contains(label)
            return judged(analyses[message], isOutside ? nil : label)
        }
        // With real messages out of scope the calibrator has better to learn from.
        guard !hasOutOfScope else { return real }
        return real + nonsense(like: tested, &random).map { judged($0, nil) }
    }

    /// What tells the desk's messages beside what its held-out ones teach; nil where messages out
    /// of scope teach it.
    func scale(_ recipe: Recipe) -> FamiliarityScale? {
        guard !hasOutOfScope else { return nil }
        return .scale(intents: intents.count, areFew: recipe.hasFew)
    }

    /// The classes of the intents that a net for `fold` learns nothing of; none where there are
    /// messages out of scope, or too few intents.
    private func leftOut(_ fold: Recipe.Fold, _ random: inout SplitMix) -> Set<Int> {
        let order = random.permutation(intents.count)
        guard !hasOutOfScope, intents.count >= fold.count else { return [] }
        return Set(stride(from: fold.number, to: intents.count, by: fold.count).map { order[$0] })
    }

    /// Whether a message is in `fold`, by message; those of each class are dealt out in turn.
    private func isTested(in fold: Recipe.Fold) -> [Bool] {
        var seen = [Int](repeating: 0, count: intents.count + 1)
        var isTested = [Bool](repeating: false, count: labels.count)
        for (message, label) in labels.enumerated() {
            // A copy stays with its first, also one of another intent: a net that has seen the one
            // knows the other, or knows better.
            let first = firstsOfAnyClass[message]
            guard first == message else {
                isTested[message] = isTested[first]
                continue
            }
            seen[label] += 1
            isTested[message] = (seen[label] + label) % fold.count == fold.number
        }
        return isTested
    }

    /// Texts that mean nothing, made like some of the `messages`.
    private func nonsense(like messages: [Int], _ random: inout SplitMix) -> [Analysis] {
        let nonsense = Nonsense(analyses)
        return stride(from: 0, to: messages.count, by: Self.messagesANonsense).map { at in
            Self.analyzer.analyze(nonsense.text(like: analyses[messages[at]], &random))
        }
    }
}
