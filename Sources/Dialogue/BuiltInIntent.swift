import Understanding

/// Intents that need no training: what the desk's own buttons call. The first three are names of
/// a ``RuleAction``, too.
package enum BuiltInIntent {
    /// Asks for a person: the conversation takes its place in the queue.
    package static let person = "action_handoff"
    /// Opens a ticket about what was said.
    package static let ticket = "action_open_ticket"
    /// Answers with a passage: as a button the one that its `passage` names, in a rule the first
    /// one found.
    package static let passage = "action_answer"
    /// None of the choices was meant, or not what was answered; a protest is stored as it, too.
    package static let none = "none_of_these"
    /// What a button for that sends.
    package static let nonePayload = DirectIntent.payload(none)

    /// Closes the ticket with the number that its `ticket` names, opens it again, and leaves it as it
    /// is.
    package static let closeTicket = "action_close_ticket"
    package static let reopenTicket = "action_reopen_ticket"
    package static let keepTicket = "action_keep_ticket"

    /// Those that leave more behind than words: a ticket, its state, a place in the queue.
    static let lasting: Set<String> = [person, ticket, closeTicket, reopenTicket]

    /// What buttons may call without a response of that name.
    package static let all: Set<String> = [
        person, ticket, passage, none, closeTicket, reopenTicket, keepTicket,
    ]
}

/// Names that Rasa has built in.
package enum RasaName {
    /// The intent of a message that nothing is sure of; it has no examples.
    package static let fallback = "nlu_fallback"
    /// The action that says ``defaultResponse``.
    package static let defaultFallback = "action_default_fallback"
    package static let defaultResponse = "utter_default"
}
