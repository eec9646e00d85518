import Testing
import Understanding

/// Which of several findings stays: what a project wrote down, what its examples teach, and what
/// is built in.
@Suite struct EntityPrecedenceTests {
    static let desk: [TaggedExample] = [
        "where is [KP-204417](order_number)", "cancel [KP-771209](order_number) please",
        "has [KP-120058](order_number) been sent", "my order is [KP-448120](order_number)",
        "查[KP-204417](order_number)", "帮我看下[KP-663021](order_number)",
        "打开[KP-301577](order_number)", "call about [KP-992494](order_number)",
        "deliver it [tomorrow](delivery_day)", "bring it [next Monday](delivery_day) please",
        "send it [on Friday](delivery_day)", "can you come [in 3 days](delivery_day)",
        "hello", "how do i pay", "怎么退款", "talk to a human",
    ].map(EntityTaggerTests.annotated)

    static func extractor(_ rules: EntityRules = EntityRules()) throws -> EntityExtractor {
        let bytes = try EntityTagger.train(
            desk, patterns: EntityExtractor(rules), fingerprint: 1)
        return try EntityExtractor(rules, tagger: EntityTagger(bytes: bytes))
    }

    static var rules: EntityRules {
        var rules = EntityRules()
        rules.patterns = [NamedPattern(name: "order_number", pattern: "KP-\\d{6}")]
        return rules
    }

    // MARK: Patterns

    static let announced: [(text: String, values: [String])] = [
        ("Order #10023345 hasn't arrived", ["10023345"]), ("where is order 204417", ["204417"]),
        ("My order id: 9938-2231", ["9938-2231"]), ("it's order nr 778899", ["778899"]),
        ("order no. A-55812 is late", ["A-55812"]), ("订单号是88213765", ["88213765"]),
        ("订单10023345可以取消吗", ["10023345"]), ("单号A20261128退款", ["A20261128"]),
        ("order KP-204417", ["KP-204417"]), ("订单号kp-204417", ["KP-204417"]),
        ("order 1234 5678", ["12345678"]), ("order number AB 123456", ["AB123456"]),
        // What nothing announces is the pattern's alone.
        ("can you check INV-20231", []), ("2026112800017", []), ("快递单号SF1234567890123", []),
        ("保单号88123456", []), ("I want to order 2 lamps", []), ("我要下订单", []),
    ]

    @Test(arguments: announced)
    func aPatternLeavesAnnouncedOrderNumbersToWhatIsBuiltIn(
        text: String, values: [String]
    ) throws {
        let found = try EntityExtractor(Self.rules).entities(in: text)
            .filter { $0.name == "order_number" }

        #expect(found.map(\.value) == values, "\(found)")
    }

    @Test(arguments: ["order number KP-204417", "订单号：KP-204417", "Order #kp-204417"])
    func aPatternWinsWhereItMeetsAnAnnouncedNumber(text: String) throws {
        let found = try EntityExtractor(Self.rules).entities(in: text)

        #expect(found.map(\.source) == [.regex])
        #expect(found.map(\.value) == ["KP-204417"])
    }

    // MARK: Examples

    static let certain: [(text: String, name: String, value: String)] = [
        ("打010-62345678", "phone", "01062345678"),
        ("call 020-79460958", "phone", "02079460958"),
        ("查0571-88886666", "phone", "057188886666"),
        ("where is 555-123-4567", "phone", "5551234567"),
        ("cancel a-1@x.com please", "email", "a-1@x.com"),
        ("cancel €12.50 please", "money", "12.50 EUR"),
        ("has 2026-11-24 been sent", "date", "2026-11-24"),
    ]

    @Test(arguments: certain)
    func whatItsFormTellsWinsOverWhatExamplesTeach(
        text: String, name: String, value: String
    ) throws {
        let found = try Self.extractor().entities(in: text)

        #expect(found.map(\.name) == [name], "\(found)")
        #expect(found.map(\.value) == [value])
        #expect(found.map(\.source) == [.builtin])
    }

    @Test func whatExamplesMarkInItsFormIsTheirs() throws {
        let found = try Self.extractor().entities(in: "deliver it tomorrow")

        #expect(found.map(\.name) == ["delivery_day"], "\(found)")
    }

    @Test(arguments: [
        "où est ma commande", "wo bleibt mein paket", "quiero devolver el pedido",
        "bestelling kwijt",
        "荷物はどこですか", "주문 취소 부탁", "где мой заказ",
    ])
    func aLanguageNoExampleHasTeachesNothing(text: String) throws {
        let found = try Self.extractor().entities(in: text).filter { $0.source == .tagger }

        #expect(found.isEmpty, "\(found)")
    }

    @Test(arguments: [
        ("where is kp-204417", "KP-204417"), ("查kp-204418", "KP-204418"),
        ("CANCEL Kp-204419 PLEASE", "KP-204419"), ("ＫＰ－２０４４２０", "KP-204420"),
    ])
    func lettersOfEitherCaseAreOneOrderNumber(text: String, value: String) throws {
        let taught = try Self.extractor().entities(in: text)
        let written = try EntityExtractor(Self.rules).entities(in: text.lowercased())

        #expect(taught.map(\.value) == [value], "\(taught)")
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 } || text.contains("查")
        if isASCII { #expect(written.map(\.value) == [value], "\(written)") }
    }
}
