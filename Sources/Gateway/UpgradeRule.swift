import Foundation
import HTTPTypes
import NIOHTTP1

/// Which requests may become a WebSocket (RFC 6455, 4.2.1; protocol.md, rule 7), and which origins
/// may ask.
struct UpgradeRule: Sendable {
    static let chatPath = "/v1/chat"
    static let echoPath = "/_conformance/echo"
    static let echoBytesMax = 16 * 1024 * 1024

    let options: GatewayOptions

    enum Endpoint { case chat, echo }

    /// The endpoint that `head` opens, or nil where it stays an ordinary request.
    func endpoint(_ head: HTTPRequestHead) -> Endpoint? {
        guard head.method == .GET, head.version == .http1_1,
            has(head.headers, "upgrade", "websocket"), has(head.headers, "connection", "upgrade"),
            head.headers["host"].count == 1, head.headers["host"].allSatisfy(Self.isHost),
            head.headers["sec-websocket-version"] == ["13"],
            Self.isKey(head.headers["sec-websocket-key"]),
            !Self.hasBody(
                lengths: head.headers["content-length"],
                codings: head.headers["transfer-encoding"])
        else { return nil }
        let path = Routes.path(ofTarget: head.uri)
        if path == Self.echoPath, options.isConformance { return .echo }
        guard path == Self.chatPath, admits(head.headers["origin"], host: head.headers["host"])
        else { return nil }
        return .chat
    }

    /// The headers by which pages of the admitted origins may read the answer to a request of
    /// `origins` (Fetch, 3.3).
    func sharing(_ origins: [String], host: [String]) -> HTTPFields {
        var headers: HTTPFields = [.vary: "Origin"]
        if let origin = origins.first, admits(origins, host: host) {
            headers[.accessControlAllowOrigin] = origin
        }
        return headers
    }

    /// Whether `value` may be a host with its port: nothing in it begins another part of an address.
    /// Blanks around it are none of it (RFC 9110, 5.5).
    static func isHost(_ value: String) -> Bool {
        value.trimmingCharacters(in: [" ", "\t"]).utf8.allSatisfy {
            0x21...0x7E ~= $0 && !#"/?#@\<>"{}|^`"#.utf8.contains($0)
        }
    }

    private func has(_ headers: HTTPHeaders, _ name: String, _ token: String) -> Bool {
        headers[canonicalForm: name].contains { $0.lowercased() == token }
    }

    /// Whether a body follows: it would have to be read before the first frame.
    static func hasBody(lengths: [String], codings: [String]) -> Bool {
        !codings.isEmpty || lengths.contains { Int($0) != 0 }
    }

    /// A key is 16 bytes in base64 (RFC 6455, 4.1).
    static func isKey(_ keys: [String]) -> Bool {
        keys.count == 1 && keys[0].utf8.count == 24 && Data(base64Encoded: keys[0])?.count == 16
    }

    /// An absent origin, the server's own and those of `web.allowedOrigins` pass.
    func admits(_ origins: [String], host: [String]) -> Bool {
        if Self.isOwn(origins, host: host) { return true }
        guard origins.count == 1 else { return false }
        return options.allowedOrigins.contains("*")
            || options.allowedOrigins.contains(origins[0].lowercased())
    }

    /// Whether the origin is absent or the server's own.
    ///
    /// The own one is that of the `Host` asked for, under whatever name a proxy on this machine
    /// passes on: a page that rebinds a name of its own to this address gets no more than any
    /// visitor does.
    static func isOwn(_ origins: [String], host: [String]) -> Bool {
        guard let origin = origins.first?.lowercased() else { return true }
        guard origins.count == 1, let host = host.first?.lowercased() else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }
}
