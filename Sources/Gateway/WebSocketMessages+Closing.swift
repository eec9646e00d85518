import NIOCore
import NIOWebSocket
import Wire

/// The closing handshake (RFC 6455, 7), from either side.
extension WebSocketMessages {
    /// Seconds that a slow reader may take for what is written before the close frame: where that
    /// is bounded, fewer than a desk that stops waits for its connections.
    private var drainSeconds: Int64 { outputBytesMax == nil ? 30 : 2 * closeSeconds }

    var isOpen: Bool { if case .open = state { true } else { false } }

    /// The peer's close frame: what came before it is answered, then it, with the same code.
    func peerCloses(_ bytes: [UInt8]) {
        guard isOpen else { return endWhenWritten() }
        if let (code, reason) = Self.fault(ofClose: bytes) {
            // No second close frame will come.
            fail(code, reason)
            return endWhenWritten()
        }
        message = nil
        state = .finishing(answer: Array(bytes.prefix(2)))
        peer.finish()
    }

    /// What is wrong with a close frame's payload; nil where nothing is.
    private static func fault(ofClose bytes: [UInt8]) -> (CloseCode, String)? {
        guard let first = bytes.first else { return nil }
        guard bytes.count >= 2 else { return (.protocolError, "half a close code") }
        guard mayBeSent(UInt16(first) << 8 | UInt16(bytes[1])) else {
            return (.protocolError, "a reserved close code")
        }
        let reason = String(validating: bytes[2...], as: UTF8.self)
        return reason == nil ? (.notUTF8, "not UTF-8") : nil
    }

    /// The peer has sent its last byte and no close frame: what it asked before is answered, as far
    /// as that takes no longer than a handshake may.
    func peerLeaves() {
        guard let channel = context?.channel else { return }
        message = nil
        state = .finishing(answer: [])
        channel.eventLoop.scheduleTask(in: .seconds(closeSeconds)) {
            channel.close(promise: nil)
        }
        peer.finish()
    }

    /// RFC 6455, 7.4: what an endpoint may put into a close frame.
    private static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// A fault of the peer: what was answered before leaves first, then the close frame and with
    /// it the end of our half, for the server closes first (RFC 6455, 7.1.7). What the peer still
    /// sends is read and dropped until its half ends: closing with bytes unread would take the
    /// close frame away from it again.
    func fail(_ code: CloseCode, _ reason: String) {
        guard isOpen else { return }
        close(code, reason)
        whenCloseIsWritten { $0.close(mode: .output, promise: nil) }
    }

    /// Starts the closing handshake, which ends with the peer's answer or a time-out, or completes
    /// the one that the peer has started.
    func close(_ code: CloseCode, _ reason: String) {
        switch state {
        case .open:
            let bytes = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
            writeClose(bytes + Array(reason.utf8.prefix(120)))
            whenCloseIsWritten { [closeSeconds] channel in
                channel.eventLoop.scheduleTask(in: .seconds(closeSeconds)) {
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
        whenCloseIsWritten { $0.close(promise: nil) }
    }

    private func whenCloseIsWritten(_ act: @escaping @Sendable (any Channel) -> Void) {
        guard let channel = context?.channel, let closeWritten else { return }
        closeWritten.whenComplete { _ in
            // Not inside the decoder, which may be what called.
            channel.eventLoop.execute { act(channel) }
        }
    }
}
