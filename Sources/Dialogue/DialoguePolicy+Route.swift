package import Understanding

/// What a message is answered with. Scores are probabilities of being right, in 0...1; 1 where a
/// button named the intent or passage.
package enum Route: Sendable, Hashable {
    case handoff
    case ticket
    /// A button said so.
    case changeTicket(number: Int64, to: TicketStatus)
    /// All stays as it is.
    case declined
    case intent(String, score: Double)
    case knowledge(Passage, score: Double)
    case clarify([Choice])
    case fallback

    /// That of an intent or passage; nil of all else.
    var score: Double? {
        switch self {
        case .intent(_, let score), .knowledge(_, let score): score
        case .handoff, .ticket, .changeTicket, .declined, .clarify, .fallback: nil
        }
    }

    /// Whether it asks back.
    var isQuestion: Bool {
        if case .clarify = self { true } else { false }
    }

    /// One of the candidates, offered in a question back: its payload is `/intent`, or
    /// `/action_answer{"passage":…}` for an article.
    package typealias Choice = Button
}

extension DialoguePolicy {
    /// Which way a reading goes; intent and passage compete on one scale, the probability of
    /// being right.
    package func route(_ reading: Interpretation, _ state: Conversation) -> Route {
        if reading.asksForPerson { return .handoff }
        if let direct = reading.direct { return route(direct) }
        if let which = which(reading, state.language) { return which }
        let passage = reading.answering
        let isAsked = !reading.isExample && asks(passage, reading.intents.first)
        if let first = reading.acted, isMeant(first, reading) {
            guard let passage, isAsked || passage.score > first.score else {
                return act(on: first, reading, passage, state.language)
            }
            switch precedence(of: passage, beside: first, reading) {
            case .leads: break
            case .yields: return act(on: first, reading, passage, state.language)
            case .rivals: return clarify([.intent(first), .passage(passage)], state.language)
            }
        }
        if let passage { return answer(with: passage, isAsked, reading, state.language) }
        return unsure(reading, state.language)
    }

    /// Whether an intent that is sure is what is meant: of a few examples of words between people
    /// what has a word more asks something ("good day trips", 早餐几点 of 早上好).
    func isMeant(_ intent: RankedIntent, _ reading: Interpretation) -> Bool {
        reading.isExample || !courtesies.contains(intent.name)
            || reading.strange < Self.strangeToCourtesy
    }

    /// Which intent is meant by a message that several have as an example; nil where it is no such,
    /// or nothing can be said to any of them.
    private func which(_ reading: Interpretation, _ language: Language) -> Route? {
        guard reading.meanings > 1 else { return nil }
        let intents = reading.intents.prefix(reading.meanings)
            .filter { script.hasReply(to: $0.name) }
        return intents.isEmpty ? nil : clarify(candidates(intents, offered(reading)), language)
    }

    /// An intent that leads is acted on, unless something else is close or more is at stake.
    private func act(
        on first: RankedIntent, _ reading: Interpretation, _ passage: RankedPassage?,
        _ language: Language
    ) -> Route {
        if script.smallTalk(first.name) != nil,
            reading.isExample || first.score >= Self.sureScore && passage?.isNear != true
        {
            // Nothing else is meant by small talk.
            return .fallback
        }
        let second = reading.intents.dropFirst().first
        if first.score < Self.sureScore, let rival = rival(of: first, second, passage) {
            return clarify([.intent(first), rival], language)
        }
        if script.opensTicket(first.name), isAboutKnownTicket(reading) {
            return passage.map { .knowledge($0.passage, score: $0.score) } ?? .fallback
        }
        if script.isLasting(first.name), !isSureEnoughToLast(first, reading) {
            let other = passage.map { [$0] } ?? Array(offered(reading).prefix(1))
            return clarify(candidates([first], other), language)
        }
        if passage == nil, !script.hasReply(to: first.name) {
            // What it is about is sure: what an article has to say is worth a question back.
            let found = offered(reading)
            if !found.isEmpty { return clarify(found.map(Candidate.passage), language) }
        }
        return route(intent: first, otherwise: passage)
    }

    /// Whether a message is about a ticket that there is: another one would be no answer.
    func isAboutKnownTicket(_ reading: Interpretation) -> Bool {
        !reading.isExample && reading.direct == nil && !reading.asksForPerson
            && TicketRemark(Wording(reading.text)).map { $0.isNamed && $0.kind != .mention } == true
    }

    /// Whether an intent is sure enough to leave a ticket or a place in a queue behind: of a message
    /// that is no example, most of what it is about must speak for it, and a word of that not for
    /// half of the intents as well: "my hearing aid is great" reports no fault. A net of two or
    /// three intents is sure of one of them whatever "can we get a refund" is about.
    private func isSureEnoughToLast(_ intent: RankedIntent, _ reading: Interpretation) -> Bool {
        let isSpokenFor =
            reading.isExample
            || reading.notWanted == .nothing && reading.telling >= ScoreLines.wordsMin
                && reading.strange <= reading.evidence * Self.strangeShareMax
        let isDoubtful =
            !reading.isExample && script.opensTicket(intent.name)
            && TicketRemark.isDoubtfulWish(Wording(reading.text))
        return intent.score >= Self.sureScore && isSpokenFor && !isDoubtful
    }

    /// A passage that leads answers, unless something else is close.
    private func answer(
        with passage: RankedPassage, _ isAsked: Bool, _ reading: Interpretation,
        _ language: Language
    ) -> Route {
        if let first = reading.intents.first, isMeant(first, reading), !isAsked,
            passage.score < Self.sureScore,
            first.score >= max(reading.lines.offer, passage.score * Self.closeRatio),
            !script.binds(passage.passage, to: first.name)
        {
            return clarify([.intent(first), .passage(passage)], language)
        }
        let close = reading.passages.dropFirst().filter { isClose(passage, $0) }
        if !close.isEmpty { return clarify(([passage] + close).map(Candidate.passage), language) }
        return .knowledge(passage.passage, score: passage.score)
    }

