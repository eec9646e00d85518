package import Understanding

/// Labelled messages to measure with, in any of the forms that `intents/` reads.
package struct LabelledFile: Sendable {
    /// What messages are for; a file in CLINC150's form holds them all.
    package enum Part: Sendable {
        case train, test, outOfScopeTrain, outOfScopeTest

        /// Their names in CLINC150's JSON: the first that is there counts.
        var names: [String] {
            switch self {
            case .train: ["train"]
            case .test: ["test", "val"]
            case .outOfScopeTrain: ["oos_train"]
            case .outOfScopeTest: ["oos_test", "oos_val"]
            }
        }

        var isOutOfScope: Bool { self == .outOfScopeTrain || self == .outOfScopeTest }
    }

    /// In order of lines, without their annotations.
    package private(set) var examples: [Example]
    /// Where each of them stands.
    package private(set) var places: [FilePlace]
    /// What is doubtful or left out.
    package private(set) var findings: [Finding]

    /// Reads the file at `path`, whose form its name's extension tells; a list, or what tells none,
    /// is a table with TABs. Out-of-scope messages need no label.
    ///
    /// Throws the first fault because of which a message would be left out of the measurement.
    package init(_ path: String, _ part: Part) throws(TextFile.Fault) {
        let text = try TextFile.text(path, in: .all)
        let form = FileForm(of: path) ?? .list
        var reader = ProjectReader(directory: "", part: part)
        switch form {
        case .yaml: reader.readRasa(text, file: path)
        case .markdown: reader.readMarkdown(text, file: path)
        case .json: reader.readJSON(text, file: path)
        case .list, .table: reader.readLabels(text, form.separator, file: path)
        }
        (examples, findings) = (reader.examples.map(\.example), reader.findings)
        places = reader.examples.map(\.place)
        if let fault = findings.first(where: { $0.severity == .error || examples.isEmpty }) {
            throw TextFile.Fault(path: path, line: fault.place.line, reason: fault.message)
        }
        guard examples.isEmpty else { return }
        let wanted = part.isOutOfScope ? "message" : "labelled message"
        throw TextFile.Fault(path: path, reason: "no \(wanted); \(Self.advice(form, part))")
    }

    /// What to do where nothing is found.
    private static func advice(_ form: FileForm, _ part: Part) -> String {
        switch form {
        case .yaml: ProjectReader.trainingAdvice
        case .markdown: "write '## intent:name' and below it '- ' before every message"
        case .json: "write [\"text\", \"intent\"] into the list '\(part.names[0])'"
        case .list, .table:
            part.isOutOfScope ? "write one a line" : LabelledTable.advice(form.separator)
        }
    }
}

extension ProjectReader {
    /// A table to measure with: a row that cannot be read is an error.
    fileprivate mutating func readLabels(_ text: String, _ separator: Character, file: String) {
        let isOutOfScope = part?.isOutOfScope ?? false
        let table = LabelledTable(text, separator: separator, needsLabel: !isOutOfScope)
        reportNote(of: table, file)
        for fault in table.faults { report(.error, at: FilePlace(file, fault.line), fault.reason) }
        for row in table.rows {
            add(
                row.text.singleSpaced,
                intent: isOutOfScope ? IntentModel.outOfScope : row.label,
                at: FilePlace(file, row.line))
        }
    }
}
