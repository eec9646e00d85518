import Foundation

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
    /// What stands between two columns: of a CSV a comma or a semicolon.
    package private(set) var separator: Character
    /// Columns of the header that are not read, as it writes them, with its line.
    package private(set) var unusedColumns: (line: Int, names: [String]) = (0, [])
    /// Rows with fields behind the last column, which are not read, and the line of the first.
    package private(set) var surplus: (line: Int, rows: Int) = (0, 0)

    /// Without a header the columns are text and label. The header is the first row that is
    /// neither blank nor starts with `#`; rows above a header are comments. Fields of a CSV may be
    /// quoted and then hold newlines (RFC 4180, section 2). What a CSV holds tells whether commas or
    /// semicolons separate it. Where no label is needed, the text may be the only column.
    package init(_ content: String, separator: Character, needsLabel: Bool = true) {
        self.separator = separator
        var records = Self.records(content, separator)[...]
        if separator == ",", content.utf8.contains(UInt8(ascii: ";")) {
            let others = Self.records(content, ";")
            if Self.fits(others, better: Array(records), needsLabel) {
                (self.separator, records) = (";", others[...])
            }
        }
        if needsLabel, let line = Self.unlabelledHeader(of: records) {
            faults.append((line, Self.unlabelledAdvice))
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
        if let (at, header) = Self.header(of: records, needsLabel) {
            unusedColumns = (records[at].line, header.unused(of: records[at].fields))
            (columns, records) = (header, records[(at + 1)...])
        }
        for record in records { read(record, columns, needsLabel) }
    }

    private static let unlabelledAdvice =
        "the header names a text and an answer, but no label, and nothing here is read; add a "
        + "column 'intent', or write each text as a heading over its answer into corpus/"

    /// The line of a header that names texts and answers, as those of FAQs do, but no label: its
    /// answers would be taken for labels.
    private static func unlabelledHeader(of records: ArraySlice<Record>) -> Int? {
        let first = records.first { $0.fields.first?.hasPrefix("#") == false }
        return first.flatMap { Columns.lackLabel($0.fields) ? $0.line : nil }
    }

    /// Whether the columns have names, one of them perhaps lacking.
    private static func isHeaded(_ records: ArraySlice<Record>, _ needsLabel: Bool) -> Bool {
        header(of: records, needsLabel) != nil
            || needsLabel && unlabelledHeader(of: records) != nil
    }

    /// What separates the columns of `content`, where it starts with a header that tells; nil where
    /// it does not.
    static func separator(ofHeaderIn content: String) -> Character? {
        let first = content.lines.first { !$0.isEmpty && $0.utf8.first != UInt8(ascii: "#") }
        guard let first else { return nil }
        return ["\t", ",", ";"].first { isHeaded(records(String(first), $0)[...], true) }
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

    private static func header(
        of records: ArraySlice<Record>, _ needsLabel: Bool
    ) -> (at: Int, columns: Columns)? {
        guard let at = records.firstIndex(where: { $0.fields.first?.hasPrefix("#") == false }),
            let columns = Columns(header: records[at].fields, needsLabel: needsLabel)
        else { return nil }
        return (at, columns)
    }

    /// Whether a CSV is separated by semicolons, as spreadsheets write it where numbers have a
    /// decimal comma: its header tells, else the rows that have a text and a label.
    private static func fits(
        _ semicolons: [Record], better commas: [Record], _ needsLabel: Bool
    ) -> Bool {
        if isHeaded(commas[...], needsLabel) { return false }
        if isHeaded(semicolons[...], needsLabel) { return true }
        // Texts alone may hold either.
        guard needsLabel else { return false }
        let labelled = count(labelled: semicolons, without: ",")
        return labelled * 2 > semicolons.count
            && labelled > count(labelled: commas, without: ";")
    }

    /// Rows of a text and a label that does not hold the `other` separator.
    private static func count(labelled records: [Record], without other: Character) -> Int {
        records.count { record in
            guard record.fields.count >= 2, !record.fields[0].isEmpty else { return false }
            let label = record.fields[1]
            return !label.isEmpty && !label.contains(other)
                && record.fields.dropFirst(2).allSatisfy(\.isEmpty)
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
            let found = "has \(record.fields.count) column(s)"
            faults.append((record.line, "needs \(wanted), \(found); \(advice)"))
            return
        }
        rows.append(
            Row(
                text: text, label: label, answer: field(columns.answer),
                language: field(columns.language), line: record.line))
    }

    /// A field behind the last column is a comma that lacks its quotes.
    private func tooMany(_ record: Record, _ columns: Columns) -> String {
        let header =
            columns.isNamed ? "its header \(columns.count)" : "no header above it"
        return "has \(record.fields.count) columns and \(header); put a text with "
            + "\(Self.name(of: separator))s into quotes"
    }

    /// Where to find what, counted from 0.
    private struct Columns {
        private static let textNames: Set<String> = [
            "text", "utterance", "query", "sentence", "example", "question", "问题", "语料", "文本",
        ]
        private static let answerNames: Set<String> = ["answer", "答案", "回复"]
        private static let labelNames: Set<String> = [
            "intent", "label", "category", "class", "意图", "类别", "标签", "expected",
        ]

        var text = 0
        var label: Int? = 1
        var answer: Int?
        var language: Int?

        /// How many there are; what stands behind them is not read.
        var count = 2
        /// Whether a header names them.
        var isNamed = false

        init() {}

        /// Whether `fields` name a text and an answer, but no label.
        static func lackLabel(_ fields: [String]) -> Bool {
            let names = fields.map { $0.lowercased() }
            return names.contains(where: textNames.contains)
                && names.contains(where: answerNames.contains)
                && !names.contains(where: labelNames.contains)
        }

        /// Nil where `fields` are no header: one names the text and, where it is needed, one the
        /// label.
        init?(header fields: [String], needsLabel: Bool) {
            let names = fields.map { $0.lowercased() }
            let label = names.firstIndex(where: Self.labelNames.contains)
            guard let text = names.firstIndex(where: Self.textNames.contains),
                label != nil || !needsLabel
            else { return nil }
            (self.text, self.label) = (text, label)
            (count, isNamed) = (fields.count, true)
            answer = names.firstIndex(where: Self.answerNames.contains)
            language = names.firstIndex(of: "lang")
        }

        func unused(of header: [String]) -> [String] {
            let used = [text, label, answer, language].compactMap { $0 }
            return header.indices.filter { !used.contains($0) }.map { header[$0] }
                .filter { !$0.isEmpty }
        }
    }

    private struct Record {
        var line: Int
        var fields: [String] = []
        /// The content ended inside its quotes.
        var isOpen = false

        var isBlank: Bool { fields.allSatisfy(\.isEmpty) }
    }

    /// The rows that are not blank; only the last can be open.
    private static func records(_ content: String, _ separator: Character) -> [Record] {
        var records: [Record] = []
        var (record, field, line) = (Record(line: 1), "", 1)
        var (isQuoted, lastWasQuote) = (false, false)
        func finish() {
            record.fields.append(field.trimmingCharacters(in: .whitespaces))
            field = ""
        }
        for character in content {
            if character.isNewline { line += 1 }
            if character == "\"", separator != "\t", isQuoted || lastWasQuote || field.isEmpty {
                if lastWasQuote { field.append(character) }
                lastWasQuote = isQuoted
                isQuoted.toggle()
                continue
            }
            lastWasQuote = false
            if isQuoted || (character != separator && !character.isNewline) {
                field.append(character)
                continue
            }
            finish()
            guard character.isNewline else { continue }
            if !record.isBlank { records.append(record) }
            record = Record(line: line)
        }
        finish()
        record.isOpen = isQuoted
        if !record.isBlank || isQuoted { records.append(record) }
        return records
    }
}
