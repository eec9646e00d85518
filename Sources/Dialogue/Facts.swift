package import Understanding

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
    /// ``Facts/ticket``: the ticket that the event points at.
    package static let ticket = FactsNeeded(rawValue: 8)
    /// ``Facts/tickets`` and ``Facts/ticketTold``.
    package static let tickets = FactsNeeded(rawValue: 16)
    /// ``Facts/answers``.
    package static let answers = FactsNeeded(rawValue: 32)
    /// ``Facts/question``.
    package static let question = FactsNeeded(rawValue: 64)
    /// ``Facts/ticketsElsewhere``.
    package static let ticketsElsewhere = FactsNeeded(rawValue: 128)
}

/// Facts read in the transaction, as far as ``DialoguePolicy/needs(of:in:after:)`` asked for them.
package struct Facts: Sendable {
    /// When the event came to the desk, not when it is written: every entry of the turn bears it.
    package var now: Timestamp
    /// Who caused the event; nil for timers and the desk's own commands.
    package var participant: ParticipantID?
    /// The channel the event came by, nil for the desk's own events; a response's variant for it is
    /// preferred.
    package var channel: ChatChannel?
    /// The customer's language as words and verbs told it since the last event; nil where none did.
    /// What a message of this event tells comes after it.
    package var told: Language?
    /// Conversations that wait for a person before this one.
    package var queueAhead = 0
    /// Comes after the numbers of all that wait.
    package var nextQueueNumber: Int64 = 1
    /// The highest number of all tickets and one; 101 where there is none.
    package var nextTicketNumber: Int64 = 101
    /// What the customer typed last, newest first and at most ``customerTextsMax``, for a ticket's
    /// subject; no calls `/intent` and no buttons.
    package var customerTexts: [CustomerText] = []
    /// The message that the event points at, where it points at one that exists in this
    /// conversation: known whatever is asked for.
    package var target: Message?
    /// The last message of this conversation that no customer wrote, where there is one and
    /// ``DialoguePolicy/mayAnswer(_:in:)``.
    package var lastSaid: Message?
    /// The message that ``target`` answers, or, where the event points at none, ``lastSaid``.
    package var question: Message?
    /// The ticket that the event points at, where it belongs to this conversation.
    package var ticket: Ticket?
    /// The last tickets of this conversation, newest first and at most ``ticketsMax``.
    package var tickets: [Ticket] = []
    /// The last tickets of the customer's other conversations, likewise, of the newest
    /// ``otherConversationsMax``.
    package var ticketsElsewhere: [Ticket] = []
    /// The last entry that tells of a ticket, among the last ``contextEntries`` and since the
    /// conversation was closed.
    package var ticketTold: (seq: Int64, number: Int64)?
    /// What was answered, asked back or not understood among the same entries, newest first and at
    /// most ``answersMax``.
    package var answers: [(seq: Int64, message: Message)] = []

    package init(now: Timestamp, participant: ParticipantID? = nil) {
        (self.now, self.participant) = (now, participant)
    }
}

extension Facts {
    /// A customer's trouble stands in a few messages.
    package static let customerTextsMax = 8
    /// Entries at a conversation's end among which the last words of either side are looked for:
    /// however long it is, no turn reads more.
    package static let entriesReadMax: Int64 = 200
    /// Entries at a conversation's end among which there is what a message may be about without
    /// saying so.
    package static let contextEntries: Int64 = 24
    /// Two words between people may stand before the answer that is spoken of.
    package static let answersMax = 3
    /// The tickets that a turn sees; a button under an older one finds nothing.
    package static let ticketsMax = 64
    /// An account that many share may have any number.
    package static let otherConversationsMax = 256
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
