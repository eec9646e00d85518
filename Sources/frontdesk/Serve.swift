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
        Self.handleSignalsBeforeServing()
        defer { LogThread.standardError.flush() }
        let descriptors = DescriptorLimit.raise()
        let settings = try Settings.load()
        try settings.checkFiles()
        let endpoints = try Endpoints(settings)
        let folder = DataFolder(settings.data)
        // What is refused by its files leaves no folder.
        let draft = try Content.read(settings, folder)
        let lock = try Self.lock(folder)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        // Before the training, which may be long, as whatever else can be refused.
        try await endpoints.requireFree(group)
        let logger = Self.logger(settings.logLevel)
        logger.debug("\(descriptors)")
        let store = try folder.openStore()
        let content = try Content.make(draft, settings, folder)
        printFindings(of: content.project, settings)
        for line in try settings.openSecrets() { logger.warning("\(line)") }
        let desk = Self.desk(content, store, settings, folder, logger)
        let parts = Parts(
            settings: settings, folder: folder, endpoints: endpoints, group: group, logger: logger,
            store: store, desk: desk,
            context: SessionContext(
                desk: desk, options: try settings.gatewayOptions(),
                identity: try settings.identityVerifier(), logger: logger))
        let services = parts.services(printingHints: hints)
        desk.startWriter()
        let outcome = await Self.outcome(of: services, logger)
        desk.stop()
        desk.waitUntilStopped()
        if try !store.close() {
            logger.warning(
                "\(folder.path): another program reads the database; a copy needs its -wal, too")
        }
        withExtendedLifetime(lock) {}
        try outcome.get()
    }

    /// A reload asked for too early must not end the process; a stop ends it as it should: nothing
    /// has been taken from anybody, and files are replaced by rename. The services' own handlers
    /// take the place of these.
    private static func handleSignalsBeforeServing() {
        signal(SIGHUP, SIG_IGN)
        signal(SIGTERM) { _ in _exit(0) }
    }

    private static func lock(_ folder: DataFolder) throws -> DataFolder.Lock {
        try folder.create()
        for attempt in 0..<lockAttempts {
            if attempt > 0 { usleep(100_000) }
            if let lock = try folder.lock() {
                try removeAbandonedFiles(in: folder.path)
                return lock
            }
        }
        throw CommandFailure(
            "\(folder.path): another server has this data folder; stop it or name another --data")
    }

    /// How often the folder is tried, ten times a second: a command may have it for a moment.
    private static let lockAttempts = 15

    private static func logger(_ level: Logger.Level) -> Logger {
        LoggingSystem.bootstrap { label in
            ServerLog(label: label, level: level)
        }
        return Logger(label: "frontdesk")
    }

    private static func desk(
        _ content: Content, _ store: SQLiteStore, _ settings: Settings, _ folder: DataFolder,
        _ logger: Logger
    ) -> FrontDesk {
        let past = PastInterpreters(folder)
        let faults = FaultLog { logger.error("\($0)") }
        return FrontDesk(
            journal: store, archive: store, policy: content.policy, now: { .current },
            pastInterpreter: { version throws(DeskError) in
                do throws(DeskError) {
                    return try past.interpreter(version: version)
                } catch {
                    logger.error("an earlier answer is not explained: \(error.line)")
                    throw error
                }
            },
            onFault: { faults.note($0) })
    }

    /// How the services ended, after SIGTERM, SIGINT or the failure of one.
    private static func outcome(
        of services: [any Service], _ logger: Logger
    ) async -> Result<Void, any Error> {
        // What the group does at each step is no news to an operator.
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .error)
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: configuration).run()
            return .success(())
        } catch is CancellationError {
            return .failure(
                CommandFailure("stopped in haste: a connection did not end in time"))
        } catch {
            return .failure(error)
        }
    }
}

/// What one run of the server is made of.
private struct Parts {
    let settings: Settings
    let folder: DataFolder
    let endpoints: Endpoints
    let group: any EventLoopGroup
    let logger: Logger
    let store: SQLiteStore
    let desk: FrontDesk
    let context: SessionContext

    func services(printingHints: Bool) -> [any Service] {
        let ready = ReadyLine(printsHints: printingHints, logger)
        return listeners(ready) + [
            Reload(
                settings: settings, folder: folder, desk: desk, logger: logger,
                onListening: { ready.reload() }),
            Farewell(sessions: context.sessions),
        ]
    }

    /// What `/readyz` says, whose cause is the operator's alone.
    private static func fault(of store: SQLiteStore, _ faults: FaultLog) -> String? {
        do throws(DeskError) {
            try store.probe()
            return nil
        } catch {
            faults.note("not ready: \(error.line)")
            return store.isSound ? "the database is not writable" : "the database is damaged"
        }
    }

    private func listeners(_ ready: ReadyLine) -> [any Service] {
        let (http, line) = (endpoints.http, endpoints.line)
        let faults = FaultLog { [logger] in logger.error("\($0)") }
        let web = WebListener(
            context,
            fault: { [store] in Self.fault(of: store, faults) },
            host: http.host, port: http.port, group: group, onListening: { ready.http($0) })
        let lines = LineListener(
            context, host: line.host, port: line.port, group: group,
            onListening: { ready.line($0) })
        let control = ControlListener(
            path: folder.controlSocket, desk: desk, store: store, group: group,
            logger: logger, onListening: { ready.control() })
        let controlPlace = ListeningPlace(
            name: control.path,
            remedy: "remove what is in its place, make the folder writable for this user, or name "
                + "another one with --data")
        return [
            Listening(web, on: http.place), Listening(lines, on: line.place),
            Listening(control, on: controlPlace),
        ]
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
