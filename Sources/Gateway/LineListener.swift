import Logging
package import NIOCore
import NIOPosix
import ServiceLifecycle

/// Listens on TCP and speaks the line protocol.
package struct LineListener: Service {
    private let context: SessionContext
    private let host: String
    private let port: Int
    private let group: any EventLoopGroup
    private let onListening: @Sendable (SocketAddress?) -> Void

    package init(
        _ context: SessionContext, host: String, port: Int, group: any EventLoopGroup,
        onListening: @escaping @Sendable (SocketAddress?) -> Void
    ) {
        (self.context, self.host, self.port) = (context, host, port)
        (self.group, self.onListening) = (group, onListening)
    }

    package func run() async throws {
        let context = context
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try AcceptPause.guarding(channel, "line", context.logger)
                }
            }
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: .output(of: context.options))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LineHandler(context))
                }
            }
            .bind(host: host, port: port).get()
        onListening(channel.localAddress)
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await channel.closeFuture.get()
        } onCancelOrGracefulShutdown: {
            channel.close(promise: nil)
        }
    }
}

extension ChannelOptions.Types.WriteBufferWaterMark {
    /// Beyond the high mark a reader is slow and its connection closed.
    static func output(of options: GatewayOptions) -> Self {
        Self(low: options.outputBytesMax / 4, high: options.outputBytesMax)
    }
}
