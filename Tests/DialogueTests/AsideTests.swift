import Dialogue
import Testing
import Understanding

/// What is said of a ticket that there is, and numbers of which nothing is asked.
@Suite struct AsideTests {
    typealias Table = DialoguePolicyTests

    static let policy: DialoguePolicy = {
        var responses = Responses()
        responses.add(
            ResponseVariant(
                text: "Oh no!",
                buttons: [Button(title: "Open a ticket", payload: "/action_open_ticket")]),
            name: "utter_broken", language: .english)
        return DialoguePolicy(
            script: DialogueScript(
                responses: responses, actions: ["ticket_please": [.openTicket]],
                titles: ["greet": [.english: "hello"]]),
            interpreter: Interpreter(model: nil, passages: nil, callable: BuiltInIntent.all))
    }()

    static func ticket(
        _ number: Int64, _ status: TicketStatus = .open, of conversation: String = "c_1"
    ) -> Ticket {
        Ticket(
            number: number, conversation: ConversationID(conversation), subject: "broken lamp",
            status: status, priority: .normal, createdAt: Timestamp(milliseconds: 1),
            updatedAt: Timestamp(milliseconds: 2))
    }

    /// Facts of a conversation with these tickets, the first of which was told of last or long ago;
    /// only those that the policy asks for.
    static func facts(
        _ event: DialogueEvent, _ state: Conversation, _ tickets: [Ticket], isTold: Bool = false,
        answers: [(seq: Int64, message: Message)] = [], elsewhere: [Ticket] = []
    ) -> Facts {
        let needs = policy.needs(of: event, in: state)
        var facts = Table.facts
        if needs.contains(.ticketsElsewhere) { facts.ticketsElsewhere = elsewhere }
        if needs.contains(.tickets) {
            facts.tickets = tickets
            if isTold, let first = tickets.first { facts.ticketTold = (2, first.number) }
        }
        if needs.contains(.answers) { facts.answers = answers }
        return facts
    }

    private static func decide(
        _ text: String, _ tickets: [Ticket], isTold: Bool = false,
        intents: [(String, Double)] = [], phase: Phase = .bot,
        answers: [(seq: Int64, message: Message)] = [], elsewhere: [Ticket] = []
    ) throws -> Decision {
        let isChinese = text.utf8.contains { $0 > 0x7F }
        let reading = Table.reading(intents, text: text, language: isChinese ? .chinese : .english)
        let event = DialogueEvent.message(reading, contentType: .text)
        let state = Table.state(phase, misses: 1)
        return try policy.decide(
            state,
            facts(
                event, state, tickets, isTold: isTold, answers: answers, elsewhere: elsewhere),
            event)
    }

