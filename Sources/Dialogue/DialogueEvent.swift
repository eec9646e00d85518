package import Understanding

/// Something that happened to a conversation: the only way its history grows.
package enum DialogueEvent: Sendable {
    case message(Interpretation, contentType: ContentType)
    /// A pressed button; what it says is read as of `at`, from which relative dates count, unless
    /// `reading` is what was read of it before.
    case action(
        message: MessageID, action: String, at: ReferenceTime? = nil,
        reading: ButtonReading? = nil)
    case ticket(subject: String, priority: TicketPriority)
    case handoff(reason: String?)
    case bot(reason: String?)
    case feedback(message: MessageID, value: FeedbackValue, reason: String?)
    case rate(score: Int, comment: String?)
    case profile(name: String?, email: String?, language: Language?)
    case identified(VerifiedIdentity)
    case ticketStatus(number: Int64, TicketStatus)
    case timer(TimerKind)
    /// Somebody ahead has left the queue, so that this conversation's place is another.
    case queueMoved(place: Int)
}

/// What a button says, read before the decision by somebody who knew the button: it spares the
/// writer's transaction the work. It counts where the decision would read the same.
package struct ButtonReading: Sendable {
    /// Of the button's payload.
    let reading: Interpretation
    /// The conversation's, as far as who read knew.
    let language: Language

    package init(_ reading: Interpretation, in language: Language) {
        (self.reading, self.language) = (reading, language)
    }
}

/// Why the desk wakes up by itself.
package enum TimerKind: String, Sendable, Hashable {
    /// Nobody took over within `handoff.waitSeconds`.
    case handoffWait
    /// Nobody said anything for `conversation.idleSeconds`.
    case idle
}

/// What a decision about an event must know beside the conversation's own columns.
package struct FactsNeeded: OptionSet, Sendable {
    /// One bit a fact.
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Who waits before this conversation, and the next number in the queue.
    package static let queue = FactsNeeded(rawValue: 1)
    /// The number of the next ticket.
    package static let ticketNumber = FactsNeeded(rawValue: 2)
    /// What the customer said last.
    package static let subject = FactsNeeded(rawValue: 4)
    /// The message that the event points at.
    package static let target = FactsNeeded(rawValue: 8)
    /// The ticket that the event points at.
    package static let ticket = FactsNeeded(rawValue: 16)
}

/// Facts read in the transaction, as far as ``DialoguePolicy/needs(of:in:)`` asked for them.
package struct Facts: Sendable {
    /// When the event happened.
    package var now: Timestamp
    /// Who caused the event; nil for timers and the desk's own commands.
    package var participant: ParticipantID?
    /// The channel the event came by; a response's variant for it is preferred.
    package var channel = ""
    /// Conversations that wait for a person before this one.
    package var queueAhead = 0
    /// Comes after the numbers of all that wait.
    package var nextQueueNumber: Int64 = 1
    /// The number of a ticket that is opened now.
    package var nextTicketNumber: Int64 = 101
    /// What the customer said last, newest first, for a ticket's subject.
    package var customerTexts: [String] = []
    /// The message that the event points at, where it exists in this conversation.
    package var target: Message?
    /// The ticket that the event points at, where it belongs to this conversation.
    package var ticket: Ticket?

    package init(now: Timestamp, participant: ParticipantID? = nil) {
        (self.now, self.participant) = (now, participant)
    }
}

/// Why an event is refused: the customer's fault, told on the wire with a code.
package enum Refusal: Error, Sendable, Hashable {
    case notFound(String)
    case badArgument(String)
    case conflict(String)
}

/// What to do about an event: the rows to append and the columns as they shall be.
package struct Decision: Sendable {
    /// The columns as they shall be.
    package var conversation: Conversation
    /// In order; the first is the event itself, whose seq the ack carries.
    package var bodies: [Entry.Body] = []
    /// What else is written, in order.
    package var changes: [Change] = []

    package init(_ conversation: Conversation) { self.conversation = conversation }

    /// What a decision writes beside the conversation's own columns and entries.
    package enum Change: Sendable, Hashable {
        case openTicket(number: Int64, subject: String, priority: TicketPriority)
        case ticketStatus(number: Int64, TicketStatus)
        case startTimer(TimerKind, due: Timestamp)
        case stopTimer(TimerKind)
        case profile(name: String?, email: String?)
        /// The conversation joins the record of this verified customer.
        case identify(VerifiedIdentity)
    }
}
