import Foundation

/// Everything that can be configured, with its defaults: the only place that knows them.
///
/// One name a key: `limits.messageRate` in the file, `FRONTDESK_LIMITS_MESSAGE_RATE` in the
/// environment, `--limits-message-rate` as a flag. A flag wins over the environment, the
/// environment over the file, the file over the default.
struct Settings {
    enum Kind: String {
        case whole = "whole number"
        case number
        case text
        case list = "comma-separated list"
        case flag = "true or false"
    }

    struct Key {
        let name: String
        let kind: Kind
        let standard: String
        let help: String
    }

    static let keys: [Key] = [
        Key(
            name: "assistant", kind: .text, standard: ".", help: "folder with intents/ and corpus/"),
        Key(name: "data", kind: .text, standard: "./data", help: "folder of database and models"),
        Key(
            name: "http", kind: .text, standard: "127.0.0.1:8080",
            help: "HOST:PORT of page, REST and WebSocket; port 0 picks a free one"),
        Key(
            name: "line", kind: .text, standard: "127.0.0.1:4747",
            help: "HOST:PORT of the line protocol; port 0 picks a free one"),
        Key(
            name: "conformance", kind: .flag, standard: "false",
            help: "offer /_conformance/echo for protocol test suites"),
        Key(
            name: "limits.contentBytes", kind: .whole, standard: "8192",
            help: "bytes of one message; 0 for the frame's limit"),
        Key(
            name: "limits.frameBytes", kind: .whole, standard: "65536",
            help: "bytes of one frame, at least 1024"),
        Key(
            name: "limits.messageBurst", kind: .whole, standard: "20",
            help: "requests a session may make at once; 0 for no limit"),
        Key(
            name: "limits.messageRate", kind: .number, standard: "2",
            help: "requests a second a session after a burst, 0.001 to 1000000; 0 for no limit"),
        Key(
            name: "limits.connectionsPerAddress", kind: .whole, standard: "1000",
            help:
                "connections of one address, whatever they speak; 0 for no limit, as behind a proxy"
        ),
        Key(
            name: "limits.heartbeatSeconds", kind: .whole, standard: "30",
            help: "seconds between two pings of a WebSocket, 1 to 86400; two unanswered end it"),
        Key(
            name: "limits.helloSeconds", kind: .whole, standard: "10",
            help: "seconds a WebSocket may take to say hello, 1 to 86400"),
        Key(
            name: "limits.lineIdleSeconds", kind: .whole, standard: "1800",
            help: "seconds until a silent text connection ends; 0 never"),
        Key(
            name: "handoff.waitSeconds", kind: .whole, standard: "120",
            help: "seconds a customer waits for a person before a ticket is opened"),
        Key(
            name: "conversation.idleSeconds", kind: .whole, standard: "86400",
            help: "seconds of silence until a conversation is closed; 0 never"),
        Key(
            name: "answers.passageScoreMin", kind: .number, standard: "0.5",
            help:
                "least probability, 0 to 1, at which an article answers; up to 0.25 more where the "
                + "message is hardly the desk's"),
        Key(
            name: "answers.intentThreshold", kind: .number, standard: "0",
            help: "least probability, 0 to 1, at which an intent answers, in place of the lines of "
                + "docs/understanding.md; 0 keeps those; changing it trains nothing"),
        Key(
            name: "models.kept", kind: .whole, standard: "5",
            help: "earlier models kept to explain what they answered; 0 for none"),
        Key(
            name: "identity.secretFile", kind: .text, standard: "",
            help: "file with the HS256 secret or the Ed25519 public key of identity tokens"),
        Key(
            name: "identity.audience", kind: .text, standard: "frontdesk",
            help: "'aud' that identity tokens must carry"),
        Key(
            name: "web.allowedOrigins", kind: .list, standard: "",
            help: "origins whose pages may connect, beside the server's own; * for all"),
        Key(
            name: "operator.tokenFile", kind: .text, standard: "",
            help:
                "file with the token, one word of at least 16 bytes, that opens /metrics, /webhooks and /model beyond loopback"
        ),
        Key(
            name: "log.level", kind: .text, standard: "info",
            help: "trace, debug, info, notice, warning, error or critical"),
    ]

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

    // MARK: Names

    private static func words(_ name: String) -> [String] {
        name.split(separator: ".").flatMap { part -> [String] in
            var words = [""]
            for character in part {
                if character.isUppercase { words.append("") }
                words[words.count - 1].append(character.lowercased())
            }
            return words
        }
    }

    static func flagName(_ key: Key) -> String { "--" + words(key.name).joined(separator: "-") }

    static func environmentName(_ key: Key) -> String {
        "FRONTDESK_" + words(key.name).joined(separator: "_").uppercased()
    }

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

    /// Reads file, environment and flags, and checks every value.
    static func load(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Settings {
        let file = try fileValues(configFile)
        let known = Set(keys.map(environmentName))
        for name in environment.keys.sorted() where name.hasPrefix("FRONTDESK_") {
            guard known.contains(name) else {
                throw Fault(description: "\(name): unknown setting; 'frontdesk config' lists them")
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
