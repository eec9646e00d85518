import Testing
import Understanding

/// What is said around a message is not what it is about.
@Suite struct CourtesyTests {
    private static let interpreter: Interpreter? = {
        let more: [Example] = [
            ("greet", ["hi", "hello", "hi, how are you", "你好", "您好", "早上好"]),
            ("robot", ["are you a robot"]),
            ("thanks", ["thanks", "thank you very much", "thanks a lot", "谢谢", "非常感谢"]),
            ("xujie", ["怎么续借", "我想续借这本书", "还书日期能延长吗", "书还没看完，能多借几天吗"]),
            ("banzheng", ["怎么办借书证", "办证要什么材料", "我想办一张读者卡", "孩子能办证吗"]),
        ].flatMap { intent, texts in texts.map { Example(text: $0, intent: intent) } }
        guard let bytes = try? IntentModel.train(SmallDeskTests.library + more),
            let model = try? IntentModel(bytes: bytes)
        else { return nil }
        return Interpreter(model: model, passages: nil)
    }()

    static let courtesies: [(said: String, meant: String)] = [
        ("good morning, my card is gone", "my card is gone"),
        ("hello there! how do i register", "how do i register"),
        ("hi can i keep it another week thank you", "can i keep it another week"),
        ("thanks, and how do i register?", "and how do i register?"),
        ("Many thanks! how do i register?", "how do i register?"),
        ("Hi there. Quick question: scan a document? Many thanks", "scan a document?"),
        ("ok, why do i owe money", "why do i owe money"),
        ("I've got a question: how do i register", "how do i register"),
        ("您好，请问怎么续借", "请问怎么续借"), ("你好我想续借这本书", "我想续借这本书"),
        ("早上好，办证要什么材料，谢谢", "办证要什么材料"), ("辛苦了，怎么续借", "怎么续借"),
        ("hello 怎么续借", "怎么续借"), ("no, I meant: how do i register", "how do i register"),
        ("No, how do i register?", "how do i register?"), ("不是，我问的是怎么续借", "怎么续借"),
        ("我说的是办证要什么材料", "办证要什么材料"),
    ]

    @Test(arguments: courtesies)
    func aMessageIsReadWithoutItsCourtesies(said: String, meant: String) throws {
        let interpreter = try #require(Self.interpreter)
        let (reading, plain) = (interpreter.interpret(said), interpreter.interpret(meant))

        #expect(reading.intents == plain.intents)
        #expect(reading.text == said && reading.language == plain.language)
        #expect(reading.intents.first.map { $0.score >= reading.lines.act } == true)
    }

    static let whole: [(text: String, intent: String)] = [
        ("hi, how are you", "greet"), ("hello", "greet"), ("thanks a lot", "thanks"),
        ("hi-fi print a page", "print_pages"),
    ]

    @Test(arguments: whole)
    func aCourtesyThatIsTheMessageStays(text: String, intent: String) throws {
        #expect(try #require(Self.interpreter).interpret(text).intents.first?.name == intent)
    }

    static let bare: [(said: String, intent: String)] = [
        ("good evening", "greet"), ("Hellooo!", "greet"), ("hey guys", "greet"),
        ("gooood afternoon", "greet"), ("oh hi there :)", "greet"), ("下午好", "greet"),
        ("大家好！", "greet"), ("thx", "thanks"), ("ok great, many thanks for your help", "thanks"),
        ("that's a huge help, thx", "thanks"), ("hi, are you human?", "robot"),
        ("你是机器人吗？", "robot"), ("hi, thank you so much", "thanks"), ("好的，谢谢您的帮助", "thanks"),
    ]

    /// Who has an example of a courtesy means them all.
    @Test(arguments: bare)
    func nothingButACourtesyIsReadAsTheDesksExampleOfIt(said: String, intent: String) throws {
        let reading = try #require(Self.interpreter).interpret(said)

        #expect(reading.intents.first?.name == intent)
        #expect(reading.isExample && reading.text == said)
        #expect(reading.language == (said.utf8.count == said.count ? .english : .chinese))
    }

    @Test(arguments: [
        "hello kitty", "thanks for nothing", "good card", "ok", "ok great", "再见", "bye now",
        "hi where do i go now", "你好吗", "thanks, and then?", "你好，帮忙", "您好，回复",
    ])
    func aCourtesyWithAnythingElseOrOfNoExampleIsReadAsItIs(said: String) throws {
        #expect(try !#require(Self.interpreter).interpret(said).isExample)
    }

    /// Who has 有人吗 as an example of the wish for a person hands no "hello" over, nor who has "help
    /// me" a "what can you do".
    @Test func whoCallsMeansNoGreeting() throws {
        let person = ["有人吗", "在吗", "help me", "who are you", "i want a person"]
        let bytes = try IntentModel.train(
            SmallDeskTests.library.filter { $0.intent != "greet" }
                + person.map { Example(text: $0, intent: "person") })
        let interpreter = Interpreter(model: try IntentModel(bytes: bytes), passages: nil)

        #expect(interpreter.interpret("有人吗").isExample)
        for said in ["hello", "hey guys", "你好", "大家好", "what can you do", "are you a bot"] {
            #expect(!interpreter.interpret(said).isExample, "\(said)")
        }
    }

    /// 你好慢 is no greeting.
    @Test(arguments: [
        ("你好慢啊", "慢啊"), ("thanks for my card", "for my card"), ("不是我的借书证", "我的借书证"),
        ("no card was sent", "card was sent"),
    ])
    func aWordOfCourtesyMayBelongToTheSentence(text: String, rest: String) throws {
        let interpreter = try #require(Self.interpreter)

        #expect(interpreter.interpret(text).intents != interpreter.interpret(rest).intents)
    }

    static let refusals: [(said: String, meant: String)] = [
        ("no i don't want to pay my fine, i want to join", "i want to join"),
        ("don't renew it. i lost my library card", "i lost my library card"),
        ("我不要办证，我想续借这本书", "我想续借这本书"),
    ]

    @Test(arguments: refusals)
    func whatIsNotWantedIsNotWhatTheMessageIsAbout(said: String, meant: String) throws {
        let interpreter = try #require(Self.interpreter)

        #expect(interpreter.interpret(said).intents == interpreter.interpret(meant).intents)
    }

    @Test func theSentenceThatIsSureSpeaksForAStory() throws {
        let interpreter = try #require(Self.interpreter)
        let story = "I was here with my two children on Saturday and it rained all day long."

        let reading = interpreter.interpret("\(story) How do i register?")

        #expect(reading.intents == interpreter.interpret("How do i register?").intents)
        #expect(reading.intents.first?.name == "join_library")
    }

    /// The reading of a part is explained with the terms of that part.
    @Test func theExplanationIsOfWhatWasRead() throws {
        let interpreter = try #require(Self.interpreter)

        let why = interpreter.explain("good morning, my card is gone", intent: nil, passageID: nil)
        let plain = interpreter.explain("my card is gone", intent: nil, passageID: nil)

        #expect(why.terms == plain.terms && why.score == plain.score)
        #expect(!why.terms.isEmpty)
    }
}
