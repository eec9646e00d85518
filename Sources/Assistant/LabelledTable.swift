/// Labelled messages in columns: TSV or CSV, with a header found by name or without one.
package struct LabelledTable: Sendable {
    /// One labelled message; its fields have no blanks around them.
    package struct Row: Sendable, Hashable {
        /// The message; never empty, and with the newlines that its quotes held.
        package var text: String
        /// Empty where the table needs none and has none.
        package var label: String
        /// What to say to it, where the table has such a column.
        package var answer: String?
        /// The language of text and answer as the table writes it, where it has such a column.
        package var language: String?
        /// Where the row starts; counts from 1.
        package var line: Int
    }

    /// In order of the table, without blank ones and those in ``faults``.
    package private(set) var rows: [Row] = []
    /// Rows that cannot be read, by the line, from 1, where they start, and what to do about each.
    package private(set) var faults: [(line: Int, reason: String)] = []
    /// What stands between two columns.
    package private(set) var separator: Character
    /// Whether the content tells the separator, or no other is known.
    private let isTold: Bool
    /// Columns of the header that are not read, as it writes them, with its line.
    package private(set) var unusedColumns: (line: Int, names: [String]) = (0, [])
    /// Rows with fields behind the last column, which are not read, and the line of the first.
    package private(set) var surplus: (line: Int, rows: Int) = (0, 0)

    /// The line of a header whose label says no more than what each question is about.
    private(set) var topicLine: Int?
    /// Whether a header names its columns.
    private(set) var isHeaded = false
    /// Whether all rows have as many columns.
    private var isEven = false

    /// What is worth saying of the header, with its line; nil where nothing is.
    package private(set) var note: (line: Int, text: String)?

    /// Without a header the columns are text and label, or label and text where it is clear that the
    /// first is the label, see ``labelIsFirst``. The header is the first row that is
    /// neither blank nor starts with `#`; rows above a header are comments. Fields of a CSV may be
    /// quoted and then hold newlines (RFC 4180, section 2). What the content starts with and holds
    /// tells what separates it, where it is not what `separator` says. Where no label is needed,
    /// the text may be the only column.
    package init(_ content: String, separator given: Character, needsLabel: Bool = true) {
        var records: ArraySlice<Record>
        (separator, isTold, records) = Self.cut(content, at: given, needsLabel)
        let header = Self.header(of: records, needsLabel)
        let all = records
        if case .fault(let line, let reason) = header {
            faults.append((line, reason))
            return
        }
        if let last = records.last, last.isOpen {
            records.removeLast()
            faults.append(
                (
                    last.line,
                    "a quote opened in this row is never closed, and all from here is left out; "
                        + "close it"
                ))
        }
        var columns = Columns()
        if case .named(let at, let named) = header, records.indices.contains(at) {
            take(named, from: records[at])
            (columns, records, isHeaded) = (named, records[(at + 1)...], true)
        } else if needsLabel || separator == "\t", let line = Self.labelIsFirst(in: records) {
            (columns.text, columns.label) = (1, 0)
            note = (line, Self.labelFirstNote)
        }
        isEven =
            needsLabel && records.count > 1
            && records.allSatisfy { $0.fields.count == records.first?.fields.count }
        for record in records { read(record, columns, needsLabel) }
        if needsLabel, case .named(let at, _) = header, Columns.areTopics(all[at].fields, rows) {
            topicLine = all[at].line
        }
    }

    private mutating func take(_ columns: Columns, from header: Record) {
        unusedColumns = (header.line, columns.unused(of: header.fields))
        guard let inferred = columns.inferred else { return }
        note = (
            header.line,
            "taken for a header because of '\(inferred.beside)': '\(inferred.name)' is the "
                + inferred.role
        )
    }

    /// How to write a table with this separator.
    static func advice(_ separator: Character) -> String {
        "write a message, a \(name(of: separator)) and its label in every line"
    }

    private static func name(of separator: Character) -> String {
        switch separator {
        case ",": "comma"
        case ";": "semicolon"
        default: "TAB"
        }
    }

    private mutating func read(_ record: Record, _ columns: Columns, _ needsLabel: Bool) {
        func field(_ at: Int?) -> String? {
            guard let at, at < record.fields.count, !record.fields[at].isEmpty else { return nil }
            return record.fields[at]
        }
        if record.fields.dropFirst(columns.count).contains(where: { !$0.isEmpty }) {
            guard separator == "\t" else {
                faults.append((record.line, tooMany(record, columns)))
                return
            }
            // No text holds a TAB: the row is whole without what stands behind.
            surplus = (surplus.rows == 0 ? record.line : surplus.line, surplus.rows + 1)
        }
        let label = field(columns.label) ?? (needsLabel ? nil : "")
        guard let text = field(columns.text), let label else {
            let wanted = needsLabel ? "a text and a label" : "a text"
            let advice = needsLabel ? Self.advice(separator) : "write one a line"
            let found = "has \(record.fields.count) column(s), parted by \(partings)"
            faults.append((record.line, "needs \(wanted), \(found); \(advice)"))
            return
        }
        rows.append(
            Row(
                text: text, label: label, answer: field(columns.answer),
                language: field(columns.language), line: record.line))
    }

    /// What is known to part columns here.
    private var partings: String {
        isTold ? "\(Self.name(of: separator))s" : "commas, semicolons or TABs"
    }

    /// A field behind the last column is a comma that lacks its quotes.
    private func tooMany(_ record: Record, _ columns: Columns) -> String {
        if isEven, !columns.isNamed {
            return "has \(record.fields.count) columns, as all rows have, and no header names the "
                + "text and its label; call their columns 'text' and 'label' in the first row"
        }
        let header =
            columns.isNamed ? "its header \(columns.count)" : "no header above it"
        return "has \(record.fields.count) columns and \(header); put a text with "
            + "\(Self.name(of: separator))s into quotes"
    }
}
