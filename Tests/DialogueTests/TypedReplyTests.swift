import Dialogue
import Testing
import Understanding

/// What is typed under a question with buttons, and the words that mean the same anywhere.
@Suite struct TypedReplyTests {
    typealias Table = DialoguePolicyTests

    /// A message of the bot with buttons, each `title>intent`.
    static func said(_ text: String, _ buttons: String...) -> Message {
        Message(
            sender: .bot, content: text, language: .english,
            actions: buttons.enumerated().map { at, button in
                let parts = button.split(separator: ">")
                return MessageAction(
                    id: "\(at + 1)", title: String(parts[0]), payload: "/\(parts[1])")
            })
    }

    static let ways = said(
        "Would you like to talk to a person?", "Talk to a person>action_handoff",
        "Open a ticket>action_open_ticket", "how much does it cost>price")
    static let one = said(
        "Did you mean one of these?", "how much does it cost>price", "None of these>none_of_these")
    static let two = said(
        "Did you mean one of these?", "how much does it cost>price", "It is overdue>late",
        "None of these>none_of_these")
    static let owners = said("Shall I pass this to the office?", "Yes please>stop")
    static let ownersTwo = said(
        "Shall I ask a colleague?", "Ask a colleague to stop it>talk", "Return it>price",
        "No, thanks>late")
    static let courses = said("What are you after?", "Taster (90 min)>price", "Toprope course>late")
    static let beside = said("It is on its way.", "How long?>price")
    static let statement = said(
        "Please open a ticket.", "Open a ticket>action_open_ticket",
        "Talk to a person>action_handoff")
    static let chineseWays = said("需要为您转人工吗？", "转人工>action_handoff", "提交工单>action_open_ticket")
    static let chinese = said("您是想问下面哪一个？", "寄养多少钱一天>price", "几点开门>late", "都不是>none_of_these")
    static let chineseOne = said("您是想问这个吗？", "寄养多少钱一天>price", "都不是>none_of_these")

    static let policy: DialoguePolicy = {
        var responses = Responses()
        for (intent, text) in [
            ("price", "Ten."), ("late", "Sorry."), ("stop", "Stopped."), ("affirm", "Great!"),
            ("deny", "Fine."),
        ] {
            responses.add(ResponseVariant(text: text), name: "utter_\(intent)", language: .english)
        }
        let script = DialogueScript(
            responses: responses, actions: ["talk": [.askForPerson]])
        return DialoguePolicy(
            script: script,
            interpreter: Interpreter(
                model: nil, passages: nil,
                callable: BuiltInIntent.all.union(["price", "late", "stop", "talk"])))
    }()

    static func decide(
        _ reading: Interpretation, after said: Message?, language: Language = .english,
        phase: Phase = .bot, misses: Int = 0
    ) throws -> Decision {
        var state = Table.state(phase, misses: misses)
        state.language = language
        let event = DialogueEvent.message(reading, contentType: .text)
        let facts = Table.facts(for: event, in: state, after: said, by: policy)
        return try policy.decide(state, facts, event)
    }

    /// What comes of it: `person`, `ticket`, or what the bot says first.
    static func outcome(_ decision: Decision) -> String {
        let kinds = decision.bodies.map { body in
            switch body {
            case .status(.waiting, _): "person"
            case .ticket: "ticket"
            default: ""
            }
        }
        return kinds.first { !$0.isEmpty } ?? ConversationRulesTests.said(decision).first ?? ""
    }

    private static let declined = "All right. I'm here if you need anything else."
    private static let courtesy = "Is there anything else I can do for you?"
    private static let missed =
        "I'm sorry, I did not understand that. Could you put it in other words?"
    private static let which = "Did you mean one of these?"

    private static let noHelp =
        "I'm sorry that this was no help. Could you put it in other words? "
        + "I can also pass you on to a person."

    static let protests = [
        "That's not what I asked", "wrong answer!", "no, that's wrong", "useless",
        "thanks but that does not help", "you already said that",
    ]

    /// "That's not what I asked" was the wrong item for the desk.
    @Test(arguments: protests)
    func whoSaysThatItIsNoHelpIsOfferedPeople(text: String) throws {
        let reading = Table.reading([("price", 0.99)], text: text)

        let decision = try Self.decide(reading, after: Self.beside)

        #expect(ConversationRulesTests.said(decision) == [Self.noHelp])
        let buttons = decision.bodies.compactMap { body in
            if case .message(let message) = body { message.actions.map(\.payload) } else { nil }
        }
        #expect(buttons.last == ["/action_handoff", "/action_open_ticket"])
    }

