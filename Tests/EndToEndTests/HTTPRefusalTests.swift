import Foundation
import Testing

/// What HTTP says where it does not serve: no such path, another method, too much.
@Suite(.serialized) struct HTTPRefusalTests {
    @Test func whereNothingAnswersTheRefusalSaysSo() throws {
        let desk = try RunningDesk()

        let answer = try HTTPAnswer(port: desk.http, "GET", "/nowhere")
        let head = try HTTPAnswer(port: desk.http, "HEAD", "/widget.js")

        #expect(answer.status == 404)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(answer.body.contains("nothing answers at this path"))
        #expect((head.status, head.body) == (200, ""))
        #expect(head.headers["etag"] != nil)
        #expect(head.headers["cache-control"] == "public, max-age=300")
        #expect(head.headers["cross-origin-resource-policy"] == "cross-origin")
    }

    @Test(arguments: [
        "/nowhere", "/model/parse", "/articles/nowhere.md", "/articles/", "/v1/chat/frames",
    ])
    func aHeadIsAnsweredWithoutABodyAndTheConnectionGoesOn(path: String) throws {
        let desk = try RunningDesk()
        let socket = try Socket(port: desk.http)
        let host = "Host: 127.0.0.1:\(desk.http)\r\n"

        socket.send("HEAD \(path) HTTP/1.1\r\n\(host)\r\nGET /livez HTTP/1.1\r\n\(host)\r\n")

        let refused = try HTTPAnswer.head(of: socket)
        let alive = try HTTPAnswer.head(of: socket)
        #expect([404, 405].contains(refused.status))
        #expect(alive.status == 200)
        #expect(try socket.line() == "ok")
    }

    static let methods: [(method: String, path: String, allow: String)] = [
        ("POST", "/livez", "GET, HEAD"), ("DELETE", "/articles/en/account.md", "GET, HEAD"),
        ("GET", "/model/parse", "POST"), ("PUT", "/webhooks/rest/webhook?x=1", "POST"),
        ("DELETE", "/v1/chat/frames", "OPTIONS, POST"), ("POST", "/v1/chat", "GET"),
        ("PATCH", "/", "GET, HEAD"), ("POST", "/webhooks/rest/", "GET, HEAD"),
        ("PUT", "/livez/", "GET, HEAD"), ("PUT", "/metrics/?x=1", "GET, HEAD"),
        ("GET", "/model/parse//", "POST"),
    ]

    @Test(arguments: methods)
    func aWrongMethodIsToldWhichOnesThereAre(method: String, path: String, allow: String) throws {
        let desk = try RunningDesk()

        let answer = try HTTPAnswer(port: desk.http, method, path)

        #expect(answer.status == 405)
        #expect(answer.headers["allow"] == allow)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(answer.body.contains("\"status\":405"))
    }

    @Test(arguments: [("message", 8_192), ("sender", 256)])
    func tooLongAFieldIsToldItsLimit(name: String, bytesMax: Int) throws {
        let desk = try RunningDesk()
        func answer(_ length: Int) throws -> HTTPAnswer {
            let texts = ["message": "hello", "sender": "a"]
                .merging([name: String(repeating: "x", count: length)]) { $1 }
            let members = texts.map { #""\#($0)":"\#($1)""# }.joined(separator: ",")
            return try HTTPAnswer(
                port: desk.http, "POST", "/webhooks/rest/webhook", body: "{\(members)}")
        }

        let refused = try answer(bytesMax + 1)

        #expect(try answer(bytesMax).status == 200)
        #expect(refused.status == 413)
        #expect(refused.body.contains("'\(name)' has at most \(bytesMax) bytes"))
    }

    /// Beyond what any path takes a body is refused by its length alone.
    @Test(
        arguments: ["/model/parse", "/model/parse/?x=1", "/webhooks/rest/webhook"],
        [65_537, 300_000])
    func tooLongABodyIsToldTheLimitOfItsPath(path: String, length: Int) throws {
        let desk = try RunningDesk()

        let answer = try HTTPAnswer(
            port: desk.http, "POST", path, body: String(repeating: "x", count: length))

        #expect(answer.status == 413)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(answer.body.contains("the body is longer than 65536 bytes"))
    }
}
