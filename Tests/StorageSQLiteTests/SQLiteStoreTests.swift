import Desk
import Dialogue
import Foundation
import GRDB
import StorageSQLite
import Testing
import Understanding

@Suite struct SQLiteStoreTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var path: String { folder.path + "/desk.db" }

    @Test func itBehavesAsAJournalAndArchive() throws {
        try JournalBehaviour(store: SQLiteStore(path: path)).everything()
    }

    @Test func aDatabaseIsPrivate() throws {
        _ = try SQLiteStore(path: path)

        let attributes = try FileManager.default.attributesOfItem(atPath: path)

        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func whatWasStoredIsThereAfterAnotherStart() throws {
        let behaviour = JournalBehaviour(store: try SQLiteStore(path: path))
        let ann = behaviour.speaker("again")
        _ = try behaviour.run(.rate(score: 4, comment: nil), ann)
        try behaviour.store.close()

        let reopened = try SQLiteStore(path: path)

        #expect(try reopened.session(tokenHash: ann.tokenHash)?.lastSeq == 2)
        #expect(
            try reopened.entries(of: ann.conversation, after: 0, before: .max, limit: 9).lastSeq
                == 2)
    }

    @Test func aClosedStoreIsWholeWithoutTheFilesBesideIt() throws {
        let behaviour = JournalBehaviour(store: try SQLiteStore(path: path))
        let ann = behaviour.speaker("whole")
        _ = try behaviour.run(.rate(score: 4, comment: nil), ann)
        // A connection that reads is open, too: the last to close cannot move the log.
        _ = try behaviour.store.session(tokenHash: ann.tokenHash)

        try behaviour.store.close()

        let copy = folder.path + "/copy.db"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        #expect(
            try SQLiteStore(reading: copy).session(tokenHash: ann.tokenHash)?.lastSeq == 2)
    }

    @Test func aReaderOfAnotherProgramDoesNotKeepAStoreFromClosing() throws {
        let store = try SQLiteStore(path: path)
        try DatabaseQueue(path: path).inDatabase { reader in
            try reader.beginTransaction(.deferred)
            _ = try Int.fetchOne(reader, sql: "SELECT count(*) FROM entries")
            #expect(throws: Never.self) { try store.close() }
            try reader.rollback()
        }
    }

    @Test(arguments: [0, 1, 99])
    func aFileTooShortForADatabaseIsNoOlderOne(count: Int) throws {
        let bytes = Data(repeating: 65, count: count)
        try bytes.write(to: URL(fileURLWithPath: path))

        #expect {
            try SQLiteStore(reading: path)
        } throws: { error in
            "\(error)".contains(count == 0 ? "holds no desk; start" : "not a database; move")
        }
        if count > 0 { #expect(throws: SQLiteStore.Fault.self) { try SQLiteStore(path: path) } }
        #expect(FileManager.default.contents(atPath: path) == bytes)
    }

    @Test func aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws {
        let text = Data("this is no database, however long it may be\n".utf8)
        try text.write(to: URL(fileURLWithPath: path))

        #expect {
            try SQLiteStore(path: path)
        } throws: { error in
            "\(error)".contains(path) && "\(error)".contains("not a database")
        }
        #expect(FileManager.default.contents(atPath: path) == text)
    }

    @Test func aDatabaseOfANewerProgramIsRefused() throws {
        try SQLiteStore(path: path).close()
        try DatabaseQueue(path: path).write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999_future')")
        }

        #expect {
            try SQLiteStore(path: path)
        } throws: { error in
            "\(error)".contains("newer version")
        }
    }

    /// GRDB sets `synchronous` to NORMAL when it turns the WAL on: what counts is what the writer
    /// has when the store is open, so the test asks the writer itself.
    @Test func theWriterFlushesEveryCommit() throws {
        let store = try SQLiteStore(path: path)
        let pool = try #require(
            Mirror(reflecting: store).children.first { $0.label == "pool" }?.value as? DatabasePool)

        let settings = try pool.writeWithoutTransaction { db in
            try ["journal_mode", "synchronous", "foreign_keys"].map { name in
                try String.fetchOne(db, sql: "SELECT CAST(\(name) AS TEXT) FROM pragma_\(name)")
            }
        }

        #expect(settings == ["wal", "2", "1"])
    }

    /// 200 turns on one conversation from 8 threads: all of them stay, in gap-free order.
    @Test func concurrentTurnsOnOneConversationAreAllKept() async throws {
        let store = try SQLiteStore(path: path)
        let behaviour = JournalBehaviour(store: store)
        let desk = FrontDesk(
            journal: store, archive: store, policy: behaviour.policy,
            now: { Timestamp(milliseconds: 1) })
        let writer = Thread { desk.run() }
        writer.start()
        let ann = behaviour.speaker("many")

        let seqs = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let origin = Submission.Origin.speaker(
                        ann, clientMessageID: "id\(number)", digest: 0)
                    return try await withCheckedThrowingContinuation { continuation in
                        desk.submit(
                            .rate(score: 5, comment: "\(number)"), from: origin, to: InlineMailbox()
                        ) { result in
                            continuation.resume(with: result.map(\.seq))
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        desk.stop()
        desk.waitUntilStopped()

        let page = try store.entries(of: ann.conversation, after: 0, before: .max, limit: 1_000)
        #expect(page.entries.map(\.seq) == Array(1...400))
        #expect(Set(seqs).count == 200)
        let ratings = page.entries.compactMap { entry -> String? in
            if case .rating(_, let comment) = entry.body { comment } else { nil }
        }
        #expect(Set(ratings) == Set((0..<200).map(String.init)))
    }

    @Test func aStoppedDeskSaysThatItIsShuttingDown() async throws {
        let store = try SQLiteStore(path: path)
        let behaviour = JournalBehaviour(store: store)
        let desk = FrontDesk(
            journal: store, archive: store, policy: behaviour.policy,
            now: { Timestamp(milliseconds: 1) })
        desk.stop()

        let result = await withCheckedContinuation { continuation in
            desk.submit(
                .timer(.idle), from: .desk(ConversationID("c_x")), to: InlineMailbox(),
                { continuation.resume(returning: $0) })
        }

        #expect(throws: DeskError.shuttingDown) { try result.get() }
    }
}
