import Foundation
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

    private enum Form {
        case yaml, markdown, json
        case table(separator: Character)

        init(of path: String) {
            switch (path as NSString).pathExtension.lowercased() {
            case "yml", "yaml": self = .yaml
            case "md", "markdown": self = .markdown
            case "json": self = .json
            case "csv": self = .table(separator: ",")
            default: self = .table(separator: "\t")
            }
        }

        /// What to do where nothing is found.
        func advice(_ part: Part) -> String {
            switch self {
            case .yaml: ProjectReader.trainingAdvice
            case .markdown: "write '## intent:name' and below it '- ' before every message"
            case .json: "write [\"text\", \"intent\"] into the list '\(part.names[0])'"
            case .table where part.isOutOfScope: "write one a line"
            case .table(let separator): LabelledTable.advice(separator)
            }
        }
    }

    /// In order of lines, without their annotations.
    package private(set) var examples: [Example]
    /// What is doubtful or left out.
    package private(set) var findings: [Finding]

    /// Reads the file at `path`, whose form its name's extension tells; without one it is a table
    /// with TABs. Out-of-scope messages need no label.
    ///
    /// Throws the first fault because of which a message would be left out of the measurement.
    package init(_ path: String, _ part: Part) throws(TextFile.Fault) {
        let text = try TextFile.text(path, in: .all)
        let form = Form(of: path)
        var reader = ProjectReader(directory: "", part: part)
        switch form {
        case .yaml: reader.readRasa(text, file: path)
        case .markdown: reader.readMarkdown(text, file: path)
        case .json: reader.readJSON(text, file: path)
        case .table(let separator): reader.readLabels(text, separator, file: path)
        }
        (examples, findings) = (reader.examples.map(\.example), reader.findings)
        if let fault = findings.first(where: { $0.severity == .error || examples.isEmpty }) {
            throw TextFile.Fault(path: path, line: fault.line, reason: fault.message)
        }
        guard examples.isEmpty else { return }
        let wanted = part.isOutOfScope ? "message" : "labelled message"
        throw TextFile.Fault(path: path, reason: "no \(wanted); \(form.advice(part))")
    }
}

extension ProjectReader {
    /// A table to measure with: a row that cannot be read is an error.
    fileprivate mutating func readLabels(_ text: String, _ separator: Character, file: String) {
        let isOutOfScope = part?.isOutOfScope ?? false
        let table = LabelledTable(text, separator: separator, needsLabel: !isOutOfScope)
        for fault in table.faults { report(.error, file, fault.line, fault.reason) }
        for row in table.rows {
            add(
                Self.oneLine(row.text), intent: isOutOfScope ? IntentModel.outOfScope : row.label,
                file: file, line: row.line)
        }
    }
}
