import Dialogue
import GRDB

/// The one query of tickets and the one mapping of its rows.
enum TicketRow {
    /// Tickets as `t` with their conversations as `c`, which conditions and order follow.
    static let select = """
        SELECT t.number, t.subject, t.status, t.priority, t.created_at, t.updated_at, c.id
        FROM tickets t JOIN conversations c ON c.key = t.conversation_key
        """

    static func ticket(_ row: DirectRow) throws -> Ticket {
        guard let status = row.text(2).flatMap(TicketStatus.init),
            let priority = row.text(3).flatMap(TicketPriority.init)
        else { throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "unknown ticket state") }
        return Ticket(
            number: row.integer(0) ?? 0, conversation: ConversationID(row.text(6) ?? ""),
            subject: row.text(1) ?? "", status: status, priority: priority,
            createdAt: Timestamp(milliseconds: row.integer(4) ?? 0),
            updatedAt: Timestamp(milliseconds: row.integer(5) ?? 0))
    }
}
