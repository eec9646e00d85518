import Crypto
import Foundation
import Testing
import Wire

// One after another: a hundred servers at once would measure the machine.
/// A suite that chats with a desk over real sockets, its tests one after another.
protocol ChatSuite {
    /// One a test: each has its own database and goes with its test.
    var desk: RunningDesk { get }
}

extension ChatSuite {
    /// A desk that takes the site's identity tokens, and whose customers wait for a person longer
    /// than any test.
    static func served() throws -> RunningDesk {
        try RunningDesk([
            "--identity-secret-file", Site.secretFile, "--handoff-wait-seconds", "3600",
        ])
    }

    func web(_ hello: String = #"{"type":"hello","version":1}"#) throws -> (
        client: WebSocketClient, frames: [String]
    ) {
        let client = try WebSocketClient(port: desk.http)
        client.send(hello)
        return (client, try client.receive(until: "\"synced\""))
    }

    static func field(_ name: String, _ frame: String) throws -> String {
        let value = try JSONParser.parse(Array(frame.utf8))[name]
        return try #require(value?.string ?? value?.integer.map(String.init))
    }

    static var secretFile: String { Site.secretFile }

    static func jwt(_ subject: String, _ more: String = "") -> String { Site.jwt(subject, more) }
}

/// The web site that the desk belongs to, which vouches for its customers.
private enum Site {
    static let secret = "a secret that only the site knows"
    /// One for all runs of the tests by one user, which may run at once.
    static let secretFile: String = {
        let path = FileManager.default.temporaryDirectory.path + "/frontdesk-secret-\(getuid())"
        try? Data(secret.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        return path
    }()

    /// An identity token for `subject`, valid for ten minutes, with `more` claims.
    static func jwt(_ subject: String, _ more: String) -> String {
        func base64url(_ data: Data) -> String {
            data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
        }
        let expiry = Int(Date().timeIntervalSince1970) + 600
        let claims = #"{"sub":"\#(subject)","aud":"frontdesk","exp":\#(expiry)\#(more)}"#
        let signed = base64url(Data(#"{"alg":"HS256"}"#.utf8)) + "." + base64url(Data(claims.utf8))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(signed.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return "\(signed).\(base64url(Data(code)))"
    }
}
