import Dialogue
import Testing
import Understanding

@Suite struct DialoguePolicyTests {
    static let policy: DialoguePolicy = {
        var responses = Responses()
        responses.add(
            ResponseVariant(
                text: "Hey {name}.",
                buttons: [MessageAction(id: "", title: "Orders", payload: "/order_status")]),
            name: "utter_greet", language: .english)
        responses.add(ResponseVariant(text: "你好"), name: "utter_greet", language: .chinese)
        responses.add(
            ResponseVariant(text: "It is on its way."), name: "utter_order_status",
            language: .english)
        responses.add(
            ResponseVariant(text: "One moment."), name: "utter_moment", language: .english)
        let script = DialogueScript(
            responses: responses,
            actions: [
                "talk": [BuiltInIntent.person], "complain": ["utter_moment", BuiltInIntent.ticket],
            ],
            titles: ["order_status": [.english: "where is my order"]],
            articles: ["delivery": [.english: passage]])
        let interpreter = Interpreter(
            model: nil, passages: nil,
            callable: BuiltInIntent.all.union(["greet", "order_status", "talk", "complain"]))
        return DialoguePolicy(script: script, interpreter: interpreter)
    }()

    static let passage = Passage(
        id: "en/delivery.md#time", title: "How long?", text: "Two days.", language: .english)
    static let boundPassage = Passage(
        id: "en/delivery.md#time", title: "How long?", text: "Two days.", language: .english,
        intent: "delivery")
    static let other = Passage(
        id: "en/other.md#x", title: "Other?", text: "Something.", language: .english)

    /// A passage of the article `en/name.md`, which has a title.
    static func twin(
        _ name: String, _ article: String, _ language: Language = .english,
        title: String = "How long?"
    ) -> Passage {
        Passage(
            id: "en/\(name).md#x", title: title, text: "\(name).", language: language,
            articleTitle: article)
    }

    static func state(_ phase: Phase = .bot, misses: Int = 0) -> Conversation {
        var state = Conversation(id: ConversationID("c_1"), customer: CustomerID("cu_1"))
        state.phase = phase
        state.misses = misses
        state.lastSeq = 4
        if phase == .waiting { state.waitingSince = Timestamp(milliseconds: 5) }
        return state
    }

    static var facts: Facts {
        var facts = Facts(
            now: Timestamp(milliseconds: 1_000_000), participant: ParticipantID("p_1"))
        facts.queueAhead = 2
        facts.nextQueueNumber = 7
        facts.nextTicketNumber = 104
        facts.customerTexts = ["Talk to a person", "agent", "my kettle leaks", "hello"]
        facts.target = Message(
            sender: .bot, content: "What next?", language: .english,
            actions: [
                MessageAction(id: "1", title: "Orders", payload: "/order_status"),
                MessageAction(id: "2", title: "A person", payload: "/action_handoff"),
                MessageAction(id: "3", title: "A ticket", payload: "/action_open_ticket"),
                MessageAction(id: "4", title: "Complain", payload: "/complain"),
            ])
        facts.ticket = Ticket(
            number: 103, conversation: ConversationID("c_1"), subject: "no lid", status: .open,
            priority: .normal, createdAt: facts.now, updatedAt: facts.now)
        return facts
    }

    /// ``facts`` as a store reads them: what ``DialoguePolicy/needs(of:in:)`` does not ask for is
    /// blank.
    static func facts(for event: DialogueEvent, in state: Conversation) -> Facts {
        let needs = policy.needs(of: event, in: state)
        var found = facts
        let blank = Facts(now: found.now, participant: found.participant)
        if !needs.contains(.queue) {
            (found.queueAhead, found.nextQueueNumber) = (blank.queueAhead, blank.nextQueueNumber)
        }
        if !needs.contains(.ticketNumber) { found.nextTicketNumber = blank.nextTicketNumber }
        if !needs.contains(.subject) { found.customerTexts = blank.customerTexts }
        if !needs.contains(.target) { found.target = blank.target }
        if !needs.contains(.ticket) { found.ticket = blank.ticket }
        return found
    }

