import Foundation
import Testing

/// The table of settings in docs/operating.md against the program's own.
@Suite struct SettingsManualTests {
    /// One row: how a key is set, and what it is where nobody sets it.
    struct Row {
        let key: String
        let flag: String
        let environment: String
        let standard: String

        /// Of a line of the table `key | flag | environment | kind | default | meaning`.
        init?(_ line: Substring) {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            guard line.hasPrefix("| `"), cells.count == 6 else { return nil }
            (key, flag, environment, standard) = (cells[0], cells[1], cells[2], cells[4])
        }

        /// As `config` prints the default, come from `origin`.
        func printed(_ origin: String) -> Substring {
            "\(key): \(standard.isEmpty ? "\"\"" : standard)  # \(origin)"
        }
    }

    let rows: [Row]

    init() throws {
        let path = Package.root + "/docs/operating.md"
        rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .compactMap(Row.init)
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
