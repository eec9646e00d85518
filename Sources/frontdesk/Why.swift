import ArgumentParser
import Desk
import Dialogue
import Foundation
import Understanding
import Wire

struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explains an answer that was given, by the models that gave it.",
        discussion: """
            Needs the models of that time: the present ones, or those that models.kept left in the \
            data folder. Where a button was pressed there is nothing to weigh, and no model is \
            needed. Ids of messages stand in 'frontdesk history --json'. Works whether or not a \
            server has the database open.

            \(Settings.hint("data"))
            """)

    @Argument(help: "Id of the bot's message, or of the customer's that it answers.")
    var message: String

    @Flag(help: "The explanation frame of the protocol, as JSON.")
    var json = false

    func run() throws {
        let settings = try Settings.load()
        let folder = DataFolder(settings.data)
        guard let place = Entry.place(of: MessageID(message)) else {
            throw CommandFailure(
                "'\(message)' is no message's id; 'frontdesk history CUSTOMER --json' shows them")
        }
        let result = try folder.openForReading().explanation(
            of: place.seq, in: place.conversation,
            by: { version throws(DeskError) in try folder.interpreter(version: version) })
        switch result {
        case .otherReply(let reply):
            throw CommandFailure("'\(message)' is \(reply.text(in: .english))")
        case .noAnswer:
            throw CommandFailure(
                "'\(message)' is no answer of the bot and got none; 'frontdesk history CUSTOMER --json' shows them"
            )
        case .modelGone(let version):
            throw CommandFailure(
                "'\(message)': its models, \(version ?? "not noted"), are no longer kept; see models.kept"
            )
        case .explained(let id, let answer, let explanation):
            let why = MessageExplanation(message: id, answer: answer, explanation: explanation)
            if json {
                let frame = ServerFrameEncoder(limits: WireLimits()).encode(.explanation(why))
                Output.write(frame + [UInt8(ascii: "\n")])
            } else {
                for line in TextRenderer(language: .english).why(why) { Output.line(line) }
            }
        }
    }
}
