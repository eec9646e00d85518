import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOWebSocket
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
        let session = ChatSession(
            shared, eventLoop: eventLoop, transport: self, mode: .json, needsHello: true)
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

/// `/_conformance/echo`: every message back as it came, for protocol test suites.
final class EchoSocket: WebSocketPeer {
    private var socket: WebSocketMessages?

    func opened(_ socket: WebSocketMessages) { self.socket = socket }

    func received(text: [UInt8]) {
        socket?.send(text: text)
        socket?.flush()
    }

    func received(binary: [UInt8]) {
        socket?.send(binary: binary)
        socket?.flush()
    }

    func finish() { socket?.close(.normal, "") }

    func closed() { socket = nil }

    var isReady: Bool { true }
}

/// Which requests may become a WebSocket (RFC 6455, 4.2.1; protocol.md, rule 7).
struct UpgradeRule: Sendable {
    static let chatPath = "/v1/chat"
    static let echoPath = "/_conformance/echo"
    static let echoBytesMax = 16 * 1024 * 1024

    let options: GatewayOptions

    enum Endpoint { case chat, echo }

    /// The endpoint that `head` opens, or nil where it stays an ordinary request.
    func endpoint(_ head: HTTPRequestHead) -> Endpoint? {
        guard head.method == .GET, head.version == .http1_1,
            has(head.headers, "upgrade", "websocket"), has(head.headers, "connection", "upgrade"),
            head.headers["host"].count == 1, head.headers["sec-websocket-version"] == ["13"],
            Self.isKey(head.headers["sec-websocket-key"]),
            !Self.hasBody(
                lengths: head.headers["content-length"],
                codings: head.headers["transfer-encoding"])
        else { return nil }
        let path = head.uri.prefix { $0 != "?" }
        if path == Self.echoPath, options.isConformance { return .echo }
        guard path == Self.chatPath, admits(head.headers["origin"], host: head.headers["host"])
        else { return nil }
        return .chat
    }

    private func has(_ headers: HTTPHeaders, _ name: String, _ token: String) -> Bool {
        headers[canonicalForm: name].contains { $0.lowercased() == token }
    }

    /// Whether a body follows: it would have to be read before the first frame.
    static func hasBody(lengths: [String], codings: [String]) -> Bool {
        !codings.isEmpty || lengths.contains { Int($0) != 0 }
    }

    /// A key is 16 bytes in base64 (RFC 6455, 4.1).
    static func isKey(_ keys: [String]) -> Bool {
        keys.count == 1 && keys[0].utf8.count == 24 && Data(base64Encoded: keys[0])?.count == 16
    }

    /// An absent origin, the server's own and those of `web.allowedOrigins` pass.
    ///
    /// The own one is that of the `Host` asked for, under whatever name a proxy on this machine
    /// passes on: a page that rebinds a name of its own to this address gets no more than any
    /// visitor does.
    func admits(_ origins: [String], host: [String]) -> Bool {
        guard let origin = origins.first else { return true }
        guard origins.count == 1 else { return false }
        if options.allowedOrigins.contains("*") { return true }
        let folded = origin.lowercased()
        if options.allowedOrigins.contains(folded) { return true }
        guard let host = host.first?.lowercased() else { return false }
        return folded == "http://\(host)" || folded == "https://\(host)"
    }
}

/// Closes a connection whose first request, or upgrade, takes too long.
///
/// `@unchecked Sendable` is safe because the timer is set and met on the channel's event loop only.
final class FirstRequestDeadline: @unchecked Sendable {
    /// Seconds a connection may stay without its first request.
    private static let seconds: Int64 = 15

    private var timer: Scheduled<Void>?

    init(_ channel: any Channel) {
        timer = channel.eventLoop.scheduleTask(in: .seconds(Self.seconds)) {
            channel.close(promise: nil)
        }
    }

    func met() {
        timer?.cancel()
        timer = nil
    }
}
