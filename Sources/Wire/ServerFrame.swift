package import Dialogue
package import Understanding

/// What the server says, in either framing.
package enum ServerFrame: Sendable {
    case welcome(Welcome)
    case ack(Ack)
    case entry(Entry)
    case synced(lastSeq: Int64, hasMore: Bool)
    case tickets([Ticket])
    case history([Entry], hasMore: Bool)
    case explanation(MessageExplanation)
    case error(WireError)
    case pong(nonce: String?)
    case bye(reason: String, retryAfterMilliseconds: Int64?)
    case typing(sender: Sender, state: String)
    case read(sender: Sender, seq: Int64)
    /// Whether somebody of the conversation is there: `online` or `offline`.
    case presence(sender: Sender, state: String)
    /// A durable message has other words now; `isRedacted` where none are left of it.
    case messageUpdated(MessageID, seq: Int64, content: String, isRedacted: Bool)

    /// Place in the conversation of a durable frame; nil for the others.
    package var seq: Int64? {
        if case .entry(let entry) = self { return entry.seq }
        return nil
    }

    package struct Welcome: Sendable, Hashable {
        package var sessionToken: String
        package var resumed: Bool
        package var conversation: ConversationID?
        package var participant: ParticipantID
        package var verified: Bool
        package var lastSeq: Int64

        package init(
            sessionToken: String, resumed: Bool, conversation: ConversationID?,
            participant: ParticipantID, verified: Bool, lastSeq: Int64
        ) {
            (self.sessionToken, self.resumed) = (sessionToken, resumed)
            (self.conversation, self.participant) = (conversation, participant)
            (self.verified, self.lastSeq) = (verified, lastSeq)
        }
    }

    package struct Ack: Sendable, Hashable {
        package var clientMessageID: String
        package var messageID: MessageID?
        package var seq: Int64
        package var createdAt: Timestamp
        package var duplicate: Bool

        package init(
            clientMessageID: String, messageID: MessageID?, seq: Int64, createdAt: Timestamp,
            duplicate: Bool
        ) {
            (self.clientMessageID, self.messageID) = (clientMessageID, messageID)
            (self.seq, self.createdAt, self.duplicate) = (seq, createdAt, duplicate)
        }
    }
}

/// Why one message was answered as it was.
package struct MessageExplanation: Sendable, Hashable {
    package var message: MessageID
    package var answer: Answer
    package var explanation: Explanation

    package init(message: MessageID, answer: Answer, explanation: Explanation) {
        (self.message, self.answer, self.explanation) = (message, answer, explanation)
    }
}

