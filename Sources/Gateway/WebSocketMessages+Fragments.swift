import NIOCore
import NIOWebSocket
import Wire

/// Messages out of their frames (RFC 6455, 5.4; RFC 7692).
extension WebSocketMessages {
    func begin(_ frame: WebSocketFrame, _ bytes: [UInt8]) {
        guard isOpen else { return }
        guard message == nil else { return fail(.protocolError, "a message inside a message") }
        guard !frame.rsv1 || deflate != nil else { return fail(.protocolError, "a reserved bit") }
        message = PartialMessage(isText: frame.opcode == .text, isCompressed: frame.rsv1)
        append(bytes, isLast: frame.fin)
    }

    func go(on frame: WebSocketFrame, _ bytes: [UInt8]) {
        guard isOpen else { return }
        guard message != nil else { return fail(.protocolError, "nothing to continue") }
        guard !frame.rsv1 else { return fail(.protocolError, "a reserved bit") }
        append(bytes, isLast: frame.fin)
    }

    private func append(_ bytes: [UInt8], isLast: Bool) {
        guard var current = message else { return }
        message = nil
        let bytesMax =
            current.isCompressed
            ? DeflateStreams.packedBytesMax(messageBytesMax) : messageBytesMax
        guard current.bytes.count + bytes.count <= bytesMax else {
            return failTooBig()
        }
        current.bytes.append(contentsOf: bytes)
        if current.isText, !current.isCompressed, !current.utf8.take(bytes) {
            return fail(.notUTF8, "not UTF-8")
        }
        guard isLast else {
            message = current
            return
        }
        deliver(current)
    }

    private func deliver(_ message: PartialMessage) {
        var bytes = message.bytes
        var isValid = message.utf8.isComplete
        if message.isCompressed {
            do throws(DeflateStreams.Fault) {
                bytes = try DeflateStreams.ofThisLoop.decompress(bytes, limit: messageBytesMax)
            } catch {
                switch error {
                case .tooBig: failTooBig()
                case .damaged: fail(.protocolError, "not a deflate stream")
                }
                return
            }
            var utf8 = UTF8Check()
            isValid = utf8.take(bytes) && utf8.isComplete
        }
        if message.isText {
            guard isValid else { return fail(.notUTF8, "not UTF-8") }
            peer.received(text: bytes)
        } else {
            peer.received(binary: bytes)
        }
    }

    func failTooBig() {
        fail(.tooBig, "a message has at most \(messageBytesMax) bytes")
    }
}
