import Understanding
import Yams

/// Tables in JSON: a list of objects, or one a line (`.jsonl`), with the names of a table's columns.
extension ProjectReader {
    /// The objects one a line as the list that JSON has; lines stay where they are, and where there
    /// are none the text is empty.
    static func list(ofLines text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let last = lines.lastIndex(where: { !isBlank(String($0)) }) else { return "" }
        let marked = lines.enumerated().map { at, line in
            isBlank(String(line)) || at == last ? String(line) : "\(line),"
        }
        return "[\(marked.joined(separator: "\n"))]"
    }

    /// The objects of a list whose first is a row of a table: it names a text with a label or an
    /// answer; nil where it is something else.
    static func rows(in root: Node) -> Node.Sequence? {
        guard let list = root.sequence, let first = list.first?.mapping else { return nil }
        let names = names(of: first)
        return LabelledTable.Columns(header: names, needsLabel: true) != nil
            || LabelledTable.Columns.lackLabel(names) ? list : nil
    }

    private static func names(of object: Node.Mapping) -> [String] {
        object.keys.map { $0.string ?? "" }
    }

    /// The member of what Rasa reports of its tests, which has texts and intents beside it.
    private static let predicted = "intent_prediction"

    mutating func readRows(_ rows: Node.Sequence, _ file: String) {
        if part == nil, let first = rows.first,
            first.mapping.map(Self.names)?.contains(Self.predicted) == true
        {
            report(
                .warning, at: first.place(in: file),
                "what Rasa reports of its tests, no training data; left out")
            return
        }
        reportUnusedMembers(rows, file)
        let isOutOfScope = part?.isOutOfScope ?? false
        if !isOutOfScope, let first = rows.first, let names = first.mapping.map(Self.names),
            LabelledTable.Columns.lackLabel(names)
        {
            report(
                part == nil ? .warning : .error, at: first.place(in: file),
                LabelledTable.Columns.unlabelledAdvice)
            return
        }
        let read = rows.map { row in
            row.mapping.flatMap { Self.row($0, isOutOfScope, row.place(in: file)) }
        }
        if part == nil, let first = rows.first, let names = first.mapping.map(Self.names),
            LabelledTable.Columns.areTopics(names, read.compactMap(\.self))
        {
            report(.warning, at: first.place(in: file), LabelledTable.Columns.topicAdvice)
            return
        }
        for (row, read) in zip(rows, read) {
            guard let read else {
                leaveOut(
                    at: row.place(in: file), "an object of the list lacks its text or its label")
                continue
            }
            add(read, at: row.place(in: file))
        }
    }

    private mutating func reportUnusedMembers(_ rows: Node.Sequence, _ file: String) {
        var (first, names): (FilePlace?, [String]) = (nil, [])
        var seen: Set<String> = []
        for row in rows {
            guard let own = row.mapping.map(Self.names) else { continue }
            let columns = LabelledTable.Columns(
                header: own, needsLabel: part?.isOutOfScope != true)
            for name in columns?.unused(of: own) ?? [] where seen.insert(name).inserted {
                names.append(name)
                first = first ?? row.place(in: file)
            }
        }
        guard let first else { return }
        report(.warning, at: first, "members that are not read here: \(Self.quoted(names))")
    }

    /// An object as the row of a table; nil where it lacks its text or its label.
    private static func row(
        _ object: Node.Mapping, _ isOutOfScope: Bool, _ place: FilePlace
    ) -> LabelledTable.Row? {
        let values = object.values.map { $0.text.map { String($0.trimmed) } ?? "" }
        func value(_ at: Int?) -> String? {
            at.flatMap { values[$0].isEmpty ? nil : values[$0] }
        }
        let columns = LabelledTable.Columns(
            header: names(of: object), needsLabel: !isOutOfScope)
        let label = isOutOfScope ? IntentModel.outOfScope : value(columns?.label)
        guard let columns, let text = value(columns.text), let label else { return nil }
        return LabelledTable.Row(
            text: text, label: label, answer: value(columns.answer),
            language: value(columns.language), line: place.line)
    }
}
