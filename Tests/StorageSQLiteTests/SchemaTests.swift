import Desk
import Dialogue
import Foundation
import GRDB
import StorageSQLite
import Testing
import Understanding

@Suite struct SchemaTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var path: String { folder.path + "/desk.db" }

    @Test(arguments: ReleasedMigrations.all.map(\.name))
    func aReleasedMigrationIsNeverEdited(name: String) throws {
        let source = #filePath.replacing(
            "Tests/StorageSQLiteTests/SchemaTests.swift",
            with: "Sources/StorageSQLite/Migrations/\(name).sql")
        let released = try #require(ReleasedMigrations.all.first { $0.name == name })

        let now = try Data(contentsOf: URL(fileURLWithPath: source))

        #expect(now == Data(released.sql.utf8), "add a migration; leave the released one alone")
    }

    /// A database as the first release made it, with one conversation.
    private func makeFirstRelease(at path: String) throws {
        let first = try #require(ReleasedMigrations.all.first)
        try DatabaseQueue(path: path).write { db in
            try db.execute(sql: first.sql)
            try db.execute(
                sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            try db.execute(
                sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [first.name])
            try db.execute(
                sql: """
                    INSERT INTO customers (id, created_at) VALUES ('cu_old', 1);
                    INSERT INTO conversations
                        (id, customer_key, phase, language, active_at, last_seq, created_at)
                        VALUES ('c_old', 1, 'bot', 'zh', 1, 1, 1);
                    INSERT INTO entries
                        (conversation_key, seq, created_at, kind, content, value, language, sender)
                        VALUES (1, 1, 7, 'message', '你好', 'text', 'zh', 'bot');
                    """)
        }
    }

    @Test func aDatabaseOfTheFirstReleaseOpensWithItsRows() throws {
        try makeFirstRelease(at: path)

        let page = try SQLiteStore(path: path)
            .entries(of: ConversationID("c_old"), after: 0, before: .max, limit: 9)

        let said = Message(sender: .bot, content: "你好", language: .chinese)
        #expect(
            page.entries == [
                Entry(
                    conversation: ConversationID("c_old"), seq: 1,
                    createdAt: Timestamp(milliseconds: 7), body: .message(said))
            ])
        #expect(page.lastSeq == 1)
    }

    /// Where a migration writes a table anew, no column of a row takes another's place.
    @Test func aTableThatIsWrittenAnewKeepsItsRows() throws {
        let folder = #filePath.replacing(
            "Tests/StorageSQLiteTests/SchemaTests.swift",
            with: "Sources/StorageSQLite/Migrations/")
        let earlier = try FileManager.default.contentsOfDirectory(atPath: folder)
            .sorted().prefix { $0 < "v008" }
        try DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            for file in earlier {
                try db.execute(sql: String(contentsOfFile: folder + file, encoding: .utf8))
                try db.execute(
                    sql: "INSERT INTO grdb_migrations VALUES (?)",
                    arguments: [String(file.dropLast(".sql".count))])
            }
            try db.execute(sql: Self.rowsOfDistinctColumns)
        }
        func rows(_ table: String) throws -> [[String: DatabaseValue]] {
            try DatabaseQueue(path: path).read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
                    Dictionary(uniqueKeysWithValues: row)
                        .filter { table != "entries" || $0.key != "key" }
                }
            }
        }
        let tables = ["conversations", "participants", "entries", "timers"]
        let before = try tables.map(rows)

        try SQLiteStore(path: path).close()

        // Later migrations add columns of their own.
        let known = Set(before.joined().flatMap(\.keys))
        let after = try tables.map { try rows($0).map { $0.filter { known.contains($0.key) } } }
        #expect(after == before)
        #expect(before.map(\.count) == [1, 1, 1, 1])
        #expect(before.joined().allSatisfy { $0.values.allSatisfy { !$0.isNull } })
    }

    private static let rowsOfDistinctColumns = """
        INSERT INTO customers (key, id, created_at) VALUES (11, 'cu_1', 12);
        INSERT INTO conversations VALUES
            (21, 'c_1', 11, 'waiting', 'zh', 22, 23, 1, 24, 25, 26, 27, 28,
             'https://shop.example', 'a page', 'a client');
        INSERT INTO participants VALUES ('p_1', zeroblob(32), 21, 31);
        INSERT INTO entries VALUES
            (21, 41, 42, 'message', 'content', 'value', 43, 'en', 'bot', 'sender id', 'name', 'email',
             'target', 'actions', 'clarify', 'intent', 0.44, 'passage', 'sources', 'p_1', 'id', 45,
             'model', 'payload');
        INSERT INTO timers VALUES (21, 'idle', 51);
        """

    /// The first release knew when somebody began to wait, and told the place as an entry.
    @Test func whoWaitsInADatabaseOfTheFirstReleaseKeepsTheirPlace() throws {
        try makeFirstRelease(at: path)
        try DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    INSERT INTO conversations
                        (id, customer_key, phase, language, waiting_since, active_at, last_seq,
                         created_at)
                        VALUES ('c_late', 1, 'waiting', 'en', 20, 1, 1, 1),
                               ('c_first', 1, 'waiting', 'en', 10, 1, 1, 1);
                    INSERT INTO entries (conversation_key, seq, created_at, kind, value, number)
                        VALUES (2, 1, 20, 'status', 'waiting', 3),
                               (3, 1, 10, 'status', 'waiting', 1);
                    """)
        }

        let moves = try SQLiteStore(path: path).queueMoves(behind: 0, limit: 9)

        #expect(moves == [QueueMove(conversation: ConversationID("c_late"), place: 2)])
    }

    /// The first release moved a conversation to its customer's record and left the visitor's row
    /// behind: where nobody else began in that millisecond, it is known whose it was.
    @Test func aVisitorOfTheFirstReleaseWhoJoinedACustomerIsFoundAgain() throws {
        try makeFirstRelease(at: path)
        try DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    INSERT INTO customers (id, external_id, created_at)
                        VALUES ('cu_known', 'user-7', 2), ('cu_joined', NULL, 3),
                               ('cu_doubtful', NULL, 4), ('cu_same', NULL, 4);
                    INSERT INTO conversations
                        (id, customer_key, phase, language, active_at, created_at)
                        VALUES ('c_known', 2, 'bot', 'en', 2, 2), ('c_joined', 2, 'bot', 'en', 3, 3),
                               ('c_moved', 2, 'bot', 'en', 4, 4), ('c_same', 5, 'bot', 'en', 4, 4);
                    """)
        }

        let store = try SQLiteStore(path: path)

        #expect(
            try store.conversations(of: "cu_joined").map(\.id.rawValue)
                == ["c_known", "c_joined", "c_moved"])
        #expect(try store.conversations(of: "cu_doubtful").isEmpty)
        let known = CustomerID("cu_known")
        #expect(try store.customers().map(\.joined) == [nil, nil, known, nil, nil])
    }
}
