package import Dialogue
package import Understanding

/// What the server says, in either framing.
package enum ServerFrame: Sendable {
    case welcome(Welcome)
    case ack(Ack)
    case entry(Entry)
    case synced(lastSeq: Int64, hasMore: Bool)
    case tickets([Ticket])
    case history([Entry], hasMore: Bool)
    case explanation(MessageExplanation)
    case error(WireError)
    case pong(nonce: String?)
    case bye(reason: String, retryAfterMilliseconds: Int64?)
    case typing(sender: Sender, state: String)
    case read(sender: Sender, seq: Int64)
    /// Whether somebody of the conversation is there: `online` or `offline`.
    case presence(sender: Sender, state: String)
    /// A durable message has other words now; `isRedacted` where none are left of it.
    case messageUpdated(MessageID, seq: Int64, content: String, isRedacted: Bool)

    /// Place in the conversation of a durable frame; nil for the others.
    package var seq: Int64? {
        if case .entry(let entry) = self { return entry.seq }
        return nil
    }

    package struct Welcome: Sendable, Hashable {
        package var sessionToken: String
        package var resumed: Bool
        package var conversation: ConversationID?
        package var participant: ParticipantID
        package var verified: Bool
        package var lastSeq: Int64

        package init(
            sessionToken: String, resumed: Bool, conversation: ConversationID?,
            participant: ParticipantID, verified: Bool, lastSeq: Int64
        ) {
            (self.sessionToken, self.resumed) = (sessionToken, resumed)
            (self.conversation, self.participant) = (conversation, participant)
            (self.verified, self.lastSeq) = (verified, lastSeq)
        }
    }

    package struct Ack: Sendable, Hashable {
        package var clientMessageID: String
        package var messageID: MessageID?
        package var seq: Int64
        package var createdAt: Timestamp
        package var duplicate: Bool

        package init(
            clientMessageID: String, messageID: MessageID?, seq: Int64, createdAt: Timestamp,
            duplicate: Bool
        ) {
            (self.clientMessageID, self.messageID) = (clientMessageID, messageID)
            (self.seq, self.createdAt, self.duplicate) = (seq, createdAt, duplicate)
        }
    }
}

/// Why one message was answered as it was.
package struct MessageExplanation: Sendable, Hashable {
    package var message: MessageID
    package var answer: Answer
    package var explanation: Explanation

    package init(message: MessageID, answer: Answer, explanation: Explanation) {
        (self.message, self.answer, self.explanation) = (message, answer, explanation)
    }
}
