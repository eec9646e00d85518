package import Desk
package import Dialogue
import Foundation
import GRDB
import Understanding

extension SQLiteStore: Journal {
    /// One transaction for the batch. Where a row is refused the batch is rolled back and each
    /// submission runs in a transaction of its own, so that the bad one fails alone; decisions are
    /// pure, so deciding twice is harmless. Where the store itself fails all of them fail.
    package func advance(
        _ submissions: [Submission], policy: DialoguePolicy
    ) -> [Result<Turn, DeskError>] {
        do {
            return try pool.writeWithoutTransaction { db in
                var results: [Result<Turn, DeskError>] = []
                try db.inTransaction(.immediate) {
                    for submission in submissions {
                        results.append(try TurnWriter(db, submission, policy).run())
                    }
                    return .commit
                }
                return results
            }
        } catch {
            guard submissions.count > 1, !Self.isOfTheStore(error) else {
                let failure = DeskError.failed(Self.explain(error, path: pool.path))
                return submissions.map { _ in .failure(failure) }
            }
            return submissions.flatMap { advance([$0], policy: policy) }
        }
    }

    /// Whether the store as a whole cannot be written; any other fault is of one row.
    private static func isOfTheStore(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CORRUPT,
            .SQLITE_NOTADB, .SQLITE_READONLY, .SQLITE_NOMEM, .SQLITE_CANTOPEN:
            return true
        default: return false
        }
    }

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

    package func queueMoves(limit: Int) throws(DeskError) -> [QueueMove] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, place FROM (
                        SELECT id, queue_place, row_number() OVER (ORDER BY queue_number) AS place
                        FROM conversations WHERE phase = 'waiting')
                    WHERE queue_place IS NOT place ORDER BY place LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [limit]).map { row in
                QueueMove(conversation: ConversationID(row[0]), place: row[1])
            }
        }
    }
}

/// Runs one submission inside the batch's transaction.
private struct TurnWriter {
    private struct Stored {
        var key: Int64
        var customerKey: Int64
        var externalID: String?
        var conversation: Conversation
    }

    let db: Database
    let submission: Submission
    let policy: DialoguePolicy

    init(_ db: Database, _ submission: Submission, _ policy: DialoguePolicy) {
        (self.db, self.submission, self.policy) = (db, submission, policy)
    }

    private var now: Int64 { submission.now.milliseconds }

    /// A refusal is a result; a failing statement is thrown and undoes the batch.
    func run() throws -> Result<Turn, DeskError> {
        if let again = try repeated() { return again }
        let stored = try load()
        if let refused = forbidden(stored) { return .failure(refused) }
        guard let state = stored?.conversation ?? fresh() else {
            return .failure(.refused(.notFound("no conversation \(submission.conversation)")))
        }
        let facts = try facts(state, key: stored?.key)
        let decision: Decision
        do throws(Refusal) {
            decision = try policy.decide(state, facts, submission.event)
        } catch {
            return .failure(.refused(error))
        }
        return .success(try write(decision, stored))
    }

    // MARK: Reading

    /// The first answer to the same request, or the conflict with it.
    private func repeated() throws -> Result<Turn, DeskError>? {
        guard case .speaker(let speaker, let id?, let digest) = submission.origin else {
            return nil
        }
        var statement = try DirectStatement(
            db,
            """
            SELECT conversation_key, seq, created_at, digest FROM entries
            WHERE participant_id = ? AND client_message_id = ?
            """)
        statement.bind(speaker.participant.rawValue)
        statement.bind(id)
        let found = try statement.first { row in
            (
                key: row.integer(0) ?? 0, seq: row.integer(1) ?? 0,
                createdAt: row.integer(2) ?? 0, digest: row.integer(3)
            )
        }
        guard let found else { return nil }
        guard found.digest == Int64(bitPattern: digest) else {
            return .failure(.conflict("the id was used for something else"))
        }
        return .success(
            Turn(
                seq: found.seq, createdAt: Timestamp(milliseconds: found.createdAt),
                isDuplicate: true, entries: [],
                lastSeq: try lastOfTurn(found.key, found.seq, found.createdAt)))
    }

    /// The conversation's last seq right after the turn that began with `seq`: the next entry that
    /// somebody else caused, or that came at another time, is not of it.
    private func lastOfTurn(_ key: Int64, _ seq: Int64, _ createdAt: Int64) throws -> Int64 {
        let next: Int64? = try value(
            """
            SELECT min(seq) FROM entries WHERE conversation_key = ? AND seq > ?
                AND (created_at <> ? OR participant_id IS NOT NULL OR sender = 'customer')
            """, [key, seq, createdAt])
        if let next { return next - 1 }
        return try value("SELECT last_seq FROM conversations WHERE key = ?", [key]) ?? seq
    }

