import NIOCore
import NIOWebSocket
import Wire

/// Looks at frames while they are on their way, before NIOWebSocket has them whole, and hands them
/// on one at a time while the peer takes more.
///
/// A text must fail with its first wrong byte, also in the middle of a long frame (RFC 6455, 8.1),
/// and a length has one form only (5.2): NIOWebSocket gives neither away. Nothing is copied, and of
/// a frame that came in one piece only the head is looked at: the message layer checks the rest.
///
/// What the peer has no time for waits here as it came. Cut and inflated it would be hundreds of
/// times as much, and a connection may hold no more than what was read.
final class FrameScanner: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// The frame whose payload is under way.
    private struct Payload {
        var rest: Int
        var mask: UInt32
        /// nil where there is nothing to validate.
        var utf8: UTF8Check?
    }

    private let messages: WebSocketMessages
    private var context: ChannelHandlerContext?
    private var held = ByteBuffer()
    /// Whether the peer has sent its last byte, and it is held.
    private var endsInput = false
    private var isPassing = false
    private var head: FrameHead?
    private var payload: Payload?

    init(_ messages: WebSocketMessages) { self.messages = messages }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        messages.scanner = self
    }

    func handlerRemoved(context: ChannelHandlerContext) { drop() }

    func channelInactive(context: ChannelHandlerContext) {
        drop()
        context.fireChannelInactive()
    }

    private func drop() {
        context = nil
        held = ByteBuffer()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        if isHolding { held.writeBuffer(&buffer) } else { held = buffer }
        passOn()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event, isHolding {
            endsInput = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: Handing on

    /// Whether bytes wait for the peer.
    var isHolding: Bool { held.readableBytes > 0 }

    /// Hands on what is held, as long as the peer takes more. A frame that is answered at once asks
    /// for the next one while it is being handed on: the loop goes on then, it does not recurse.
    func passOn() {
        guard !isPassing, let context else { return }
        isPassing = true
        while messages.takesMore, let piece = cut() {
            context.fireChannelRead(wrapInboundOut(piece))
        }
        isPassing = false
        guard !isHolding else { return }
        held = ByteBuffer()
        guard endsInput else { return }
        endsInput = false
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }

    /// Takes a frame, or what has come of one, from what is held; nil where nothing is.
    private func cut() -> ByteBuffer? {
        guard isHolding else { return nil }
        // After a fault nothing is looked at: the message layer waits for the peer's close.
        guard messages.isOpen else { return held.readSlice(length: held.readableBytes) }
        let start = held.readerIndex
        var at = start
        if payload == nil, let found = readHead(held, &at) {
            if !found.isMalformed, found.length <= held.writerIndex - at {
                return held.readSlice(length: at - start + found.length)
            }
            begin(found)
        }
        if payload != nil { at = pass(held, at) }
        return held.readSlice(length: at - start)
    }

    /// Takes bytes of a frame's head; nil where it is not whole yet.
    private func readHead(_ buffer: ByteBuffer, _ at: inout Int) -> FrameHead? {
        var head = head ?? FrameHead()
        while !head.isWhole, let byte = buffer.getInteger(at: at, as: UInt8.self) {
            head.take(byte)
            at += 1
        }
        self.head = head.isWhole ? nil : head
        return head.isWhole ? head : nil
    }

    private func begin(_ head: FrameHead) {
        if head.isMalformed {
            messages.fail(.protocolError, "a length that is not the shortest")
        } else {
            payload = Payload(
                rest: head.length, mask: head.mask, utf8: messages.check(for: head))
        }
    }

    /// Goes over the payload in `buffer` from `at`; returns where it ends there.
    private func pass(_ buffer: ByteBuffer, _ at: Int) -> Int {
        guard var current = payload else { return at }
        let count = min(current.rest, buffer.writerIndex - at)
        var isValid = true
        if let view = buffer.viewBytes(at: at, length: count) {
            isValid = current.utf8?.take(view, mask: current.mask) ?? true
        }
        current.rest -= count
        // The mask goes on where it stopped.
        let turn = UInt32(count % 4) * 8
        current.mask = turn == 0 ? current.mask : current.mask << turn | current.mask >> (32 - turn)
        payload = current.rest > 0 ? current : nil
        if !isValid { messages.fail(.notUTF8, "not UTF-8") }
        return at + count
    }
}
