import Testing
import Understanding

/// What is found without a line of the project's own, with its place in Unicode scalars.
@Suite struct BuiltInEntityTests {
    typealias Found = (text: String, name: String, value: String, surface: String)

    static let table: [Found] = [
        ("mail me at ann.b@x.co.uk or so", "email", "ann.b@x.co.uk", "ann.b@x.co.uk"),
        ("call +44 20 7946 0958 now", "phone", "+442079460958", "+44 20 7946 0958"),
        ("🙂é\u{301} 手机号13812345678", "phone", "13812345678", "13812345678"),
        ("it cost $12.50, twice", "money", "12.50 USD", "$12.50"),
        ("refund 20 euros", "money", "20.00 EUR", "20 euros"),
        ("付了1299.5元", "money", "1299.50 CNY", "1299.5元"),
        ("about 20-30元", "money", "20.00 CNY", "20"),
        ("买了两件", "quantity", "2 件", "两件"),
        ("٣ pairs", "quantity", "3 pair", "٣ pairs"),
        ("at half past five", "time", "05:30", "half past five"),
        ("下午三点半送", "time", "15:30", "下午三点半"),
    ]

    @Test(arguments: table)
    func isFoundAtItsPlace(text: String, name: String, value: String, surface: String) throws {
        let found = try EntityExtractor(EntityRules()).entities(in: text)

        let entity = try #require(found.first { $0.name == name }, "\(found)")
        #expect(entity.value == value)
        let scalars = Array(text.unicodeScalars)[entity.start..<entity.end]
        #expect(String(String.UnicodeScalarView(scalars)) == surface)
        #expect(entity.source == .builtin)
    }

    /// A message is passed over unless it has a sign, and an ideograph unless a word begins with it.
    @Test(arguments: BuiltInKind.chineseWords)
    func noWordOfADayOrTimeIsPassedOver(word: String) throws {
        let extractor = try EntityExtractor(EntityRules())

        let found = ["", "一", "底", "后", "3点"].flatMap { extractor.entities(in: word + $0) }

        #expect(found.contains { ["date", "time"].contains($0.name) && $0.start == 0 })
    }

    @Test(arguments: [
        "上周三", "下个月", "本月", "双12", "雙十一", "差10分5点", "訂單KP-204417", "單號KP-204417", "人民币12",
        "新台币12", "週三", "禮拜五", "國慶節", "聖誕節", "壹佰元", "半夜3点",
        "this morning", "大前年",
    ])
    func aMessageOfOneEntityIsLookedAt(text: String) throws {
        let found = try EntityExtractor(EntityRules()).entities(in: text)

        #expect(found.map(\.end) == [text.unicodeScalars.count], "\(found)")
    }

    @Test(arguments: [
        "hello there", "version 3.2.1 of the app", "I have 2 kids and 1 dog", "", "@", "$", "+",
        String(repeating: "9", count: 65_536), String(repeating: "十", count: 20_000),
        String(repeating: "a@", count: 30_000), "\u{202E}12\u{0301}:\u{0301}",
    ])
    func whatIsNoneIsNone(text: String) throws {
        let found = try EntityExtractor(EntityRules()).entities(in: text)

        #expect(found.isEmpty, "\(found)")
    }
}
