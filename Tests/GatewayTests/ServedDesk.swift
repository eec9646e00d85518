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

/// A desk in this process behind the web listener, over a store of its own.
struct ServedDesk {
    let store: SQLiteStore
    let address: SocketAddress

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
        let (addresses, bound) = AsyncStream<SocketAddress>.makeStream()
        let listener = listener(
            host, store, interpreter, options,
            onListening: { address in
                if let address { bound.yield(address) }
                bound.finish()
            })
        let services = ServiceGroup(configuration: .init(services: [listener], logger: silent))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            do {
                try await body(ServedDesk(store: store, address: address))
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
            await services.triggerGracefulShutdown()
        }
    }

    private static let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private static func listener(
        _ host: String, _ store: SQLiteStore, _ interpreter: Interpreter,
        _ options: GatewayOptions, onListening: @escaping @Sendable (SocketAddress?) -> Void
    ) -> WebListener {
        let desk = FrontDesk(
            journal: store, archive: store,
            policy: DialoguePolicy(script: DialogueScript(), interpreter: interpreter),
            now: { Timestamp(milliseconds: 0) })
        let context = SessionContext(
            desk: desk, options: options, identity: nil,
            registry: SessionRegistry(limits: options.limits), logger: silent)
        return WebListener(
            context, fault: { store.isWritable() ? nil : "the database is not writable" },
            host: host, port: 0, group: MultiThreadedEventLoopGroup.singleton,
            onListening: onListening)
    }

    /// The whole answer to a GET, head and body, from the address `host` under the name `name`.
    func get(
        _ path: String, host: String = "127.0.0.1", name: String = "localhost",
        headers: [String] = []
    ) async throws -> String {
        let port = try #require(address.port)
        let lines =
            ["GET \(path) HTTP/1.1", "Host: \(name):\(port)", "Connection: close"] + headers
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel)
                }
            }
        var answer = ""
        do {
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(
                    ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n"))
                for try await part in inbound { answer += String(buffer: part) }
            }
        } catch ChannelError.ioOnClosedChannel where !answer.isEmpty {
            // The desk closed behind its answer before this end did.
        }
        return answer
    }
}
