import NIOCore
import NIOWebSocket
import Wire

/// Looks at frames while they are on their way, before NIOWebSocket has them whole.
///
/// A text must fail with its first wrong byte, also in the middle of a long frame (RFC 6455, 8.1),
/// and a length has one form only (5.2): NIOWebSocket gives neither away. Nothing is copied, and of
/// a frame that came in one piece only the head is looked at: the message layer checks the rest.
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
    private var head: FrameHead?
    private var payload: Payload?
    /// After a fault everything is passed on, for the message layer to wait for the peer's close.
    private var isDone = false

    init(_ messages: WebSocketMessages) { self.messages = messages }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        var at = buffer.readerIndex
        while !isDone, at < buffer.writerIndex {
            if payload != nil {
                at = pass(buffer, at)
                continue
            }
            let start = at
            guard let found = readHead(buffer, &at) else { break }
            if !found.isMalformed, found.length <= buffer.writerIndex - at {
                at += found.length
                continue
            }
            // What came before is handled first: it may decide about this frame.
            let before = start - buffer.readerIndex
            if before > 0, let slice = buffer.readSlice(length: before) {
                context.fireChannelRead(wrapInboundOut(slice))
            }
            begin(found)
        }
        if buffer.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(buffer)) }
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
            fail(.protocolError, "a length that is not the shortest")
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
        if !isValid { fail(.notUTF8, "not UTF-8") }
        return at + count
    }

    private func fail(_ code: CloseCode, _ reason: String) {
        isDone = true
        messages.close(code, reason)
    }
}

/// The bytes before a frame's payload (RFC 6455, 5.2).
struct FrameHead {
    private var first: UInt8 = 0
    private var second: UInt8 = 0
    private var count = 0
    private var wideLength: UInt64 = 0
    /// Masking key, its first byte in front; 0 where there is none.
    private(set) var mask: UInt32 = 0

    mutating func take(_ byte: UInt8) {
        switch count {
        case 0: first = byte
        case 1: second = byte
        case 2..<2 + lengthBytes: wideLength = wideLength << 8 | UInt64(byte)
        default: mask = mask << 8 | UInt32(byte)
        }
        count += 1
    }

    private var lengthBytes: Int {
        switch second & 0x7F {
        case 126: 2
        case 127: 8
        default: 0
        }
    }

    var isWhole: Bool { count >= 2 && count == 2 + lengthBytes + (second & 0x80 == 0 ? 0 : 4) }

    /// Whether the length could have been written in fewer bytes, or is none.
    var isMalformed: Bool {
        switch lengthBytes {
        case 2: wideLength < 126
        case 8: wideLength < 65_536 || wideLength > UInt64(Int.max)
        default: false
        }
    }

    var length: Int {
        lengthBytes == 0 ? Int(second & 0x7F) : Int(clamping: wideLength)
    }

    var opcode: WebSocketOpcode? { WebSocketOpcode(encodedWebSocketOpcode: first & 0x0F) }
    var isCompressed: Bool { first & 0x40 != 0 }
}