    static func reading(
        _ intents: [(String, Double)] = [], _ passages: [(Passage, Double)] = [],
        text: String = "text", language: Language? = .english, person: Bool = false,
        inScope: Double = 1, isOutOfScope: Bool = false, isExact: Bool = false,
        isNear: Bool = false, isExample: Bool = false
    ) -> Interpretation {
        Interpretation(
            text: text, language: language, asksForPerson: person,
            intents: intents.map { RankedIntent(name: $0.0, score: $0.1) }, inScope: inScope,
            isOutOfScope: isOutOfScope, isExample: isExample,
            passages: passages.map {
                RankedPassage(
                    passage: $0.0, rank: $0.1, score: $0.1, isExact: isExact, isNear: isNear,
                    terms: [])
            })
    }

    static let routes: [(name: String, reading: Interpretation, route: String)] = [
        ("a sure intent", reading([("greet", 0.9), ("order_status", 0.05)]), "intent greet"),
        ("an intent with an article only", reading([("delivery", 0.9)]), "intent delivery"),
        (
            "two close intents", reading([("greet", 0.55), ("order_status", 0.4)]),
            "clarify greet|where is my order"
        ),
        ("a weak intent", reading([("greet", 0.45)]), "clarify greet"),
        ("too weak an intent", reading([("greet", 0.25)]), "fallback"),
        ("a sure passage", reading([("greet", 0.2)], [(passage, 0.9)]), "knowledge How long?"),
        (
            "a passage that beats an intent", reading([("greet", 0.6)], [(passage, 0.95)]),
            "knowledge How long?"
        ),
        (
            "an intent that beats a passage", reading([("greet", 0.9)], [(passage, 0.8)]),
            "intent greet"
        ),
        (
            "an article's own question beside a surer intent",
            reading([("greet", 0.995)], [(passage, 0.99)], isExact: true), "knowledge How long?"
        ),
        (
            "nearly an article's own question beside a surer intent",
            reading([("greet", 0.995)], [(passage, 0.92)], isNear: true), "knowledge How long?"
        ),
        (
            "nearly the question of the article that the intent shows",
            reading([("delivery", 0.995)], [(boundPassage, 0.92)], isNear: true),
            "intent delivery"
        ),
        (
            "an example that is nearly an article's question",
            reading([("greet", 0.99)], [(passage, 0.92)], isNear: true, isExample: true),
            "intent greet"
        ),
        (
            "a question that two articles have beside an intent",
            reading([("greet", 0.9)], [(passage, 0.7), (other, 0.7)], isExact: true),
            "clarify How long?|Other?"
        ),
        (
            "the question of the article that the intent shows",
            reading([("delivery", 0.995)], [(boundPassage, 0.99)], isExact: true),
            "intent delivery"
        ),
        (
            "an example that is an article's own question, too",
            reading([("greet", 0.99)], [(passage, 0.99)], isExact: true, isExample: true),
            "intent greet"
        ),
        (
            "two passages that cannot be told apart", reading([], [(passage, 0.6), (other, 0.59)]),
            "clarify How long?|Other?"
        ),
        (
            "a question of two articles",
            reading([], [(twin("a", "Delivery"), 0.6), (twin("b", "Returns"), 0.59)]),
            "clarify How long? (Delivery)|How long? (Returns)"
        ),
        (
            "a question of two articles, one of them without a title",
            reading([], [(passage, 0.6), (twin("b", "Returns"), 0.59)]),
            "clarify How long?|How long? (Returns)"
        ),
        (
            "a question of two articles of one title",
            reading([], [(twin("a", "Times"), 0.6), (twin("b", "Times"), 0.59)]),
            "clarify How long? (en/a.md)|How long? (en/b.md)"
        ),
        (
            "a question that is its articles' title",
            reading([], [(twin("a", "How long?"), 0.6), (twin("b", "How long?"), 0.59)]),
            "clarify How long? (en/a.md)|How long? (en/b.md)"
        ),
        (
            "a Chinese question of two articles",
            reading(
                [],
                [(twin("a", "配送", .chinese), 0.6), (twin("b", "退货", .chinese), 0.59)]),
            "clarify How long?（配送）|How long?（退货）"
        ),
        (
            "an intent called like a question",
            reading(
                [("order_status", 0.6)],
                [(twin("a", "Orders", title: "where is my order"), 0.6)]),
            "clarify where is my order|where is my order (Orders)"
        ),
        ("a weak passage", reading([], [(passage, 0.4)]), "clarify How long?"),
        ("too weak a passage", reading([], [(passage, 0.3)]), "fallback"),
        (
            "a weak passage beside a weak intent",
            reading([("greet", 0.45), ("order_status", 0.1)], [(passage, 0.4)]),
            "clarify greet|How long?"
        ),
        (
            "a weak intent and a section of its article",
            reading([("delivery", 0.45)], [(boundPassage, 0.4)]), "clarify delivery"
        ),
        (
            "a weak passage of what is hardly ours",
            reading([("greet", 0.2)], [(passage, 0.45)], inScope: 0.2), "fallback"
        ),
        (
            "a passage half as sure of what is hardly ours",
            reading([("greet", 0.2)], [(passage, 0.7)], inScope: 0.1), "clarify How long?"
        ),
        (
            "a sure passage of what no intent knows",
            reading([("greet", 0.2)], [(passage, 0.8)], inScope: 0.1), "knowledge How long?"
        ),
        ("nothing", reading(), "fallback"),
        ("a word for a person", reading([("greet", 0.99)], person: true), "handoff"),
        ("an intent nothing can be said to", reading([("mystery", 0.9)]), "fallback"),
    ]

