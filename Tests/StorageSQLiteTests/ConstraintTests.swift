import GRDB
import StorageSQLite
import Testing

/// What the schema itself refuses.
@Suite struct ConstraintTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    var path: String { folder.path + "/desk.db" }

    /// A row of every table that the schema takes, beside ``parents``; each refused row below is
    /// one of these with one thing wrong.
    static let sound: [String: [String: String]] = [
        "customers": ["id": "'cu_2'", "external_id": "'user-2'", "created_at": "1"],
        "conversations": [
            "id": "'c_2'", "customer_key": "1", "phase": "'bot'", "language": "'en'",
            "active_at": "1", "created_at": "1",
        ],
        "participants": [
            "id": "'p_2'", "token_hash": "zeroblob(32)", "conversation_key": "1",
            "created_at": "1",
        ],
        "entries": [
            "conversation_key": "1", "seq": "2", "created_at": "1", "kind": "'message'",
            "content": "'hello'", "value": "'text'", "language": "'en'", "sender": "'customer'",
            "answer": "'intent'", "participant_id": "'p_1'", "client_message_id": "'second'",
            "digest": "1",
        ],
        "tickets": [
            "number": "102", "conversation_key": "1", "subject": "'leak'", "status": "'new'",
            "priority": "'normal'", "created_at": "1", "updated_at": "1",
        ],
        "timers": ["conversation_key": "1", "kind": "'idle'", "due_at": "1"],
    ]

    /// What the rows refer to, and what they can collide with.
    static let parents = """
        INSERT INTO customers (id, external_id, created_at) VALUES ('cu_1', 'user-1', 1);
        INSERT INTO conversations (id, customer_key, phase, language, active_at, created_at)
            VALUES ('c_1', 1, 'bot', 'en', 1, 1);
        INSERT INTO participants VALUES ('p_1', randomblob(32), 1, 1);
        INSERT INTO entries
            (conversation_key, seq, created_at, kind, number, participant_id, client_message_id)
            VALUES (1, 1, 1, 'rating', 5, 'p_1', 'first');
        INSERT INTO tickets VALUES (101, 1, 'kettle', 'new', 'normal', 1, 1);
        INSERT INTO timers VALUES (1, 'handoffWait', 1);
        """

    static func insert(into table: String, _ changes: [String: String] = [:]) throws -> String {
        let row = try #require(sound[table]).merging(changes) { $1 }.sorted { $0.key < $1.key }
        let columns = row.map(\.key).joined(separator: ", ")
        let values = row.map(\.value).joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns)) VALUES (\(values))"
    }

    private func queueWithParents() throws -> DatabaseQueue {
        try SQLiteStore(path: path).close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: Self.parents) }
        return queue
    }

    @Test(arguments: sound.keys.sorted()) func aSoundRowIsTaken(table: String) throws {
        let insert = try Self.insert(into: table)

        try queueWithParents().write { try $0.execute(sql: insert) }
    }

    static let refused: [(table: String, changes: [String: String], why: String)] = [
        ("customers", ["created_at": "NULL"], "NOT NULL constraint failed: customers.created_at"),
        ("customers", ["created_at": "'noon'"], "INTEGER column customers.created_at"),
        ("customers", ["id": "NULL"], "NOT NULL constraint failed: customers.id"),
        ("customers", ["id": "'cu_1'"], "UNIQUE constraint failed: customers.id"),
        (
            "customers", ["external_id": "'user-1'"],
            "UNIQUE constraint failed: customers.external_id"
        ),
        (
            "customers", ["joined_key": "1"],
            "CHECK constraint failed: joined_key IS NULL"
        ),
        (
            "customers", ["external_id": "NULL", "joined_key": "99"],
            "FOREIGN KEY constraint failed"
        ),

        ("conversations", ["id": "'c_1'"], "UNIQUE constraint failed: conversations.id"),
        ("conversations", ["customer_key": "99"], "FOREIGN KEY constraint failed"),
        ("conversations", ["phase": "'asleep'"], "CHECK constraint failed: phase ="),
        ("conversations", ["language": "'fr'"], "CHECK constraint failed: language ="),
        ("conversations", ["misses": "-1"], "CHECK constraint failed: misses >= 0"),
        ("conversations", ["misses": "'many'"], "INTEGER column conversations.misses"),
        ("conversations", ["has_idle_timer": "2"], "CHECK constraint failed: has_idle_timer ="),
        ("conversations", ["last_seq": "-1"], "CHECK constraint failed: last_seq >= 0"),
        ("conversations", ["phase": "'waiting'"], "CHECK constraint failed: (phase = 'waiting') ="),
        ("conversations", ["waiting_since": "1"], "CHECK constraint failed: (phase = 'waiting') ="),

        (
            "conversations", ["queue_number": "1"],
            "CHECK constraint failed: queue_number IS NULL"
        ),
        (
            "conversations", ["queue_place": "1"],
            "CHECK constraint failed: queue_place IS NULL"
        ),

        (
            "conversations", ["page_url": "'javascript://x'"],
            "CHECK constraint failed: length(CAST(page_url"
        ),
        (
            "conversations", ["page_url": "'http://' || hex(zeroblob(1021))"],
            "CHECK constraint failed: length(CAST(page_url"
        ),
        (
            "conversations", ["page_title": "hex(zeroblob(257))"],
            "CHECK constraint failed: length(CAST(page_title"
        ),
        (
            "conversations", ["client": "hex(zeroblob(257))"],
            "CHECK constraint failed: length(CAST(client"
        ),

        ("participants", ["id": "NULL"], "NOT NULL constraint failed: participants.id"),
        ("participants", ["id": "'p_1'"], "UNIQUE constraint failed: participants.id"),
        (
            "participants", ["token_hash": "zeroblob(31)"],
            "CHECK constraint failed: length(token_hash)"
        ),
        (
            "participants", ["token_hash": "(SELECT token_hash FROM participants)"],
            "UNIQUE constraint failed: participants.token_hash"
        ),
        ("participants", ["token_hash": "'text'"], "BLOB column participants.token_hash"),
        ("participants", ["conversation_key": "99"], "FOREIGN KEY constraint failed"),

        ("entries", ["conversation_key": "99"], "FOREIGN KEY constraint failed"),
        ("entries", ["seq": "0"], "CHECK constraint failed: seq >= 1"),
        (
            "entries", ["seq": "1"],
            "UNIQUE constraint failed: entries.conversation_key, entries.seq"
        ),
        ("entries", ["kind": "'rumour'"], "CHECK constraint failed: kind ="),
        ("entries", ["content": "NULL"], "CHECK constraint failed: kind <> 'message'"),
        ("entries", ["sender": "NULL"], "CHECK constraint failed: kind <> 'message'"),
        (
            "entries", ["kind": "'rating'", "number": "0"],
            "CHECK constraint failed: kind <> 'rating'"
        ),
        (
            "entries", ["kind": "'rating'", "number": "6"],
            "CHECK constraint failed: kind <> 'rating'"
        ),
        ("entries", ["language": "'fr'"], "CHECK constraint failed: language ="),
        ("entries", ["sender": "'nobody'"], "CHECK constraint failed: sender ="),
        ("entries", ["answer": "'guess'"], "CHECK constraint failed: answer ="),
        ("entries", ["participant_id": "'p_9'"], "FOREIGN KEY constraint failed"),
        (
            "entries", ["client_message_id": "'first'"],
            "UNIQUE constraint failed: entries.participant_id, entries.client_message_id"
        ),

        (
            "entries", ["kind": "'rating'", "seq": "7"],
            "CHECK constraint failed: kind <> 'rating'"
        ),

        ("tickets", ["number": "100"], "CHECK constraint failed: number >= 101"),
        ("tickets", ["number": "101"], "UNIQUE constraint failed: tickets.number"),
        ("tickets", ["conversation_key": "99"], "FOREIGN KEY constraint failed"),
        ("tickets", ["status": "'lost'"], "CHECK constraint failed: status IN"),
        ("tickets", ["priority": "'whenever'"], "CHECK constraint failed: priority IN"),
        ("tickets", ["subject": "NULL"], "NOT NULL constraint failed: tickets.subject"),

        ("timers", ["kind": "'nap'"], "CHECK constraint failed: kind IN"),
        (
            "timers", ["kind": "'handoffWait'"],
            "UNIQUE constraint failed: timers.conversation_key, timers.kind"
        ),
        ("timers", ["conversation_key": "99"], "FOREIGN KEY constraint failed"),
        ("timers", ["due_at": "NULL"], "NOT NULL constraint failed: timers.due_at"),
    ]

    @Test func aRowWithOneThingWrongIsRefusedForThat() throws {
        let queue = try queueWithParents()
        for row in Self.refused {
            let insert = try Self.insert(into: row.table, row.changes)

            let error = #expect(throws: DatabaseError.self, "\(insert)") {
                try queue.write { try $0.execute(sql: insert) }
            }

            let message = error?.message ?? "nothing"
            #expect(message.contains(row.why), "\(insert): \(message)")
        }
    }

    /// A row of each turn is checked by comparisons: neither a table for the sake of an IN nor a
    /// trigger's program stands in the way.
    @Test(arguments: [
        "INSERT INTO entries", "INSERT INTO conversations",
        "UPDATE conversations SET phase = 'bot', language = 'en', has_idle_timer = 1",
    ])
    func whatEveryTurnWritesIsCheckedByComparisons(statement: String) throws {
        let table = statement.hasSuffix("entries") ? "entries" : "conversations"
        let written = statement.hasPrefix("INSERT") ? try Self.insert(into: table) : statement

        let steps = try queueWithParents().read {
            try Row.fetchAll($0, sql: "EXPLAIN \(written)").map { $0["opcode"] as String }
        }

        #expect(steps.contains(statement.hasPrefix("INSERT") ? "IdxInsert" : "Insert"))
        #expect(Set(steps).isDisjoint(with: ["OpenEphemeral", "OpenAutoindex", "Program"]))
    }

    @Test(arguments: ["UPDATE entries SET content = 'other'", "DELETE FROM entries"])
    func whatWasSaidStays(statement: String) throws {
        let queue = try queueWithParents()

        let error = #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: statement) }
        }

        #expect(error?.message == "entries are append-only")
    }

    @Test(arguments: ["customers", "conversations", "participants"])
    func whatIsReferredToCannotBeDeleted(table: String) throws {
        let queue = try queueWithParents()

        let error = #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "DELETE FROM \(table)") }
        }

        #expect(error?.message == "FOREIGN KEY constraint failed")
    }
}
