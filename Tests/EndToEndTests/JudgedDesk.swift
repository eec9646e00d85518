import Assistant
import Dialogue
import Understanding

/// A desk trained from a project's files, and what it says to messages in the words of
/// ``FirstReply``.
struct JudgedDesk {
    typealias Kind = FirstReply.Kind

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
        let reply = policy.firstReply(to: reading)
        return (reply.kind, reply.labels)
    }

    /// What comes of all messages of a file in `Tests/LabelledQueries`.
    func evaluation(of queries: [LabelledQueries.Query]) -> ReplyEvaluation {
        queries.reduce(into: ReplyEvaluation()) { evaluation, query in
            evaluation.judge(query.expected, interpreter.interpret(query.text), by: policy)
        }
    }

    /// Whether a first message is answered without a word about what it is taken for.
    func isSure(of reading: Interpretation) throws -> Bool {
        let said = try replies(to: reading, in: policy.opened(by: reading))
        return said.contains { $0.answer?.confidence != nil }
            && !said.contains { $0.actions.contains { $0.payload == BuiltInIntent.nonePayload } }
    }

    /// What is offered to who refuses what is said to a first message.
    func topics(refusing reading: Interpretation) throws -> Set<String> {
        var state = policy.opened(by: reading)
        let before = try replies(to: reading, in: state)
        var facts = Facts(now: Timestamp(milliseconds: 0), participant: ParticipantID("p_test"))
        facts.lastSaid = before.last
        facts.question = Message(
            sender: .customer(ParticipantID("p_test")), content: reading.text,
            language: state.language)
        state.lastSeq += Int64(before.count + 1)
        let said = try replies(
            to: interpreter.interpret("That's not what I asked"), in: state, facts)
        return Set(said.flatMap(\.actions).map(\.payload).flatMap(policy.labels(ofPayload:)))
    }

    /// What comes of `second` where it is said behind the answer to `first`; what is said beside
    /// answers counts as missed.
    func answer(
        to second: String, behind first: String
    ) throws -> (kind: Kind, labels: Set<String>) {
        let reading = interpreter.interpret(first)
        var state = policy.opened(by: reading)
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
        let said = try replies(to: reading, in: policy.opened(by: reading)).last
        return Set((said?.actions ?? []).map(\.payload).flatMap(policy.labels(ofPayload:)))
    }

    /// What an answer shows, and what a question back offers.
    private func labels(of said: Message) -> [String] {
        let shown = said.answer?.passageID.flatMap(interpreter.passage)?.labels ?? []
        let intent = said.answer?.intent.map { ["intent/" + $0] } ?? []
        let offered =
            said.answer?.kind == .clarify
            ? said.actions.flatMap { policy.labels(ofPayload: $0.payload) } : []
        return shown + intent + offered
    }
}
