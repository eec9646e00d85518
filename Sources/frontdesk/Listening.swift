import Foundation
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Where a listener listens, for the one line that says why it cannot.
struct ListeningPlace {
    var name: String
    /// What else to do.
    var remedy: String

    /// `error` in words, where it is one of listening.
    func refusal(_ error: any Error) -> any Error {
        switch error {
        case is CancellationError, is any CommandFault: return error
        case let error as IOError: return failure(String(cString: strerror(error.errnoCode)))
        case is SocketAddressError.UnknownHost: return failure("no such host")
        default: return failure("\(error)")
        }
    }

    private func failure(_ reason: String) -> CommandFailure {
        CommandFailure("cannot listen on \(name): \(reason); \(remedy)")
    }
}

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

/// A listener whose failure says which one it was and what to do about it.
struct Listening: Service, CustomStringConvertible {
    private let listener: any Service
    private let place: ListeningPlace

    init(_ listener: any Service, on place: ListeningPlace) {
        (self.listener, self.place) = (listener, place)
    }

    /// The service group would else spell out what is below, with every secret.
    var description: String { place.name }

    func run() async throws {
        do {
            try await listener.run()
        } catch {
            throw place.refusal(error)
        }
    }
}
