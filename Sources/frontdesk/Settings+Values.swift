import Assistant
import Dialogue
import Foundation
import Gateway
import Logging
import Understanding
import Wire

/// The values as the modules take them.
extension Settings {
    /// Bytes below which a token can be guessed; as many as an identity secret has at least.
    private static let tokenBytesMin = 16

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

    var modelsKept: Int { whole("models.kept") }

    /// The lines that an operator chose; an intent's is nil where training chooses.
    var chosenLines: ScoreLines.Chosen {
        let intent = number("answers.intentThreshold")
        return ScoreLines.Chosen(
            intent: intent > 0 ? intent : nil, passage: number("answers.passageScoreMin"))
    }

    func address(_ name: String) throws -> (host: String, port: Int) {
        guard let address = Self.hostAndPort(value(name)) else {
            throw Fault(description: "\(name) is '\(value(name))', not HOST:PORT")
        }
        return address
    }

    static func hostAndPort(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            // The system's resolver takes a star for the first address that it likes.
            0...65_535 ~= port, colon > text.startIndex, !text.hasPrefix("*")
        else { return nil }
        return (text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port)
    }

    var policyOptions: DialoguePolicy.Options {
        var options = DialoguePolicy.Options()
        options.handoffWaitSeconds = Int64(whole("handoff.waitSeconds"))
        options.idleSeconds = Int64(whole("conversation.idleSeconds"))
        options.topicsMax = whole("answers.topicsMax")
        options.confirmBelow = number("answers.confirmBelow")
        return options
    }

    func gatewayOptions() throws -> GatewayOptions {
        var options = GatewayOptions()
        options.limits.contentBytes = whole("limits.contentBytes")
        options.limits.frameBytes = whole("limits.frameBytes")
        options.limits.messageBurst = whole("limits.messageBurst")
        options.limits.messageRate = number("limits.messageRate")
        options.limits.heartbeatSeconds = whole("limits.heartbeatSeconds")
        options.connectionsPerAddress = whole("limits.connectionsPerAddress")
        options.helloSeconds = Int64(whole("limits.helloSeconds"))
        options.lineIdleSeconds = Int64(whole("limits.lineIdleSeconds"))
        options.isConformance = value("conformance") == "true"
        options.allowedOrigins = Set(
            value("web.allowedOrigins").split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces).lowercased()
            })
        options.operatorToken = try operatorToken()
        return options
    }

    private func operatorToken() throws -> String? {
        guard let token = try secret("operator.tokenFile") else { return nil }
        guard token.utf8.count >= Self.tokenBytesMin, !token.contains(where: \.isWhitespace) else {
            throw Fault(
                description: "\(value("operator.tokenFile")): not one word of at least "
                    + "\(Self.tokenBytesMin) bytes (operator.tokenFile); 'openssl rand -hex 32' "
                    + "makes one")
        }
        return token
    }

    func identityVerifier() throws -> IdentityVerifier? {
        guard let text = try secret("identity.secretFile") else { return nil }
        do {
            return try IdentityVerifier(file: text, audience: value("identity.audience"))
        } catch {
            let maker = text.hasPrefix("-----BEGIN") ? "pkey -in KEY -pubout" : "rand -hex 32"
            throw Fault(
                description: "\(value("identity.secretFile")): \(error) (identity.secretFile); "
                    + "'openssl \(maker)' makes one")
        }
    }

    /// Reads the files that settings name, so that `config` refuses what `serve` would.
    func checkFiles() throws {
        _ = try gatewayOptions()
        _ = try identityVerifier()
    }

    /// What to tell of secrets that others than their owner can read; a public key is none.
    func openSecrets() throws -> [String] {
        try ["identity.secretFile", "operator.tokenFile"].compactMap { name in
            guard let text = try secret(name), !text.hasPrefix("-----BEGIN PUBLIC") else {
                return nil
            }
            var status = stat()
            guard stat(value(name), &status) == 0 else {
                let reason = String(cString: strerror(errno))
                return "\(value(name)): who can read it is not known: \(reason) (\(name))"
            }
            guard status.st_mode & 0o077 != 0 else { return nil }
            return "\(value(name)): others can read it (\(name)); 'chmod 600' keeps it secret"
        }
    }

    /// The text of a file that a key names; nil where it names none.
    private func secret(_ name: String) throws -> String? {
        let path = value(name)
        guard !path.isEmpty else { return nil }
        let text: String
        do {
            text = try TextFile.text(path).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw Fault(description: "\(error) (\(name))")
        }
        guard !text.isEmpty else {
            throw Fault(
                description: "\(path): empty (\(name)); 'openssl rand -hex 32' makes one")
        }
        return text
    }
}
