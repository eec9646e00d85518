import Foundation
import Testing
import Understanding

@Suite struct PassageIndexTests {
    static let passages = [
        Passage(
            id: "en/account.md#reset", title: "How do I reset my password?",
            questions: ["forgot password", "can't log in"],
            text: "Open Settings and choose Security.", language: .english),
        Passage(
            id: "en/delivery.md#time", title: "How long does delivery take?",
            text: "Standard delivery takes two to four working days.", language: .english),
        Passage(
            id: "en/policies.md#all", title: "Policies", text: "All policies of the shop.",
            language: .english),
        Passage(
            id: "zh/account.md#reset", title: "怎么重置密码？", questions: ["忘记密码"],
            text: "打开设置，选择安全。", language: .chinese),
    ]

    static func index() throws -> PassageIndex {
        try PassageIndex(bytes: PassageIndex.build(passages))
    }

    static let queries: [(query: String, id: String)] = [
        ("forgot my password", "en/account.md#reset"), ("delivery times", "en/delivery.md#time"),
        ("密码忘了怎么办", "zh/account.md#reset"), ("policy", "en/policies.md#all"),
    ]

    @Test(arguments: queries)
    func theBestPassageComesFirst(query: String, id: String) throws {
        #expect(try Self.index().search(query, limit: 3).first?.passage.id == id)
    }

    @Test func aPassageIsFoundByItsCitationAndOfTwoTheFirst() throws {
        let again = Passage(id: Self.passages[1].id, title: "Delivery", text: "Again.")
        let index = try PassageIndex(bytes: PassageIndex.build(Self.passages + [again]))

        #expect(Self.passages.map(\.id).map(index.passage) == Self.passages)
        #expect(index.passage("en/account.md") == nil)
    }

    @Test func anExactQuestionIsCertain() throws {
        let found = try Self.index().search("Can't log in!", limit: 1)

        #expect(found.first?.score == 0.99)
    }

    @Test(arguments: [
        "", "?!", "qqq www", "🙂", String(repeating: "x", count: 65_536),
        // One term of three is no answer, however rare it is.
        "hmm choose bold", "zzz policies qqq www",
    ])
    func whatNothingMatchesIsNotAnswered(query: String) throws {
        let found = try Self.index().search(query, limit: 3)

        #expect(found.allSatisfy { $0.score < 0.5 && $0.score >= 0 })
    }

    /// An English customer asks an English article first; the Chinese one that has just these words
    /// is one more that was found.
    @Test func aQuestionOfAnArticleInAnotherLanguageIsNotExact() throws {
        let chinese = Passage(
            id: "zh/returns.md#policy", title: "退货政策", questions: ["return policy"],
            text: "三十天内可以退货。", language: .chinese)
        let index = try PassageIndex(bytes: PassageIndex.build([chinese] + Self.passages))

        let found = index.search("Return policy?", limit: 4)

        #expect(found.contains { $0.passage.id == chinese.id })
        #expect(found.allSatisfy { !$0.isExact })
    }

    @Test(arguments: [
        ("how can I reset the password", true), ("Can't log in!", true), ("password", false),
        ("how long until delivery of my password", false),
    ])
    func aQueryIsNearAQuestionThatSaysAlmostAllOfIt(query: String, isNear: Bool) throws {
        let found = try Self.index().search(query, limit: 1)

        #expect(found.first?.isNear == isNear, "\(found)")
    }

    /// Where only near passages are asked for the others may be missing, and no other comes
    /// instead.
    @Test(arguments: [
        ("how can I reset the password", false),
        ("policy of rain and snow in tomorrow's weather forecast", true),
    ])
    func whatIsNearIsFoundWithoutTheRest(query: String, isFar: Bool) throws {
        let analysis = Analyzer().analyze(query)
        let index = try Self.index()

        let all = index.search(analysis, language: .english, limit: 3)
        let near = index.search(analysis, language: .english, limit: 3, nearOnly: true)

        #expect(!all.isEmpty)
        #expect(near == (isFar ? [] : all))
    }

    /// Each half of a question in two scripts is found in the passages of one language alone.
    @Test(arguments: [
        ("忘记了 password 怎么重置", "en/account.md#reset", Language.english, 0.75),
        ("password 怎么", "en/account.md#reset", .english, 0.5),
        ("忘记了 my 密码", "zh/account.md#reset", .chinese, 0.5),
    ])
    func passagesOfTheOtherLanguageCountLess(
        query: String, id: String, language: Language, share: Double
    ) throws {
        let analysis = Analyzer().analyze(query)
        let index = try Self.index()
        func rank(in language: Language) throws -> Double {
            let found = index.search(analysis, language: language, limit: 4)
            return try #require(found.first { $0.passage.id == id }).rank
        }

        let other: Language = language == .english ? .chinese : .english
        let ratio = try rank(in: other) / rank(in: language)
        #expect(abs(ratio - share) < 1e-5, "\(ratio)")
    }

    @Test func whatHasNoWordIsNobodysQuestion() throws {
        let waving = Passage(
            id: "a", title: "Greetings", questions: ["👋"], text: "We wave back.")
        let index = try PassageIndex(bytes: PassageIndex.build(Self.passages + [waving]))

        #expect(index.search("😡", limit: 3).isEmpty)
    }

