import Desk
import Dialogue
import Foundation
import GRDB
import StorageSQLite
import Testing
import Understanding

@Suite struct ExportTests {
    let folder: TemporaryFolder
    let behaviour: JournalBehaviour<SQLiteStore>

    init() throws {
        folder = try TemporaryFolder()
        behaviour = JournalBehaviour(store: try SQLiteStore(path: folder.path + "/desk.db"))
    }

    @Test func theRecordIsExportedInOrder() throws {
        let (ann, bob) = (behaviour.speaker("ann"), behaviour.speaker("bob"))
        for speaker in [ann, bob] {
            _ = try behaviour.run(.rate(score: 5, comment: nil), speaker)
        }
        _ = try behaviour.run(.ticket(subject: "a leak", priority: .normal), ann)

        let lines = try behaviour.store.exported().map { record in
            switch record {
            case .customer(let customer): customer.id.rawValue
            case .conversation(let conversation): conversation.id.rawValue
            case .entry(let entry, let customer): "\(customer) \(entry.seq)"
            case .ticket(let ticket): ticket.label
            }
        }

        let last = try #require(lines.lastIndex(of: "cu_bob"))
        #expect(lines.prefix(4) == ["cu_ann", "c_ann", "cu_ann 1", "cu_ann 2"])
        #expect(lines[last...] == ["cu_bob", "c_bob", "cu_bob 1", "cu_bob 2", "T-101"])
    }

    /// It was read a customer at a time: who identified meanwhile appeared twice or not at all.
    @Test func whoIdentifiesDuringTheExportAppearsOnce() throws {
        let (known, visitor) = (behaviour.speaker("known"), behaviour.speaker("visitor"))
        let identity = VerifiedIdentity(subject: Subject("user-7"))
        for speaker in [known, visitor] {
            _ = try behaviour.run(.rate(score: 5, comment: nil), speaker)
        }
        _ = try behaviour.run(.identified(identity), known)
        let server = JournalBehaviour(store: try SQLiteStore(path: folder.path + "/desk.db"))

        var records: [ExportedRecord] = []
        var joined: Result<Turn, any Error>?
        try behaviour.store.everything { record in
            records.append(record)
            if joined == nil { joined = Result { try server.run(.identified(identity), visitor) } }
        }

        _ = try #require(joined).get()
        let owners = records.compactMap { record in
            if case .conversation(let it) = record {
                [it.id.rawValue, it.customer.rawValue]
            } else {
                nil
            }
        }
        #expect(owners == [["c_known", "cu_known"], ["c_visitor", "cu_visitor"]])
        #expect(try behaviour.store.conversations(of: "user-7").count == 2)
    }

    /// An OR over two tables looked at every conversation, once for every customer.
    @Test(arguments: [SQLiteStore.conversationsOfKeySQL, SQLiteStore.conversationsOfSubjectSQL])
    func conversationsAreFoundByAnIndex(sql: String) throws {
        let plan = try DatabaseQueue(path: folder.path + "/desk.db").read { db in
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
            let names = sql.contains(":it") ? StatementArguments(["it": "x"]) : [1]
            return try Row.fetchAll(statement, arguments: names).map { $0["detail"] as String }
        }

        #expect(!plan.isEmpty)
        #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
    }
}

extension SQLiteStore {
    /// Everything that the export prints, in its order.
    func exported() throws -> [ExportedRecord] {
        var records: [ExportedRecord] = []
        try everything { records.append($0) }
        return records
    }

    /// Every customer in the order of their first word.
    func customers() throws -> [Customer] {
        try exported().compactMap { record in
            if case .customer(let customer) = record { customer } else { nil }
        }
    }
}
