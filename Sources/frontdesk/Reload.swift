import Assistant
import Desk
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads intents, corpus and replies again on SIGHUP, without a pause.
struct Reload: Service, CustomStringConvertible {
    let settings: Settings
    let folder: DataFolder
    let desk: FrontDesk
    let logger: Logger
    /// Called once no signal is lost any more.
    let onListening: @Sendable () -> Void

    var description: String { "reload" }

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        onListening()
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    private func reload() async {
        do {
            let content = try await cancelWhenGracefulShutdown {
                try await OwnThread.run("training") { try Content.prepare(settings, folder) }
            }
            desk.policy = content.policy
            printFindings(of: content.project, settings)
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
