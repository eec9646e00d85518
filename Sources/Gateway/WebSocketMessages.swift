import NIOCore
import NIOWebSocket
import Wire

/// Who gets the messages of one WebSocket.
protocol WebSocketPeer: AnyObject {
    func opened(_ socket: WebSocketMessages)
    func received(text: [UInt8])
    func received(binary: [UInt8])
    /// The peer has said its last word: what it asked is answered, then the socket closed.
    func finish()
    func closed()
    /// Whether more may be read now.
    var isReady: Bool { get }
}

/// The message layer over NIOWebSocket's frames (RFC 6455, RFC 7692).
///
/// NIOWebSocket cuts frames and unmasks; this layer checks reserved bits, opcodes and masking,
/// joins fragments, validates UTF-8 across them, inflates, answers pings and closes by handshake.
/// The chat endpoint and the conformance echo run this same code.
final class WebSocketMessages: ChannelInboundHandler, ChannelOutboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// Pings that may stay unanswered.
    private static let silentPingsMax = 2
    /// Seconds to wait for the peer's half of the closing handshake, once ours is written.
    private static let closeSeconds: Int64 = 2
    /// Seconds that a slow reader may take for what is written before the close frame: where that
    /// is bounded, fewer than a desk that stops waits for its connections.
    private var drainSeconds: Int64 { outputBytesMax == nil ? 30 : 4 }

    private enum State {
        case open
        /// The peer's close frame is here: what was asked is answered, then these bytes in ours.
        case finishing(answer: [UInt8])
        /// Ours is written or on its way.
        case closing
        case closed
    }

    private let peer: any WebSocketPeer
    private let deflate: DeflateAgreement?
    private let messageBytesMax: Int
    private let outputBytesMax: Int?
    private let pingSeconds: Int
    private var state = State.open
    private var context: ChannelHandlerContext?
    private var message: PartialMessage?
    private var pinger: Scheduled<Void>?
    private var silentPings = 0
    /// Set with our close frame.
    private var closeWritten: EventLoopFuture<Void>?
    private var hasUnflushed = false
    private var wantsToRead = false

    /// `outputBytesMax` is the unsent output at which the peer counts as slow, nil for no limit;
    /// `pingSeconds` the time between two pings.
    init(
        _ peer: any WebSocketPeer, deflate: DeflateAgreement?, messageBytesMax: Int,
        outputBytesMax: Int?, pingSeconds: Int
    ) {
        (self.peer, self.deflate) = (peer, deflate)
        (self.messageBytesMax, self.outputBytesMax) = (messageBytesMax, outputBytesMax)
        self.pingSeconds = pingSeconds
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        peer.opened(self)
        schedulePing()
    }

    private func schedulePing() {
        pinger = context?.eventLoop.assumeIsolated().scheduleTask(
            in: .seconds(Int64(pingSeconds))
        ) { [weak self] in self?.ping() }
    }

    func handlerRemoved(context: ChannelHandlerContext) { finish() }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    private func finish() {
        guard context != nil else { return }
        state = .closed
        pinger?.cancel()
        context = nil
        message = nil
        peer.closed()
    }

    private func ping() {
        guard case .open = state else { return }
        guard silentPings < Self.silentPingsMax else {
            close(.idle, "no answer to pings")
            return
        }
        silentPings += 1
        write(.ping, [])
        flush()
        schedulePing()
    }

    func read(context: ChannelHandlerContext) {
        if peer.isReady || !isOpen { context.read() } else { wantsToRead = true }
    }

    func resumeReading() {
        guard wantsToRead else { return }
        wantsToRead = false
        context?.read()
    }

    /// A peer that has sent its last byte can neither close by handshake nor answer: it is gone,
    /// unless it has closed before and waits for what is still on its way.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event {
            switch state {
            case .open: context.close(promise: nil)
            case .closing: endWhenWritten()
            case .finishing, .closed: break
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: fail(.tooBig, "a frame is too long")
        case is NIOWebSocketError: fail(.protocolError, "not a valid frame")
        default: context.close(promise: nil)
        }
    }

    // MARK: Frames in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch state {
        case .open: break
        case .closing where frame.opcode == .connectionClose: break
        case .finishing, .closing, .closed: return
        }
        guard frame.maskKey != nil else { return fail(.protocolError, "an unmasked frame") }
        guard !frame.rsv2, !frame.rsv3 else { return fail(.protocolError, "a reserved bit") }
        let bytes = Array(frame.unmaskedData.readableBytesView)
        switch frame.opcode {
        case .text, .binary: begin(frame, bytes)
        case .continuation: go(on: frame, bytes)
        case .ping, .pong, .connectionClose: control(frame, bytes)
        default: fail(.protocolError, "a reserved opcode")
        }
    }

    private func control(_ frame: WebSocketFrame, _ bytes: [UInt8]) {
        guard frame.fin, bytes.count <= 125, !frame.rsv1 else {
            return fail(.protocolError, "a control frame out of bounds")
        }
        switch frame.opcode {
        case .ping where isOpen:
            write(.pong, bytes)
            flush()
        case .pong: silentPings = 0
        case .connectionClose: peerCloses(bytes)
        default: break
        }
    }

    private func begin(_ frame: WebSocketFrame, _ bytes: [UInt8]) {
        guard isOpen else { return }
        guard message == nil else { return fail(.protocolError, "a message inside a message") }
        guard !frame.rsv1 || deflate != nil else { return fail(.protocolError, "a reserved bit") }
        message = PartialMessage(isText: frame.opcode == .text, isCompressed: frame.rsv1)
        append(bytes, isLast: frame.fin)
    }

    private func go(on frame: WebSocketFrame, _ bytes: [UInt8]) {
        guard isOpen else { return }
        guard message != nil else { return fail(.protocolError, "nothing to continue") }
        guard !frame.rsv1 else { return fail(.protocolError, "a reserved bit") }
        append(bytes, isLast: frame.fin)
    }

    private func append(_ bytes: [UInt8], isLast: Bool) {
        guard var current = message else { return }
        message = nil
        guard current.bytes.count + bytes.count <= messageBytesMax else {
            return fail(.tooBig, "a message has at most \(messageBytesMax) bytes")
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
                case .tooBig: fail(.tooBig, "a message has at most \(messageBytesMax) bytes")
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

    /// How the text of a frame that is under way stands; nil for what is no text, or compressed.
    func check(for head: FrameHead) -> UTF8Check? {
        guard isOpen else { return nil }
        switch head.opcode {
        case .text: return head.isCompressed ? nil : UTF8Check()
        case .continuation:
            guard let message, message.isText, !message.isCompressed else { return nil }
            return message.utf8
        default: return nil
        }
    }

    // MARK: Closing

    private var isOpen: Bool { if case .open = state { true } else { false } }

    /// The peer's close frame: what came before it is answered, then it, with the same code.
    private func peerCloses(_ bytes: [UInt8]) {
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
    private func fail(_ code: CloseCode, _ reason: String) {
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
    private func endWhenWritten() {
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

    // MARK: Frames out

    func send(text: [UInt8]) { send(text, .text) }

    func send(binary: [UInt8]) { send(binary, .binary) }

    private func send(_ bytes: [UInt8], _ opcode: WebSocketOpcode) {
        switch state {
        case .open, .finishing: break
        case .closing, .closed: return
        }
        guard let deflate, bytes.count >= DeflateStreams.compressFrom else {
            return write(opcode, bytes)
        }
        do throws(DeflateStreams.Fault) {
            let packed = try DeflateStreams.ofThisLoop.compress(
                bytes, windowBits: deflate.serverWindowBits)
            write(opcode, packed, isCompressed: true)
        } catch {
            write(opcode, bytes)
        }
    }

    private func write(
        _ opcode: WebSocketOpcode, _ bytes: [UInt8], isCompressed: Bool = false,
        promise: EventLoopPromise<Void>? = nil
    ) {
        guard let context else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        var frame = WebSocketFrame(fin: true, opcode: opcode, data: ByteBuffer(bytes: bytes))
        frame.rsv1 = isCompressed
        context.write(wrapOutboundOut(frame), promise: promise)
        hasUnflushed = true
    }

    func flush() {
        guard hasUnflushed, let context else { return }
        hasUnflushed = false
        context.flush()
        guard outputBytesMax != nil, !context.channel.isWritable else { return }
        switch state {
        case .closing, .closed: break
        case .open, .finishing:
            // A slow reader: closed, and it can resume. Nothing is dropped in silence.
            state = .closed
            context.close(promise: nil)
        }
    }
}

/// A message whose last fragment has not come yet.
private struct PartialMessage {
    let isText: Bool
    let isCompressed: Bool
    var bytes: [UInt8] = []
    var utf8 = UTF8Check()
}
