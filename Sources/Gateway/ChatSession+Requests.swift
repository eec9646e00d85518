import Desk
import Dialogue
import NIOCore
import Understanding
import Wire

extension ChatSession {
    /// Answers a frame that was read and let through.
    func handle(_ frame: ClientFrame) {
        switch frame {
        case .hello(let hello): greet(hello)
        case .tickets: listTickets { [self] in send(.tickets($0, hasMore: $1)) }
        case .why(let message): explain(message)
        case .history(let before, let limit): sendHistory(before: before ?? .max, limit: limit)
        case .ping(let nonce): send(.pong(nonce: nonce))
        case .typing(let state):
            let signal = Signal.typing(.customer(speaker.participant), state: state.rawValue)
            context.desk.hub.signal(signal, in: speaker.conversation, from: self)
        case .read(let seq):
            let signal = Signal.read(.customer(speaker.participant), seq: seq)
            context.desk.hub.signal(signal, in: speaker.conversation, from: self)
        case .bye: shut(.normal, "bye")
        case .message, .action, .ticket, .handoff, .bot, .feedback, .rate, .profile:
            hear(toldBy: frame.words)
            if let request = durable(frame) { store(request) { [self] in acknowledge($0, frame) } }
        }
    }

    /// The stored request that a frame stands for; nil for frames that are not stored.
    private func durable(_ frame: ClientFrame) -> DurableRequest? {
        switch frame {
        case .message(let id, let content): .message(content, as: reading(content), id: id)
        case .action(let id, let message, let action):
            .action(message, action, as: press(message, action), id: id)
        case .ticket(let id, let subject, let priority):
            .ticket(subject: subject, priority: priority, id: id)
        case .handoff(let id, let reason): .handoff(reason: reason, id: id)
        case .bot(let id, let reason): .bot(reason: reason, id: id)
        case .feedback(let id, let message, let value, let reason):
            .feedback(message: message, value: value, reason: reason, id: id)
        case .rate(let id, let score, let comment): .rate(score: score, comment: comment, id: id)
        case .profile(let id, let name, let email, let language):
            .profile(name: name, email: email, language: language, id: id)
        case .hello, .tickets, .why, .history, .ping, .typing, .read, .bye: nil
        }
    }

    /// Hop 1: reads a text, on the event loop; the one lock is that around the content's reference.
    func reading(_ content: String) -> DialogueEvent {
        let reading = context.desk.read(content, language: speaker.language)
        let event = DialogueEvent.message(reading, contentType: .text)
        hear(event.told)
        return event
    }

    /// Goes over to the language that was told; the conversation does with the next request that is
    /// stored.
    func hear(_ told: Language?) {
        guard let told else { return }
        (speaker.language, speaker.told) = (told, told)
    }

    func hear(toldBy words: String?) { hear(words.flatMap(Language.told(by:))) }

    /// Goes by the conversation's language, whatever was told meanwhile in other sessions of it.
    func noteStored(_ turn: Turn) {
        isStored = true
        if let spoken = turn.language { speaker.language = spoken }
        // What a resend told was stored long ago.
        if turn.isDuplicate || turn.language != nil { speaker.told = nil }
    }

    /// A pressed button. Where it stands under what the bot said last its words are read here, as
    /// of now; else where the decision finds it.
    private func press(_ message: MessageID, _ action: String) -> DialogueEvent {
        guard let said = lastSaid, Entry.messageID(speaker.conversation, said.seq) == message,
            let pressed = said.actions.first(where: { $0.id == action })
        else {
            return .action(
                message: message, action: action, at: ReferenceTime(context.desk.time))
        }
        return press(pressed, under: message)
    }

    /// A pressed button that is known to stand under `message`.
    func press(_ action: MessageAction, under message: MessageID) -> DialogueEvent {
        let now = ReferenceTime(context.desk.time)
        let (interpreter, language) = (context.desk.policy.interpreter, speaker.language)
        let reading = interpreter.interpret(action.payload, language: language, at: now)
        return .action(
            message: message, action: action.id, at: now,
            reading: ButtonReading(reading, by: interpreter, in: language))
    }

    /// Has a request decided and stored; `answer` runs on the event loop after the commit.
    func store(
        _ request: DurableRequest, _ answer: @escaping @Sendable (Result<Turn, DeskError>) -> Void
    ) {
        begin()
        guard join(for: request.clientMessageID) else { return }
        let origin = Submission.Origin.speaker(
            speaker, clientMessageID: request.clientMessageID, digest: request.digest)
        context.desk.submit(request.event, from: origin, to: mailbox) { [self] result in
            if case .success(let turn) = result { noteStored(turn) }
            answer(result)
            done()
        }
    }

    private func acknowledge(_ result: Result<Turn, DeskError>, _ frame: ClientFrame) {
        let id = frame.clientMessageID ?? ""
        switch result {
        case .failure(let error): fail(Self.wireError(error, id: id))
        case .success(let turn):
            send(
                .ack(
                    ServerFrame.Ack(
                        clientMessageID: id,
                        messageID: Entry.messageID(speaker.conversation, turn.seq), seq: turn.seq,
                        createdAt: turn.createdAt, duplicate: turn.isDuplicate)))
            showEffects(of: turn)
        }
    }

    /// The entries of a turn behind its first, which the terminator or ack stands for.
    func showEffects(of turn: Turn) {
        guard !turn.isDuplicate else { return }
        cursor = max(cursor, turn.seq)
        for entry in turn.entries.dropFirst() where entry.seq > cursor { show(entry) }
    }

    static func wireError(_ error: DeskError, id: String?) -> WireError {
        switch error {
        case .refused(.notFound(let what)):
            WireError(
                .notFound, what, chinese: "所指的消息、按钮或工单不存在", clientMessageID: id)
        case .refused(.badArgument(let what)):
            WireError(.badArgument, what, chinese: "取值超出范围", clientMessageID: id)
        case .refused(.conflict(let what)):
            WireError(.conflict, what, chinese: "该编号或操作已使用过", clientMessageID: id)
        case .forbidden(let what):
            WireError(.forbidden, what, chinese: "该会话属于其他客户", clientMessageID: id)
        case .identityNeeded: WireError(identityNeededBy: id)
        case .unavailable(let what):
            WireError(
                .unavailable, what, chinese: "服务繁忙", clientMessageID: id,
                retryAfterMilliseconds: GatewayOptions.retryMilliseconds)
        case .shuttingDown:
            WireError(
                .shuttingDown, "", clientMessageID: id,
                retryAfterMilliseconds: GatewayOptions.retryMilliseconds)
        case .failed: WireError(.internal, "", clientMessageID: id)
        }
    }
}
