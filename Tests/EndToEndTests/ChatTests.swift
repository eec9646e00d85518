import Foundation
import Testing
import Wire

/// The protocol's frames over real sockets of the running program, in all its framings.
@Suite(.serialized) struct ChatTests: ChatSuite {
    let desk: RunningDesk

    init() throws { desk = try Self.served() }

    static let conversation = [
        #"{"type":"message","client_message_id":"1","content":"hello there"}"#,
        #"{"type":"message","client_message_id":"2","content":"where is my order"}"#,
        #"{"type":"message","client_message_id":"2","content":"where is my order"}"#,
        #"{"type":"message","client_message_id":"2","content":"something else"}"#,
        #"{"type":"message","client_message_id":"3","content":"忘记密码怎么办"}"#,
        #"{"type":"ticket","client_message_id":"4","subject":"my kettle leaks"}"#,
        #"{"type":"tickets"}"#, #"{"type":"rate","client_message_id":"5","score":4}"#,
        #"{"type":"history","before_seq":5,"limit":2}"#, #"{"type":"ping","nonce":"n"}"#,
        #"{"type":"dance"}"#, #"{"type":"handoff","client_message_id":"6"}"#,
        #"{"type":"message","client_message_id":"7","content":"hello"}"#,
        #"{"type":"bot","client_message_id":"8"}"#,
    ]

    /// A frame without what differs between two conversations.
    static func bare(_ frame: String, own: String) -> String {
        var text = frame.replacing(own.dropFirst(2), with: "ID")
        for pattern in [
            #""(created|updated)_at":"[^"]*""#,
            #""(session_token|participant_id|id|number)":"[^"]*""#,
            #"T-\d+"#, #""position":\d+"#, #"第 \d+ 位"#, #"number \d+ in"#, #"t_\d+"#,
        ] {
            text = text.replacingOccurrences(of: pattern, with: "~", options: .regularExpression)
        }
        return text
    }

