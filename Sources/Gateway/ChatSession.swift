import Desk
import Dialogue
import NIOCore
import Understanding
import Wire

/// What carries a session's words: a WebSocket, a TCP line connection, or HTTP where neither gets
/// through.
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

        /// Of a line that was swallowed nothing is kept.
        var byteCount: Int {
            switch self {
            case .frame(let bytes), .text(let bytes): bytes.count
            case .tooLong: 0
            }
        }
    }

    enum Mode { case json, text }

    /// Seconds that a request may still run when the desk goes away, which has five in all.
    private static let leaveSeconds: Int64 = 3

    let context: SessionContext
    let eventLoop: any EventLoop
    let mailbox: any Mailbox
    private(set) weak var transport: (any SessionTransport)?
    let needsHello: Bool
    /// Answers what it is asked and goes: it neither listens nor counts as a connection.
    let isPassing: Bool
    /// How responses call this transport.
    var channel: String { needsHello ? "widget" : "line" }

    var speaker: Speaker
    /// Told to its holder only, and not again to one who brought it.
    var token: String
    /// Whether the conversation has rows.
    var isStored = false
    var verifiedSubject: Subject?
    /// Whether that was proven with this token of late, not on this connection.
    var isProvenElsewhere = false
    var language: Language
    /// seq of the last entry this connection has got.
    var cursor: Int64 = 0
    var mode: Mode
    /// The last answer of the bot, for `/good`.
    var lastAnswer: Entry?
    /// The last thing the bot said, whose choices a number means and which `/why` explains.
    var lastSaid: Entry?
    var saidHello = false
    /// What the client said of itself and its page; a conversation that begins keeps it.
    var visit: Visit?
    var hasToldToken = false

    var isSubscribed = false
    /// Entries that were published while the session was reading what it had missed.
    var heldBack: [Entry]?
    var conduct = Conduct()

    /// The desk goes away: what runs is still answered, and nothing else begins.
    private(set) var isLeaving = false
    private(set) var isBusy = false
    private(set) var isClosed = false
    private var inputEnded = false
    private var backlog = CircularBuffer<Input>()
    private var backlogBytes = 0
    private var isDraining = false

    init(
        _ context: SessionContext, eventLoop: any EventLoop, transport: any SessionTransport,
        mode: Mode, needsHello: Bool, isPassing: Bool = false
    ) {
        (self.context, self.eventLoop, self.transport) = (context, eventLoop, transport)
        (self.mode, self.needsHello, self.isPassing) = (mode, needsHello, isPassing)
        mailbox = EventLoopMailbox.of(eventLoop)
        language = context.desk.policy.script.language
        (speaker, token) = Mint.speaker()
        isLeaving = context.registry.opened(self)
        // Whoever makes a session has to say what comes first.
        if isLeaving { eventLoop.execute { [self] in goAway() } }
    }

    // MARK: Input

    var isSaturated: Bool {
        backlog.count >= GatewayOptions.backlogMax
            || backlogBytes >= GatewayOptions.backlogBytesMax
    }

    func receive(_ input: Input) {
        eventLoop.assertInEventLoop()
        guard !isClosed else { return }
        if isBusy {
            backlog.append(input)
            backlogBytes += input.byteCount
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
        if isLeaving { sayGoodbye() } else { shut(.normal, "") }
    }

    /// The socket is gone.
    func disconnected() {
        guard !isClosed else { return }
        isClosed = true
        (backlog, backlogBytes) = (CircularBuffer(), 0)
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
        while !isBusy, !isClosed, let input = nextInput() { process(input) }
        isDraining = false
        guard !isLeaving else { return sayGoodbye() }
        transport?.flush()
        if !isSaturated { transport?.resumeReading() }
        closeIfFinished()
    }

    private func nextInput() -> Input? {
        guard let input = backlog.popFirst() else {
            // One read may have brought thousands of lines; their places are not kept.
            if backlog.capacity > 2 * GatewayOptions.backlogMax { backlog = CircularBuffer() }
            return nil
        }
        backlogBytes -= input.byteCount
        return input
    }

    /// The desk is going away: lets the request that runs be answered, then refuses those that wait.
    func goAway() {
        isLeaving = true
        guard isBusy else { return sayGoodbye() }
        eventLoop.scheduleTask(in: .seconds(Self.leaveSeconds)) { [weak self] in
            self?.sayGoodbye()
        }
    }

    private func sayGoodbye() {
        guard !isClosed else { return }
        sayBye("restarting", .goingAway, retryAfter: context.options.retryAfterMilliseconds)
    }
}
