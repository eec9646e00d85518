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

    @Test(arguments: JournalBehaviour<SQLiteStore>.checks)
    func itBehavesAsAJournalAndArchive(check: JournalBehaviour<SQLiteStore>.Check) throws {
        try check.run(JournalBehaviour(store: SQLiteStore(path: path)))
    }

    /// Root may write every file; the mode says what its owner means.
    @Test func aDatabaseThatNobodyMayWriteIsRefusedAndLeftAsItIs() throws {
        try SQLiteStore(path: path).close()
        let before = FileManager.default.contents(atPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)

        #expect(throws: SQLiteStore.Fault.self) { try SQLiteStore(path: path) }

        #expect(FileManager.default.contents(atPath: path) == before)
    }

    @Test func whatWasStoredIsThereAfterAnotherStart() throws {
        let behaviour = JournalBehaviour(store: try SQLiteStore(path: path))
        let ann = behaviour.speaker("again")
        _ = try behaviour.run(.rate(score: 4, comment: nil), ann)
        try behaviour.store.close()

        let reopened = try SQLiteStore(path: path)

        #expect(
            try reopened.session(tokenHash: ann.tokenHash)?.conversation == ann.conversation)
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

        let isWhole = try behaviour.store.close()

        #expect(isWhole)
        let copy = folder.path + "/copy.db"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let page = try SQLiteStore(reading: copy)
            .entries(of: ann.conversation, after: 0, before: .max, limit: 9)
        #expect(page.lastSeq == 2)
    }

    @Test func aReaderOfAnotherProgramDoesNotKeepAStoreFromClosing() throws {
        let store = try SQLiteStore(path: path)
        try DatabaseQueue(path: path).inDatabase { reader in
            try reader.beginTransaction(.deferred)
            _ = try Int.fetchOne(reader, sql: "SELECT count(*) FROM entries")
            let isWhole = try store.close()
            #expect(!isWhole)
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

    /// The store's own connections, whose settings no other one has.
    static func pool(of store: SQLiteStore) throws -> DatabasePool {
        try #require(
            Mirror(reflecting: store).children.first { $0.label == "pool" }?.value as? DatabasePool)
    }

    /// GRDB sets `synchronous` to NORMAL when it turns the WAL on: what counts is what the writer
    /// has when the store is open, so the test asks the writer itself.
    @Test func theWriterFlushesEveryCommit() throws {
        let store = try SQLiteStore(path: path)

        let settings = try Self.pool(of: store).writeWithoutTransaction { db in
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
                    let event = DialogueEvent.rate(score: 5, comment: "\(number)")
                    return try await desk.submit(event, from: origin).get().seq
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

    /// What a later hello says is of another moment: the first event's stays.
    @Test func whereAConversationBeganIsKeptWithItsFirstEvent() throws {
        let behaviour = JournalBehaviour(store: try SQLiteStore(path: path))
        let visit = Visit(
            pageURL: "https://shop.example/a", pageTitle: "Kettles", client: "widget/1")
        var ann = behaviour.speaker("ann")
        ann.visit = visit
        _ = try behaviour.run(.rate(score: 5, comment: nil), ann, at: 7)
        ann.visit = Visit(pageURL: "https://shop.example/b")
        _ = try behaviour.run(.rate(score: 5, comment: nil), ann, at: 8)
        _ = try behaviour.run(.rate(score: 5, comment: nil), behaviour.speaker("bob"))

        #expect(
            try behaviour.store.conversations(of: "cu_ann") == [
                StoredConversation(
                    id: ann.conversation, customer: ann.customer,
                    createdAt: Timestamp(milliseconds: 7), visit: visit)
            ])
        #expect(try behaviour.store.conversations(of: "cu_bob").map(\.visit) == [Visit()])
    }

    @Test func aVisitorWhoTurnsOutToBeACustomerIsFoundByBothIDs() throws {
        let behaviour = JournalBehaviour(store: try SQLiteStore(path: path))
        let (known, visitor, stranger) = (
            behaviour.speaker("known"), behaviour.speaker("visitor"), behaviour.speaker("else")
        )
        let identity = VerifiedIdentity(subject: Subject("user-7"))
        for speaker in [known, visitor, stranger] {
            _ = try behaviour.run(.rate(score: 5, comment: nil), speaker)
        }
        for speaker in [known, visitor] { _ = try behaviour.run(.identified(identity), speaker) }

        let store = behaviour.store
        let both = [known.conversation, visitor.conversation]
        for name in ["cu_visitor", "cu_known", "user-7"] {
            #expect(try store.conversations(of: name).map(\.id) == both, "\(name)")
        }
        #expect(try store.conversations(of: "cu_else").map(\.id) == [stranger.conversation])
        #expect(try store.customer("cu_visitor")?.joined == known.customer)
        #expect(try store.customers().map(\.joined) == [nil, known.customer, nil])
    }

    /// Visitors correct what they said themselves; what a token gave a new token changes.
    @Test func whoGaveANameOrAnAddressChangesIt() throws {
        let behaviour = JournalBehaviour(store: try SQLiteStore(path: path))
        var ann = behaviour.speaker("ann")
        func give(_ name: String?, _ email: String?) throws {
            _ = try behaviour.run(.profile(name: name, email: email, language: nil), ann)
        }
        func vouch(_ name: String?, _ email: String?) throws -> Int {
            let identity = VerifiedIdentity(subject: Subject("user-7"), name: name, email: email)
            return try behaviour.run(.identified(identity), ann).entries.count
        }
        func record() throws -> [String?] {
            let found = try behaviour.store.customer("user-7")
            return [found?.name, found?.email]
        }

        try give("An", nil)
        #expect(try vouch(nil, nil) == 1)
        ann.verifiedSubject = Subject("user-7")
        try give(nil, "typo@x.example")
        try give("Ann", "right@x.example")
        #expect(try record() == ["Ann", "right@x.example"])
        #expect(try vouch(nil, "site@x.example") == 1)
        try give("Anna", "mine@x.example")
        #expect(try record() == ["Anna", "site@x.example"])
        #expect(try vouch("Anna", "new@x.example") == 1)
        #expect(try vouch("Anna", "new@x.example") == 0)
        #expect(try vouch(nil, nil) == 0)
        try give("Nobody", nil)
        #expect(try record() == ["Anna", "new@x.example"])
    }

    /// Its neighbours are stored; it is one conversation's.
    @Test func aDamagedPageFailsItsConversationAlone() throws {
        let before = JournalBehaviour(store: try SQLiteStore(path: path))
        let speakers = ["torn", "between", "whole"].map { before.speaker($0) }
        for speaker in speakers {
            for number in 0..<40 {
                let comment =
                    "\(speaker.conversation) \(number) " + String(repeating: "x", count: 900)
                _ = try before.run(.rate(score: 5, comment: comment), speaker)
            }
        }
        try before.store.close()
        var bytes = try #require(FileManager.default.contents(atPath: path))
        let place = try #require(bytes.range(of: Data("c_torn 39 ".utf8))?.lowerBound)
        let page = place / 4_096 * 4_096
        bytes.replaceSubrange(page..<page + 8, with: Array(repeating: 0xFF, count: 8))
        try bytes.write(to: URL(fileURLWithPath: path))

        let after = JournalBehaviour(store: try SQLiteStore(path: path))
        let results = after.store.advance(
            [speakers[0], speakers[2]].map { after.say("hello", $0) }, policy: after.policy)

        #expect(throws: DeskError.self) { try results[0].get() }
        #expect(try results[1].get().entries.count == 2)
    }

    /// Everybody behind hears once, a batch at a time, whoever talks meanwhile.
    @Test func aQueueOfAThousandMovesUpByBatches() throws {
        let behaviour = JournalBehaviour(store: try SQLiteStore(path: path))
        let store = behaviour.store
        func submission(_ event: DialogueEvent, _ origin: Submission.Origin) -> Submission {
            Submission(origin: origin, event: event, now: Timestamp(milliseconds: 1))
        }
        let speakers = (0..<1_000).map { behaviour.speaker("n\($0)") }
        let joined = store.advance(
            speakers.map {
                submission(
                    .handoff(reason: nil), .speaker($0, clientMessageID: nil, digest: 0))
            }, policy: behaviour.policy)
        #expect(try joined.last?.get().entries.last?.body == .status(.waiting, position: 1_000))

        _ = try behaviour.run(.bot(reason: nil), speakers[0])
        _ = try behaviour.run(.bot(reason: nil), speakers[500])
        var batches: [Int] = []
        while case let moves = try store.queueMoves(behind: 0, limit: 256), !moves.isEmpty,
            batches.count < 9
        {
            batches.append(moves.count)
            _ = store.advance(
                moves.map { submission(.queueMoved(place: $0.place), .desk($0.conversation)) },
                policy: behaviour.policy)
        }

        #expect(batches == [256, 256, 256, 230])
        for (at, place) in [(1, 1), (499, 499), (501, 500), (999, 998)] {
            let page = try store.entries(
                of: speakers[at].conversation, after: 0, before: .max, limit: 9)
            let told = page.entries.compactMap { entry in
                if case .status(.waiting, let place) = entry.body { place } else { nil }
            }
            #expect(told == [at + 1, place])
        }
    }
}
