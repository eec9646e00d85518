import ArgumentParser
import Desk
import Understanding

struct Ask: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks one question, without a server and without storing anything.",
        discussion: """
            Takes the models of the data folder where they fit the files of --assistant, else it \
            trains its own and forgets them; 'frontdesk train' spares the wait.
            """)

    @Flag(help: "Say why: candidates, threshold, terms, source.")
    var why = false

    @Argument(help: "The question.")
    var question: String

    func run() throws {
        let settings = try Settings.load()
        let content = try Content.prepare(settings, DataFolder(settings.data), storing: false)
        let rehearsal = Rehearsal(policy: content.policy, now: ReferenceTime(.current))
        for line in rehearsal.answer(question, why: why) {
            Output.line(line)
        }
    }
}
