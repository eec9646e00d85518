import Dialogue
import GRDB

/// The one query of tickets and the one mapping of its rows.
enum TicketRow {
    /// Tickets as `t` with their conversations as `c`, which conditions and order follow.
    static let select = """
        SELECT t.number, t.subject, t.status, t.priority, t.created_at, t.updated_at, c.id
        FROM tickets t JOIN conversations c ON c.key = t.conversation_key
        """

    static func ticket(_ row: Row) throws -> Ticket {
        guard let status = TicketStatus(rawValue: row[2]),
            let priority = TicketPriority(rawValue: row[3])
        else { throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "unknown ticket state") }
        return Ticket(
            number: row[0], conversation: ConversationID(row[6]), subject: row[1], status: status,
            priority: priority, createdAt: Timestamp(milliseconds: row[4]),
            updatedAt: Timestamp(milliseconds: row[5]))
    }
}
