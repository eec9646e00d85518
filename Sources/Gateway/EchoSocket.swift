import Wire

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

    func goAway() { socket?.close(.goingAway, "") }

    func closed() { socket = nil }

    var isReady: Bool { true }
}