    /// What comes of a message: `asked 107` whether to close that ticket, `status 107`, `noted 107`,
    /// `none`, `heard` of a number, `opened`, `silence`, or `miss`.
    private static func outcome(_ decision: Decision) -> String {
        for case .ticket(_, .new, _) in decision.bodies { return "opened" }
        let said = decision.bodies.compactMap { body -> Message? in
            if case .message(let said) = body, said.sender == .bot { said } else { nil }
        }
        guard let last = said.last else { return "silence" }
        let labels = said.map(\.content).compactMap { text in
            text.firstRange(of: /T-\d+/).map { text[$0].dropFirst(2) }
        }.joined(separator: " ")
        if last.actions.contains(where: { $0.payload.hasPrefix("/action_close_ticket") }) {
            let numbers = last.actions.compactMap {
                DirectIntent($0.payload)?.entities.first?.value
            }
            return "asked \(numbers.joined(separator: " "))"
        }
        let signs = [
            "You will read here": "status \(labels)", "): solved": "status \(labels)",
            "）：已解决": "status \(labels)",
            "有进展会在这里": "status \(labels)",
            "another conversation of yours": "elsewhere \(labels)",
            "另一个会话中提交": "elsewhere \(labels)",
            "I keep that with": "noted \(labels)", "已记到工单": "noted \(labels)",
            "I find no ticket": "unknown \(labels)", "里没有工单": "unknown \(labels)",
            "no open ticket": "none", "没有未完成的工单": "none", "cannot look that up": "heard",
            "我自己无法查询": "heard",
        ]
        let sign = signs.first { last.content.contains($0.key) }
        if sign != nil { #expect(decision.conversation.misses == 0) }
        return sign?.value ?? "miss"
    }

    static let remarks: [(outcome: String, texts: [String])] = [
        (
            "asked 107",
            [
                "please close the ticket", "found it in the foam, you can close the ticket",
                "you can delete ticket T-107", "cancel my ticket",
                "can you close the ticket please",
                "I found the plate, it was in the bubble wrap. please close the ticket",
                "close it, I mean the ticket, close the ticket", "close T-107",
                "mark T-107 as solved",
                "the ticket is solved", "工单可以关掉了", "找到了，把工单撤销吧",
                "能把工单关了吗",
            ]
        ),
        (
            "status 107",
            [
                "what's the status of my ticket", "any update on the ticket?",
                "I already opened a ticket and nobody answered", "why was my ticket closed",
                "the ticket is not resolved", "how do I close my ticket", "is the ticket solved?",
                "can I add a photo to my ticket?", "please don't close the ticket",
                "did you delete the ticket?", "nobody should close the ticket",
                "do you close tickets automatically?", "who is handling ticket 107",
                "when will I hear back?", "how long until I get an answer", "我的ticket有回复了吗",
                "我的工单怎么样了", "工单多久处理", "我昨天提的工单还没人回复", "工单怎么关闭", "工单被关闭了",
                "不要关闭我的工单", "请保留工单", "工单号是多少", "工单在吗",
            ]
        ),
        (
            "noted 107",
            [
                "please add to the ticket that the box was open", "for the ticket: order 550912",
                "can you attach this to T-107: the foot is cracked too", "补充一下：箱子有一边是开着的",
                "工单补充：灯罩也裂了",
            ]
        ),
        (
            "miss",
            [
                "the lamp is broken", "how long does that take?", "灯坏了", "要多久", "追加一件商品",
                "备注怎么写", "I want another ticket",
                "please open a new ticket, when will I hear back?",
            ]
        ),
        (
            "heard",
            ["KP-204817", "order no. 204817 please", "KP-204817 and KP-204818", "订单号20481735"]
        ),
    ]

    @Test(arguments: remarks)
    func whatIsSaidOfAnOpenTicketIsHeard(outcome: String, texts: [String]) throws {
        for text in texts {
            #expect(
                try Self.outcome(Self.decide(text, [Self.ticket(107)])) == outcome, "\(text)")
        }
    }

    static let elsewhere: [(outcome: String, texts: [String])] = [
        (
            "elsewhere 105",
            [
                "any update on my ticket?", "what about T-105", "T-105", "t105", "close T-105",
                "please close the ticket", "reopen T-105",
                "please add to the ticket that the box was open", "我的工单怎么样了", "工单105",
                "工单可以关掉了", "请关闭T-105",
            ]
        ),
        ("status 103", ["what about ticket 103?", "reopen my ticket", "重新打开工单"]),
        ("elsewhere 999 105", ["what about ticket 999"]),
        ("miss", ["when will I hear back?", "the lamp is broken", "灯坏了"]),
    ]

