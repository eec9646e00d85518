import ArgumentParser
import Desk
import Dialogue
import Foundation
import StorageSQLite
import Understanding
import Wire

struct Tickets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists, shows, solves and reopens tickets.",
        discussion: Settings.hint("data"),
        subcommands: [List.self, Show.self, Solve.self, Reopen.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists tickets by number.")

        @Flag(help: "JSON Lines.")
        var json = false

        @Option(help: "Only those in this state: new, open, pending, hold, solved, closed.")
        var status: String?

        func run() throws {
            var wanted: TicketStatus?
            if let status {
                guard let known = TicketStatus(rawValue: status) else {
                    let all = TicketStatus.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CommandFailure("--status: '\(status)' is none of \(all)")
                }
                wanted = known
            }
            let tickets = try DataFolder(Settings.load().data).openForReading()
                .tickets(status: wanted)
            if json {
                Output.lines(tickets.map { ticket in JSONWriter.written { $0.ticket(ticket) } })
            } else {
                for ticket in tickets { Output.line(TextRenderer.row(ticket)) }
            }
        }
    }

    struct Number: ParsableArguments {
        @Argument(help: "The ticket's number, as 104 or T-104.")
        var ticket: String

        func value() throws -> Int64 {
            guard let number = Self.labelled(ticket) ?? Int64(ticket) else {
                throw CommandFailure("'\(ticket)' is no ticket number such as T-104")
            }
            return number
        }

        /// The number in a label such as T-104; nil where `text` is none.
        static func labelled(_ text: String) -> Int64? {
            text.uppercased().hasPrefix("T-") ? Int64(text.dropFirst(2)) : nil
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a ticket with whose it is and its conversation.")

        @OptionGroup var number: Number

        func run() throws {
            let store = try DataFolder(Settings.load().data).openForReading()
            let wanted = try number.value()
            guard let ticket = try store.ticket(wanted) else {
                throw CommandFailure(TicketCommand.unknown(wanted))
            }
            Output.line(TextRenderer.row(ticket))
            if let customer = try store.customer(of: ticket.conversation) {
                Output.line("# \(customer.line)")
            }
            try store.printLines(of: ticket.conversation)
        }
    }

    struct Solve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Marks a ticket as solved.")
        @OptionGroup var number: Number

        func run() async throws { try await change(number.value(), to: .solved) }
    }

    struct Reopen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Opens a solved ticket again.")
        @OptionGroup var number: Number

        func run() async throws { try await change(number.value(), to: .open) }
    }

    /// Through the running server where there is one, else as the only writer.
    private static func change(_ number: Int64, to status: TicketStatus) async throws {
        let settings = try Settings.load()
        let folder = DataFolder(settings.data)
        // Looked for first: a command must not create what it was to change.
        _ = try folder.openForReading()
        let answer = try await answer(to: TicketCommand(number: number, status: status), folder)
        guard answer == "ok" else { throw CommandFailure(answer) }
        Output.line("\(Ticket.label(number)) \(status.rawValue)")
    }

    /// How often the folder is tried, ten times a second: it may be that of a server that starts, or
    /// of a command like this one.
    private static let attempts = 50

    private static func answer(
        to command: TicketCommand, _ folder: DataFolder
    ) async throws -> String {
        for _ in 0..<attempts {
            if let lock = try folder.lock() {
                let answer = try await carriedOut(command, folder)
                withExtendedLifetime(lock) {}
                return answer
            }
            switch ControlListener.send(command.line, to: folder.controlSocket) {
            case .answered(let answer): return answer
            case .unanswered:
                throw CommandFailure(
                    "\(folder.controlSocket): the server has not answered yet and may still do it; "
                        + "look with 'frontdesk tickets show \(Ticket.label(command.number))'")
            case .forbidden:
                throw CommandFailure(
                    "\(folder.controlSocket): the server runs as another user; run as that one")
            case .unheard: try await Task.sleep(for: .milliseconds(100))
            }
        }
        throw CommandFailure(
            "\(folder.controlSocket): the folder is in use, and no server is heard here; name it by "
                + "the same --data as the server does, or try again when it has started")
    }

    /// What comes of `command` where this program is the only writer.
    private static func carriedOut(
        _ command: TicketCommand, _ folder: DataFolder
    ) async throws -> String {
        let store = try folder.openStore()
        // One ticket is all that is written: what waits for the server goes on waiting.
        var options = FrontDesk.Options()
        options.timerMilliseconds = 0
        let desk = FrontDesk(
            journal: store, archive: store, policy: .withoutContent, options: options,
            now: { .current })
        desk.startWriter()
        let answer = await command.run(desk, store)
        desk.stop()
        desk.waitUntilStopped()
        try store.close()
        return answer
    }
}

extension DialoguePolicy {
    /// For events that need no understanding.
    static let withoutContent = DialoguePolicy(
        script: DialogueScript(), interpreter: .init(model: nil, passages: nil))
}

extension TextRenderer {
    fileprivate static func row(_ ticket: Ticket) -> String {
        let columns = [
            ticket.label, ticket.status.rawValue, ticket.priority.rawValue,
            ticket.updatedAt.rfc3339, ticket.conversation.rawValue, printable(ticket.subject),
        ]
        return columns.joined(separator: "  ")
    }
}
