import Desk
import Dialogue
import Understanding
import Wire

/// One question to the desk's policy, without a store: what it would say, and why.
struct Rehearsal {
    let policy: DialoguePolicy
    /// Where relative dates count from.
    let now: ReferenceTime?

    private static let conversation = ConversationID("c_rehearsal")

    private static func line(_ entity: Entity) -> String {
        let place = "\(entity.start)..<\(entity.end)"
        return "* entity: \(entity.name) = \(entity.value) (\(entity.source), \(place))"
    }

    /// What was done, where nothing was answered.
    private func otherReply(_ bodies: [Entry.Body]) -> [String] {
        let messages = bodies.compactMap { body in
            if case .message(let message) = body { message } else { nil }
        }
        guard let asked = messages.first, messages.allSatisfy({ $0.answer == nil }),
            let reply = OtherReply(to: asked, Array(bodies.dropFirst()))
        else { return [] }
        return ["* \(reply.text(in: .english))"]
    }

    /// Lines as the line protocol shows them.
    func answer(_ question: String, why: Bool) -> [String] {
        let reading = policy.interpreter.interpret(question, at: now)
        var state = Conversation(id: Self.conversation)
        state.language = reading.language ?? policy.script.language
        let facts = Facts(
            now: Timestamp(milliseconds: 0), participant: ParticipantID("p_rehearsal"))
        let renderer = TextRenderer(language: state.language)
        let decision: Decision
        do {
            decision = try policy.decide(
                state, facts, .message(reading, contentType: .text))
        } catch {
            return ["\(error)"]
        }
        var lines: [String] = []
        for (at, body) in decision.bodies.enumerated().dropFirst() {
            let entry = Entry(
                conversation: Self.conversation, seq: Int64(at + 1), createdAt: facts.now,
                body: body)
            lines += renderer.lines(entry, own: ParticipantID("p_rehearsal"))
            guard why, case .message(let message) = body, let answer = message.answer,
                case .message(let asked)? = decision.bodies.first
            else { continue }
            lines += renderer.why(
                MessageExplanation(
                    message: entry.messageID, answer: answer,
                    explanation: policy.interpreter.explain(asked, answer)))
        }
        guard why else { return lines }
        return lines + otherReply(decision.bodies) + reading.entities.map(Self.line)
    }
}
