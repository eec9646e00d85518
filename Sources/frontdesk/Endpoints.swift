import NIOCore
import NIOPosix

/// The two ports of the settings.
struct Endpoints {
    struct Endpoint {
        var host: String
        var port: Int
        var place: ListeningPlace

        init(_ settings: Settings, _ name: String) throws {
            (host, port) = try settings.address(name)
            place = ListeningPlace(
                name: "\(name) \(settings.text(name))",
                remedy: "--\(name) HOST:PORT names another port")
        }
    }

    let http: Endpoint
    let line: Endpoint

    init(_ settings: Settings) throws {
        http = try Endpoint(settings, "http")
        line = try Endpoint(settings, "line")
    }

    /// Throws what the listeners would where another program has one of the ports, or both are the
    /// same.
    func requireFree(_ group: any EventLoopGroup) async throws {
        var channels: [any Channel] = []
        do {
            for endpoint in [http, line] { channels.append(try await Self.bound(endpoint, group)) }
        } catch {
            for channel in channels { try await channel.close() }
            throw error
        }
        for channel in channels { try await channel.close() }
    }

    private static func bound(
        _ endpoint: Endpoint, _ group: any EventLoopGroup
    ) async throws -> any Channel {
        do {
            return try await ServerBootstrap(group: group)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: endpoint.host, port: endpoint.port).get()
        } catch {
            throw endpoint.place.refusal(error)
        }
    }
}
