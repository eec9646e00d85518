// Dialogue holds the desk's nouns and the rule that chooses what to do next.
//
// It knows conversations, customers, tickets and what Understanding says of a text. It must not
// know sockets, frames, SQL, clocks or randomness: time and ids come in as values.

package import Understanding

/// An opaque identifier whose type says what it names.
package struct Identifier<Named>: Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(_ rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }
}

package typealias ConversationID = Identifier<Conversation>
package typealias MessageID = Identifier<Message>
package typealias CustomerID = Identifier<Customer>
package typealias ParticipantID = Identifier<Participant>

/// The holder of one session token.
package enum Participant {}

/// A moment in milliseconds since 1970-01-01 UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
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

/// Who talks with the customer now.
package enum Phase: String, Sendable, Hashable, CaseIterable {
    case bot, waiting, agent, closed
}

/// A customer's record: known by an identity the site signed, or anonymous.
package struct Customer: Sendable, Hashable {
    package var id: CustomerID
    /// `sub` of the identity token; nil for an anonymous visitor.
    package var externalID: String?
    package var name: String?
    package var email: String?
    package var createdAt: Timestamp
    /// The customer that an anonymous visitor turned out to be, whose record holds everything.
    package var joined: CustomerID?

    package init(
        id: CustomerID, externalID: String?, name: String?, email: String?, createdAt: Timestamp,
        joined: CustomerID? = nil
    ) {
        (self.id, self.externalID, self.name) = (id, externalID, name)
        (self.email, self.createdAt, self.joined) = (email, createdAt, joined)
    }
}

/// What an identity token vouches for.
package struct VerifiedIdentity: Sendable, Hashable {
    package var subject: String
    package var name: String?
    package var email: String?

    package init(subject: String, name: String? = nil, email: String? = nil) {
        (self.subject, self.name, self.email) = (subject, name, email)
    }
}

/// One conversation as its columns hold it: what the dialogue needs to go on.
package struct Conversation: Sendable, Hashable {
    package var id: ConversationID
    package var customer: CustomerID
    package var phase: Phase = .bot
    package var language: Language = .english
    /// Messages in a row that were not understood.
    package var misses = 0
    /// When a person was asked for; set while ``phase`` is waiting.
    package var waitingSince: Timestamp?
    /// Orders the queue, whatever the clock does; set while ``phase`` is waiting.
    package var queueNumber: Int64?
    /// The place in the queue, from 1, that the customer was told last.
    package var toldPlace: Int?
    /// Whether a timer row for ``TimerKind/idle`` is waiting.
    package var hasIdleTimer = false
    /// When the customer last said or did something.
    package var activeAt = Timestamp(milliseconds: 0)
    /// Number of the last durable entry; 0 before the first.
    package var lastSeq: Int64 = 0

    package init(id: ConversationID, customer: CustomerID) {
        (self.id, self.customer) = (id, customer)
    }
}

package enum TicketStatus: String, Sendable, Hashable, CaseIterable {
    case new, open, pending, hold, solved, closed
}

package enum TicketPriority: String, Sendable, Hashable, CaseIterable {
    case urgent, high, normal, low
}

/// A matter that outlives the conversation it came from.
package struct Ticket: Sendable, Hashable {
    /// Counts from 101; shown as `T-101`.
    package var number: Int64
    package var conversation: ConversationID
    package var subject: String
    package var status: TicketStatus
    package var priority: TicketPriority
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        number: Int64, conversation: ConversationID, subject: String, status: TicketStatus,
        priority: TicketPriority, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        (self.number, self.conversation, self.subject) = (number, conversation, subject)
        (self.status, self.priority) = (status, priority)
        (self.createdAt, self.updatedAt) = (createdAt, updatedAt)
    }

    package var label: String { Self.label(number) }
    package static func label(_ number: Int64) -> String { "T-\(number)" }
    package var id: String { "t_\(number)" }
}
