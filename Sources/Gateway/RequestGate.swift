import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// What stands between the HTTP parser and whoever answers: lets through what may be answered,
/// refuses the rest with problem details, and ends the connection where it has to end.
///
/// NIO's typed upgrader drops a first request whose upgrade it refuses; without the header the
/// request goes to the router, which says why. Answers keep the order of their requests: a refusal
/// waits for the answers before it.
final class RequestGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Seconds for the peer to take the last answer and close its half: a connection that is closed
    /// with unread input may lose what was written.
    private static let lingerSeconds: Int64 = 2

    /// A request that was let through and is not answered yet.
    private struct Asked {
        /// Whether its answer may come in chunks, which HTTP/1.0 does not know.
        let takesChunks: Bool
        /// Whether another may follow.
        var isFollowed: Bool
        /// Whether its body waits for a word to go on (RFC 9110, 10.1.1).
        var waitsToGoOn: Bool
    }

    private let rule: UpgradeRule
    private let deadline: FirstRequestDeadline
    /// Whether the address may have one more connection; else a request is refused here.
    let isAdmitted: Bool
    /// After an accepted head frames follow, which are no HTTP parts: nothing is unwrapped then.
    private var isUpgrading = false
    private var hasRequest = false
    /// Nothing more is read: what follows the last request, or cannot be told apart.
    private var isDeaf = false
    private var isInBody = false
    private var bodyDeadline: Scheduled<Void>?
    private var asked = CircularBuffer<Asked>()
    /// What is refused, whether by HEAD, and the headers by which a page may read why.
    private var refusal: (HTTPRefusal, isHead: Bool, sharing: HTTPFields)?
    /// The response that is being written is the last one.
    private var isLast = false
    private var isEnding = false
    /// The last response has left.
    private var isWritten = false
    /// The peer has sent its last byte.
    private var isInputClosed = false
    private var onInputClosed: (() -> Void)?

    init(_ rule: UpgradeRule, _ deadline: FirstRequestDeadline, isAdmitted: Bool) {
        (self.rule, self.deadline, self.isAdmitted) = (rule, deadline, isAdmitted)
    }

    /// Has `act` called when the peer has sent its last byte, at once where it has; in the place of
    /// what an earlier response asked for.
    func whenInputCloses(_ act: @escaping () -> Void) {
        guard !isInputClosed else { return act() }
        onInputClosed = act
    }

    private func noteInputClosed() {
        isInputClosed = true
        onInputClosed?()
        onInputClosed = nil
    }

    /// Browsers open connections ahead of need: one that asked for nothing holds up no shutdown, nor
    /// does one whose only request may never be whole.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let isSilent =
            event is ChannelShouldQuiesceEvent && (!hasRequest || isInBody && asked.count == 1)
        if case ChannelEvent.inputClosed = event { noteInputClosed() }
        if case ChannelEvent.inputClosed = event, isEnding, isWritten {
            context.close(promise: nil)
        } else if isSilent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: In

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isUpgrading else { return context.fireChannelRead(data) }
        guard !isDeaf else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): take(head, context)
        case .body: context.fireChannelRead(data)
        case .end:
            endBody()
            if asked.last?.isFollowed == false { isDeaf = true }
            context.fireChannelRead(data)
        }
    }

    /// A body that comes with its head needs no deadline.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isInBody, bodyDeadline == nil {
            let channel = context.channel
            bodyDeadline = context.eventLoop.assumeIsolated().scheduleTask(
                in: .seconds(rule.options.bodySeconds)
            ) { channel.close(promise: nil) }
        }
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        endBody()
        context.fireChannelInactive()
    }

    private func endBody() {
        isInBody = false
        bodyDeadline?.cancel()
        bodyDeadline = nil
    }

    private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let isFirst = !hasRequest
        hasRequest = true
        // One connection too many is told so over the WebSocket, too.
        if isFirst, rule.endpoint(head) != nil {
            isUpgrading = true
            return context.fireChannelRead(wrapInboundOut(.head(head)))
        }
        deadline.met()
        if let fault = fault(of: head) { return refuse(fault, head, context) }
        isInBody = true
        let takesChunks = head.version.minor >= 1
        asked.append(
            Asked(
                takesChunks: takesChunks, isFollowed: head.isKeepAlive && takesChunks,
                waitsToGoOn: takesChunks && head.headers.contains(name: "expect")))
        continueIfAsked(context)
        var head = head
        head.headers.remove(name: "upgrade")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Lets a body come whose turn to be answered it is.
    private func continueIfAsked(_ context: ChannelHandlerContext) {
        guard asked.first?.waitsToGoOn == true else { return }
        asked[asked.startIndex].waitsToGoOn = false
        let goOn = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(goOn)), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isUpgrading, error is HTTPParserError else {
            return context.fireErrorCaught(error)
        }
        guard !isDeaf else { return }
        deadline.met()
        guard isInBody else {
            return refuse(HTTPRefusal(.badRequest, "not an HTTP request"), nil, context)
        }
        isDeaf = true
        guard !asked.isEmpty else {
            // Answered before its body had ended: nothing can follow.
            return context.close(promise: nil)
        }
        // Whoever reads the body answers; nothing can follow.
        asked[asked.index(before: asked.endIndex)].isFollowed = false
        context.fireErrorCaught(error)
    }

    private func refuse(
        _ refusal: HTTPRefusal, _ head: HTTPRequestHead?, _ context: ChannelHandlerContext
    ) {
        isDeaf = true
        var sharing: HTTPFields = [:]
        if let head, Routes.isShared(head.uri) {
            sharing = rule.sharing(head.headers["origin"], host: head.headers["host"])
        }
        self.refusal = (refusal, head?.method == .HEAD, sharing)
        if asked.isEmpty { writeRefusal(context) }
    }

    // MARK: Out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isUpgrading else { return context.write(data, promise: promise) }
        guard !isEnding else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.code < 200: context.write(data, promise: promise)
        case .head(let head): write(head, context, promise)
        case .body: context.write(data, promise: promise)
        case .end:
            _ = asked.popFirst()
            if isLast {
                end(data, context, promise)
            } else {
                context.write(data, promise: promise)
                continueIfAsked(context)
                if asked.isEmpty { writeRefusal(context) }
            }
        }
    }

    private func write(
        _ head: HTTPResponseHead, _ context: ChannelHandlerContext,
        _ promise: EventLoopPromise<Void>?
    ) {
        var head = head
        let saysClose = head.headers[canonicalForm: "connection"].contains {
            $0.lowercased() == "close"
        }
        isLast = saysClose || asked.first?.isFollowed == false
        if isLast, !saysClose { head.headers.replaceOrAdd(name: "connection", value: "close") }
        // A body of unknown length comes in chunks, or else ends with the connection (RFC 9112, 6.3).
        if asked.first?.takesChunks == false, !head.headers.contains(name: "content-length") {
            head.version = .http1_0
        }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    private func writeRefusal(_ context: ChannelHandlerContext) {
        guard let (refusal, isHead, sharing) = refusal else { return }
        self.refusal = nil
        let body = ByteBuffer(bytes: refusal.body)
        var response = HTTPResponse(status: refusal.status, headerFields: refusal.headers)
        response.headerFields.append(contentsOf: sharing)
        response.headerFields[.contentLength] = "\(body.readableBytes)"
        response.headerFields[.connection] = "close"
        context.write(wrapOutboundOut(.head(HTTPResponseHead(response))), promise: nil)
        if !isHead { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        end(wrapOutboundOut(.end(nil)), context, nil)
        context.flush()
    }

    /// Writes the end of the last response, closes this half and waits a little for the other.
    private func end(
        _ data: NIOAny, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
    ) {
        (isEnding, isDeaf) = (true, true)
        let channel = context.channel
        let written = promise ?? context.eventLoop.makePromise()
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            this.value.isWritten = true
            channel.close(mode: .output, promise: nil)
            channel.eventLoop.scheduleTask(in: .seconds(Self.lingerSeconds)) {
                channel.close(promise: nil)
            }
        }
        context.write(data, promise: written)
    }
}
