import Desk
import Dialogue
import Wire

/// What goes out, as frames or as lines.
extension ChatSession {
    func send(_ frame: ServerFrame) {
        transport?.write(frame: context.encoder.encode(frame), seq: frame.seq)
    }

    func send(lines: [String]) {
        guard !lines.isEmpty else { return }
        transport?.write(lines: lines)
    }

    var renderer: TextRenderer { TextRenderer(language: speaker.language) }

    /// Answers the current request with an error, in its own mode.
    func fail(_ error: WireError) {
        context.refusals.note(error.code)
        switch mode {
        case .json: send(.error(error.worded(in: speaker.language)))
        case .text: send(lines: [renderer.err(error)])
        }
    }

    /// Answers the current request, whose key is `id`, with an error.
    func fail(_ error: WireError, id: String?) {
        var error = error
        error.clientMessageID = id
        fail(error)
    }

    /// Has `show` answer the current request `id` with what was found, and goes on to the next one.
    func finish<Value>(
        _ result: Result<Value, WireError>, id: String?, _ show: (Value) -> Void
    ) {
        switch result {
        case .success(let value): show(value)
        case .failure(let error): fail(error, id: id)
        }
        done()
    }

    /// Ends a text request.
    func succeed(id: String?, seq: Int64? = nil) {
        if !hasToldToken {
            // Whoever is told the token may identify with it: this session has to hear of that.
            guard join(for: id) else { return }
            hasToldToken = true
            send(lines: ["* SESSION resume=\(token)"])
        }
        send(lines: [renderer.ok(id: id, seq: seq ?? cursor)])
    }

    /// Gives an entry to the peer and moves the cursor.
    func show(_ entry: Entry) {
        cursor = entry.seq
        remember(entry)
        switch mode {
        case .json: send(.entry(entry))
        case .text: send(lines: renderer.lines(entry, own: speaker.participant))
        }
    }

    /// Notes what a later `/why`, `/good` or number refers to.
    func remember(_ entry: Entry) {
        guard case .message(let message) = entry.body, message.sender == .bot else { return }
        lastSaid = Said(seq: entry.seq, actions: message.actions)
        if message.answer != nil { lastAnswer = entry.seq }
    }

    func sayBye(_ reason: String, _ code: CloseCode, retryAfter: Int64? = nil) {
        switch mode {
        case .json: send(.bye(reason: reason, retryAfterMilliseconds: retryAfter))
        case .text:
            context.registry.remember(speaker)
            send(lines: ["* BYE \(reason) resume=\(token)"])
        }
        shut(code, reason)
    }
}
