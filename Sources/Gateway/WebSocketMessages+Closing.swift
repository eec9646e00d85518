import NIOCore
import NIOWebSocket
import Wire

/// The closing handshake (RFC 6455, 7), from either side.
extension WebSocketMessages {
    /// Seconds to wait for the peer's half of the closing handshake, once ours is written.
    private static let closeSeconds: Int64 = 2
    /// Seconds that a slow reader may take for what is written before the close frame: where that
    /// is bounded, fewer than a desk that stops waits for its connections.
    private var drainSeconds: Int64 { outputBytesMax == nil ? 30 : 4 }

    var isOpen: Bool { if case .open = state { true } else { false } }

    /// The peer's close frame: what came before it is answered, then it, with the same code.
    func peerCloses(_ bytes: [UInt8]) {
        guard isOpen else { return endWhenWritten() }
        guard bytes.count != 1 else { return fail(.protocolError, "half a close code") }
        var answer: [UInt8] = []
        if bytes.count >= 2 {
            let code = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
            guard Self.mayBeSent(code) else { return fail(.protocolError, "a reserved close code") }
            guard String(validating: bytes[2...], as: UTF8.self) != nil else {
                return fail(.notUTF8, "not UTF-8")
            }
            answer = Array(bytes[..<2])
        }
        message = nil
        state = .finishing(answer: answer)
        peer.finish()
    }

    /// RFC 6455, 7.4: what an endpoint may put into a close frame.
    private static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// A fault of the peer: what was answered before leaves first, then the close frame.
    func fail(_ code: CloseCode, _ reason: String) {
        close(code, reason)
    }

    /// Starts the closing handshake, which ends with the peer's answer or a time-out, or completes
    /// the one that the peer has started.
    func close(_ code: CloseCode, _ reason: String) {
        switch state {
        case .open:
            let bytes = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
            writeClose(bytes + Array(reason.utf8.prefix(120)))
            whenCloseIsWritten { channel in
                channel.eventLoop.scheduleTask(in: .seconds(Self.closeSeconds)) {
                    channel.close(promise: nil)
                }
            }
            resumeReading()
        case .finishing(let answer):
            writeClose(answer)
            endWhenWritten()
        case .closing, .closed: break
        }
    }

    private func writeClose(_ bytes: [UInt8]) {
        guard let context else { return }
        let written = context.eventLoop.makePromise(of: Void.self)
        write(.connectionClose, bytes, promise: written)
        closeWritten = written.futureResult
        state = .closing
        flush()
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .seconds(drainSeconds)) {
            channel.close(promise: nil)
        }
    }

    /// The last bytes leave before the end of the stream does.
    func endWhenWritten() {
        state = .closed
        whenCloseIsWritten { channel in
            // Not inside the decoder, which may be what called.
            channel.eventLoop.execute { channel.close(promise: nil) }
        }
    }

    private func whenCloseIsWritten(_ act: @escaping @Sendable (any Channel) -> Void) {
        guard let channel = context?.channel, let closeWritten else { return }
        closeWritten.whenComplete { _ in act(channel) }
    }
}
