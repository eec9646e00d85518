import Dialogue
import Understanding
import Wire

/// Typed lines as frames.
extension ChatState {
    /// Starts the first of the outbox: sends it, or answers it here.
    mutating func start(_ pending: Pending) -> [Action] {
        if let frame = pending.frame { return send(frame) }
        let line = Array(pending.line.utf8)
        let told = TextRequest.language(ofVerbIn: line)
        if let told { renderer.language = told }
        do throws(WireError) {
            let request = try TextRequest(line, limits: limits)
            let command = request.command.worded(in: told)
            return try start(command, key: request.id ?? pending.id)
        } catch {
            return answered([renderer.err(error)])
        }
    }

    private mutating func start(
        _ command: TextCommand, key: String
    ) throws(WireError) -> [Action] {
        if isBehind, command.refersBack { return [barrier()] }
        switch command {
        case .help: return answered(renderer.help)
        case .quit, .auth: return answered([])
        case .resume(let token, let seq):
            // Of the conversation that is shown here nothing comes twice.
            let shown = token == place.token ? place.lastSeq : 0
            (former, place) = (place, Place(token: token, lastSeq: seq ?? shown))
            isGreeted = false
            return answered([]) + [.comeBack(after: .zero)]
        case .language(let language): renderer.language = language
        case .since(let seq): outbox[0].since = seq
        case .say, .human, .bot, .ticket, .tickets, .history, .why, .good, .bad, .rate, .name,
            .email, .ping:
            break
        }
        guard let frame = try frame(command, key) else { return answered([]) }
        guard frame.json.count <= limits.frameBytes else {
            throw WireError(
                .tooLong, "max \(limits.frameBytes) as a frame",
                chinese: "编码后最多 \(limits.frameBytes) 字节")
        }
        outbox[0].frame = frame
        return send(frame)
    }

    private mutating func send(_ frame: ClientFrame) -> [Action] {
        underWay = .request
        return [.send(frame.json)]
    }

    /// Takes the first line off the outbox without asking the server.
    private mutating func answered(_ lines: [String]) -> [Action] {
        outbox.removeFirst()
        return lines.map(Action.show)
    }

    /// The frame of a command; nil for those that are answered here.
    private func frame(_ command: TextCommand, _ key: String) throws(WireError) -> ClientFrame? {
        switch command {
        case .say(let text):
            guard let said = lastSaid, said.actions.contains(text.asChoice) else {
                return .message(id: key, content: text)
            }
            return .action(id: key, message: said.message, action: text.asChoice)
        case .human(let reason): return .handoff(id: key, reason: reason)
        case .bot(let reason): return .bot(id: key, reason: reason)
        case .ticket(let subject): return .ticket(id: key, subject: subject, priority: .normal)
        case .tickets: return .tickets
        case .history(let count): return .history(beforeSeq: nil, limit: count)
        case .since(let seq):
            let page = FrameCodec.historyPageMax
            let (end, isBeyond) = seq.addingReportingOverflow(Int64(page) + 1)
            return .history(beforeSeq: isBeyond ? nil : end, limit: page)
        case .why:
            guard let lastSaid else { throw .noAnswerYet() }
            return .why(message: lastSaid.message)
        case .good(let reason):
            return .feedback(id: key, message: try answerMeant(), value: .up, reason: reason)
        case .bad(let reason):
            return .feedback(id: key, message: try answerMeant(), value: .down, reason: reason)
        case .rate(let score, let comment): return .rate(id: key, score: score, comment: comment)
        case .language(let language):
            return .profile(id: key, name: nil, email: nil, language: language)
        case .name(let name): return .profile(id: key, name: name, email: nil, language: nil)
        case .email(let email): return .profile(id: key, name: nil, email: email, language: nil)
        case .ping: return .ping(nonce: nil)
        case .help, .quit, .auth, .resume: return nil
        }
    }

    private func answerMeant() throws(WireError) -> MessageID {
        guard let lastAnswer else { throw .noAnswerYet() }
        return lastAnswer
    }
}

extension TextCommand {
    /// The command as a frame can say it, which has no verb to tell the language of who typed it: a
    /// Chinese one without words has its own.
    fileprivate func worded(in language: Language?) -> TextCommand {
        switch (self, language) {
        case (.human(nil), .chinese): .human(reason: OwnResponse.person.text(in: .chinese))
        case (.bot(nil), .chinese): .bot(reason: OwnResponse.bot.text(in: .chinese))
        default: self
        }
    }

    /// Whether it means what was said before it: an answer, or a choice under one.
    fileprivate var refersBack: Bool {
        switch self {
        case .why, .good, .bad: true
        case .say(let text): text.asChoice.allSatisfy(\.isNumber)
        case .help, .human, .bot, .ticket, .tickets, .history, .since, .rate, .language, .name,
            .email, .resume, .auth, .ping, .quit:
            false
        }
    }
}
