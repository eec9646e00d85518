import ArgumentParser
import Assistant
import Desk
import Dialogue
import Foundation
import Gateway
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import StorageSQLite
import Synchronization
import UnixSignals

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the desk until it is stopped; SIGHUP reads intents and corpus again.",
        discussion: """
            Prints one line on standard output when it takes connections:
            ready http=127.0.0.1:8080 line=127.0.0.1:4747
            Logs go to standard error. Settings:
            \(Settings.table)
            """)

    @Flag(help: "Print the page's URL, the nc line and the embed snippet, too.")
    var hints = false

    func run() async throws {
        // From the first moment on: a reload asked for too early must not end the process.
        signal(SIGHUP, SIG_IGN)
        let settings = try Settings.load()
        let (http, line) = (try settings.address("http"), try settings.address("line"))
        let folder = DataFolder(settings.data)
        try folder.create()
        guard let lock = try folder.lock() else {
            throw CommandFailure(
                "\(folder.path): another server has this data folder; stop it or name another --data"
            )
        }
        let level = settings.logLevel
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let logger = Logger(label: "frontdesk")
        let content = try Content.prepare(settings, folder)
        printFindings(content.project.findings, of: settings)
        let store = try folder.openStore()
        let desk = FrontDesk(
            journal: store, archive: store, policy: content.policy, now: { .current },
            pastInterpreter: {
                folder.interpreter(version: $0, threshold: settings.intentThreshold)
            },
            onFault: { logger.error("\($0)") })
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        let options = try settings.gatewayOptions()
        for line in try settings.openSecrets() { logger.warning("\(line)") }
        let registry = SessionRegistry(limits: options.limits)
        let context = SessionContext(
            desk: desk, options: options,
            identity: try settings.identityVerifier(), registry: registry, logger: logger)
        let ready = ReadyLine(printsHints: hints)
        let writer = Thread { desk.run() }
        writer.stackSize = 8 << 20
        writer.start()

        let web = WebListener(
            context, fault: { store.isWritable() ? nil : "the database is not writable" },
            host: http.host, port: http.port, group: group, onListening: { ready.http($0) })
        let lines = LineListener(
            context, host: line.host, port: line.port, group: group,
            onListening: { ready.line($0) })
        let control = ControlListener(
            path: folder.controlSocket, desk: desk, store: store, group: group,
            onListening: { ready.control() })
        let another = "HOST:PORT names another port"
        let services: [any Service] = [
            Listening(web, on: "http \(settings.text("http"))", remedy: "--http \(another)"),
            Listening(lines, on: "line \(settings.text("line"))", remedy: "--line \(another)"),
            Listening(control, on: control.path, remedy: "--data FOLDER names another folder"),
            Reload(settings: settings, folder: folder, desk: desk, logger: logger),
            Farewell(registry: registry),
        ]
        // The group writes whole services, with every secret they hold, at its lower levels.
        var quiet = logger
        quiet.logLevel = max(level, .error)
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        var failure: (any Error)?
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            failure = error
        }
        desk.stop()
        desk.waitUntilStopped()
        try store.close()
        withExtendedLifetime(lock) {}
        if failure is CancellationError {
            throw CommandFailure("stopped in haste: a connection did not end in time")
        }
        if let failure { throw failure }
    }
}

/// A listener whose failure says which one it was and what to do about it.
private struct Listening: Service {
    private let listener: any Service
    private let place: String
    private let remedy: String

    init(_ listener: any Service, on place: String, remedy: String) {
        (self.listener, self.place, self.remedy) = (listener, place, remedy)
    }

    func run() async throws {
        do {
            try await listener.run()
        } catch let error as IOError {
            let reason = String(cString: strerror(error.errnoCode))
            throw CommandFailure("cannot listen on \(place): \(reason); \(remedy)")
        } catch is SocketAddressError.UnknownHost {
            throw CommandFailure("cannot listen on \(place): no such host; \(remedy)")
        } catch  where !(error is CancellationError || error is any CommandFault) {
            throw CommandFailure("cannot listen on \(place): \(error)")
        }
    }
}

extension Timestamp {
    /// The wall clock, read once an event.
    static var current: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// Prints the line that says the desk takes connections, once both ports and the control socket
/// are bound.
private final class ReadyLine: Sendable {
    private struct Bound {
        var http: SocketAddress?
        var line: SocketAddress?
        var hasControl = false
    }

    private let bound = Mutex(Bound())
    private let printsHints: Bool

    init(printsHints: Bool) { self.printsHints = printsHints }

    func http(_ address: SocketAddress?) { note { $0.http = address } }

    func line(_ address: SocketAddress?) { note { $0.line = address } }

    func control() { note { $0.hasControl = true } }

    private func note(_ change: (inout Bound) -> Void) {
        let all = bound.withLock { bound -> (SocketAddress, SocketAddress)? in
            change(&bound)
            guard let http = bound.http, let line = bound.line, bound.hasControl else { return nil }
            return (http, line)
        }
        guard let (http, line) = all else { return }
        var text = "ready http=\(Self.text(http)) line=\(Self.text(line))\n"
        if printsHints {
            let page = "http://\(Self.text(http))/"
            text += """

                page    \(page)
                nc      nc \(line.ipAddress ?? "?") \(line.port ?? 0)
                embed   <script async src="\(page)widget.js"></script>

                """
        }
        Output.write(text)
    }

    private static func text(_ address: SocketAddress) -> String {
        guard let ip = address.ipAddress, let port = address.port else { return "?" }
        return ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)"
    }
}

/// Says goodbye to every session before the listeners close.
private struct Farewell: Service {
    let registry: SessionRegistry

    func run() async throws {
        try await gracefulShutdown()
        registry.shutDown()
    }
}

/// Reads intents, corpus and replies again on SIGHUP, without a pause.
private struct Reload: Service {
    let settings: Settings
    let folder: DataFolder
    let desk: FrontDesk
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    private func reload() async {
        do {
            let content = try await cancelWhenGracefulShutdown {
                try await Aside.run("training") { try Content.prepare(settings, folder) }
            }
            desk.policy = content.policy
            printFindings(content.project.findings, of: settings)
            logger.notice(
                "reloaded: \(content.project.examples.count) examples, \(content.project.passages.count) passages"
            )
        } catch is CancellationError {
            logger.notice("not reloaded: the server stops")
        } catch {
            logger.error("not reloaded, the old set keeps serving: \(error)")
        }
    }
}
