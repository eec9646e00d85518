/// What a short message says of a ticket that there is already.
struct TicketRemark: Hashable {
    enum Kind: Hashable {
        /// It shall be closed.
        case closing
        /// What becomes of it is asked, or what can be done with it.
        case progress
        /// Something is told that belongs to it.
        case addition
        /// One that is done shall be opened again.
        case reopening
        /// It is named and nothing else is plain.
        case mention
    }

    let kind: Kind
    /// Whether it names the ticket, so that it can mean nothing else.
    var isNamed = true
    /// Whether it says "ticket": a label alone may be what a thing is called.
    let saysTicket: Bool
    /// The one that is named: 104 of `T-104`, "ticket 104", or `t104` where there is such a ticket.
    let number: Int64?

    /// Nil where `wording` is about no ticket, or wants one opened, whatever else is told. Right
    /// behind one that was opened (`isBehindTicket`) some words are about that without naming it.
    /// `known` are the numbers of tickets that there are: "my T500" is one of theirs, or a thing.
    init?(_ wording: Wording, isBehindTicket: Bool = false, known: [Int64] = []) {
        let (words, text) = (wording.words, wording.isChinese ? wording.joined : "")
        number =
            TicketLabel.number(in: words)
            ?? TicketLabel.bareNumber(in: words).flatMap { known.contains($0) ? $0 : nil }
        saysTicket = Self.saysTicket(wording)
        // Most messages name none, and are looked at no longer than they must.
        guard number != nil || saysTicket else {
            if words.count <= Self.wordsBare, words.contains("reopen") {
                kind = .reopening
                return
            }
            let unnamed =
                wording.isChinese
                ? Self.kind(ofUnnamedChinese: text, isBehindTicket)
                : Self.kind(ofUnnamedEnglish: words, isBehindTicket)
            guard let unnamed else { return nil }
            (kind, isNamed) = (unnamed, false)
            return
        }
        if TicketRequest.matches(wording) { return nil }
        if Self.isReopened(words, text) {
            kind = .reopening
            return
        }
        if Self.isOpened(in: words) || Self.openings.contains(where: text.has) { return nil }
        let named = wording.isChinese ? Self.kind(ofChinese: text) : Self.kind(ofEnglish: words)
        // T-500保修多久 asks about a thing.
        let mayBeThing = wording.isChinese && named == .progress && !text.has("工单")
        kind = mayBeThing && !["进度", "进展", "状态"].contains(where: text.has) ? .mention : named
    }

    /// Whether `wording` says "ticket".
    static func saysTicket(_ wording: Wording) -> Bool {
        wording.words.contains(where: TicketRequest.words.contains)
            || wording.isChinese && wording.joined.has("工单")
    }

    /// "Reopen my ticket", "open the ticket again", 重新打开工单; what "broke again" wants a new one.
    private static func isReopened(_ words: [String], _ text: String) -> Bool {
        if words.contains("reopen") { return true }
        if let opened = words.firstIndex(of: "open"), !has(words, ["a", "ticket"]) {
            return words[opened...].contains("again")
        }
        return ["重新打开", "再打开", "重开"].contains(where: text.has)
            && !["提", "建"].contains(where: text.has)
    }

    /// Whether `wording`, which an intent takes for the wish for a ticket, may well be none: it asks
    /// whether, who or why, or says that there is none ("I never opened a ticket", 谁给我开的工单).
    static func isDoubtfulWish(_ wording: Wording) -> Bool {
        if TicketRequest.matches(wording) { return false }
        if wording.isChinese {
            let text = wording.joined
            return ["没有", "没提", "没开", "谁", "为什么", "为何"].contains(where: text.has)
                && !openings.contains(where: text.has)
        }
        if wording.words.first.map(doubters.contains) == true { return true }
        return wording.words.contains(where: denials.contains) && !isOpened(in: wording.words)
    }

    private static let doubters: Set<String> = [
        "did", "does", "who", "why", "what", "when", "was", "has", "have", "is", "just", "do",
    ]
    private static let denials: Set<String> = [
        "never", "dont", "didnt", "havent", "lost", "forgot",
    ]
}