    @Test(arguments: routes)
    func aReadingGoesItsWay(name: String, reading: Interpretation, route: String) {
        let found: String
        switch Self.policy.route(reading, Self.state()) {
        case .handoff: found = "handoff"
        case .ticket: found = "ticket"
        case .intent(let intent, _): found = "intent \(intent)"
        case .knowledge(let passage, _): found = "knowledge \(passage.title)"
        case .clarify(let choices): found = "clarify " + choices.map(\.title).joined(separator: "|")
        case .fallback: found = "fallback"
        }
        #expect(found == route, "\(name)")
    }

    /// A decision in one line an entry, as a reviewer reads it.
    static func script(_ decision: Decision) -> [String] {
        decision.bodies.map { body in
            switch body {
            case .message(let message):
                "\(message.sender.type): \(message.content)"
                    + message.actions.map { " [\($0.id) \($0.title)]" }.joined()
            case .status(let phase, let position): "status \(phase.rawValue) \(position ?? 0)"
            case .ticket(let number, let status, let subject):
                "ticket \(number) \(status.rawValue) \(subject)"
            case .rating(let score, _): "rating \(score)"
            case .feedback(_, let value, _): "feedback \(value.rawValue)"
            case .profile(let name, _, _, let verified): "profile \(name ?? "-") \(verified)"
            }
        }
    }

