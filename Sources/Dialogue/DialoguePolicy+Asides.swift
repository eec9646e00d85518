import Understanding

/// What a message without an answer of its own may be all the same.
enum Aside: Hashable {
    /// It is about the conversation's ticket.
    case ticket(TicketRemark.Kind, Ticket)
    /// It is about a ticket, and there is none that is not done.
    case noTicket
    /// A number or an address, of which nothing is asked.
    case reference
}

extension DialoguePolicy {
    /// Whether nothing of a message has an answer: it is asked back about, or a miss.
    func isUnanswered(_ asked: [Asked]) -> Bool {
        asked.allSatisfy { one in
            switch one.route {
            case .fallback: true
            case .clarify: !one.reading.isExample
            case .handoff, .ticket, .intent, .knowledge: false
            }
        }
    }

    /// What a message is that `asked` finds no answer to, in a conversation with the ticket `open`.
    ///
    /// Right behind a ticket, whatever is told belongs to it.
    func aside(of message: TypedMessage, _ asked: [Asked], _ open: OpenTicket?) -> Aside? {
        let reading = message.reading
        guard reading.direct == nil, isUnanswered(asked) else { return nil }
        let remark = TicketRemark(message.wording, isBehindTicket: open?.isSaidLast == true)
        let isReference = message.wording.isReference || isAddress(reading)
        if let open {
            if let remark { return .ticket(remark.kind, open.ticket) }
            let isTold = isReference || open.isSaidLast && tells(reading)
            return isTold ? .ticket(.addition, open.ticket) : nil
        }
        if let remark, remark.isNamed, remark.kind != .addition,
            !asked.contains(where: \.route.isQuestion)
        {
            return .noTicket
        }
        return isReference ? .reference : nil
    }

    /// Whether a message tells something of the matter and asks nothing.
    private func tells(_ reading: Interpretation) -> Bool {
        reading.othersBusiness == nil && !Wording(reading.text).isDenial && saysMatter(reading.text)
            && !Interpreter.asks(reading.text)
    }

    /// Whether a message is nothing but an address of e-mail.
    private func isAddress(_ reading: Interpretation) -> Bool {
        reading.entities.contains { entity in
            entity.name == BuiltInKind.email.rawValue
                && entity.end - entity.start == reading.text.unicodeScalars.count
        }
    }
}