/// Writes server frames as JSON objects of one line.
package struct ServerFrameEncoder: Sendable {
    package static let server = "frontdesk/1"

    private let limits: WireLimits

    package init(limits: WireLimits) { self.limits = limits }

    package func encode(_ frame: ServerFrame) -> [UInt8] {
        var json = JSONWriter()
        switch frame {
        case .entry(let entry): json.entry(entry)
        case .welcome(let welcome): json.object { write(welcome, &$0) }
        case .ack(let ack): json.object { write(ack, &$0) }
        case .synced(let lastSeq, let hasMore):
            json.object {
                $0.field("type", "synced")
                $0.field("last_seq", lastSeq)
                $0.field("has_more", hasMore)
            }
        case .tickets(let tickets):
            json.object {
                $0.field("type", "tickets")
                $0.name("tickets")
                $0.array(tickets) { $0.ticket($1) }
            }
        case .history(let entries, let hasMore):
            json.object {
                $0.field("type", "history")
                $0.name("frames")
                $0.array(entries) { $0.entry($1) }
                $0.field("has_more", hasMore)
            }
        case .explanation(let explanation): json.object { write(explanation, &$0) }
        case .error(let error): json.object { write(error, &$0) }
        case .pong(let nonce):
            json.object {
                $0.field("type", "pong")
                $0.field("nonce", nonce)
            }
        case .bye(let reason, let retry):
            json.object {
                $0.field("type", "bye")
                $0.field("reason", reason)
                if let retry { $0.field("retry_after_ms", retry) }
            }
        case .typing(let sender, let state):
            json.object {
                $0.field("type", "typing")
                $0.sender(sender)
                $0.field("state", state)
            }
        case .read(let sender, let seq):
            json.object {
                $0.field("type", "read")
                $0.sender(sender)
                $0.name("up_to")
                $0.integer(seq)
            }
        case .presence(let sender, let state):
            json.object {
                $0.field("type", "presence")
                $0.sender(sender)
                $0.field("state", state)
            }
        case .messageUpdated(let message, let seq, let content, let isRedacted):
            json.object {
                $0.field("type", "message_updated")
                $0.field("message_id", message.rawValue)
                $0.field("seq", seq)
                $0.field("content", content)
                $0.field("redacted", isRedacted)
            }
        }
        return json.bytes
    }

    private func write(_ welcome: ServerFrame.Welcome, _ json: inout JSONWriter) {
        json.field("type", "welcome")
        json.field("session_token", welcome.sessionToken)
        json.field("resumed", welcome.resumed)
        json.field("conversation_id", welcome.conversation?.rawValue)
        json.field("participant_id", welcome.participant.rawValue)
        json.field("verified", welcome.verified)
        json.field("last_seq", welcome.lastSeq)
        json.field("heartbeat_ms", limits.heartbeatSeconds * 1_000)
        json.name("limits")
        json.object {
            $0.field("content", limits.contentMax)
            $0.field("frame", limits.frameBytes)
            $0.field("burst", limits.messageBurst)
            $0.field("rate", limits.messageRate)
        }
        json.name("availability")
        json.object { $0.field("state", "open") }
        json.field("server", Self.server)
    }

    private func write(_ ack: ServerFrame.Ack, _ json: inout JSONWriter) {
        json.field("type", "ack")
        json.field("client_message_id", ack.clientMessageID)
        json.field("message_id", ack.messageID?.rawValue)
        json.field("seq", ack.seq)
        json.field("created_at", ack.createdAt.rfc3339)
        json.field("duplicate", ack.duplicate)
    }

    private func write(_ error: WireError, _ json: inout JSONWriter) {
        json.field("type", "error")
        json.field("client_message_id", error.clientMessageID)
        json.field("code", error.code.rawValue)
        json.field("message", error.message)
        if let retry = error.retryAfterMilliseconds { json.field("retry_after_ms", retry) }
        json.field("fatal", error.isFatal)
    }

    private func write(_ why: MessageExplanation, _ json: inout JSONWriter) {
        json.field("type", "explanation")
        json.field("message_id", why.message.rawValue)
        json.field("kind", why.answer.kind.rawValue)
        json.field("basis", why.explanation.basis.rawValue)
        if let confidence = why.answer.confidence { json.field("confidence", confidence) }
        json.name("candidates")
        json.array(candidates: why.explanation)
        json.field("threshold", why.explanation.threshold)
        json.name("terms")
        json.array(why.explanation.terms) { $0.term($1) }
        json.field("runner_up", why.explanation.runnerUp)
        json.name("runner_up_terms")
        json.array(why.explanation.runnerUpTerms) { $0.term($1) }
        json.name("sources")
        json.array(why.answer.sources) { $0.source($1) }
        json.field("model", why.explanation.model)
    }
}

extension JSONWriter {
    /// Passages first, each list by falling score or rank.
    fileprivate mutating func array(candidates explanation: Explanation) {
        typealias Candidate = (kind: StaticString, name: String, score: Double)
        let passages = explanation.passages.map { passage -> Candidate in
            ("source", Source.folder + passage.id, passage.score)
        }
        let intents = explanation.candidates.map { intent -> Candidate in
            ("intent", intent.name, intent.score)
        }
        array(passages + intents) { json, candidate in
            json.object {
                $0.field(candidate.kind, candidate.name)
                $0.field("score", candidate.score)
            }
        }
    }

