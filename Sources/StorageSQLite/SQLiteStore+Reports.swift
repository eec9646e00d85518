package import Desk
package import Dialogue
import Foundation
import GRDB

/// Reads for operators: whole histories, ticket lists, the export.
extension SQLiteStore {
    /// Conversations of a customer (by id or by the site's subject) or the one with this id,
    /// oldest first.
    package func conversations(of subject: String) throws(DeskError) -> [ConversationID] {
        try reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT c.id FROM conversations c JOIN customers u ON u.key = c.customer_key
                    WHERE c.id = :it OR u.id = :it OR u.external_id = :it ORDER BY c.created_at, c.key
                    """, arguments: ["it": subject]
            ).map { ConversationID($0) }
        }
    }

    /// Tickets by number; those of `status` only, where one is given.
    package func tickets(status: TicketStatus?) throws(DeskError) -> [Ticket] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(TicketRow.columns), c.id FROM tickets t
                    JOIN conversations c ON c.key = t.conversation_key
                    WHERE :status IS NULL OR t.status = :status ORDER BY t.number
                    """, arguments: ["status": status?.rawValue]
            ).map { try TicketRow.ticket($0, conversation: ConversationID($0[6])) }
        }
    }

    /// The ticket with this number.
    package func ticket(_ number: Int64) throws(DeskError) -> Ticket? {
        try reading { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(TicketRow.columns), c.id FROM tickets t
                    JOIN conversations c ON c.key = t.conversation_key WHERE t.number = ?
                    """, arguments: [number]
            ).map { try TicketRow.ticket($0, conversation: ConversationID($0[6])) }
        }
    }

    /// Every customer in the order of their first word.
    package func customers() throws(DeskError) -> [Customer] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: "SELECT id, external_id, name, email, created_at FROM customers ORDER BY key"
            ).map { row in
                Customer(
                    id: CustomerID(row[0]), externalID: row[1], name: row[2], email: row[3],
                    createdAt: Timestamp(milliseconds: row[4]))
            }
        }
    }

    /// Whether the database can be written to now; for `/readyz`.
    ///
    /// It writes a number that nobody reads: on a full disk a transaction begins, but does not end.
    package func isWritable() -> Bool {
        do {
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 0") }
            return true
        } catch {
            return false
        }
    }
}

/// A store opened only to be read, whether or not a server has it open.
extension SQLiteStore {
    /// Throws where there is no database at `path`, or one whose schema is not this program's:
    /// reading neither creates nor changes one.
    package convenience init(reading path: String) throws(Fault) {
        guard access(path, F_OK) == 0 else {
            let isClosed = errno == EACCES
            throw Fault(
                description: "\(path): "
                    + (isClosed
                        ? "its folder is closed to this user; run as its owner"
                        : "no database; has 'frontdesk serve' run with this --data?"))
        }
        do {
            try Self.checkOwnership(path)
            let pool = try DatabasePool(path: path, configuration: Self.readingConfiguration)
            guard try pool.read({ try Schema.migrator.hasCompletedMigrations($0) }) else {
                let isEmpty = try pool.read { try !$0.tableExists("grdb_migrations") }
                throw Fault(
                    description: "\(path): "
                        + (isEmpty ? "holds no desk" : "made by an older version of Frontdesk")
                        + "; start the server once"
                        + (isEmpty ? ", or restore the file from a backup" : ""))
            }
            self.init(pool)
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(description: Self.explain(error, path: path))
        }
    }
}
