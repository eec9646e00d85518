import ArgumentParser
import Dialogue
import StorageSQLite
import Wire

struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a customer's interaction history over all conversations.",
        discussion: """
            The id of a visitor who later turned out to be a known customer leads to that \
            customer's history. Works whether or not a server has the database open.

            \(Settings.hint("data"))
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
                "no customer and no conversation '\(subject)'; \(Self.advice(subject))")
        }
        if !json {
            if let joined = try store.customer(subject)?.joined {
                Output.line("# \(subject) joined \(joined)")
            }
            var told: Set<CustomerID> = []
            for conversation in conversations where told.insert(conversation.customer).inserted {
                let customer = try store.customer(of: conversation.id)
                if let customer { Output.line("# \(customer.line)") }
            }
        }
        for conversation in conversations {
            if json {
                let entries = try store.allEntries(of: conversation.id)
                Output.lines([
                    JSONWriter.written { writer in writer.object { $0.conversation(conversation) } }
                ])
                Output.lines(entries.map { entry in JSONWriter.written { $0.entry(entry) } })
            } else {
                Output.line("# \(conversation.id)\(Self.origin(conversation.visit))")
                try store.printLines(of: conversation.id)
            }
        }
    }

    /// What shows what was meant.
    private static func advice(_ subject: String) -> String {
        Tickets.Number.labelled(subject).map {
            "'frontdesk tickets show \(Ticket.label($0))' shows a ticket"
        } ?? "'frontdesk export' shows all"
    }

    /// Where a conversation began, behind its id.
    private static func origin(_ visit: Visit) -> String {
        let parts = [visit.pageURL, visit.pageTitle, visit.client].compactMap { $0 }
        return parts.map { "  \(TextRenderer.printable($0))" }.joined()
    }
}
