extension TrainingSet {
    private typealias Message = (analysis: Analysis, label: Int)

    /// The messages `chosen` as features over a vocabulary of their own, with their classes.
    func features(
        of chosen: [Int], _ recipe: Recipe, _ member: Recipe.Member
    ) -> LabelledFeatures {
        let messages = messages(chosen, recipe)
        let terms = terms(
            of: messages, recipe, member.view,
            minimum: recipe.minimum(for: member, messages: chosen.count))
        var features = LabelledFeatures(terms, member.view)
        for message in messages + slips(in: chosen, recipe, member) {
            let isOutside = message.label == intents.count
            features.append(
                message.analysis, label: Int32(message.label),
                copies: isOutside ? IntentModel.outOfScopeCopies : 1)
        }
        return features
    }

    /// Documents that the terms of everything are counted on.
    func documentCount(_ recipe: Recipe) -> Int {
        let messages = messages(everything, recipe)
        return recipe.countsIntents ? Set(messages.map(\.label)).count : messages.count
    }

    /// The messages `chosen`; where examples are few their intents' names as well, class by class.
    private func messages(_ chosen: [Int], _ recipe: Recipe) -> [Message] {
        let typed: [Message] = chosen.map { (analyses[$0], labels[$0]) }
        guard recipe.hasFew else { return typed }
        let all = typed + names(of: Set(typed.map(\.label)), recipe)
        return all.indices.sorted { (all[$0].label, $0) < (all[$1].label, $1) }.map { all[$0] }
    }

    /// What the intents among the classes `chosen` are called, as messages.
    private func names(of chosen: Set<Int>, _ recipe: Recipe) -> [Message] {
        chosen.sorted().filter { $0 < intents.count }.flatMap { label in
            let name = intents[label].split { !$0.isLetter && !$0.isNumber }
            let message = (Self.analyzer.analyze(name.joined(separator: " ")), label)
            return repeatElement(message, count: recipe.countsIntents ? Recipe.nameCopies : 1)
        }
    }

    /// The terms of at least `minimum` documents: messages, or all that is said for an intent.
    private func terms(
        of messages: [Message], _ recipe: Recipe, _ view: TermView, minimum: Int
    ) -> Vocabulary.Terms {
        var counter = VocabularyCounter(view: view)
        for (at, message) in messages.enumerated() {
            counter.add(message.analysis, document: recipe.countsIntents ? message.label : at)
        }
        return counter.terms(minimum: minimum)
    }

    /// The messages `chosen` each with a slip of the hand, where the recipe wants them.
    private func slips(
        in chosen: [Int], _ recipe: Recipe, _ member: Recipe.Member
    ) -> [Message] {
        guard recipe.hasTypos else { return [] }
        var random = SplitMix(seed: member.seed &+ 0x7790)
        return chosen.compactMap { message in
            Typos.slip(texts[message], &random).map {
                (Self.analyzer.analyze($0), labels[message])
            }
        }
    }
}
