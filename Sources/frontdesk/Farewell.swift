import Gateway
import ServiceLifecycle

/// Says goodbye to every session before the listeners close.
struct Farewell: Service, CustomStringConvertible {
    let registry: SessionRegistry

    var description: String { "farewell" }

    func run() async throws {
        try await gracefulShutdown()
        await registry.shutDown()
    }
}
