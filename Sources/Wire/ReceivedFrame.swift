package import Dialogue
import Understanding

/// A frame of the server as a client reads it, in the domain's own values.
///
/// As far as a terminal needs it: times are not read, because nothing shows them. A frame of an
/// unknown type or shape keeps its seq only.
package enum ReceivedFrame: Sendable {
    case welcome(Welcome)
    /// The frame with this idempotency key is stored as the entry `seq`.
    case ack(id: String, seq: Int64)
    /// A `message`, `status` or `event`, live or from a resume.
    case entry(Entry, id: MessageID)
    /// What was missed has come; the outbox may be sent again.
    case synced
    /// Newest first, and whether there are older ones.
    case tickets([Ticket], hasMore: Bool)
    /// Oldest first, and whether there are older ones.
    case history([Entry], hasMore: Bool)
    case explanation(MessageExplanation)
    case error(WireError)
    case pong
    /// The server goes; it may be called again after so many milliseconds, where it says.
    case bye(reason: String, retryAfterMilliseconds: Int64?)
    /// A frame that is not known here; its seq still counts.
    case other(seq: Int64?)

    /// What the client must know of its session from here on.
    package struct Welcome: Sendable {
        /// To be kept, and sent with the next hello.
        package var token: String
        /// Whether the token of the hello was known, so that the conversation goes on.
        package var resumed: Bool
        /// Whether the conversation is a verified customer's.
        package var isVerified: Bool
        /// Tells the client its own messages from those of other sessions.
        package var participant: ParticipantID
        /// The conversation's last seq; 0 for a new one.
        package var lastSeq: Int64
        /// Of content and frame as announced, where that is above 0; the rest are defaults.
        package var limits: WireLimits
    }

    /// Reads a line; nil where it is no JSON object.
    package init?(_ line: [UInt8]) {
        guard line.first == UInt8(ascii: "{"), String(validating: line, as: UTF8.self) != nil
        else { return nil }
        let json: JSON
        do {
            json = try JSONParser.parse(line)
        } catch {
            return nil
        }
        self = Self.known(json) ?? .other(seq: json["seq"]?.integer)
    }

    private static func known(_ json: JSON) -> ReceivedFrame? {
        switch json["type"]?.string {
        case "welcome": return Welcome(json).map(ReceivedFrame.welcome)
        case "ack":
            guard let id = json["client_message_id"]?.string, let seq = json["seq"]?.integer
            else { return nil }
            return .ack(id: id, seq: seq)
        case "message", "status", "event":
            guard let entry = Entry(json) else { return nil }
            let id = json["message_id"]?.string.map { MessageID($0) }
            return .entry(entry, id: id ?? entry.messageID)
        case "synced": return .synced
        case "tickets":
            return .tickets(
                (json["tickets"]?.array ?? []).compactMap(Ticket.init),
                hasMore: json["has_more"] == .bool(true))
        case "history":
            return .history(
                (json["frames"]?.array ?? []).compactMap(Entry.init),
                hasMore: json["has_more"] == .bool(true))
        case "explanation": return MessageExplanation(json).map(ReceivedFrame.explanation)
        case "error": return .error(error(json))
        case "pong": return .pong
        case "bye":
            return .bye(
                reason: json["reason"]?.string ?? "",
                retryAfterMilliseconds: json["retry_after_ms"]?.integer)
        default: return nil
        }
    }

    private static func error(_ json: JSON) -> WireError {
        let (name, message) = (json["code"]?.string ?? "", json["message"]?.string ?? "")
        let code = ErrorCode(rawValue: name)
        let said = code == nil ? "\(name) \(message)" : message
        // The server has worded it in the conversation's language already.
        return WireError(
            code ?? .internal, said, chinese: said,
            clientMessageID: json["client_message_id"]?.string,
            retryAfterMilliseconds: json["retry_after_ms"]?.integer)
    }
}

extension ReceivedFrame.Welcome {
    fileprivate init?(_ json: JSON) {
        guard let token = json["session_token"]?.string, let last = json["last_seq"]?.integer
        else { return nil }
        (self.token, lastSeq) = (token, last)
        resumed = json["resumed"] == .bool(true)
        isVerified = json["verified"] == .bool(true)
        participant = ParticipantID(json["participant_id"]?.string ?? "")
        limits = WireLimits()
        let announced = json["limits"]
        if let content = announced?["content"]?.integer.flatMap({ Int(exactly: $0) }), content > 0 {
            limits.contentBytes = content
        }
        if let frame = announced?["frame"]?.integer.flatMap({ Int(exactly: $0) }), frame > 0 {
            limits.frameBytes = frame
        }
    }
}

