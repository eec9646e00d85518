/// One step of what is done for an intent.
package enum RuleAction: Sendable, Hashable {
    /// Says the response of this name; nothing where there is none.
    case say(String)
    /// Answers with the passage that was found first, where it is sure enough.
    case showPassage
    /// Opens a ticket about what was said.
    case openTicket
    /// Takes a place in the queue.
    case askForPerson

    /// What a rule means by `name`: a response's or one of ``BuiltInIntent``; nil for any other, and
    /// for ``BuiltInIntent/none``, which is no action but what a button calls.
    package init?(_ name: String) {
        switch name {
        case BuiltInIntent.person: self = .askForPerson
        case BuiltInIntent.ticket: self = .openTicket
        case BuiltInIntent.passage: self = .showPassage
        default:
            guard Responses.intent(ofName: name) != nil else { return nil }
            self = .say(name)
        }
    }

    /// The response that it says, if any.
    package var response: String? {
        if case .say(let name) = self { name } else { nil }
    }

    /// Whether it leaves more behind than words: a ticket, a place in the queue.
    package var isLasting: Bool {
        switch self {
        case .openTicket, .askForPerson: true
        case .say, .showPassage: false
        }
    }
}
