import Foundation
import NIOCore
import NIOPosix

/// Two ways to write the same line server, for the choice in docs/decisions/.
enum EchoServer: String {
    case handler
    case asyncChannel

    func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        switch self {
        case .handler:
            let channel = try await ServerBootstrap(group: group)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(EchoHandler())
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            Self.say(channel.localAddress)
            try await channel.closeFuture.get()
        case .asyncChannel:
            let server = try await ServerBootstrap(group: group)
                .bind(host: "127.0.0.1", port: 0) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                            wrappingChannelSynchronously: channel)
                    }
                }
            Self.say(server.channel.localAddress)
            try await withThrowingDiscardingTaskGroup { tasks in
                try await server.executeThenClose { connections in
                    for try await connection in connections {
                        tasks.addTask { await Self.serve(connection) }
                    }
                }
            }
        }
    }

    private static func serve(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                for try await bytes in inbound { try await outbound.write(bytes) }
            }
        } catch {
            return
        }
    }

    private static func say(_ address: SocketAddress?) {
        FileHandle.standardOutput.write(Data("ready 127.0.0.1:\(address?.port ?? 0)\n".utf8))
    }
}

private final class EchoHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(data, promise: nil)
    }
}
