package import Understanding

/// Something that happened to a conversation: the only way its history grows.
package enum DialogueEvent: Sendable {
    /// What a customer wrote, as the interpreter that served then read it.
    case message(Interpretation, contentType: ContentType)
    /// A pressed button; what it says is read as of `at`, from which relative dates count, unless
    /// `reading` is what was read of it before.
    case action(
        message: MessageID, action: String, at: ReferenceTime? = nil,
        reading: ButtonReading? = nil)
    /// The subject is stored as the customer's words too.
    case ticket(subject: String, priority: TicketPriority)
    /// Without a reason the desk's own phrase, `utter_person`, stands as the customer's words.
    case handoff(reason: String?)
    /// Back to the bot, out of the queue too; without a reason `utter_bot` is what was said.
    case bot(reason: String?)
    /// A judgement of one message of this conversation that no customer wrote.
    case feedback(message: MessageID, value: FeedbackValue, reason: String?)
    /// A score from 1 to 5 for the conversation; any other is refused.
    case rate(score: Int, comment: String?)
    /// What the customer says of themselves; nil leaves a field as it is.
    case profile(name: String?, email: String?, language: Language?)
    /// A signed token has told who the customer is.
    case identified(VerifiedIdentity)
    /// An operator's command: the desk has gone on with a ticket.
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

/// Why the desk wakes up by itself. A conversation has at most one timer of a kind; the raw values
/// are those of the `timers` rows.
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

    /// ``Facts/queueAhead`` and ``Facts/nextQueueNumber``.
    package static let queue = FactsNeeded(rawValue: 1)
    /// ``Facts/nextTicketNumber``.
    package static let ticketNumber = FactsNeeded(rawValue: 2)
    /// ``Facts/customerTexts``.
    package static let subject = FactsNeeded(rawValue: 4)
    /// ``Facts/target``: the message that the event points at.
    package static let target = FactsNeeded(rawValue: 8)
    /// ``Facts/ticket``: the ticket that the event points at.
    package static let ticket = FactsNeeded(rawValue: 16)
}

/// Facts read in the transaction, as far as ``DialoguePolicy/needs(of:in:after:)`` asked for them.
package struct Facts: Sendable {
    /// When the event came to the desk, not when it is written: every entry of the turn bears it.
    package var now: Timestamp
    /// Who caused the event; nil for timers and the desk's own commands.
    package var participant: ParticipantID?
    /// The channel the event came by: `widget`, `line` or `rest`, empty for the desk's own events;
    /// a response's variant for it is preferred.
    package var channel = ""
    /// Conversations that wait for a person before this one.
    package var queueAhead = 0
    /// Comes after the numbers of all that wait.
    package var nextQueueNumber: Int64 = 1
    /// The highest number of all tickets and one; 101 where there is none.
    package var nextTicketNumber: Int64 = 101
    /// What the customer typed last, newest first and at most ``customerTextsMax``, for a ticket's
    /// subject; no calls `/intent` and no buttons.
    package var customerTexts: [CustomerText] = []
    /// The message that the event points at, where it exists in this conversation.
    package var target: Message?
    /// The last message of this conversation that no customer wrote, where there is one and
    /// ``DialoguePolicy/mayAnswer(_:in:)``.
    package var lastSaid: Message?
    /// The ticket that the event points at, where it belongs to this conversation.
    package var ticket: Ticket?

    package init(now: Timestamp, participant: ParticipantID? = nil) {
        (self.now, self.participant) = (now, participant)
    }
}

extension Facts {
    /// A customer's trouble stands in a few messages.
    package static let customerTextsMax = 8
}

/// Something that the customer typed.
package struct CustomerText: Sendable, Hashable {
    package var text: String
    /// Whether an intent or an article answered it, or a ticket or the end of the conversation came
    /// after it: no new ticket is about it, if there is anything else.
    package var isAnswered: Bool

    package init(_ text: String, isAnswered: Bool = false) {
        (self.text, self.isAnswered) = (text, isAnswered)
    }
}

/// Why an event is refused: the customer's fault, told on the wire with a code. The texts are
/// English sentences that go out with it; nothing of the event is stored.
package enum Refusal: Error, Sendable, Hashable {
    /// It points at a message, button or ticket that is not of this conversation.
    case notFound(String)
    /// A value is outside its range.
    case badArgument(String)
    /// What it asks for has been done, or can be done no more.
    case conflict(String)
}

/// What to do about an event: the rows to append and the columns as they shall be.
package struct Decision: Sendable {
    /// The columns after the event, but for ``Conversation/lastSeq``, which the journal counts on.
    package var conversation: Conversation
    /// In order; the first is the event itself, whose seq the ack carries. Empty where an event of
    /// the desk's own has come too late to matter.
    package var bodies: [Entry.Body] = []
    /// Written in order, in the same transaction and behind the entries.
    package var changes: [Change] = []

    /// The decision that changes nothing.
    package init(_ conversation: Conversation) { self.conversation = conversation }

    /// What a decision writes beside the conversation's own columns and entries.
    package enum Change: Sendable, Hashable {
        /// A row with status `new`, under the number that the facts gave.
        case openTicket(number: Int64, subject: String, priority: TicketPriority)
        case ticketStatus(number: Int64, TicketStatus)
        /// Sets the conversation's one timer of this kind, or moves it.
        case startTimer(TimerKind, due: Timestamp)
        case stopTimer(TimerKind)
        /// nil leaves a field as it is; a verified customer's is filled but never changed.
        case profile(name: String?, email: String?)
        /// The conversation joins the record of this verified customer.
        case identify(VerifiedIdentity)
    }
}
