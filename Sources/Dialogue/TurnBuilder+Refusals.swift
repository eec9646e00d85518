import Understanding

/// Answers that may not be what was meant: what they say of that, and what comes of a refusal.
extension TurnBuilder {
    /// Implicit confirmation: of the answers that begin at `starts`, places of the bodies, each that is
    /// less than sure says above it what it takes the message for, with a button below the last that
    /// takes it back; so does one to a message that is no example and points back to an answer about
    /// something else, or has too little of what the intent's examples have.
    mutating func confirm(from starts: [Int], _ reading: Interpretation? = nil) {
        let before = reading.flatMap { $0.isExample ? nil : pointedAt }
        let isForeign = reading.map { !$0.isExample && $0.foreign > Self.foreignSureMax } ?? false
        var isDoubtful = false
        for start in starts {
            guard let at = decision.bodies[start...].firstIndex(where: \.isAnswer),
                case .message(var said) = decision.bodies[at],
                let words = policy.confirmation(
                    of: said,
                    isDoubtful: before.map { !isSameMatter($0, said) } ?? false
                        || isForeign && said.answer?.intent != nil),
                !isBetweenPeople
            else { continue }
            said.content = words + said.content
            decision.bodies[at] = .message(said)
            isDoubtful = true
        }
        if isDoubtful { offer([notMeant]) }
    }

    /// Beyond it no intent is sure of a message, whatever its score: of nine such answers six were
    /// wrong (`Benchmarks/understanding.md`).
    private static let foreignSureMax = 0.4

    /// The last answer, where a word of the customer's points back.
    private var pointedAt: Message? {
        guard let heard, !hasMoved, Wording(heard.content).hasPointer else { return nil }
        return policy.lastSubject(facts, decision.conversation)?.answer
    }

    /// Whether the turn led out of the queue: "forget it" points at that.
    private var hasMoved: Bool {
        decision.bodies.contains { if case .status = $0 { true } else { false } }
    }

    private func isSameMatter(_ one: Message, _ other: Message) -> Bool {
        func article(of said: Message) -> Substring? {
            said.answer?.passageID.flatMap(policy.interpreter.passage)?.article
        }
        if let own = article(of: one), own == article(of: other) { return true }
        return one.answer?.intent != nil && one.answer?.intent == other.answer?.intent
    }

    /// Whether the customer says no more than a word between people.
    private var isBetweenPeople: Bool {
        heard.map { Reply(Wording($0.content)) != nil } ?? false
    }

    private var notMeant: Button {
        Button(title: phrase(.notMeant), payload: BuiltInIntent.nonePayload)
    }

    /// What else the message may have been about that was answered with `said`, which is refused.
    func otherTopics(than said: Message?) -> [Button] {
        guard !isSilent, let said, let question = facts.question, question.sender.isCustomer,
            question.payload == nil, policy.saysMatter(question.content)
        else { return [] }
        // Several answers of one turn are refused together, and came after what was spoken of.
        let turn = facts.answers.map(\.message).filter { $0.replyTo == said.replyTo }
        let old = facts.answers.lastIndex { $0.message.replyTo == said.replyTo }
        var before = facts
        before.answers = Array(facts.answers.dropFirst(old.map { $0 + 1 } ?? .max))
        return policy.otherTopics(
            of: question.content, than: turn + [said],
            behind: policy.lastSubject(before, decision.conversation)?.subject, language)
    }

    /// Offers `topics` to who refuses what was said, which is a miss. Who says that it was no help
    /// (`isProtest`) is offered people as well, as who refuses twice.
    mutating func reconsider(_ topics: [Button], isProtest: Bool = false) {
        reopen()
        decision.conversation.misses += 1
        let isLost =
            isProtest || decision.conversation.misses.isMultiple(of: DialoguePolicy.missesMax)
        model = policy.interpreter.version
        say(
            .reconsidered, answer: Answer(kind: .clarify),
            buttons: topics + [noneOfThese] + (isLost ? ways : []))
    }

    /// The button that refuses every choice.
    var noneOfThese: Button {
        Button(title: phrase(.clarifyNone), payload: BuiltInIntent.nonePayload)
    }
}

extension Entry.Body {
    fileprivate var isAnswer: Bool {
        if case .message(let said) = self { said.answer != nil } else { false }
    }
}