    static let languages: [(text: String, language: Language, said: String)] = [
        ("can you speak English please?", .english, "Hello! What can I do for you?"),
        ("请说中文", .chinese, "您好！请问有什么可以帮您？"),
        ("do you speak chinese", .chinese, "您好！请问有什么可以帮您？"),
        ("说英文", .english, "Hello! What can I do for you?"),
    ]

    @Test(arguments: languages)
    func theLanguageThatIsAskedForIsSpoken(
        text: String, language: Language, said: String
    ) throws {
        let written: Language = text.utf8.contains { $0 > 0x7F } ? .chinese : .english
        let reading = Table.reading(text: text, language: written)
        let other: Language = language == .english ? .chinese : .english

        let decision = try Self.decide(reading, after: nil, language: other)

        #expect(ConversationRulesTests.said(decision) == [said])
        #expect(decision.conversation.language == language)
    }

    static let replies: [(said: Message, typed: [String], outcome: String)] = [
        (
            ways,
            [
                "yes", "Yes!", "yes please", "sure", "ok", "Ok thanks", "yeah", "the first one",
                "first",
                "1", "1.", "#1", "１", "a person", "talk to a person", "Talk to a person please",
                "yes, a person please",
            ], "person"
        ),
        (
            ways,
            [
                "2", "second", "the second one", "ticket please", "Open a ticket!",
                "yes open a ticket please",
            ],
            "ticket"
        ),
        (
            ways,
            [
                "no", "no thanks", "No thank you.", "nope", "never mind", "no, never mind",
                "not yet",
                "hmm, wait", "hold on",
            ], declined
        ),
        (ways, ["what is a ticket?", "how does a ticket work"], missed),
        (ways, ["3", "third", "the cost", "how much does it cost?", "last", "the latter"], "Ten."),
        (ways, ["4", "12", "99."], which),
        (ways, ["①", "the former", "no, the first one"], "person"),
        (ways, ["②"], "ticket"),
        (one, ["yes", "ok", "sure", "yes please", "1.", "the cost please"], "Ten."),
        (one, ["no", "none", "neither", "none of these", "2", "not that"], missed),
        (one, ["No thanks", "never mind"], declined),
        (two, ["overdue", "yes it's overdue", "second", "It is overdue."], "Sorry."),
        (two, ["yes", "ok", "4", "42", "the ninth", "both", "the first two"], which),
        (two, ["the last one"], "Sorry."),
        (two, ["none", "neither", "third"], missed),
        (two, ["not overdue", "the weather"], missed),
        (owners, ["yes", "yes please", "Yes please!", "ok", "yes please stop it"], "Stopped."),
        (owners, ["no", "no thanks"], declined),
        (owners, ["yes but how"], missed),
        (ownersTwo, ["yes please stop it", "yes", "a colleague"], "person"),
        (ownersTwo, ["no", "no thanks"], "Sorry."),
        (courses, ["the taster", "taster", "first"], "Ten."),
        (courses, ["yes"], which),
        (beside, ["ok", "👍"], courtesy),
        (statement, ["yes", "yes please"], which),
        (statement, ["ok", "right", "exactly"], courtesy),
        (beside, ["yes", "how long?"], "Ten."),
    ]

    /// 不不不不 was asked for what is in stock.
    @Test func aBareNoIsAnIntentsOnlyWhereThatIsSure() throws {
        func outcome(_ score: Double) throws -> String {
            let reading = Table.reading([("price", score)], text: "no no no")
            return Self.outcome(try Self.decide(reading, after: nil))
        }

        #expect(try outcome(0.74) == Self.declined)
        #expect(try outcome(0.76) == "Ten.")
    }

    /// However sure an intent is of the words.
    @Test func aTitleMeansItsButton() throws {
        let reading = Table.reading([("stop", 0.9)], text: "It is overdue")

        #expect(Self.outcome(try Self.decide(reading, after: Self.two)) == "Sorry.")
        #expect(Self.outcome(try Self.decide(reading, after: nil)) == "Stopped.")
    }

    @Test(arguments: replies)
    func whatIsTypedUnderAQuestionChoosesAButton(
        said: Message, typed: [String], outcome: String
    ) throws {
        for text in typed {
            let decision = try Self.decide(Table.reading(text: text), after: said)
            #expect(Self.outcome(decision) == outcome, "\(text) under \(said.content)")
        }
    }

