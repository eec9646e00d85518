import Foundation

/// Everything that can be configured, as it is in effect, with the place each value came from.
///
/// One name a key: `limits.messageRate` in the file, `FRONTDESK_LIMITS_MESSAGE_RATE` in the
/// environment, `--limits-message-rate` as a flag. A flag wins over the environment, the
/// environment over the file, the file over the default.
struct Settings {
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    /// A value with the place it came from.
    struct Effective {
        let key: Key
        let value: String
        let origin: String
    }

    private(set) var effective: [Effective] = []

    /// Flags taken off the command line by ``takeFlags(_:)``, once, before any thread is started.
    nonisolated(unsafe) private static var flags: [String: String] = [:]
    nonisolated(unsafe) private static var configFile: String?

    // MARK: Reading

    /// Takes the flags of all keys, and `--config`, out of `arguments` and returns the rest.
    static func takeFlags(_ arguments: [String]) throws -> [String] {
        let byFlag = Dictionary(uniqueKeysWithValues: keys.map { (flagName($0), $0) })
        var rest: [String] = []
        var at = 0
        while at < arguments.count {
            // `--key=` sets an empty value; it takes nothing from the argument behind it.
            let parts = arguments[at].split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false
            ).map(String.init)
            let name = parts.first ?? ""
            at += 1
            guard name == "--config" || byFlag[name] != nil else {
                rest.append(arguments[at - 1])
                continue
            }
            let value: String
            if parts.count == 2 {
                value = parts[1]
            } else if byFlag[name]?.kind == .flag {
                value = "true"
            } else if at < arguments.count, !arguments[at].hasPrefix("--") {
                value = arguments[at]
                at += 1
            } else {
                throw Fault(description: "\(name): a value is missing; write \(name)=VALUE")
            }
            if name == "--config" {
                configFile = value
            } else if let key = byFlag[name] {
                // A list may be given piece by piece.
                let before = key.kind == .list ? flags[key.name].map { $0 + "," } : nil
                flags[key.name] = (before ?? "") + value
            }
        }
        return rest
    }

    /// Whether Kubernetes put a variable there for a service called `frontdesk` or `frontdesk-web`:
    /// `FRONTDESK_PORT=tcp://10.0.0.1:80` and the parts of that.
    private static func isOfServiceLink(_ name: String, _ value: String) -> Bool {
        if name.hasSuffix("_PORT") {
            return value.contains("://") || name.hasSuffix("_SERVICE_PORT")
        }
        return name.hasSuffix("_SERVICE_HOST") || name.contains("_SERVICE_PORT_")
            || name.wholeMatch(of: /FRONTDESK_(\w+_)?PORT_\d+_(TCP|UDP)(_\w+)?/) != nil
    }

    /// Reads file, environment and flags, and checks every value.
    static func load(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Settings {
        let file = try fileValues(configFile)
        let known = Set(keys.map(environmentName))
        for name in environment.keys.sorted()
        where name.hasPrefix("FRONTDESK_") && !isOfServiceLink(name, environment[name] ?? "") {
            guard known.contains(name) else {
                throw Fault(
                    description: "\(name): unknown setting\(advice(on: name, known.sorted()))")
            }
        }
        var settings = Settings()
        for key in keys {
            let found: (String, String)
            if let value = flags[key.name] {
                found = (value, "flag \(flagName(key))")
            } else if let value = environment[environmentName(key)] {
                found = (value, "environment \(environmentName(key))")
            } else if let value = file[key.name] {
                found = value
            } else {
                found = (key.standard, "default")
            }
            try check(key, found.0, found.1)
            settings.effective.append(Effective(key: key, value: found.0, origin: found.1))
        }
        try settings.checkTogether()
        return settings
    }

    /// What to do about a name that none of `known` is.
    static func advice(on name: String, _ known: [String]) -> String {
        let hint = known.hint(for: name)
        return hint.isEmpty ? "; 'frontdesk config' lists them" : hint
    }

    /// What the help of a command says of settings, which it takes beside its own options; `names`
    /// are the keys that matter to it most.
    static func hint(_ names: String...) -> String {
        let flags = keys.filter { names.contains($0.name) }.map(flagName)
        return "Takes settings as flags, too, as \(flags.joined(separator: ", ")); "
            + "'frontdesk --help' lists them."
    }

    /// The flags of the keys `names` that were given, as they are typed again.
    static func given(_ names: String...) -> String {
        keys.filter { names.contains($0.name) }.map { key in
            flags[key.name].map { " \(flagName(key)) \($0)" } ?? ""
        }.joined()
    }

    /// The table of keys for `--help`, in 80 columns.
    static var table: String {
        func row(_ flag: String, _ help: String, _ standard: String) -> String {
            let lines = wrapped(help + (standard.isEmpty ? "" : " [\(standard)]"))
            let margin = "\n" + String(repeating: " ", count: flagColumns + 2)
            return "  " + flag.padding(toLength: flagColumns, withPad: " ", startingAt: 0)
                + lines.joined(separator: margin)
        }
        return
            ([row("--config", "YAML file with any of the settings below", "")]
            + keys.map { row(flagName($0), $0.help, $0.standard) }).joined(separator: "\n")
    }

    /// Columns of the flags in ``table``, and of what they mean.
    private static let (flagColumns, helpColumns) = (34, 42)

    /// `text` cut at blanks into lines of at most ``helpColumns``.
    private static func wrapped(_ text: String) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            if let last = lines.last, last.count + 1 + word.count <= helpColumns {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
    }
}
