package import Dialogue
import Understanding

/// Entries and tickets as frames tell them.
extension JSONWriter {
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

    mutating func sender(_ sender: Sender) {
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

    mutating func source(_ source: Source) {
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