extension Entry {
    fileprivate init?(_ json: JSON) {
        guard let seq = json["seq"]?.integer, seq > 0, let body = Body(json) else { return nil }
        self.init(
            conversation: ConversationID(json["conversation_id"]?.string ?? ""), seq: seq,
            createdAt: Timestamp(milliseconds: 0), body: body)
    }
}

extension Entry.Body {
    fileprivate init?(_ json: JSON) {
        switch (json["type"]?.string, json["kind"]?.string) {
        case ("message", _):
            guard let message = Message(json) else { return nil }
            self = .message(message)
        case ("status", _):
            guard let phase = json["conversation"]?.string.flatMap(Phase.init) else { return nil }
            self = .status(phase, position: json["position"]?.integer.flatMap { Int(exactly: $0) })
        case ("event", "ticket"):
            guard let ticket = json["ticket"].flatMap(Ticket.init) else { return nil }
            self = .ticket(number: ticket.number, status: ticket.status, subject: ticket.subject)
        case ("event", "rating"):
            guard let score = json["rating"]?["score"]?.integer.flatMap({ Int(exactly: $0) })
            else { return nil }
            self = .rating(score: score, comment: json["rating"]?["comment"]?.string)
        case ("event", "feedback"):
            guard let feedback = json["feedback"],
                let value = feedback["value"]?.string.flatMap(FeedbackValue.init)
            else { return nil }
            self = .feedback(
                message: MessageID(feedback["message_id"]?.string ?? ""), value: value,
                reason: feedback["reason"]?.string)
        case ("event", "profile"):
            guard let profile = json["profile"] else { return nil }
            self = .profile(
                name: profile["name"]?.string, email: profile["email"]?.string,
                language: profile["lang"]?.string.flatMap(Language.init(tag:)),
                verified: profile["verified"] == .bool(true))
        default: return nil
        }
    }
}

extension Message {
    fileprivate init?(_ json: JSON) {
        guard let content = json["content"]?.string,
            let sender = json["sender"].flatMap(Sender.init)
        else { return nil }
        self.init(
            sender: sender, content: content,
            language: json["lang"]?.string.flatMap(Language.init(tag:)) ?? .english,
            actions: (json["actions"]?.array ?? []).compactMap { action in
                guard let id = action["action_id"]?.string, let title = action["title"]?.string
                else { return nil }
                return MessageAction(id: id, title: title, payload: "")
            },
            answer: json["answer"].flatMap(Answer.init), payload: json["payload"]?.string)
    }
}

extension Answer {
    fileprivate init?(_ json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(Kind.init) else { return nil }
        self.init(kind: kind, sources: (json["sources"]?.array ?? []).map(Source.init))
    }
}

extension Source {
    init(_ json: JSON) {
        self.init(title: json["title"]?.string ?? "", url: json["url"]?.string ?? "")
    }
}

extension Sender {
    fileprivate init?(_ json: JSON) {
        let (id, name) = (json["id"]?.string ?? "", json["name"]?.string ?? "")
        switch json["type"]?.string {
        case "customer": self = .customer(ParticipantID(id))
        case "bot": self = .bot
        case "agent": self = .agent(id: id, name: name)
        case "system": self = .system
        default: return nil
        }
    }
}

extension Ticket {
    /// A ticket of the list or of an event, which says less.
    fileprivate init?(_ json: JSON) {
        guard let label = json["number"]?.string, label.hasPrefix("T-"),
            let number = Int64(label.dropFirst(2)),
            let status = json["status"]?.string.flatMap(TicketStatus.init)
        else { return nil }
        self.init(
            number: number, conversation: ConversationID(json["conversation_id"]?.string ?? ""),
            subject: json["subject"]?.string ?? "", status: status,
            priority: json["priority"]?.string.flatMap(TicketPriority.init) ?? .normal,
            createdAt: Timestamp(milliseconds: 0), updatedAt: Timestamp(milliseconds: 0))
    }
}
