import Testing
import Wire

/// What HTTP says around the chat without WebSocket: to pages of other origins, and to old clients.
@Suite(.serialized) struct FallbackHTTPTests: ChatSuite {
    let origin = "https://shop.example"
    let desk: RunningDesk

    init() throws { desk = try RunningDesk(["--web-allowed-origins", origin]) }

    @Test func aBrowserMayAskBeforeItPosts() throws {
        let answer = try HTTPAnswer(
            port: desk.http, "OPTIONS", "/v1/chat/frames", headers: ["Origin": origin])

        #expect(answer.status == 204)
        #expect(answer.headers["access-control-allow-origin"] == origin)
        #expect(answer.headers["access-control-allow-headers"]?.contains("authorization") == true)
        #expect(answer.headers["access-control-allow-methods"]?.contains("POST") == true)
    }

    /// Refused by the length in the head, by the length of what came, by the method.
    @Test func aPageMayReadWhyItsRequestIsRefused() throws {
        let evil = "https://evil.example"
        let long = try refused("POST", "/v1/chat/frames", origin, length: 262_145)
        let chunked = try answer(toChunked: String(repeating: "x", count: 262_145))
        let unknown = try refused("PUT", "/v1/chat/frames/?x=1", origin)
        let doubled = try refused("DELETE", "//v1/chat/frames", origin)
        let absolute = try refused(
            "POST", "http://127.0.0.1/v1/chat/frames", origin, length: 262_145)
        let foreign = try refused("PUT", "/v1/chat/events", evil)
        let foreignLong = try refused("POST", "/v1/chat/frames", evil, length: 262_145)
        let other = try refused("POST", "/livez", origin)

        #expect([long.status, chunked.status, unknown.status] == [413, 413, 405])
        #expect([doubled.status, absolute.status] == [405, 413])
        for answer in [long, chunked, unknown, doubled, absolute] {
            #expect(answer.headers["access-control-allow-origin"] == origin)
            #expect(answer.headers["vary"] == "Origin")
        }
        #expect(unknown.headers["allow"] == "OPTIONS, POST")
        #expect([foreign.status, foreignLong.status, other.status] == [403, 413, 405])
        for answer in [foreign, foreignLong, other] {
            #expect(answer.headers["access-control-allow-origin"] == nil)
        }
    }

    private func refused(
        _ method: String, _ path: String, _ origin: String, length: Int = 0
    ) throws -> HTTPAnswer {
        try HTTPAnswer(
            port: desk.http, method, path, headers: ["Origin": origin],
            body: String(repeating: "x", count: length))
    }

    /// To a POST whose head does not tell its length.
    private func answer(toChunked body: String) throws -> HTTPAnswer {
        let socket = try Socket(port: desk.http)
        socket.send(
            "POST /v1/chat/frames HTTP/1.1\r\nHost: 127.0.0.1:\(desk.http)\r\nOrigin: \(origin)\r\n"
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + String(body.utf8.count, radix: 16) + "\r\n\(body)\r\n0\r\n\r\n")
        return try HTTPAnswer(of: socket)
    }

    /// It knows no chunks: the stream ends with the connection.
    @Test func aStreamForHTTP10IsNotChunked() throws {
        let (client, welcome) = try web()
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")
        let token = try Self.field("session_token", welcome[0])
        let socket = try Socket(port: desk.http)
        socket.send(
            "GET /v1/chat/events?after=0 HTTP/1.0\r\nHost: 127.0.0.1:\(desk.http)\r\n"
                + "Authorization: Bearer \(token)\r\n\r\n")
        let head = try HTTPAnswer.head(of: socket)
        socket.finish()
        let lines = try socket.allLines()

        #expect(head.status == 200)
        #expect(head.headers["transfer-encoding"] == nil)
        #expect(head.headers["connection"] == "close")
        #expect(lines.first == "retry: 1000")
        #expect(lines.filter { $0.hasPrefix("id: ") } == ["id: 1", "id: 2"])
        // Every line is of an event: neither the lengths of chunks nor an end of them.
        #expect(
            lines.allSatisfy { line in
                ["", "retry: ", "id: ", "data: "].contains {
                    $0.isEmpty ? line.isEmpty : line.hasPrefix($0)
                }
            })
    }
}
