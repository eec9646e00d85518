package import Desk
package import Dialogue
import Foundation
import GRDB
import Understanding

extension SQLiteStore: Archive {
    /// Reads on a reader connection; a failing statement becomes a ``DeskError``.
    func reading<Value>(_ body: (Database) throws -> Value) throws(DeskError) -> Value {
        do {
            return try pool.read(body)
        } catch {
            noteDamage(error)
            throw .failed(Self.explain(error, path: pool.path))
        }
    }

    package func session(tokenHash: [UInt8]) throws(DeskError) -> StoredSession? {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT p.id, c.id, u.id, u.external_id, c.language
                    FROM participants p JOIN conversations c ON c.key = p.conversation_key
                    JOIN customers u ON u.key = c.customer_key WHERE p.token_hash = ?
                    """)
            return try Row.fetchOne(statement, arguments: [Data(tokenHash)]).map { row in
                let subject: String? = row[3]
                return StoredSession(
                    participant: ParticipantID(row[0]), conversation: ConversationID(row[1]),
                    customer: CustomerID(row[2]), verifiedSubject: subject.map { Subject($0) },
                    language: Language(rawValue: row[4]) ?? .english)
            }
        }
    }

    package func entries(
        of conversation: ConversationID, after: Int64, before: Int64, limit: Int
    ) throws(DeskError) -> EntryPage {
        try reading { db in
            let place = try db.cachedStatement(
                sql: "SELECT key, last_seq FROM conversations WHERE id = ?")
            guard let found = try Row.fetchOne(place, arguments: [conversation.rawValue]) else {
                return EntryPage(entries: [], hasMore: false, lastSeq: 0)
            }
            let key: Int64 = found[0]
            let statement = try DirectStatement(
                db,
                """
                SELECT \(EntryRow.columns) FROM entries
                WHERE conversation_key = ? AND seq > ? AND seq < ? ORDER BY seq DESC LIMIT ?
                """)
            statement.bind(key)
            statement.bind(after)
            statement.bind(before)
            statement.bind(Int64(limit) + 1)
            let newest = try statement.all { try EntryRow.entry($0, conversation: conversation) }
            return EntryPage(
                entries: newest.prefix(limit).reversed(), hasMore: newest.count > limit,
                lastSeq: found[1])
        }
    }

    package func owner(of conversation: ConversationID) throws(DeskError) -> Subject? {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT u.external_id FROM conversations c
                    JOIN customers u ON u.key = c.customer_key WHERE c.id = ?
                    """)
            return try String.fetchOne(statement, arguments: [conversation.rawValue])
                .map { Subject($0) }
        }
    }

    package func tickets(
        of conversation: ConversationID, shownTo subject: Subject?, limit: Int
    ) throws(DeskError) -> [Ticket] {
        try reading { db in
            let statement = try DirectStatement(
                db,
                """
                \(TicketRow.select)
                WHERE c.customer_key IN (
                    SELECT customer_key FROM conversations WHERE id = ?
                    UNION SELECT key FROM customers WHERE external_id = ?)
                ORDER BY t.number DESC LIMIT ?
                """)
            statement.bind(conversation.rawValue)
            statement.bind(subject?.rawValue)
            statement.bind(Int64(limit))
            return try statement.all(TicketRow.ticket)
        }
    }
}
