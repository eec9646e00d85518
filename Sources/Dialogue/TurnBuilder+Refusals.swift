import Understanding

/// Answers that may not be what was meant: what they say of that, and what comes of a refusal.
extension TurnBuilder {
    /// Implicit confirmation: of the bodies from `start` on, answers that are less than sure say
    /// above them what they take the message for, with a button below that takes it back.
    mutating func confirm(since start: Int) {
        var confirmed: [String] = []
        for (at, body) in decision.bodies.enumerated().dropFirst(start) {
            guard case .message(var said) = body, let topic = policy.topic(confirmedBy: said),
                !confirmed.contains(topic), !isBetweenPeople
            else { continue }
            confirmed.append(topic)
            let words = phrase(.confirming, slots: ["topic": topic])
            said.content = "\(words)\n\n\(said.content)"
            decision.bodies[at] = .message(said)
        }
        if !confirmed.isEmpty { offer([notMeant]) }
    }

    /// Whether the customer says no more than a word between people.
    private var isBetweenPeople: Bool {
        question.map { Reply(Wording($0.content)) != nil } ?? false
    }

    var notMeant: Button {
        Button(title: phrase(.notMeant), payload: DirectIntent.payload(BuiltInIntent.none))
    }

    /// What else the message may have been about that was answered with `said`, which is refused.
    func otherTopics(than said: Message?) -> [Button] {
        guard !isSilent, let said, let question = facts.question, question.sender.isCustomer,
            question.payload == nil, policy.saysMatter(question.content)
        else { return [] }
        return policy.otherTopics(of: question.content, than: said, language)
    }

    /// Offers `topics` to who refuses what was said. Who says that it was no help (`isProtest`) is
    /// offered people as well, as who refuses twice.
    mutating func reconsider(_ topics: [Button], isProtest: Bool = false) {
        reopen()
        if !isProtest { decision.conversation.misses += 1 }
        let isLost =
            isProtest || decision.conversation.misses.isMultiple(of: DialoguePolicy.missesMax)
        model = policy.interpreter.version
        say(
            .reconsidered, answer: Answer(kind: .clarify),
            buttons: topics + [none] + (isLost ? ways : []))
    }

    /// The button that refuses every choice.
    var none: Button {
        Button(title: phrase(.clarifyNone), payload: DirectIntent.payload(BuiltInIntent.none))
    }
}
