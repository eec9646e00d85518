package import Dialogue
package import Understanding

/// A request that is stored: what happened, under which key.
///
/// Frames and typed lines are made into it here and nowhere else, so that the one is the resend of
/// the other. The texts of a digest, their number and their order are those of the databases of
/// earlier versions: changed ones would make conflicts of resends.
package struct DurableRequest {
    package let event: DialogueEvent
    package let clientMessageID: String?
    /// Hash of everything that makes two requests the same.
    package let digest: UInt64

    private init(_ event: DialogueEvent, id: String?, content: String...) {
        (self.event, clientMessageID) = (event, id)
        digest = content.reduce(UInt64(content.count)) { Hash64.of($1, seed: $0) }
    }

    /// What was said. `event` is how it is read, as a message or as the press of a button whose
    /// number it is: of the text alone, as a resend may meet another last answer.
    package static func message(_ content: String, as event: DialogueEvent, id: String?) -> Self {
        Self(event, id: id, content: "message", content)
    }

    /// A button pressed; `event` is how its words are read, which may differ for a resend.
    package static func action(
        _ message: MessageID, _ action: String, as event: DialogueEvent, id: String?
    ) -> Self {
        Self(event, id: id, content: "action", message.rawValue, action)
    }

    package static func ticket(subject: String, priority: TicketPriority, id: String?) -> Self {
        Self(
            .ticket(subject: subject, priority: priority), id: id,
            content: "ticket", subject, priority.rawValue)
    }

    package static func handoff(reason: String?, id: String?) -> Self {
        Self(.handoff(reason: reason), id: id, content: "handoff", reason ?? "")
    }

    package static func bot(reason: String?, id: String?) -> Self {
        Self(.bot(reason: reason), id: id, content: "bot", reason ?? "")
    }

    /// A judgement of a message that the client names.
    package static func feedback(
        message: MessageID, value: FeedbackValue, reason: String?, id: String?
    ) -> Self {
        Self(
            .feedback(message: message, value: value, reason: reason), id: id,
            content: "feedback", message.rawValue, value.rawValue, reason ?? "")
    }

    /// A judgement of the last answer, as `/good` is: unlike ``feedback(message:value:reason:id:)``
    /// its digest knows no message, as a resend may meet another last answer.
    package static func feedback(
        lastAnswer: MessageID, value: FeedbackValue, reason: String?, id: String?
    ) -> Self {
        Self(
            .feedback(message: lastAnswer, value: value, reason: reason), id: id,
            content: "feedback", value.rawValue, reason ?? "")
    }

    package static func rate(score: Int, comment: String?, id: String?) -> Self {
        Self(
            .rate(score: score, comment: comment), id: id,
            content: "rate", "\(score)", comment ?? "")
    }

    package static func profile(
        name: String? = nil, email: String? = nil, language: Language? = nil, id: String?
    ) -> Self {
        Self(
            .profile(name: name, email: email, language: language), id: id,
            content: "profile", name ?? "", email ?? "", language?.rawValue ?? "")
    }

    /// A key no client can send: of a customer and session what each token says is stored once.
    package static func identified(_ identity: VerifiedIdentity) -> Self {
        let said = [identity.name, identity.email].compactMap(\.self)
        let mark = said.isEmpty ? "" : " \(Hash64.of(said.joined(separator: "\n")))"
        return Self(
            .identified(identity), id: "\u{1}identified \(identity.subject)\(mark)",
            content: "identified")
    }
}
