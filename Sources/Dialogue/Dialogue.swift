// Dialogue holds the desk's nouns and the rule that chooses what to do next.
//
// It knows conversations, customers, tickets and what Understanding says of a text. It must not
// know sockets, frames, SQL, clocks or randomness: time and ids come in as values.

package import Understanding

/// An opaque identifier whose type says what it names; two are one where their bytes are, as in
/// the store (``Swift/String/isSame(as:)``).
package struct Identifier<Named>: Hashable, Sendable, CustomStringConvertible {
    /// The text that is stored and sent; what the desk mints has a prefix: `c_`, `m_`, `cu_` or
    /// `p_`. What comes from outside is taken as it is: an id of nothing finds nothing.
    package let rawValue: String

    package init(_ rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }

    package static func == (a: Self, b: Self) -> Bool { a.rawValue.isSame(as: b.rawValue) }

    package func hash(into hasher: inout Hasher) {
        var text = rawValue
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// Whether both are the same bytes, as names and tokens from outside have to be.
    ///
    /// `==` asks for canonical equivalence: by it U+212A (KELVIN SIGN) is `K`, and somebody else's
    /// name one's own.
    package func isSame(as other: String) -> Bool {
        var (own, other) = (self, other)
        return own.withUTF8 { own in other.withUTF8 { own.elementsEqual($0) } }
    }
}

/// `c_` and 22 letters or digits; names the conversation for good, since a closed one is reopened.
package typealias ConversationID = Identifier<Conversation>
/// `m_…`, made from an entry's place (``Entry/messageID``), so that it can be read back.
package typealias MessageID = Identifier<Message>
/// `cu_` and 22 letters or digits; not the site's name for the customer, which is a ``Subject``.
package typealias CustomerID = Identifier<Customer>
/// The site's own name for a customer, `sub` of an identity token: 1 to 256 bytes without blanks.
package typealias Subject = Identifier<VerifiedIdentity>
/// `p_` and 22 letters or digits; tells sessions apart in public, where the token must not be seen.
package typealias ParticipantID = Identifier<Participant>

/// The holder of one session token.
package enum Participant {}

/// A moment in milliseconds since 1970-01-01 UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// What the columns hold; the frames tell it as RFC 3339 in UTC.
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    /// The moment `seconds` later; saturates instead of overflowing.
    package func adding(seconds: Int64) -> Timestamp {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, carry) = milliseconds.addingReportingOverflow(overflow ? .max : product)
        return Timestamp(milliseconds: carry || overflow ? .max : sum)
    }
}

/// Who talks with the customer now. The raw values are those of the `phase` column and of `status`
/// frames.
///
/// No event leads to `agent` yet; where a conversation is in it the bot is silent.
package enum Phase: String, Sendable, Hashable, CaseIterable {
    case bot, waiting, agent, closed
}

/// Where a conversation stands: its phase, with the place in the queue of one that waits.
package enum Standing: Sendable, Hashable {
    case bot, agent, closed
    case waiting(QueuePlace)

    package var phase: Phase {
        switch self {
        case .bot: .bot
        case .waiting: .waiting
        case .agent: .agent
        case .closed: .closed
        }
    }

    /// Nil of a conversation that does not wait.
    package var place: QueuePlace? {
        if case .waiting(let place) = self { place } else { nil }
    }
}

/// Where in the queue for a person a conversation stands.
package struct QueuePlace: Sendable, Hashable {
    /// When a person was asked for.
    package var since: Timestamp
    /// Orders the queue, whatever the clock does.
    package var number: Int64
    /// The place, from 1, that the customer was told last; nil in the database of an earlier version.
    package var told: Int?

    package init(since: Timestamp, number: Int64, told: Int?) {
        (self.since, self.number, self.told) = (since, number, told)
    }
}

