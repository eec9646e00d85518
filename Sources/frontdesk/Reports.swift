import ArgumentParser
import Desk
import Dialogue
import Foundation
import StorageSQLite
import Understanding
import Wire

/// Writes lines to standard output in large pieces.
private struct Lines {
    private static let pieceBytes = 1 << 16
    private var out: [UInt8] = []

    mutating func write(_ line: [UInt8]) {
        out.append(contentsOf: line)
        out.append(UInt8(ascii: "\n"))
        if out.count > Self.pieceBytes { flush() }
    }

    mutating func flush() {
        Output.write(out)
        out.removeAll(keepingCapacity: true)
    }
}

private func emit(_ lines: some Sequence<[UInt8]>) {
    var out = Lines()
    for line in lines { out.write(line) }
    out.flush()
}

private func json(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    body(&writer)
    return writer.bytes
}

extension SQLiteStore {
    /// Every entry of a conversation, oldest first, a page at a time.
    fileprivate func allEntries(of conversation: ConversationID) throws -> [Entry] {
        var pages: [[Entry]] = []
        var before = Int64.max
        while true {
            let page = try entries(of: conversation, after: 0, before: before, limit: 1_000)
            pages.append(page.entries)
            guard page.hasMore, let first = page.entries.first else { break }
            before = first.seq
        }
        return Array(pages.reversed().joined())
    }

    /// Prints a conversation for people, each line with its time.
    fileprivate func printLines(of conversation: ConversationID) throws {
        let renderer = TextRenderer(language: .english)
        for entry in try allEntries(of: conversation) {
            for line in renderer.lines(entry, own: ParticipantID("")) {
                Output.line("\(entry.createdAt.rfc3339) \(line)")
            }
        }
    }
}

struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a customer's interaction history over all conversations.",
        discussion: """
            The id of a visitor who later turned out to be a known customer leads to that \
            customer's history. Works whether or not a server has the database open.
            """)

    @Argument(help: "A customer's id or subject, or a conversation's id.")
    var subject: String

    @Flag(help: "JSON Lines: of each conversation where it began, then its frames as sent.")
    var json = false

    func run() throws {
        let store = try DataFolder(Settings.load().data).openForReading()
        let conversations = try store.conversations(of: subject)
        guard !conversations.isEmpty else {
            throw CommandFailure(
                "no customer and no conversation '\(subject)'; 'frontdesk export' shows all")
        }
        if !json, let joined = try store.customer(subject)?.joined {
            Output.line("# \(subject) joined \(joined)")
        }
        for conversation in conversations {
            if json {
                let entries = try store.allEntries(of: conversation.id)
                emit([frontdesk.json { writer in writer.object { $0.conversation(conversation) } }])
                emit(entries.map { entry in frontdesk.json { $0.entry(entry) } })
            } else {
                Output.line("# \(conversation.id)\(Self.origin(conversation.visit))")
                try store.printLines(of: conversation.id)
            }
        }
    }

    /// Where a conversation began, behind its id.
    private static func origin(_ visit: Visit) -> String {
        let parts = [visit.pageURL, visit.pageTitle, visit.client].compactMap { $0 }
        return parts.map { "  \(TextRenderer.printable($0))" }.joined()
    }
}

extension JSONWriter {
    /// The fields of a conversation's line in reports.
    fileprivate mutating func conversation(_ conversation: StoredConversation, schema: Int? = nil) {
        field("type", "conversation")
        if let schema { field("schema", schema) }
        field("conversation_id", conversation.id.rawValue)
        field("customer_id", conversation.customer.rawValue)
        field("created_at", conversation.createdAt.rfc3339)
        visit(conversation.visit)
    }
}

struct Tickets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists, shows, solves and reopens tickets.",
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
                emit(tickets.map { ticket in frontdesk.json { $0.ticket(ticket) } })
            } else {
                for ticket in tickets { Output.line(TextRenderer.row(ticket)) }
            }
        }
    }

    struct Number: ParsableArguments {
        @Argument(help: "The ticket's number, as 104 or T-104.")
        var ticket: String

        func value() throws -> Int64 {
            let digits = ticket.uppercased().hasPrefix("T-") ? String(ticket.dropFirst(2)) : ticket
            guard let number = Int64(digits) else {
                throw CommandFailure("'\(ticket)' is no ticket number such as T-104")
            }
            return number
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a ticket with its conversation.")

        @OptionGroup var number: Number

        func run() throws {
            let store = try DataFolder(Settings.load().data).openForReading()
            let wanted = try number.value()
            guard let ticket = try store.ticket(wanted) else {
                throw CommandFailure(TicketCommand.unknown(wanted))
            }
            Output.line(TextRenderer.row(ticket))
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
        let command = TicketCommand(number: number, status: status)
        let answer: String
        if let lock = try folder.lock() {
            let store = try folder.openStore()
            // One ticket is all that is written: what waits for the server goes on waiting.
            var options = FrontDesk.Options()
            options.timerMilliseconds = 0
            let desk = FrontDesk(
                journal: store, archive: store, policy: .withoutContent, options: options,
                now: { .current })
            Thread { desk.run() }.start()
            answer = await command.run(desk, store)
            desk.stop()
            desk.waitUntilStopped()
            try store.close()
            withExtendedLifetime(lock) {}
        } else {
            guard let said = ControlListener.send(command.line, to: folder.controlSocket) else {
                throw CommandFailure(
                    "\(folder.controlSocket): the server does not answer; run as its user, or try "
                        + "again when it has started")
            }
            answer = said
        }
        guard answer == "ok" else { throw CommandFailure(answer) }
        Output.line("\(Ticket.label(number)) \(status.rawValue)")
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

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints everything as JSON Lines: customers, conversations, entries, tickets.",
        discussion: """
            One object a line with 'type' and 'schema'; works beside a running server, and prints \
            what was stored when it began.
            """)

    private static let schema = 1

    func run() throws {
        let store = try DataFolder(Settings.load().data).openForReading()
        var lines = Lines()
        try store.everything { lines.write(Self.line($0)) }
        lines.flush()
    }

    private static func line(_ record: ExportedRecord) -> [UInt8] {
        json { json in
            json.object { json in
                switch record {
                case .customer(let customer): json.customer(customer, schema: schema)
                case .conversation(let conversation):
                    json.conversation(conversation, schema: schema)
                case .entry(let entry, let customer):
                    json.field("type", "entry")
                    json.field("schema", schema)
                    json.field("customer_id", customer.rawValue)
                    json.name("frame")
                    json.entry(entry)
                case .ticket(let ticket):
                    json.field("type", "ticket")
                    json.field("schema", schema)
                    json.name("ticket")
                    json.ticket(ticket)
                }
            }
        }
    }
}

extension JSONWriter {
    /// The fields of a customer's line in the export.
    fileprivate mutating func customer(_ customer: Customer, schema: Int) {
        field("type", "customer")
        field("schema", schema)
        field("id", customer.id.rawValue)
        field("external_id", customer.externalID)
        field("name", customer.name)
        field("email", customer.email)
        field("created_at", customer.createdAt.rfc3339)
        field("joined_customer_id", customer.joined?.rawValue)
    }
}
