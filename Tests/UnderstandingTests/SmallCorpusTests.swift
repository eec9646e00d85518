import Testing
import Understanding

/// Passages of a company with a handful of articles: what a question is about tells there, for
/// chance hardly does.
@Suite struct SmallCorpusTests {
    private static let english = [
        (
            "parking", "Is there parking?",
            "Yes, twenty spaces behind the mill. Leave the gate free."
        ),
        ("dogs", "May I bring my dog?", "Dogs are welcome in the garden, not in the dining room."),
        (
            "cards", "Do you take cards?",
            "Cards and cash, no cheques. Tips can be paid by card, too."
        ),
        ("hours", "Opening hours", "From noon to ten, on Mondays the kitchen is closed."),
        (
            "groups", "Groups",
            "From ten people on we ask for a deposit of £50, which is taken off the bill."
        ),
        (
            "rooms", "The house",
            "The mill was built in 1742. There is a lift, and the garden has a playground."
        ),
        ("vouchers", "Can I buy a voucher?", "At the bar. A voucher is valid for three years."),
        ("wifi", "Do you have wifi?", "Yes, ask at the bar for the password."),
    ]
    private static let chinese = [
        ("停车", "附近好停车吗？", "院子里有二十个免费车位，停满了可以停到对面的商场。"),
        ("宠物", "可以带狗吗？", "院子和吧台可以带狗，餐厅里面不可以。"),
        ("付款", "怎么付款？", "现金、刷卡和支付宝都可以，不收支票。"),
        ("包间", "包间和聚餐", "十人以上需要交三百元押金，从账单里扣除。"),
        ("环境", "关于我们", "老磨坊建于清朝，一共三层，有电梯，花园里有儿童游乐区。"),
        ("礼券", "怎么买礼券？", "在吧台或者写邮件购买，一百元起，三年有效。"),
    ]

    private static let index: PassageIndex? = {
        let passages = [(english, Language.english), (chinese, .chinese)].flatMap {
            texts, language in
            texts.map { Passage(id: $0.0, title: $0.1, text: $0.2, language: language) }
        }
        return try? PassageIndex(bytes: PassageIndex.build(passages))
    }()

    static let questions: [(query: String, id: String)] = [
        ("how much is the deposit", "groups"), ("is there a playground", "rooms"),
        ("is there a lift", "rooms"), ("how long is a voucher valid", "vouchers"),
        ("can i bring dogs", "dogs"), ("要交多少押金", "包间"), ("有电梯吗", "环境"),
        ("能刷卡吗", "付款"), ("带狗行不行", "宠物"), ("有停车位吗", "停车"),
    ]

    @Test(arguments: questions)
    func aWordOfTheTextAnswers(query: String, id: String) throws {
        let found = try #require(Self.index).search(query, limit: 1)

        #expect(found.first?.passage.id == id)
        #expect(found.first.map { $0.score >= 0.5 } == true, "\(found.map(\.score))")
    }

    /// The mill's English passages among ninety others, of twenty-four of which the titles ask, or
    /// all do.
    private static func larger(asking: Bool) throws -> PassageIndex {
        let things = [
            "kettle", "lamp", "oven", "ladder", "carpet", "curtain", "mirror", "fountain", "drill",
            "hammock", "sofa", "stove", "tap", "tent", "wardrobe",
        ]
        let works = [
            ("Cleaning", "cleaned", "with warm water and a soft brush"),
            ("Storage", "stored", "in the cellar, dry and out of the sun"),
            ("Repairs", "repaired", "by the workshop in the valley within a week"),
            ("Spare parts", "supplied with parts", "from the maker's catalogue"),
            ("Safety", "checked", "once a year by an inspector"),
            ("Colours", "sold", "in green, in grey and in white"),
        ]
        let others = things.flatMap { thing in
            works.map { title, done, how in
                let asks = asking || title == "Colours"
                return Passage(
                    id: "\(thing) \(title)",
                    title: asks ? "How is the \(thing) \(done)?" : "\(title) of the \(thing)",
                    text: "The \(thing) is \(done) \(how).", language: .english)
            }
        }
        let own = english.map {
            Passage(id: $0.0, title: $0.1, text: $0.2, language: .english)
        }
        return try PassageIndex(bytes: PassageIndex.build(own + others))
    }

    /// A hundred sections that are no questions are as few as forty that are.
    @Test func aHundredSectionsAreFewWhereHeadingsAreNoQuestions() throws {
        let plain = try Self.larger(asking: false)
        let asking = try Self.larger(asking: true)

        for (query, id) in Self.questions.prefix(5) {
            let found = try #require(plain.search(query, limit: 1).first)
            let among = try #require(asking.search(query, limit: 1).first)
            #expect(found.passage.id == id && found.score >= 0.5, "\(query): \(found.score)")
            #expect(among.score < found.score, "\(query): \(among.score), \(found.score)")
        }
    }

    /// "Do you have wifi?" shares more words with it.
    @Test func whatAQuestionIsAboutGoesBeforeItsFrame() throws {
        let found = try #require(Self.index).search("do you have parking", limit: 1)

        #expect(found.first?.passage.id == "parking")
    }

    @Test(arguments: [
        "who won the match", "do you sell shoes", "how do i change a tyre",
        "what is the weather today", "is the owner married", "今天天气怎么样", "老板结婚了吗", "你们卖鞋吗",
    ])
    func whatNoPassageIsAboutIsNotAnswered(query: String) throws {
        let found = try #require(Self.index).search(query, limit: 1)

        #expect(found.allSatisfy { $0.score < 0.2 }, "\(found.map(\.score))")
    }

    /// One word of several that a title has may mean something else.
    @Test func aVagueQuestionIsLessSure() throws {
        let index = try PassageIndex(
            bytes: PassageIndex.build([
                Passage(
                    id: "address", title: "How do I change my address?", text: "In the settings.",
                    language: .english),
                Passage(
                    id: "password", title: "How do I reset my password?", text: "Press reset.",
                    language: .english),
            ]))

        let vague = try #require(index.search("how do i change it", limit: 1).first)
        let whole = try #require(index.search("can i change the address", limit: 1).first)

        #expect(vague.passage.id == "address" && vague.score < 0.75, "\(vague.score)")
        #expect(whole.passage.id == "address" && whole.score > 0.9, "\(whole.score)")
    }
}
