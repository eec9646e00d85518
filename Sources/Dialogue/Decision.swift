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
        /// nil leaves a field as it is; what a signed token gave stays.
        case profile(name: String?, email: String?)
        /// The conversation joins the record of this verified customer.
        case identify(VerifiedIdentity)
    }
}
