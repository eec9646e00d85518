import Desk
import Dialogue
import GRDB
import Understanding

/// Runs one submission inside the batch's transaction.
struct TurnWriter {
    /// The conversation as it stands, with the keys of its rows.
    struct Stored {
        var key: Int64
        var customerKey: Int64
        var externalID: Subject?
        var conversation: Conversation
    }

    let statements: TurnStatements
    let submission: Submission
    let policy: DialoguePolicy

    init(_ statements: TurnStatements, _ submission: Submission, _ policy: DialoguePolicy) {
        (self.statements, self.submission, self.policy) = (statements, submission, policy)
    }

    var db: Database { statements.db }

    var now: Int64 { submission.now.milliseconds }

    /// A refusal is a result; a failing statement is thrown and undoes the batch.
    func run() throws -> Result<Turn, DeskError> {
        if let again = try repeated() { return again }
        let stored = try load()
        if let refused = forbidden(stored) { return .failure(refused) }
        guard let state = stored?.conversation ?? fresh() else {
            return .failure(.refused(.notFound("no conversation \(submission.conversation)")))
        }
        if try isNothingNew(stored) {
            return .success(
                Turn(
                    seq: state.lastSeq, createdAt: submission.now, isDuplicate: false, entries: [],
                    lastSeq: state.lastSeq, leftQueue: false, language: state.language))
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

    // MARK: Statements

    /// The one value that a statement gives; nil where it gives no row, or NULL.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ sql: String, _ arguments: StatementArguments
    ) throws -> Value? {
        try Value.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }

    /// Runs a statement that gives no rows.
    func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
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
            leftQueue: stored?.conversation.phase == .waiting && conversation.phase != .waiting,
            language: conversation.language)
    }

    private func insert(_ entry: Entry, _ key: Int64, isFirst: Bool) throws {
        var request: EntryRow.Request?
        if isFirst, case .speaker(let speaker, let id?, let digest) = submission.origin {
            request = EntryRow.Request(
                participant: speaker.participant.rawValue, clientMessageID: id, digest: digest)
        }
        let statement = try statements.begin(.insertEntry)
        EntryRow.bind(entry, key: key, request: request, to: statement)
        try statement.execute()
    }

    static let updateSQL = """
        UPDATE conversations SET phase = ?, language = ?, misses = ?, waiting_since = ?,
            has_idle_timer = ?, active_at = ?, last_seq = ?, queue_number = ?, queue_place = ?
        WHERE key = ?
        """

    private func update(_ conversation: Conversation, _ key: Int64) throws {
        let statement = try statements.begin(.updateConversation)
        statement.bind(conversation.phase.rawValue)
        statement.bind(conversation.language.rawValue)
        statement.bind(Int64(conversation.misses))
        let place = conversation.standing.place
        statement.bind(place?.since.milliseconds)
        statement.bind(conversation.hasIdleTimer ? 1 : 0 as Int64)
        statement.bind(conversation.activeAt.milliseconds)
        statement.bind(conversation.lastSeq)
        statement.bind(place?.number)
        statement.bind(place?.told.map { Int64($0) })
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
        case .identify(let identity): try take(identity, key, stored)
        }
    }
}
