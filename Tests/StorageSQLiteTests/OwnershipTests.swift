import Desk
import Dialogue
import Foundation
import StorageSQLite
import Testing
import Understanding

/// Who may write into a verified customer's conversation, and what of it can be changed.
@Suite struct OwnershipTests {
    let folder: TemporaryFolder
    let behaviour: JournalBehaviour<SQLiteStore>
    let identity = VerifiedIdentity(subject: Subject("u1"), email: "u1@site.example")

    init() throws {
        folder = try TemporaryFolder()
        behaviour = JournalBehaviour(store: try SQLiteStore(path: folder.path + "/desk.db"))
    }

    @Test func onlyTheVerifiedCustomerWritesIntoTheirConversation() throws {
        let anonymous = behaviour.speaker("ann")
        _ = try behaviour.run(.rate(score: 5, comment: nil), anonymous)
        _ = try behaviour.run(.identified(identity), anonymous)
        var owner = anonymous
        owner.verifiedSubject = Subject("u1")
        var stranger = anonymous
        stranger.verifiedSubject = Subject("u2")

        #expect(throws: DeskError.identityNeeded) {
            try behaviour.run(.rate(score: 1, comment: nil), anonymous)
        }
        #expect(throws: DeskError.forbidden("the conversation belongs to another customer")) {
            try behaviour.run(.rate(score: 1, comment: nil), stranger)
        }
        #expect(try behaviour.run(.rate(score: 4, comment: nil), owner).isDuplicate == false)
    }

    /// Canonically equivalent texts of other bytes.
    @Test(arguments: [("K-1001", "\u{212A}-1001"), ("caf\u{E9}", "cafe\u{301}")])
    func aSubjectThatOnlyReadsAlikeIsAnotherCustomer(subject: String, alike: String) throws {
        let owner = behaviour.speaker(
            "ann", identity: VerifiedIdentity(subject: Subject(subject)))
        _ = try behaviour.run(.rate(score: 5, comment: nil), owner)
        var stranger = behaviour.speaker("ann")
        stranger.verifiedSubject = Subject(alike)

        #expect(throws: DeskError.self) {
            try behaviour.run(.rate(score: 1, comment: nil), stranger)
        }
        #expect(throws: DeskError.self) {
            try behaviour.run(
                .identified(VerifiedIdentity(subject: Subject(alike))), behaviour.speaker("ann"))
        }
    }

    @Test func aConversationIsNobodysUntilACustomerIdentifiesInIt() throws {
        let speaker = behaviour.speaker("ann")
        let unknown = try behaviour.store.owner(of: speaker.conversation)
        _ = try behaviour.run(.rate(score: 5, comment: nil), speaker)
        let anonymous = try behaviour.store.owner(of: speaker.conversation)

        _ = try behaviour.run(.identified(identity), speaker)

        #expect(unknown == nil && anonymous == nil)
        #expect(try behaviour.store.owner(of: speaker.conversation) == Subject("u1"))
    }

    @Test func aProfileChangesWhatNobodyVouchedForAndNothingElse() throws {
        let speaker = behaviour.speaker("ann")
        _ = try behaviour.run(
            .profile(name: "Ann", email: "old@mail.example", language: nil), speaker)
        _ = try behaviour.run(.identified(identity), speaker)
        var owner = speaker
        owner.verifiedSubject = Subject("u1")
        _ = try behaviour.run(.profile(name: "Eve", email: "x@y.z", language: nil), owner)

        let customer = try #require(try behaviour.store.customers().first)
        #expect(customer.externalID == Subject("u1"))
        #expect(customer.name == "Eve")
        #expect(customer.email == "u1@site.example")
    }

    @Test func whatAVisitorGaveGoesWithThemIntoTheirRecord() throws {
        var first = behaviour.speaker("first")
        first.identity = identity
        _ = try behaviour.run(.rate(score: 5, comment: nil), first)
        let second = behaviour.speaker("second")
        _ = try behaviour.run(.profile(name: "Ann", email: "a@b.c", language: nil), second)

        _ = try behaviour.run(.identified(identity), second)

        let known = try behaviour.store.customers().first { $0.externalID == Subject("u1") }
        #expect(known?.name == "Ann")
        #expect(known?.email == "u1@site.example")
    }

    @Test func anIdentityThatComesFirstIsRecorded() throws {
        _ = try behaviour.run(.identified(identity), behaviour.speaker("ann"))

        #expect(try behaviour.store.customers().map(\.externalID) == [Subject("u1")])
    }

    @Test func readingChangesNothing() throws {
        let empty = folder.path + "/empty.db"
        _ = FileManager.default.createFile(atPath: empty, contents: nil)

        #expect(throws: SQLiteStore.Fault.self) { try SQLiteStore(reading: empty) }
        #expect(throws: SQLiteStore.Fault.self) {
            try SQLiteStore(reading: folder.path + "/none.db")
        }
        #expect(FileManager.default.contents(atPath: empty)?.isEmpty == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/none.db"))
        let reader = try SQLiteStore(reading: folder.path + "/desk.db")
        let refused = reader.advance(
            [behaviour.say("hello", behaviour.speaker("x"))], policy: behaviour.policy)
        #expect(throws: DeskError.self) { try #require(refused.first).get() }
    }
}
