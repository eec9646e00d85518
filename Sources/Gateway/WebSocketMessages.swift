import NIOCore
import NIOWebSocket
import Wire

/// Who gets the messages of one WebSocket.
protocol WebSocketPeer: AnyObject {
    func opened(_ socket: WebSocketMessages)
    func received(text: [UInt8])
    func received(binary: [UInt8])
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
    /// Seconds to wait for the peer's half of the closing handshake.
    private static let closeSeconds: Int64 = 2

    private enum State { case open, closing, closed }

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
        guard state != .closed || context != nil else { return }
        state = .closed
        pinger?.cancel()
        context = nil
        message = nil
        peer.closed()
    }

    private func ping() {
        guard state == .open else { return }
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
        if peer.isReady || state != .open { context.read() } else { wantsToRead = true }
    }

    func resumeReading() {
        guard wantsToRead else { return }
        wantsToRead = false
        context?.read()
    }

    /// A peer that has sent its last byte can neither close by handshake nor answer: it is gone.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
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
        guard state != .closed else { return }
        let frame = unwrapInboundIn(data)
        if state == .closing, frame.opcode != .connectionClose { return }
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
        case .ping where state == .open:
            write(.pong, bytes)
            flush()
        case .pong: silentPings = 0
        case .connectionClose: peerCloses(bytes)
        default: break
        }
    }

    private func begin(_ frame: WebSocketFrame, _ bytes: [UInt8]) {
        guard state == .open else { return }
        guard message == nil else { return fail(.protocolError, "a message inside a message") }
        guard !frame.rsv1 || deflate != nil else { return fail(.protocolError, "a reserved bit") }
        message = PartialMessage(isText: frame.opcode == .text, isCompressed: frame.rsv1)
        append(bytes, isLast: frame.fin)
    }

    private func go(on frame: WebSocketFrame, _ bytes: [UInt8]) {
        guard state == .open else { return }
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

    // MARK: Closing

    /// The peer's close frame: answered with the same code, then the connection ends.
    private func peerCloses(_ bytes: [UInt8]) {
        guard state == .open else {
            state = .closed
            context?.close(promise: nil)
            return
        }
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
        write(.connectionClose, answer)
        flush()
        state = .closed
        guard let context else { return }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.execute { bound.value.close(promise: nil) }
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

    private func writeClose(_ code: CloseCode, _ reason: String) {
        let bytes = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)]
        write(.connectionClose, bytes + Array(reason.utf8.prefix(120)))
    }

    /// Starts the closing handshake; the connection ends with the peer's answer or a time-out.
    func close(_ code: CloseCode, _ reason: String) {
        guard state == .open, let context else { return }
        writeClose(code, reason)
        flush()
        state = .closing
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .seconds(Self.closeSeconds)) {
            bound.value.close(promise: nil)
        }
        resumeReading()
    }

    // MARK: Frames out

    func send(text: [UInt8]) { send(text, .text) }

    func send(binary: [UInt8]) { send(binary, .binary) }

    private func send(_ bytes: [UInt8], _ opcode: WebSocketOpcode) {
        guard state == .open else { return }
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

    private func write(_ opcode: WebSocketOpcode, _ bytes: [UInt8], isCompressed: Bool = false) {
        guard let context else { return }
        var frame = WebSocketFrame(fin: true, opcode: opcode, data: ByteBuffer(bytes: bytes))
        frame.rsv1 = isCompressed
        context.write(wrapOutboundOut(frame), promise: nil)
        hasUnflushed = true
    }

    func flush() {
        guard hasUnflushed, let context else { return }
        hasUnflushed = false
        context.flush()
        if outputBytesMax != nil, !context.channel.isWritable, state == .open {
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

/// Validates UTF-8 across any split (Unicode Standard, table 3-7), failing at the first byte that
/// can belong to no scalar.
struct UTF8Check {
    private var pending = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    /// Whether no scalar is cut in the middle.
    var isComplete: Bool { pending == 0 }

    mutating func take(_ bytes: [UInt8]) -> Bool {
        for byte in bytes {
            if pending > 0 {
                guard low...high ~= byte else { return false }
                (low, high) = (0x80, 0xBF)
                pending -= 1
                continue
            }
            switch byte {
            case 0..<0x80: continue
            case 0xC2...0xDF: pending = 1
            case 0xE0: (pending, low) = (2, 0xA0)
            case 0xED: (pending, high) = (2, 0x9F)
            case 0xE1...0xEF: pending = 2
            case 0xF0: (pending, low) = (3, 0x90)
            case 0xF4: (pending, high) = (3, 0x8F)
            case 0xF1...0xF3: pending = 3
            default: return false
            }
        }
        return true
    }
}
