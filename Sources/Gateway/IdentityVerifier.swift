import Crypto
package import Dialogue
import Foundation
import Wire

/// Checks identity tokens: JSON Web Tokens signed by the site (RFC 7519, RFC 7515).
///
/// HS256 with a shared secret or EdDSA with an Ed25519 public key. The key decides the algorithm,
/// never the token, so that `none` and a confusion of the two are dead. Synchronous: it runs on
/// the event loop of the session that says hello.
package struct IdentityVerifier: Sendable {
    package enum Key: Sendable {
        case secret([UInt8])
        case publicKey([UInt8])
    }

    /// Seconds that an `exp` may lie ahead at most (rule 6).
    static let lifetimeMax: Int64 = 3_600
    /// Seconds that the site's clock may be ahead.
    static let leeway: Int64 = 30
    /// Bytes of a secret below which it can be guessed.
    static let secretBytesMin = 16

    private let key: Key
    private let audience: String

    /// Why a key or a token cannot serve.
    package struct Fault: Error, Sendable, CustomStringConvertible {
        package var description: String
        /// The same for a customer who writes Chinese; empty where only an operator reads it.
        package var chinese = ""
    }

    package init(key: Key, audience: String) throws(Fault) {
        if case .secret(let secret) = key, secret.count < Self.secretBytesMin {
            throw Fault(description: "the secret has fewer than \(Self.secretBytesMin) bytes")
        }
        (self.key, self.audience) = (key, audience)
    }

    /// Key material as people keep it in a file: `-----BEGIN PUBLIC KEY-----` with an Ed25519
    /// key, or any other text as the shared secret, without the newline at its end.
    package init(file text: String, audience: String) throws(Fault) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.hasPrefix("-----BEGIN") else {
            try self.init(key: .secret(Array(trimmed.utf8)), audience: audience)
            return
        }
        let lines = trimmed.split(whereSeparator: \.isNewline)
        let body = lines.filter { !$0.hasPrefix("-----") }.joined()
        // SubjectPublicKeyInfo of an Ed25519 key: these 12 bytes, then the key (RFC 8410).
        let prefix: [UInt8] = [48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0]
        guard lines.first == "-----BEGIN PUBLIC KEY-----", let der = Data(base64Encoded: body),
            der.count == 44, der.starts(with: prefix)
        else {
            throw Fault(description: "not an Ed25519 public key in PEM")
        }
        try self.init(key: .publicKey(Array(der.suffix(32))), audience: audience)
    }

    /// Who the token speaks for; throws why it is refused.
    package func verify(_ token: String, now: Timestamp) throws(Fault) -> VerifiedIdentity {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.json(parts[0]), let claims = Self.json(parts[1]),
            let signature = Self.bytes(parts[2])
        else { throw Fault(description: "not a JSON Web Token", chinese: "不是 JSON Web Token") }
        let signed = Array("\(parts[0]).\(parts[1])".utf8)
        guard header["crit"] == nil, isValid(signature, signed, header["alg"]?.string) else {
            throw Fault(description: "the signature does not match", chinese: "签名不符")
        }
        try Self.checkTimes(of: claims, now.milliseconds / 1000)
        guard isMeant(claims["aud"]) else {
            throw Fault(
                description: "'aud' is not '\(audience)'", chinese: "'aud' 不是 '\(audience)'")
        }
        guard let subject = claims["sub"]?.string, !subject.isEmpty, subject.utf8.count <= 256,
            !subject.hasControlCharacter,
            !subject.unicodeScalars.contains(where: \.properties.isWhitespace)
        else {
            throw Fault(
                description: "'sub' is missing, no text, has blanks, or is beyond 256 bytes",
                chinese: "'sub' 缺失、不是文字、含空白或超过 256 字节")
        }
        return VerifiedIdentity(
            subject: Subject(subject), name: Self.short(claims["name"]),
            email: Self.short(claims["email"]))
    }

    private static func checkTimes(of claims: JSON, _ now: Int64) throws(Fault) {
        guard let expiry = try seconds("exp", of: claims) else {
            throw Fault(description: "'exp' is missing", chinese: "缺少 'exp'")
        }
        guard expiry > now else { throw Fault(description: "expired", chinese: "已过期") }
        guard expiry <= now + lifetimeMax + leeway else {
            throw Fault(description: "'exp' is more than an hour away", chinese: "'exp' 超过一小时")
        }
        if let from = try seconds("nbf", of: claims), from > now + leeway {
            throw Fault(description: "not valid yet", chinese: "尚未生效")
        }
        // Nothing goes by it, but what it says must be a time.
        _ = try seconds("iat", of: claims)
    }

    private func isMeant(_ claim: JSON?) -> Bool {
        let named = claim?.array ?? claim.map { [$0] } ?? []
        return named.contains { $0.string?.isSame(as: audience) == true }
    }

    private func isValid(_ signature: [UInt8], _ signed: [UInt8], _ algorithm: String?) -> Bool {
        switch key {
        case .secret(let secret):
            return algorithm == "HS256"
                && HMAC<SHA256>.isValidAuthenticationCode(
                    signature, authenticating: signed, using: SymmetricKey(data: secret))
        case .publicKey(let raw):
            guard algorithm == "EdDSA" else { return false }
            do {
                return try Curve25519.Signing.PublicKey(rawRepresentation: raw)
                    .isValidSignature(signature, for: signed)
            } catch {
                return false
            }
        }
    }

    /// A NumericDate in whole seconds, nil where there is none; fractions are allowed, anything but
    /// a number is not (RFC 7519, sections 2 and 4.1.4 to 4.1.6).
    private static func seconds(_ name: String, of claims: JSON) throws(Fault) -> Int64? {
        switch claims[name] {
        case nil: return nil
        case .integer(let value): return value
        case .number(let value):
            return Int64(exactly: value.rounded(.down)) ?? (value < 0 ? .min : .max)
        case .null, .bool, .string, .array, .object:
            throw Fault(description: "'\(name)' is no number", chinese: "'\(name)' 不是数字")
        }
    }

    private static func short(_ claim: JSON?) -> String? {
        guard let text = claim?.string, !text.isEmpty, text.utf8.count <= 256,
            text.isPrintableLine
        else { return nil }
        return text
    }

    /// A part in base64url, whose alphabet has no padding (RFC 7515, section 2).
    private static func bytes(_ part: Substring) -> [UInt8]? {
        guard part.utf8.count <= 8_192, part.utf8.allSatisfy(isBase64url) else { return nil }
        var text = part.replacing("-", with: "+").replacing("_", with: "/")
        while text.utf8.count % 4 != 0 { text += "=" }
        return Data(base64Encoded: String(text)).map { Array($0) }
    }

    private static func isBase64url(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func json(_ part: Substring) -> JSON? {
        guard let bytes = bytes(part), String(validating: bytes, as: UTF8.self) != nil else {
            return nil
        }
        do {
            return try JSONParser.parse(bytes)
        } catch {
            return nil
        }
    }
}
