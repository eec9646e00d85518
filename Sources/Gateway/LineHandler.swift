import Logging
import NIOCore
import Wire

/// One TCP connection: bytes to lines to a session, and back.
final class LineHandler: ChannelInboundHandler, ChannelOutboundHandler, SessionTransport {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes of `@id `, a slash and the line's end around the content of a line.
    private static let lineOverhead = WireLimits.clientMessageIDBytes + 16

    /// Seconds for the peer to take the last lines and end its half: a connection that is closed
    /// with unread input may lose what was written.
    private static let closeSeconds: Int64 = 5

    private let shared: SessionContext
    private var decoder: LineDecoder
    private var session: ChatSession?
    private var context: ChannelHandlerContext?
    private var output = ByteBuffer()
    private var isFirstLine = true
    private var wantsToRead = false
    private var address: String?
    private var idleTimer: Scheduled<Void>?
    private var lastHeard = NIODeadline.now()
    private var isClosing = false

    init(_ shared: SessionContext) {
        self.shared = shared
        let limits = shared.options.limits
        decoder = LineDecoder(
            textMax: max(limits.contentMax, FrameCodec.tokenBytesMax) + Self.lineOverhead,
            frameMax: limits.frameBytes)
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { start(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        start(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish()
        self.context = nil
    }

    private func finish() {
        idleTimer?.cancel()
        session?.disconnected()
        session = nil
        if let address { shared.connections.release(address) }
        address = nil
    }

    private func start(_ context: ChannelHandlerContext) {
        guard session == nil, address == nil else { return }
        let peer = context.remoteAddress?.ipAddress ?? "?"
        guard shared.connections.admit(peer) else {
            shared.refusals.note(.address)
            write(lines: ["ERR UNAVAILABLE :too many connections from \(peer)"])
            flush()
            close(.rate, "connections")
            return
        }
        address = peer
        session = ChatSession(.line, shared, eventLoop: context.eventLoop, transport: self)
        write(lines: TextRenderer.greeting(limits: shared.options.limits))
        flush()
        if shared.options.lineIdleSeconds > 0 {
            watchForIdling(.seconds(shared.options.lineIdleSeconds))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        let lines = decoder.decode(unwrapInboundIn(data).readableBytesView)
        // A line that never ends keeps nobody's place.
        if !lines.isEmpty { lastHeard = .now() }
        for line in lines { take(line) }
    }

    private func take(_ line: DecodedLine) {
        guard !isClosing, let session else { return }
        switch line {
        case .tooLong(let line):
            if isFirstLine, line.isRequest { return refuseHTTP() }
            isFirstLine = false
            session.receive(.tooLong(line))
        case .line(let bytes):
            if isFirstLine, HTTPRequestLine(bytes).isWhole { return refuseHTTP() }
            isFirstLine = false
            let isFrame = bytes.first == UInt8(ascii: "{")
            session.receive(isFrame ? .frame(bytes) : .text(bytes))
        }
    }

    private func refuseHTTP() {
        output.writeString(
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        flush()
        close(.protocolError, "HTTP")
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        for line in decoder.finish() { take(line) }
        session?.inputFinished()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        shared.logger.debug("line connection: \(error)")
        context.close(promise: nil)
    }

    /// Back-pressure: nothing more is read while the session has enough to do.
    func read(context: ChannelHandlerContext) {
        if session?.isSaturated == true {
            wantsToRead = true
        } else {
            context.read()
        }
    }

    func resumeReading() {
        guard wantsToRead else { return }
        wantsToRead = false
        context?.read()
    }

    /// One timer a connection, set again for the rest when it fires: a line costs a look at the
    /// clock, not a search among the loop's tasks.
    private func watchForIdling(_ wait: TimeAmount) {
        idleTimer = context?.eventLoop.assumeIsolated().scheduleTask(in: wait) { [weak self] in
            guard let self else { return }
            let rest = lastHeard + .seconds(shared.options.lineIdleSeconds) - .now()
            if rest > .zero { watchForIdling(rest) } else { session?.sayBye("idle", .idle) }
        }
    }

    // MARK: Transport

    func write(frame: [UInt8], seq: Int64?) {
        output.writeBytes(frame)
        output.writeInteger(UInt8(ascii: "\n"))
    }

    func write(lines: [String]) {
        for line in lines {
            output.writeString(line)
            output.writeInteger(UInt8(ascii: "\n"))
        }
    }

    func flush() {
        guard let context, output.readableBytes > 0 else { return }
        let bytes = output
        output = ByteBuffer()
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        if !context.channel.isWritable, !isClosing {
            shared.logger.info("slow reader closed")
            isClosing = true
            context.close(promise: nil)
        }
    }

    /// The last bytes leave before the end of our half does; what the peer still sends is dropped
    /// until its half ends, too, which closes the connection. One too many is not waited for.
    func close(_ code: CloseCode, _ reason: String) {
        guard !isClosing, let context else { return }
        isClosing = true
        let (channel, half) = (context.channel, address == nil ? CloseMode.all : .output)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in
            channel.close(mode: half, promise: nil)
        }
        context.eventLoop.scheduleTask(in: .seconds(Self.closeSeconds)) {
            channel.close(promise: nil)
        }
        resumeReading()
    }
}
