import Desk
import Dialogue
import NIOCore
import Understanding
import Wire

/// What carries a session's words: a WebSocket or a TCP line connection.
protocol SessionTransport: AnyObject {
    /// Writes one frame as JSON, `seq` where it is durable; sent with the next ``flush()``.
    func write(frame: [UInt8], seq: Int64?)
    /// Writes lines for people; only the line transport is ever asked to.
    func write(lines: [String])
    func flush()
    /// Says nothing more and closes; `code` is for WebSockets.
    func close(_ code: CloseCode, _ reason: String)
    /// More requests may be read now.
    func resumeReading()
}

/// One connection's part of a conversation: requests in, frames or lines out.
///
/// Requests run one after another, so that answers keep their order and a choice can refer to the
/// answer before it. A session is a cursor into its conversation: what is committed reaches it in
/// order of seq, and what it missed it reads from the archive.
///
/// `@unchecked Sendable` is safe because every stored `var` is touched on `eventLoop` only, which
/// the entry points assert.
final class ChatSession: Subscriber, @unchecked Sendable {
    enum Input {
        case frame([UInt8])
        case text([UInt8])
        case tooLong(SwallowedLine)
    }

    enum Mode { case json, text }

    let context: SessionContext
    let eventLoop: any EventLoop
    let mailbox: any Mailbox
    private(set) weak var transport: (any SessionTransport)?
    private let needsHello: Bool
    /// Answers what it is asked and goes: it neither listens nor counts as a connection.
    private let isPassing: Bool
    /// How responses call this transport.
    var channel: String { needsHello ? "widget" : "line" }

    var speaker: Speaker
    /// Told to its holder only; nil where the holder brought it.
    var token: String
    /// Whether the conversation has rows.
    var isStored = false
    var verifiedSubject: String?
    var language = Language.english
    /// seq of the last entry this connection has got.
    var cursor: Int64 = 0
    var mode: Mode
    /// The last answer of the bot, for `/why` and `/good`.
    var lastAnswer: Entry?
    /// The last thing the bot said, whose choices a number means.
    var lastSaid: Entry?
    var saidHello = false
    var hasToldToken = false

    private var isSubscribed = false
    private var isBusy = false
    private(set) var isClosed = false
    private var inputEnded = false
    private var backlog = CircularBuffer<Input>()
    private var isDraining = false
    /// Entries that were published while the session was reading what it had missed.
    private var heldBack: [Entry]?
    private var badFrames = 0
    private var tooLongLines = 0
    /// For what is not stored: pings, typing, read marks, another hello.
    private var lightBucket = TokenBucket(burst: 40, rate: 10, at: .now())
    /// Requests refused for their rate, one after another.
    private var refusedInARow = 0

    init(
        _ context: SessionContext, eventLoop: any EventLoop, transport: any SessionTransport,
        mode: Mode, needsHello: Bool, isPassing: Bool = false
    ) {
        (self.context, self.eventLoop, self.transport) = (context, eventLoop, transport)
        (self.mode, self.needsHello, self.isPassing) = (mode, needsHello, isPassing)
        mailbox = EventLoopMailbox.of(eventLoop)
        (speaker, token) = Mint.speaker()
        context.registry.opened(self)
    }

    // MARK: Input

    var isSaturated: Bool { backlog.count >= GatewayOptions.backlogMax }

    func receive(_ input: Input) {
        eventLoop.assertInEventLoop()
        guard !isClosed else { return }
        if isBusy {
            backlog.append(input)
        } else {
            process(input)
        }
    }

    /// The peer has sent its last byte: finish what was asked, flush, close.
    func inputFinished() {
        inputEnded = true
        closeIfFinished()
    }

    private func closeIfFinished() {
        guard inputEnded, !isBusy, backlog.isEmpty, !isClosed else { return }
        shut(.normal, "")
    }

    /// The socket is gone.
    func disconnected() {
        guard !isClosed else { return }
        isClosed = true
        leave()
        context.registry.closed(self)
    }

