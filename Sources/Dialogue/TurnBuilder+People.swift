import Understanding

/// What goes to people: the queue, the way back to the bot, and tickets.
extension TurnBuilder {
    /// While a person is asked for or present the bot says nothing (protocol.md, rule 11).
    var isSilent: Bool {
        switch decision.conversation.phase {
        case .waiting, .agent: true
        case .bot, .closed: false
        }
    }

    /// A customer who speaks in a closed conversation opens it again.
    mutating func reopen() {
        if decision.conversation.phase == .closed { go(to: .bot) }
    }

    /// Stands so from now on, even where it did before, and tells so.
    mutating func go(to standing: Standing) {
        decision.conversation.standing = standing
        append(.status(standing.phase, position: standing.place?.told))
    }

    /// Takes a place in the queue and says so, while the bot may still speak; who asks again while
    /// waiting is told the place, and who talks to a person has one.
    mutating func askForPerson(answer: Answer? = nil) {
        guard decision.conversation.phase != .agent else { return }
        decision.conversation.misses = 0
        let place = facts.queueAhead + 1
        if decision.conversation.standing.place != nil { return tellPlace(place) }
        say(.handoffWaiting, slots: ["place": "\(place)"], answer: answer)
        let due = facts.now.adding(seconds: policy.options.handoffWaitSeconds)
        decision.changes.append(.startTimer(.handoffWait, due: due))
        go(
            to: .waiting(
                QueuePlace(since: facts.now, number: facts.nextQueueNumber, told: place)))
    }

    private mutating func tellPlace(_ place: Int) {
        guard var found = decision.conversation.standing.place else { return }
        found.told = place
        go(to: .waiting(found))
    }

    /// Tells who waits of another place than the one told last.
    mutating func tell(place: Int) {
        if decision.conversation.standing.place?.told != place { tellPlace(place) }
    }

    mutating func returnToBot() {
        leaveQueue()
        say(.back)
    }

    /// Back to the bot, which answers `reading` where it is sure of that.
    mutating func returnToBot(with reading: Interpretation) {
        let asked = policy.asked(by: reading, decision.conversation)
        leaveQueue()
        if policy.isUnanswered(asked) { say(.back) } else { answer(reading, asked) }
    }

    private mutating func leaveQueue() {
        if decision.conversation.standing.place != nil {
            decision.changes.append(.stopTimer(.handoffWait))
        }
        decision.conversation.misses = 0
        go(to: .bot)
    }

    /// Opens a ticket; `response` tells its number, beside the event that every client shows.
    mutating func openTicket(
        subject: String, priority: TicketPriority, telling response: OwnResponse?,
        answer: Answer? = nil
    ) {
        let opened = decision.changes.count {
            if case .openTicket = $0 { true } else { false }
        }
        let number = facts.nextTicketNumber + Int64(opened)
        decision.changes.append(.openTicket(number: number, subject: subject, priority: priority))
        append(.ticket(number: number, status: .new, subject: subject))
        if let response {
            say(response, slots: ["ticket": Ticket.label(number)], answer: answer)
        }
    }

    mutating func changeTicket(_ number: Int64, to status: TicketStatus) throws(Refusal) {
        guard let ticket = facts.ticket else {
            throw .notFound("no ticket \(Ticket.label(number))")
        }
        guard ticket.status != status else {
            throw .conflict("ticket \(Ticket.label(number)) is already \(status.rawValue)")
        }
        guard ticket.status != .closed else {
            throw .conflict("ticket \(Ticket.label(number)) is closed; open a new one")
        }
        change(ticket, to: status)
    }

    mutating func change(_ ticket: Ticket, to status: TicketStatus) {
        decision.changes.append(.ticketStatus(number: ticket.number, status))
        append(.ticket(number: ticket.number, status: status, subject: ticket.subject))
    }
}