    private func load() throws -> Stored? {
        var statement = try DirectStatement(
            db,
            """
            SELECT c.key, c.customer_key, c.phase, c.language, c.misses, c.waiting_since,
                c.has_idle_timer, c.active_at, c.last_seq, u.id, u.external_id,
                c.queue_number, c.queue_place
            FROM conversations c JOIN customers u ON u.key = c.customer_key WHERE c.id = ?
            """)
        let id = submission.conversation
        statement.bind(id.rawValue)
        return try statement.first { row in
            var conversation = Conversation(id: id, customer: CustomerID(row.text(9) ?? ""))
            conversation.phase = row.text(2).flatMap(Phase.init) ?? .bot
            conversation.language = row.text(3).flatMap(Language.init) ?? .english
            conversation.misses = Int(row.integer(4) ?? 0)
            conversation.waitingSince = row.integer(5).map { Timestamp(milliseconds: $0) }
            conversation.hasIdleTimer = row.integer(6) == 1
            conversation.activeAt = Timestamp(milliseconds: row.integer(7) ?? 0)
            conversation.lastSeq = row.integer(8) ?? 0
            conversation.queueNumber = row.integer(11)
            conversation.toldPlace = row.integer(12).map { Int($0) }
            return Stored(
                key: row.integer(0) ?? 0, customerKey: row.integer(1) ?? 0,
                externalID: row.text(10), conversation: conversation)
        }
    }

    /// A conversation that its first durable event is about to create.
    private func fresh() -> Conversation? {
        guard case .speaker(let speaker, _, _) = submission.origin else { return nil }
        var conversation = Conversation(id: speaker.conversation, customer: speaker.customer)
        conversation.language = speaker.language
        conversation.activeAt = submission.now
        return conversation
    }

    /// A verified record is written by its customer only: looked at here, where nothing can come
    /// between the look and the write.
    private func forbidden(_ stored: Stored?) -> DeskError? {
        guard case .speaker(let speaker, _, _) = submission.origin, let owner = stored?.externalID
        else { return nil }
        var proven = [speaker.verifiedSubject, speaker.identity?.subject]
        if case .identified(let identity) = submission.event { proven = [identity.subject] }
        return proven.contains(owner)
            ? nil : .forbidden("the conversation belongs to another customer")
    }

    private func facts(_ state: Conversation, key: Int64?) throws -> Facts {
        var facts = Facts(now: submission.now)
        if case .speaker(let speaker, _, _) = submission.origin {
            facts.participant = speaker.participant
            facts.channel = speaker.channel
        }
        let needs = policy.needs(of: submission.event, in: state)
        if needs.contains(.queue) {
            facts.queueAhead =
                try value(
                    """
                    SELECT count(*) FROM conversations
                    WHERE phase = 'waiting' AND queue_number < ?
                    """, [state.queueNumber ?? .max]) ?? 0
            facts.nextQueueNumber =
                try value(
                    """
                    SELECT coalesce(max(queue_number), 0) + 1 FROM conversations
                    WHERE phase = 'waiting'
                    """, []) ?? 1
        }
        if needs.contains(.ticketNumber) {
            facts.nextTicketNumber =
                try value("SELECT coalesce(max(number), 100) + 1 FROM tickets", []) ?? 101
        }
        guard let key else { return facts }
        if needs.contains(.subject) {
            let statement = try db.cachedStatement(
                sql: """
                    SELECT content FROM entries WHERE conversation_key = ? AND kind = 'message'
                        AND sender = 'customer' AND (payload IS NULL OR payload NOT LIKE '/%')
                    ORDER BY seq DESC LIMIT 5
                    """)
            facts.customerTexts = try String.fetchAll(statement, arguments: [key])
        }
        if needs.contains(.target), let place = target, place.conversation == state.id {
            facts.target = try message(key, place.seq)
        }
        if needs.contains(.ticket), case .ticketStatus(let number, _) = submission.event {
            facts.ticket = try ticket(number, key, state.id)
        }
        return facts
    }

