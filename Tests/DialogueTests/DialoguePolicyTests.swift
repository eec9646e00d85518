import Dialogue
import Testing
import Understanding

@Suite struct DialoguePolicyTests {
    static let policy: DialoguePolicy = {
        var responses = Responses()
        responses.add(
            ResponseVariant(
                text: "Hey {name}.",
                buttons: [Button(title: "Orders", payload: "/order_status")]),
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
                "talk": [.askForPerson], "complain": [.say("utter_moment"), .openTicket],
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
        _ name: String, _ article: String, _ heading: String? = nil,
        _ language: Language = .english, title: String = "How long?"
    ) -> Passage {
        Passage(
            id: "en/\(name).md#x", title: title, text: "\(name).", language: language,
            articleTitle: article, headings: heading.map { [article, $0] } ?? [])
    }

    static func state(_ phase: Phase = .bot, misses: Int = 0) -> Conversation {
        var state = Conversation(id: ConversationID("c_1"))
        switch phase {
        case .bot: state.standing = .bot
        case .agent: state.standing = .agent
        case .closed: state.standing = .closed
        case .waiting:
            state.standing = .waiting(
                QueuePlace(since: Timestamp(milliseconds: 5), number: 3, told: nil))
        }
        state.misses = misses
        state.lastSeq = 4
        state.hasIdleTimer = true
        return state
    }

    static var facts: Facts {
        var facts = Facts(
            now: Timestamp(milliseconds: 1_000_000), participant: ParticipantID("p_1"))
        facts.queueAhead = 2
        facts.nextQueueNumber = 7
        facts.nextTicketNumber = 104
        facts.customerTexts = [
            "Talk to a person", "agent", "my kettle leaks", "hello",
        ].map { CustomerText($0) }
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

    /// ``facts`` as a store reads them: what ``DialoguePolicy/needs(of:in:after:)`` does not ask for
    /// is blank.
    static func facts(
        for event: DialogueEvent, in state: Conversation, after said: Message? = nil,
        by policy: DialoguePolicy = DialoguePolicyTests.policy
    ) -> Facts {
        var found = Self.facts
        found.lastSaid = policy.mayAnswer(event, in: state) ? said : nil
        switch event {
        case .action, .feedback: break
        default: found.target = nil
        }
        let needs = policy.needs(of: event, in: state, after: found.target ?? found.lastSaid)
        let blank = Facts(now: found.now, participant: found.participant)
        if !needs.contains(.queue) {
            (found.queueAhead, found.nextQueueNumber) = (blank.queueAhead, blank.nextQueueNumber)
        }
        if !needs.contains(.ticketNumber) { found.nextTicketNumber = blank.nextTicketNumber }
        if !needs.contains(.subject) { found.customerTexts = blank.customerTexts }
        if !needs.contains(.ticket) { found.ticket = blank.ticket }
        return found
    }

    static func reading(
        _ intents: [(String, Double)] = [], _ passages: [(Passage, Double)] = [],
        text: String = "text", language: Language? = .english, person: Bool = false,
        inScope: Double = 1, isOutOfScope: Bool = false, isExact: Bool = false,
        isNear: Bool = false, isTwin: Bool = false, isExample: Bool = false, meanings: Int = 0,
        fit: RankedPassage.Fit = .whole, uncovered: Double = 0, evidence: Double = 3,
        telling: Double = 3, strange: Double = 0, foreign: Double = 0
    ) -> Interpretation {
        Interpretation(
            text: text, language: language, asksForPerson: person,
            intents: intents.map { RankedIntent(name: $0.0, score: $0.1) }, inScope: inScope,
            isOutOfScope: isOutOfScope, foreign: foreign, uncovered: uncovered, evidence: evidence,
            telling: telling, strange: strange, isExample: isExample, meanings: meanings,
            passages: passages.map {
                var found = RankedPassage(
                    passage: $0.0, rank: $0.1, score: $0.1, isExact: isExact, isNear: isNear,
                    fit: fit, terms: [])
                found.isTwin = isTwin
                return found
            })
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

    /// Every fact is a statement in the writer's transaction: what is surely a question of its own
    /// needs none, and what may answer the bot the bot's last message.
    @Test func whatIsOnlyAnsweredNeedsNoFacts() {
        var example = Self.reading([("greet", 0.9)])
        example.isExample = true
        let sure = DialogueEvent.message(example, contentType: .text)
        let said = [
            Self.reading([], [(Self.passage, 0.9)]), Self.reading(),
            Self.reading([("greet", 0.55), ("order_status", 0.4)]),
            Self.reading([("greet", 0.9)], text: "yes"),
            // A title says what its button means.
            Self.reading([("greet", 0.9)], text: "say hello"),
            // It may be answered as the one before.
            Self.reading(
                [("greet", 0.9)], text: String(repeating: "say hello once more ", count: 5)),
        ].map { DialogueEvent.message($0, contentType: .text) }
        let handoff = DialogueEvent.message(Self.reading([("talk", 0.9)]), contentType: .text)

        #expect(!Self.policy.mayAnswer(sure, in: Self.state()))
        for event in [sure] + said {
            let needs = Self.policy.needs(of: event, in: Self.state())
            // What nothing answers may be about a ticket that there is.
            #expect(needs.subtracting([.tickets, .answers]) == [])
        }
        #expect(Self.policy.needs(of: sure, in: Self.state()) == [])
        for event in said {
            #expect(Self.policy.mayAnswer(event, in: Self.state()))
            #expect(!Self.policy.mayAnswer(event, in: Self.state(.closed)))
        }
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
        facts.channel = .rest
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
        [(payload: String, language: Language, interpreter: Interpreter, reply: String)] = [
            ("/order_status", .english, policy.interpreter, "Hey."),
            ("/order_cancel", .english, policy.interpreter, "It is on its way."),
            ("/order_status", .chinese, policy.interpreter, "It is on its way."),
            // One of the same models, whose patterns or lists may be others.
            (
                "/order_status", .english, Interpreter(model: nil, passages: nil),
                "It is on its way."
            ),
        ]

    @Test(arguments: buttonReadings)
    func whatWasReadOfAButtonBeforeCountsWhereNothingIsAnotherNow(
        payload: String, language: Language, interpreter: Interpreter, reply: String
    ) throws {
        let before = Interpretation(
            text: payload, intents: [RankedIntent(name: "greet", score: 0.9)],
            model: interpreter.version)
        let event = DialogueEvent.action(
            message: MessageID("m_1.2"), action: "1",
            reading: ButtonReading(before, by: interpreter, in: language))

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
