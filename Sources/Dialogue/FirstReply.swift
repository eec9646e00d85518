package import Understanding

/// What comes of a first message, in the words of labels.
///
/// A label is `intent/<name>`, `article/<file>` or `article/<file>#<section>`, with the section's
/// heading in small letters and one hyphen for whatever is no letter or digit, or `oos`.
package struct FirstReply: Sendable, Hashable {
    package enum Kind: Sendable { case answered, asked, missed }

    /// What an answer comes from.
    package enum Basis: Sendable { case intent, article }

    /// That of the first answer, where a message has several questions.
    package var kind: Kind
    /// What all answers say, a question back offers, or `oos`.
    package var labels: Set<String>
    /// That of the first answer; nil where nothing is answered.
    package var basis: Basis?
    /// Probability of being right, in 0...1, of several answers the least; nil where nothing is
    /// answered and where no score decides, as of who asks for a person.
    package var confidence: Double?

    /// The label of what nothing of the desk answers.
    package static let outOfScope = "oos"
    /// What a person and a ticket are labelled with on every desk, beside the intents whose rule
    /// leads there.
    package static let person = label(ofIntent: "talk_to_person")
    package static let ticket = label(ofIntent: "open_ticket")

    package init(
        kind: Kind, labels: Set<String> = [], basis: Basis? = nil, confidence: Double? = nil
    ) {
        (self.kind, self.labels) = (kind, labels)
        (self.basis, self.confidence) = (basis, confidence)
    }

    package static func label(ofIntent name: String) -> String { "intent/" + name }
}

extension DialoguePolicy {
    /// The conversation that a message is the first of, as the desk opens it.
    package func opened(by reading: Interpretation) -> Conversation {
        var state = Conversation(id: ConversationID("c_judged"))
        state.language = reading.language ?? script.language
        return state
    }

    /// What comes of a first message: which way it goes (``asked(by:_:)``), before the words
    /// between people that the desk has of its own.
    package func firstReply(to reading: Interpretation) -> FirstReply {
        let replies = asked(by: reading, opened(by: reading)).map { reply(by: $0.route) }
        var whole = replies.first ?? FirstReply(kind: .missed)
        whole.labels = replies.reduce(into: []) { $0.formUnion($1.labels) }
        whole.confidence = replies.compactMap(\.confidence).min()
        return whole
    }

    private func reply(by route: Route) -> FirstReply {
        switch route {
        case .handoff:
            answered(as: [FirstReply.person] + labels(of: .askForPerson, BuiltInIntent.person))
        case .ticket:
            answered(as: [FirstReply.ticket] + labels(of: .openTicket, BuiltInIntent.ticket))
        case .changeTicket, .declined: answered(as: [])
        case .intent(let name, let score):
            answered(
                as: [FirstReply.label(ofIntent: name)]
                    + (script.articles[name]?.values.flatMap(\.labels) ?? []), score)
        case .knowledge(let passage, let score):
            FirstReply(
                kind: .answered,
                labels: Set(
                    passage.labels + (passage.intent.map { [FirstReply.label(ofIntent: $0)] } ?? [])
                ),
                basis: .article, confidence: score)
        case .clarify(let choices):
            FirstReply(
                kind: .asked, labels: Set(choices.map(\.payload).flatMap(labels(ofPayload:))))
        case .fallback: FirstReply(kind: .missed, labels: [FirstReply.outOfScope])
        }
    }

    private func answered(as labels: [String], _ score: Double? = nil) -> FirstReply {
        FirstReply(kind: .answered, labels: Set(labels), basis: .intent, confidence: score)
    }

    /// Those of the intents whose rule has `action`, and of what is built in for it.
    private func labels(of action: RuleAction, _ builtIn: String) -> [String] {
        let intents = script.actions.filter { $0.value.contains(action) }.keys
        return (intents + [builtIn]).map(FirstReply.label(ofIntent:))
    }

    /// Those of what a button leads to.
    package func labels(ofPayload payload: String) -> [String] {
        guard let direct = DirectIntent(payload) else { return [] }
        guard direct.intent == BuiltInIntent.passage else {
            return [FirstReply.label(ofIntent: direct.intent)]
        }
        let id = direct.entities.first { $0.name == "passage" }?.value
        return id.flatMap(interpreter.passage)?.labels ?? []
    }
}

extension Passage {
    /// The article, by its file without folder and extensions, and the section.
    package var labels: [String] {
        let file = article.split(separator: "/").last ?? ""
        let label = "article/" + file.prefix { $0 != "." }
        let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }
        return [label, label + "#" + words.joined(separator: "-")]
    }
}
