import Foundation

/// Cutting a table into rows and fields, and finding out where.
extension LabelledTable {
    /// A row as it is written.
    struct Record {
        var line: Int
        var fields: [String] = []
        /// The content ended inside its quotes.
        var isOpen = false

        var isBlank: Bool { fields.allSatisfy(\.isEmpty) }
    }

    /// What separates the columns of `content`, and its rows. What `content` starts with tells: a
    /// header that names text and label, then one that names one of the two and in which no other
    /// separator stands. Without one, TABs are for no CSV a mark of text, and semicolons are
    /// what spreadsheets write where numbers have a decimal comma.
    static func cut(
        _ content: String, at given: Character, _ needsLabel: Bool
    ) -> (separator: Character, isTold: Bool, records: ArraySlice<Record>) {
        let told = headerSeparator(content, [given] + others(to: given, needsLabel), needsLabel)
        let commas = records(content, told ?? given)
        // Texts alone may hold either.
        guard told == nil, given == ",", needsLabel else {
            return (told ?? given, told != nil || given != ",", commas[...])
        }
        for other: Character in [";", "\t"] where content.contains(other) {
            let rows = records(content, other)
            if fits(other, rows, better: commas) { return (other, true, rows[...]) }
        }
        return (given, false, commas[...])
    }

    /// What else may part columns where a header tells so; in a file of texts alone it may be text.
    private static func others(to given: Character, _ needsLabel: Bool) -> [Character] {
        if given == "," { return [";", "\t"] }
        return needsLabel ? [",", ";"] : []
    }

    private static func headerSeparator(
        _ content: String, _ separators: [Character], _ needsLabel: Bool
    ) -> Character? {
        guard let line = firstLine(of: content) else { return nil }
        func header(_ separator: Character) -> [String] {
            records(line, separator).first?.fields ?? []
        }
        if let named = separators.first(where: { Columns.isNamed(header($0), needsLabel) }) {
            return named
        }
        return separators.first { separator in
            let isAlone = !separators.contains { $0 != separator && line.contains($0) }
            return needsLabel && isAlone && Columns.lackOne(header(separator))
        }
    }

    /// What separates the columns of `content`, where it starts with a header that names text and
    /// label; nil where it does not.
    static func separator(ofHeaderIn content: String) -> Character? {
        guard let line = firstLine(of: content) else { return nil }
        return ["\t", ",", ";"].first { separator in
            records(line, separator).first.map { Columns.isNamed($0.fields, true) } ?? false
        }
    }

    /// The first line with a text that is no comment.
    private static func firstLine(of content: String) -> String? {
        content.lines.first { line in
            let text = line.trimmed
            return text.first != "#" && !text.allSatisfy { " ,;\t".contains($0) }
        }.map(String.init)
    }

    /// Whether most rows that `other` parts are a text and a label, and more than those that commas
    /// part.
    private static func fits(
        _ other: Character, _ rows: [Record], better commas: [Record]
    ) -> Bool {
        let labelled = count(labelled: rows, without: ",")
        return labelled * 2 > rows.count && labelled > count(labelled: commas, without: other)
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

    /// The rows that are not blank; only the last can be open.
    static func records(_ content: String, _ separator: Character) -> [Record] {
        var records: [Record] = []
        var (record, field, line) = (Record(line: 1), "", 1)
        var (isQuoted, lastWasQuote) = (false, false)
        func finish() {
            record.fields.append(field.trimmingCharacters(in: .whitespaces))
            field = ""
        }
        for character in content {
            let endsLine = ["\n", "\r\n", "\r"].contains(character)
            if endsLine { line += 1 }
            if character == "\"", separator != "\t", isQuoted || lastWasQuote || field.isEmpty {
                if lastWasQuote { field.append(character) }
                lastWasQuote = isQuoted
                isQuoted.toggle()
                continue
            }
            lastWasQuote = false
            if isQuoted || (character != separator && !endsLine) {
                field.append(character)
                continue
            }
            finish()
            guard endsLine else { continue }
            if !record.isBlank { records.append(record) }
            record = Record(line: line)
        }
        finish()
        record.isOpen = isQuoted
        if !record.isBlank || isQuoted { records.append(record) }
        return records
    }
}
