package import Dialogue
package import Understanding

/// What a client may ask, in either framing (docs/protocol.md, frames). `id` is the idempotency
/// key, 1 to 64 bytes on one printable line; texts are within the limits and rule 9.
package enum ClientFrame: Sendable, Hashable {
    /// Who is there, and from where on entries are missing.
    case hello(Hello)
    case message(id: String, content: String)
    /// A press of the button `action` under `message`.
    case action(id: String, message: MessageID, action: String)
    /// Opens a ticket; without a priority it is `normal`.
    case ticket(id: String, subject: String, priority: TicketPriority)
    /// The customer's tickets.
    case tickets
    /// Asks for a person.
    case handoff(id: String, reason: String?)
    /// Back to the bot.
    case bot(id: String, reason: String?)
    case feedback(id: String, message: MessageID, value: FeedbackValue, reason: String?)
    /// The score is within 1...5.
    case rate(id: String, score: Int, comment: String?)
    /// At least one of the three is given; name and address have at most 256 bytes.
    case profile(id: String, name: String?, email: String?, language: Language?)
    /// Why a message of the bot was said.
    case why(message: MessageID)
    /// Entries before a seq, of at least 1, or the newest; `limit` is within 1...200, 50 where the
    /// client names none.
    case history(beforeSeq: Int64?, limit: Int)
    /// The nonce, at most 256 bytes, comes back as it is.
    case ping(nonce: String?)
    case typing(state: TypingState)
    /// What the customer has seen, up to this seq, of at least 1; passed on, not stored.
    case read(seq: Int64)
    case bye

    /// A greeting (rule 5). Tokens have at most 8,192 bytes and are not looked at here.
    package struct Hello: Sendable, Hashable {
        /// That of an earlier `welcome`; nil, or one that nobody knows, starts a new conversation.
        package var sessionToken: String?
        /// A JWT that the site signed (rule 6).
        package var identityToken: String?
        /// The last seq the client has, at least 0; nil stands for what this connection has sent.
        package var lastSeq: Int64?
        /// The language to start in; nil too for a tag of a language that is not spoken here.
        package var language: Language?
        /// The page the visitor is on and the client in use; nil where nothing of it is kept.
        package var visit: Visit?

        package init(
            sessionToken: String? = nil, identityToken: String? = nil, lastSeq: Int64? = nil,
            language: Language? = nil, visit: Visit? = nil
        ) {
            (self.sessionToken, self.identityToken) = (sessionToken, identityToken)
            (self.lastSeq, self.language, self.visit) = (lastSeq, language, visit)
        }
    }

    /// What the customer says beside a message: a subject, a reason, a comment; nil where there is
    /// none.
    package var words: String? {
        switch self {
        case .ticket(_, let words, _): words
        case .handoff(_, let words), .bot(_, let words), .feedback(_, _, _, let words),
            .rate(_, _, let words):
            words
        case .hello, .message, .action, .tickets, .profile, .why, .history, .ping, .typing, .read,
            .bye:
            nil
        }
    }

    /// The idempotency key of frames that are stored; nil for the others.
    package var clientMessageID: String? {
        switch self {
        case .message(let id, _), .action(let id, _, _), .ticket(let id, _, _),
            .handoff(let id, _), .bot(let id, _), .feedback(let id, _, _, _), .rate(let id, _, _),
            .profile(let id, _, _, _):
            id
        case .hello, .tickets, .why, .history, .ping, .typing, .read, .bye: nil
        }
    }
}

/// What somebody's fingers do.
package enum TypingState: String, Sendable, Hashable, CaseIterable { case active, paused, done }
