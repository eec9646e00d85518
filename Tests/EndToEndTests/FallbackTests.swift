import Foundation
import Testing
import Wire

/// The chat without WebSocket: frames by POST, the rest as server-sent events.
@Suite(.serialized) struct FallbackTests {
    static let origin = "https://shop.example"
    let desk: RunningDesk

    init() throws {
        desk = try RunningDesk([
            "--web-allowed-origins", Self.origin, "--identity-secret-file", ChatTests.secretFile,
        ])
    }

    func post(_ body: String, token: String? = nil, origin: String = origin) throws -> HTTPAnswer {
        var headers = ["Origin": origin, "Content-Type": "application/json"]
        if let token { headers["Authorization"] = "Bearer \(token)" }
        return try HTTPAnswer(
            port: desk.http, "POST", "/v1/chat/frames", headers: headers, body: body)
    }

    func greeted(_ more: String = "") throws -> String {
        let answer = try post("[{\"type\":\"hello\",\"version\":1\(more)}]")
        let bytes = Array(answer.body.utf8)
        let first = try #require(try JSONParser.elements(of: bytes).first)
        return try ChatTests.field("session_token", String(decoding: bytes[first], as: UTF8.self))
    }

    /// A stream whose head was read.
    func stream(_ token: String, after: Int, headers: [String: String] = [:]) throws -> Socket {
        let socket = try HTTPAnswer.ask(
            port: desk.http, "GET", "/v1/chat/events?after=\(after)",
            headers: ["Authorization": "Bearer \(token)", "Origin": Self.origin]
                .merging(headers) { $1 })
        let head = try HTTPAnswer.head(of: socket)
        #expect(head.status == 200)
        #expect(head.headers["content-type"] == "text/event-stream; charset=utf-8")
        #expect(head.headers["cache-control"] == "no-store")
        #expect(head.headers["x-accel-buffering"] == "no")
        return socket
    }

    /// The `data` lines up to and with the first that holds `mark`, and the ids among them.
    func events(_ socket: Socket, until mark: String) throws -> (ids: [String], data: [String]) {
        var (ids, data): ([String], [String]) = ([], [])
        while let line = try socket.line() {
            if line.hasPrefix("id: ") { ids.append(String(line.dropFirst(4))) }
            guard line.hasPrefix("data: ") else { continue }
            data.append(String(line.dropFirst(6)))
            if line.contains(mark) { break }
        }
        return (ids, data)
    }

