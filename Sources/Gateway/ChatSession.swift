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

    /// What carries a session, and so what it expects.
    enum Kind {
        /// The line port.
        case line
        case socket
        /// An event stream: it listens, and nothing is asked by it.
        case stream
        /// A POST: it answers what it is asked and goes, listens to nothing, and is none of its
        /// token's connections.
        case post

        var needsHello: Bool { self != .line }
        fileprivate var channel: ChatChannel { self == .line ? .line : .widget }
        fileprivate var mode: Mode { self == .line ? .text : .json }
    }

    /// Something that the bot said.
    struct Said {
        let seq: Int64
        let actions: [MessageAction]
    }

    /// Seconds that a request may still run when the desk goes away, which has five in all.
    private static let leaveSeconds: Int64 = 3

    let context: SessionContext
    let eventLoop: any EventLoop
    let mailbox: any Mailbox
    private(set) weak var transport: (any SessionTransport)?
    let kind: Kind

    var speaker: Speaker
    /// Told to its holder only, and not again to one who brought it.
    var token: String
    /// Whether the conversation has rows.
    var isStored = false
    /// Whether that was proven with this token of late, not on this connection.
    var isProvenElsewhere = false
    /// seq of the last entry this connection has got.
    var cursor: Int64 = 0
    var mode: Mode
    /// seq of the last answer of the bot, for `/good`.
    var lastAnswer: Int64?
    /// The last thing the bot said, whose choices a number means and which `/why` explains.
    var lastSaid: Said?
    var saidHello = false
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
    private var line = RequestLine()
    private var isDraining = false

    init(
        _ kind: Kind, _ context: SessionContext, eventLoop: any EventLoop,
        transport: any SessionTransport
    ) {
        (self.context, self.eventLoop, self.transport) = (context, eventLoop, transport)
        (self.kind, mode) = (kind, kind.mode)
        mailbox = EventLoopMailbox.of(eventLoop)
        (speaker, token) = Mint.speaker()
        speaker.language = context.desk.policy.script.language
        speaker.channel = kind.channel
        isLeaving = context.sessions.opened(self)
        // Whoever makes a session has to say what comes first.
        if isLeaving { eventLoop.execute { [self] in goAway() } }
    }

    // MARK: Input

    var isSaturated: Bool { line.isFull }

    func receive(_ input: Input) {
        eventLoop.assertInEventLoop()
        guard !isClosed else { return }
        if isBusy {
            line.append(input)
        } else {
            process(input)
        }
    }

    /// The peer has sent its last byte: finish what was asked, flush, close.
    func inputFinished() {
        eventLoop.assertInEventLoop()
        inputEnded = true
        closeIfFinished()
    }

    private func closeIfFinished() {
        guard inputEnded, !isBusy, line.isEmpty, !isClosed else { return }
        if isLeaving { sayGoodbye() } else { shut(.normal, "") }
    }

    /// The socket is gone.
    func disconnected() {
        eventLoop.assertInEventLoop()
        guard !isClosed else { return }
        isClosed = true
        line.removeAll()
        leave()
        context.sessions.closed(self)
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
        eventLoop.assertInEventLoop()
        guard !isClosed else { return }
        transport?.flush()
        transport?.close(code, reason)
        disconnected()
    }

    // MARK: One request after another

    /// Holds back further requests until ``done()``.
    func begin() { isBusy = true }

    func done() {
        eventLoop.assertInEventLoop()
        isBusy = false
        // A request that is answered at once ends inside the loop that started it.
        guard !isDraining else { return }
        isDraining = true
        while !isBusy, !isClosed, let input = line.next() { process(input) }
        isDraining = false
        guard !isLeaving else { return sayGoodbye() }
        transport?.flush()
        if !isSaturated { transport?.resumeReading() }
        closeIfFinished()
    }

    /// Goes on with the request that runs, by what may hold back the others again.
    func goOn(with request: () -> Void) {
        isBusy = false
        request()
        if !isBusy { done() }
    }

    /// The desk is going away: lets the request that runs be answered, then refuses those that wait.
    func goAway() {
        eventLoop.assertInEventLoop()
        isLeaving = true
        guard isBusy else { return sayGoodbye() }
        eventLoop.scheduleTask(in: .seconds(Self.leaveSeconds)) { [weak self] in
            self?.sayGoodbye()
        }
    }

    private func sayGoodbye() {
        guard !isClosed else { return }
        sayBye("restarting", .goingAway, retryAfter: GatewayOptions.retryMilliseconds)
    }
}