/// A customer's record: known by an identity the site signed, or anonymous.
package struct Customer: Sendable, Hashable {
    /// Minted before the first durable event, or derived from the sender over REST.
    package var id: CustomerID
    /// `sub` of the identity token; nil for an anonymous visitor.
    package var externalID: Subject?
    /// As the identity token says, or else the customer; at most 256 bytes on one line.
    package var name: String?
    /// As the identity token says, or else the customer; at most 256 bytes. The desk sends
    /// no mail.
    package var email: String?
    /// The moment of the customer's first durable event.
    package var createdAt: Timestamp
    /// The customer that an anonymous visitor turned out to be, whose record holds everything.
    package var joined: CustomerID?

    package init(
        id: CustomerID, externalID: Subject?, name: String?, email: String?, createdAt: Timestamp,
        joined: CustomerID? = nil
    ) {
        (self.id, self.externalID, self.name) = (id, externalID, name)
        (self.email, self.createdAt, self.joined) = (email, createdAt, joined)
    }
}

/// What an identity token vouches for.
package struct VerifiedIdentity: Sendable, Hashable {
    /// `sub` of the token.
    package var subject: Subject
    /// nil where the token has none of at most 256 bytes on one line; the record's stays then.
    package var name: String?
    /// As ``name``; its form is not checked, since the site vouches for it.
    package var email: String?

    package init(subject: Subject, name: String? = nil, email: String? = nil) {
        (self.subject, self.name, self.email) = (subject, name, email)
    }
}

/// One conversation as its columns hold it: what the dialogue needs to go on.
package struct Conversation: Sendable, Hashable {
    package var id: ConversationID
    package var standing: Standing = .bot
    /// That of the last words that told one, or of a profile; what the desk says is in it.
    package var language: Language = .english
    /// Messages in a row that were not understood; after ``DialoguePolicy/missesMax`` of them a
    /// person is offered. Any answer sets it to 0, and so do a "never mind" and the way back to the
    /// bot; an answer that is refused counts as one more.
    package var misses = 0
    /// Whether a timer row for ``TimerKind/idle`` is waiting.
    package var hasIdleTimer = false
    /// When the customer last said or did something.
    package var activeAt = Timestamp(milliseconds: 0)
    /// Number of the last durable entry; 0 before the first.
    package var lastSeq: Int64 = 0

    package init(id: ConversationID) { self.id = id }

    package var phase: Phase { standing.phase }
}

/// How far a ticket is; any may follow any other, but `closed`, which is the last. The raw values
/// are those of the column and the frames.
package enum TicketStatus: String, Sendable, Hashable, CaseIterable {
    case new, open, pending, hold, solved, closed
}

/// How soon a ticket is wanted, as the customer says; `normal` where nothing is said. Nothing sorts
/// by it yet.
package enum TicketPriority: String, Sendable, Hashable, CaseIterable {
    case urgent, high, normal, low
}

/// A matter that outlives the conversation it came from.
package struct Ticket: Sendable, Hashable {
    /// Counts from 101; shown as `T-101`.
    package var number: Int64
    /// The one it was opened in, whose history holds every change of its status.
    package var conversation: ConversationID
    /// What the customer wrote, or up to ``DialoguePolicy/subjectLengthMax`` scalars of what they
    /// said before.
    package var subject: String
    package var status: TicketStatus
    /// As it was opened; `normal` for a ticket that the desk opens.
    package var priority: TicketPriority
    package var createdAt: Timestamp
    /// The moment of the last change of ``status``.
    package var updatedAt: Timestamp

    package init(
        number: Int64, conversation: ConversationID, subject: String, status: TicketStatus,
        priority: TicketPriority, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        (self.number, self.conversation, self.subject) = (number, conversation, subject)
        (self.status, self.priority) = (status, priority)
        (self.createdAt, self.updatedAt) = (createdAt, updatedAt)
    }

    /// Whether there is still something to do.
    package var isOpen: Bool { status != .solved && status != .closed }

    /// What people read and type: `T-101`.
    package var label: String { Self.label(number) }
    /// The label of the ticket with this number, for events, which hold the number alone.
    package static func label(_ number: Int64) -> String { "T-\(number)" }
    /// What `ticket` objects of frames carry: `t_101`.
    package var id: String { "t_\(number)" }
}
