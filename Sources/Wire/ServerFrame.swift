package import Dialogue
package import Understanding

/// What the server says, in either framing (docs/protocol.md, frames). Entries are durable; all
/// else is an answer or ephemeral.
package enum ServerFrame: Sendable {
    case welcome(Welcome)
    case ack(Ack)
    case entry(Entry)
    /// Everything up to `lastSeq` has been sent; `hasMore` where older entries than the page were
    /// left out.
    case synced(lastSeq: Int64, hasMore: Bool)
    /// Newest first, at most 100; `hasMore` where older ones were left out.
    case tickets([Ticket], hasMore: Bool)
    /// Oldest first, at most ``FrameCodec/historyPageMax``.
    case history([Entry], hasMore: Bool)
    case explanation(MessageExplanation)
    case error(WireError)
    /// The nonce of the ping.
    case pong(nonce: String?)
    /// Told before the server closes; the client may come back after so many milliseconds, at once
    /// where none are named.
    case bye(reason: String, retryAfterMilliseconds: Int64?)
    /// Another session's fingers: a ``TypingState``.
    case typing(sender: Sender, state: String)
    /// Somebody has seen everything up to `seq`; its frame calls that `up_to`.
    case read(sender: Sender, seq: Int64)
    /// Whether somebody of the conversation is there: `online` or `offline`. Nothing sends it yet.
    case presence(sender: Sender, state: String)
    /// A durable message has other words now; `isRedacted` where none are left of it. Nothing sends
    /// it yet.
    case messageUpdated(MessageID, seq: Int64, content: String, isRedacted: Bool)

    /// Place in the conversation of an entry; nil for every other frame.
    package var seq: Int64? {
        if case .entry(let entry) = self { return entry.seq }
        return nil
    }

    /// The answer to a hello (rule 5); the limits and the heartbeat are the encoder's.
    package struct Welcome: Sendable, Hashable {
        /// For the client to keep; only its hash is stored.
        package var sessionToken: String
        /// Whether the hello's token was known, so that an earlier conversation goes on.
        package var resumed: Bool
        /// The conversation that entries will bear; its rows may not exist yet.
        package var conversation: ConversationID
        /// Whom the client's own messages come from.
        package var participant: ParticipantID
        /// Whether the conversation is a verified customer's.
        package var verified: Bool
        /// The conversation's last seq when the page behind this was read; 0 for a new one.
        package var lastSeq: Int64

        package init(
            sessionToken: String, resumed: Bool, conversation: ConversationID,
            participant: ParticipantID, verified: Bool, lastSeq: Int64
        ) {
            (self.sessionToken, self.resumed) = (sessionToken, resumed)
            (self.conversation, self.participant) = (conversation, participant)
            (self.verified, self.lastSeq) = (verified, lastSeq)
        }
    }

    /// Says that a request is committed; counts as its own entry for `last_seq` (rules 2 and 3).
    package struct Ack: Sendable, Hashable {
        /// The idempotency key of the request.
        package var clientMessageID: String
        /// The id of the entry that stands for the request.
        package var messageID: MessageID
        /// The place of that entry.
        package var seq: Int64
        /// When the event was taken; of a duplicate, when it was the first time.
        package var createdAt: Timestamp
        /// Whether the same request was stored before; then nothing was done now.
        package var duplicate: Bool

        package init(
            clientMessageID: String, messageID: MessageID, seq: Int64, createdAt: Timestamp,
            duplicate: Bool
        ) {
            (self.clientMessageID, self.messageID) = (clientMessageID, messageID)
            (self.seq, self.createdAt, self.duplicate) = (seq, createdAt, duplicate)
        }
    }
}

/// Why one message was answered as it was.
package struct MessageExplanation: Sendable, Hashable {
    /// The bot's message that is explained.
    package var message: MessageID
    /// What was noted when it was given; of a received one kind, confidence and sources alone.
    package var answer: Answer
    /// By the models that gave the answer, or of what needed none.
    package var explanation: Explanation

    package init(message: MessageID, answer: Answer, explanation: Explanation) {
        (self.message, self.answer, self.explanation) = (message, answer, explanation)
    }
}
