import Desk
import Dialogue
import NIOPosix
import Understanding
import Wire

/// Rasa's REST channel: a sender and a message in, the replies of that turn out.
struct RESTChannel: Sendable {
    let context: SessionContext

    /// The JSON array of what the bot says to `message`.
    ///
    /// A sender has a conversation of its own, found by a hash no session token can have, so that
    /// no name reaches a verified customer's record.
    func replies(to message: String, of sender: String) async throws -> [UInt8] {
        let hash = Mint.hash(.sender, sender)
        var speaker = try await speaker(hash)
        speaker.channel = "rest"
        let reading = context.desk.policy.interpreter.interpret(
            message, at: ReferenceTime(context.desk.time))
        let turn = try await submit(.message(reading, contentType: .text), speaker)
        var json = JSONWriter()
        json.array(turn.entries.dropFirst().flatMap(Self.texts)) { json, reply in
            json.object {
                $0.field("recipient_id", sender)
                $0.field("text", reply.text)
                guard !reply.actions.isEmpty else { return }
                $0.name("buttons")
                $0.array(reply.actions) { json, action in
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
            customer: CustomerID("cu_\(name)"), tokenHash: hash)
    }

    private func submit(_ event: DialogueEvent, _ speaker: Speaker) async throws -> Turn {
        let origin = Submission.Origin.speaker(speaker, clientMessageID: nil, digest: 0)
        return try await withCheckedThrowingContinuation { continuation in
            context.desk.submit(event, from: origin, to: InlineMailbox()) { result in
                continuation.resume(with: result.mapError { $0 as any Error })
            }
        }
    }

    /// Texts of a bot message, split at blank lines; the buttons stand under the last one.
    private static func texts(_ entry: Entry) -> [(text: String, actions: [MessageAction])] {
        guard case .message(let message) = entry.body, message.sender == .bot else { return [] }
        let parts = message.content.split(separator: "\n\n").map { String($0) }
        return parts.enumerated().map { at, text in
            (text, at == parts.count - 1 ? message.actions : [])
        }
    }
}
