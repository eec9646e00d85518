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
    /// The desk goes away.
    func goAway()
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

    enum State {
        case open
        /// The peer's close frame or last byte is here: what was asked is answered, then these bytes
        /// in ours.
        case finishing(answer: [UInt8])
        /// Ours is written or on its way.
        case closing
        case closed
    }

    let peer: any WebSocketPeer
    let deflate: DeflateAgreement?
    let messageBytesMax: Int
    let outputBytesMax: Int?
    /// Seconds between two pings, and of a closing handshake.
    private let pingSeconds: Int
    let closeSeconds: Int64
    var state = State.open
    var context: ChannelHandlerContext?
    var message: PartialMessage?
    /// Where frames wait that have not had their turn.
    weak var scanner: FrameScanner?
    private var pinger: Scheduled<Void>?
    private var silentPings = 0
    /// Set with our close frame.
    var closeWritten: EventLoopFuture<Void>?
    private var hasUnflushed = false
    private var wantsToRead = false

    /// `outputBytesMax` is the unsent output at which the peer counts as slow, nil for no limit.
    init(
        _ peer: any WebSocketPeer, deflate: DeflateAgreement?, messageBytesMax: Int,
        outputBytesMax: Int?, options: GatewayOptions
    ) {
        (self.peer, self.deflate) = (peer, deflate)
        (self.messageBytesMax, self.outputBytesMax) = (messageBytesMax, outputBytesMax)
        (pingSeconds, closeSeconds) = (options.limits.heartbeatSeconds, options.closeSeconds)
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
        // Where frames wait for their turn its pong may be behind them.
        if !takesMore { silentPings = 0 }
        guard silentPings < Self.silentPingsMax else {
            close(.idle, "no answer to pings")
            return
        }
        silentPings += 1
        write(.ping, [])
        flush()
        schedulePing()
    }

    /// Whether frames may be handled now; of a socket that closes only the peer's close still is.
    var takesMore: Bool { peer.isReady || !isOpen }

    private var mayRead: Bool { takesMore && scanner?.isHolding != true }

    func read(context: ChannelHandlerContext) {
        if mayRead { context.read() } else { wantsToRead = true }
    }

    /// What has been read already comes first.
    func resumeReading() {
        scanner?.passOn()
        guard wantsToRead, mayRead else { return }
        wantsToRead = false
        context?.read()
    }

    /// A peer that has sent its last byte can neither close by handshake nor answer, but may wait
    /// for what is still on its way.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event {
            switch state {
            case .open: peerLeaves()
            case .closing: endWhenWritten()
            case .finishing, .closed: break
            }
        }
        if event is ChannelShouldQuiesceEvent { peer.goAway() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOWebSocketError.invalidFrameLength: failTooBig()
        case is NIOWebSocketError: fail(.protocolError, "not a valid frame")
        // What follows a fault is dropped, and half a frame before the end of the input, which is
        // told next.
        case is ByteToMessageDecoderError: break
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

    func write(
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