    static let decisions:
        [(name: String, state: Conversation, event: DialogueEvent, script: [String])] = [
            (
                "a greeting", state(),
                .message(reading([("greet", 0.9)], text: "hi"), contentType: .text),
                ["customer: hi", "bot: Hey . [1 Orders]"]
            ),
            (
                "a reply beside which a section could have answered", state(),
                .message(
                    reading([("greet", 0.9)], [(passage, 0.6), (other, 0.55)], text: "hi"),
                    contentType: .text),
                ["customer: hi", "bot: Hey . [1 Orders] [2 How long?]"]
            ),
            (
                "an example beside which a section could have answered", state(),
                .message(
                    reading([("greet", 0.9)], [(passage, 0.6)], text: "hi", isExample: true),
                    contentType: .text),
                ["customer: hi", "bot: Hey . [1 Orders] [2 How long?]"]
            ),
            (
                "a section and the next that could have answered", state(),
                .message(
                    reading([], [(passage, 0.9), (other, 0.55)], text: "x"), contentType: .text),
                ["customer: x", "bot: Two days. [1 Other?]"]
            ),
            (
                "a section and one that could not", state(),
                .message(
                    reading([], [(passage, 0.9), (other, 0.45)], text: "x"), contentType: .text),
                ["customer: x", "bot: Two days."]
            ),
            (
                "an intent's article of which a section was found", state(),
                .message(
                    reading([("delivery", 0.9)], [(boundPassage, 0.6)], text: "x"),
                    contentType: .text),
                ["customer: x", "bot: Two days."]
            ),
            (
                "a ticket beside which a section could have answered", state(),
                .message(
                    reading([("complain", 0.9)], [(passage, 0.6)], text: "x"), contentType: .text),
                [
                    "customer: x", "bot: One moment.", "ticket 104 new x",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                ]
            ),
            (
                "in Chinese", state(),
                .message(
                    reading([("greet", 0.9)], text: "你好", language: .chinese), contentType: .text),
                ["customer: 你好", "bot: 你好"]
            ),
            (
                "a first miss", state(), .message(reading(text: "x"), contentType: .text),
                [
                    "customer: x",
                    "bot: I'm sorry, I did not understand that. Could you put it in other words?",
                ]
            ),
            (
                "a second miss", state(misses: 1), .message(reading(text: "x"), contentType: .text),
                [
                    "customer: x",
                    "bot: I'm sorry, I still do not understand. Would you like to talk to a person? [1 Talk to a person] [2 Open a ticket]",
                ]
            ),
            (
                "while a person is asked for the bot is silent", state(.waiting),
                .message(reading([("greet", 0.9)], text: "hi"), contentType: .text),
                ["customer: hi"]
            ),
            (
                "while a person is there, too", state(.agent),
                .message(reading([("greet", 0.9)], text: "hi"), contentType: .text),
                ["customer: hi"]
            ),
            (
                "a closed conversation opens again", state(.closed),
                .message(reading([("greet", 0.9)], text: "hi"), contentType: .text),
                ["customer: hi", "status bot 0", "bot: Hey . [1 Orders]"]
            ),
            (
                "asking for a person", state(), .handoff(reason: nil),
                ["customer: Talk to a person", "status waiting 3"]
            ),
            (
                "a rule with a hand-off", state(),
                .message(reading([("talk", 0.9)], text: "a"), contentType: .text),
                ["customer: a", "status waiting 3"]
            ),
            (
                "a rule of two steps", state(),
                .message(reading([("complain", 0.9)], text: "bad"), contentType: .text),
                [
                    "customer: bad", "bot: One moment.", "ticket 104 new bad",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                ]
            ),
            (
                "back to the bot", state(.waiting), .bot(reason: nil),
                [
                    "customer: Back to the bot", "status bot 0",
                    "bot: I'm here again. What can I do for you?",
                ]
            ),
            (
                "a ticket", state(), .ticket(subject: "leak", priority: .high),
                [
                    "customer: leak", "ticket 104 new leak",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                ]
            ),
            (
                "nobody came", state(.waiting), .timer(.handoffWait),
                [
                    "ticket 104 new my kettle leaks",
                    "bot: Nobody is free right now, so I have opened ticket T-104 for you. In the meantime I am here again.",
                    "status bot 0",
                ]
            ),
            ("somebody ahead left", state(.waiting), .queueMoved(place: 2), ["status waiting 2"]),
            ("the queue moved behind who left it", state(), .queueMoved(place: 1), []),
            ("the timer of a hand-off that is over", state(), .timer(.handoffWait), []),
            (
                "a rating", state(), .rate(score: 5, comment: nil),
                ["rating 5", "bot: Thank you for your rating."]
            ),
            (
                "a profile", state(), .profile(name: "Ann", email: nil, language: nil),
                ["profile Ann false"]
            ),
            (
                "a word for a person", state(),
                .message(reading(text: "human", person: true), contentType: .text),
                ["customer: human", "status waiting 3"]
            ),
            (
                "a hand-off out of a closed conversation", state(.closed),
                .message(reading([("talk", 0.9)], text: "a"), contentType: .text),
                ["customer: a", "status bot 0", "status waiting 3"]
            ),
            (
                "a ticket by its name", state(),
                .message(policy.interpreter.interpret("/action_open_ticket"), contentType: .text),
                [
                    "customer: /action_open_ticket", "ticket 104 new my kettle leaks",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                ]
            ),
            (
                "a rule with a ticket by its name", state(),
                .message(policy.interpreter.interpret("/complain"), contentType: .text),
                [
                    "customer: /complain", "bot: One moment.", "ticket 104 new my kettle leaks",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                ]
            ),
            (
                "a button that answers", state(),
                .action(message: MessageID("m_1.2"), action: "1"),
                ["customer: Orders", "bot: It is on its way."]
            ),
            (
                "a button for a person", state(),
                .action(message: MessageID("m_1.2"), action: "2"),
                ["customer: A person", "status waiting 3"]
            ),
            (
                "a button for a ticket", state(),
                .action(message: MessageID("m_1.2"), action: "3"),
                [
                    "customer: A ticket", "ticket 104 new my kettle leaks",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                ]
            ),
            (
                "a button with a rule", state(),
                .action(message: MessageID("m_1.2"), action: "4"),
                [
                    "customer: Complain", "bot: One moment.", "ticket 104 new my kettle leaks",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                ]
            ),
            (
                "a judgement of an answer", state(),
                .feedback(message: MessageID("m_1.2"), value: .down, reason: nil),
                ["feedback down"]
            ),
            (
                "a ticket that an operator solves", state(),
                .ticketStatus(number: 103, .solved), ["ticket 103 solved no lid"]
            ),
            (
                "an identity", state(), .identified(VerifiedIdentity(subject: "u1", name: "Ann")),
                ["profile Ann true"]
            ),
        ]

