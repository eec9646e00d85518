import Desk
import Foundation
import Gateway
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import StorageSQLite

/// The running server's door for the command line: a socket in the data folder, mode 0600.
struct ControlListener: Service {
    let path: String
    let desk: FrontDesk
    let store: SQLiteStore
    let group: any EventLoopGroup
    let logger: Logger
    let onListening: @Sendable () -> Void

    /// Seconds that the server may take for its answer: what is before it may wait for a database
    /// that another program holds, and so may it.
    private static let answerSeconds = 25
    /// Bytes of a socket's path, without the zero behind it (unix(7)).
    private static let pathBytesMax = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    func run() async throws {
        guard path.utf8.count <= Self.pathBytesMax else {
            throw CommandFailure(
                "\(path): a socket's path has at most \(Self.pathBytesMax) bytes; "
                    + "--data FOLDER names a shorter one")
        }
        var status = stat()
        guard lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFSOCK else {
            throw CommandFailure(
                "\(path): in the place of the server's own socket; move it away, or name another "
                    + "folder with --data")
        }
        unlink(path)
        let connections = ControlConnections()
        let (commands, taken) = AsyncStream<Command>.makeStream()
        // Until its mode is set the folder's mode protects it: 0700 where this program made it.
        let server = try await bootstrap(connections, taken).bind(unixDomainSocketPath: path).get()
        chmod(path, 0o600)
        defer { unlink(path) }
        onListening()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                defer { taken.finish() }
                try await withTaskCancellationOrGracefulShutdownHandler {
                    try await server.closeFuture.get()
                } onCancelOrGracefulShutdown: {
                    server.close(promise: nil)
                }
                await connections.finish()
            }
            for await command in commands {
                group.addTask { await answer(command) }
            }
        }
    }

    /// A line and the connection that waits for its answer.
    private typealias Command = (line: String, channel: any Channel)

    private func answer(_ command: Command) async {
        let answer = await TicketCommand(line: command.line)?.run(desk, store) ?? "unknown command"
        let channel = command.channel
        channel.writeAndFlush(ByteBuffer(string: answer + "\n"))
            .whenComplete { _ in channel.close(promise: nil) }
    }

    private func bootstrap(
        _ connections: ControlConnections, _ taken: AsyncStream<Command>.Continuation
    ) -> ServerBootstrap {
        ServerBootstrap(group: group).serverChannelInitializer { [logger] channel in
            channel.eventLoop.makeCompletedFuture {
                try AcceptPause.guarding(channel, "control", logger)
            }
        }.childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let handler = ControlHandler(connections) { line, waiting in
                    // Of one that nobody takes any more the peer hears at once.
                    if case .terminated = taken.yield((line, waiting)) {
                        waiting.close(promise: nil)
                    }
                }
                try channel.pipeline.syncOperations.addHandler(handler)
            }
        }
    }

    /// What became of a command.
    enum Outcome {
        case answered(String)
        /// No server has the socket, or none that this user may speak to.
        case unheard
        /// The server is another user's.
        case forbidden
        /// It was heard, and may be carried out yet.
        case unanswered
    }

    /// Sends `command` to the server of this data folder.
    static func send(_ command: String, to path: String) -> Outcome {
        let socketFile = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard socketFile >= 0 else { return .unheard }
        defer { close(socketFile) }
        var patience = timeval(tv_sec: answerSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(
                socketFile, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return .unheard }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socketFile, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { return errno == EACCES ? .forbidden : .unheard }
        guard writeAll(Array("\(command)\n".utf8), to: socketFile, waits: false) else {
            return .unheard
        }
        var answer = [UInt8](repeating: 0, count: 4_096)
        let count = read(socketFile, &answer, answer.count)
        // One that stops may have hung up; what it did is seen when the folder is free.
        guard count != 0 else { return .unheard }
        guard count > 0 else { return .unanswered }
        let text = String(decoding: answer[..<count], as: UTF8.self)
        return .answered(text.trimmingCharacters(in: .newlines))
    }
}
