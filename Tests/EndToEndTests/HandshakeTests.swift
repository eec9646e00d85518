import Testing

/// Requests to become a WebSocket (RFC 6455, section 4): origin, key and subprotocol.
@Suite(.serialized) struct HandshakeTests: WebSocketSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    static let subprotocols: [(offers: [String], answer: String?)] = [
        ([], nil), (["chat.v1.json"], "chat.v1.json"), (["superchat"], nil),
        (["superchat, chat.v1.json"], "chat.v1.json"),
        (["superchat", "chat.v1.json"], "chat.v1.json"), (["chat.v1.jsonx"], nil),
    ]

    @Test(arguments: subprotocols)
    func theSubprotocolIsChosenWhereItIsOffered(offers: [String], answer: String?) throws {
        let client = try WebSocketClient(
            port: desk.http, headers: offers.map { "Sec-WebSocket-Protocol: \($0)" })

        let name = "sec-websocket-protocol: "
        let header = client.head.first { $0.lowercased().hasPrefix(name) }
        client.send(#"{"type":"hello","version":1}"#)

        #expect(client.isOpen)
        #expect(header.map { String($0.dropFirst(name.count)) } == answer)
        #expect(try client.receive()?.text.contains("\"welcome\"") == true)
    }

    static let handshakes: [(name: String, headers: [String], status: String)] = [
        ("no origin", [], "101"),
        ("an allowed origin", ["Origin: https://shop.example"], "101"),
        ("a foreign origin", ["Origin: https://evil.example"], "403"),
        ("a null origin", ["Origin: null"], "403"),
    ]

    @Test(arguments: handshakes)
    func theOriginDecidesAboutTheUpgrade(name: String, headers: [String], status: String) throws {
        let client = try WebSocketClient(port: desk.http, headers: headers)

        #expect(client.head.first?.contains(" \(status) ") == true, "\(name): \(client.head)")
    }

    /// It was told that the address speaks WebSocket, by the address that it asked for that.
    @Test(arguments: ["/v1/chat/", "//v1/chat", "http://localhost/v1/chat", "/v1/chat?x=1"])
    func theTargetMayBeWrittenOtherwise(target: String) throws {
        let client = try WebSocketClient(port: desk.http, path: target)

        #expect(client.head.first?.contains(" 101 ") == true, "\(client.head)")
    }

    /// A proxy on this machine passes on the name that people see.
    @Test(arguments: [
        ("desk.example", "https://desk.example", "101"), ("localhost", "http://localhost", "101"),
        ("[::1]:8080", "http://[::1]:8080", "101"), ("desk.example", "https://shop.example", "101"),
        ("desk.example", "https://other.example", "403"),
    ])
    func theServersOwnOriginIsThatOfTheHostAskedFor(
        host: String, origin: String, status: String
    ) throws {
        let socket = try Socket(port: desk.http)

        socket.send(Self.handshake(host: host, more: "Origin: \(origin)\r\n"))

        #expect(try socket.line()?.hasPrefix("HTTP/1.1 \(status) ") == true)
    }

    @Test(arguments: ["", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25j!!==", "short"])
    func aKeyThatIsNoneIsABadRequest(key: String) throws {
        let socket = try Socket(port: desk.http)

        socket.send(Self.handshake(key: key))

        #expect(try socket.line()?.hasPrefix("HTTP/1.1 400 ") == true)
    }

    static func handshake(
        host: String = "localhost", key: String = "dGhlIHNhbXBsZSBub25jZQ==", more: String = ""
    ) -> String {
        "GET /v1/chat HTTP/1.1\r\nHost: \(host)\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: \(key)\r\n\(more)\r\n"
    }

    @Test func aRequestThatIsNoUpgradeGets426AndTheConnectionEnds() throws {
        let socket = try Socket(port: desk.http)
        socket.send(
            "GET /v1/chat HTTP/1.1\r\nHost: x\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n")

        let lines = try socket.allLines()

        #expect(lines.first?.hasPrefix("HTTP/1.1 426") == true)
        #expect(lines.contains { $0.lowercased() == "connection: close, upgrade\r" })
        #expect(lines.contains { $0.lowercased() == "upgrade: websocket\r" })
    }

    @Test(arguments: [
        (header: "Content-Length: 5\r\n", body: "hello"),
        (header: "Transfer-Encoding: chunked\r\n", body: "5\r\nhello\r\n0\r\n\r\n"),
    ])
    func anUpgradeWithABodyIsABadRequestAndTheConnectionEnds(header: String, body: String) throws {
        let socket = try Socket(port: desk.http)
        socket.send(Self.handshake(more: header) + body)

        let lines = try socket.allLines()

        #expect(lines.filter { $0.hasPrefix("HTTP/1.1 ") } == ["HTTP/1.1 400 Bad Request\r"])
        #expect(lines.last?.contains("a request to upgrade has no body") == true)
    }

    @Test func anUpgradeMaySayThatItHasNoBody() throws {
        let client = try WebSocketClient(port: desk.http, headers: ["Content-Length: 0"])

        #expect(client.isOpen)
    }
}
