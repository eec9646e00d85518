package import Understanding

/// Something that happened to a conversation: the only way its history grows.
package enum DialogueEvent: Sendable {
    /// What a customer wrote; ``message(_:contentType:)`` makes it.
    case typed(TypedMessage, contentType: ContentType)
    /// A pressed button; what it says is read as of `at`, from which relative dates count, unless
    /// `reading` is what was read of it before.
    case action(
        message: MessageID, action: String, at: ReferenceTime? = nil,
        reading: ButtonReading? = nil)
    /// The subject is stored as the customer's words too.
    case ticket(subject: String, priority: TicketPriority)
    /// Without a reason the desk's own phrase, `utter_person`, stands as the customer's words.
    case handoff(reason: String?)
    /// Back to the bot, out of the queue too; without a reason `utter_bot` is what was said.
    case bot(reason: String?)
    /// A judgement of one message of this conversation that no customer wrote.
    case feedback(message: MessageID, value: FeedbackValue, reason: String?)
    /// A score from 1 to 5 for the conversation; any other is refused.
    case rate(score: Int, comment: String?)
    /// What the customer says of themselves; nil leaves a field as it is.
    case profile(name: String?, email: String?, language: Language?)
    /// A signed token has told who the customer is.
    case identified(VerifiedIdentity)
    /// An operator's command: the desk has gone on with a ticket.
    case ticketStatus(number: Int64, TicketStatus)
    case timer(TimerKind)
    /// Somebody ahead has left the queue, so that this conversation's place is another.
    case queueMoved(place: Int)

    /// What a customer wrote, as the interpreter that serves reads it.
    package static func message(
        _ reading: Interpretation, contentType: ContentType
    ) -> DialogueEvent {
        .typed(TypedMessage(reading), contentType: contentType)
    }

    /// The customer's language as a message tells it; nil where it tells none, and of what is no
    /// message.
    package var told: Language? {
        guard case .typed(let message, _) = self else { return nil }
        return message.told
    }
}

/// A typed message as it was read, with its wording, and what that says by itself, whatever it
/// follows.
///
/// Made by whoever hands the event in: the decision runs in the writer's transaction, where all
/// wait. A class, so that passing the event on costs one count.
package final class TypedMessage: Sendable {
    let reading: Interpretation
    let wording: Wording
    let reply: Reply?
    /// Whether it is nothing but a number such as an order's, or an address.
    let isReference: Bool
    /// Whether it has what may be a ticket's label.
    let mayNameTicket: Bool
    /// Whether it has that, or says "ticket".
    let maySpeakOfTicket: Bool
    /// Whether it closes a ticket right behind that, without naming it: "close it".
    let mayCloseTicket: Bool
    /// The customer's language, where the message tells it.
    let told: Language?

    init(_ reading: Interpretation) {
        self.reading = reading
        wording = Wording(reading.text)
        reply = Reply(wording)
        mayNameTicket = TicketLabel.mayStand(in: wording)
        maySpeakOfTicket = mayNameTicket || TicketRemark.saysTicket(wording)
        mayCloseTicket = TicketRemark(wording, isBehindTicket: true)?.kind == .closing
        isReference =
            wording.isReference && !Interpreter.asks(reading.text) || Self.isAddress(reading)
        // `KP-204817` is written so in any language.
        told =
            isReference && !wording.isChinese
            ? nil : Language.told(by: reading.language, wording, reply)
    }

    /// Whether a message is nothing but an address of e-mail.
    private static func isAddress(_ reading: Interpretation) -> Bool {
        reading.entities.contains { entity in
            entity.name == BuiltInKind.email.rawValue
                && entity.end - entity.start == reading.text.unicodeScalars.count
        }
    }
}

/// What a button says, read before the decision by somebody who knew the button: it spares the
/// writer's transaction the work. It counts where the decision would read the same.
package struct ButtonReading: Sendable {
    /// Of the button's payload.
    private let reading: Interpretation
    private let interpreter: Interpreter
    /// The conversation's, as far as who read knew.
    private let language: Language

    /// What `interpreter` read in a conversation of `language`.
    package init(_ reading: Interpretation, by interpreter: Interpreter, in language: Language) {
        (self.reading, self.interpreter, self.language) = (reading, interpreter, language)
    }

    /// The reading of `payload`, where nothing that it rests on is another now.
    func known(
        of payload: String, by interpreter: Interpreter, in language: Language
    ) -> Interpretation? {
        let isSame =
            interpreter === self.interpreter && language == self.language
            && payload == reading.text
        return isSame ? reading : nil
    }
}

/// Why the desk wakes up by itself. A conversation has at most one timer of a kind; the raw values
/// are those of the `timers` rows.
package enum TimerKind: String, Sendable, Hashable {
    /// Nobody took over within `handoff.waitSeconds`.
    case handoffWait
    /// Nobody said anything for `conversation.idleSeconds`.
    case idle
}
