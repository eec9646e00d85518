import Dialogue
import Testing
import Understanding
import Wire

@Suite struct FrameTests {
    static let codec = FrameCodec(limits: WireLimits())

    static let good: [(json: String, frame: ClientFrame)] = [
        (
            #"{"type":"message","client_message_id":"7","content":"还在吗","x":1}"#,
            .message(id: "7", content: "还在吗")
        ),
        (
            #"{"type":"hello","version":1,"last_seq":3,"lang":"zh-CN"}"#,
            .hello(.init(lastSeq: 3, language: .chinese))
        ),
        (
            #"{"type":"ticket","client_message_id":"t","subject":"broken","priority":"high"}"#,
            .ticket(id: "t", subject: "broken", priority: .high)
        ),
        (
            #"{"type":"rate","client_message_id":"r","score":5}"#,
            .rate(id: "r", score: 5, comment: nil)
        ),
        (#"{"type":"history","before_seq":9,"limit":5000}"#, .history(beforeSeq: 9, limit: 200)),
        (#"{"type":"history"}"#, .history(beforeSeq: nil, limit: 50)),
        (#"{"type":"ping"}"#, .ping(nonce: nil)), (#"{"type":"bye"}"#, .bye),
    ]

    @Test(arguments: good)
    func aGoodFrameIsRead(json: String, frame: ClientFrame) throws {
        #expect(try Self.codec.decode(Array(json.utf8)) == frame)
    }

    static let visits: [(hello: String, visit: Visit?)] = [
        (
            #""page":{"url":"https://shop.example/a?b#c","title":"Kettles – 水壶"},"client":"w/1""#,
            Visit(
                pageURL: "https://shop.example/a?b#c", pageTitle: "Kettles – 水壶", client: "w/1")
        ),
        (#""page":{"url":"HTTP://x"}"#, Visit(pageURL: "HTTP://x")),
        (#""page":{"title":"a\u0007b\u0085\nc"}"#, Visit(pageTitle: "abc")),
        (#""page":{"url":"javascript:alert(1)","title":"x"}"#, Visit(pageTitle: "x")),
        (#""page":{"url":"file:///etc/passwd"}"#, nil), (#""page":{"url":"https:///a"}"#, nil),
        (#""page":{"url":"https://"}"#, nil), (#""page":{"url":"httpsx://a"}"#, nil),
        (#""page":{"url":"https:/a"}"#, nil), (#""page":{"url":"https://a b"}"#, nil),
        (#""page":{"url":"https://a\u000a"}"#, nil), (#""page":{"url":""}"#, nil),
        // A note beside the conversation costs nobody the chat.
        (#""page":7,"client":[]"#, nil), (#""page":null,"client":"\n""#, nil),
    ]

    @Test(arguments: visits)
    func aHelloKeepsWhereItComesFromAsFarAsItCan(hello: String, visit: Visit?) throws {
        let frame = try Self.codec.decode(Array(#"{"type":"hello",\#(hello)}"#.utf8))

        #expect(frame == .hello(.init(visit: visit)))
    }

    @Test func aLongAddressIsLeftOutAndALongTitleCut() throws {
        func visit(_ length: Int) throws -> Visit? {
            let url = "https://x/" + String(repeating: "u", count: length - 10)
            let title = String(repeating: "水", count: length)
            let hello = #"{"type":"hello","page":{"url":"\#(url)","title":"\#(title)"}}"#
            guard case .hello(let read) = try Self.codec.decode(Array(hello.utf8)) else {
                return nil
            }
            return read.visit
        }

        #expect(try visit(2_048)?.pageURL?.utf8.count == 2_048)
        #expect(try visit(2_049)?.pageURL == nil)
        #expect(try visit(170)?.pageTitle?.count == 170)
        #expect(try visit(171)?.pageTitle?.count == 170)
    }

    static let bad: [(json: String, code: ErrorCode, id: String?)] = [
        ("nonsense", .badFrame, nil), ("[]", .badFrame, nil), ("{}", .badFrame, nil),
        (#"{"type":"dance","client_message_id":"1"}"#, .badFrame, "1"),
        (#"{"type":"message","content":"x"}"#, .badArgument, nil),
        (#"{"type":"message","client_message_id":"1"}"#, .badArgument, "1"),
        (#"{"type":"message","client_message_id":"1","content":"  "}"#, .badArgument, "1"),
        (#"{"type":"message","client_message_id":"1","content":"a\u0007"}"#, .badArgument, "1"),
        (#"{"type":"message","client_message_id":"1","content":"a\u0085"}"#, .badArgument, "1"),
        (#"{"type":"message","client_message_id":"1","content":7}"#, .badArgument, "1"),
        (#"{"type":"rate","client_message_id":"1","score":6}"#, .badArgument, "1"),
        (#"{"type":"rate","client_message_id":"1","score":1e99}"#, .badArgument, "1"),
        (
            #"{"type":"feedback","client_message_id":"1","message_id":"m","value":"meh"}"#,
            .badArgument, "1"
        ),
        (#"{"type":"hello","version":2}"#, .badArgument, nil),
        (#"{"type":"message","client_message_id":"1\n2","content":"x"}"#, .badArgument, "1\n2"),
        (#"{"type":"ticket","client_message_id":"1\t2","subject":"x"}"#, .badArgument, "1\t2"),
        (#"{"type":"profile","client_message_id":"1","name":"a\nb"}"#, .badArgument, "1"),
        (#"{"type":"hello","last_seq":-1}"#, .badArgument, nil),
        (
            "{\"type\":\"message\",\"client_message_id\":\"1\",\"content\":\"\(String(repeating: "x", count: 8_193))\"}",
            .tooLong, "1"
        ),
    ]

    @Test(arguments: bad)
    func aBadFrameIsRefusedWithItsCodeAndID(json: String, code: ErrorCode, id: String?) {
        do throws(WireError) {
            _ = try Self.codec.decode(Array(json.utf8))
            Issue.record("read: \(json.prefix(80))")
        } catch {
            #expect(error.code == code)
            #expect(error.clientMessageID == id)
        }
    }

    static let refusedInChinese: [(members: String, english: String, chinese: String)] = [
        (
            #""type":"message","content":"a\u0007""#,
            "'content' has a control character other than TAB and LF", "文字含有制表符和换行以外的控制字符"
        ),
        (#""type":"message","content":"  ""#, "'content' is empty", "文字为空"),
        (#""type":"ticket","subject":"""#, "'subject' is missing", "文字为空"),
        (#""type":"profile","name":"a\nb""#, "'name' is not printable", "名字含有控制字符"),
        (#""type":"profile","email":"nobody""#, "'email' is not an address", "不是邮箱地址"),
        (
            #""type":"profile","name":"\#(String(repeating: "x", count: 257))""#,
            "'name' has at most 256 bytes", "最多 256 字节"
        ),
        (
            #""type":"handoff","reason":"\#(String(repeating: "x", count: 8_193))""#,
            "'reason' has at most 8192 bytes", "最多 8192 字节"
        ),
    ]

    /// They were in English in a Chinese session.
    @Test(arguments: refusedInChinese)
    func whatAPersonCanMistypeIsToldInChinese(
        members: String, english: String, chinese: String
    ) {
        do throws(WireError) {
            _ = try Self.codec.decode(Array(#"{"client_message_id":"1",\#(members)}"#.utf8))
            Issue.record("read: \(members.prefix(80))")
        } catch {
            #expect(error.worded(in: .english).message == english)
            #expect(error.worded(in: .chinese).message == chinese)
        }
    }

    @Test func aFrameBeyondItsLimitIsRefusedWithItsID() {
        let content = String(repeating: "x", count: Self.codec.limits.frameBytes)
        let frame = #"{"type":"message","client_message_id":"1","content":"\#(content)"}"#

        do throws(WireError) {
            _ = try Self.codec.decode(Array(frame.utf8))
            Issue.record("a frame beyond its limit is read")
        } catch {
            #expect(error.code == .tooLong)
            #expect(error.clientMessageID == "1")
        }
    }

    @Test func contentAtTheLimitPassesAndTabAndNewlineToo() throws {
        let content = "a\tb\n" + String(repeating: "x", count: 8_188)
        var writer = JSONWriter()
        writer.object {
            $0.field("type", "message")
            $0.field("client_message_id", "1")
            $0.field("content", content)
        }

        #expect(try Self.codec.decode(writer.bytes) == .message(id: "1", content: content))
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: WireError(.invalidUTF8, "the frame is not UTF-8")) {
            try Self.codec.decode([0x7B, 0xFF, 0x7D])
        }
    }

    @Test func anEntryIsWrittenAsItsFrame() {
        let entry = Entry(
            conversation: ConversationID("c_x"), seq: 2,
            createdAt: Timestamp(milliseconds: 1_763_719_331_341),
            body: .message(
                Message(
                    sender: .bot, contentType: .choices, content: "Hi <b>", language: .english,
                    replyTo: MessageID("m_x.1"),
                    actions: [MessageAction(id: "1", title: "One", payload: "/one")],
                    answer: Answer(
                        kind: .knowledge, confidence: 0.93123,
                        sources: [Source(title: "T", url: "/articles/a.md#t")]))))

        let json = ServerFrameEncoder(limits: WireLimits()).encode(.entry(entry))

        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"type":"message","message_id":"m_x.2","conversation_id":"c_x","seq":2,"created_at":"2025-11-21T10:02:11.341Z","sender":{"type":"bot","id":"bot","name":"bot"},"content_type":"choices","content":"Hi <b>","lang":"en","reply_to":"m_x.1","actions":[{"action_id":"1","title":"One","payload":"/one"}],"answer":{"kind":"knowledge","confidence":0.9312,"sources":[{"title":"T","url":"/articles/a.md#t"}]}}"#
        )
    }

    static let places: [(url: String, place: String)] = [
        ("/articles/c%23.md#%E9%80%80%E8%B4%A7", "c#.md#退货"),
        ("/articles/en/a.md#t~2", "en/a.md#t~2"), ("/articles/100%.md#t", "100%.md#t"),
        ("/articles/%FF.md", "%FF.md"), ("/articles/%0D%0Aa.md", "\u{FFFD}\u{FFFD}a.md"),
    ]

    @Test(arguments: places)
    func thePlaceOfAnArticleIsTextForPeople(url: String, place: String) {
        let message = Message(
            sender: .bot, content: "x", language: .english,
            answer: Answer(kind: .knowledge, sources: [Source(title: "T", url: url)]))
        let entry = Entry(
            conversation: ConversationID("c_x"), seq: 2, createdAt: Timestamp(milliseconds: 0),
            body: .message(message))

        let lines = TextRenderer(language: .english).lines(entry, own: ParticipantID("p"))

        #expect(lines.last == "* source: T — \(place)")
    }

    static let ephemeral: [(frame: ServerFrame, json: String)] = [
        (.tickets([], hasMore: true), #"{"type":"tickets","tickets":[],"has_more":true}"#),
        (
            .presence(sender: .agent(id: "a_1", name: "Li"), state: "online"),
            #"{"type":"presence","sender":{"type":"agent","id":"a_1","name":"Li"},"state":"online"}"#
        ),
        (
            .messageUpdated(MessageID("m_x.2"), seq: 2, content: "", isRedacted: true),
            #"{"type":"message_updated","message_id":"m_x.2","seq":2,"content":"","redacted":true}"#
        ),
        (
            .typing(sender: .bot, state: "active"),
            #"{"type":"typing","sender":{"type":"bot","id":"bot","name":"bot"},"state":"active"}"#
        ),
        (
            .bye(reason: "restarting", retryAfterMilliseconds: 1_000),
            #"{"type":"bye","reason":"restarting","retry_after_ms":1000}"#
        ),
        (.pong(nonce: nil), #"{"type":"pong"}"#),
    ]

    @Test(arguments: ephemeral)
    func aFrameWithoutAPlaceIsWrittenWithoutASeqOfItsOwn(frame: ServerFrame, json: String) {
        let bytes = ServerFrameEncoder(limits: WireLimits()).encode(frame)

        #expect(String(decoding: bytes, as: UTF8.self) == json)
        #expect(frame.seq == nil)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_000, "10000-01-01T00:00:00.000Z"),
            (-62_135_596_800_001, "0000-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func aMomentIsWrittenAsRFC3339(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    }
}
