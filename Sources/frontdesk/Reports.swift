import Desk
import Dialogue
import StorageSQLite
import Understanding
import Wire

// What `history`, `tickets` and `export` share.

extension Output {
    /// Lines for standard output, written in large pieces.
    struct LineBuffer {
        private static let pieceBytes = 1 << 16
        private var out: [UInt8] = []

        mutating func add(_ line: [UInt8]) {
            out.append(contentsOf: line)
            out.append(UInt8(ascii: "\n"))
            if out.count > Self.pieceBytes { flush() }
        }

        mutating func flush() {
            Output.write(out)
            out.removeAll(keepingCapacity: true)
        }
    }

    static func lines(_ lines: some Sequence<[UInt8]>) {
        var out = LineBuffer()
        for line in lines { out.add(line) }
        out.flush()
    }
}

extension SQLiteStore {
    /// Every entry of a conversation, oldest first, a page at a time.
    func allEntries(of conversation: ConversationID) throws -> [Entry] {
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
    func printLines(of conversation: ConversationID) throws {
        let renderer = TextRenderer(language: .english)
        for entry in try allEntries(of: conversation) {
            for line in renderer.lines(entry, own: ParticipantID("")) {
                Output.line("\(entry.createdAt.rfc3339) \(line)")
            }
        }
    }
}

extension Customer {
    /// Who it is, on one line: id, subject, name and address, as far as they are known.
    var line: String {
        let told = [id.rawValue, externalID?.rawValue, name, email].compactMap { $0 }
        return "customer " + told.map(TextRenderer.printable).joined(separator: "  ")
    }
}

extension JSONWriter {
    /// The fields of a conversation's line in reports.
    mutating func conversation(_ conversation: StoredConversation, schema: Int? = nil) {
        field("type", "conversation")
        if let schema { field("schema", schema) }
        field("conversation_id", conversation.id.rawValue)
        field("customer_id", conversation.customer.rawValue)
        field("created_at", conversation.createdAt.rfc3339)
        visit(conversation.visit)
    }
}
