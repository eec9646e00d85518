import Understanding

/// What a short message says by itself, whatever it follows.
enum Reply: Hashable, Sendable {
    /// Yes, and nothing but yes.
    case yes
    /// Yes under a question; else no more than "I have heard you".
    case assent
    /// No; a wait for a person is not ended by it.
    case no
    /// No, and what was begun is over.
    case neverMind
    /// What was begun is over.
    case cancel
    /// The number of a choice, from 1.
    case ordinal(Int)
    /// The last choice.
    case last
    /// A word between people.
    case courtesy
    /// "Hello", or "is anybody there?"
    case call
    /// "Are you a bot?"
    case challenge
    /// "What can you do?"
    case ability
    case farewell
    /// "That's not what I asked": what the bot said was no help.
    case protest
    /// The wish to be spoken to in another language.
    case language(Language)

    /// Nil where `wording` says anything that is no such phrase.
    init?(_ wording: Wording) {
        guard !wording.isEmpty, let parts = Phrases.parts(of: wording.words) else { return nil }
        let said = Set(parts.compactMap(\.reply))
        guard let reply = Self.sum(of: said) else { return nil }
        self = reply
    }

    /// What several phrases of one message come to; nil where they contradict each other.
    private static func sum(of said: Set<Reply>) -> Reply? {
        let weak: [Reply] = [.assent, .courtesy]
        var strong = said.subtracting(weak)
        // "no, never mind", "the first one, yes" and "no, the first one" say one thing.
        if strong.contains(.neverMind) { strong.subtract([.no, .cancel]) }
        if strong.contains(where: \.isPlace) { strong.subtract([.yes, .no]) }
        // "No thanks, bye" and "hi, got to go" say no more than the farewell.
        if strong.contains(.farewell) { strong.subtract([.no, .neverMind]) }
        if strong.count > 1 { strong.remove(.call) }
        // "No, that's not what I asked."
        if strong.contains(.protest) { strong.subtract([.no, .cancel, .neverMind]) }
        // "Who are you, and what can you do? Bye": the order of `SmallTalk`.
        if strong.contains(.challenge) { strong.subtract([.ability, .farewell]) }
        if strong.contains(.ability) { strong.remove(.farewell) }
        if strong.count > 1 { return nil }
        if let only = strong.first { return only }
        return weak.first(where: said.contains)
    }

    /// Whether it says which choice by where that stands.
    var isPlace: Bool {
        switch self {
        case .ordinal, .last: true
        default: false
        }
    }

    /// Whether it is about what is said here and how.
    var isOfConversation: Bool {
        switch self {
        case .protest, .language: true
        case .yes, .assent, .no, .neverMind, .cancel, .ordinal, .last, .courtesy, .call,
            .challenge, .ability, .farewell:
            false
        }
    }
}
