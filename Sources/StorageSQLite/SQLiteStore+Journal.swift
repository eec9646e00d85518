package import Desk
package import Dialogue
import GRDB
import Synchronization

extension SQLiteStore: Journal {
    /// One transaction for the batch. Where a row is refused the batch is rolled back and each
    /// submission runs in a transaction of its own, so that the bad one fails alone; decisions are
    /// pure, so deciding twice is harmless. Where the store itself fails all of them fail, and where
    /// no path leads to the file that they went into.
    package func advance(
        _ submissions: [Submission], policy: DialoguePolicy
    ) -> [Result<Turn, DeskError>] {
        do {
            let results = try pool.writeWithoutTransaction { db in
                var results: [Result<Turn, DeskError>] = []
                let statements = TurnStatements(db)
                try db.inTransaction(.immediate) {
                    for submission in submissions {
                        results.append(try TurnWriter(statements, submission, policy).run())
                    }
                    return .commit
                }
                return results
            }
            guard isInPlace else {
                let failure = DeskError.failed("\(pool.path): \(Self.replaced)")
                return submissions.map { _ in .failure(failure) }
            }
            if isRefusedByDisk.load(ordering: .relaxed), results.contains(where: Self.hasWritten) {
                isRefusedByDisk.store(false, ordering: .relaxed)
            }
            return results
        } catch {
            if Self.isOfTheDisk(error) { isRefusedByDisk.store(true, ordering: .relaxed) }
            noteDamage(error)
            guard submissions.count > 1, !Self.isOfTheStore(error) else {
                let failure = DeskError.failed(Self.explain(error, path: pool.path))
                return submissions.map { _ in .failure(failure) }
            }
            return submissions.flatMap { advance([$0], policy: policy) }
        }
    }

    /// Whether a result took room: a resend and a refusal take none.
    private static func hasWritten(_ result: Result<Turn, DeskError>) -> Bool {
        guard case .success(let turn) = result else { return false }
        return !turn.entries.isEmpty
    }

    /// Whether the store as a whole cannot be written; any other fault is of one row, a damaged page
    /// too, which may be one conversation's.
    private static func isOfTheStore(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_NOTADB,
            .SQLITE_READONLY, .SQLITE_NOMEM, .SQLITE_CANTOPEN:
            return true
        default: return false
        }
    }

    /// Whether there is no room, or the disk takes nothing.
    private static func isOfTheDisk(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY: return true
        default: return false
        }
    }

    /// Timers due at `now`, oldest first.
    package func dueTimers(at now: Timestamp, limit: Int) throws(DeskError) -> [DueTimer] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT c.id, t.kind FROM timers t JOIN conversations c ON c.key = t.conversation_key
                    WHERE t.due_at <= ? ORDER BY t.due_at LIMIT ?
                    """)
            let rows = try Row.fetchAll(statement, arguments: [now.milliseconds, limit])
            return rows.compactMap { row in
                TimerKind(rawValue: row[1]).map {
                    DueTimer(conversation: ConversationID(row[0]), kind: $0)
                }
            }
        }
    }

    package func queueMoves(behind: Int, limit: Int) throws(DeskError) -> [QueueMove] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, place FROM (
                        SELECT id, queue_place, row_number() OVER (ORDER BY queue_number) AS place
                        FROM conversations WHERE phase = 'waiting')
                    WHERE queue_place IS NOT place AND place > ? ORDER BY place LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [behind, limit]).map { row in
                QueueMove(conversation: ConversationID(row[0]), place: row[1])
            }
        }
    }
}
