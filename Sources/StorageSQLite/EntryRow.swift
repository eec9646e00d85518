import Dialogue
import GRDB
import Understanding
import Wire

/// The one mapping between an ``Entry`` and its row.
enum EntryRow {
    /// Columns in the order of ``bind(_:key:request:to:)`` and of the reader.
    private static let columnNames = [
        "conversation_key", "seq", "created_at", "kind", "content", "value", "number", "language",
        "sender", "sender_id", "name", "email", "target", "actions", "answer", "answer_intent",
        "answer_confidence", "answer_passage", "answer_sources", "participant_id",
        "client_message_id", "digest", "answer_model", "payload", "answer_follows",
    ]
    static let columns = columnNames.joined(separator: ", ")
    static let insertSQL: String = {
        let places = columnNames.map { _ in "?" }.joined(separator: ",")
        return "INSERT INTO entries (\(columns)) VALUES (\(places))"
    }()

    /// Who asked for an entry, stored with the first entry of a turn.
    struct Request {
        var participant: String
        var clientMessageID: String
        var digest: UInt64
    }

    /// Binds a new entry to the parameters of ``insertSQL``.
    static func bind(
        _ entry: Entry, key: Int64, request: Request?, to statement: DirectStatement
    ) {
        let row = columns(of: entry)
        statement.bind(key)
        statement.bind(entry.seq)
        statement.bind(entry.createdAt.milliseconds)
        row.bind(to: statement)
        statement.bind(request?.participant)
        statement.bind(request?.clientMessageID)
        statement.bind(request.map { Int64(bitPattern: $0.digest) })
        statement.bind(row.model)
        statement.bind(row.payload)
        statement.bind(row.follows)
    }

    private static func columns(of entry: Entry) -> Columns {
        var row = Columns()
        switch entry.body {
        case .message(let message): row.fill(message)
        case .status(let phase, let position):
            (row.kind, row.value, row.number) = ("status", phase.rawValue, position.map(Int64.init))
        case .ticket(let number, let status, let subject):
            (row.kind, row.content) = ("ticket", subject)
            (row.value, row.number) = (status.rawValue, number)
        case .rating(let score, let comment):
            (row.kind, row.content, row.number) = ("rating", comment, Int64(score))
        case .feedback(let target, let value, let reason):
            (row.kind, row.content) = ("feedback", reason)
            (row.value, row.target) = (value.rawValue, target.rawValue)
        case .profile(let name, let email, let language, let verified):
            (row.kind, row.name, row.email) = ("profile", name, email)
            (row.language, row.number) = (language?.rawValue, verified ? 1 : 0)
        }
        return row
    }

    private struct Columns {
        var kind = ""
        var content: String?
        var value: String?
        var number: Int64?
        var language: String?
        var sender: String?
        var senderID: String?
        var name: String?
        var email: String?
        var target: String?
        var actions: String?
        var answer: String?
        var intent: String?
        var confidence: Double?
        var passage: String?
        var sources: String?
        var model: String?
        var payload: String?
        var follows: String?

        /// The columns from `kind` to `answer_sources`.
        func bind(to statement: DirectStatement) {
            statement.bind(kind)
            statement.bind(content)
            statement.bind(value)
            statement.bind(number)
            statement.bind(language)
            statement.bind(sender)
            statement.bind(senderID)
            statement.bind(name)
            statement.bind(email)
            statement.bind(target)
            statement.bind(actions)
            statement.bind(answer)
            statement.bind(intent)
            statement.bind(confidence)
            statement.bind(passage)
            statement.bind(sources)
        }

