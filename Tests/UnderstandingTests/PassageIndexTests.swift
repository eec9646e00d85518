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

    @Test func buildingTwiceGivesTheSameBytes() {
        #expect(PassageIndex.build(Self.passages) == PassageIndex.build(Self.passages))
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
