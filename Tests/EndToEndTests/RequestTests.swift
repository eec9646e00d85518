import Foundation
import Testing

/// What HTTP asks of a server before anybody looks at a path (RFC 9110, RFC 9112).
@Suite(.serialized) struct RequestTests {
    let desk: RunningDesk

    init() throws { desk = try RunningDesk() }

    /// Everything that answers `bytes`, to the end of the connection, which the server makes.
    func answer(_ bytes: String) throws -> [String] {
        let socket = try Socket(port: desk.http)
        socket.send(bytes)
        return try socket.allLines()
    }

    func statuses(_ lines: [String]) -> [Substring] {
        lines.filter { $0.hasPrefix("HTTP/1.") }.map { $0.dropFirst("HTTP/1.1 ".count).prefix(3) }
    }

    static let refused: [(name: String, request: String, status: Substring)] = [
        ("no request", "NONSENSE\r\n\r\n", "400"),
        ("a header without a name", "GET /livez HTTP/1.1\r\n: x\r\n\r\n", "400"),
        ("no host", "GET /livez HTTP/1.1\r\n\r\n", "400"),
        ("no host's name", "GET /livez HTTP/1.1\r\nHost: a b/c\r\n\r\n", "400"),
        ("two hosts", "GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"),
        (
            "a body beyond all bounds",
            "POST /model/parse HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
            "413"
        ),
        (
            "something else expected",
            "GET /livez HTTP/1.1\r\nHost: localhost\r\nExpect: tea\r\n\r\n", "417"
        ),
    ]

    @Test(arguments: refused)
    func aWrongRequestIsRefusedOnceAndTheConnectionEnds(
        name: String, request: String, status: Substring
    ) throws {
        let lines = try answer(request)

        #expect(statuses(lines) == [status], "\(name): \(lines)")
        #expect(
            lines.map { $0.lowercased() }.contains("content-type: application/problem+json\r"),
            "\(name)")
        #expect(lines.last?.contains("\"status\":\(status)") == true, "\(name)")
    }

    @Test func aWrongRequestBehindAGoodOneIsRefusedInItsTurn() throws {
        let lines = try answer("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nNONSENSE\r\n\r\n")

        #expect(statuses(lines) == ["200", "400"])
    }

    @Test func aMalformedBodyIsAnsweredOnce() throws {
        let lines = try answer(
            "POST /model/parse HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "zz\r\n{}\r\n0\r\n\r\n")

        #expect(statuses(lines) == ["400"])
    }

    @Test func anOldClientIsAnsweredAndTheConnectionEnds() throws {
        let lines = try answer("GET /livez HTTP/1.0\r\n\r\n")

        #expect(statuses(lines) == ["200"])
        #expect(lines.last == "ok")
    }

    @Test func aClientThatAsksFirstIsToldToGoOn() throws {
        let socket = try Socket(port: desk.http)
        let body = #"{"text":"hello"}"#
        socket.send(
            "POST /model/parse HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                + "Connection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n")

        let goOn = try HTTPAnswer.head(of: socket)
        socket.send(body)
        let answer = try HTTPAnswer.head(of: socket)

        #expect((goOn.status, answer.status) == (100, 200))
        #expect(try socket.allLines().last?.contains("\"intent\"") == true)
    }

    /// It was never told to go on, not even when its turn had come.
    @Test func aClientThatAsksBehindAnotherRequestIsToldToGoOnInItsTurn() throws {
        let socket = try Socket(port: desk.http)
        let body = #"{"text":"hello"}"#
        socket.send(
            "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "POST /model/parse HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                + "Connection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n")

        let first = try HTTPAnswer.head(of: socket)
        #expect(try socket.line() == "ok")
        let goOn = try HTTPAnswer.head(of: socket)
        socket.send(body)
        let answer = try HTTPAnswer.head(of: socket)

        #expect((first.status, goOn.status, answer.status) == (200, 100, 200))
        #expect(try socket.allLines().last?.contains("\"intent\"") == true)
    }

    @Test func aBodyThatBreaksBehindItsAnswerEndsTheConnection() throws {
        let desk = try RunningDesk()
        let socket = try Socket(port: desk.http)

        socket.send(
            "POST /nothing HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\n")
        let status = try socket.line()
        socket.send("zz\r\n")
        let rest = try socket.allLines()

        #expect(status?.hasPrefix("HTTP/1.1 404 ") == true)
        #expect(!rest.contains { $0.hasPrefix("HTTP/1.1") }, "\(rest)")
    }

    @Test(arguments: ["", "Host: a\r\nHost: b\r\n"])
    func anUpgradeNamesOneHost(hosts: String) throws {
        let desk = try RunningDesk()
        let socket = try Socket(port: desk.http)

        socket.send(
            "GET /v1/chat HTTP/1.1\r\n\(hosts)Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )

        #expect(try socket.line()?.hasPrefix("HTTP/1.1 400 ") == true)
    }
}