    private func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ sql: String, _ arguments: StatementArguments
    ) throws -> Value? {
        try Value.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }

    /// Where the message that the event points at would stand.
    private var target: (conversation: ConversationID, seq: Int64)? {
        switch submission.event {
        case .action(let message, _, _, _), .feedback(let message, _, _): Entry.place(of: message)
        default: nil
        }
    }

    private func message(_ key: Int64, _ seq: Int64) throws -> Message? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(EntryRow.columns) FROM entries WHERE conversation_key = ? AND seq = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key, seq]) else { return nil }
        let entry = try EntryRow.entry(row, conversation: submission.conversation)
        guard case .message(let message) = entry.body else { return nil }
        return message
    }

    private func ticket(_ number: Int64, _ key: Int64, _ id: ConversationID) throws -> Ticket? {
        let statement = try db.cachedStatement(
            sql:
                "SELECT \(TicketRow.columns) FROM tickets t WHERE number = ? AND conversation_key = ?"
        )
        return try Row.fetchOne(statement, arguments: [number, key])
            .map { try TicketRow.ticket($0, conversation: id) }
    }

    // MARK: Writing

    private func write(_ decision: Decision, _ stored: Stored?) throws -> Turn {
        let key = try stored?.key ?? create(decision.conversation)
        var conversation = decision.conversation
        var entries: [Entry] = []
        for body in decision.bodies {
            conversation.lastSeq += 1
            let entry = Entry(
                conversation: conversation.id, seq: conversation.lastSeq,
                createdAt: submission.now, body: body)
            try insert(entry, key, isFirst: entries.isEmpty)
            entries.append(entry)
        }
        if case .timer(let kind) = submission.event { try stopTimer(kind, key) }
        if let stored, case .speaker(let speaker, _, _) = submission.origin,
            let identity = speaker.identity
        {
            try identify(identity, key, stored)
        }
        for change in decision.changes { try apply(change, key, stored) }
        if conversation != stored?.conversation { try update(conversation, key) }
        return Turn(
            seq: entries.first?.seq ?? conversation.lastSeq, createdAt: submission.now,
            isDuplicate: false, entries: entries, lastSeq: conversation.lastSeq,
            leftQueue: stored?.conversation.phase == .waiting && conversation.phase != .waiting)
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// Writes customer, conversation and participant with the first durable event.
    private func create(_ conversation: Conversation) throws -> Int64 {
        guard case .speaker(let speaker, _, _) = submission.origin else {
            throw DatabaseError(message: "only a speaker starts a conversation")
        }
        let customer =
            try vouchedIdentity(speaker).map(customerKey) ?? anonymousKey(speaker.customer)
        try execute(
            """
            INSERT INTO conversations
                (id, customer_key, phase, language, active_at, created_at, page_url, page_title,
                 client)
            VALUES (?, ?, 'bot', ?, ?, ?, ?, ?, ?)
            """,
            [
                conversation.id.rawValue, customer, conversation.language.rawValue, now, now,
                speaker.visit?.pageURL, speaker.visit?.pageTitle, speaker.visit?.client,
            ])
        let key = db.lastInsertedRowID
        try execute(
            """
            INSERT INTO participants (id, token_hash, conversation_key, created_at)
            VALUES (?, ?, ?, ?)
            """, [speaker.participant.rawValue, Data(speaker.tokenHash), key, now])
        return key
    }

    /// The identity that a signed token gave, before this event or with it.
    private func vouchedIdentity(_ speaker: Speaker) -> VerifiedIdentity? {
        if case .identified(let identity) = submission.event { return identity }
        return speaker.identity
    }

    private func anonymousKey(_ id: CustomerID) throws -> Int64 {
        try execute("INSERT INTO customers (id, created_at) VALUES (?, ?)", [id.rawValue, now])
        return db.lastInsertedRowID
    }

    /// The customer a signed identity names; a name or address it carries is taken over.
    private func customerKey(_ identity: VerifiedIdentity) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "SELECT key FROM customers WHERE external_id = ?")
        if let key = try Int64.fetchOne(statement, arguments: [identity.subject]) {
            try describe(key, identity.name, identity.email)
            return key
        }
        guard case .speaker(let speaker, _, _) = submission.origin else {
            throw DatabaseError(message: "only a speaker identifies")
        }
        try execute(
            "INSERT INTO customers (id, external_id, name, email, created_at) VALUES (?, ?, ?, ?, ?)",
            [speaker.customer.rawValue, identity.subject, identity.name, identity.email, now])
        return db.lastInsertedRowID
    }

    private func describe(_ customer: Int64, _ name: String?, _ email: String?) throws {
        guard name != nil || email != nil else { return }
        try execute(
            "UPDATE customers SET name = coalesce(?, name), email = coalesce(?, email) WHERE key = ?",
            [name, email, customer])
    }

    private func insert(_ entry: Entry, _ key: Int64, isFirst: Bool) throws {
        var request: EntryRow.Request?
        if isFirst, case .speaker(let speaker, let id?, let digest) = submission.origin {
            request = EntryRow.Request(
                participant: speaker.participant.rawValue, clientMessageID: id, digest: digest)
        }
        var statement = try DirectStatement(db, EntryRow.insertSQL)
        EntryRow.bind(entry, key: key, request: request, to: &statement)
        try statement.execute()
    }

    private func update(_ conversation: Conversation, _ key: Int64) throws {
        var statement = try DirectStatement(
            db,
            """
            UPDATE conversations SET phase = ?, language = ?, misses = ?, waiting_since = ?,
                has_idle_timer = ?, active_at = ?, last_seq = ?, queue_number = ?, queue_place = ?
            WHERE key = ?
            """)
        statement.bind(conversation.phase.rawValue)
        statement.bind(conversation.language.rawValue)
        statement.bind(Int64(conversation.misses))
        statement.bind(conversation.waitingSince?.milliseconds)
        statement.bind(conversation.hasIdleTimer ? 1 : 0 as Int64)
        statement.bind(conversation.activeAt.milliseconds)
        statement.bind(conversation.lastSeq)
        statement.bind(conversation.queueNumber)
        statement.bind(conversation.toldPlace.map { Int64($0) })
        statement.bind(key)
        try statement.execute()
    }

    private func stopTimer(_ kind: TimerKind, _ key: Int64) throws {
        try execute(
            "DELETE FROM timers WHERE conversation_key = ? AND kind = ?", [key, kind.rawValue])
    }

    private func apply(_ change: Decision.Change, _ key: Int64, _ stored: Stored?) throws {
        switch change {
        case .openTicket(let number, let subject, let priority):
            try execute(
                """
                INSERT INTO tickets
                    (number, conversation_key, subject, status, priority, created_at, updated_at)
                VALUES (?, ?, ?, 'new', ?, ?, ?)
                """, [number, key, subject, priority.rawValue, now, now])
        case .ticketStatus(let number, let status):
            try execute(
                "UPDATE tickets SET status = ?, updated_at = ? WHERE number = ?",
                [status.rawValue, now, number])
        case .startTimer(let kind, let due):
            try execute(
                """
                INSERT INTO timers (conversation_key, kind, due_at) VALUES (?, ?, ?)
                ON CONFLICT (conversation_key, kind) DO UPDATE SET due_at = excluded.due_at
                """, [key, kind.rawValue, due.milliseconds])
        case .stopTimer(let kind): try stopTimer(kind, key)
        case .profile(let name, let email):
            try execute(
                """
                UPDATE customers SET name = \(Self.given("name")), email = \(Self.given("email"))
                WHERE key = (SELECT customer_key FROM conversations WHERE key = :conversation)
                """, ["name": name, "email": email, "conversation": key])
        case .identify(let identity): try identify(identity, key, stored)
        }
    }

    /// What a visitor gives fills a verified customer's record and changes an anonymous one: what
    /// a signed token vouched for stays.
    private static func given(_ column: String) -> String {
        "iif(external_id IS NULL, coalesce(:\(column), \(column)), coalesce(\(column), :\(column)))"
    }

    /// The conversation joins the verified customer's record, with what the visitor gave before; an
    /// anonymous record that nobody had before becomes it.
    private func identify(_ identity: VerifiedIdentity, _ key: Int64, _ stored: Stored?) throws {
        guard let stored, stored.externalID == nil else { return }
        let statement = try db.cachedStatement(
            sql: "SELECT key FROM customers WHERE external_id = ?")
        if let known = try Int64.fetchOne(statement, arguments: [identity.subject]) {
            try execute(
                "UPDATE conversations SET customer_key = ? WHERE key = ?", [known, key])
            try describe(known, identity.name, identity.email)
            try execute(
                """
                UPDATE customers SET
                    name = coalesce(name, (SELECT name FROM customers WHERE key = :anonymous)),
                    email = coalesce(email, (SELECT email FROM customers WHERE key = :anonymous))
                WHERE key = :known
                """, ["known": known, "anonymous": stored.customerKey])
            try execute(
                "UPDATE customers SET joined_key = ? WHERE key = ?", [known, stored.customerKey])
        } else {
            try execute(
                "UPDATE customers SET external_id = ? WHERE key = ?",
                [identity.subject, stored.customerKey])
            try describe(stored.customerKey, identity.name, identity.email)
        }
    }
}
