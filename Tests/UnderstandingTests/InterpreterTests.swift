import Testing
import Understanding

@Suite struct InterpreterTests {
    static let interpreter: Interpreter = {
        var rules = EntityRules()
        rules.patterns = [
            NamedPattern(name: "order_number", pattern: "KP-\\d{6}"),
            NamedPattern(name: "bomb", pattern: "^(a+)+$"),
        ]
        rules.lookups = [
            WordList(name: "country", entries: ["Norway", "挪威", "New Zealand"])
        ]
        rules.synonyms = ["挪威": "Norway"]
        do {
            return Interpreter(
                model: try IntentModelTests.model(), passages: try PassageIndexTests.index(),
                entities: try EntityExtractor(rules), callable: ["greet"])
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    static let persons: [(text: String, asks: Bool)] = [
        ("human", true), ("Agent!", true), ("I want to talk to a human please", true),
        ("representative", true), ("人工", true), ("转人工客服", true), ("我要找真人客服谢谢", true),
        ("人工人工！", true), ("are you human", false), ("不要转人工", false), ("人工智能是什么", false),
        ("my agent id is wrong", false), ("", false),
        ("I want a human this is ridiculous", true), ("give me an agent already, seriously", true),
        ("this agent is useless", false), ("a human is a joke", false),
    ]

    @Test(arguments: persons)
    func wordsForAPersonNeedNoModel(text: String, asks: Bool) {
        let bare = Interpreter(model: nil, passages: nil)

        #expect(bare.interpret(text).asksForPerson == asks)
    }

    static let others: [(text: String, asks: Bool)] = [
        ("I need a person", true), ("Talk to a person", true),
        ("can i speak to someone please", true), ("put me through to reception", true),
        ("is there a real person here", true),
        ("can a real person ring me back", true), ("can i phone you", false),
        ("can you call me back", true), ("give me a call", true), ("please phone me", true),
        ("can you get my phone back", false), ("give me the ring back", false),
        ("i want to speak with the owner", true), ("operator", true),
        ("I don't want to talk to a robot", true), ("转接客服", true), ("能不能来个人", true),
        ("我想跟人聊", true), ("让店长联系我", true), ("我要找你们老板", true), ("打电话给我", true),
        ("不要机器人", true), ("are you a real person?", false), ("can i call you", false),
        ("i don't want to talk to anyone", false), ("you human?", false),
        ("i would like an agent", true),
        ("this is a joke, get me a person", true), ("let me speak to your manager now", true),
        ("your staff is useless", false), ("are you a bot, or a human?", false),
        ("这是机器缝的，还是人工的", false), ("please transfer the money, not me", false),
        ("can you transfer me to a human?", true), ("could you get me an agent", true),
        ("can someone help me with my order", false),
        ("do you have staff", false), ("客服几点上班", false), ("你们老板是谁", false), ("不用客服", false),
    ]

    @Test(arguments: others)
    func theWishForAPersonIsHeardInOtherWords(text: String, asks: Bool) {
        #expect(Interpreter(model: nil, passages: nil).interpret(text).asksForPerson == asks)
        // It is nothing that a ticket could be about.
        #expect(Interpreter.asksForPerson(text) == asks)
    }

    @Test(arguments: [
        "you're useless, transfer me", "My lamp flickers. I want to talk to someone",
        "我要投诉,叫经理来", "垃圾机器人，人工！",
    ])
    func whatIsSaidLastIsEnoughToAskForAPerson(text: String) {
        #expect(Interpreter(model: nil, passages: nil).interpret(text).asksForPerson)
    }

    @Test(arguments: ["can u connect me to an agent", "wanna speak to someone plz", "转rg", "找kf"])
    func theWishForAPersonIsHeardHoweverItIsWritten(text: String) {
        let reading = Interpreter(model: nil, passages: nil).interpret(text)

        #expect(reading.asksForPerson)
    }

    /// An owner may have something to say to it.
    @Test func anIntentThatIsSureGoesBeforeOtherWordsForAPerson() throws {
        let boss = ["i want to speak to the manager", "get me the boss", "is this a live agent"]
        let model = try IntentModelTests.model(
            IntentModelTests.examples + boss.map { Example(text: $0, intent: "boss") })
        let interpreter = Interpreter(model: model, passages: nil)

        #expect(!interpreter.interpret(boss[0]).asksForPerson)
        #expect(!interpreter.interpret(boss[2]).asksForPerson)
        #expect(interpreter.interpret("i want to talk to a human").asksForPerson)
        // A clause of its own asks for one where what it says by itself is nobody's.
        #expect(interpreter.interpret("where is my order? let me talk to someone").asksForPerson)
        #expect(!interpreter.interpret("where is my order? get me the boss").asksForPerson)
        // Nobody has anything to say to an intent that nothing answers.
        let silent = Interpreter(model: model, passages: nil, spokenTo: ["order_status"])
        #expect(silent.interpret(boss[0]).asksForPerson)
    }

    /// Digits are all alike to the net, and 88 says goodbye in Chinese.
    @Test func aNumberAloneMeansWhatItsExampleMeansAndNoOtherNumberDoes() throws {
        let model = try IntentModelTests.model(
            IntentModelTests.examples
                + ["88", "bye", "see you", "bye bye"].map {
                    Example(text: $0, intent: "goodbye")
                })
        let interpreter = Interpreter(model: model, passages: nil)

        for text in ["88", "88!"] {
            let reading = interpreter.interpret(text)
            #expect(reading.isExample && reading.acted?.name == "goodbye")
        }
        for text in ["42", "99%", "#10", "10 88", "88 88"] {
            #expect(interpreter.interpret(text).acted == nil, "\(text)")
        }
    }

    @Test func aThresholdMayStandInForTheOneOfTraining() throws {
        let model = try IntentModelTests.model()
        let own = Interpreter(model: model, passages: nil)
        let other = Interpreter(model: model, passages: nil, chosen: .init(intent: 0.05))

        #expect(own.interpret("hello").lines.act >= model.threshold)
        #expect(other.interpret("hello").lines.act == 0.05)
        #expect(other.explain("hello", intent: nil, passageID: nil).lines.act == 0.05)
        #expect(other.version == "\(own.version)+intent=0.05")
    }

    /// Nothing said what the terms add up to: the one score that was shown is a probability.
    @Test(arguments: ["where is my order", "how do i cancel it and reset my password", "忘记密码怎么办"])
    func theTermsAddUpToTheRawScoreThatIsTold(text: String) throws {
        let passage = Self.interpreter.interpret(text).passages.first?.passage.id
        for id in [nil, passage] {
            let why = Self.interpreter.explain(text, intent: nil, passageID: id)
            let sides = [(why.terms, why.score), (why.runnerUpTerms, why.runnerUpScore)]
            for (terms, score) in sides where !terms.isEmpty {
                let sum = terms.reduce(0) { $0 + $1.weight }
                #expect(abs(sum - (try #require(score))) < 1e-3, "\(why)")
            }
            #expect(why.score != nil)
        }
    }

    /// The words of a section that is hardly found were shown as what spoke for an intent.
    @Test func whatWonIsExplainedWhereAnIntentIsAnsweredWithAPassage() throws {
        let text = "forgot my password"
        let reading = Self.interpreter.interpret(text)
        let (intent, passage) = (
            try #require(reading.intents.first), try #require(reading.passages.first)
        )
        try #require(intent.score != passage.score)
        func why(_ confidence: Double?) -> Explanation {
            Self.interpreter.explain(
                text, intent: intent.name, passageID: passage.passage.id, confidence: confidence)
        }
        let ofIntent = Self.interpreter.explain(text, intent: intent.name, passageID: nil)
        let ofPassage = Self.interpreter.explain(
            text, intent: nil, passageID: passage.passage.id)

        for found in [why(intent.score), why(nil)] {
            #expect(found.winner == .intent(intent.name))
            #expect(found.terms == ofIntent.terms && found.score == ofIntent.score)
        }
        #expect(why(passage.score).winner == .passage(passage.passage.id))
        #expect(why(passage.score).terms == ofPassage.terms)
        #expect(ofPassage.terms.contains { $0.term == "password" })
        #expect(ofIntent.terms != ofPassage.terms)
    }

    /// Of a question back about a section the terms were those of an intent of no account.
    @Test func whereNothingWasAnsweredTheLikeliestIsExplained() throws {
        for text in ["forgot my password", "how long does delivery take", "where is my order"] {
            let reading = Self.interpreter.explain(text, intent: nil, passageID: nil)
            let intent = try #require(reading.intents.first)
            let passage = reading.passages.first

            let leads = passage.map { $0.score > intent.score } ?? false
            #expect(reading.winner == (leads ? .passage(passage?.id ?? "") : .intent(intent.name)))
        }
    }

    /// A section that was as good as the answer was passed over for an intent of no account.
    @Test(arguments: ["forgot my password", "how long does delivery take", "where is my order"])
    func theRunnerUpIsTheSecondOfIntentsAndPassages(text: String) throws {
        let all = Self.interpreter.explain(text, intent: nil, passageID: nil)
        let ranked =
            all.intents.map { (Explanation.Candidate.intent($0.name), $0.score) }
            + all.passages.map { (.passage($0.id), $0.score) }
        let order = ranked.sorted { $0.1 > $1.1 }.map(\.0)
        try #require(order.count > 1)

        #expect(all.winner == order[0])
        #expect(all.runnerUp == order[1])
        if case .passage = order[0] {
            let other = Self.interpreter.explain(text, intent: "hello_again", passageID: nil)
            #expect(other.runnerUp == order[0])
            #expect(other.runnerUpScore == all.score)
            #expect(other.runnerUpTerms == all.terms)
        }
    }

    /// What shows the answer anyway is no other answer.
    @Test func whatIsBoundToTheAnswerIsNoRunnerUp() throws {
        let bound = PassageIndexTests.passages.map { passage in
            var passage = passage
            if passage.article == "en/account.md" { passage.intent = "reset_password" }
            return passage
        }
        let interpreter = Interpreter(
            model: try IntentModelTests.model(),
            passages: try PassageIndex(bytes: PassageIndex.build(bound)))
        let text = "forgot my password"

        let ofIntent = interpreter.explain(text, intent: "reset_password", passageID: bound[0].id)
        let ofPassage = interpreter.explain(text, intent: nil, passageID: bound[0].id)

        #expect(ofIntent.passages.contains { $0.id == bound[0].id })
        #expect(ofIntent.winner == .intent("reset_password"))
        #expect(ofIntent.runnerUp != .passage(bound[0].id))
        #expect(ofPassage.winner == .passage(bound[0].id))
        #expect(ofPassage.runnerUp != .intent("reset_password"))
        #expect(ofPassage.runnerUp != nil && ofPassage.runnerUp == ofIntent.runnerUp)
    }

    @Test func whatTheModelDoesNotKnowHasNoRawScore() {
        let why = Self.interpreter.explain("hello", intent: "no_such_intent", passageID: nil)

        #expect(why.terms.isEmpty && why.score == nil)
    }

    /// Two examples do not tell whether articles are asked for, nor do three intents; four do.
    @Test func aFewExamplesSayNothingOfArticles() throws {
        let few = [
            Example(text: "hello", intent: "greet"),
            Example(text: "what is the capital of France", intent: IntentModel.outOfScope),
        ]
        let greetings = ["hello", "hi there", "good morning", "hey", "你好", "早上好"]
            .map { Example(text: $0, intent: "greet") }
        let three = IntentModelTests.examples
        let acts = try [few, three, three + greetings].map { examples in
            let model = try IntentModelTests.model(examples)
            return Interpreter(model: model, passages: nil)
                .interpret("marzipan bucket drawer").lines.passageAct
        }

        #expect(acts.prefix(2) == [0.5, 0.5])
        #expect(acts[2] > 0.5)
    }

    @Test func passagesAreListedByTheScoreThatIsShown() {
        for text in ["password", "order", "how do i change it", "my parcel and my money"] {
            let shown = Self.interpreter.explain(text, intent: nil, passageID: nil).passages
                .map(\.score)

            #expect(shown == shown.sorted(by: >), "\(text)")
        }
    }

    @Test func entitiesCarryOffsetsInScalarsOfTheTextAsSent() {
        let found = Self.interpreter.interpret("🙂é: kp-123456 去挪威 or new zealand").entities

        #expect(found.map(\.name) == ["order_number", "country", "country"])
        #expect(found.map(\.value) == ["KP-123456", "Norway", "new zealand"])
        #expect(found.map(\.start) == [4, 15, 21])
        #expect(found.map(\.end) == [13, 17, 32])
    }

    @Test func hostileTextForAPatternEndsByItsLimit() {
        let text = String(repeating: "a", count: 500) + "!"

        #expect(Self.interpreter.interpret(text).entities.isEmpty)
    }

    /// 1,024 scalars are read, of whatever length; what ends there may go on behind.
    @Test func aPatternFindsWholeValuesInWhatIsRead() throws {
        var rules = EntityRules()
        rules.patterns = [NamedPattern(name: "code", pattern: "\\d{4,12}")]
        let extractor = try EntityExtractor(rules)
        func codes(_ text: String) -> [String] {
            extractor.entities(in: text).filter { $0.name == "code" }.map(\.value)
        }

        #expect(codes(String(repeating: "a", count: 1_018) + " 1234567890") == [])
        #expect(codes(String(repeating: "字", count: 1_000) + " 1234567890 字") == ["1234567890"])
        #expect(codes(String(repeating: "a", count: 1_019) + " 1234") == ["1234"])
    }

    @Test func aPatternThatDoesNotCompileIsNamed() {
        var rules = EntityRules()
        rules.patterns = [NamedPattern(name: "broken", pattern: "(")]

        #expect {
            try EntityExtractor(rules)
        } throws: { error in
            "\(error)".contains("broken")
        }
    }

    @Test func aLongWordListCompiles() throws {
        var rules = EntityRules()
        rules.lookups = [
            WordList(name: "item", entries: (0..<3_000).map { "item number \($0)" })
        ]

        let found = try EntityExtractor(rules).entities(in: "the item number 2999 please")

        #expect(found.map(\.value) == ["item number 2999"])
    }

    static let directs: [(text: String, intent: String?, entities: [String: String])] = [
        ("/greet", "greet", [:]),
        ("/greet{\"name\":\"Ann\",\"n\":3}", "greet", ["name": "Ann", "n": "3"]),
        ("/unknown", nil, [:]), ("/", nil, [:]), ("greet", nil, [:]), ("/greet{broken", nil, [:]),
    ]

    @Test(arguments: directs)
    func aSlashNamesAnIntentThatButtonsMayCall(
        text: String, intent: String?, entities: [String: String]
    ) {
        let reading = Self.interpreter.interpret(text)

        #expect(reading.direct?.intent == intent)
        let found = (reading.direct?.entities ?? []).map { ($0.name, $0.value) }
        #expect(Dictionary(uniqueKeysWithValues: found) == entities)
    }
}
