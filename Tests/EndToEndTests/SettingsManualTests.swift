import Foundation
import Testing

/// The table of settings in docs/operating.md against the program's own.
@Suite struct SettingsManualTests {
    /// One row: a key, and what it is where nobody sets it.
    struct Row {
        let key: String
        let standard: String

        /// Of a line of the table `key | default | meaning`.
        init?(_ line: Substring) {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            guard cells.count == 3 else { return nil }
            (key, standard) = (cells[0], cells[1])
        }

        /// `limits.messageRate` is `--limits-message-rate`, as the manual says.
        var flag: String { "--" + words("-").lowercased() }
        /// And `FRONTDESK_LIMITS_MESSAGE_RATE`.
        var environment: String { "FRONTDESK_" + words("_").uppercased() }

        private func words(_ separator: String) -> String {
            key.replacing(".", with: separator)
                .replacing(/[A-Z]/) { "\(separator)\($0.output)" }
        }

        /// As `config` prints the default, come from `origin`.
        func printed(_ origin: String) -> Substring {
            "\(key): \(standard.isEmpty ? "\"\"" : standard)  # \(origin)"
        }
    }

    let rows: [Row]

    init() throws {
        let path = Package.root + "/docs/operating.md"
        let manual = try String(contentsOfFile: path, encoding: .utf8)
        // The table alone: other ones of the manual have three columns, too.
        rows = manual.split(separator: "\n").drop { $0 != "| key | default | meaning |" }
            .dropFirst(2).prefix { $0.hasPrefix("| `") }.compactMap(Row.init)
    }

    @Test func everySettingStandsInTheManualWithItsDefault() throws {
        let run = try frontdesk(["config"])

        #expect(run.output.split(separator: "\n") == rows.map { $0.printed("default") })
    }

    @Test func everySettingHasTheFlagOfTheManual() throws {
        let run = try frontdesk(["config"] + rows.map { "\($0.flag)=\($0.standard)" })

        #expect(
            run.output.split(separator: "\n") == rows.map { $0.printed("flag \($0.flag)") },
            "\(run.errors)")
    }

    @Test func everySettingHasTheVariableOfTheManual() throws {
        let pairs = rows.map { ($0.environment, $0.standard) }
        let run = try frontdesk(
            ["config"], environment: Dictionary(pairs, uniquingKeysWith: { $1 }))

        #expect(
            run.output.split(separator: "\n")
                == rows.map { $0.printed("environment \($0.environment)") },
            "\(run.errors)")
    }
}
