import ArgumentParser
import Dialogue
import StorageSQLite
import Wire

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints everything as JSON Lines: customers, conversations, entries, tickets.",
        discussion: "One object a line with 'type' and 'schema'; works beside a running server.")

    private static let schema = 1

    func run() throws {
        let store = try DataFolder(Settings.load().data).openForReading()
        for customer in try store.customers() {
            Output.lines([
                JSONWriter.written {
                    $0.object {
                        $0.field("type", "customer")
                        $0.field("schema", Self.schema)
                        $0.field("id", customer.id.rawValue)
                        $0.field("external_id", customer.externalID)
                        $0.field("name", customer.name)
                        $0.field("email", customer.email)
                        $0.field("created_at", customer.createdAt.rfc3339)
                        $0.field("joined_customer_id", customer.joined?.rawValue)
                    }
                }
            ])
            // What a joined visitor said is part of the other record, and stands there.
            guard customer.joined == nil else { continue }
            for conversation in try store.conversations(of: customer.id.rawValue) {
                Output.lines([
                    JSONWriter.written { writer in
                        writer.object { $0.conversation(conversation, schema: Self.schema) }
                    }
                ])
                Output.lines(
                    try store.allEntries(of: conversation.id).map { entry in
                        record("entry") { json in
                            json.field("customer_id", customer.id.rawValue)
                            json.name("frame")
                            json.entry(entry)
                        }
                    })
            }
        }
        Output.lines(
            try store.tickets(status: nil).map { ticket in
                record("ticket") { json in
                    json.name("ticket")
                    json.ticket(ticket)
                }
            })
    }

    private func record(_ name: String, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
        JSONWriter.written { json in
            json.object {
                $0.field("type", name)
                $0.field("schema", Self.schema)
                body(&$0)
            }
        }
    }
}