    private func process(_ input: Input) {
        switch input {
        case .frame(let bytes):
            mode = .json
            handleFrame(bytes)
        case .text(let bytes):
            mode = .text
            handleLine(bytes)
        case .tooLong(let line):
            mode = line.isFrame ? .json : .text
            swallowed(line)
        }
        if !isBusy { transport?.flush() }
    }

    private func swallowed(_ line: SwallowedLine) {
        let limits = context.options.limits
        if line.isFrame {
            lineWasTooLong(.tooLong(max: limits.frameBytes))
        } else {
            let id = TextRequest.id(inHead: line.head)
            lineWasTooLong(.tooLong(max: limits.contentMax, clientMessageID: id))
        }
    }

    /// Answers a line beyond its limit, swallowed or read; the fifth ends the connection.
    func lineWasTooLong(_ error: WireError) {
        tooLongLines += 1
        fail(error)
        if tooLongLines >= WireLimits.badFramesMax { sayBye("too-long", .tooBig) }
    }

    private func handleFrame(_ bytes: [UInt8]) {
        let frame: ClientFrame
        do throws(WireError) {
            frame = try context.codec.decode(bytes)
        } catch {
            refuse(error)
            return
        }
        if needsHello, !saidHello {
            guard case .hello = frame else {
                fail(WireError(.badFrame, "hello comes first", isFatal: true))
                shut(.badFrame, "hello comes first")
                return
            }
        }
        if let wait = wait(for: frame) {
            if frame.isEphemeral {
                closeIfAbused()
            } else {
                rateLimited(frame.clientMessageID, wait)
            }
            return
        }
        handle(frame)
    }

    /// Answers an unreadable frame; the fifth bad one closes the connection.
    private func refuse(_ error: WireError) {
        var error = error
        if needsHello, !saidHello, error.code != .invalidUTF8 { error.code = .badFrame }
        if error.code == .badFrame || error.code == .invalidUTF8 { badFrames += 1 }
        let isLast = badFrames >= WireLimits.badFramesMax || needsHello && !saidHello
        error.isFatal = isLast
        // A frame that cannot be read costs what one that can be read does.
        if !isLast, let wait = takeToken() {
            rateLimited(error.clientMessageID, wait)
            return
        }
        fail(error)
        guard isLast else { return }
        if error.code == .invalidUTF8 {
            shut(.notUTF8, "not UTF-8")
        } else {
            sayBye("bad-frame", .badFrame)
        }
    }

    // MARK: Rate

    private func wait(for frame: ClientFrame) -> Int64? {
        switch frame {
        case .hello where !saidHello: nil
        case .bye: nil
        case .typing, .read, .ping, .hello: counted(lightBucket.take(at: .now()))
        case .message, .action, .ticket, .tickets, .handoff, .bot, .feedback, .rate, .profile,
            .why, .history:
            takeToken()
        }
    }

    /// nil where a request may run now, else the milliseconds to wait.
    func takeToken() -> Int64? { counted(context.registry.takeToken(speaker.tokenHash)) }

    private func counted(_ wait: Int64?) -> Int64? {
        refusedInARow = wait == nil ? 0 : refusedInARow + 1
        return wait
    }

    func rateLimited(_ id: String?, _ wait: Int64) {
        fail(
            WireError(
                .rateLimited, "", clientMessageID: id, retryAfterMilliseconds: wait,
                isFatal: isAbused))
        closeIfAbused()
    }

    private var isAbused: Bool { refusedInARow >= GatewayOptions.refusedMax }

    private func closeIfAbused() {
        if isAbused { sayBye("rate", .rate) }
    }

    // MARK: Output

    func send(_ frame: ServerFrame) {
        transport?.write(frame: context.encoder.encode(frame), seq: frame.seq)
    }

    func send(lines: [String]) {
        guard !lines.isEmpty else { return }
        transport?.write(lines: lines)
    }

    var renderer: TextRenderer { TextRenderer(language: language) }

    /// Answers the current request with an error, in its own mode.
    func fail(_ error: WireError) {
        switch mode {
        case .json: send(.error(error.worded(in: language)))
        case .text: send(lines: [renderer.err(error)])
        }
    }

