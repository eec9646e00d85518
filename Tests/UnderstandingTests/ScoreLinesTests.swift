import Testing
import Understanding

@Suite struct ScoreLinesTests {
    static let lines:
        [(name: String, lines: ScoreLines, foreign: Double, act: Double, offer: Double)] = [
            ("as familiar as usual", ScoreLines(model: 0.1), 0, 0.65, 0.35),
            ("half foreign", ScoreLines(model: 0.1), 0.5, 0.9, 0.6),
            ("nearly all foreign", ScoreLines(model: 0.1), 0.8, 1, 0.75),
            ("all foreign", ScoreLines(model: 0.1), 1, 1, 1),
            ("a higher threshold", ScoreLines(model: 0.7), 0, 0.7, 0.7),
            (
                "an operator's lower line", ScoreLines(model: 0.1, chosen: .init(intent: 0.2)), 1,
                0.2, 0.2
            ),
            (
                "an operator's higher line", ScoreLines(model: 0.1, chosen: .init(intent: 0.9)), 0,
                0.9, 0.35
            ),
        ]

    @Test(arguments: lines)
    func theLinesRiseWithWhatIsForeign(
        name: String, lines: ScoreLines, foreign: Double, act: Double, offer: Double
    ) {
        #expect(abs(lines.act(foreign) - act) < 1e-9)
        #expect(abs(lines.offer(foreign) - offer) < 1e-9)
    }

    @Test func ofAChineseMessageTheyRiseLess() {
        let lines = ScoreLines(model: 0.1)

        let half = lines.drawn(foreign: 0.5, isChinese: true, inScope: 1)

        #expect(abs(half.act - 0.85) < 1e-9)
        #expect(half.offer == lines.drawn(foreign: 0.5, inScope: 1).offer)
    }

    @Test func theLineToActRisesWhereFewWordsSpeakForAnIntent() {
        let lines = ScoreLines(model: 0.1)

        let acts = [0.3, 1, 2, 3, 5].map { lines.act(0, evidence: $0) }
        let foreign = lines.act(0.5, evidence: 2)
        let chosen = ScoreLines(model: 0.1, chosen: .init(intent: 0.6)).act(0, evidence: 0)

        #expect(zip(acts, [0.97, 0.85, 0.75, 0.65, 0.65]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(abs(foreign - 0.9) < 1e-9)
        #expect(chosen == 0.6)
        #expect(lines.drawn(foreign: 0, evidence: 1, inScope: 1).offer == lines.offer(0))
        #expect(lines.drawn(foreign: 0, evidence: 0.3, inScope: 1).offer == 1)
    }

    static let evidence: [(text: String, words: Double)] = [
        // Told, not framed; each word once; what no example of the intent has says nothing.
        ("where is my parcel", 1.3),
        ("parcel parcel parcel", 1),
        ("is my", 0.2), ("reset my password, i forgot the new one, change it", 5.2),
        ("我要退款吗", 2.2),
        ("marzipan elephant trumpet", 0),
    ]

    @Test(arguments: evidence)
    func whatSpeaksForAnIntentIsCountedInWords(text: String, words: Double) throws {
        let found = try IntentModelTests.model().predict(text).evidence

        #expect(abs(found - words) < 1e-9, "\(found)")
    }

    @Test func othersBusinessIsHardlyOfferedAndActedOnOnlyWhereAnOperatorSaysSo() {
        let lines = ScoreLines(model: 0.1)

        let own = lines.drawn(foreign: 0, inScope: 1)
        let others = lines.drawn(foreign: 0, isOthers: true, inScope: 1)
        let chosen = ScoreLines(model: 0.1, chosen: .init(intent: 0.6))
            .drawn(foreign: 0, isOthers: true, inScope: 1)

        #expect(others.act == 1)
        #expect(abs(others.offer - own.offer - 0.15) < 1e-9)
        #expect(others.passageAct == lines.passageAct(0))
        #expect(others.passageOffer == lines.passageOffer(0))
        #expect(chosen.act == 0.6 && chosen.offer == 0.5)
    }

