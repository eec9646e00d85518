import Desk
import Dialogue
import NIOPosix
import Understanding
import Wire

/// Rasa's REST channel: a sender and a message in, the replies of that turn out.
struct RESTChannel: Sendable {
    let context: SessionContext

    /// The JSON array of what the customer is told in answer to `message`.
    ///
    /// A sender has a conversation of its own, found by a hash no session token can have, so that
    /// no name reaches a verified customer's record.
    func replies(to message: String, of sender: String) async throws -> [UInt8] {
        let hash = Mint.hash(.sender, sender)
        var speaker = try await speaker(hash)
        speaker.channel = .rest
        let reading = context.desk.read(message, language: speaker.language)
        let turn = try await context.desk.submit(
            .message(reading, contentType: .text),
            from: .speaker(speaker, clientMessageID: nil, digest: 0)
        ).get()
        var json = JSONWriter()
        json.array(Self.replies(of: turn)) { json, reply in
            json.object {
                $0.field("recipient_id", sender)
                $0.field("text", reply.text)
                guard !reply.buttons.isEmpty else { return }
                $0.name("buttons")
                $0.array(reply.buttons) { json, action in
                    json.object {
                        $0.field("title", action.title)
                        $0.field("payload", action.payload)
                    }
                }
            }
        }
        return json.bytes
    }

    private func speaker(_ hash: [UInt8]) async throws -> Speaker {
        let archive = context.desk.archive
        let stored = try await context.readers.runIfActive {
            try archive.session(tokenHash: hash)
        }
        if let stored { return Speaker(stored, tokenHash: hash) }
        // Derived from the sender, so that two first messages at once meet in one conversation.
        let name = hash.suffix(11)
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return Speaker(
            participant: ParticipantID("p_\(name)"), conversation: ConversationID("c_\(name)"),
            customer: CustomerID("cu_\(name)"), tokenHash: hash,
            language: context.desk.policy.script.language)
    }

    /// What a turn tells the customer, split at blank lines; the buttons stand under the last
    /// part. A caller sees no statuses: what they tell the bot says beside them.
    private static func replies(of turn: Turn) -> [ResponseVariant] {
        turn.entries.flatMap { entry -> [ResponseVariant] in
            guard case .message(let message) = entry.body, !message.sender.isCustomer else {
                return []
            }
            return parts(
                ResponseVariant(text: message.content, buttons: message.actions.map(\.button)))
        }
    }

    private static func parts(_ reply: ResponseVariant) -> [ResponseVariant] {
        let texts = reply.text.split(separator: "\n\n")
        return texts.enumerated().map { at, text in
            ResponseVariant(
                text: String(text), buttons: at == texts.count - 1 ? reply.buttons : [])
        }
    }
}
