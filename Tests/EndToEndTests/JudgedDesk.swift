import Assistant
import Dialogue
import Understanding

/// A desk trained from a project's files, and what it says to a message in the words of labels.
///
/// A label is `intent/<name>`, `article/<file>` or `article/<file>#<section>`, with the section's
/// heading in small letters and one hyphen for whatever is no letter or digit, or `oos`.
struct JudgedDesk {
    enum Kind {
        case answered
        case asked
        case missed
    }

    let policy: DialoguePolicy

    var interpreter: Interpreter { policy.interpreter }

    init(directory: String) throws {
        let project = try AssistantProject(directory: directory)
        let model = try IntentModel(bytes: IntentModel.train(project.examples))
        let index = try PassageIndex(bytes: PassageIndex.build(project.passages))
        policy = DialoguePolicy(
            script: project.script, model: model, passages: index,
            entities: try EntityExtractor(project.entityRules))
    }

    /// What comes of a first message; a question back names all it offers, and several answers are
    /// all that they say.
    func answer(to reading: Interpretation) -> (kind: Kind, labels: Set<String>) {
        let answers = policy.asked(by: reading, Self.opened(by: reading)).map { answer($0.route) }
        return (
            answers.first?.kind ?? .missed,
            answers.reduce(into: []) { $0.formUnion($1.labels) }
        )
    }

    private func answer(_ route: Route) -> (kind: Kind, labels: Set<String>) {
        switch route {
        case .handoff: return (.answered, ["intent/talk_to_person"])
        case .ticket: return (.answered, ["intent/open_ticket"])
        case .changeTicket, .declined: return (.answered, [])
        case .intent(let name, _):
            let bound = policy.script.articles[name]?.values.flatMap(Self.labels) ?? []
            return (.answered, Set(bound).union(["intent/" + name]))
        case .knowledge(let passage, _):
            let intent = passage.intent.map { ["intent/" + $0] } ?? []
            return (.answered, Set(Self.labels(of: passage) + intent))
        case .clarify(let choices): return (.asked, Set(choices.map(\.payload).flatMap(labels)))
        case .fallback: return (.missed, ["oos"])
        }
    }

    /// Whether a first message is answered without a word about what it is taken for.
    func isSure(of reading: Interpretation) throws -> Bool {
        let said = try replies(to: reading, in: Self.opened(by: reading))
        return said.contains { $0.answer?.confidence != nil }
            && !said.contains { $0.actions.contains { $0.payload == BuiltInIntent.nonePayload } }
    }

    /// What is offered to who refuses what is said to a first message.
    func topics(refusing reading: Interpretation) throws -> Set<String> {
        var state = Self.opened(by: reading)
        let before = try replies(to: reading, in: state)
        var facts = Facts(now: Timestamp(milliseconds: 0), participant: ParticipantID("p_test"))
        facts.lastSaid = before.last
        facts.question = Message(
            sender: .customer(ParticipantID("p_test")), content: reading.text,
            language: state.language)
        state.lastSeq += Int64(before.count + 1)
        let said = try replies(
            to: interpreter.interpret("That's not what I asked"), in: state, facts)
        return Set(said.flatMap(\.actions).map(\.payload).flatMap(labels))
    }

    /// What comes of `second` where it is said behind the answer to `first`; what is said beside
    /// answers counts as missed.
    func answer(
        to second: String, behind first: String
    ) throws -> (kind: Kind, labels: Set<String>) {
        let reading = interpreter.interpret(first)
        var state = Self.opened(by: reading)
        let before = try replies(to: reading, in: state)
        var facts = Facts(now: Timestamp(milliseconds: 0), participant: ParticipantID("p_test"))
        facts.lastSaid = before.last
        for (seq, said) in zip(Int64(2)..., before) where said.answer != nil {
            facts.answers.insert((seq, said), at: 0)
        }
        state.lastSeq += Int64(before.count + 1)
        let said = try replies(
            to: interpreter.interpret(second, language: state.language), in: state, facts)
        let answers = said.compactMap(\.answer)
        let labels = said.filter { $0.answer != nil }.flatMap(self.labels)
        let kind: Kind =
            switch answers.first?.kind {
            case .intent, .knowledge: .answered
            case .clarify: .asked
            case .fallback, nil: .missed
            }
        return (kind, Set(labels))
    }

    private func replies(
        to reading: Interpretation, in state: Conversation,
        _ facts: Facts = Facts(
            now: Timestamp(milliseconds: 0), participant: ParticipantID("p_test"))
    ) throws -> [Message] {
        try policy.decide(state, facts, .message(reading, contentType: .text)).bodies.compactMap {
            if case .message(let said) = $0, said.sender == .bot { said } else { nil }
        }
    }

    /// The buttons that stand under "I did not understand".
    func topics(near reading: Interpretation) throws -> Set<String> {
        let said = try replies(to: reading, in: Self.opened(by: reading)).last
        return Set((said?.actions ?? []).map(\.payload).flatMap(labels))
    }

    private static func opened(by reading: Interpretation) -> Conversation {
        var state = Conversation(id: ConversationID("c_test"))
        state.language = reading.language ?? .english
        return state
    }

    /// What an answer shows, and what a question back offers.
    private func labels(of said: Message) -> [String] {
        let shown = said.answer?.passageID.flatMap(interpreter.passage).map(Self.labels) ?? []
        let intent = said.answer?.intent.map { ["intent/" + $0] } ?? []
        let offered =
            said.answer?.kind == .clarify ? said.actions.flatMap { labels(of: $0.payload) } : []
        return shown + intent + offered
    }

    private func labels(of payload: String) -> [String] {
        guard let direct = DirectIntent(payload) else { return [] }
        guard direct.intent == BuiltInIntent.passage else { return ["intent/" + direct.intent] }
        let id = direct.entities.first { $0.name == "passage" }?.value
        return id.flatMap(interpreter.passage).map(Self.labels) ?? []
    }

    /// The article, and the section.
    static func labels(of passage: Passage) -> [String] {
        let file = passage.id.prefix { $0 != "#" }.split(separator: "/").last ?? ""
        let article = "article/" + file.prefix { $0 != "." }
        let words = passage.title.lowercased().split { !$0.isLetter && !$0.isNumber }
        return [article, article + "#" + words.joined(separator: "-")]
    }
}