    @Test func oneWordThatIsNoExampleIsNeverActedOn() throws {
        let interpreter = Interpreter(model: try IntentModelTests.model(), passages: nil)

        let lines = ["refund", "退款", "i want my money back", "refund please"]
            .map { interpreter.interpret($0).lines.act }

        #expect(lines.prefix(2).allSatisfy { $0 == 1 })
        #expect(lines.suffix(2).allSatisfy { $0 < 1 })
    }

    @Test func anExampleOfOneWordStaysOneWithASlip() throws {
        let examples =
            IntentModelTests.examples + [
                Example(text: "goodbye", intent: "bye"),
                Example(text: "goodbye now", intent: "bye"),
            ]
        let model = try IntentModelTests.model(examples)

        #expect(model.predict("goodbey").isExample)
        #expect(!model.predict("refnud").isExample)
    }

    @Test func whatNoExampleOfTheIntentHasIsForeign() throws {
        let model = try IntentModelTests.model()

        let own = model.predict("where is my parcel")
        let foreign = model.predict("marzipan elephant trumpet")

        #expect(own.foreign == 0)
        #expect(foreign.foreign > 0.99)
    }

    @Test func whatAnyQuestionIsFramedWithIsNoIntentsOwn() throws {
        let prices = ["年卡多少钱", "有没有学生卡", "月卡怎么卖", "次卡多少钱一张", "续卡有没有优惠"]
        let hours = ["几点开门", "周末开到几点", "节假日营业吗", "晚上几点关门"]
        let places = ["你们在哪里", "地铁怎么过去", "门店地址发一下"]
        let model = try IntentModelTests.model(
            prices.map { Example(text: $0, intent: "price") }
                + hours.map { Example(text: $0, intent: "hours") }
                + places.map { Example(text: $0, intent: "place") })

        #expect(model.predict("有没有儿童托管").foreign > 0.85)
        #expect(model.predict("被她从那里给着").foreign > 0.5)
        #expect(model.predict("有没有次卡").foreign == 0)
        #expect(model.predict("年卡现在多少钱").foreign == 0)
    }

    @Test func nonsenseIsForeignWhereNoTwoExamplesShareAWord() throws {
        let books = [
            "bookable bookcase", "booklets bookend", "bookish bookmark", "bookshop booked",
        ]
        let ships = [
            "shipyard shipmate", "shipwreck shipboard", "shipper shipload", "shipway ships",
        ]
        let model = try IntentModelTests.model(
            books.map { Example(text: $0, intent: "books") }
                + ships.map { Example(text: $0, intent: "ships") })

        #expect(model.predict("marzipan elephant trumpet").foreign > 0.99)
    }

    static let exact: [(text: String, intent: String)] = [
        ("i want my money back", "refund"), ("Track my parcel!", "order_status"),
        ("忘记密码了。", "reset_password"),
    ]

    @Test(arguments: exact)
    func anExampleMeansWhatItIsAnExampleOf(text: String, intent: String) throws {
        let first = try IntentModelTests.model().predict(text).ranked.first

        #expect(first?.name == intent)
        #expect(first?.score ?? 0 > 0.97)
    }

    @Test func anExampleOfWhatIsOutOfScopeIsRefused() throws {
        let examples =
            IntentModelTests.examples + [
                Example(text: "where is my mind", intent: IntentModel.outOfScope),
                Example(text: "password of the router", intent: IntentModel.outOfScope),
            ]
        let model = try IntentModelTests.model(examples)

        let refused = model.predict("Where is my mind?")

        #expect(refused.inScope == 0)
        #expect(refused.ranked.allSatisfy { $0.score == 0 })
    }

    @Test func anExampleOfTwoIntentsDecidesNothing() throws {
        let examples =
            IntentModelTests.examples + [
                Example(text: "help me", intent: "refund"),
                Example(text: "help me", intent: "order_status"),
            ]

        let first = try IntentModelTests.model(examples).predict("help me").ranked.first

        #expect(first?.score ?? 1 < 0.97)
    }
}
