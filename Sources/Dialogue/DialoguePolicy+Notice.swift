package import Understanding

extension DialoguePolicy {
    /// What an entry that is no message tells the customer, in words, for a channel that carries
    /// nothing but words; nil where it tells nothing, or the bot says it beside the entry, as the
    /// number of a ticket.
    package func notice(
        of entry: Entry, in language: Language, channel: String
    ) -> ResponseVariant? {
        guard case .status(.waiting, let place) = entry.body else { return nil }
        guard
            var said = script.responses.variant(
                "utter_handoff_waiting", language: language, channel: channel, at: entry.seq
            )?.variant
        else { return nil }
        said.text = Responses.filled(said.text, ["place": "\(place ?? 1)"])
        return said
    }
}
