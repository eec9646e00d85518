import Understanding

/// What the desk's own buttons and commands say, in every language, for whoever types it.
struct DeskWords: Sendable {
    /// All of it as it is written, also where it is stored in a customer's name.
    let texts: Set<String>
    /// What of it can be typed at any time, with the payload that it means.
    let payloads: [Wording: String]
    /// What refuses all choices.
    let refusals: Set<Wording>
    /// What takes a customer back to the bot.
    let returns: Set<Wording>

    init(_ responses: Responses) {
        func wordings(of own: OwnResponse) -> Set<Wording> {
            Set(responses.texts(of: [own]).map { Wording($0) }.filter { !$0.isEmpty })
        }
        texts = responses.texts(of: [.person, .ticket, .bot, .clarifyNone, .notMeant])
        var payloads: [Wording: String] = [:]
        for (own, intent) in [
            (OwnResponse.person, BuiltInIntent.person), (.ticket, BuiltInIntent.ticket),
        ] {
            for wording in wordings(of: own) { payloads[wording] = DirectIntent.payload(intent) }
        }
        self.payloads = payloads
        (refusals, returns) = (
            wordings(of: .clarifyNone).union(wordings(of: .notMeant)), wordings(of: .bot)
        )
    }
}
