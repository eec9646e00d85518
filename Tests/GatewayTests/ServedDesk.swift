import Desk
import Dialogue
import Foundation
import Gateway
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import StorageSQLite
import Testing
import Understanding
import Wire

/// A desk in this process behind both listeners, over a store of its own.
struct ServedDesk {
    let store: SQLiteStore
    let policy: DialoguePolicy
    let sessions: OpenSessions
    /// Where the web listener listens, and where the line listener does.
    let address: SocketAddress
    let line: SocketAddress

    /// Something to answer with.
    static func reader() throws -> Interpreter {
        let passage = Passage(
            id: "en/delivery.md#time", title: "How long?", text: "Two days.", language: .english)
        let index = try PassageIndex(bytes: PassageIndex.build([passage]))
        return Interpreter(model: nil, passages: index)
    }

    /// Serves on `host` while `body` runs.
    static func serving(
        host: String = "127.0.0.1", interpreter: Interpreter,
        options: GatewayOptions = GatewayOptions(), _ body: (ServedDesk) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/gateway-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteStore(path: "\(folder)/desk.db")
        let policy = DialoguePolicy(script: DialogueScript(), interpreter: interpreter)
        let desk = FrontDesk(
            journal: store, archive: store, policy: policy, now: { Timestamp(milliseconds: 0) })
        Thread { desk.run() }.start()
        defer {
            desk.stop()
            desk.waitUntilStopped()
        }
        let context = SessionContext(
            desk: desk, options: options, identity: nil, logger: silent)
        let (web, webBound) = AsyncStream<SocketAddress>.makeStream()
        let (line, lineBound) = AsyncStream<SocketAddress>.makeStream()
        let listeners = listeners(
            context, store, host, web: webBound, line: lineBound)
        let services = ServiceGroup(configuration: .init(services: listeners, logger: silent))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            do {
                let served = ServedDesk(
                    store: store, policy: policy, sessions: context.sessions,
                    address: try #require(await web.first { _ in true }),
                    line: try #require(await line.first { _ in true }))
                try await body(served)
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
            await services.triggerGracefulShutdown()
        }
    }

    private static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private static func listeners(
        _ context: SessionContext, _ store: SQLiteStore, _ host: String,
        web: AsyncStream<SocketAddress>.Continuation, line: AsyncStream<SocketAddress>.Continuation
    ) -> [any Service] {
        func tell(_ bound: AsyncStream<SocketAddress>.Continuation)
            -> @Sendable (SocketAddress?)
            -> Void
        {
            { address in
                if let address { bound.yield(address) }
                bound.finish()
            }
        }
        let group = MultiThreadedEventLoopGroup.singleton
        return [
            WebListener(
                context,
                fault: { (try? store.probe()) == nil ? "the database is not writable" : nil },
                host: host, port: 0, group: group, onListening: tell(web)),
            LineListener(
                context, host: "127.0.0.1", port: 0, group: group, onListening: tell(line)),
        ]
    }

    /// All that comes for a GET, head and body, from the address `host` under the name `name`, where
    /// `bytes` follow `behind` it.
    func get(
        _ path: String, host: String = "127.0.0.1", name: String = "localhost",
        headers: [String] = [], behind bytes: [UInt8] = []
    ) async throws -> String {
        try await answer("GET", path, host: host, name: name, headers: headers, body: bytes)
    }

    /// The whole answer to a POST of `body`.
    func post(_ path: String, _ body: String) async throws -> String {
        try await answer(
            "POST", path, host: "127.0.0.1", name: "localhost",
            headers: ["Content-Length: \(body.utf8.count)"],
            body: Array(body.utf8))
    }

    private func answer(
        _ method: String, _ path: String, host: String, name: String, headers: [String],
        body: [UInt8]
    ) async throws -> String {
        let port = try #require(address.port)
        let isUpgrade = headers.contains { $0.hasPrefix("Upgrade:") }
        let lines =
            [
                "\(method) \(path) HTTP/1.1", "Host: \(name):\(port)",
                "Connection: \(isUpgrade ? "upgrade" : "close")",
            ] + headers
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: String.self)
        // Longer than anything takes but a wait that has no end.
        loop.scheduleTask(in: .seconds(60)) { answer.fail(ChannelError.connectTimeout(.zero)) }
        let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
        let request = ByteBuffer(bytes: Array(head.utf8) + body)
        ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Asker(request, answer))
                }
            }
            .connect(host: host, port: port).cascadeFailure(to: answer)
        return try await answer.futureResult.get()
    }
}

/// Sends one request and collects what comes until the other end closes.
///
/// On the event loop alone: tasks of the tests may wait for others longer than a server waits for
/// a request.
private final class Asker: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: ByteBuffer
    private let promise: EventLoopPromise<String>
    private var answer = ""

    init(_ request: ByteBuffer, _ promise: EventLoopPromise<String>) {
        (self.request, self.promise) = (request, promise)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        answer += String(buffer: unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) { promise.succeed(answer) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }
}