    /// What a reading that nothing answers may mean: the likeliest intents and passages that are
    /// close to one another.
    private func unsure(_ reading: Interpretation, _ language: Language) -> Route {
        let isOffered =
            reading.intents.first.map {
                $0.score >= reading.lines.offer && isMeant($0, reading)
            } ?? false
        let intents = isOffered ? Array(reading.intents.prefix(2)) : []
        let passages = offered(reading)
        let least = max(intents.first?.score ?? 0, passages.first?.score ?? 0) * Self.closeRatio
        return clarify(
            candidates(
                intents.filter { $0.score >= least }, passages.filter { $0.score >= least }),
            language)
    }

    /// The passages that are worth a question back.
    private func offered(_ reading: Interpretation) -> [RankedPassage] {
        Array(reading.passages.filter { $0.score >= reading.lines.passageOffer }.prefix(2))
    }

    /// The likelier of two other candidates that are close to the first.
    private func rival(
        of first: RankedIntent, _ second: RankedIntent?, _ passage: RankedPassage?
    ) -> Candidate? {
        let least = first.score * Self.closeRatio
        let intent = second.flatMap { $0.score >= least && script.hasReply(to: $0.name) ? $0 : nil }
        let other = passage.flatMap {
            $0.score >= least && !script.binds($0.passage, to: first.name) ? $0 : nil
        }
        if let other, other.score > intent?.score ?? 0 { return .passage(other) }
        return intent.map(Candidate.intent)
    }

    /// Which comes first of a passage that is likelier and an intent that is acted on.
    private enum Precedence {
        case leads
        /// It is about more than the message, which is in the intent's words: "book a crossing" is
        /// not "Can I book a crossing for my dog?".
        case yields
        /// It is about something else as well: "leave on Friday" is not "leave on Christmas Day?".
        case rivals
    }

    private func precedence(
        of passage: RankedPassage, beside intent: RankedIntent, _ reading: Interpretation
    ) -> Precedence {
        guard intent.score >= Self.sureScore, script.hasReply(to: intent.name),
            !script.binds(passage.passage, to: intent.name)
        else { return .leads }
        switch passage.fit {
        case .whole: return .leads
        case .less: return reading.uncovered <= Self.ownWordsShare ? .yields : .leads
        case .other: return .rivals
        }
    }

    /// Whether the message is the passage's question, word by word or nearly, and the intent does not
    /// show it anyway: an intent's reply is about the whole matter, a section about this one
    /// question.
    private func asks(_ passage: RankedPassage?, _ intent: RankedIntent?) -> Bool {
        guard let passage, passage.isNear else { return false }
        guard let intent, passage.passage.intent == intent.name else { return true }
        return !script.showsArticle(to: intent.name)
    }

    /// The first section that could have answered beside those that are `shown`.
    func related(_ reading: Interpretation, besides shown: [String]) -> Passage? {
        reading.passages.first {
            !shown.contains($0.passage.id) && reading.isAnswered(by: $0)
        }?.passage
    }

    /// Two passages that the query cannot tell apart; of one article only twins are.
    private func isClose(_ first: RankedPassage, _ second: RankedPassage) -> Bool {
        guard first.score < Self.sureScore, second.score >= first.score * Self.closeRatio else {
            return false
        }
        let isLike = second.isExact || second.rank >= first.rank * Self.twinRankRatio
        return second.isTwin || isLike && first.passage.article != second.passage.article
    }

    private func route(
        intent: RankedIntent, otherwise passage: RankedPassage?
    ) -> Route {
        if script.hasReply(to: intent.name) { return .intent(intent.name, score: intent.score) }
        if let passage { return .knowledge(passage.passage, score: passage.score) }
        return .fallback
    }

    /// Whether a message without an answer was understood all the same, as an intent that nothing
    /// can be said to.
    func isUnderstood(_ reading: Interpretation) -> Bool {
        if let direct = reading.direct { return !BuiltInIntent.all.contains(direct.intent) }
        guard let acted = reading.acted else { return false }
        return !script.hasReply(to: acted.name)
            || script.opensTicket(acted.name) && isAboutKnownTicket(reading)
    }

    /// What the project does about a message without an answer, if anything.
    func misses(_ reading: Interpretation) -> [RuleAction] {
        reading.isOutOfScope && !script.outside.isEmpty ? script.outside : script.missed
    }

    private func route(_ direct: DirectIntent) -> Route {
        switch direct.intent {
        case BuiltInIntent.person: return .handoff
        case BuiltInIntent.ticket: return .ticket
        case BuiltInIntent.none: return .fallback
        case BuiltInIntent.keepTicket: return .declined
        case BuiltInIntent.closeTicket: return route(direct, to: .solved)
        case BuiltInIntent.reopenTicket: return route(direct, to: .open)
        case BuiltInIntent.passage:
            let id = direct.entities.first { $0.name == "passage" }?.value
            guard let passage = id.flatMap(interpreter.passage) else { return .fallback }
            return .knowledge(passage, score: 1)
        default:
            return route(intent: RankedIntent(name: direct.intent, score: 1), otherwise: nil)
        }
    }

    private func route(_ direct: DirectIntent, to status: TicketStatus) -> Route {
        let number = direct.entities.first { $0.name == "ticket" }.flatMap { Int64($0.value) }
        return number.map { .changeTicket(number: $0, to: status) } ?? .fallback
    }
}
