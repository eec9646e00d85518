import Understanding

/// What a message is all the same that has no answer of its own.
enum Aside: Hashable {
    /// One of these tickets is to be closed, which is asked back.
    case closing([Ticket])
    /// It is about these tickets, of which some may belong to another conversation.
    case status([Ticket])
    /// It belongs to this ticket.
    case noted(Ticket)
    /// It is about the ticket with this number, which the customer does not have, beside these.
    case unknownTicket(Int64, [Ticket])
    /// It is about a ticket, and there is none that is not done.
    case noTicket
    /// A number or an address, of which nothing is asked.
    case reference
}

extension DialoguePolicy {
    /// Whether nothing of a message has an answer: it is asked back about, or a miss that is no small
    /// talk.
    func isUnanswered(_ asked: [Asked]) -> Bool {
        asked.allSatisfy { one in
            switch one.route {
            case .fallback: one.reading.acted.flatMap { script.smallTalk($0.name) } == nil
            case .clarify: !one.reading.isExample
            case .handoff, .ticket, .changeTicket, .declined, .intent, .knowledge: false
            }
        }
    }

    /// Whether what a message is answered with depends on the tickets that there are.
    func mayBeAside(_ message: TypedMessage, _ asked: [Asked]) -> Bool {
        isUnanswered(asked) || opensTicket(asked) || offersTicket(asked) || message.isReference
            || message.mayNameTicket || message.mayCloseTicket
    }

    /// Whether a ticket would be opened for words that are no example of that.
    private func opensTicket(_ asked: [Asked]) -> Bool {
        asked.contains { one in
            guard case .intent(let name, _) = one.route, !one.reading.isExample else {
                return false
            }
            return script.opensTicket(name)
        }
    }

    /// Whether an answer offers a ticket: it is about a trouble.
    private func offersTicket(_ asked: [Asked]) -> Bool {
        guard let only = asked.first, asked.count == 1, !only.reading.isExample,
            case .intent(let name, _) = only.route
        else { return false }
        return script.offersTicket(name)
    }

    /// What a message is where `asked` finds no answer to it, or one that is about a ticket.
    ///
    /// Right behind a ticket, whatever is told belongs to it.
    func aside(of message: TypedMessage, _ asked: [Asked], _ facts: Facts) -> Aside? {
        let reading = message.reading
        guard reading.direct == nil, !reading.asksForPerson, mayBeAside(message, asked) else {
            return nil
        }
        let open = Self.openOnes(of: facts.tickets)
        let told = toldTicket(among: open, facts)
        let isUnanswered = isUnanswered(asked)
        let remark = TicketRemark(
            message.wording, isBehindTicket: told != nil,
            known: (facts.tickets + facts.ticketsElsewhere).map(\.number))
        let mayBeMeant = isUnanswered || opensTicket(asked)
        if let remark, let number = remark.number {
            // Whatever an intent makes of the words; a label that is only mentioned may be a thing's.
            let named = facts.tickets.first { $0.number == number }
            let isAlone = message.wording.words.count == 1 && !message.isReference
            let isPlain = remark.saysTicket || isAlone
            let other = facts.ticketsElsewhere.first { $0.number == number }
            let isMeant =
                named != nil || other != nil || remark.kind != .mention || isPlain && mayBeMeant
            if isMeant, !reading.isExample || mayBeMeant {
                return named.map { aside(remark, $0) } ?? other.map { .status([$0]) }
                    ?? unknown(number, facts)
            }
        } else if let remark, mayBeMeant || told != nil && message.mayCloseTicket,
            let aside = aside(remark, facts, told)
        {
            return aside
        }
        if let told, !reading.isExample,
            message.isReference || (isUnanswered || offersTicket(asked)) && tells(message)
        {
            return .noted(told)
        }
        return isUnanswered && message.isReference ? .reference : nil
    }

    /// What is said of a ticket that the customer does not have, beside those that are open: a number
    /// that no ticket can have is not said again.
    private func unknown(_ number: Int64, _ facts: Facts) -> Aside {
        let open = Self.openOnes(of: facts.tickets + facts.ticketsElsewhere)
        guard number == .max else { return .unknownTicket(number, open) }
        return open.isEmpty ? .noTicket : .status(open)
    }

    /// What is said of the ticket whose number is named.
    private func aside(_ remark: TicketRemark, _ named: Ticket) -> Aside {
        guard named.isOpen else { return .status([named]) }
        return switch remark.kind {
        case .closing: .closing([named])
        case .progress, .mention, .reopening: .status([named])
        case .addition: .noted(named)
        }
    }

    /// What is said of the customer's tickets, none of which is named: of those of the conversation
    /// that are open, else of others that are, else of the last one that is done.
    private func aside(_ remark: TicketRemark, _ facts: Facts, _ told: Ticket?) -> Aside? {
        let open = Self.openOnes(of: facts.tickets)
        guard remark.kind != .reopening, let newest = open.first else {
            return aside(remark, beside: open, facts)
        }
        return switch remark.kind {
        case .closing: .closing(open)
        case .progress, .mention, .reopening: .status(open)
        case .addition: .noted(told ?? newest)
        }
    }

    /// What is said where none of the conversation's tickets, of which some may be `open`, can be
    /// meant.
    private func aside(_ remark: TicketRemark, beside open: [Ticket], _ facts: Facts) -> Aside? {
        let others = Self.openOnes(of: facts.ticketsElsewhere)
        let isPlain = remark.kind != .addition && remark.kind != .mention
        guard remark.isNamed, isPlain || !others.isEmpty else { return nil }
        if remark.kind != .reopening, !others.isEmpty { return .status(others) }
        let done = (facts.tickets + facts.ticketsElsewhere).first { !$0.isOpen }
        if let done { return .status([done]) }
        let all = open.isEmpty ? others : open
        return all.isEmpty ? .noTicket : .status(all)
    }

    /// The newest of those that are open.
    private static func openOnes(of tickets: [Ticket]) -> [Ticket] {
        Array(tickets.filter(\.isOpen).prefix(openTicketsMax))
    }

    /// Nobody speaks of more at once.
    private static let openTicketsMax = 8

    /// The ticket that was told of last, where nothing but small talk was answered since.
    private func toldTicket(among open: [Ticket], _ facts: Facts) -> Ticket? {
        guard let told = facts.ticketTold,
            !facts.answers.contains(where: { $0.seq > told.seq && !isSmallTalk($0.message) })
        else { return nil }
        return open.first { $0.number == told.number }
    }

    /// Whether an answer was no more than a word between people.
    func isSmallTalk(_ said: Message) -> Bool {
        said.answer?.intent.map { script.smallTalk($0) != nil || courtesies.contains($0) } ?? false
    }

    /// Whether a message tells something of the matter: it asks nothing, takes nothing back, and
    /// wants nothing of the bot.
    private func tells(_ message: TypedMessage) -> Bool {
        let text = message.reading.text
        let head = text.prefix { !",.!?;，。！？；、".contains($0) }
        let isTakenBack = [.no, .neverMind].contains(Reply(Wording(String(head))))
        return message.reading.othersBusiness == nil && !isTakenBack && message.wording.isStatement
            && !text.contains { "?？".contains($0) } && saysMatter(text) && !Interpreter.asks(text)
    }
}
