package import Understanding

/// What a message is answered with. Scores are probabilities of being right, in 0...1; 1 where a
/// button named the intent or passage.
package enum Route: Sendable, Hashable {
    case handoff
    case ticket
    case intent(String, score: Double)
    case knowledge(Passage, score: Double)
    case clarify([Choice])
    case fallback

    /// One of the candidates, offered in a question back: its payload is `/intent`, or
    /// `/action_answer{"passage":…}` for an article.
    package typealias Choice = Button
}

extension DialoguePolicy {
    /// Which way a reading goes; intent and passage compete on one scale, the probability of
    /// being right.
    package func route(_ reading: Interpretation, _ state: Conversation) -> Route {
        if reading.asksForPerson { return .handoff }
        if let direct = reading.direct { return route(direct, state) }
        let known = reading.passages.first.flatMap { isKnown($0, reading) ? $0 : nil }
        let isAsked = !reading.isExample && asks(known, reading.intents.first)
        if let first = reading.acted, !isAsked, first.score >= known?.score ?? 0 {
            return act(on: first, reading, known, state.language)
        }
        if let known { return answer(with: known, isAsked, reading, state.language) }
        return unsure(reading, state.language)
    }

    /// An intent that leads is acted on, unless something else is close or more is at stake.
    private func act(
        on first: RankedIntent, _ reading: Interpretation, _ known: RankedPassage?,
        _ language: Language
    ) -> Route {
        let second = reading.intents.dropFirst().first
        if first.score < Self.sureScore, let rival = rival(of: first, second, known) {
            return clarify([first] + rival.intents, rival.passages, language)
        }
        if first.score < Self.sureScore, isLasting(first.name) {
            return clarify([first], known.map { [$0] } ?? [], language)
        }
        if known == nil, !script.hasReply(to: first.name) {
            // What it is about is sure: what an article has to say is worth a question back.
            let found = offered(reading)
            if !found.isEmpty { return clarify([], found, language) }
        }
        return route(intent: first, language, otherwise: known)
    }

    /// A passage that leads answers, unless something else is close.
    private func answer(
        with known: RankedPassage, _ isAsked: Bool, _ reading: Interpretation,
        _ language: Language
    ) -> Route {
        if let first = reading.intents.first, !isAsked, known.score < Self.sureScore,
            first.score >= max(reading.offerThreshold, known.score * Self.closeRatio),
            !answers(known.passage, first.name)
        {
            return clarify([first], [known], language)
        }
        if let next = reading.passages.dropFirst().first, isClose(known, next) {
            return clarify([], [known, next], language)
        }
        return .knowledge(known.passage, score: known.score)
    }

    /// What a reading that nothing answers may mean: the likeliest intents and passages that are
    /// close to one another.
    private func unsure(_ reading: Interpretation, _ language: Language) -> Route {
        let isOffered = reading.intents.first.map { $0.score >= reading.offerThreshold } ?? false
        let intents = isOffered ? Array(reading.intents.prefix(2)) : []
        let passages = offered(reading)
        let least = max(intents.first?.score ?? 0, passages.first?.score ?? 0) * Self.closeRatio
        let close = intents.filter { $0.score >= least }
        return clarify(
            close,
            passages.filter { found in
                found.score >= least && !close.contains { answers(found.passage, $0.name) }
            }, language)
    }

    /// The passages that are worth a question back.
    private func offered(_ reading: Interpretation) -> [RankedPassage] {
        reading.passages.prefix(2).filter { $0.score >= reading.passageOfferThreshold }
    }

    /// Whether a passage may answer: it must be surer where the message is hardly the desk's.
    func isKnown(_ passage: RankedPassage, _ reading: Interpretation) -> Bool {
        passage.score >= reading.passageThreshold
    }

    /// Whether the intent's rule leaves more behind than words: a ticket, a place in the queue.
    private func isLasting(_ intent: String) -> Bool {
        script.actions[intent]?.contains(where: \.isLasting) == true
    }

    /// The likelier of two other candidates that are close to the first.
    private func rival(
        of first: RankedIntent, _ second: RankedIntent?, _ passage: RankedPassage?
    ) -> (intents: [RankedIntent], passages: [RankedPassage])? {
        let least = first.score * Self.closeRatio
        let intent = second.flatMap { $0.score >= least && script.hasReply(to: $0.name) ? $0 : nil }
        let other = passage.flatMap {
            $0.score >= least && !answers($0.passage, first.name) ? $0 : nil
        }
        if let other, other.score > intent?.score ?? 0 { return ([], [other]) }
        return intent.map { ([$0], []) }
    }

    /// Whether the passage is of the article that answers the intent.
    private func answers(_ passage: Passage, _ intent: String) -> Bool {
        script.articles[intent]?.values.contains { $0.article == passage.article } ?? false
    }

    /// Whether the message is the passage's question, word by word or nearly, and the intent does not
    /// show it anyway: an intent's reply is about the whole matter, a section about this one
    /// question.
    private func asks(_ passage: RankedPassage?, _ intent: RankedIntent?) -> Bool {
        guard let passage, passage.isNear else { return false }
        guard let intent, passage.passage.intent == intent.name else { return true }
        return !showsArticle(intent.name)
    }

    /// Whether `intent` is answered with an article and not with words of its own.
    private func showsArticle(_ intent: String) -> Bool {
        let actions = script.actions[intent] ?? []
        if actions.contains(.showPassage) { return true }
        return actions.isEmpty && script.articles[intent] != nil && !script.saysResponse(to: intent)
    }

