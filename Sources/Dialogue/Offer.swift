import Understanding

/// What the bot said last, as far as a typed message may choose of it: its buttons.
struct Offer {
    let actions: [MessageAction]
    /// Whether what stands above the buttons asks.
    let isQuestion: Bool
    /// Whether there is more to choose than that it was not meant.
    let isOpen: Bool
    /// Whether it says what it takes the message for: a yes agrees to that and to no button.
    let isConfirming: Bool

    /// Nil where there is nothing to choose.
    init?(_ said: Message) {
        guard !said.actions.isEmpty else { return nil }
        actions = said.actions
        isOpen = !said.actions.allSatisfy(Self.isRefusal)
        isQuestion =
            said.content.last { !$0.isWhitespace && !"*_)）".contains($0) }
            .map { "?？".contains($0) } ?? false
        isConfirming =
            said.answer?.confidence != nil && !isQuestion
            && said.actions.contains(where: Self.refusesAll)
    }

    /// The action that is called by its title, but for case and marks, or by its place.
    func named(_ wording: Wording, _ reply: Reply?) -> MessageAction? {
        if let named = only({ Wording($0.title) == wording }) { return named }
        return switch reply {
        case .ordinal(let number): actions.first { $0.id == "\(number)" }
        case .last: actions.last { !Self.refusesAll($0) }
        default: nil
        }
    }

    /// What a bare yes chooses: the one button that says yes itself, else the only one that is no
    /// refusal, else the person that is asked about first.
    func affirmed(_ reply: Reply?, isPerson: (MessageAction) -> Bool) -> MessageAction? {
        guard reply == .yes || reply == .assent && isQuestion else { return nil }
        if let yes = only({ Reply(Wording($0.title)) == .yes }) { return yes }
        if isConfirming { return nil }
        let meant = actions.filter { !Self.isRefusal($0) && !Self.isUndoing($0) }
        if meant.count == 1 { return meant.first }
        return isQuestion ? meant.first.flatMap { isPerson($0) ? $0 : nil } : nil
    }

    /// The button that says no: one of its own, else the one that refuses all, unless the no answers
    /// what is asked above it. Who needs no more refuses nothing.
    func refused(_ reply: Reply?) -> MessageAction? {
        guard reply == .no || reply == .neverMind || reply == .protest else { return nil }
        if let own = only({ Self.isRefusal($0) && !Self.refusesAll($0) }) { return own }
        guard reply == .no, isOpen || !isQuestion else { return nil }
        return only(Self.refusesAll)
    }

    /// The one action whose title has every word of the message that says something. A ticket's label
    /// alone answers a question about it, and chooses nothing else that may be done with it.
    func resembled(_ wording: Wording) -> MessageAction? {
        guard let wish = Wish(wording), isQuestion || !wish.isLabel else { return nil }
        let alike = actions.filter {
            !Self.refusesAll($0) && wish.isPart(of: Wording($0.title))
        }
        guard alike.count > 1 else { return alike.first }
        let same = alike.filter { Wish(Wording($0.title)) == wish }
        return same.count == 1 ? same.first : nil
    }

    /// What a message chooses that begins with a yes and goes on: "yes please, stop it".
    func accepted(_ wording: Wording, isPerson: (MessageAction) -> Bool) -> MessageAction? {
        guard Wish.isAcceptance(wording) else { return nil }
        return affirmed(.yes, isPerson: isPerson)
    }

    private func only(_ isMeant: (MessageAction) -> Bool) -> MessageAction? {
        let meant = actions.filter(isMeant)
        return meant.count == 1 ? meant.first : nil
    }

    /// Whether it takes back what was done, which no yes asks for.
    private static func isUndoing(_ action: MessageAction) -> Bool {
        DirectIntent(action.payload)?.intent == BuiltInIntent.reopenTicket
    }

    private static func refusesAll(_ action: MessageAction) -> Bool {
        action.payload == BuiltInIntent.nonePayload
    }

    private static func isRefusal(_ action: MessageAction) -> Bool {
        if refusesAll(action) || action.payload == DirectIntent.payload(BuiltInIntent.keepTicket) {
            return true
        }
        let reply = Reply(Wording(action.title))
        return reply == .no || reply == .neverMind
    }
}
