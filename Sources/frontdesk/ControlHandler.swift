import Foundation
import NIOConcurrencyHelpers
import NIOCore

/// The open connections of the control socket, so that a stop ends those that say nothing and waits
/// for the answers of the others.
///
/// A connection that comes while the server stops is one of them or is closed at once; a handler,
/// unlike an asynchronous channel that nobody takes over, may be dropped at any moment.
final class ControlConnections: Sendable {
    private struct State {
        var isClosing = false
        var channels: [ObjectIdentifier: any Channel] = [:]
    }

    private let state = NIOLockedValueBox(State())

    /// Takes a connection in until it closes; false while the server stops.
    func admit(_ channel: any Channel) -> Bool {
        let isAdmitted = state.withLockedValue { state in
            guard !state.isClosing else { return false }
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
        channel.closeFuture.whenComplete { [state] _ in
            state.withLockedValue { $0.channels[ObjectIdentifier(channel)] = nil }
        }
        return isAdmitted
    }

    /// Ends connections without a command; returns when the commands of the others are answered.
    func finish() async {
        let open = state.withLockedValue { state in
            state.isClosing = true
            return Array(state.channels.values)
        }
        for channel in open {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        for channel in open {
            await withCheckedContinuation { done in
                channel.closeFuture.whenComplete { _ in done.resume() }
            }
        }
    }
}

/// One command and its answer, each a line.
final class ControlHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// Bytes of one command.
    private static let lineBytesMax = 256
    /// Seconds a connection may take for its command.
    private static let commandSeconds: Int64 = 10

    private let connections: ControlConnections
    /// Carries a command out, with the channel that waits for its answer.
    private let take: @Sendable (String, any Channel) -> Void
    private var line = ByteBuffer()
    private var isAnswering = false
    private var deadline: Scheduled<Void>?

    init(
        _ connections: ControlConnections,
        take: @escaping @Sendable (String, any Channel) -> Void
    ) {
        (self.connections, self.take) = (connections, take)
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        guard connections.admit(channel) else { return context.close(promise: nil) }
        deadline = context.eventLoop.scheduleTask(in: .seconds(Self.commandSeconds)) {
            channel.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAnswering else { return }
        line.writeImmutableBuffer(unwrapInboundIn(data))
        guard line.readableBytes <= Self.lineBytesMax else { return context.close(promise: nil) }
        guard line.readableBytesView.last == UInt8(ascii: "\n") else { return }
        isAnswering = true
        deadline?.cancel()
        take(String(buffer: line).trimmingCharacters(in: .newlines), context.channel)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, !isAnswering { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
