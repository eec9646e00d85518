import Desk
import Dialogue
import Foundation
import GRDB
import StorageSQLite
import Testing

/// A disk that has room for a page, but not for what a customer says.
@Suite struct RoomTests {
    let folder: TemporaryFolder
    let behaviour: JournalBehaviour<SQLiteStore>

    init() throws {
        folder = try TemporaryFolder()
        behaviour = JournalBehaviour(store: try SQLiteStore(path: folder.path + "/desk.db"))
        try say("hello", id: "1")
        // Free pages inside the file are room, too.
        try SQLiteStoreTests.pool(of: behaviour.store).vacuum()
    }

    /// Leaves the database so many pages more than it has.
    func grant(pages: Int) throws {
        try SQLiteStoreTests.pool(of: behaviour.store).writeWithoutTransaction { db in
            let count = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(count + pages)")
        }
    }

    func say(_ text: String, id: String? = nil) throws {
        let ann = behaviour.speaker("room")
        for result in behaviour.store.advance(
            [behaviour.say(text, ann, id: id)], policy: behaviour.policy)
        {
            _ = try result.get()
        }
    }

    static let long = String(repeating: "x", count: 32_768)

    @Test func itIsNotWritableOnceAMessageDidNotFit() throws {
        try grant(pages: 1)
        #expect(throws: (any Error).self) { try say(Self.long) }

        #expect(throws: DeskError.self) { try behaviour.store.probe() }
        // A resend that is answered has stored nothing.
        try say("hello", id: "1")
        #expect(throws: DeskError.self) { try behaviour.store.probe() }
    }

    @Test func itIsWritableAgainWhereATurnWouldFit() throws {
        try grant(pages: 1)
        #expect(throws: (any Error).self) { try say(Self.long) }
        try grant(pages: 100)

        try behaviour.store.probe()
        try grant(pages: 1)
        try behaviour.store.probe()
    }

    @Test func itIsWritableAgainWhereATurnWasStored() throws {
        try grant(pages: 1)
        #expect(throws: (any Error).self) { try say(Self.long) }
        try grant(pages: 20)
        try say(Self.long)
        try grant(pages: 0)

        try behaviour.store.probe()
    }

    /// It seemed ready to every monitor, and answered nobody.
    @Test func itIsNotReadyWhereADamagedPageWasMet() throws {
        let path = folder.path + "/desk.db"
        let page = try SQLiteStoreTests.pool(of: behaviour.store).read { db in
            try Int.fetchOne(
                db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'conversations'")
        }
        try behaviour.store.close()
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: UInt64(4_096 * (try #require(page) - 1)))
        try file.write(contentsOf: Data(repeating: 0, count: 4_096))
        try file.close()
        let damaged = JournalBehaviour(store: try SQLiteStore(path: path))
        try damaged.store.probe()

        let result = damaged.store.advance(
            [damaged.say("hello", damaged.speaker("room"))], policy: damaged.policy)

        let told = DeskError.failed("\(path): damaged; restore it from a backup")
        #expect(throws: told) { try result.first?.get() }
        #expect(throws: told) { try damaged.store.probe() }
        #expect(throws: told) { try damaged.store.probe() }
    }

    /// What was probed is no customer.
    @Test func aProbeLeavesNothingBehind() throws {
        try grant(pages: 1)
        #expect(throws: (any Error).self) { try say(Self.long) }
        try grant(pages: 100)
        try behaviour.store.probe()

        let customers = try SQLiteStoreTests.pool(of: behaviour.store).read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM customers")
        }
        #expect(customers == 1)
    }

    @Test func aRefusalIsNoFaultOfTheDisk() throws {
        try grant(pages: 1)
        #expect(throws: (any Error).self) {
            try behaviour.run(
                .feedback(
                    message: Entry.messageID(behaviour.speaker("room").conversation, 99),
                    value: .up, reason: nil), behaviour.speaker("room"))
        }

        try behaviour.store.probe()
    }
}
