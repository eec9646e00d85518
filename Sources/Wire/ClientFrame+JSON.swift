import Dialogue
import Understanding

extension ClientFrame {
    /// The frame as one line of JSON, without its end (docs/protocol.md).
    package var json: [UInt8] {
        JSONWriter.written { json in json.object { write(&$0) } }
    }

    private func write(_ json: inout JSONWriter) {
        json.field("type", type)
        json.field("client_message_id", clientMessageID)
        switch self {
        case .hello(let hello):
            json.field("version", 1)
            json.field("session_token", hello.sessionToken)
            json.field("identity_token", hello.identityToken)
            if let last = hello.lastSeq { json.field("last_seq", last) }
            json.field("lang", hello.language?.rawValue)
            if let visit = hello.visit { json.visit(visit) }
        case .message(_, let content): json.field("content", content)
        case .action(_, let message, let action):
            json.field("message_id", message.rawValue)
            json.field("action_id", action)
        case .ticket(_, let subject, let priority):
            json.field("subject", subject)
            json.field("priority", priority.rawValue)
        case .handoff(_, let reason), .bot(_, let reason): json.field("reason", reason)
        case .feedback(_, let message, let value, let reason):
            json.field("message_id", message.rawValue)
            json.field("value", value.rawValue)
            json.field("reason", reason)
        case .rate(_, let score, let comment):
            json.field("score", score)
            json.field("comment", comment)
        case .profile(_, let name, let email, let language):
            json.field("name", name)
            json.field("email", email)
            json.field("lang", language?.rawValue)
        case .why(let message): json.field("message_id", message.rawValue)
        case .history(let before, let limit):
            if let before { json.field("before_seq", before) }
            json.field("limit", limit)
        case .ping(let nonce): json.field("nonce", nonce)
        case .typing(let state): json.field("state", state.rawValue)
        case .read(let seq): json.field("seq", seq)
        case .tickets, .bye: break
        }
    }

    private var type: String {
        switch self {
        case .hello: "hello"
        case .message: "message"
        case .action: "action"
        case .ticket: "ticket"
        case .tickets: "tickets"
        case .handoff: "handoff"
        case .bot: "bot"
        case .feedback: "feedback"
        case .rate: "rate"
        case .profile: "profile"
        case .why: "why"
        case .history: "history"
        case .ping: "ping"
        case .typing: "typing"
        case .read: "read"
        case .bye: "bye"
        }
    }
}
