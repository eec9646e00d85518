import ArgumentParser
import Wire

struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the effective settings and where each came from.",
        discussion: "What it prints is a file for --config.")

    /// `value` as YAML reads it back, in quotes where it is more than a plain word or number.
    private static func scalar(_ value: String) -> String {
        let isPlain = value.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "./_:-".contains($0))
        }
        guard !isPlain || value.isEmpty || value.hasPrefix("-") || value.hasSuffix(":") else {
            return value
        }
        let quoted = value.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                "\\x\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))"
            default: String(scalar)
            }
        }
        return "\"\(quoted.joined())\""
    }

    func run() throws {
        let settings = try Settings.load()
        try settings.checkFiles()
        for entry in settings.effective {
            let origin = TextRenderer.printable(entry.origin)
            Output.line("\(entry.key.name): \(Self.scalar(entry.value))  # \(origin)")
        }
    }
}