    @Test func buildingTwiceGivesTheSameBytes() {
        #expect(PassageIndex.build(Self.passages) == PassageIndex.build(Self.passages))
    }

    /// However many runs a corpus is read in: parts of a section on both sides of a border, FAQs
    /// with their classifier, phrases of other domains, terms that a run has first.
    @Test func runsThatAreReadAtOnceGiveTheBytesOfOne() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(seed: seed)
        let parts = (0..<12).map { part in
            Passage(
                id: part == 0 ? "a.md#costs" : "a.md#costs~\(part + 1)",
                title: "What does it cost?",
                questions: part == 0 ? ["How much is it?", "价格多少"] : [],
                text: "Part \(part) of a mortgage, 第\(part)部分。 See [the list](x.md).")
        }
        let faqs = Self.passages + parts
        for passages in [[], Self.passages, faqs, PassageSearchTests.corpus(&random, count: 900)] {
            let bytes = PassageIndex.build(passages, runs: 1)
            for runs in [2, 3, 7] {
                #expect(
                    PassageIndex.build(passages, runs: runs) == bytes, "seed \(seed), \(runs) runs")
            }
        }
    }

    @Test func anIndexKeepsAllThatIsKnownOfAPassage() throws {
        let passage = Passage(
            id: "zh/a.md#b", title: "怎么退货？", questions: ["退货", "return"], text: "邮寄。\n三十天。",
            language: .chinese, intent: "return", articleTitle: "退货政策")
        let bare = Passage(id: "b", title: "", text: "x")

        let index = try PassageIndex(bytes: PassageIndex.build([passage, bare]))

        #expect(index.passages == [passage, bare])
    }

    @Test func anEmptyCorpusFindsNothing() throws {
        #expect(try PassageIndex(bytes: PassageIndex.build([])).search("hello", limit: 3).isEmpty)
    }
}

/// A question asked word by word is found, and told from one that differs in its number only.
@Suite struct ExactQuestionTests {
    static let index: PassageIndex? = {
        func passage(_ id: String, _ title: String) -> Passage {
            Passage(id: id, title: title, text: "Text of \(id).", language: .english)
        }
        return try? PassageIndex(
            bytes: PassageIndex.build([
                passage("a", "Error 404"), passage("b", "Error 500"),
                passage("c", "Shipping"), passage("d", "Shipping"), passage("e", "Kettle care"),
            ]))
    }()

    @Test(arguments: [("error 404", "a"), ("Error 500?", "b"), ("ｅｒｒｏｒ ５００", "b")])
    func numbersCount(query: String, id: String) throws {
        let found = try #require(Self.index).search(query, limit: 2)

        #expect(found.first?.passage.id == id)
        #expect(found.first.map { $0.score > 0.95 } == true)
        #expect(found.last.map { $0.score < 0.95 } == true)
    }

    @Test func twoPassagesOfOneQuestionAreATie() throws {
        let found = try #require(Self.index).search("shipping", limit: 2)

        #expect(Set(found.map(\.passage.id)) == ["c", "d"])
        #expect(found[0].score == found[1].score && found[0].score < 0.75)
    }
}

/// What sets one section of a FAQ apart from another is learnt from how they are asked for.
@Suite struct QuestionClassifierTests {
    static let orders = Passage(
        id: "a", title: "Does the change apply to orders on their way?",
        questions: [
            "tracking mail to the new address",
            "where will shipping updates go after I switch mail",
            "ParcelFox still writes to my previous mail",
            "I updated my mail but the parcel notice went to the old one",
            "will I still get news about my running order",
        ], text: "Mails from our shop go to the new address at once.")
    static let change = Passage(
        id: "b", title: "How do I change my e-mail address?",
        questions: [
            "new mail address", "update email", "change login",
            "where in settings is the e-mail field",
            "log in with a different mail address from now on",
        ], text: "Open the settings and enter the new address and your password.")

    /// Words in common and cosines speak for the other section: it has "new" and "mail" in one
    /// short question.
    @Test func whatSetsASectionApartCountsMoreThanWhatItShares() throws {
        let index = try PassageIndex(bytes: PassageIndex.build([Self.change, Self.orders]))

        let found = index.search("do open orders follow the new mail", limit: 2)

        #expect(found.map(\.passage.id) == ["a", "b"])
    }

    /// The net would cost more than it gives: plain passages are not asked for by their titles, and
    /// of a very large FAQ training would take minutes.
    @Test func plainAndVeryLargeCorporaHaveNone() {
        let plain = (0..<20).map { Passage(id: "\($0)", title: "Notes \($0)", text: "Text \($0)") }
        let small = plain.map {
            Passage(id: $0.id, title: "What is in notes \($0.id)?", text: $0.text)
        }
        let large = (0..<2_001).map {
            Passage(id: "\($0)", title: "What is \($0)?", text: "Text \($0)")
        }

        let have = [plain, small, large].map { corpus in
            EditedModelFile(bytes: PassageIndex.build(corpus)).has("q.class")
        }

        #expect(have == [false, true, false])
    }
}
