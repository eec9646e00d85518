package import Desk
package import Dialogue
import GRDB

/// One line of the export.
package enum ExportedRecord: Sendable, Hashable {
    /// In the order of their first word, those who joined another among them.
    case customer(Customer)
    /// Behind the customer whose record it is in, oldest first.
    case conversation(StoredConversation)
    /// Behind its conversation, in order of `seq`.
    case entry(Entry, of: CustomerID)
    /// Behind everything else, by number.
    case ticket(Ticket)
}

/// The whole record, read once.
extension SQLiteStore {
    /// Hands everything that is stored to `take`, one record at a time: memory does not grow with
    /// the database.
    ///
    /// All of it is read in one transaction, so that what is stored meanwhile neither appears twice
    /// nor is missed; until it ends the log beside the database is not taken in.
    package func everything(_ take: (ExportedRecord) -> Void) throws(DeskError) {
        try reading { db in
            try Self.forEach(db, "\(Self.customersSQL) ORDER BY u.key", []) { row in
                let customer = Self.customer(row)
                take(.customer(customer))
                try Self.conversations(of: customer.id, key: row[6], in: db, take)
            }
            try DirectStatement(db, "\(TicketRow.select) ORDER BY t.number").forEach {
                take(.ticket(try TicketRow.ticket($0)))
            }
        }
    }

    /// Conversations of the customer with a key; through the index, once for every customer.
    package static let conversationsOfKeySQL = """
        SELECT \(ConversationRow.columns), c.key FROM conversations c
        WHERE c.customer_key = ? ORDER BY c.created_at, c.key
        """

    private static func conversations(
        of customer: CustomerID, key: Int64, in db: Database, _ take: (ExportedRecord) -> Void
    ) throws {
        try forEach(db, conversationsOfKeySQL, [key]) { row in
            let conversation = ConversationRow.conversation(row, of: customer)
            take(.conversation(conversation))
            let key: Int64 = row[ConversationRow.width]
            let entries = try DirectStatement(
                db,
                "SELECT \(EntryRow.columns) FROM entries WHERE conversation_key = ? ORDER BY seq")
            entries.bind(key)
            try entries.forEach {
                take(.entry(try EntryRow.entry($0, conversation: conversation.id), of: customer))
            }
        }
    }

    private static func forEach(
        _ db: Database, _ sql: String, _ arguments: StatementArguments, _ body: (Row) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() { try body(row) }
    }
}