    /// The first section that could have answered beside those that are `shown`.
    func related(_ reading: Interpretation, besides shown: [String]) -> Passage? {
        reading.passages.first { !shown.contains($0.passage.id) && isKnown($0, reading) }?.passage
    }

    /// Two passages of different articles that the query cannot tell apart.
    private func isClose(_ first: RankedPassage, _ second: RankedPassage) -> Bool {
        first.score < Self.sureScore
            && second.score >= first.score * Self.closeRatio
            && (second.isExact || second.rank >= first.rank * Self.twinRankRatio)
            && first.passage.article != second.passage.article
    }

    private func route(
        intent: RankedIntent, _ language: Language, otherwise passage: RankedPassage?
    ) -> Route {
        if script.hasReply(to: intent.name) { return .intent(intent.name, score: intent.score) }
        if let passage { return .knowledge(passage.passage, score: passage.score) }
        return .fallback
    }

    /// Whether a message without an answer was understood all the same, as an intent that nothing
    /// can be said to.
    func isUnderstood(_ reading: Interpretation) -> Bool {
        if let direct = reading.direct { return !BuiltInIntent.all.contains(direct.intent) }
        return reading.acted.map { !script.hasReply(to: $0.name) } ?? false
    }

    /// What the project does about a message without an answer, if anything.
    func misses(_ reading: Interpretation) -> [RuleAction] {
        reading.isOutOfScope && !script.outside.isEmpty ? script.outside : script.missed
    }

    private func route(_ direct: DirectIntent, _ state: Conversation) -> Route {
        switch direct.intent {
        case BuiltInIntent.person: return .handoff
        case BuiltInIntent.ticket: return .ticket
        case BuiltInIntent.none: return .fallback
        case BuiltInIntent.passage:
            let id = direct.entities.first { $0.name == "passage" }?.value
            guard let passage = id.flatMap(interpreter.passage) else { return .fallback }
            return .knowledge(passage, score: 1)
        default:
            return route(
                intent: RankedIntent(name: direct.intent, score: 1), state.language, otherwise: nil)
        }
    }

    /// What comes nearest to a message that is not understood, at most ``Options/topicsMax``; nothing
    /// to one that is like the examples of what is out of scope.
    func topics(near reading: Interpretation, _ language: Language) -> [Route.Choice] {
        guard !reading.isOutOfScope else { return [] }
        let isFamiliar = reading.foreign <= Self.topicForeignMax
        let intents = reading.intents.prefix(isFamiliar ? 2 : 0).filter {
            $0.score >= Self.topicIntentMin
        }
        let passages = reading.passages.prefix(2).filter { found in
            found.score >= Self.topicPassageMin
                && !intents.contains { answers(found.passage, $0.name) }
        }
        let scores = (intents.map(\.score) + passages.map(\.score)).sorted(by: >)
        guard let least = scores.prefix(options.topicsMax).last else { return [] }
        let nearest = choices(
            intents.filter { $0.score >= least }, passages.filter { $0.score >= least }, language)
        return Array(nearest.prefix(options.topicsMax))
    }

    private func clarify(
        _ intents: [RankedIntent], _ passages: [RankedPassage], _ language: Language
    ) -> Route {
        let choices = choices(intents, passages, language)
        return choices.isEmpty ? .fallback : .clarify(choices)
    }

    /// Buttons for those of `intents` that something can be said to, then for `passages`.
    private func choices(
        _ intents: [RankedIntent], _ passages: [RankedPassage], _ language: Language
    ) -> [Route.Choice] {
        var offered: [Route.Choice] = []
        for intent in intents.map(\.name) where script.hasReply(to: intent) {
            let title = title(of: intent, language)
            // Two intents may have one example first; their names differ.
            let isTaken = offered.contains { Self.isAlike($0.title, title) }
            offered.append(
                Route.Choice(
                    title: isTaken ? Self.words(ofName: intent) : title, payload: "/" + intent))
        }
        let found = passages.map(\.passage)
        let titles = titles(of: found, beside: offered.map(\.title))
        return offered
            + zip(titles, found).map { title, passage in
                Route.Choice(title: title, payload: passage.payload)
            }
    }

    /// Whether people would take one title for the other.
    private static func isAlike(_ a: String, _ b: String) -> Bool {
        func letters(_ title: String) -> String {
            title.lowercased().filter { $0.isLetter || $0.isNumber }
        }
        return letters(a) == letters(b)
    }

    /// What the buttons of passages show: of those that would read like another the title of the
    /// article, too, or its path where that is the same.
    func titles(of passages: [Passage], beside others: [String]) -> [String] {
        var titles = passages.map(\.title)
        let names: [(Passage) -> String?] = [\.articleTitle, { String($0.article) }]
        for name in names {
            let all = titles + others
            titles = zip(titles, passages).map { title, passage in
                guard let name = name(passage), name != passage.title,
                    all.count(where: { $0 == title }) > 1
                else { return title }
                return passage.language == .chinese
                    ? "\(passage.title)（\(name)）" : "\(passage.title) (\(name))"
            }
        }
        return titles
    }

    /// An intent's name as people read it.
    func title(of intent: String, _ language: Language) -> String {
        let titles = script.titles[intent] ?? [:]
        return titles[language] ?? titles[.english] ?? Self.words(ofName: intent)
    }

    private static func words(ofName intent: String) -> String {
        intent.split(whereSeparator: { $0 == "_" || $0 == "/" }).joined(separator: " ")
    }
}

extension Passage {
    /// What a button sends that shows the passage.
    var payload: String { DirectIntent.payload(BuiltInIntent.passage, ["passage": id]) }
}
