import Gateway
import ServiceLifecycle

/// Says goodbye to every session before the listeners close.
struct Farewell: Service, CustomStringConvertible {
    let sessions: OpenSessions

    var description: String { "farewell" }

    func run() async throws {
        try await gracefulShutdown()
        await sessions.shutDown()
    }
}
