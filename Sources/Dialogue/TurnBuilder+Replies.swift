import Understanding

/// What a customer types: a question of its own, or an answer to what the bot said last.
extension TurnBuilder {
    mutating func hear(_ reading: Interpretation, _ contentType: ContentType) {
        let state = decision.conversation
        let message = TypedMessage(reading)
        let reply = isSilent ? nil : policy.reply(of: message, to: facts.lastSaid, state)
        if policy.tellsLanguage(message, state) { speak(in: reading.language) }
        var payload = reading.direct.map { _ in reading.text }
        if case .chosen(let chosen)? = reply { payload = chosen }
        customerSays(reading.text, contentType, meaning: payload)
        if policy.leavesQueue(message, state) {
            returnToBot()
            return
        }
        switch reply {
        case .chosen(let payload):
            answer(policy.interpreter.interpret(payload, language: language))
        case .undecided:
            model = reading.model
            askAgain()
        case .declined: decline()
        case .courtesy:
            reopen()
            say(.courtesy)
        case nil: answer(reading)
        }
    }

    /// Says that a refusal was heard: what was not understood before it is over.
    private mutating func decline() {
        decision.conversation.misses = 0
        reopen()
        say(.declined)
    }

    /// Asks which of the buttons under the last question is meant.
    private mutating func askAgain() {
        say(
            .clarify, answer: Answer(kind: .clarify),
            buttons: facts.lastSaid?.actions.map(\.button) ?? [])
    }
}
