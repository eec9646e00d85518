import Assistant
import Desk
import Dialogue
import Foundation
import Logging
import ServiceLifecycle
import Understanding
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
            try requireCorpus()
            let content = try await cancelWhenGracefulShutdown {
                try await OwnThread.run("training") { try Content.prepare(settings, folder) }
            }
            let hasLostArticles = servesArticles && content.project.passages.isEmpty
            desk.policy = content.policy
            for line in findingLines(of: content.project, settings) {
                LogThread.standardError.write("\(line)\n")
            }
            logger.log(
                level: hasLostArticles ? .warning : .notice,
                "reloaded: \(content.project.examples.count) examples, \(content.project.passages.count) passages"
            )
        } catch is CancellationError {
            logger.notice("not reloaded: the server stops")
        } catch {
            logger.error("not reloaded, the old set keeps serving: \(error)")
        }
    }

    private var servesArticles: Bool { desk.policy.interpreter.hasPassages }

    /// Throws where articles are served and their folder has gone, as with a disk or in the middle of
    /// a deployment: a start takes a desk without one, which may never have had articles.
    private func requireCorpus() throws(CommandFailure) {
        let path = settings.assistant + "/corpus"
        guard servesArticles, !FileManager.default.fileExists(atPath: path) else { return }
        throw CommandFailure(
            "\(path): the folder is gone; an empty one says that there are no articles")
    }
}