        mutating func fill(_ message: Message) {
            (kind, content, value) = ("message", message.content, message.contentType.rawValue)
            (language, sender) = (message.language.rawValue, message.sender.type)
            switch message.sender {
            case .customer(let participant): senderID = participant.rawValue
            case .agent(let id, let agentName): (senderID, name) = (id, agentName)
            case .bot, .system: break
            }
            (target, payload) = (message.replyTo?.rawValue, message.payload)
            if !message.actions.isEmpty {
                actions = EntryRow.json(message.actions.map { [$0.id, $0.title, $0.payload] })
            }
            guard let given = message.answer else { return }
            (answer, intent) = (given.kind.rawValue, given.intent)
            (confidence, passage) = (given.confidence, given.passageID)
            (model, follows) = (given.model, given.follows)
            if !given.sources.isEmpty {
                sources = EntryRow.json(given.sources.map { [$0.title, $0.url] })
            }
        }
    }

    fileprivate static func json(_ lists: [[String]]) -> String {
        var json = JSONWriter()
        json.array(lists) { json, list in
            json.array(list) { $0.string($1) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func lists(_ json: String?, width: Int) throws -> [[String]] {
        guard let json else { return [] }
        let lists = try JSONParser.parse(Array(json.utf8)).array ?? []
        return lists.map { ($0.array ?? []).compactMap(\.string) }.filter { $0.count == width }
    }

    /// The entry of a row selected with ``columns``; throws where a row cannot be one of ours.
    static func entry(_ row: DirectRow, conversation: ConversationID) throws -> Entry {
        Entry(
            conversation: conversation, seq: row.integer(1) ?? 0,
            createdAt: Timestamp(milliseconds: row.integer(2) ?? 0), body: try body(row))
    }

    private static func body(_ row: DirectRow) throws -> Entry.Body {
        let kind = row.text(3) ?? ""
        var content: String? { row.text(4) }
        var value: String { row.text(5) ?? "" }
        var number: Int64? { row.integer(6) }
        switch kind {
        case "message": return .message(try message(row))
        case "status":
            return .status(try known(Phase(rawValue: value)), position: number.map { Int($0) })
        case "ticket":
            return .ticket(
                number: number ?? 0, status: try known(TicketStatus(rawValue: value)),
                subject: content ?? "")
        case "rating": return .rating(score: Int(number ?? 0), comment: content)
        case "feedback":
            return .feedback(
                message: MessageID(row.text(12) ?? ""),
                value: try known(FeedbackValue(rawValue: value)),
                reason: content)
        case "profile":
            return .profile(
                name: row.text(10), email: row.text(11),
                language: row.text(7).flatMap(Language.init),
                verified: number == 1)
        default: throw unknown(kind)
        }
    }

    private static func message(_ row: DirectRow) throws -> Message {
        let actions = try lists(row.text(13), width: 3)
        return Message(
            sender: try sender(row),
            contentType: try known(ContentType(rawValue: row.text(5) ?? "")),
            content: row.text(4) ?? "", language: try known(Language(rawValue: row.text(7) ?? "")),
            replyTo: row.text(12).map { MessageID($0) },
            actions: actions.map { MessageAction(id: $0[0], title: $0[1], payload: $0[2]) },
            answer: try answer(row), payload: row.text(23))
    }

    private static func sender(_ row: DirectRow) throws -> Sender {
        let type = row.text(8) ?? ""
        switch type {
        case "customer": return .customer(ParticipantID(row.text(9) ?? ""))
        case "bot": return .bot
        case "agent": return .agent(id: row.text(9) ?? "", name: row.text(10) ?? "")
        case "system": return .system
        default: throw unknown(type)
        }
    }

    private static func answer(_ row: DirectRow) throws -> Answer? {
        guard let kind = row.text(14) else { return nil }
        return Answer(
            kind: try known(Answer.Kind(rawValue: kind)), intent: row.text(15),
            confidence: row.real(16),
            sources: try lists(row.text(18), width: 2).map { Source(title: $0[0], url: $0[1]) },
            passageID: row.text(17), model: row.text(22), follows: row.text(24))
    }

    private static func known<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw unknown("\(Value.self)") }
        return value
    }

    private static func unknown(_ what: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_MISMATCH, message: "unknown \(what) in a row")
    }
}
