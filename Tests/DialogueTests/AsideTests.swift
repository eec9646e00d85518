import Dialogue
import Testing
import Understanding

/// What is said of a ticket that there is, and numbers of which nothing is asked.
@Suite struct AsideTests {
    typealias Table = DialoguePolicyTests

    private static let policy = MissTests.policy([:], ["ticket_please": [.openTicket]])
    private static let ticket = Ticket(
        number: 107, conversation: ConversationID("c_x"), subject: "broken lamp", status: .open,
        priority: .normal, createdAt: Timestamp(milliseconds: 1),
        updatedAt: Timestamp(milliseconds: 2))

    /// What comes of a message: `closed`, `status`, `noted`, `none`, `heard` of a number, or `miss`.
    private static func outcome(
        _ text: String, open: OpenTicket?, intents: [(String, Double)] = [], misses: Int = 1,
        _ phase: Phase = .bot
    ) throws -> String {
        let isChinese = text.utf8.contains { $0 > 0x7F }
        let reading = Table.reading(intents, text: text, language: isChinese ? .chinese : .english)
        let event = DialogueEvent.message(reading, contentType: .text)
        var facts = Table.facts
        if policy.needs(of: event, in: Table.state(phase)).contains(.openTicket) {
            facts.openTicket = open
        }
        let decision = try policy.decide(Table.state(phase, misses: misses), facts, event)
        if decision.changes.contains(.ticketStatus(number: 107, .solved)) {
            #expect(
                decision.bodies.contains(
                    .ticket(number: 107, status: .solved, subject: "broken lamp")))
            return "closed"
        }
        let signs = [
            "is being worked on": "status", "处理中": "status", "is noted": "noted", "已记到": "noted",
            "no open ticket": "none", "没有未完成的工单": "none", "cannot look that up": "heard",
            "我自己无法查询": "heard",
        ]
        guard let said = ConversationRulesTests.said(decision).first else { return "silence" }
        guard let sign = signs.first(where: { said.contains($0.key) }) else { return "miss" }
        #expect(decision.conversation.misses == 0)
        return sign.value
    }

    private static func open(isSaidLast: Bool = false) -> OpenTicket {
        OpenTicket(ticket, isSaidLast: isSaidLast)
    }

    static let remarks: [(outcome: String, texts: [String])] = [
        (
            "closed",
            [
                "please close the ticket", "found it in the foam, you can close the ticket",
                "you can delete ticket T-107", "the ticket can be closed now", "cancel my ticket",
                "can you close the ticket please", "my ticket is fine, you can close it",
                "I found the plate, it was in the bubble wrap. please close the ticket", "工单可以关掉了",
                "找到了，把工单撤销吧", "能把工单关了吗",
            ]
        ),
        (
            "status",
            [
                "what's the status of my ticket", "any update on the ticket?",
                "I already opened a ticket and nobody answered",
                "the ticket is not resolved", "how do I close my ticket", "is the ticket solved?",
                "can I add a photo to my ticket?", "please don't close the ticket",
                "when will I hear back?", "how long until I get an answer", "我的ticket有回复了吗",
                "我的工单怎么样了", "工单多久处理", "我昨天提的工单还没人回复", "工单怎么关闭", "工单被关闭了",
            ]
        ),
        (
            "noted",
            [
                "please add to the ticket that the box was open", "for the ticket: order 550912",
                "can you attach this to T-107: the foot is cracked too", "KP-204817", "118302",
                "补充一下：箱子有一边是开着的", "工单补充：灯罩也裂了", "KP-330921",
            ]
        ),
        ("miss", ["the lamp is broken", "how long does that take?", "灯坏了", "要多久"]),
    ]

    @Test(arguments: remarks)
    func whatIsSaidOfAnOpenTicketIsDone(outcome: String, texts: [String]) throws {
        for text in texts {
            #expect(try Self.outcome(text, open: Self.open()) == outcome, "\(text)")
        }
    }

    static let behind: [(outcome: String, texts: [String])] = [
        (
            "noted",
            [
                "order 550912, one of the four plates is missing", "it was the blue one",
                "订单号 550912，四个盘子少发一个", "有一边是开着的",
            ]
        ),
        (
            "status",
            [
                "how long does that take?", "when will I hear from you", "多久会回复我？",
                "什么时候能处理好", "可以补充照片吗",
            ]
        ),
        (
            "miss",
            [
                "does the lamp have a fuse?", "and who pays for that", "no, the other", "灯有保险丝吗",
                "不是，是另一个",
            ]
        ),
    ]

    /// Right behind a ticket, what is told belongs to it.
    @Test(arguments: behind)
    func whatIsToldBehindATicketBelongsToIt(outcome: String, texts: [String]) throws {
        for text in texts {
            let found = try Self.outcome(text, open: Self.open(isSaidLast: true))
            #expect(found == outcome, "\(text)")
        }
    }

    @Test(arguments: [
        ("please close the ticket", "none"), ("我的工单怎么样了", "none"),
        ("please add to the ticket that the box was open", "miss"), ("the box was open", "miss"),
        ("KP-204817", "heard"), ("118302", "heard"), ("20481735", "heard"),
        ("1234", "miss"), ("iphone 14 pro max 256", "miss"),
        ("call me on 0171 5550142", "miss"),
    ])
    func withoutATicketANumberIsHeardAndNothingIsNoted(text: String, outcome: String) throws {
        #expect(try Self.outcome(text, open: nil) == outcome)
    }

    /// An answer of the project's own comes first, and a person's words are that person's.
    @Test func whatHasAnAnswerIsNoRemark() throws {
        let sure = [("ticket_please", 0.99)]
        #expect(try Self.outcome("open a ticket", open: Self.open(), intents: sure) == "miss")
        #expect(try Self.outcome("close the ticket", open: Self.open(), .waiting) == "silence")
        #expect(
            try Self.outcome("please close the ticket", open: Self.open(), intents: sure)
                == "closed")
    }

    @Test func anAddressAloneIsHeard() throws {
        for (text, isHeard) in [("ann@mail.example", true), ("is ann@mail.example yours", false)] {
            var reading = Table.reading(text: text)
            let extractor = try EntityExtractor(EntityRules())
            reading.entities = extractor.entities(in: text, at: nil)
            let decision = try Self.policy.decide(
                Table.state(), Table.facts, .message(reading, contentType: .text))
            let said = ConversationRulesTests.said(decision).first
            #expect(said?.contains("cannot look that up") == isHeard)
        }
    }

    /// An order number in a Chinese conversation was answered in English.
    @Test func aNumberTellsNoLanguage() throws {
        var state = Table.state()
        state.language = .chinese
        let reading = Table.reading(text: "KP-204817", language: .english)

        let decision = try Self.policy.decide(
            state, Table.facts, .message(reading, contentType: .text))

        #expect(decision.conversation.language == .chinese)
        #expect(ConversationRulesTests.said(decision).first?.hasPrefix("谢谢") == true)
    }

    /// A project's own buttons to people are not there twice.
    @Test func noWayToPeopleIsThereTwice() throws {
        var responses = Responses()
        let buttons = [Button(title: "Talk to a person", payload: "/call_us")]
        responses.add(
            ResponseVariant(text: "From 9 to 5.", buttons: buttons), name: "utter_hours",
            language: .english)
        let policy = DialoguePolicy(
            script: DialogueScript(responses: responses),
            interpreter: Interpreter(model: nil, passages: nil, callable: ["call_us"]))
        var facts = Table.facts
        facts.lastSaid = Message(
            sender: .bot, content: "From 9 to 5.", language: .english,
            answer: Answer(kind: .intent, intent: "hours", confidence: 0.9))
        let reading = Table.reading([("hours", 0.7)], text: "but I need it now")

        let decision = try policy.decide(
            Table.state(), facts, .message(reading, contentType: .text))

        guard case .message(let message)? = decision.bodies.last else {
            throw Refusal.notFound("an answer")
        }
        #expect(message.actions.map(\.title) == ["Talk to a person", "Open a ticket"])
        #expect(message.actions.map(\.id) == ["1", "2"])
    }

    /// The same answer twice is no help: the way to people stands under the second.
    @Test func anAnswerThatIsGivenAgainHasTheWayToPeopleBelow() throws {
        let policy = MissTests.policy(["utter_hours": "From 9 to 5."])
        let reading = Table.reading([("hours", 0.7)], text: "but I need it now")
        let answer = Answer(kind: .intent, intent: "hours", confidence: 0.9)
        for (said, buttons) in [(answer, 2), (Answer(kind: .intent, intent: "greet"), 0)] {
            var facts = Table.facts
            facts.lastSaid = Message(
                sender: .bot, content: "From 9 to 5.", language: .english, answer: said)

            let decision = try policy.decide(
                Table.state(), facts, .message(reading, contentType: .text))

            guard case .message(let message)? = decision.bodies.last else {
                throw Refusal.notFound("an answer")
            }
            #expect(message.content == "From 9 to 5." && message.actions.count == buttons)
        }
    }
}