    @Test(arguments: decisions)
    func anEventIsDecided(
        name: String, state: Conversation, event: DialogueEvent, script: [String]
    ) throws {
        let decision = try Self.policy.decide(state, Self.facts(for: event, in: state), event)

        #expect(Self.script(decision) == script, "\(name)")
        let phase = decision.conversation.phase
        #expect((phase == .waiting) == (decision.conversation.waitingSince != nil), "\(name)")
        if phase != .waiting {
            #expect(decision.conversation.queueNumber == nil, "\(name)")
            #expect(decision.conversation.toldPlace == nil, "\(name)")
        }
    }

    /// Every fact is a statement in the writer's transaction: what most messages are needs none.
    @Test func whatIsOnlyAnsweredNeedsNoFacts() {
        let said = [
            Self.reading([("greet", 0.9)]), Self.reading([], [(Self.passage, 0.9)]),
            Self.reading([("greet", 0.55), ("order_status", 0.4)]), Self.reading(),
        ].map { DialogueEvent.message($0, contentType: .text) }
        let handoff = DialogueEvent.message(Self.reading([("talk", 0.9)]), contentType: .text)

        for event in said { #expect(Self.policy.needs(of: event, in: Self.state()) == []) }
        for phase in [Phase.waiting, .agent] {
            #expect(Self.policy.needs(of: handoff, in: Self.state(phase)) == [])
        }
        #expect(Self.policy.needs(of: handoff, in: Self.state()) == .queue)
    }

    @Test func anAnswerNamesTheMessageItAnswers() throws {
        let decision = try Self.policy.decide(
            Self.state(), Self.facts,
            .message(Self.reading([("greet", 0.9)]), contentType: .text))

        guard case .message(let reply) = decision.bodies.last else {
            Issue.record("no reply")
            return
        }
        #expect(reply.replyTo == MessageID("m_1.5"))
        #expect(reply.answer?.intent == "greet")
    }

    /// The intent's article has two sections; one that hardly fits is no reason to leave its start.
    @Test(arguments: [(score: 0.8, shown: "By noon."), (score: 0.3, shown: "Two days.")])
    func anIntentWithAnArticleShowsTheSectionThatIsAskedFor(score: Double, shown: String) throws {
        let section = Passage(
            id: "en/delivery.md#express", title: "How fast is express?", text: "By noon.",
            language: .english)
        let reading = Self.reading([("delivery", 0.9)], [(section, score)])

        let decision = try Self.policy.decide(
            Self.state(), Self.facts, .message(reading, contentType: .text))

        guard case .message(let reply) = decision.bodies.last else {
            Issue.record("no reply")
            return
        }
        #expect(reply.content == shown)
        #expect(reply.answer?.intent == "delivery")
    }

    @Test func aVariantForTheChannelIsPreferred() throws {
        var responses = Responses()
        responses.add(ResponseVariant(text: "open"), name: "utter_greet", language: .english)
        responses.add(
            ResponseVariant(text: "by rest", channel: "rest"), name: "utter_greet",
            language: .english)
        let policy = DialoguePolicy(
            script: DialogueScript(responses: responses),
            interpreter: Interpreter(model: nil, passages: nil))
        let event = DialogueEvent.message(
            Self.reading([("greet", 0.9)], text: "hi"), contentType: .text)
        var facts = Self.facts

        let open = try policy.decide(Self.state(), facts, event)
        facts.channel = "rest"
        let rest = try policy.decide(Self.state(), facts, event)

        #expect(Self.script(open) == ["customer: hi", "bot: open"])
        #expect(Self.script(rest) == ["customer: hi", "bot: by rest"])
    }

    @Test func pressingAButtonSaysItsTitleAndMeansItsPayload() throws {
        var facts = Self.facts
        facts.target = Message(
            sender: .bot, content: "?", language: .english,
            actions: [MessageAction(id: "1", title: "Orders", payload: "/order_status")])

        let decision = try Self.policy.decide(
            Self.state(), facts, .action(message: MessageID("m_1.2"), action: "1"))

        #expect(Self.script(decision) == ["customer: Orders", "bot: It is on its way."])
        #expect(throws: Refusal.notFound("message m_1.2 has no action '9'")) {
            try Self.policy.decide(
                Self.state(), facts, .action(message: MessageID("m_1.2"), action: "9"))
        }
    }

