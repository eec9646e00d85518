import ArgumentParser
import Desk
import Gateway
import Understanding
import Wire

struct Ask: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks one question, without a server and without storing anything.",
        discussion: """
            Takes the models of the data folder where they fit the files of --assistant, else it \
            trains its own and forgets them; 'frontdesk train' spares the wait.

            \(Settings.hint("assistant", "data"))
            """)

    @Flag(help: "Say why: candidates, threshold, terms, source.")
    var why = false

    @Argument(help: "The question.")
    var question: String

    func run() throws {
        let settings = try Settings.load()
        try check(atMost: settings.gatewayOptions().limits.contentMax)
        let content = try Content.prepare(settings, DataFolder(settings.data), storing: false)
        let rehearsal = Rehearsal(policy: content.policy, now: ReferenceTime(.current))
        for line in rehearsal.answer(question, why: why) {
            Output.line(line)
        }
    }

    /// Refuses what the server would.
    private func check(atMost bytesMax: Int) throws {
        func refuse(_ reason: String) -> CommandFailure {
            CommandFailure("the question \(reason); the server would refuse it, too")
        }
        do throws(ContentRule.Fault) {
            try ContentRule.check(question)
        } catch {
            throw refuse(error.reason)
        }
        // It stands in the place of what is no UTF-8.
        guard !question.unicodeScalars.contains("\u{FFFD}") else {
            throw CommandFailure("the question is not UTF-8, or has U+FFFD, which stands for that")
        }
        guard question.utf8.count <= bytesMax else {
            throw refuse("has more than \(bytesMax) bytes (limits.contentBytes)")
        }
    }
}
