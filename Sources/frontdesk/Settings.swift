import Dialogue
import Foundation
import Gateway
import Logging
import Wire
import Yams

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
        Key(name: "limits.frameBytes", kind: .whole, standard: "65536", help: "bytes of one frame"),
        Key(
            name: "limits.messageBurst", kind: .whole, standard: "20",
            help: "requests a session may make at once; 0 for no limit"),
        Key(
            name: "limits.messageRate", kind: .number, standard: "2",
            help: "requests a second a session after a burst; 0 for no limit"),
        Key(
            name: "limits.connectionsPerAddress", kind: .whole, standard: "1000",
            help: "connections of one address; 0 for no limit"),
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
            help: "least probability, 0 to 1, at which an article answers"),
        Key(
            name: "answers.intentThreshold", kind: .number, standard: "0",
            help: "least probability, 0 to 1, at which an intent answers; 0 leaves it to training"),
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
            help: "file with the token that opens /metrics, /webhooks and /model beyond loopback"),
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
            let parts = arguments[at].split(separator: "=", maxSplits: 1).map(String.init)
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
            } else if at < arguments.count {
                value = arguments[at]
                at += 1
            } else {
                throw Fault(description: "\(name): a value is missing")
            }
            if name == "--config" {
                configFile = value
            } else if let key = byFlag[name] {
                flags[key.name] = value
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
        return settings
    }

    private static func check(_ key: Key, _ value: String, _ origin: String) throws {
        let isValid =
            switch key.kind {
            case .whole: Int64(value).map { $0 >= 0 && $0 <= 1_000_000_000 } ?? false
            case .number: Double(value).map { $0.isFinite && $0 >= 0 && $0 <= 1e9 } ?? false
            case .flag: Bool(value) != nil
            case .text, .list: true
            }
        guard isValid else {
            throw Fault(
                description: "\(origin): \(key.name) is '\(value)', not a \(key.kind.rawValue)"
                    + (key.kind == .flag ? "" : " of at least 0"))
        }
        if ["http", "line"].contains(key.name), hostAndPort(value) == nil {
            throw Fault(description: "\(origin): \(key.name) is '\(value)', not HOST:PORT")
        }
        if key.name.hasPrefix("answers."), Double(value).map({ $0 > 1 }) ?? true {
            throw Fault(description: "\(origin): \(key.name) is '\(value)', not within 0 to 1")
        }
        if key.name == "log.level", Logger.Level(rawValue: value) == nil {
            throw Fault(description: "\(origin): log.level is '\(value)'; \(key.help)")
        }
    }

    /// Keys of a YAML file in dotted form, with the line each stands in.
    private static func fileValues(_ path: String?) throws -> [String: (String, String)] {
        guard let path else { return [:] }
        guard
            let text = FileManager.default.contents(atPath: path).map({
                String(decoding: $0, as: UTF8.self)
            })
        else { throw Fault(description: "\(path): cannot be read") }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            let reason = "\(error)".split(separator: "\n").first ?? "unreadable"
            throw Fault(description: "\(path): the YAML does not parse: \(reason)")
        }
        var values: [String: (String, String)] = [:]
        if let root { try flatten(root, "", path, into: &values) }
        return values
    }

    private static func flatten(
        _ node: Node, _ prefix: String, _ path: String,
        into values: inout [String: (String, String)]
    ) throws {
        guard let mapping = node.mapping else {
            throw Fault(description: "\(path):\(node.mark?.line ?? 1): no 'key: value'")
        }
        for (key, value) in mapping {
            let name = prefix + (key.string ?? "?")
            let place = "\(path):\(key.mark?.line ?? 0)"
            if value.mapping != nil {
                try flatten(value, name + ".", path, into: &values)
            } else if keys.contains(where: { $0.name == name }) {
                let items = value.sequence.map { $0.compactMap(\.string).joined(separator: ",") }
                values[name] = (items ?? value.scalar?.string ?? "", place)
            } else {
                throw Fault(
                    description: "\(place): unknown key '\(name)'; 'frontdesk config' lists them")
            }
        }
    }

    // MARK: Values

    private func value(_ name: String) -> String {
        guard let found = effective.first(where: { $0.key.name == name }) else {
            preconditionFailure("'\(name)' stands in the table of keys")
        }
        return found.value
    }

    private func whole(_ name: String) -> Int { Int(value(name)) ?? 0 }
    private func number(_ name: String) -> Double { Double(value(name)) ?? 0 }

    func text(_ name: String) -> String { value(name) }

    var assistant: String { value("assistant") }
    var data: String { value("data") }
    var logLevel: Logger.Level { Logger.Level(rawValue: value("log.level")) ?? .info }

    /// `intentThreshold`, or nil where training chooses.
    var intentThreshold: Double? {
        let threshold = number("answers.intentThreshold")
        return threshold > 0 ? threshold : nil
    }

    func address(_ name: String) throws -> (host: String, port: Int) {
        guard let address = Self.hostAndPort(value(name)) else {
            throw Fault(description: "\(name) is '\(value(name))', not HOST:PORT")
        }
        return address
    }

    private static func hostAndPort(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            0...65_535 ~= port, colon > text.startIndex
        else { return nil }
        return (text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port)
    }

    var policyOptions: DialoguePolicy.Options {
        var options = DialoguePolicy.Options()
        options.handoffWaitSeconds = Int64(whole("handoff.waitSeconds"))
        options.idleSeconds = Int64(whole("conversation.idleSeconds"))
        options.passageScoreMin = number("answers.passageScoreMin")
        return options
    }

    func gatewayOptions() throws -> GatewayOptions {
        var options = GatewayOptions()
        options.limits.contentBytes = whole("limits.contentBytes")
        options.limits.frameBytes = max(whole("limits.frameBytes"), 1_024)
        options.limits.messageBurst = whole("limits.messageBurst")
        options.limits.messageRate = number("limits.messageRate")
        options.connectionsPerAddress = whole("limits.connectionsPerAddress")
        options.lineIdleSeconds = Int64(whole("limits.lineIdleSeconds"))
        options.isConformance = value("conformance") == "true"
        options.allowedOrigins = Set(
            value("web.allowedOrigins").split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces).lowercased()
            })
        options.operatorToken = try secret("operator.tokenFile")
        return options
    }

    func identityVerifier() throws -> IdentityVerifier? {
        guard let text = try secret("identity.secretFile") else { return nil }
        do {
            return try IdentityVerifier(file: text, audience: value("identity.audience"))
        } catch {
            throw Fault(description: "\(value("identity.secretFile")): \(error)")
        }
    }

    /// The text of a file that a key names; nil where it names none.
    private func secret(_ name: String) throws -> String? {
        let path = value(name)
        guard !path.isEmpty else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Fault(description: "\(path): cannot be read (\(name))")
        }
        let text = String(decoding: data, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw Fault(description: "\(path): is empty (\(name))") }
        return text
    }

    /// The table of keys for `--help` and `frontdesk config`.
    static var table: String {
        keys.map { key in
            let flag = flagName(key).padding(toLength: 34, withPad: " ", startingAt: 0)
            return "  \(flag)\(key.help)" + (key.standard.isEmpty ? "" : " [\(key.standard)]")
        }.joined(separator: "\n")
    }
}