    /// Ends a text request.
    func succeed(id: String?, seq: Int64? = nil) {
        if !hasToldToken {
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

    /// Notes what a later `/why` or number refers to.
    func remember(_ entry: Entry) {
        guard case .message(let message) = entry.body, message.sender == .bot else { return }
        lastSaid = entry
        if message.answer != nil { lastAnswer = entry }
    }

    func sayBye(_ reason: String, _ code: CloseCode, retryAfter: Int64? = nil) {
        switch mode {
        case .json: send(.bye(reason: reason, retryAfterMilliseconds: retryAfter))
        case .text: send(lines: ["* BYE \(reason) resume=\(token)"])
        }
        shut(code, reason)
    }

    func shut(_ code: CloseCode, _ reason: String) {
        guard !isClosed else { return }
        transport?.flush()
        transport?.close(code, reason)
        disconnected()
    }

    // MARK: One request after another

    /// Holds back further requests until ``done()``.
    func begin() { isBusy = true }

    func done() {
        isBusy = false
        // A request that is answered at once ends inside the loop that started it.
        guard !isDraining else { return }
        isDraining = true
        while !isBusy, !isClosed, let input = backlog.popFirst() { process(input) }
        isDraining = false
        transport?.flush()
        if !isSaturated { transport?.resumeReading() }
        closeIfFinished()
    }

    // MARK: The conversation

    /// Starts to listen to the speaker's conversation.
    func join() {
        guard !isSubscribed, !isClosed else { return }
        if isPassing {
            context.registry.remember(speaker)
            return
        }
        isSubscribed = true
        context.desk.hub.subscribe(self, to: speaker.conversation)
        let (oldest, owner) = context.registry.join(self, speaker)
        if let oldest, oldest !== self {
            oldest.eventLoop.execute { oldest.sayBye("replaced", .replaced) }
        }
        // Somebody identified while this session was on its way in.
        if let owner, owner != verifiedSubject { sayBye("identity", .identity) }
    }

    func leave() {
        guard isSubscribed else { return }
        isSubscribed = false
        context.desk.hub.unsubscribe(self, from: speaker.conversation)
        context.registry.leave(self, speaker.tokenHash)
    }

    /// Leaves the conversation for another one.
    func take(_ speaker: Speaker, _ token: String) {
        leave()
        (self.speaker, self.token) = (speaker, token)
        (isStored, verifiedSubject) = (false, speaker.identity?.subject)
        (cursor, lastAnswer, lastSaid, heldBack) = (0, nil, nil, nil)
    }

    /// Entries that arrive until ``release()`` wait for what was missed before them.
    func holdBack() { heldBack = heldBack ?? [] }

    func release() {
        let entries = heldBack ?? []
        heldBack = nil
        if !entries.isEmpty { receive(entries) }
    }

    func receive(_ entries: [Entry]) {
        guard !isClosed, let first = entries.first, let last = entries.last,
            first.conversation == speaker.conversation
        else { return }
        if heldBack != nil {
            heldBack?.append(contentsOf: entries)
            return
        }
        isStored = true
        guard last.seq > cursor else { return }
        guard first.seq <= cursor + 1 else {
            // Something was missed that cannot be: the peer resumes and gets it.
            sayBye("resync", .goingAway, retryAfter: 0)
            return
        }
        for entry in entries where entry.seq > cursor { show(entry) }
        if !isBusy { transport?.flush() }
    }

    func receive(_ signal: Signal) {
        guard !isClosed, mode == .json, heldBack == nil else { return }
        switch signal {
        case .typing(let sender, let state): send(.typing(sender: sender, state: state))
        case .read(let sender, let seq): send(.read(sender: sender, seq: seq))
        case .presence(let sender, let state): send(.presence(sender: sender, state: state))
        }
        transport?.flush()
    }

    /// The desk is going away.
    func goAway() {
        guard !isClosed else { return }
        sayBye("restarting", .goingAway, retryAfter: context.options.retryAfterMilliseconds)
    }
}

extension ClientFrame {
    /// Whether nobody waits for an answer.
    fileprivate var isEphemeral: Bool {
        switch self {
        case .typing, .read, .bye: true
        case .hello, .message, .action, .ticket, .tickets, .handoff, .bot, .feedback, .rate,
            .profile, .why, .history, .ping:
            false
        }
    }
}