    fileprivate mutating func term(_ term: MatchedTerm) {
        object {
            $0.field("term", term.term)
            $0.field("weight", term.weight)
        }
    }

    /// A ticket as `tickets` lists it.
    package mutating func ticket(_ ticket: Ticket) {
        object {
            $0.field("id", ticket.id)
            $0.field("number", ticket.label)
            $0.field("status", ticket.status.rawValue)
            $0.field("subject", ticket.subject)
            $0.field("priority", ticket.priority.rawValue)
            $0.field("conversation_id", ticket.conversation.rawValue)
            $0.field("created_at", ticket.createdAt.rfc3339)
            $0.field("updated_at", ticket.updatedAt.rfc3339)
        }
    }

    fileprivate mutating func sender(_ sender: Sender) {
        name("sender")
        object {
            $0.field("type", sender.type)
            switch sender {
            case .customer(let participant):
                $0.field("id", participant.rawValue)
                $0.field("name", "")
            case .bot:
                $0.field("id", "bot")
                $0.field("name", "bot")
            case .agent(let id, let name):
                $0.field("id", id)
                $0.field("name", name)
            case .system:
                $0.field("id", "system")
                $0.field("name", "")
            }
        }
    }

    fileprivate mutating func source(_ source: Source) {
        object {
            $0.field("title", source.title)
            $0.field("url", source.url)
        }
    }

    /// A durable entry as its frame: `message`, `status` or `event`.
    package mutating func entry(_ entry: Entry) {
        object { json in
            switch entry.body {
            case .message(let message): json.message(message, entry)
            case .status(let phase, let position):
                json.field("type", "status")
                json.place(entry)
                json.field("conversation", phase.rawValue)
                if let position { json.field("position", position) }
            case .ticket(let number, let status, let subject):
                json.event("ticket", entry)
                json.name("ticket")
                json.object {
                    $0.field("id", "t_\(number)")
                    $0.field("number", Ticket.label(number))
                    $0.field("status", status.rawValue)
                    $0.field("subject", subject)
                }
            case .rating(let score, let comment):
                json.event("rating", entry)
                json.name("rating")
                json.object {
                    $0.field("score", score)
                    $0.field("comment", comment)
                }
            case .feedback(let target, let value, let reason):
                json.event("feedback", entry)
                json.name("feedback")
                json.object {
                    $0.field("message_id", target.rawValue)
                    $0.field("value", value.rawValue)
                    $0.field("reason", reason)
                }
            case .profile(let name, let email, let language, let verified):
                json.event("profile", entry)
                json.name("profile")
                json.object {
                    $0.field("name", name)
                    $0.field("email", email)
                    $0.field("lang", language?.rawValue)
                    $0.field("verified", verified)
                }
            }
        }
    }

    private mutating func place(_ entry: Entry) {
        field("conversation_id", entry.conversation.rawValue)
        field("seq", entry.seq)
        field("created_at", entry.createdAt.rfc3339)
    }

    private mutating func event(_ kind: String, _ entry: Entry) {
        field("type", "event")
        place(entry)
        field("kind", kind)
    }

    private mutating func message(_ message: Message, _ entry: Entry) {
        field("type", "message")
        field("message_id", entry.messageID.rawValue)
        place(entry)
        sender(message.sender)
        field("content_type", message.contentType.rawValue)
        field("content", message.content)
        field("lang", message.language.rawValue)
        field("reply_to", message.replyTo?.rawValue)
        field("payload", message.payload)
        name("actions")
        array(message.actions) { json, action in
            json.object {
                $0.field("action_id", action.id)
                $0.field("title", action.title)
                $0.field("payload", action.payload)
            }
        }
        guard let answer = message.answer else { return }
        name("answer")
        object {
            $0.field("kind", answer.kind.rawValue)
            $0.field("intent", answer.intent)
            if let confidence = answer.confidence { $0.field("confidence", confidence) }
            $0.name("sources")
            $0.array(answer.sources) { $0.source($1) }
        }
    }
}
