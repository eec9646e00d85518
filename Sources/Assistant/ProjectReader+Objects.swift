import Dialogue
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

    mutating func readRows(_ rows: Node.Sequence, _ file: String) {
        let isOutOfScope = part?.isOutOfScope ?? false
        for row in rows {
            let place = row.place(in: file)
            let names = row.mapping.map(Self.names) ?? []
            if !isOutOfScope, LabelledTable.Columns.lackLabel(names) {
                report(
                    part == nil ? .warning : .error, at: place,
                    LabelledTable.Columns.unlabelledAdvice)
                return
            }
            let columns = LabelledTable.Columns(header: names, needsLabel: !isOutOfScope)
            let values = row.mapping?.values.map(\.text) ?? []
            let intent = columns?.label.flatMap { values[$0] } ?? ""
            guard let columns, let text = values[columns.text], !Self.isBlank(text),
                isOutOfScope || !Self.isBlank(intent)
            else {
                leaveOut(at: place, "an object of the list lacks its text or its label")
                continue
            }
            let language = columns.language.flatMap { values[$0] }.flatMap { Language(tag: $0) }
            add(
                text.singleSpaced, intent: isOutOfScope ? IntentModel.outOfScope : intent,
                at: place, language: language)
            guard part == nil, let answer = columns.answer.flatMap({ values[$0] }),
                !Self.isBlank(answer)
            else { continue }
            let name = Responses.name(toIntent: intent)
            responsePlaces[name] = responsePlaces[name] ?? place
            add(ResponseVariant(text: answer), to: name, language: language, at: place)
        }
    }
}
