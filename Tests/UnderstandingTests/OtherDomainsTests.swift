import Testing
import Understanding

@Suite struct OtherDomainsTests {
    static let named: [(text: String, phrases: [String])] = [
        ("what is the status of my planning permission", ["planning permission"]),
        ("my mortgages are due", ["mortgages"]),
        ("set an alarm, then book a dentist", ["set an alarm", "dentist"]),
        ("帮我看看明天的天气预报", ["天气预报"]),
        ("where is my parcel", []),
        ("planning to get permission", []),
        ("no planning. permission came", []),
        ("an x-ray, then the wi-fi", ["x ray"]),
        ("我的包裹到哪了", []),
        ("", []),
    ]

    @Test(arguments: named)
    func phrasesAreFoundByTheirStems(text: String, phrases: [String]) {
        let analysis = Analyzer().analyze(text)

        let found = OtherDomains.mentions(in: analysis).map { analysis.text(in: $0.range) }

        #expect(Set(phrases).isSubset(of: found), "\(found)")
        #expect(phrases.isEmpty == found.isEmpty, "\(found)")
    }

    /// What customers of any shop say of products, deliveries and payments; in Chinese where words
    /// meet, too.
    static let ordinary = [
        "do you have the P30 in stock", "how do I join your loyalty program",
        "rain and snow covers",
        "do you deliver to this zone", "do you ship to Kenya", "what is the first date you deliver",
        "please send me the bill please", "this is a nightmare", "does it work with Alexa",
        "the remainder of my order", "what is the interest rate of the instalments",
        "机器一直滴滴响", "这种牙刷有货吗", "登录取消不了", "还有库存款吗", "有行李白色的吗",
        "披萨特别好", "用挂号信寄的吗", "全是国产科技", "商品退还书面申请", "你们还没回邮件",
    ]

    @Test(arguments: ordinary)
    func whatAnyShopIsAskedIsNobodyElsesBusiness(text: String) {
        let analysis = Analyzer().analyze(text)

        #expect(
            OtherDomains.mentions(in: analysis).map { analysis.text(in: $0.range) } == [])
    }

    /// What any question may be framed with tells of no domain; no phrase stands twice or has another
    /// one in it, which would be found wherever it is.
    @Test(arguments: [OtherDomains.english, OtherDomains.chinese])
    func everyPhraseTells(list: String) {
        let phrases = OtherDomains.list(list)
        let analyses = phrases.map { Analyzer().analyze($0) }

        let empty = zip(phrases, analyses).filter { !$1.hasTopic(in: $1.tokens.indices) }
        let doubles = Dictionary(grouping: phrases) { $0 }.filter { $0.value.count > 1 }
        let longer = zip(phrases, analyses).filter { OtherDomains.mentions(in: $1).count != 1 }

        #expect(phrases.count > 2_000)
        #expect(empty.map(\.0) == [])
        #expect(doubles.keys.sorted() == [])
        #expect(longer.map(\.0) == [])
    }

    private static func interpreter(
        _ more: [Example] = [], passages: [Passage] = []
    ) throws -> Interpreter {
        let index = try PassageIndex(bytes: PassageIndex.build(passages))
        return Interpreter(
            model: try IntentModelTests.model(IntentModelTests.examples + more),
            passages: index)
    }

    static let business: [(text: String, others: String?)] = [
        ("where is my salary", "salary"),
        ("when do i get my money back from the dentist", "dentist"),
        ("where is my parcel", nil),
        // Told in passing: the other clause means the same.
        ("where is my parcel, the dentist is waiting for it", nil),
        ("the mortgage was refused, the planning permission came", "mortgage"),
    ]

    @Test(arguments: business)
    func whatIsOthersBusinessIsAskedAboutAtMost(text: String, others: String?) throws {
        let reading = try Self.interpreter().interpret(text)

        #expect(reading.othersBusiness == others)
        #expect((reading.lines.act == 1) == (others != nil), "\(reading.lines)")
    }

    @Test func whatTheDeskNamesIsItsBusiness() throws {
        let text = "when do i get my money back from the dentist"
        let passage = Passage(
            id: "a.md#dentists", title: "Dentists", questions: [], text: "Our dentist is in.",
            language: .english)
        let desks = [
            try Self.interpreter([Example(text: "is the dentist in", intent: "visit")]),
            try Self.interpreter(passages: [passage]),
        ]

        #expect(desks.allSatisfy { $0.interpret(text).othersBusiness == nil })
        var rules = EntityRules()
        rules.lookups = [WordList(name: "place", entries: ["Dentist"])]
        let listed = Interpreter(
            model: try IntentModelTests.model(IntentModelTests.examples), passages: nil,
            entities: try EntityExtractor(rules))
        #expect(listed.interpret(text).othersBusiness == nil)
        let outside = Example(text: "where is the dentist", intent: IntentModel.outOfScope)
        #expect(try Self.interpreter([outside]).interpret(text).othersBusiness == "dentist")
    }

    /// A weather desk need not write down every phrase of its trade.
    @Test func whatAnIntentsExamplesSayInOtherWordsIsTheDesksBusiness() throws {
        let weather = [
            "is there a forecast", "will the weather hold", "how is the weather today",
            "北京的天气", "天气好吗", "今天天气",
        ].map { Example(text: $0, intent: "weather") }
        let desk = try Self.interpreter(weather)

        for text in ["weather forecast", "天气怎么样"] {
            let reading = desk.interpret(text)
            #expect(reading.intents.first?.name == "weather")
            #expect(reading.othersBusiness == nil, "\(text)")
            #expect(try Self.interpreter().interpret(text).othersBusiness != nil, "\(text)")
        }
        // Without a phrase of the domain the words alone are no reason, nor are another intent's.
        let bare = try Self.interpreter([
            Example(text: "is there a forecast", intent: "weather"),
            Example(text: "will the weather hold", intent: "weather"),
        ])
        #expect(bare.interpret("weather forecast").othersBusiness != nil)
        #expect(desk.interpret("where is my weather report").othersBusiness != nil)
    }

    @Test func anExampleIsTheDesksWhateverItNames() throws {
        let desk = try Self.interpreter([Example(text: "fix my salary", intent: "pay")])

        #expect(desk.interpret("fix my salary").othersBusiness == nil)
    }

    @Test func anExplanationNamesIt() throws {
        let why = try Self.interpreter().explain("where is my salary", intent: nil, passageID: nil)

        #expect(why.scope?.others == "salary")
    }
}
