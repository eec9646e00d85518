package import Desk
import GRDB
import GRDBSQLite
import Synchronization

extension SQLiteStore {
    /// Bytes that a probe writes where the disk refused a batch: more than a turn takes, with the
    /// pages of its indexes and two messages of the greatest usual length.
    private static let probeBytes = 131_072

    /// Throws why the database cannot be written to now; for `/readyz`. May wait for the writer's turn
    /// to end, at most the 10 s of the busy timeout where another program holds the file.
    ///
    /// It writes a number that nobody reads: on a full disk a transaction begins, but does not end.
    /// That takes one page, for which a nearly full disk has room: where the disk refused the last
    /// batch, as much as a turn writes has to fit, too.
    package func probe() throws(DeskError) {
        guard isInPlace else { throw .failed("\(pool.path): \(Self.replaced)") }
        // A write elsewhere tells nothing of a damaged page.
        guard isSound else {
            throw .failed(Self.explain(DatabaseError(resultCode: .SQLITE_CORRUPT), path: pool.path))
        }
        do {
            try pool.writeWithoutTransaction { db in
                if isRefusedByDisk.load(ordering: .relaxed) { try Self.probeRoom(db) }
                try db.execute(sql: "PRAGMA user_version = 0")
                isRefusedByDisk.store(false, ordering: .relaxed)
            }
        } catch {
            noteDamage(error)
            throw .failed(Self.explain(error, path: pool.path))
        }
    }

    /// Whether no damaged page was met.
    package var isSound: Bool { !isDamaged.load(ordering: .relaxed) }

    /// Notes an error that tells of a damaged page.
    func noteDamage(_ error: any Error) {
        guard let error = error as? DatabaseError else { return }
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: isDamaged.store(true, ordering: .relaxed)
        default: break
        }
    }

    /// Writes a long row and takes it back; throws where there is no room for it.
    private static func probeRoom(_ db: Database) throws {
        try db.inTransaction(.immediate) {
            try db.execute(
                sql: """
                    INSERT INTO customers (id, name, created_at) VALUES ('', hex(zeroblob(?)), 0)
                    """, arguments: [probeBytes / 2])
            // The pages go to the disk with the commit, else as here.
            let code = sqlite3_db_cacheflush(db.sqliteConnection)
            guard code == SQLITE_OK else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
            return .rollback
        }
    }
}
