package import Desk
package import Dialogue
import Foundation
import GRDB

/// Reads for operators: whole histories and ticket lists. Each throws
/// ``DeskError/failed(_:)`` with the path and what to do where the file cannot be read.
extension SQLiteStore {
    /// Conversations of a customer (by id or by the site's subject) or the one with this id,
    /// oldest first; of a visitor who turned out to be a customer, that customer's. Empty where
    /// `subject` names nothing.
    package func conversations(of subject: String) throws(DeskError) -> [StoredConversation] {
        try reading { db in
            try Row.fetchAll(
                db, sql: Self.conversationsOfSubjectSQL, arguments: ["it": subject]
            ).map { row in
                let customer = CustomerID(row[ConversationRow.width])
                return ConversationRow.conversation(row, of: customer)
            }
        }
    }

    /// A union, each part by an index: an OR over two tables would look at every conversation.
    package static let conversationsOfSubjectSQL = """
        SELECT \(ConversationRow.columns), u.id
        FROM conversations c JOIN customers u ON u.key = c.customer_key
        WHERE c.key IN (
            SELECT key FROM conversations WHERE id = :it
            UNION SELECT key FROM conversations WHERE customer_key IN (
                SELECT key FROM customers WHERE id = :it
                UNION SELECT key FROM customers WHERE external_id = :it
                UNION SELECT joined_key FROM customers WHERE id = :it))
        ORDER BY c.created_at, c.key
        """

    /// Tickets by number; those of `status` only, where one is given.
    package func tickets(status: TicketStatus?) throws(DeskError) -> [Ticket] {
        try reading { db in
            let statement = try DirectStatement(
                db,
                """
                \(TicketRow.select)
                WHERE :status IS NULL OR t.status = :status ORDER BY t.number
                """)
            statement.bind(status?.rawValue)
            return try statement.all(TicketRow.ticket)
        }
    }

    /// The ticket with this number; nil where there is none.
    package func ticket(_ number: Int64) throws(DeskError) -> Ticket? {
        try reading { db in
            let statement = try DirectStatement(db, "\(TicketRow.select) WHERE t.number = ?")
            statement.bind(number)
            return try statement.first(TicketRow.ticket)
        }
    }

    /// The customer with this id or subject; nil where there is none.
    package func customer(_ subject: String) throws(DeskError) -> Customer? {
        try reading { db in
            try Row.fetchOne(
                db,
                sql: "\(Self.customersSQL) WHERE u.id = :it OR u.external_id = :it",
                arguments: ["it": subject]
            ).map(Self.customer)
        }
    }

    /// Whose a conversation is; nil where there is no such conversation.
    package func customer(of conversation: ConversationID) throws(DeskError) -> Customer? {
        try reading { db in
            try Row.fetchOne(
                db,
                sql: """
                    \(Self.customersSQL) WHERE u.key =
                        (SELECT customer_key FROM conversations WHERE id = :it)
                    """,
                arguments: ["it": conversation.rawValue]
            ).map(Self.customer)
        }
    }

    /// Customers in the columns that their one mapping reads, with their key behind.
    static let customersSQL = """
        SELECT u.id, u.external_id, u.name, u.email, u.created_at, j.id, u.key
        FROM customers u LEFT JOIN customers j ON j.key = u.joined_key
        """

    static func customer(_ row: Row) -> Customer {
        let (subject, joined): (String?, String?) = (row[1], row[5])
        return Customer(
            id: CustomerID(row[0]), externalID: subject.map { Subject($0) }, name: row[2],
            email: row[3], createdAt: Timestamp(milliseconds: row[4]),
            joined: joined.map { CustomerID($0) })
    }
}

/// A store opened only to be read, whether or not a server has it open.
extension SQLiteStore {
    /// Opens the database at `path` for reading alone.
    ///
    /// Throws where there is none, or one whose schema is not this program's: reading neither
    /// creates nor changes one.
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