    static let chineseReplies: [(said: Message, typed: [String], outcome: String)] = [
        (
            chineseWays,
            ["是的", "对", "好的", "要", "第一个", "一", "1", "嗯", "行", "转人工。", "好的，谢谢", "我要转人工"],
            "person"
        ),
        (chineseWays, ["第二个", "二", "工单", "提交工单吧", "yes 第二个"], "ticket"),
        (chineseWays, ["不用", "不用了", "不是", "不要，谢谢", "no", "等等", "先等等"], "好的，有需要随时找我。"),
        (chinese, ["第一个", "第一個", "对的,寄养", "寄养", "寄養", "多少钱", "多少錢"], "Ten."),
        (chinese, ["是的", "对", "九", "88"], "您是想问下面哪一个？"),
        (chinese, ["不是，第一个", "前一个", "①"], "Ten."),
        (chinese, ["都不是", "不是", "第三个", "以上都不是", "没有一个对的", "两个都不是"], "抱歉，我没有理解您的意思。可以换个说法吗？"),
        (chineseOne, ["是的", "对", "好的", "对，就是这个"], "Ten."),
        (chineseOne, ["的吗", "你们"], "抱歉，我没有理解您的意思。可以换个说法吗？"),
    ]

    @Test(arguments: chineseReplies)
    func whatIsTypedInChineseUnderAQuestionChoosesAButton(
        said: Message, typed: [String], outcome: String
    ) throws {
        for text in typed {
            let decision = try Self.decide(
                Table.reading(text: text, language: .chinese), after: said, language: .chinese)
            #expect(Self.outcome(decision) == outcome, "\(text) under \(said.content)")
        }
    }

    @Test func aTypedChoiceIsStoredAsTypedWithWhatItMeans() throws {
        let decision = try Self.decide(Table.reading(text: "yes, overdue"), after: Self.two)

        guard case .message(let said)? = decision.bodies.first else {
            Issue.record("no message")
            return
        }
        #expect(said.content == "yes, overdue")
        #expect(said.payload == "/late")
    }

    /// A project's own intents for yes and no answer where no single button is meant.
    @Test func theProjectsOwnYesAndNoAnswerWhereNothingIsChosen() throws {
        let yes = Table.reading([("affirm", 0.99)], text: "yes", isExample: true)
        let no = Table.reading([("deny", 0.99)], text: "no", isExample: true)

        #expect(Self.outcome(try Self.decide(yes, after: Self.two)) == "Great!")
        #expect(Self.outcome(try Self.decide(yes, after: nil)) == "Great!")
        #expect(Self.outcome(try Self.decide(no, after: Self.ways)) == "Fine.")
        #expect(Self.outcome(try Self.decide(yes, after: Self.one)) == "Ten.")
    }

    @Test func whatNamesAnIntentSurelyIsNoReplyToAQuestion() throws {
        let sure = Table.reading([("late", 0.92)], text: "yes the cost")

        #expect(Self.outcome(try Self.decide(sure, after: Self.ways)) == "Sorry.")
    }

    @Test func theQuestionOfAnArticleIsNoReplyToAnother() throws {
        let asked = Table.reading(
            [], [(Table.passage, 0.95)], text: "what does the cost", isNear: true)

        #expect(Self.outcome(try Self.decide(asked, after: Self.one)) == "Two days.")
    }

    @Test func anOfferIsOverWithTheConversation() throws {
        let decision = try Self.decide(
            Table.reading(text: "yes"), after: Self.one, phase: .closed)

        #expect(Self.outcome(decision) == Self.courtesy)
        #expect(decision.conversation.phase == .bot)
    }

    @Test func aRefusalIsNoMissAndEndsThoseBeforeIt() throws {
        let decision = try Self.decide(
            Table.reading(text: "no thanks"), after: Self.ways, misses: 2)

        #expect(decision.conversation.misses == 0)
    }

    static let deskWords: [(text: String, language: Language, outcome: String)] = [
        ("talk to a person", .english, "person"), ("TALK TO A PERSON!", .english, "person"),
        ("open a ticket.", .english, "ticket"), ("None of these", .english, declined),
        ("转人工！", .chinese, "person"), ("提交工单", .chinese, "ticket"),
        ("都不是。", .chinese, "好的，有需要随时找我。"),
    ]

    @Test(arguments: deskWords)
    func theDesksOwnWordsWorkWhenTypedAtAnyTime(
        text: String, language: Language, outcome: String
    ) throws {
        let decision = try Self.decide(
            Table.reading(text: text, language: language), after: nil, language: language)

        #expect(Self.outcome(decision) == outcome)
    }

    @Test func anExampleOfTheProjectGoesBeforeTheDesksOwnWord() throws {
        let example = Table.reading([("late", 0.99)], text: "open a ticket", isExample: true)

        #expect(Self.outcome(try Self.decide(example, after: nil)) == "Sorry.")
    }

    @Test(arguments: ["cancel", "7", "ok but why", "the order", "👍 it leaks"])
    func whatSaysMoreIsReadAsEver(text: String) throws {
        let decision = try Self.decide(Table.reading(text: text), after: nil)

        #expect(Self.outcome(decision) == Self.missed)
    }
}
