import NIOCore

/// Closes a connection of whose output nothing leaves any more: its peer does not read.
///
/// It counts bytes and not writes, so that whoever reads slowly is not cut off. Stands next to the
/// socket.
final class WriteDeadline: ChannelOutboundHandler {
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let wait: TimeAmount
    /// Bytes that were written, and those of them that had left at the last look.
    private var written = 0
    private var left = 0
    private var isWatching = false

    init(_ wait: TimeAmount) { self.wait = wait }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        written += unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        if !isWatching { watch(context.channel) }
    }

    private func watch(_ channel: any Channel) {
        let waiting = Self.waiting(channel)
        guard waiting > 0 else { return }
        (left, isWatching) = (written - waiting, true)
        channel.eventLoop.assumeIsolated().scheduleTask(in: wait) { [weak self] in
            self?.look(channel)
        }
    }

    private func look(_ channel: any Channel) {
        isWatching = false
        let waiting = Self.waiting(channel)
        if waiting > 0, written - waiting <= left {
            channel.close(promise: nil)
        } else {
            watch(channel)
        }
    }

    /// Bytes that the socket has not taken; none where it is closed.
    private static func waiting(_ channel: any Channel) -> Int {
        do {
            return try channel.syncOptions?.getOption(.bufferedWritableBytes) ?? 0
        } catch {
            return 0
        }
    }
}
