package import Dialogue

/// Messages with what a fair judge accepts of a desk: a table whose header names text and label.
package struct LabelledQueries: Sendable {
    package struct Query: Sendable, Hashable {
        package var text: String
        package var expected: ExpectedReply
        package var place: FilePlace
    }

    /// In order of lines; at least one.
    package private(set) var queries: [Query] = []
    /// How the header was taken, where that is worth saying.
    package private(set) var findings: [Finding] = []

    /// Reads the file at `path`: a CSV where its name says so, else a table with TABs.
    ///
    /// Throws the first fault because of which a message would be left out of the measurement.
    package init(_ path: String) throws(TextFile.Fault) {
        let form = FileForm(of: path) ?? .list
        guard form.isTable || form.isList else {
            throw TextFile.Fault(path: path, reason: "no table; \(Self.advice)")
        }
        let table = LabelledTable(
            try TextFile.text(path, in: .all), separator: form.separator)
        if let fault = table.faults.first {
            throw TextFile.Fault(path: path, line: fault.line, reason: fault.reason)
        }
        if let first = table.rows.first, !table.isHeaded {
            throw TextFile.Fault(
                path: path, line: first.line,
                reason: "no header names the text and what is expected; \(Self.advice)")
        }
        guard !table.rows.isEmpty else {
            throw TextFile.Fault(path: path, reason: "no labelled message; \(Self.advice)")
        }
        findings =
            table.note.map { note in
                [Finding(severity: .note, place: FilePlace(path, note.line), message: note.text)]
            } ?? []
        queries = try table.rows.map { row throws(TextFile.Fault) in
            try Self.query(row, path)
        }
    }

    private static func query(
        _ row: LabelledTable.Row, _ path: String
    ) throws(TextFile.Fault) -> Query {
        do throws(ExpectedReply.Unreadable) {
            return Query(
                text: row.text, expected: try ExpectedReply(row.label),
                place: FilePlace(path, row.line))
        } catch {
            throw TextFile.Fault(
                path: path, line: row.line,
                reason: "'\(error.label)' is no label; write \(labelForm)")
        }
    }

    private static let advice =
        "write 'text' and 'expected' over two columns, and below them messages and their labels"

    private static let labelForm =
        "intent/NAME, article/FILE, article/FILE#SECTION or oos, '|' between alternatives and '+' "
        + "between what is asked together"
}
