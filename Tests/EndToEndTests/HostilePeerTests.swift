import Foundation
import Testing
import Wire

/// What a peer may try; the desk answers, or closes, and goes on serving.
@Suite(.serialized) struct HostilePeerTests {
    @Test func thousandsOfRequestsAnsweredAtOnceDoNotExhaustTheStack() throws {
        let desk = try RunningDesk(["--limits-message-burst", "0"])
        let person = try desk.person()

        person.send("hello\n" + String(repeating: "/auth x\n", count: 20_000))
        person.finish()

        #expect(try person.allLines().count { $0.hasPrefix("ERR AUTH_REQUIRED") } == 20_000)
    }

    @Test func framesThatCannotBeReadCostWhatOthersDo() throws {
        let desk = try RunningDesk(["--limits-message-rate", "0.001"])
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")

        for _ in 0..<300 { client.send(#"{"type":"message","content":"no id"}"#) }

        var frames: [String] = []
        var last: WebSocketClient.Frame?
        while let frame = try client.receive() {
            frames.append(frame.text)
            last = frame
        }
        #expect(frames.count { $0.contains("BAD_ARGUMENT") } == 20)
        #expect(last?.code == 4429)
    }

    static let hosts: [(headers: [String: String], status: Int)] = [
        ([:], 200), (["Host": "localhost:1"], 200), (["Host": "[::1]:1"], 200),
        (["Host": "evil.example"], 403), (["Host": "127.0.0.1.evil.example"], 403),
        (["Origin": "https://evil.example"], 403),
    ]

    @Test(arguments: hosts)
    func aPageElsewhereDoesNotReachTheOperatorsDoor(
        headers: [String: String], status: Int
    ) throws {
        let desk = try RunningDesk()

        let answer = try HTTPAnswer(port: desk.http, "GET", "/metrics", headers: headers)

        #expect(answer.status == status)
    }

    @Test func aLongSentenceIsNoHTTPAndALongTokenNoContent() throws {
        let desk = try RunningDesk(["--limits-content-bytes", "300"])
        let person = try desk.person()

        person.send("HELLO I need help with " + String(repeating: "x", count: 9_000) + "\n")
        person.send("/auth " + String(repeating: "y", count: 400) + "\n")

        #expect(try person.line()?.hasPrefix("ERR TOO_LONG") == true)
        #expect(try person.line()?.hasPrefix("ERR AUTH_REQUIRED") == true)
    }

    @Test func aConnectionThatSaysNothingHoldsUpNoShutdown() throws {
        let desk = try RunningDesk()
        let silent = try Socket(port: desk.http)
        let start = ContinuousClock.now

        #expect(desk.stop() == 0)

        // Not a measurement: the bound is the one that docs/operating.md promises.
        #expect(ContinuousClock.now - start < .seconds(10))
        _ = silent
    }

    @Test func anAbandonedStreamLeavesNoSession() throws {
        let desk = try RunningDesk()
        let hello = try HTTPAnswer(
            port: desk.http, "POST", "/v1/chat/frames", body: #"[{"type":"hello","version":1}]"#)
        let bytes = Array(hello.body.utf8)
        let welcome = try #require(try JSONParser.elements(of: bytes).first)
        let token = try ChatTests.field(
            "session_token", String(decoding: bytes[welcome], as: UTF8.self))
        for _ in 0..<30 {
            _ = try HTTPAnswer.ask(
                port: desk.http, "GET", "/v1/chat/events?after=0",
                headers: ["Authorization": "Bearer \(token)"])
        }

        func sessions() throws -> Bool {
            try HTTPAnswer(port: desk.http, "GET", "/metrics").body
                .contains("\nfrontdesk_sessions 0\n")
        }
        // The end of a stream reaches the server when it does: ask until it has.
        var isEmpty = try sessions()
        for _ in 0..<5_000 where !isEmpty { isEmpty = try sessions() }
        #expect(isEmpty)
    }

    @Test func aSilentLineIsTakenLeaveOfAndMayResume() throws {
        let desk = try RunningDesk(["--limits-line-idle-seconds", "1"])

        let lines = try desk.person().allLines()

        #expect(lines.last?.hasPrefix("* BYE idle resume=") == true, "\(lines)")
    }

    @Test func aDeskThatStopsSaysSoToEveryClient() throws {
        let desk = try RunningDesk()
        let person = try desk.person()
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1}"#)
        _ = try client.receive(until: "\"synced\"")

        #expect(desk.stop() == 0)

        #expect(try person.allLines().last?.hasPrefix("* BYE restarting resume=") == true)
        let bye = try client.receive()
        #expect(
            bye?.text.contains(#""type":"bye","reason":"restarting","retry_after_ms":"#) == true)
        #expect(try client.receive()?.code == 1001)
    }

    @Test func bytesAreNoChat() throws {
        let desk = try RunningDesk()
        let client = try WebSocketClient(port: desk.http)

        client.socket.send(WebSocketClient.frame(2, [1, 2, 3]))

        #expect(try client.receive()?.code == 1003)
    }

    @Test func whereNothingAnswersTheRefusalSaysSo() throws {
        let desk = try RunningDesk()

        let answer = try HTTPAnswer(port: desk.http, "GET", "/nowhere")
        let head = try HTTPAnswer(port: desk.http, "HEAD", "/widget.js")

        #expect(answer.status == 404)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(answer.body.contains("nothing answers at this path"))
        #expect((head.status, head.body) == (200, ""))
        #expect(head.headers["etag"] != nil)
    }
}