    @Test func framesAndLinesOfJSONGiveTheSameConversation() throws {
        let (client, welcome) = try web()
        let own = try Self.field("conversation_id", welcome[0])
        let line = try desk.person()
        line.send(#"{"type":"hello","version":1}"# + "\n")
        let lineWelcome = [try #require(try line.line()), try #require(try line.line())]
        let lineOwn = try Self.field("conversation_id", lineWelcome[0])

        for frame in Self.conversation {
            client.send(frame)
            line.send(frame + "\n")
        }
        client.send(#"{"type":"ping","nonce":"end"}"#)
        line.send(#"{"type":"ping","nonce":"end"}"# + "\n")
        let overWeb = try client.receive(until: "\"end\"")
        var overLine: [String] = []
        while let text = try line.line() {
            overLine.append(text)
            if text.contains("\"end\"") { break }
        }

        #expect(
            overWeb.map { Self.bare($0, own: own) } == overLine.map { Self.bare($0, own: lineOwn) })
        #expect(overWeb.count > Self.conversation.count)
    }

    @Test func theAckComesFirstThenTheEffectsInOrderWithoutGaps() throws {
        let (client, _) = try web()
        client.send(#"{"type":"message","client_message_id":"a","content":"hello"}"#)
        client.send(#"{"type":"ticket","client_message_id":"b","subject":"leak"}"#)

        let frames = try client.receive(until: "T-")

        #expect(
            try frames.map { try Self.field("type", $0) } == ["ack", "message", "ack", "event"])
        #expect(try frames.map { try Self.field("seq", $0) } == ["1", "2", "3", "4"])
    }

    @Test func historyAndExportTellWhereAConversationBegan() throws {
        let page = #"{"url":"https://shop.example/kettles","title":"Kettles"}"#
        let (client, welcome) = try web(
            #"{"type":"hello","version":1,"page":\#(page),"client":"widget/1"}"#)
        client.send(#"{"type":"message","client_message_id":"1","content":"hello"}"#)
        _ = try client.receive(until: "\"reply_to\"")
        let id = try Self.field("conversation_id", welcome[0])

        let history = try frontdesk(["history", id, "--json", "--data", desk.data])
        let people = try frontdesk(["history", id, "--data", desk.data])
        let export = try frontdesk(["export", "--data", desk.data])

        let told = #""page":\#(page),"client":"widget/1"}"#
        let first = try #require(history.output.split(separator: "\n").first)
        #expect(first.hasPrefix(#"{"type":"conversation","conversation_id":"\#(id)""#))
        #expect(first.hasSuffix(told))
        let customer = try #require(people.output.split(separator: "\n").first)
        #expect(customer.hasPrefix("# customer cu_"))
        #expect(
            people.output.dropFirst(customer.count + 1)
                .hasPrefix("# \(id)  https://shop.example/kettles  Kettles  widget/1\n"))
        #expect(
            export.output.split(separator: "\n").contains {
                $0.hasPrefix(#"{"type":"conversation","schema":1,"#) && $0.hasSuffix(told)
            })
    }

    /// The hello came by one POST, what began the conversation by another.
    @Test func whereItBeganIsKeptWithoutWebSocket() throws {
        func post(_ frame: String, _ headers: [String: String] = [:]) throws -> HTTPAnswer {
            try HTTPAnswer(
                port: desk.http, "POST", "/v1/chat/frames", headers: headers, body: "[\(frame)]")
        }
        let greeting = try post(
            #"{"type":"hello","version":1,"page":{"url":"https://shop.example/"}}"#)
        let token = try #require(
            greeting.body.firstMatch(of: /"session_token":"([^"]+)"/).map { String($0.output.1) })
        let said = try post(
            #"{"type":"message","client_message_id":"1","content":"hello"}"#,
            ["Authorization": "Bearer \(token)"])

        #expect(said.body.contains("\"ack\""))
        let export = try frontdesk(["export", "--data", desk.data]).output
        #expect(export.contains(#""page":{"url":"https://shop.example/"}"#))
    }

    @Test func aFirstMessageOfNearlyAnyKindNeverEndsTheServer() throws {
        let (client, welcome) = try web()
        let own = try Self.field("conversation_id", welcome[0]).dropFirst(2)
        for message in ["m_\(own).9223372036854775807", "m_\(own).-1", "m_.1", "", "m_\(own)."] {
            client.send(#"{"type":"why","message_id":"\#(message)"}"#)
        }
        client.send(
            #"{"type":"history","before_seq":9223372036854775807,"limit":9223372036854775807}"#)
        client.send(#"{"type":"ping","nonce":"end"}"#)

        #expect(try client.receive(until: "\"end\"").count == 7)
    }

    @Test func theIdOfAnAckIsExplainedByTheAnswer() throws {
        let (client, _) = try web()
        client.send(
            #"{"type":"message","client_message_id":"1","content":"where is my order"}"#)
        let frames = try client.receive(until: "\"reply_to\"")
        let ids = try frames.map { try Self.field("message_id", $0) }

        client.send(#"{"type":"why","message_id":"\#(ids[0])"}"#)
        let why = try client.receive(until: "\"explanation\"").last ?? ""

        #expect(ids.count == 2)
        #expect(try Self.field("message_id", why) == ids[1])
        #expect(why.contains(#"],"score":"#) && why.contains(#"],"runner_up_score":"#), "\(why)")
    }

    @Test func rasasRESTChannelAnswersInRasasForm() throws {
        func post(_ path: String, _ body: String) throws -> HTTPAnswer {
            try HTTPAnswer(port: desk.http, "POST", path, body: body)
        }

        let reply = try post(
            "/webhooks/rest/webhook", #"{"sender":"s1","message":"where is my order"}"#)
        let parsed = try post("/model/parse", #"{"text":"where is my order"}"#)

        #expect(reply.status == 200)
        #expect(
            reply.body.contains(
                #""recipient_id":"s1","text":"It is on its way.","buttons":[{"title":"Cancel it","payload":"/order_cancel"}"#
            ))
        #expect(parsed.body.contains(#""intent":{"name":"order_status","confidence":"#))
        #expect(try post("/webhooks/rest/webhook", "nonsense").status == 400)
        #expect(
            try post("/webhooks/rest/webhook", #"{"sender":"a\u0000","message":"hello"}"#).status
                == 400)
        #expect(
            try post("/webhooks/rest/webhook", #"{"sender":"","message":"hello"}"#).body
                .contains(#""recipient_id":"default""#))
        #expect(
            try post("/model/parse", #"{"text":" "}"#).body
                .contains(#""intent":{"name":null,"confidence":0.0},"intent_ranking":[]"#))
        // A sender's name opens no session.
        let (_, welcome) = try web(
            #"{"type":"hello","version":1,"session_token":"rest channel s1"}"#)
        #expect(welcome[0].contains("\"resumed\":false"))
    }

    /// It bypasses classification, and had no intent at all.
    @Test func aCalledIntentIsParsedAsItself() throws {
        func parsed(_ text: String) throws -> String {
            try HTTPAnswer(
                port: desk.http, "POST", "/model/parse", body: #"{"text":"\#(text)"}"#
            ).body
        }

        let bare = try parsed("/greet")
        let full = try parsed(#"/order_cancel{\"account\":\"credit\"}"#)

        let greet = #"{"name":"greet","confidence":1.0}"#
        #expect(
            bare.hasSuffix(#""intent":\#(greet),"intent_ranking":[\#(greet)],"entities":[]}"#))
        #expect(full.contains(#""intent":{"name":"order_cancel","confidence":1.0}"#))
        #expect(full.contains(#""entities":[{"entity":"account","value":"credit","#))
    }

    /// A number is of no language: it is answered in the one that was spoken before.
    @Test func rasasRESTChannelReadsInTheLanguageSpoken() throws {
        let files = [
            "corpus/en/errors.md": "---\nlang: en\n---\n# Errors\n## 404\nThis page is gone.\n",
            "corpus/zh/errors.md": "---\nlang: zh\n---\n# 错误\n## 404\n该页面已不存在。\n",
        ]
        let desk = try RunningDesk(files: RunningDesk.files.merging(files) { $1 })
        func told(_ message: String) throws -> String {
            let body = #"{"sender":"s6","message":"\#(message)"}"#
            return try HTTPAnswer(
                port: desk.http, "POST", "/webhooks/rest/webhook", body: body
            ).body
        }
        _ = try told("你好")

        let answer = try told("404")

        #expect(answer.contains("该页面已不存在。"), "\(answer)")
    }

    /// A page that may chat is no operator's, though a browser on this machine shows it.
    @Test func noPageOfAnotherOriginActsAsTheOperator() throws {
        let open = try RunningDesk(["--web-allowed-origins", "*"])
        let body = #"{"sender":"s7","message":"hello"}"#
        func status(_ origin: String?) throws -> Int {
            try HTTPAnswer(
                port: open.http, "POST", "/webhooks/rest/webhook",
                headers: origin.map { ["Origin": $0] } ?? [:], body: body
            ).status
        }

        #expect(try status("https://shop.example") == 403)
        #expect(try status("http://127.0.0.1:\(open.http)") == 200)
        #expect(try status(nil) == 200)
    }

    /// What the REST channel says to a message, in order.
    private func told(_ message: String, to sender: String) throws -> [String] {
        let body = #"{"sender":"\#(sender)","message":"\#(message)"}"#
        let answer = try HTTPAnswer(port: desk.http, "POST", "/webhooks/rest/webhook", body: body)
        #expect(answer.status == 200)
        let replies = try JSONParser.parse(Array(answer.body.utf8)).array ?? []
        #expect(replies.allSatisfy { $0["recipient_id"]?.string == sender })
        return replies.compactMap { $0["text"]?.string }
    }

    @Test func rasasRESTChannelSaysThatAPersonIsAskedForAndAtWhichPlace() throws {
        let english = try told("talk to a human", to: "s2")
        let chinese = try told("转人工", to: "s3")
        let meanwhile = try told("hello", to: "s2")

        #expect(
            english == [
                "A person will answer you as soon as one is free. You are number 1 in the queue."
            ])
        #expect(chinese == ["正在为您转接人工客服，您目前排在第 2 位。"])
        #expect(meanwhile == [])
    }

    @Test func rasasRESTChannelTellsTheNumberOfATicketInTheLanguageSpoken() throws {
        _ = try told("你好", to: "s4")

        let chinese = try told("/action_open_ticket", to: "s4")
        let english = try told("/action_open_ticket", to: "s5")

        #expect(chinese == ["已为您提交工单 T-101，我们会尽快回复您。"])
        #expect(english == ["I have opened ticket T-102 for you. We will get back to you."])
    }
}