    @Test func theLanguageOfAHelloHoldsForTheNextPost() throws {
        let token = try greeted(#","lang":"zh""#)

        let answer = try post(
            #"[{"type":"message","client_message_id":"1","content":"ok"}]"#, token: token)

        #expect(answer.body.contains("请问还有什么可以帮您？"), "\(answer.body)")
    }

    @Test func aConversationByPostIsTheSameAsByWebSocket() throws {
        let token = try greeted()

        let answer = try post(
            #"[{"type":"message","client_message_id":"1","content":"hello"},{"type":"ping","nonce":"n"}]"#,
            token: token)
        let again = try post(
            #"[{"type":"message","client_message_id":"1","content":"hello"}]"#, token: token)
        let socket = try WebSocketClient(port: desk.http)
        socket.send(#"{"type":"hello","version":1,"session_token":"\#(token)","last_seq":0}"#)
        let frames = try socket.receive(until: "\"synced\"")

        #expect(answer.status == 200)
        #expect(answer.headers["access-control-allow-origin"] == Self.origin)
        #expect(answer.body.hasPrefix(#"[{"type":"ack","client_message_id":"1""#))
        #expect(answer.body.hasSuffix(#",{"type":"pong","nonce":"n"}]"#))
        #expect(again.body.contains("\"duplicate\":true") && !again.body.contains("reply_to"))
        #expect(frames.count == 4)
        #expect(answer.body.contains(frames[2]))
    }

    @Test func theStreamHasWhatWasMissedAndWhatComes() throws {
        let token = try greeted()
        _ = try post(
            #"[{"type":"message","client_message_id":"1","content":"hello"}]"#, token: token)

        let stream = try stream(token, after: 1)
        let missed = try events(stream, until: "\"synced\"")
        _ = try post(
            #"[{"type":"message","client_message_id":"2","content":"track my order"}]"#,
            token: token)
        let fresh = try events(stream, until: "\"reply_to\"")
        let resumed = try events(
            try self.stream(token, after: 0, headers: ["Last-Event-ID": "3"]),
            until: "\"synced\"")

        #expect(missed.ids == ["2"])
        #expect(fresh.ids == ["3", "4"])
        #expect(try fresh.data.map { try ChatTests.field("seq", $0) } == fresh.ids)
        #expect(resumed.ids == ["4"])
    }

    @Test func aRequestInvalidInOneWayIsRefusedInThatWay() throws {
        let token = try greeted()

        #expect(try post("[]", token: token).status == 400)
        #expect(try post("{}", token: token).status == 400)
        #expect(try post(#"[{"type":"ping"}]"#).status == 401)
        #expect(try post(#"[{"type":"ping"}]"#, token: "unknown").status == 401)
        #expect(try post(String(repeating: "x", count: 300_000)).status == 413)
        let foreign = try post(#"[{"type":"ping"}]"#, token: token, origin: "https://evil.example")
        #expect(foreign.status == 403)
        #expect(foreign.headers["access-control-allow-origin"] == nil)
        #expect(foreign.headers["vary"] == "Origin")
        let unknown = try post(#"[{"type":"ping"}]"#, token: "unknown")
        #expect(unknown.headers["www-authenticate"] == "Bearer")
        let bad = try post(
            #"[{"type":"dance","client_message_id":"9"},{"type":"ping"}]"#, token: token)
        #expect(bad.status == 200)
        #expect(bad.body.contains("BAD_FRAME") && bad.body.contains("pong"))
        #expect(
            try HTTPAnswer(port: desk.http, "GET", "/v1/chat/events?after=-1").status == 400)
        #expect(try HTTPAnswer(port: desk.http, "GET", "/v1/chat/events").status == 401)
    }

    @Test func aVerifiedConversationNeedsItsIdentityOnceAndAStrangersTokenDoesNotOpenIt() throws {
        let token = try greeted(",\"identity_token\":\"\(ChatTests.jwt("u1"))\"")
        let first = try post(
            #"[{"type":"message","client_message_id":"1","content":"hello"}]"#, token: token)
        desk.killHard()
        try desk.start()

        let unproven = try post(#"[{"type":"tickets"}]"#, token: token)
        let proven = try post(
            #"[{"type":"hello","version":1,"session_token":"\#(token)","identity_token":"\#(ChatTests.jwt("u1"))"}]"#
        )
        let after = try post(#"[{"type":"tickets"}]"#, token: token)
        let bare = try post(#"[{"type":"hello","version":1}]"#, token: token)
        let named = try post(
            #"[{"type":"hello","version":1,"session_token":"\#(token)"}]"#, token: token)

        for hello in [bare, named] {
            #expect(hello.status == 401)
            #expect(hello.body.contains("AUTH_REQUIRED") && !hello.body.contains("welcome"))
        }
        #expect(first.status == 200)
        #expect(unproven.status == 401)
        #expect(proven.body.contains("\"resumed\":true"))
        #expect(after.body.hasPrefix(#"[{"type":"tickets""#))
    }

    /// Whoever learns the session token of a customer with a WebSocket has no part in it.
    @Test func anIdentityOverWebSocketOpensNothingToTheBareToken() throws {
        let identity = ChatTests.jwt("u2")
        let client = try WebSocketClient(port: desk.http)
        client.send(#"{"type":"hello","version":1,"identity_token":"\#(identity)"}"#)
        let welcome = try #require(try client.receive(until: "\"synced\"").first)
        let token = try ChatTests.field("session_token", welcome)
        client.send(#"{"type":"message","client_message_id":"1","content":"my secret words"}"#)
        _ = try client.receive(until: "\"ack\"")
        let message = #"[{"type":"message","client_message_id":"2","content":"words of nobody"}]"#

        let bare = try post(message, token: token)
        let events = try HTTPAnswer(
            port: desk.http, "GET", "/v1/chat/events?after=0",
            headers: ["Authorization": "Bearer \(token)"])
        let hello =
            #"{"type":"hello","version":1,"session_token":"\#(token)","identity_token":"\#(identity)"}"#
        let proven = try post("[\(hello)]")
        let after = try post(message.replacing("nobody", with: "u2"), token: token)

        for refused in [bare, events] {
            #expect(refused.status == 401)
            #expect(!refused.body.contains("secret"))
        }
        #expect(proven.body.contains("my secret words"))
        #expect(after.body.hasPrefix(#"[{"type":"ack""#))
        let history = try frontdesk(["history", "u2", "--data", desk.data]).output
        #expect(history.contains("words of u2") && !history.contains("words of nobody"))
    }

    @Test func aStreamWhoseClientSendsNoMoreEndsWithWhatWasMissed() throws {
        let token = try greeted()
        _ = try post(
            #"[{"type":"message","client_message_id":"1","content":"hello"}]"#, token: token)
        let stream = try stream(token, after: 0)

        stream.finish()
        let data = try stream.allLines().filter { $0.hasPrefix("data: ") }

        #expect(data.count == 3)
        #expect(data.last?.contains("\"synced\"") == true)
        #expect(try desk.has(sessions: 0))
    }

    /// Both are sent before either answer is read; the first two of all begin the conversation.
    @Test func ofTwoPostsAtOnceWithOneTokenEachRequestIsStoredOnce() throws {
        let desk = try RunningDesk(["--limits-message-burst", "0"])
        let greeting = try HTTPAnswer(
            port: desk.http, "POST", "/v1/chat/frames", body: #"[{"type":"hello","version":1}]"#)
        let token = try #require(
            greeting.body.firstMatch(of: /"session_token":"([^"]+)"/).map { String($0.output.1) })
        let rounds = 20
        func post(_ frame: String) throws -> Socket {
            try HTTPAnswer.ask(
                port: desk.http, "POST", "/v1/chat/frames",
                headers: ["Authorization": "Bearer \(token)"], body: "[\(frame)]")
        }

        for round in 0..<rounds {
            let frame =
                #"{"type":"message","client_message_id":"\#(round)","content":"hello there"}"#
            let (one, other) = (try post(frame), try post(frame))
            let answers = [try HTTPAnswer(of: one).body, try HTTPAnswer(of: other).body]

            #expect(answers.count { $0.contains("\"duplicate\":false") } == 1, "\(answers)")
            #expect(answers.count { $0.contains("\"duplicate\":true") } == 1, "\(answers)")
        }

        let history = try HTTPAnswer(of: post(#"{"type":"history","limit":200}"#)).body
        let seqs = history.matches(of: /"seq":(\d+)/).compactMap { Int($0.output.1) }
        #expect(seqs == Array(1...2 * rounds))
        #expect(history.matches(of: /"content":"hello there"/).count == rounds)
    }
}
