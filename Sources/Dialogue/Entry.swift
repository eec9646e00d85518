package import Understanding

/// A judgement of one answer; the raw values are those of the column and the frames.
package enum FeedbackValue: String, Sendable, Hashable, CaseIterable { case up, down }

/// One durable, numbered line of a conversation; together they are the interaction history.
package struct Entry: Sendable, Hashable {
    /// What an entry says; each case is one `kind` of the rows.
    package enum Body: Sendable, Hashable {
        case message(Message)
        /// The phase as it is from here on; the place in the queue, from 1, while it is waiting.
        case status(Phase, position: Int?)
        /// A ticket was opened, or has another status; its subject is said again, so that an entry
        /// can be shown by itself.
        case ticket(number: Int64, status: TicketStatus, subject: String)
        /// From 1 to 5.
        case rating(score: Int, comment: String?)
        /// A judgement of an earlier message of this conversation.
        case feedback(message: MessageID, value: FeedbackValue, reason: String?)
        /// What was given, nil for nothing; `verified` where a signed token said it.
        case profile(name: String?, email: String?, language: Language?, verified: Bool)
    }

    /// The one that ``seq`` counts in.
    package var conversation: ConversationID
    /// 1, 2, 3 … without gaps within the conversation.
    package var seq: Int64
    /// When the event came that it is of; orders nothing, since clocks go back.
    package var createdAt: Timestamp
    /// Never changed once it is stored.
    package var body: Body

    package init(conversation: ConversationID, seq: Int64, createdAt: Timestamp, body: Body) {
        (self.conversation, self.seq) = (conversation, seq)
        (self.createdAt, self.body) = (createdAt, body)
    }

    /// Every entry has an id that its place determines, so none needs a random number.
    package var messageID: MessageID { Self.messageID(conversation, seq) }

    /// `m_`, the conversation's id without its `c_`, a dot and the seq.
    package static func messageID(_ conversation: ConversationID, _ seq: Int64) -> MessageID {
        MessageID("m_\(conversation.rawValue.dropFirst(2)).\(seq)")
    }

    /// The place that a message id names, or nil where it is none of ours.
    package static func place(of id: MessageID) -> (conversation: ConversationID, seq: Int64)? {
        let text = id.rawValue
        guard text.hasPrefix("m_"), let dot = text.lastIndex(of: "."),
            case let digits = text[text.index(after: dot)...], let seq = Int64(digits),
            seq > 0, seq < .max,
            // A message has one id: neither `+7` nor `007` is another of it.
            String(seq) == digits
        else { return nil }
        return (ConversationID("c_" + text.dropFirst(2)[..<dot]), seq)
    }
}
