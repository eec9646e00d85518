import Dialogue
import Testing
import Understanding

/// Rules of a conversation that no single table shows: silence, reopening, misses, subjects.
@Suite struct ConversationRulesTests {
    typealias Table = DialoguePolicyTests

    static func decide(
        _ event: DialogueEvent, _ state: Conversation = Table.state(),
        _ policy: DialoguePolicy = Table.policy, texts: [String] = []
    ) throws -> Decision {
        var facts = Table.facts
        // One that was answered is marked.
        facts.customerTexts = texts.map {
            CustomerText($0.replacing("✓", with: ""), isAnswered: $0.hasSuffix("✓"))
        }
        return try policy.decide(state, facts, event)
    }

    static func said(_ decision: Decision) -> [String] {
        decision.bodies.compactMap { body in
            guard case .message(let message) = body, message.sender == .bot else { return nil }
            return message.content
        }
    }

    @Test func aRuleThatOpensTwoTicketsGivesEachItsNumber() throws {
        let policy = DialoguePolicy(
            script: DialogueScript(actions: ["twice": [.openTicket, .openTicket]]),
            interpreter: Interpreter(model: nil, passages: nil, callable: ["twice"]))
        let message = policy.interpreter.interpret("/twice")

        let decision = try Self.decide(.message(message, contentType: .text), Table.state(), policy)

        let numbers = decision.changes.compactMap { change in
            if case .openTicket(let number, _, _) = change { number } else { nil }
        }
        #expect(numbers == [Table.facts.nextTicketNumber, Table.facts.nextTicketNumber + 1])
    }

    @Test(arguments: [Phase.waiting, .agent])
    func theBotIsSilentWhileAPersonIsAskedForOrThere(phase: Phase) throws {
        let state = Table.state(phase)
        let events: [DialogueEvent] = [
            .rate(score: 5, comment: nil), .ticket(subject: "it broke", priority: .normal),
            .message(Table.reading([("greet", 0.99)]), contentType: .text), .handoff(reason: nil),
        ]

        for event in events {
            let decision = try Self.decide(event, state)
            #expect(Self.said(decision) == [])
            #expect(decision.conversation.phase == phase)
        }
    }

    @Test func aTicketOpensAClosedConversationAgain() throws {
        let decision = try Self.decide(
            .ticket(subject: "it broke", priority: .normal), Table.state(.closed))

        #expect(decision.conversation.phase == .bot)
        #expect(Self.said(decision).count == 1)
    }

    static let subjects: [(texts: [String], subject: String)] = [
        (["Back to the bot", "my kettle leaks"], "my kettle leaks"),
        (["返回机器人", "都不是", "Open a ticket", "转人工", "水壶漏水"], "水壶漏水"),
        (["/action_open_ticket", "agent"], "Open a ticket"),
        ([], "Open a ticket"),
        (["what are your opening hours✓", "my kettle leaks"], "my kettle leaks"),
        (["what are your opening hours✓", "where is my order✓"], "what are your opening hours"),
        (
            ["anyone??", "hello?", "never mind", "still nothing", "my kettle leaks"],
            "my kettle leaks"
        ),
        (
            ["and now?", "the kettle that I bought leaks", "it leaks"],
            "the kettle that I bought leaks"
        ),
        (["yes open a ticket please", "ok", "👍", "???", "it leaks"], "it leaks"),
        (
            [
                "can you open a ticket for that", "ok then open a ticket", "don't open a ticket",
                "forget it, I'll ask you again", "那帮我开个工单吧", "a plate is missing",
            ],
            "a plate is missing"
        ),
        (["没什么反应，灯不亮了"], "没什么反应，灯不亮了"),
        (["帮我开个工单吧", "在吗", "算了", "谢谢", "水壶漏水"], "水壶漏水"),
        (["my kettle leaks✓", "thanks"], "my kettle leaks"),
        (["good morning everyone", "it leaks"], "it leaks"), (["早上好", "漏水"], "漏水"),
    ]

    @Test(arguments: subjects)
    func aTicketIsAboutWhatTheCustomerIsHereFor(
        texts: [String], subject: String
    ) throws {
        let direct = Table.policy.interpreter.interpret("/action_open_ticket")

        let decision = try Self.decide(.message(direct, contentType: .text), texts: texts)

        let found = decision.bodies.compactMap { body in
            if case .ticket(_, _, let subject) = body { subject } else { nil }
        }
        #expect(found == [subject])
    }

    static let answering = DialoguePolicy(
        script: DialogueScript(
            responses: {
                var responses = Responses()
                responses.add(
                    ResponseVariant(text: "By post."), name: "utter_ship", language: .english)
                return responses
            }(), actions: ["ship": [.showPassage], "silent": [.showPassage]]),
        interpreter: Interpreter(model: nil, passages: nil, callable: ["ship", "silent"]))

