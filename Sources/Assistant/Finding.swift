/// Something that is wrong or doubtful in a file.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
    package enum Severity: String, Sendable { case warning, error }

    package var severity: Severity
    /// Path as people know it, relative to the assistant's folder.
    package var file: String
    /// Counts from 1; 0 for the whole file.
    package var line: Int
    package var message: String

    package var description: String {
        "\(file)\(line > 0 ? ":\(line)" : ""): \(severity.rawValue): \(message)"
    }
}

extension Finding {
    /// With a path that the person who named `directory` can open.
    package func description(below directory: String) -> String {
        guard directory != "." else { return description }
        return directory.hasSuffix("/") ? "\(directory)\(self)" : "\(directory)/\(self)"
    }
}

/// A set of files that cannot serve.
package struct AssistantError: Error, Sendable, CustomStringConvertible {
    package var findings: [Finding]
    /// The assistant's folder.
    package var directory: String

    package var description: String {
        findings.map { $0.description(below: directory) }.joined(separator: "\n")
    }
}
