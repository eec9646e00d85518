import Testing
import Understanding

/// Desks of one to three intents, none of which can be left out to show what is out of scope.
@Suite struct FewIntentsTests {
    /// A desk, messages of its intents in other words, and such as are none of its business.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let isChinese: Bool
        var examples: [(intent: String, texts: [String])]
        var own: [(intent: String, texts: [String])]
        let foreign: [String]

        var testDescription: String { "\(examples.count) intents, \(name)" }

        func first(_ count: Int) -> Case {
            var first = self
            (first.examples, first.own) = (Array(examples.prefix(count)), Array(own.prefix(count)))
            return first
        }
    }

    private static let english = Case(
        name: "English", isChinese: false,
        examples: [
            (
                "opening_hours",
                [
                    "when do you open", "what are your opening hours", "are you open on sunday",
                    "what time do you close", "how late are you open today",
                    "do you open on public holidays", "is the shop open now",
                    "tell me your hours please", "when does the store close on saturday",
                    "can i come by after six or are you closed",
                ]
            ),
            (
                "parcel_status",
                [
                    "where is my parcel", "when will my package arrive", "track my delivery",
                    "my parcel is late", "has my order been sent yet",
                    "what is the status of my order", "the package did not come",
                    "how long does the delivery take", "i want to know where my order is",
                    "can you check on my shipment",
                ]
            ),
            (
                "send_back",
                [
                    "i want to return this", "how do i send it back", "can i exchange the shoes",
                    "the jacket does not fit, i want to return it", "what is your return policy",
                    "is it free to send something back", "i need a return label",
                    "how many days do i have for a return", "please take these shoes back",
                    "swap the shirt for a larger size",
                ]
            ),
        ],
        own: [
            (
                "opening_hours",
                [
                    "what are the opening hours of the store", "when do you close on sunday",
                    "is your shop open today", "what time do you open on saturday",
                    "are you closed on public holidays",
                ]
            ),
            (
                "parcel_status",
                [
                    "when will my parcel come", "where is my delivery", "track my package please",
                    "what is the status of the shipment", "my order is late",
                ]
            ),
            (
                "send_back",
                [
                    "i want to send the shoes back", "how do i return the jacket",
                    "what is the policy for a return", "can i exchange it for a larger size",
                    "i need to send this back",
                ]
            ),
        ],
        foreign: [
            "what is the status of my tax refund", "how do i bake bread", "tell me a joke please",
            "can you recommend a dentist", "how many days are left until christmas",
            "i want to learn the guitar", "when does the moon rise", "are you a robot",
            "how long do i boil an egg", "what is the capital of peru", "is it going to rain now",
            "can i get a mortgage", "what time is it in tokyo", "do you like football",
            "how late is the last train", "i need to renew my passport",
            "has the president been elected yet", "where is the nearest petrol station",
        ])

    private static let chinese = Case(
        name: "Chinese", isChinese: true,
        examples: [
            (
                "营业时间",
                [
                    "你们几点开门", "营业时间是几点到几点", "周日营业吗", "晚上几点关门", "今天开到几点",
                    "节假日开门吗", "现在店里还营业吗", "早上什么时候开门", "周六下午关不关门", "请问几点打烊",
                ]
            ),
            (
                "查物流",
                [
                    "我的快递到哪了", "包裹什么时候送到", "帮我查一下物流", "快递怎么还没到", "订单发货了吗",
                    "物流信息不更新了", "我想知道包裹在哪里", "配送要几天", "快递显示签收了可我没收到", "什么时候能发货",
                ]
            ),
            (
                "退换货",
                [
                    "我要退货", "怎么换一双大一码的鞋", "衣服不合适想退", "退货要自己出运费吗", "几天之内可以退换",
                    "这件外套能换颜色吗", "怎么申请退货", "退货寄到哪个地址", "鞋子有问题要换", "买了不喜欢可以退吗",
                ]
            ),
        ],
        own: [
            ("营业时间", ["周六几点开门", "你们晚上几点打烊", "今天营业到几点", "节假日营业吗"]),
            ("查物流", ["我的包裹到哪里了", "快递什么时候送到", "查一下我的快递", "订单什么时候发货"]),
            ("退换货", ["怎么退货", "外套不合适想换", "鞋子可以退吗", "退货的运费谁出"]),
        ],
        foreign: [
            "今天天气怎么样", "给我讲个笑话", "帮我订一张去上海的机票", "怎么做红烧肉", "我想学吉他", "你是机器人吗",
            "附近有什么好吃的", "播放一首周杰伦的歌", "明天早上叫我起床", "北京的首都机场在哪里", "怎么办理护照",
            "我的社保断了怎么补", "股票现在能买吗", "英语作文怎么写", "孩子发烧了要紧吗", "世界杯谁赢了",
        ])

    static let desks = [english, chinese].flatMap { desk in (1...3).map(desk.first) }

    /// The same desks with 32 examples an intent: each of eight frames with each of four things.
    static let framedDesks = [
        framed(
            english,
            [
                (
                    [
                        "when does the % open", "when does the % close",
                        "what are the hours of the %", "is the % open on sunday",
                        "how late is the % open today", "what time does the % close on friday",
                        "is the % closed on holidays", "opening hours of the % please",
                    ], ["shop", "store", "counter", "showroom"]
                ),
                (
                    [
                        "where is my %", "when will my % arrive", "track my % please",
                        "my % is late", "has my % been sent yet", "what is the status of my %",
                        "how long does my % take", "i want to know where my % is",
                    ], ["parcel", "order", "package", "delivery"]
                ),
                (
                    [
                        "i want to return the %", "how do i send the % back",
                        "can i exchange the %", "the % does not fit me",
                        "is it free to send the % back", "how many days do i have to return the %",
                        "please take the % back", "i need a label to return the %",
                    ], ["shoes", "jacket", "shirt", "trousers"]
                ),
            ]),
        framed(
            chinese,
            [
                (
                    [
                        "%几点开门", "%营业时间是几点到几点", "%周日营业吗", "%晚上几点关门", "%今天开到几点",
                        "%节假日开门吗", "请问%几点打烊", "%现在还营业吗",
                    ], ["你们店", "门店", "商场店", "柜台"]
                ),
                (
                    [
                        "我的%到哪了", "%什么时候送到", "帮我查一下%的物流", "%怎么还没到", "%发货了吗",
                        "我想知道%在哪里", "%配送要几天", "%显示签收了可我没收到",
                    ], ["快递", "包裹", "订单", "东西"]
                ),
                (
                    [
                        "我要退%", "%不合适想换", "%退货要自己出运费吗", "%几天之内可以退", "%能换颜色吗",
                        "怎么申请退%", "%有问题要换", "买的%不喜欢可以退吗",
                    ], ["鞋子", "外套", "衣服", "裤子"]
                ),
            ]),
    ].flatMap { desk in (1...3).map(desk.first) }

    private static func framed(
        _ desk: Case, _ texts: [(frames: [String], things: [String])]
    ) -> Case {
        var framed = desk
        framed.examples = zip(desk.examples, texts).map { example, texts in
            let all = texts.frames.flatMap { frame in
                texts.things.map { frame.replacing("%", with: $0) }
            }
            return (example.intent, all)
        }
        return framed
    }

    private static func model(_ desk: Case) throws -> IntentModel {
        try IntentModel(
            bytes: IntentModel.train(
                desk.examples.flatMap { intent, texts in
                    texts.map { Example(text: $0, intent: intent) }
                }))
    }

    /// The intent that is acted on; nil where none is.
    private static func acted(_ text: String, _ desk: Case, _ model: IntentModel) -> String? {
        let prediction = model.predict(text)
        let line = ScoreLines(model: model.threshold).act(
            prediction.foreign, evidence: prediction.evidence, isChinese: desk.isChinese)
        return prediction.ranked.first.flatMap { $0.score >= line ? $0.name : nil }
    }

    /// Ten examples an intent: whatever had a known word was the desk's as surely as its own.
    @Test(arguments: desks)
    func othersMessagesAreLessSurelyTheDesks(desk: Case) throws {
        let model = try Self.model(desk)

        let own = desk.own.flatMap(\.texts).map { model.predict($0).inScope }
        let foreign = desk.foreign.map { model.predict($0).inScope }

        #expect(foreign.reduce(0, +) / Double(foreign.count) <= 0.95)
        let least = try #require(own.min())
        #expect(foreign.count { $0 >= least } <= 1, "\(least) of \(foreign)")
    }

    @Test(arguments: framedDesks)
    func othersMessagesAreHardlyActedOn(desk: Case) throws {
        let model = try Self.model(desk)

        let acted = desk.foreign.filter { Self.acted($0, desk, model) != nil }

        #expect(acted.count <= 2, "\(acted)")
    }

    @Test(arguments: desks)
    func ownMessagesInOtherWordsAreActedOn(desk: Case) throws {
        let model = try Self.model(desk)

        let missed = desk.own.flatMap { intent, texts in
            texts.filter { Self.acted($0, desk, model) != intent }
        }

        #expect(missed.count * 5 <= desk.own.map(\.texts.count).reduce(0, +), "\(missed)")
    }

    /// What two intents are about is little of what articles are about.
    @Test func aQuestionForAnArticleIsNotHeldForForeign() throws {
        let desk = Self.english.first(2)
        let interpreter = Interpreter(model: try Self.model(desk), passages: nil)

        let lines = ["do you sell shoes", "can i pay with a voucher"].map {
            interpreter.interpret($0).lines.passageAct
        }

        #expect(lines.allSatisfy { $0 == ScoreLines.passageActMin }, "\(lines)")
    }

    /// Of one example nothing can be held out.
    @Test(arguments: [["hello"], ["hello", "hello", "hello"], ["", "🙂"], ["?!"]])
    func aDeskOfHardlyAnythingHasScores(texts: [String]) throws {
        let examples = texts.map { Example(text: $0, intent: "greet") }
        let model = try IntentModel(bytes: IntentModel.train(examples))

        let scopes = ["hello", "hello to my bank account", "weather", ""].map {
            model.predict($0).inScope
        }

        #expect(scopes.allSatisfy { (0...1).contains($0) }, "\(scopes)")
        #expect(scopes[1] < 0.9)
    }
}
