// Desk handles one event: interpret, decide inside a transaction, publish. It owns the ports.
//
// It knows Dialogue and Understanding. It must not know sockets, frames, SQL or files.

package import Dialogue
package import Understanding

/// Who speaks: the holder of a session token, and where their words go.
///
/// All ids are minted before the first durable event; the rows are written with it.
package struct Speaker: Sendable, Hashable {
    /// Whose idempotency keys count together; stands beside every message as its sender.
    package var participant: ParticipantID
    /// Made by the first durable event of this speaker, where it does not exist.
    package var conversation: ConversationID
    /// The anonymous record to make; where ``identity`` names a customer that is known, the
    /// conversation is that one's from the start.
    package var customer: CustomerID
    /// SHA-256 of the session token, 32 bytes; the token itself is never stored.
    package var tokenHash: [UInt8]
    /// Set where a signed token vouched for the visitor before anything was stored.
    package var identity: VerifiedIdentity?
    /// `sub` of the customer that this speaker proved to be, now or in this connection.
    package var verifiedSubject: Subject?
    /// The language to start in.
    package var language: Language
    /// The language that the speaker told since what was stored last, by a message, the words of a
    /// ticket or a Chinese verb; the conversation goes over to it.
    package var told: Language?
    /// The way this speaker came; nil where no response has to know.
    package var channel: ChatChannel?
    /// What the speaker's client said of itself; kept with a conversation's first event.
    package var visit: Visit?

    /// A speaker of whom no identity was proven, by no channel in particular; both are set later.
    package init(
        participant: ParticipantID, conversation: ConversationID, customer: CustomerID,
        tokenHash: [UInt8], identity: VerifiedIdentity? = nil, language: Language = .english
    ) {
        (self.participant, self.conversation) = (participant, conversation)
        (self.customer, self.tokenHash) = (customer, tokenHash)
        (self.identity, self.language) = (identity, language)
    }
}

/// One event on its way into the journal.
package struct Submission: Sendable {
    /// Who caused an event, and so who may: only a speaker starts a conversation.
    package enum Origin: Sendable {
        /// A visitor, with the idempotency key, where there is one, and a digest of what was sent
        /// under it.
        case speaker(Speaker, clientMessageID: String?, digest: UInt64)
        /// The desk itself: a timer or a command of the operator.
        case desk(ConversationID)
    }

    package var origin: Origin
    /// Read already, so that the writer's thread classifies no text but that of a button (one that
    /// its session did not know, or that was chosen by typed words), a question that is refused, and
    /// what may follow the answer before.
    package var event: DialogueEvent
    /// When the desk took the event; its entries bear it, however long they wait for the writer.
    package var now: Timestamp

    package init(origin: Origin, event: DialogueEvent, now: Timestamp) {
        (self.origin, self.event, self.now) = (origin, event, now)
    }

    /// Where the event belongs; every submission has one.
    package var conversation: ConversationID {
        switch origin {
        case .speaker(let speaker, _, _): speaker.conversation
        case .desk(let conversation): conversation
        }
    }
}

/// What one committed event left behind.
package struct Turn: Sendable {
    /// The entry that the ack names: the event itself; the last one's where nothing was appended.
    package var seq: Int64
    /// When the event was taken; of a duplicate, when it was taken the first time.
    package var createdAt: Timestamp
    /// Whether the same request had been stored before; then there are no entries.
    package var isDuplicate: Bool
    /// Everything appended, in order; the first is the event itself.
    package var entries: [Entry]
    /// The conversation's last seq after the commit; of a duplicate that of its first turn,
    /// whatever was said since.
    package var lastSeq: Int64
    /// Whether the conversation waited before and waits no more: those behind it move up.
    package var leftQueue: Bool
    /// The conversation's after the commit; nil of a duplicate.
    package var language: Language?

    package init(
        seq: Int64, createdAt: Timestamp, isDuplicate: Bool, entries: [Entry], lastSeq: Int64,
        leftQueue: Bool = false, language: Language? = nil
    ) {
        (self.seq, self.createdAt, self.isDuplicate) = (seq, createdAt, isDuplicate)
        (self.entries, self.lastSeq, self.leftQueue) = (entries, lastSeq, leftQueue)
        self.language = language
    }
}

/// Why an event was not stored, or the store could not be read.
package enum DeskError: Error, Sendable, Hashable {
    /// The customer's fault: it points at nothing, or cannot be done.
    case refused(Refusal)
    /// The speaker's record belongs to a verified customer, and the speaker is another one.
    case forbidden(String)
    /// The speaker's record belongs to a verified customer, and the speaker has proven nothing.
    case identityNeeded
    /// Too much is waiting: try again in a second.
    case unavailable(String)
    /// The desk takes nothing more; come back after the restart.
    case shuttingDown
    /// The store failed; the cause is in the log.
    case failed(String)
}

extension DeskError {
    /// For the operator, on one line.
    package var line: String {
        switch self {
        case .shuttingDown: "the server is going away; try again when it is back"
        case .refused(.conflict(let why)), .refused(.notFound(let why)),
            .refused(.badArgument(let why)), .forbidden(let why), .unavailable(let why),
            .failed(let why):
            why
        case .identityNeeded: "the conversation needs its customer's identity token"
        }
    }
}

