import ArgumentParser
import Desk
import Dialogue
import StorageSQLite
import Wire

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints everything as JSON Lines: customers, conversations, entries, tickets.",
        discussion: """
            One object a line with 'type' and 'schema'; works beside a running server, and prints \
            what was stored when it began.

            \(Settings.hint("data"))
            """)

    private static let schema = 1

    func run() throws {
        let store = try DataFolder(Settings.load().data).openForReading()
        var lines = Output.LineBuffer()
        try store.everything { lines.add(Self.line($0)) }
        lines.flush()
    }

    private static func line(_ record: ExportedRecord) -> [UInt8] {
        JSONWriter.written { json in
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
        field("external_id", customer.externalID?.rawValue)
        field("name", customer.name)
        field("email", customer.email)
        field("created_at", customer.createdAt.rfc3339)
        field("joined_customer_id", customer.joined?.rawValue)
    }
}
