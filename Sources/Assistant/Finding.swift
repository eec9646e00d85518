/// Something that is wrong or doubtful in a file.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// Whether a set still serves: one error is enough to refuse it. A note says how a file was
    /// taken where its name alone tells.
    package enum Severity: String, Sendable { case note, warning, error }

    /// An error where a file cannot be read as a whole; of a file to measure with, where an item
    /// cannot.
    package var severity: Severity
    /// Where it is.
    package var place: FilePlace
    /// What is wrong and, where it does not tell itself, what to do; without a full stop.
    package var message: String

    /// `file:line: severity: message` on one line, as compilers write it.
    package var description: String {
        "\(place): \(severity.rawValue): \(message)".escapedOnOneLine
    }
}

extension String {
    /// With escapes for what would break a line, move a terminal's cursor or turn the direction of
    /// the text around: names come from files.
    var escapedOnOneLine: String {
        guard unicodeScalars.contains(where: \.breaksALine) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            text += scalar.breaksALine ? scalar.escaped(asASCII: true) : String(scalar)
        }
    }
}

extension Unicode.Scalar {
    fileprivate var breaksALine: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: 0x202A...0x202E ~= value || 0x2066...0x2069 ~= value
        }
    }
}

extension Finding {
    /// With a path that the person who named `directory` can open.
    package func description(below directory: String) -> String {
        guard directory != "." else { return description }
        let path = directory.hasSuffix("/") ? "\(directory)\(self)" : "\(directory)/\(self)"
        return path.escapedOnOneLine
    }
}

/// A set of files that cannot serve.
package struct AssistantError: Error, Sendable, CustomStringConvertible {
    /// The errors alone, at least one, in the order they were met.
    package var findings: [Finding]
    /// The assistant's folder.
    package var directory: String

    /// One line a finding.
    package var description: String {
        findings.map { $0.description(below: directory) }.joined(separator: "\n")
    }
}