/// A timer row whose time has come.
package struct DueTimer: Sendable, Hashable {
    /// Where the timer runs, at most one of its kind.
    package var conversation: ConversationID
    /// What ``DialogueEvent/timer(_:)`` is to say.
    package var kind: TimerKind

    package init(conversation: ConversationID, kind: TimerKind) {
        (self.conversation, self.kind) = (conversation, kind)
    }
}

/// A waiting conversation whose customer was told another place than it has now.
package struct QueueMove: Sendable, Hashable {
    /// A conversation whose phase is waiting.
    package var conversation: ConversationID
    /// The place it has, from 1.
    package var place: Int

    package init(conversation: ConversationID, place: Int) {
        (self.conversation, self.place) = (conversation, place)
    }
}

/// The one write port: everything that changes goes through ``advance(_:policy:)``. Called by the
/// desk's writer, one call at a time; each may block for as long as the disk does.
package protocol Journal: Sendable {
    /// Runs all submissions in one durable transaction: reads state and facts, lets `policy`
    /// decide, appends the entries. One result for each, in order. A refused submission has stored
    /// nothing and does not touch the others; where the commit fails every result is `failed`.
    func advance(
        _ submissions: [Submission], policy: DialoguePolicy
    ) -> [Result<Turn, DeskError>]

    /// Timers due at `now`, oldest first, at most `limit`.
    func dueTimers(at now: Timestamp, limit: Int) throws(DeskError) -> [DueTimer]

    /// Who waits at another place than they were told, behind the place `behind`, first in the queue
    /// first, at most `limit`.
    func queueMoves(behind: Int, limit: Int) throws(DeskError) -> [QueueMove]
}

/// A session as the store knows it.
package struct StoredSession: Sendable, Hashable {
    /// The holder of the token, who wrote what bears this id.
    package var participant: ParticipantID
    /// The token's conversation; a token has exactly one.
    package var conversation: ConversationID
    /// Whose record the conversation is in now; another than at first where the visitor identified.
    package var customer: CustomerID
    /// `sub` of the customer the conversation belongs to, where one is verified.
    package var verifiedSubject: Subject?
    /// The conversation's, to answer in until a text tells another.
    package var language: Language

    package init(
        participant: ParticipantID, conversation: ConversationID, customer: CustomerID,
        verifiedSubject: Subject?, language: Language
    ) {
        (self.participant, self.conversation) = (participant, conversation)
        (self.customer, self.verifiedSubject) = (customer, verifiedSubject)
        self.language = language
    }
}

extension Speaker {
    /// The holder of the token behind a stored session.
    package init(_ stored: StoredSession, tokenHash: [UInt8]) {
        self.init(
            participant: stored.participant, conversation: stored.conversation,
            customer: stored.customer, tokenHash: tokenHash, language: stored.language)
    }
}

/// Some neighbouring entries of a conversation.
package struct EntryPage: Sendable {
    /// Oldest first.
    package var entries: [Entry]
    /// Whether the range asked for has older ones.
    package var hasMore: Bool
    /// seq of the conversation's last entry; 0 where it has none.
    package var lastSeq: Int64

    package init(entries: [Entry], hasMore: Bool, lastSeq: Int64) {
        (self.entries, self.hasMore, self.lastSeq) = (entries, hasMore, lastSeq)
    }
}

/// The read port; sees what is committed and never blocks the writer. Called from any thread but an
/// event loop, since it may block. Each throws ``DeskError/failed(_:)`` where the store cannot be
/// read.
package protocol Archive: Sendable {
    /// The session of the token with this SHA-256; nil where nothing was said with it yet, or
    /// nobody has it.
    func session(tokenHash: [UInt8]) throws(DeskError) -> StoredSession?
    /// Entries `after < seq < before` of a conversation: the newest `limit` of them; none where
    /// there is no such conversation.
    func entries(
        of conversation: ConversationID, after: Int64, before: Int64, limit: Int
    ) throws(DeskError) -> EntryPage
    /// `sub` of the verified customer that a conversation belongs to; nil where it is nobody's yet.
    ///
    /// One that is nobody's was never anybody's: what was read before this may be shown to whoever
    /// holds its token.
    func owner(of conversation: ConversationID) throws(DeskError) -> Subject?
    /// Tickets of the customer that a conversation belongs to, or who proved to be `subject` before
    /// anything was said in it: those of their other conversations too, newest first, at most
    /// `limit`.
    func tickets(
        of conversation: ConversationID, shownTo subject: Subject?, limit: Int
    ) throws(DeskError) -> [Ticket]
}

extension Archive {
    /// The entry at this place; nil where there is none.
    package func entry(
        _ conversation: ConversationID, _ seq: Int64
    ) throws(DeskError) -> Entry? {
        guard seq > 0, seq < .max else { return nil }
        return try entries(of: conversation, after: seq - 1, before: seq + 1, limit: 1)
            .entries.first
    }
}
