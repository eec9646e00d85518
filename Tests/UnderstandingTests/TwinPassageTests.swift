import Testing
import Understanding

/// Questions that a query cannot tell apart, for it says less than each of them.
@Suite struct TwinPassageTests {
    private static let titles: [(String, Language)] = [
        ("How long is the warranty on lamps?", .english),
        ("How long is the warranty on sofas?", .english),
        ("How do I change my delivery address?", .english),
        ("How do I change my billing address?", .english),
        ("What does express delivery cost?", .english),
        ("What does standard delivery cost?", .english),
        ("How do I cancel a season ticket?", .english), ("How do I cancel a day ticket?", .english),
        ("Where can I park?", .english), ("Can I pay with a card?", .english),
        ("平邮运费多少钱？", .chinese), ("快递运费多少钱？", .chinese), ("怎么修改收货地址？", .chinese),
        ("怎么修改账单地址？", .chinese), ("灯具保修多久？", .chinese), ("沙发保修多久？", .chinese),
        ("可以刷卡吗？", .chinese), ("在哪里停车？", .chinese),
    ]

    private static let index = Result {
        try PassageIndex(
            bytes: PassageIndex.build(
                titles.enumerated().map { number, title in
                    Passage(
                        id: "faq.md#\(number)", title: title.0,
                        text: title.1 == .english
                            ? "See section \(number) of the handbook." : "请看手册第\(number)节。",
                        language: title.1)
                }))
    }

    @Test(arguments: [
        "how long is the warranty", "how do i change my address", "what does delivery cost",
        "how do i cancel a ticket", "运费多少钱", "怎么修改地址", "保修多久",
    ])
    func neitherOfTwoIsSure(query: String) throws {
        let found = try Self.index.get().search(query, limit: 3)

        #expect(found.prefix(2).allSatisfy { $0.isTwin && $0.score == 0.7 && !$0.isNear })
        #expect(found.dropFirst(2).allSatisfy { !$0.isTwin })
    }

    @Test(arguments: [
        ("how long is the warranty on sofas", 1), ("how do i change the billing address", 3),
        ("cost of express delivery", 4), ("where can i park", 8), ("快递运费要多少钱", 11),
        ("怎么修改账单地址", 13),
    ])
    func whatNamesOneIsSureOfIt(query: String, number: Int) throws {
        let found = try #require(Self.index.get().search(query, limit: 3).first)

        #expect(found.passage.id == "faq.md#\(number)" && !found.isTwin && found.score > 0.8)
    }
}
