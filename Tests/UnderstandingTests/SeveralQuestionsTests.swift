import Testing
import Understanding

/// Where a message asks several things, on a desk of a few examples.
@Suite struct SeveralQuestionsTests {
    private static let interpreter: Interpreter? = {
        let more: [Example] = [
            ("xujie", ["怎么续借", "我想续借这本书", "还书日期能延长吗", "书还没看完，能多借几天吗"]),
            ("banzheng", ["怎么办借书证", "办证要什么材料", "我想办一张读者卡", "孩子能办证吗"]),
            ("sunhuai", ["书弄坏了", "我把书页撕破了", "书被水泡了", "书坏了要赔多少"]),
        ].flatMap { intent, texts in texts.map { Example(text: $0, intent: intent) } }
        guard let bytes = try? IntentModel.train(SmallDeskTests.library + more),
            let model = try? IntentModel(bytes: bytes)
        else { return nil }
        return Interpreter(model: model, passages: nil)
    }()

    static let several: [(text: String, intents: [String])] = [
        // Two numbers, and the end of a clause between them.
        (
            "how do i register 4711, 2 weeks ago can i keep it another week?",
            ["join_library", "renew_loan"]
        ),
        ("how do i register and can i keep it another week", ["join_library", "renew_loan"]),
        ("How do I register? Also, print a page.", ["join_library", "print_pages"]),
        ("my card is gone. also the printer is jammed", ["lost_card", "print_pages"]),
        ("why do i owe money, do you take used magazines?", ["pay_fine", "donate_books"]),
        (
            "how do i register? why do i owe money? do you take used magazines?",
            ["join_library", "pay_fine", "donate_books"]
        ),
        (
            "hi, how do i register and can i keep it another week? thanks",
            [
                "join_library", "renew_loan",
            ]
        ),
        ("怎么续借？办证要什么材料", ["xujie", "banzheng"]),
        ("书被水泡了？孩子也办证？", ["sunhuai", "banzheng"]),
        ("怎么续借 a-b，办证要什么材料", ["xujie", "banzheng"]),
        ("书弄坏了，而且我想续借这本书", ["sunhuai", "xujie"]),
        ("孩子能办证吗另外怎么续借", ["banzheng", "xujie"]),
    ]

    @Test(arguments: several)
    func eachQuestionIsRead(text: String, intents: [String]) throws {
        let reading = try #require(Self.interpreter).interpret(text)

        #expect(reading.questions.map(\.intents.first?.name) == intents)
        #expect(reading.questions.allSatisfy { $0.text == text && $0.model == reading.model })
    }

    static let single = [
        "", "?", "how do i register", "how do i register?",
        // A story is told around its question.
        "my card is gone, the printer is jammed, how do i register",
        "I brought it back in time. How do I register?",
        // What questions are framed with is none, nor what is not understood.
        "how do i register? how? please?", "how do i register and where is the moon",
        // A mark within a number ends no clause.
        "how do i register 2:30 can i keep it another week?",
        "怎么续借2.5办证要什么材料", "how do i register 1,500, 2.5 or 9/3 why do i owe money",
        // Word by word an example.
        "书还没看完，能多借几天吗",
        "hi-fi how do i register", "我把书页撕破了，书被水泡了",
        // More than three, or a letter.
        "how do i register? why do i owe money? do you take used magazines? is my card gone?",
        String(repeating: "how do i register and ", count: 24) + "why do i owe money",
    ]

    @Test(arguments: single)
    func oneQuestionIsNotTakenForSeveral(text: String) throws {
        #expect(try #require(Self.interpreter).interpret(text).questions.isEmpty)
    }

    @Test(arguments: [
        "how do i register and give me an agent", "办证要什么材料？另外转人工",
        "is my moon green? can I talk to someone please?",
    ])
    func oneClauseIsEnoughToAskForAPerson(text: String) throws {
        #expect(try #require(Self.interpreter).interpret(text).asksForPerson)
    }

    @Test(arguments: [
        "how do i register and who is your agent in Leeds", "办证要什么材料？怎么续借",
        "do I register online or with an agent?", "are you a bot or a human?",
    ])
    func aWordForAPersonBesideOthersIsNoWish(text: String) throws {
        #expect(try !#require(Self.interpreter).interpret(text).asksForPerson)
    }

    /// The digits of one question are none of another's.
    @Test func eachQuestionHasItsOwnNumbers() throws {
        let passages = [
            ("a.md#a", "How long is the warranty?", "Two years."),
            ("a.md#b", "Can I pay in 3 parts?", "From 50 euros on."),
            ("a.md#c", "Can I keep it for 30 days?", "Yes."),
        ].map { Passage(id: $0, title: $1, text: $2, language: .english) }
        let index = try PassageIndex(bytes: PassageIndex.build(passages))
        let interpreter = Interpreter(model: nil, passages: index)

        for text in [
            "can I pay in 3 parts, and how long is the warranty?",
            "can I pay in 3 parts, and can I keep it for 30 days?",
        ] {
            let questions = interpreter.interpret(text).questions
            #expect(questions.count == 2)
            #expect(questions.allSatisfy { $0.passages.first?.isExact == true }, "\(text)")
        }
    }

    /// The entities of the whole message are those of each question.
    @Test func eachQuestionHasTheEntitiesOfTheMessage() throws {
        let model = try IntentModel(bytes: IntentModel.train(SmallDeskTests.library))
        let interpreter = Interpreter(
            model: model, passages: nil, entities: try EntityExtractor(EntityRules()))

        let reading = interpreter.interpret(
            "how do i register and can i keep it another week? I am a@example.com")

        #expect(reading.entities.contains { $0.name == "email" })
        #expect(reading.questions.map(\.entities) == [reading.entities, reading.entities])
    }
}
