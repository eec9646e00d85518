import Understanding

/// What a typed message is beside a question of its own: an answer to what the bot said last, one
/// of the desk's own words, or a word between people.
enum TypedReply: Hashable {
    /// It means the payload of a button.
    case chosen(payload: String)
    /// A yes under several buttons, or a number that none of them has.
    case undecided
    /// Small talk that the project has no answer to, with the words of the desk's that answer it.
    case smallTalk(OwnResponse)
}

extension DialoguePolicy {
    /// What a message says to `said`, the bot's last one, where it is no question of its own.
    ///
    /// A number, a title and a bare yes or no mean what was offered, whatever an intent says; what
    /// only resembles a title does unless an intent is sure or an article has the question. A yes
    /// that chooses nothing is the project's, where it has an answer to it.
    func reply(
        of message: TypedMessage, to said: Message?, _ state: Conversation
    ) -> TypedReply? {
        let (reading, wording) = (message.reading, message.wording)
        guard reading.direct == nil, !wording.isEmpty else { return nil }
        let reply = message.reply ?? (deskWords.refusals.contains(wording) ? .no : nil)
        let offer = state.phase == .bot ? said.flatMap(Offer.init) : nil
        if let payload = chosen(reading, wording, reply, offer) { return .chosen(payload: payload) }
        // No button stands there, or two are wanted.
        if !reading.isExample, offer?.isOpen == true,
            wording.isChoiceNumber || reply?.isPlace == true || Self.both.contains(wording)
        {
            return .undecided
        }
        if !reading.isExample, !reading.asksForPerson, TicketRequest.isRefused(by: wording) {
            return .smallTalk(.declined)
        }
        if state.phase == .bot, reply == .cancel, wording.words.contains(where: Self.bots.contains)
        {
            // The bot is here.
            return .smallTalk(.greeting)
        }
        guard let reply, !isAnswered(reading, reply, state) else { return nil }
        switch reply {
        // Of several buttons a yes names none; "right" may mean the statement above them.
        case .yes:
            let isSaid = wording.words.first.map(Self.yes.contains) == true
            let isAsked = offer.map { $0.isQuestion || isSaid && !$0.isConfirming } ?? false
            if isAsked, offer?.isOpen == true { return .undecided }
        case .assent:
            if let offer, offer.isOpen, offer.isQuestion { return .undecided }
        case .no, .neverMind, .courtesy, .call, .ability, .challenge, .farewell, .protest,
            .language, .cancel, .ordinal, .last:
            break
        }
        return OwnResponse(to: reply).map(TypedReply.smallTalk)
    }

    private static let bots: Set<String> = ["bot", "器"]
    private static let both = Set(
        [
            "both", "both of them", "both please", "both of these", "the first two", "all of them",
            "都要", "两个都要", "两个都是", "都是",
        ].map { Wording($0) })
    /// What a yes begins with that says so to an offer.
    private static let yes: Set<String> = ["yes", "yeah", "yep", "yup", "是", "要"]

    /// Whether a message may answer the bot's last one.
    func mayReply(_ message: TypedMessage, _ state: Conversation) -> Bool {
        let reading = message.reading
        guard state.phase == .bot, reading.direct == nil, !reading.asksForPerson,
            !message.wording.isEmpty
        else { return false }
        guard let first = reading.intents.first, script.hasReply(to: first.name) else {
            return true
        }
        // Whatever intent is sure of it, it may be a button's title, or be answered as before.
        return first.score < Self.sureScore || message.reply != nil || !reading.isExample
    }

    /// What a message says of the wait for a person, to whoever waits; who asks for one again asks
    /// for the place in the queue.
    func queueTalk(_ message: TypedMessage, _ state: Conversation) -> QueueTalk? {
        guard state.phase == .waiting, message.reading.direct == nil else { return nil }
        if deskWords.returns.contains(message.wording) { return .leaving }
        if message.reading.asksForPerson { return .asking }
        let talk = QueueTalk(message.wording)
        // Who turns to the bot for a person has one coming.
        let isAgain =
            talk == .turning
            && asked(by: message.reading, state).contains { asksForPerson($0.route) }
        return isAgain ? .asking : talk
    }

    /// Whether `text` says what somebody is here for, be it in a word.
    func saysMatter(_ text: String) -> Bool {
        let wording = Wording(text)
        return text.contains { $0.isLetter || $0.isNumber } && !deskWords.texts.contains(text)
            && deskWords.payloads[wording] == nil && Reply(wording) == nil
            && !TicketRequest.matches(wording) && !Interpreter.asksForPerson(text)
            && QueueTalk(wording) == nil && !TicketRequest.isRefused(by: wording)
            && DirectIntent(text) == nil
    }

    private func chosen(
        _ reading: Interpretation, _ wording: Wording, _ reply: Reply?, _ offer: Offer?
    ) -> String? {
        if let named = offer?.named(wording, reply) { return named.payload }
        let isOwn = reading.isExample && isSure(reading)
        if !isOwn, let payload = deskWords.payloads[wording] { return payload }
        guard let offer else { return nil }
        if let answer = offer.affirmed(reply, isPerson: isPerson) ?? offer.refused(reply) {
            return answer.payload
        }
        guard !isSure(reading), !reading.asksForPerson, reading.passages.first?.isNear != true
        else { return nil }
        guard let wish = offer.resembled(wording) ?? offer.accepted(wording, isPerson: isPerson)
        else { return nil }
        // Who asks what a ticket is, or why it is to be closed, wants nothing done yet.
        let isAsked =
            isLasting(wish) && Interpreter.asks(reading.text) && !TicketRequest.matches(wording)
        return isAsked ? nil : wish.payload
    }

    /// Whether the button leaves more behind than words.
    private func isLasting(_ action: MessageAction) -> Bool {
        guard let intent = DirectIntent(action.payload)?.intent else { return false }
        return BuiltInIntent.lasting.contains(intent) || script.isLasting(intent)
    }

    /// Whether an intent that something can be said to is sure of the message.
    private func isSure(_ reading: Interpretation) -> Bool {
        guard let first = reading.intents.first, script.hasReply(to: first.name) else {
            return false
        }
        return reading.isExample || first.score >= Self.sureScore
    }

    /// Whether the message has an answer of its own; what is no more than a word between people has
    /// one only where an intent is sure of it.
    private func isAnswered(
        _ reading: Interpretation, _ reply: Reply, _ state: Conversation
    ) -> Bool {
        // Said of the conversation, and not of anything that the desk is about.
        if reply.isOfConversation { return reading.isExample && isSure(reading) }
        switch route(reading, state) {
        case .handoff, .ticket, .changeTicket, .declined: return true
        case .intent:
            switch reply {
            // 不不不不 is no question for what is in stock, be it made of such.
            case .assent, .courtesy, .farewell, .yes, .no, .neverMind: return isSure(reading)
            // Made of words that any question has: an intent is sure of it by chance.
            case .challenge, .ability, .protest, .language: return reading.isExample
            case .call, .cancel, .ordinal, .last: return true
            }
        case .knowledge: return reading.passages.first?.isNear == true
        case .clarify: return reading.isExample
        case .fallback: return false
        }
    }

    /// Whether the button asks for a person, by itself or by the rule of its intent.
    private func isPerson(_ action: MessageAction) -> Bool {
        guard let intent = DirectIntent(action.payload)?.intent else { return false }
        return intent == BuiltInIntent.person || script.asksForPerson(intent)
    }
}
