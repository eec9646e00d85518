import Understanding

/// What a customer does: what is typed, pressed, judged and told of oneself.
extension TurnBuilder {
    /// Hears what is typed: a question of its own, or an answer to what the bot said last.
    mutating func hear(_ message: TypedMessage, _ contentType: ContentType) {
        let state = decision.conversation
        let reading = message.reading
        let reply = isSilent ? nil : policy.reply(of: message, to: facts.lastSaid, state)
        speak(in: message.told)
        var payload = reading.direct.map { _ in reading.text }
        if case .chosen(let chosen)? = reply { payload = chosen }
        // "That's not what I asked" refuses what was said, as a button below it does.
        let isProtest = reply == .smallTalk(.noHelp)
        let isRefusal = isProtest || reply == .chosen(payload: BuiltInIntent.nonePayload)
        let others = isRefusal ? otherTopics(than: facts.lastSaid) : []
        customerSays(
            reading.text, contentType, meaning: others.isEmpty ? payload : BuiltInIntent.nonePayload
        )
        switch policy.queueTalk(message, state) {
        case .leaving: return returnToBot()
        case .turning: return returnToBot(with: reading)
        case .asking: return askForPerson()
        case nil: break
        }
        if !others.isEmpty {
            reconsider(others, isProtest: isProtest)
            return
        }
        switch reply {
        case .chosen(let payload):
            answer(
                policy.interpreter.interpret(payload, language: language, at: reading.time))
        case .undecided:
            model = reading.model
            askAgain()
        case .smallTalk(let own): acknowledge(own)
        case nil:
            guard !isSilent else { return carryOutInSilence(reading) }
            let asked = policy.asked(by: reading, decision.conversation)
            if let aside = policy.aside(of: message, asked, facts) {
                take(aside)
            } else if let followUp = policy.followUp(message, asked, facts, decision.conversation) {
                answer(followUp, reading)
            } else {
                answer(reading, asked)
            }
        }
    }

    /// Answers small talk with the desk's own words, which is no miss.
    mutating func acknowledge(_ own: OwnResponse) {
        reopen()
        let isStuck = decision.conversation.misses > 0
        // What was not understood before a refusal is over.
        if own == .declined { decision.conversation.misses = 0 }
        // Who calls after a miss is stuck; who asks for a machine may want none.
        let isOffered = own == .machine || own == .noHelp || own == .greeting && isStuck
        say(own, buttons: isOffered ? ways : [])
    }

    /// Answers what is no question to anything that the desk knows, which is no miss.
    private mutating func take(_ aside: Aside) {
        reopen()
        decision.conversation.misses = 0
        switch aside {
        case .closing(let tickets):
            let close = tickets.map { button(.ticketClose, BuiltInIntent.closeTicket, $0) }
            let keep = Button(
                title: phrase(.ticketKeep), payload: DirectIntent.payload(BuiltInIntent.keepTicket))
            say(.ticketClosing, buttons: close + [keep])
        case .status(let tickets): tell(of: tickets)
        case .unknownTicket(let number, let others):
            let label = Ticket.label(number)
            say(.unknownTicket, slots: ["ticket": label], buttons: others.isEmpty ? ways : [])
            tell(of: others)
        case .noted(let ticket): say(.ticketNoted, slots: slots(of: ticket), buttons: ways)
        case .noTicket: say(.noTicket, buttons: ways)
        case .reference: say(.reference, buttons: ways)
        }
    }

    /// Has a ticket of the conversation closed or opened again, where that can be; else says how far
    /// it is.
    mutating func customerChanges(_ number: Int64, to status: TicketStatus) {
        guard let ticket = facts.tickets.first(where: { $0.number == number }) else {
            return take(.unknownTicket(number, []))
        }
        guard ticket.isOpen == (status == .solved), ticket.status != .closed else {
            return tell(of: ticket, buttons: ways)
        }
        change(ticket, to: status)
        var changed = ticket
        changed.status = status
        if status == .solved {
            let reopen = button(.ticketReopen, BuiltInIntent.reopenTicket, ticket)
            say(.ticketSolved, slots: slots(of: changed), buttons: [reopen])
        } else {
            tell(of: changed, buttons: [])
        }
    }

    private mutating func tell(of tickets: [Ticket]) {
        for ticket in tickets {
            tell(of: ticket, buttons: ticket == tickets.last ? ways : [])
        }
    }

    /// Says how far a ticket is; what is solved can be opened again where it was opened first, whose
    /// history holds every change.
    private mutating func tell(of ticket: Ticket, buttons: [Button]) {
        let isOwn = ticket.conversation == decision.conversation.id
        let reopen =
            isOwn && ticket.status == .solved
            ? [button(.ticketReopen, BuiltInIntent.reopenTicket, ticket)] : []
        let open: OwnResponse = isOwn ? .ticketStatus : .ticketElsewhere
        say(
            ticket.isOpen ? open : .ticketDone, slots: slots(of: ticket),
            buttons: reopen + buttons)
    }

    private func button(_ title: OwnResponse, _ intent: String, _ ticket: Ticket) -> Button {
        Button(
            title: phrase(title, slots: slots(of: ticket)),
            payload: DirectIntent.payload(intent, ["ticket": "\(ticket.number)"]))
    }

    private func slots(of ticket: Ticket) -> [String: String] {
        [
            "ticket": ticket.label, "subject": ticket.subject,
            "status": OwnResponse.text(of: ticket.status, in: language),
        ]
    }

    /// Asks which of the buttons under the last question is meant.
    private mutating func askAgain() {
        say(
            .clarify, answer: Answer(kind: .clarify),
            buttons: facts.lastSaid?.actions.map(\.button) ?? [])
    }

    /// Presses a button: its title is what the customer says, its payload what is understood.
    mutating func press(
        _ message: MessageID, _ action: String, at time: ReferenceTime?, _ reading: ButtonReading?
    ) throws(Refusal) {
        guard let target = facts.target else {
            throw .notFound("no message with the id \(message)")
        }
        guard let pressed = target.actions.first(where: { $0.id == action }) else {
            throw .notFound("message \(message) has no action '\(action)'")
        }
        customerSays(pressed.title, .text, meaning: pressed.payload)
        let others = pressed.payload == BuiltInIntent.nonePayload ? otherTopics(than: target) : []
        if !others.isEmpty {
            reconsider(others)
            return
        }
        answer(
            reading?.known(of: pressed.payload, by: policy.interpreter, in: language)
                ?? policy.interpreter.interpret(pressed.payload, language: language, at: time))
    }

    mutating func judge(
        _ message: MessageID, _ value: FeedbackValue, _ reason: String?
    ) throws(Refusal) {
        guard let target = facts.target, !target.sender.isCustomer else {
            throw .notFound("no answer with the id \(message)")
        }
        append(.feedback(message: message, value: value, reason: reason))
    }

    mutating func rate(_ score: Int, _ comment: String?) throws(Refusal) {
        guard (1...5).contains(score) else { throw .badArgument("score is not within 1...5") }
        append(.rating(score: score, comment: comment))
        if !isSilent { say(.rated) }
    }

    /// Takes what customers say of themselves.
    mutating func introduce(name: String?, email: String?, _ language: Language?) {
        speak(in: language)
        append(.profile(name: name, email: email, language: language, verified: false))
        decision.changes.append(.profile(name: name, email: email))
    }

    /// Takes what a signed token says of a customer.
    mutating func identify(_ identity: VerifiedIdentity) {
        append(
            .profile(name: identity.name, email: identity.email, language: nil, verified: true))
        decision.changes.append(.identify(identity))
    }
}
