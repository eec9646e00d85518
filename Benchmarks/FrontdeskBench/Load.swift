import Foundation
import NIOCore
import NIOPosix

/// Connections that each send a request, wait for its answer, and send the next (depth 1).
struct Load {
    let port: Int
    let connections: Int
    let requests: Int
    /// Bytes that open a conversation, once a connection; empty for none.
    let opening: [UInt8]
    /// The request with this number.
    let request: @Sendable (Int) -> [UInt8]
    /// Ends of answers in a chunk of bytes: how many requests it settles. Throws what refuses one:
    /// a load with refusals measures something else.
    let answers: @Sendable (inout ByteBuffer) throws -> Int
    /// Whether the opening is answered once before the first request.
    let opensWithAnswer: Bool

    /// Why a load did not come to its end.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Seconds a server may take for one answer.
    fileprivate static let answerSeconds: Int64 = 30

    /// Runs to the end; returns wall seconds.
    func run() throws -> Double {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        let clock = ContinuousClock()
        let start = clock.now
        let load = self
        let finished = (0..<connections).map { number in
            let end = group.next().makePromise(of: Void.self)
            do {
                _ = try ClientBootstrap(group: group)
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            let operations = channel.pipeline.syncOperations
                            try operations.addHandler(
                                IdleStateHandler(readTimeout: .seconds(Self.answerSeconds)))
                            try operations.addHandler(
                                LoadHandler(load, first: number * load.requests, end: end))
                        }
                    }
                    .connect(host: "127.0.0.1", port: port).wait()
            } catch {
                end.fail(error)
            }
            return end.futureResult
        }
        for future in finished { try future.wait() }
        let taken = clock.now - start
        return Double(taken.components.seconds) + Double(taken.components.attoseconds) / 1e18
    }
}

private final class LoadHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let load: Load
    private var next: Int
    private let end: Int
    /// Succeeds once everything was answered.
    private let finished: EventLoopPromise<Void>
    private var buffer = ByteBuffer()
    private var isOpen: Bool

    init(_ load: Load, first: Int, end finished: EventLoopPromise<Void>) {
        (self.load, self.finished) = (load, finished)
        (next, end) = (first, first + load.requests)
        isOpen = !load.opensWithAnswer
    }

    func channelActive(context: ChannelHandlerContext) {
        if !load.opening.isEmpty { write(context, load.opening) }
        if isOpen { ask(context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        buffer.writeImmutableBuffer(unwrapInboundIn(data))
        do {
            for _ in 0..<(try load.answers(&buffer)) {
                isOpen = true
                ask(context)
            }
        } catch {
            fail(context, error)
        }
        buffer.discardReadBytes()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case IdleStateHandler.IdleStateEvent.read = event else { return }
        fail(
            context,
            Load.Failure(
                description: "request \(next - 1): no answer for \(Load.answerSeconds) s"))
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(
            context, Load.Failure(description: "the server hung up after request \(next - 1)"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(context, error) }

    /// Ends the load; nothing where it has ended.
    private func fail(_ context: ChannelHandlerContext, _ error: any Error) {
        finished.fail(error)
        context.close(promise: nil)
    }

    private func ask(_ context: ChannelHandlerContext) {
        guard next < end else {
            finished.succeed()
            context.close(promise: nil)
            return
        }
        write(context, load.request(next))
        next += 1
    }

    private func write(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }
}

/// Masked client frames, and counting the frames of a server.
enum Frames {
    static func text(_ text: String) -> [UInt8] {
        let payload = Array(text.utf8)
        var bytes: [UInt8] = [0x81]
        if payload.count < 126 {
            bytes.append(0x80 | UInt8(payload.count))
        } else {
            bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        }
        let key: [UInt8] = [7, 1, 9, 3]
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
    }

    static func handshake(port: Int) -> [UInt8] {
        Array(
            """
            GET /v1/chat HTTP/1.1\r
            Host: 127.0.0.1:\(port)\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r

            """.utf8)
    }

    /// Takes whole frames off `buffer`; counts those whose payload starts with one of `marks`.
    /// Throws an `error` frame.
    static func settled(_ buffer: inout ByteBuffer, marks: [String]) throws -> Int {
        var count = 0
        if buffer.getString(at: buffer.readerIndex, length: min(5, buffer.readableBytes)) == "HTTP/"
        {
            let view = buffer.readableBytesView
            guard let end = view.firstRange(of: Array("\r\n\r\n".utf8)) else { return 0 }
            buffer.moveReaderIndex(to: end.upperBound)
        }
        while buffer.readableBytes >= 2 {
            let start = buffer.readerIndex
            var length = Int((buffer.getInteger(at: start + 1) ?? UInt8(0)) & 0x7F)
            var head = 2
            if length == 126 {
                guard let long = buffer.getInteger(at: start + 2, as: UInt16.self) else { break }
                (length, head) = (Int(long), 4)
            }
            guard buffer.readableBytes >= head + length,
                let text = buffer.getString(at: start + head, length: length)
            else { break }
            buffer.moveReaderIndex(forwardBy: head + length)
            guard !text.hasPrefix("{\"type\":\"error\"") else {
                throw Load.Failure(description: "the server refused: \(text)")
            }
            if marks.contains(where: { text.hasPrefix($0) }) { count += 1 }
        }
        return count
    }
}