    /// What was read of the button: its payload, in which language, by which models; the reply is
    /// that of the reading, or of the payload where that is read anew.
    static let buttonReadings:
        [(payload: String, language: Language, model: String, reply: String)] = [
            ("/order_status", .english, policy.interpreter.version, "Hey ."),
            ("/order_cancel", .english, policy.interpreter.version, "It is on its way."),
            ("/order_status", .chinese, policy.interpreter.version, "It is on its way."),
            ("/order_status", .english, "1-1", "It is on its way."),
        ]

    @Test(arguments: buttonReadings)
    func whatWasReadOfAButtonBeforeCountsWhereNothingIsAnotherNow(
        payload: String, language: Language, model: String, reply: String
    ) throws {
        let before = Interpretation(
            text: payload, intents: [RankedIntent(name: "greet", score: 0.9)], model: model)
        let event = DialogueEvent.action(
            message: MessageID("m_1.2"), action: "1", reading: ButtonReading(before, in: language))

        let decision = try Self.policy.decide(Self.state(), Self.facts, event)

        #expect(ConversationRulesTests.said(decision) == [reply])
    }

    @Test func anIdleConversationClosesOnlyWhenNobodySpokeSince() throws {
        var state = Self.state()
        state.hasIdleTimer = true
        state.activeAt = Timestamp(milliseconds: 0)
        var late = Self.facts
        late.now = state.activeAt.adding(seconds: Self.policy.options.idleSeconds)

        let early = try Self.policy.decide(state, Self.facts, .timer(.idle))
        let closing = try Self.policy.decide(state, late, .timer(.idle))

        #expect(Self.script(early) == [])
        #expect(early.changes == [.startTimer(.idle, due: late.now)])
        #expect(Self.script(closing) == ["status closed 0"])
    }

    @Test func aTicketIsSolvedOnceAndReopened() throws {
        var facts = Self.facts
        var ticket = Ticket(
            number: 104, conversation: ConversationID("c_1"), subject: "leak", status: .new,
            priority: .normal, createdAt: facts.now, updatedAt: facts.now)
        facts.ticket = ticket
        let solved = try Self.policy.decide(
            Self.state(), facts, .ticketStatus(number: 104, .solved))

        ticket.status = .solved
        facts.ticket = ticket

        #expect(Self.script(solved) == ["ticket 104 solved leak"])
        #expect(throws: Refusal.self) {
            try Self.policy.decide(Self.state(), facts, .ticketStatus(number: 104, .solved))
        }
        let again = try Self.policy.decide(Self.state(), facts, .ticketStatus(number: 104, .open))
        #expect(Self.script(again) == ["ticket 104 open leak"])
    }
}

@Suite struct ResponsesTests {
    @Test(arguments: [
        ("Hey {name}.", "Hey Ann."), ("{missing}x", "x"), ("{{\"a\":1}}", "{\"a\":1}"),
        ("/go{\"a\":\"b\"}", "/go{\"a\":\"b\"}"), ("open { brace", "open { brace"), ("}", "}"),
    ])
    func slotsAreFilledAndDoubledBracesUndone(text: String, filled: String) {
        #expect(Responses.filled(text, ["name": "Ann"]) == filled)
    }

    @Test func theSamePickGivesTheSameVariantAndAChannelIsPreferred() {
        var responses = Responses()
        for text in ["a", "b", "c"] {
            responses.add(ResponseVariant(text: text), name: "utter_x", language: .english)
        }
        responses.add(
            ResponseVariant(text: "widget", channel: "widget"), name: "utter_x", language: .english)

        let first = responses.variant("utter_x", language: .english, channel: "", pick: 4)
        let widget = responses.variant("utter_x", language: .chinese, channel: "widget", pick: 9)

        #expect(first?.variant.text == "b")
        #expect(widget?.variant.text == "widget")
        #expect(responses.variant("utter_y", language: .english, channel: "", pick: 0) == nil)
    }
}
