package import Dialogue
import GRDB

/// A conversation as reports name it.
package struct StoredConversation: Sendable, Hashable {
    package var id: ConversationID
    /// Whose record it is in now.
    package var customer: CustomerID
    /// The moment of its first durable event.
    package var createdAt: Timestamp
    /// Where it began; without a word where the client said nothing.
    package var visit: Visit

    package init(
        id: ConversationID, customer: CustomerID, createdAt: Timestamp, visit: Visit
    ) {
        (self.id, self.customer) = (id, customer)
        (self.createdAt, self.visit) = (createdAt, visit)
    }
}

/// The one mapping of a conversation's row.
enum ConversationRow {
    /// Of `conversations c`; what else a query reads stands behind them, from ``width`` on.
    static let columns = "c.id, c.created_at, c.page_url, c.page_title, c.client"
    static let width = 5

    static func conversation(_ row: Row, of customer: CustomerID) -> StoredConversation {
        StoredConversation(
            id: ConversationID(row[0]), customer: customer,
            createdAt: Timestamp(milliseconds: row[1]),
            visit: Visit(pageURL: row[2], pageTitle: row[3], client: row[4]))
    }
}