    @Test func aRuleThatFindsNoPassageFallsBackToTheResponse() throws {
        let weak = Table.reading([("ship", 0.9)], [(Table.passage, 0.3)])

        #expect(
            Self.said(
                try Self.decide(.message(weak, contentType: .text), Table.state(), Self.answering))
                == ["By post."])
    }

    /// The response is about the whole matter; the article that is bound to the intent has the very
    /// question.
    @Test func aSectionThatIsAskedForGoesBeforeTheResponseOfItsIntent() throws {
        var responses = Responses()
        responses.add(
            ResponseVariant(text: "By post."), name: "utter_delivery", language: .english)
        let policy = DialoguePolicy(
            script: DialogueScript(
                responses: responses, articles: ["delivery": [.english: Table.boundPassage]]),
            interpreter: Interpreter(model: nil, passages: nil))
        func said(isNear: Bool) throws -> [String] {
            let reading = Table.reading(
                [("delivery", 0.99)], [(Table.boundPassage, 0.92)], isNear: isNear)
            return Self.said(
                try Self.decide(.message(reading, contentType: .text), Table.state(), policy))
        }

        #expect(try said(isNear: true) == ["Two days."])
        #expect(try said(isNear: false) == ["By post."])
    }

    /// Whether the rule goes on or not, a section stands once.
    @Test(arguments: [
        [RuleAction.showPassage], [.showPassage, .say("utter_ship")],
    ])
    func aSectionThatARuleShowsIsNoButtonBelowIt(actions: [RuleAction]) throws {
        var responses = Responses()
        responses.add(ResponseVariant(text: "By post."), name: "utter_ship", language: .english)
        let policy = DialoguePolicy(
            script: DialogueScript(responses: responses, actions: ["ship": actions]),
            interpreter: Interpreter(model: nil, passages: nil))
        let reading = Table.reading(
            [("ship", 0.9)], [(Table.passage, 0.95), (Table.other, 0.6)])

        let decision = try Self.decide(
            .message(reading, contentType: .text), Table.state(), policy)

        let last = Table.script(decision).last
        #expect(last?.hasSuffix(" [1 Other?]") == true, "\(last ?? "")")
    }

    @Test func aRuleThatSaysNothingIsAMissAndTheSecondOffersAPerson() throws {
        let direct = Self.answering.interpreter.interpret("/silent")

        let decision = try Self.decide(
            .message(direct, contentType: .text), Table.state(misses: 1), Self.answering)

        #expect(decision.conversation.misses == 2)
        #expect(Self.said(decision)[0].contains("talk to a person"))
    }

    @Test func aResponseReplacedInOneLanguageKeepsTheOther() throws {
        var responses = Responses()
        responses.add(
            ResponseVariant(text: "Pardon?"), name: "utter_fallback", language: .english)
        let policy = DialoguePolicy(
            script: DialogueScript(responses: responses),
            interpreter: Interpreter(model: nil, passages: nil))
        func answer(_ language: Language) throws -> [String] {
            Self.said(
                try Self.decide(
                    .message(Table.reading(language: language), contentType: .text), Table.state(),
                    policy))
        }

        #expect(try answer(.english) == ["Pardon?"])
        #expect(try answer(.chinese).first?.contains("抱歉") == true)
    }

    /// Pressing a button for an intent that does not exist would be a miss.
    @Test func aButtonThatDoesNothingIsNotShown() throws {
        var responses = Responses()
        let buttons = [("Taster", "/taster"), ("Greet", "/greet"), ("Say", "how long is it?")]
        responses.add(
            ResponseVariant(
                text: "Which?",
                buttons: buttons.map { Button(title: $0.0, payload: $0.1) }),
            name: "utter_greet", language: .english)
        let policy = DialoguePolicy(
            script: DialogueScript(responses: responses),
            interpreter: Interpreter(model: nil, passages: nil, callable: ["greet"]))

        let decision = try Self.decide(
            .message(Table.reading([("greet", 0.9)]), contentType: .text), Table.state(), policy)

        #expect(Table.script(decision).last == "bot: Which? [1 Greet] [2 Say]")
    }

    /// More than one choice is asked about with another question.
    @Test(arguments: [
        (0.0, Language.english, "Did you mean this?"),
        (0.4, .english, "Did you mean one of these?"),
        (0.0, .chinese, "您是想问这个吗？"), (0.4, .chinese, "您是想问下面哪一个？"),
    ])
    func oneChoiceIsAskedAboutAsOne(second: Double, language: Language, question: String) throws {
        let reading = Table.reading(
            [("greet", 0.45), ("order_status", second)], language: language)

        let decision = try Self.decide(.message(reading, contentType: .text))

        #expect(Self.said(decision) == [question])
    }

    @Test func anIntentAndAPassageThatAreCloseAreAskedAboutWhicheverLeads() {
        for (intent, passage) in [(0.68, 0.7), (0.7, 0.68)] {
            let reading = Table.reading([("greet", intent)], [(Table.passage, passage)])
            guard case .clarify(let choices) = Table.policy.route(reading, Table.state()) else {
                Issue.record("not asked about at \(intent) and \(passage)")
                continue
            }
            #expect(Set(choices.map(\.title)) == ["greet", "How long?"])
        }
    }

    @Test func whatLeavesSomethingBehindIsDoneOnlyWhenSure() {
        for (score, isAsked) in [(0.7, true), (0.8, false)] {
            let route = Table.policy.route(Table.reading([("complain", score)]), Table.state())
            if case .clarify = route {
                #expect(isAsked, "\(score)")
            } else {
                #expect(!isAsked, "\(score)")
            }
        }
    }

    static let links: [(id: String, url: String)] = [
        ("en/delivery.md#time~2", "/articles/en/delivery.md#time~2"),
        ("c#.md#a-b_1", "/articles/c%23.md#a-b_1"), ("why?.md#x", "/articles/why%3F.md#x"),
        ("100% a.md", "/articles/100%25%20a.md"),
        ("\u{1}\"<.md#退货", "/articles/%01%22%3C.md#%E9%80%80%E8%B4%A7"),
    ]

    @Test(arguments: links)
    func theLinkToAnArticleIsPercentEncoded(id: String, url: String) throws {
        let passage = Passage(id: id, title: "T", text: "x", language: .english)

        let decision = try Self.decide(
            .message(Table.reading([], [(passage, 0.95)]), contentType: .text))

        let sources = decision.bodies.compactMap { body in
            if case .message(let message) = body { message.answer?.sources } else { nil }
        }
        #expect(sources.joined().map(\.url) == [url])
    }
}
