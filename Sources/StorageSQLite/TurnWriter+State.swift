import Desk
import Dialogue
import GRDB
import Understanding

/// What a submission meets: its earlier answer, the conversation, and the facts that the decision
/// needs.
extension TurnWriter {
    static let findRequestSQL = """
        SELECT conversation_key, seq, created_at, digest FROM entries
        WHERE participant_id = ? AND client_message_id = ?
        """

    /// The first answer to the same request, or the conflict with it.
    func repeated() throws -> Result<Turn, DeskError>? {
        guard case .speaker(let speaker, let id?, let digest) = submission.origin else {
            return nil
        }
        let statement = try statements.begin(.findRequest)
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
            return .failure(.refused(.conflict("the id was used for something else")))
        }
        return .success(
            Turn(
                seq: found.seq, createdAt: Timestamp(milliseconds: found.createdAt),
                isDuplicate: true, entries: [],
                lastSeq: try lastOfTurn(found.key, found.seq, found.createdAt)))
    }

    /// The conversation's last seq right after the turn that began with `seq`: the next entry that
    /// somebody else caused, or that came at another time, is not of it.
    func lastOfTurn(_ key: Int64, _ seq: Int64, _ createdAt: Int64) throws -> Int64 {
        let next: Int64? = try value(
            """
            SELECT min(seq) FROM entries WHERE conversation_key = ? AND seq > ?
                AND (created_at <> ? OR participant_id IS NOT NULL OR sender = 'customer')
            """, [key, seq, createdAt])
        if let next { return next - 1 }
        return try value("SELECT last_seq FROM conversations WHERE key = ?", [key]) ?? seq
    }

    static let loadSQL = """
        SELECT c.key, c.customer_key, c.phase, c.language, c.misses, c.waiting_since,
            c.has_idle_timer, c.active_at, c.last_seq, u.external_id,
            c.queue_number, c.queue_place
        FROM conversations c JOIN customers u ON u.key = c.customer_key WHERE c.id = ?
        """

    func load() throws -> Stored? {
        let statement = try statements.begin(.load)
        let id = submission.conversation
        statement.bind(id.rawValue)
        return try statement.first { row in
            var conversation = Conversation(id: id)
            conversation.standing = Self.standing(
                row.text(2), since: row.integer(5), number: row.integer(10), told: row.integer(11))
            conversation.language = row.text(3).flatMap(Language.init) ?? .english
            conversation.misses = Int(row.integer(4) ?? 0)
            conversation.hasIdleTimer = row.integer(6) == 1
            conversation.activeAt = Timestamp(milliseconds: row.integer(7) ?? 0)
            conversation.lastSeq = row.integer(8) ?? 0
            return Stored(
                key: row.integer(0) ?? 0, customerKey: row.integer(1) ?? 0,
                externalID: row.text(9).map { Subject($0) },
                conversation: conversation)
        }
    }

    private static func standing(
        _ phase: String?, since: Int64?, number: Int64?, told: Int64?
    ) -> Standing {
        switch phase.flatMap(Phase.init) {
        case nil, .bot: .bot
        case .agent: .agent
        case .closed: .closed
        case .waiting:
            .waiting(
                QueuePlace(
                    since: Timestamp(milliseconds: since ?? 0), number: number ?? 0,
                    told: told.map { Int($0) }))
        }
    }

    /// A conversation that its first durable event is about to create.
    func fresh() -> Conversation? {
        guard case .speaker(let speaker, _, _) = submission.origin else { return nil }
        var conversation = Conversation(id: speaker.conversation)
        conversation.language = speaker.language
        conversation.activeAt = submission.now
        return conversation
    }

    /// A verified record is written by its customer only: looked at here, where nothing can come
    /// between the look and the write.
    func forbidden(_ stored: Stored?) -> DeskError? {
        guard case .speaker(let speaker, _, _) = submission.origin, let owner = stored?.externalID
        else { return nil }
        var proven = [speaker.verifiedSubject, speaker.identity?.subject]
        if case .identified(let identity) = submission.event { proven = [identity.subject] }
        if proven.contains(owner) { return nil }
        return proven.allSatisfy { $0 == nil }
            ? .identityNeeded : .forbidden("the conversation belongs to another customer")
    }

    func facts(_ state: Conversation, key: Int64?) throws -> Facts {
        var facts = Facts(now: submission.now)
        if case .speaker(let speaker, _, _) = submission.origin {
            facts.participant = speaker.participant
            facts.channel = speaker.channel
            facts.told = speaker.told
        }
        let start = state.lastSeq - Facts.entriesReadMax
        if let key, policy.mayAnswer(submission.event, in: state) {
            facts.lastSaid = try lastSaid(key, after: start)
        }
        if let key, let place = target, place.conversation == state.id {
            facts.target = try message(key, place.seq)
        }
        let said = facts.target ?? facts.lastSaid
        let needs = policy.needs(of: submission.event, in: state, after: said)
        if needs.contains(.queue) {
            facts.queueAhead = try queueAhead(of: state)
            facts.nextQueueNumber = try nextQueueNumber()
        }
        if needs.contains(.ticketNumber) { facts.nextTicketNumber = try nextTicketNumber() }
        guard let key else { return facts }
        if needs.contains(.subject) { facts.customerTexts = try customerTexts(key, after: start) }
        if needs.contains(.question), let place = said?.replyTo.flatMap(Entry.place),
            place.conversation == state.id
        {
            facts.question = try message(key, place.seq)
        }
        if needs.contains(.ticket), case .ticketStatus(let number, _) = submission.event {
            facts.ticket = try ticket(number, key)
        }
        let recent = state.lastSeq - Facts.contextEntries
        if needs.contains(.tickets) {
            facts.tickets = try tickets(key)
            facts.ticketTold = try ticketTold(key, after: recent)
        }
        if needs.contains(.ticketsElsewhere) {
            facts.ticketsElsewhere = try ticketsElsewhere(key)
        }
        if needs.contains(.answers) { facts.answers = try answers(key, after: recent) }
        return facts
    }

    /// How many wait for a person before this conversation.
    private func queueAhead(of state: Conversation) throws -> Int {
        try value(
            "SELECT count(*) FROM conversations WHERE phase = 'waiting' AND queue_number < ?",
            [state.standing.place?.number ?? .max]) ?? 0
    }

    private func nextQueueNumber() throws -> Int64 {
        try value(
            """
            SELECT coalesce(max(queue_number), 0) + 1 FROM conversations WHERE phase = 'waiting'
            """, []) ?? 1
    }

    private func nextTicketNumber() throws -> Int64 {
        try value("SELECT coalesce(max(number), 100) + 1 FROM tickets", []) ?? 101
    }

    /// What the customer typed last behind the place `start`, and whether anything behind it answered
    /// it.
    private func customerTexts(_ key: Int64, after start: Int64) throws -> [CustomerText] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT e.content, EXISTS (
                    SELECT 1 FROM entries a
                    WHERE a.conversation_key = e.conversation_key AND a.seq > e.seq AND (
                        a.kind = 'ticket' OR a.kind = 'status' AND a.value = 'closed'
                        OR a.answer IN ('intent', 'knowledge') AND a.target = ? || e.seq))
                FROM entries e
                WHERE e.conversation_key = ? AND e.seq > ?
                    AND e.kind = 'message' AND e.sender = 'customer'
                    AND e.payload IS NULL
                ORDER BY e.seq DESC LIMIT ?
                """)
        let own = Entry.messageID(submission.conversation, 0).rawValue.dropLast()
        return try Row.fetchAll(
            statement, arguments: [String(own), key, start, Facts.customerTextsMax]
        ).map { CustomerText($0[0], isAnswered: $0[1]) }
    }

    /// Where the message that the event points at would stand.
    private var target: (conversation: ConversationID, seq: Int64)? {
        switch submission.event {
        case .action(let message, _, _, _), .feedback(let message, _, _): Entry.place(of: message)
        default: nil
        }
    }

    static let messageSQL =
        "SELECT \(EntryRow.columns) FROM entries WHERE conversation_key = ? AND seq = ?"

    private func message(_ key: Int64, _ seq: Int64) throws -> Message? {
        let statement = try statements.begin(.message)
        statement.bind(key)
        statement.bind(seq)
        let found = try statement.first(entry)
        guard case .message(let message)? = found?.body else { return nil }
        return message
    }

    static let lastSaidSQL = lastSQL(where: "kind = 'message' AND sender <> 'customer'")

    private func lastSaid(_ key: Int64, after start: Int64) throws -> Message? {
        let found = try last(1, .lastSaid, key, after: start).first
        guard case .message(let message)? = found?.body else { return nil }
        return message
    }

    static let answersSQL = lastSQL(where: "(answer IS NOT NULL OR \(isClosing))")

    /// What was answered behind the place `start` and since the conversation was closed.
    private func answers(
        _ key: Int64, after start: Int64
    ) throws -> [(seq: Int64, message: Message)] {
        var answers: [(seq: Int64, message: Message)] = []
        for entry in try last(Facts.answersMax, .answers, key, after: start) {
            guard case .message(let message) = entry.body else { break }
            answers.append((entry.seq, message))
        }
        return answers
    }

    /// Of an entry that tells of a conversation's end.
    private static let isClosing = "kind = 'status' AND value = 'closed'"

    /// Selects the last entries behind a place of which `condition` holds, newest first.
    private static func lastSQL(where condition: String) -> String {
        """
        SELECT \(EntryRow.columns) FROM entries WHERE conversation_key = ? AND seq > ?
            AND \(condition) ORDER BY seq DESC LIMIT ?
        """
    }

    /// What a statement of ``lastSQL(where:)`` finds behind the place `start`.
    private func last(
        _ count: Int, _ kind: TurnStatements.Kind, _ key: Int64, after start: Int64
    ) throws -> [Entry] {
        let statement = try statements.begin(kind)
        statement.bind(key)
        statement.bind(start)
        statement.bind(Int64(count))
        return try statement.all(entry)
    }

    private func entry(_ row: DirectRow) throws -> Entry {
        try EntryRow.entry(row, conversation: submission.conversation)
    }

    /// The ticket of this number, where it is this conversation's.
    private func ticket(_ number: Int64, _ key: Int64) throws -> Ticket? {
        let statement = try DirectStatement(
            db, "\(TicketRow.select) WHERE t.number = ? AND t.conversation_key = ?")
        statement.bind(number)
        statement.bind(key)
        return try statement.first(TicketRow.ticket)
    }

    static let ticketsSQL =
        "\(TicketRow.select) WHERE t.conversation_key = ? ORDER BY t.number DESC LIMIT ?"

    private func tickets(_ key: Int64) throws -> [Ticket] {
        let statement = try statements.begin(.tickets)
        statement.bind(key)
        statement.bind(Int64(Facts.ticketsMax))
        return try statement.all(TicketRow.ticket)
    }

    static let ticketsElsewhereSQL = """
        \(TicketRow.select) WHERE t.conversation_key <> ?1 AND c.key IN (
            SELECT key FROM conversations
            WHERE customer_key = (SELECT customer_key FROM conversations WHERE key = ?1)
            ORDER BY created_at DESC LIMIT ?2)
        ORDER BY t.number DESC LIMIT ?3
        """

    private func ticketsElsewhere(_ key: Int64) throws -> [Ticket] {
        let statement = try statements.begin(.ticketsElsewhere)
        statement.bind(key)
        statement.bind(Int64(Facts.otherConversationsMax))
        statement.bind(Int64(Facts.ticketsMax))
        return try statement.all(TicketRow.ticket)
    }

    static let ticketToldSQL = lastSQL(where: "(kind = 'ticket' OR \(isClosing))")

    private func ticketTold(
        _ key: Int64, after start: Int64
    ) throws -> (seq: Int64, number: Int64)? {
        let found = try last(1, .ticketTold, key, after: start).first
        guard let found, case .ticket(let number, _, _) = found.body else { return nil }
        return (found.seq, number)
    }
}
