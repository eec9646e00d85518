import NIOCore
import Wire

/// The chat endpoint: a session over one WebSocket.
final class ChatSocket: WebSocketPeer, SessionTransport {
    private let shared: SessionContext
    private let eventLoop: any EventLoop
    /// Whether the address may have one more connection.
    private let isAdmitted: Bool
    private var socket: WebSocketMessages?
    private var session: ChatSession?
    private var helloTimer: Scheduled<Void>?

    init(_ shared: SessionContext, _ eventLoop: any EventLoop, isAdmitted: Bool) {
        (self.shared, self.eventLoop, self.isAdmitted) = (shared, eventLoop, isAdmitted)
    }

    func opened(_ socket: WebSocketMessages) {
        self.socket = socket
        guard isAdmitted else {
            socket.close(.rate, "too many connections")
            return
        }
        let session = ChatSession(.socket, shared, eventLoop: eventLoop, transport: self)
        self.session = session
        helloTimer = eventLoop.assumeIsolated().scheduleTask(
            in: .seconds(shared.options.helloSeconds)
        ) {
            guard !session.saidHello else { return }
            session.fail(WireError(.badFrame, "no hello in time", isFatal: true))
            session.shut(.badFrame, "no hello")
        }
    }

    func received(text: [UInt8]) { session?.receive(.frame(text)) }

    func received(binary: [UInt8]) { session?.shut(.unsupported, "frames are text") }

    func finish() {
        guard let session else { return close(.normal, "") }
        session.inputFinished()
    }

    /// The session has heard it from ``OpenSessions``, which lets its request be answered before.
    func goAway() {}

    func closed() {
        helloTimer?.cancel()
        session?.disconnected()
        session = nil
        socket = nil
    }

    var isReady: Bool { session?.isSaturated != true }

    func write(frame: [UInt8], seq: Int64?) { socket?.send(text: frame) }

    /// Lines are for the TCP port; a WebSocket session never leaves the JSON mode.
    func write(lines: [String]) {}

    func flush() { socket?.flush() }

    func close(_ code: CloseCode, _ reason: String) { socket?.close(code, reason) }

    func resumeReading() { socket?.resumeReading() }
}
