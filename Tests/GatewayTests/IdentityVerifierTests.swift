import Crypto
import Dialogue
import Foundation
import Gateway
import Testing

@Suite struct IdentityVerifierTests {
    static let secret = "0123456789abcdef0123456789abcdef"
    static let now = Timestamp(milliseconds: 1_800_000_000_000)
    static let claims = #"{"sub":"u1","aud":"frontdesk","exp":1800000600,"name":"Ann"}"#

    static func base64url(_ data: some DataProtocol) -> String {
        Data(data).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    static func token(
        header: String = #"{"alg":"HS256","typ":"JWT"}"#, claims: String = claims,
        secret: String = secret
    ) -> String {
        let signed = "\(base64url(Data(header.utf8))).\(base64url(Data(claims.utf8)))"
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(signed.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return "\(signed).\(base64url(Data(code)))"
    }

    static func verifier() throws -> IdentityVerifier {
        try IdentityVerifier(file: secret + "\n", audience: "frontdesk")
    }

    @Test func aSignedTokenNamesItsCustomer() throws {
        let identity = try Self.verifier().verify(Self.token(), now: Self.now)

        #expect(identity == VerifiedIdentity(subject: Subject("u1"), name: "Ann", email: nil))
    }

    @Test func anAudienceMayBeOneOfSeveral() throws {
        let claims = #"{"sub":"u1","aud":["x","frontdesk"],"exp":1800000600}"#

        #expect(
            try Self.verifier().verify(Self.token(claims: claims), now: Self.now).subject
                == Subject("u1"))
    }

    @Test func timesMayHaveFractions() throws {
        let claims =
            #"{"sub":"u1","aud":"frontdesk","exp":1800000600.5,"nbf":1799999999.9,"iat":1e9}"#

        #expect(
            try Self.verifier().verify(Self.token(claims: claims), now: Self.now).subject
                == Subject("u1"))
    }

    static let refused: [(name: String, token: String)] = [
        ("another secret", token(secret: "another secret of enough length")),
        ("no algorithm", token(header: #"{"alg":"none"}"#)),
        ("another algorithm", token(header: #"{"alg":"EdDSA"}"#)),
        ("an unknown critical header", token(header: #"{"alg":"HS256","crit":["x"]}"#)),
        ("expired", token(claims: #"{"sub":"u","aud":"frontdesk","exp":1799990000}"#)),
        ("valid too long", token(claims: #"{"sub":"u","aud":"frontdesk","exp":1800010000}"#)),
        (
            "not valid yet",
            token(claims: #"{"sub":"u","aud":"frontdesk","exp":1800000600,"nbf":1800000500}"#)
        ),
        (
            "not valid before the end of time",
            token(claims: #"{"sub":"u","aud":"frontdesk","exp":1800000600,"nbf":1e300}"#)
        ),
        (
            "valid from something",
            token(claims: #"{"sub":"u","aud":"frontdesk","exp":1800000600,"nbf":"x"}"#)
        ),
        (
            "valid from a number in a text",
            token(claims: #"{"sub":"u","aud":"frontdesk","exp":1800000600,"nbf":"1"}"#)
        ),
        (
            "valid from nothing",
            token(claims: #"{"sub":"u","aud":"frontdesk","exp":1800000600,"nbf":null}"#)
        ),
        (
            "issued at something",
            token(claims: #"{"sub":"u","aud":"frontdesk","exp":1800000600,"iat":true}"#)
        ),
        (
            "an end in a text",
            token(claims: #"{"sub":"u","aud":"frontdesk","exp":"1800000600"}"#)
        ),
        ("for somebody else", token(claims: #"{"sub":"u","aud":"x","exp":1800000600}"#)),
        ("for nobody", token(claims: #"{"sub":"u","exp":1800000600}"#)),
        ("without an end", token(claims: #"{"sub":"u","aud":"frontdesk"}"#)),
        ("without a subject", token(claims: #"{"aud":"frontdesk","exp":1800000600}"#)),
        (
            "a blank in the subject",
            token(claims: #"{"sub":"a\#u{600} b","aud":"frontdesk","exp":1800000600}"#)
        ),
        // RFC 7515, section 2.
        ("padded", token() + "="),
        ("two parts", "a.b"), ("nothing", ""), ("dots", "..."), ("no base64", "$.$.$"),
    ]

    @Test(arguments: refused)
    func anyOtherTokenIsRefused(name: String, token: String) throws {
        let verifier = try Self.verifier()

        #expect(throws: IdentityVerifier.Fault.self, "\(name)") {
            try verifier.verify(token, now: Self.now)
        }
    }

    /// U+212A (KELVIN SIGN), which is canonically equivalent to K.
    @Test func anAudienceThatOnlyReadsAlikeIsAnother() throws {
        let verifier = try IdentityVerifier(file: Self.secret, audience: "K")
        func token(for audience: String) -> String {
            Self.token(claims: #"{"sub":"u","aud":"\#(audience)","exp":1800000600}"#)
        }

        #expect(try verifier.verify(token(for: "K"), now: Self.now).subject == Subject("u"))
        #expect(throws: IdentityVerifier.Fault.self) {
            try verifier.verify(token(for: "\u{212A}"), now: Self.now)
        }
    }

    @Test func anEd25519KeyVerifiesItsOwnSignaturesOnly() throws {
        let key = Curve25519.Signing.PrivateKey()
        let prefix: [UInt8] = [48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0]
        let der = Data(prefix) + key.publicKey.rawRepresentation
        let pem =
            "-----BEGIN PUBLIC KEY-----\r\n\(der.base64EncodedString())\r\n-----END PUBLIC KEY-----\r\n"
        let verifier = try IdentityVerifier(file: pem, audience: "frontdesk")
        let signed =
            Self.base64url(Data(#"{"alg":"EdDSA"}"#.utf8)) + "."
            + Self.base64url(Data(Self.claims.utf8))
        let signature = try key.signature(for: Data(signed.utf8))

        let good = "\(signed).\(Self.base64url(signature))"

        #expect(try verifier.verify(good, now: Self.now).subject == Subject("u1"))
        // The public key as a shared secret must open nothing.
        #expect(throws: IdentityVerifier.Fault.self) {
            try verifier.verify(Self.token(secret: pem), now: Self.now)
        }
    }

    @Test(arguments: [
        "short", "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----",
    ])
    func keyMaterialThatCannotServeIsRefused(text: String) {
        #expect(throws: IdentityVerifier.Fault.self) {
            try IdentityVerifier(file: text, audience: "frontdesk")
        }
    }
}