    /// Of another conversation's ticket is told how far it is, and that it is not changed here.
    @Test(arguments: elsewhere)
    func ticketsOfOtherConversationsAreToldOf(outcome: String, texts: [String]) throws {
        let others = [Self.ticket(105, of: "c_y"), Self.ticket(103, .solved, of: "c_z")]
        for text in texts {
            let decision = try Self.decide(text, [], elsewhere: others)

            #expect(Self.outcome(decision) == outcome, "\(text)")
            for case .message(let message) in decision.bodies {
                #expect(
                    !message.actions.contains { $0.payload.contains(BuiltInIntent.reopenTicket) })
            }
        }
    }

    /// The conversation's own tickets are meant where none is named.
    @Test(
        arguments: [
            ("any update on my ticket?", "status 107"), ("close the ticket", "asked 107"),
            ("add to the ticket that it leaks", "noted 107"), ("what about T-105", "elsewhere 105"),
            ("what about ticket 999", "elsewhere 999 107 105"),
        ])
    func theTicketsOfTheConversationComeFirst(text: String, outcome: String) throws {
        let decision = try Self.decide(
            text, [Self.ticket(107)], elsewhere: [Self.ticket(105, of: "c_y")])

        #expect(Self.outcome(decision) == outcome)
    }

    static let behind: [(outcome: String, texts: [String])] = [
        (
            "noted 107",
            [
                "order 550912, one of the four plates is missing", "it was the blue one",
                "no lid was in the box", "not all plates were there", "KP-204817",
                "it broke when I plugged it in", "订单号 550912，四个盘子少发一个", "有一边是开着的",
            ]
        ),
        (
            "status 107",
            [
                "how long does that take?", "when will I hear from you", "any news?", "多久会回复我？",
                "什么时候能处理好", "可以补充照片吗", "有消息吗",
                "don't close it", "did you close it", "is it solved?", "解决了吗",
            ]
        ),
        (
            "asked 107",
            [
                "solved", "ok close it", "it works now", "it's fixed", "关掉吧", "解决了", "已经解决了",
                "可以关了", "搞定了",
            ]
        ),
        (
            "miss",
            [
                "does the lamp have a fuse?", "and who pays for that", "no, the other", "灯有保险丝吗",
                "不是，是另一个", "tell me about your towels", "I have a second problem", "推荐一个台灯",
                "It broke. Do I get a refund? I have the receipt.", "wait", "how long is the cable",
                "线多长时间会断", "另外一口锅要退",
            ]
        ),
    ]

    /// Right behind a ticket, what is told belongs to it.
    @Test(arguments: behind)
    func whatIsToldBehindATicketBelongsToIt(outcome: String, texts: [String]) throws {
        for text in texts {
            let found = try Self.decide(text, [Self.ticket(107)], isTold: true)
            #expect(Self.outcome(found) == outcome, "\(text)")
        }
    }

    /// Small talk does not part what is told from the ticket; an answer does.
    @Test func anAnswerPartsWhatIsToldFromTheTicket() throws {
        func answer(_ intent: String) -> [(seq: Int64, message: Message)] {
            let said = Message(
                sender: .bot, content: "…", language: .english,
                answer: Answer(kind: .intent, intent: intent, confidence: 0.9))
            return [(3, said)]
        }
        let text = "it was the blue one"
        for (intent, outcome) in [("greet", "noted 107"), ("hours", "miss")] {
            let found = try Self.decide(
                text, [Self.ticket(107)], isTold: true, answers: answer(intent))
            #expect(Self.outcome(found) == outcome)
        }
    }

    /// A trouble that another ticket would be offered for is the one that was told of.
    @Test func aTroubleBehindATicketIsNoted() throws {
        let sure = [("broken", 0.9)]
        let text = "the spout is cracked too"
        #expect(
            try Self.outcome(Self.decide(text, [Self.ticket(107)], isTold: true, intents: sure))
                == "noted 107")
        let alone = try Self.decide(text, [Self.ticket(107)], intents: sure)
        #expect(ConversationRulesTests.said(alone) == ["Oh no!"])
    }

    @Test(arguments: [
        ("please close the ticket", "asked 108 107"), ("close T-107", "asked 107"),
        ("close ticket 999", "status 999 108 107"), ("what's the status of T-108", "status 108"),
        ("any update on my tickets?", "status 108 107"), ("close T-106", "status 106"),
        ("add to T-106: the lid is cracked", "status 106"), ("reopen my ticket", "status 106"),
        ("close ticket 99999999999999999999", "status 108 107"), ("关闭工单107", "asked 107"),
        ("I opened a ticket 3 days ago, any update?", "status 108 107"),
    ])
    func ofSeveralTicketsTheOneThatIsNamedIsMeant(text: String, outcome: String) throws {
        let tickets = [Self.ticket(108), Self.ticket(107), Self.ticket(106, .solved)]
        #expect(try Self.outcome(Self.decide(text, tickets)) == outcome)
    }

    @Test(arguments: [
        ("please close the ticket", "none", "status 107"), ("我的工单怎么样了", "none", "status 107"),
        ("reopen ticket 107", "unknown 107", "status 107"),
        ("工单107怎么样了", "unknown 107", "status 107"),
        ("what about my ticket 107", "unknown 107", "status 107"),
        ("T-107", "unknown 107", "status 107"),
        ("please add to the ticket that the box was open", "miss", "miss"),
        ("the box was open", "miss", "miss"), ("KP-204817", "heard", "heard"),
        ("118302", "heard", "heard"), ("20481735", "heard", "heard"), ("1234", "miss", "miss"),
        ("iphone 14 pro max 256", "miss", "miss"), ("24.11.2026", "miss", "miss"),
        ("60x60x40", "miss", "miss"), ("4111 1111 1111 1111", "miss", "miss"),
        ("order", "miss", "miss"), ("is my order 20481735?", "miss", "miss"),
        ("can I pay 50000", "miss", "miss"),
    ])
    func withoutAnOpenTicketNothingIsNoted(
        text: String, without: String, behindSolved: String
    ) throws {
        #expect(try Self.outcome(Self.decide(text, [])) == without)
        let solved = try Self.decide(text, [Self.ticket(107, .solved)])
        #expect(Self.outcome(solved) == behindSolved)
    }

    /// What is too long to be compared is told all the same.
    @Test func aLongDescriptionIsNoted() throws {
        let text = String(repeating: "one of the four plates was broken and ", count: 8)
        let found = try Self.decide(text, [Self.ticket(107)], isTold: true)
        #expect(Self.outcome(found) == "noted 107")
    }

    /// A label comes before an intent that is sure of the words; what a thing is called does not.
    @Test func aTicketThatIsNamedComesBeforeAnIntent() throws {
        let sure = [("broken", 0.99)]
        let named = try Self.decide("close T-107", [Self.ticket(107)], intents: sure)
        #expect(Self.outcome(named) == "asked 107")
        let bare = try Self.decide("close t107", [Self.ticket(107)], intents: sure)
        #expect(Self.outcome(bare) == "asked 107")
        let other = try Self.decide("any update on T-999?", [Self.ticket(107)], intents: sure)
        #expect(Self.outcome(other) == "status 999 107")
        #expect(
            ConversationRulesTests.said(other).first
                == "I find no ticket T-999 in this conversation.")
        #expect(Self.outcome(try Self.decide("close T-107", [], intents: sure)) == "unknown 107")
        #expect(Self.outcome(try Self.decide("my T-500 squeaks", [])) == "miss")
        // Right behind a ticket it is that.
        let close = try Self.decide("close it", [Self.ticket(107)], isTold: true, intents: sure)
        #expect(Self.outcome(close) == "asked 107")
        let long = try Self.decide("close it", [Self.ticket(107)], intents: sure)
        #expect(ConversationRulesTests.said(long) == ["Oh no!"])
        #expect(Self.outcome(try Self.decide("T-204817", [])) == "heard")
        for text in [
            "my T500 is broken", "my T-500 is broken", "order T20481735 please", "T-20481735",
            "my size is t 120",
            "我的T500坏了", "T-500保修多久", "订单204817",
        ] {
            for tickets in [[], [Self.ticket(107)]] {
                let thing = try Self.decide(text, tickets, intents: sure)
                #expect(ConversationRulesTests.said(thing) == ["Oh no!"], "\(text)")
            }
        }
    }

    /// "The ticket" is no new one where there is one; a wish for one is.
    @Test func aSureIntentOpensATicketWhereThatIsSaid() throws {
        let sure = [("ticket_please", 0.99)]
        func found(_ text: String, _ tickets: [Ticket]) throws -> String {
            Self.outcome(try Self.decide(text, tickets, intents: sure))
        }
        #expect(try found("please close the ticket", [Self.ticket(107)]) == "asked 107")
        #expect(try found("do I still have an open ticket?", [Self.ticket(107)]) == "status 107")
        #expect(try found("open a ticket", [Self.ticket(107)]) == "opened")
        #expect(try found("I want another ticket for the kettle", [Self.ticket(107)]) == "opened")
        #expect(try found("please open a ticket. When will I hear back?", []) == "opened")
        #expect(try found("it broke again, please open a ticket", []) == "opened")
        #expect(try found("open a ticket, it broke again", []) == "opened")
        #expect(try found("盖子再打开就坏了，提个工单", []) == "opened")
        #expect(try found("open my ticket again", [Self.ticket(107, .solved)]) == "status 107")
        #expect(try found("重新打开工单", [Self.ticket(107, .solved)]) == "status 107")
        #expect(try found("reopen it please", [Self.ticket(107, .solved)]) == "status 107")
        for text in [
            "did you open a ticket?", "who opened a ticket for me", "I never opened a ticket",
            "just in case it breaks, what then", "谁给我开的工单", "为什么要工单",
        ] {
            #expect(try found(text, []) != "opened", "\(text)")
        }
    }

    @Test func withAPersonTheWordsAreForThatPerson() throws {
        for phase in [Phase.waiting, .agent] {
            let found = try Self.decide("close the ticket", [Self.ticket(107)], phase: phase)
            #expect(Self.outcome(found) == "silence")
        }
    }

    @Test func anAddressAloneIsHeard() throws {
        for (text, isHeard) in [("ann@mail.example", true), ("is ann@mail.example yours", false)] {
            var reading = Table.reading(text: text)
            let extractor = try EntityExtractor(EntityRules())
            reading.entities = extractor.entities(in: text, at: nil)
            var state = Table.state()
            state.language = .chinese
            let decision = try Self.policy.decide(
                state, Table.facts, .message(reading, contentType: .text))
            #expect((Self.outcome(decision) == "heard") == isHeard)
            #expect(decision.conversation.language == (isHeard ? .chinese : .english))
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
}
