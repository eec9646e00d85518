import Testing
import Understanding

/// Word lists match whole words, however those are written, at their place in the text as sent.
@Suite struct WordListTests {
    static let lists = [
        WordList(
            name: "brand",
            entries: ["Öl", "clair", "Café Crème", "Oslo", "A4", "S 22", "Ørsted", "C++"]),
        WordList(name: "city", entries: ["köln", "New York", "Oslo", "Москва", "İzmir"]),
        WordList(name: "product", entries: ["台灯", "落地灯", "灯", "iPhone 15", "X光机", "ソファ"]),
    ]

    static func found(_ text: String) throws -> [Entity] {
        var rules = EntityRules()
        rules.lookups = lists
        return try EntityExtractor(rules).entities(in: text).filter { $0.source == .lookup }
    }

    static let table: [(text: String, surfaces: [String])] = [
        ("Öl kaufen", ["Öl"]), ("ÖL, bitte", ["ÖL"]), ("ich will öl.", ["öl"]),
        ("O\u{308}l", ["O\u{308}l"]), ("cafe\u{301} cre\u{300}me", ["cafe\u{301} cre\u{300}me"]),
        ("CAFÉ  CRÈME", ["CAFÉ  CRÈME"]), ("cafe\u{A0}creme", ["cafe\u{A0}creme"]),
        ("in ＫÖＬＮ", ["ＫÖＬＮ"]), ("new   york", ["new   york"]), ("ＮＥＷ　ＹＯＲＫ", ["ＮＥＷ　ＹＯＲＫ"]),
        ("в москва", ["москва"]), ("(Oslo)", ["Oslo"]), ("Oslo's", ["Oslo"]), ("c++ book", ["c++"]),
        ("A4-paper", ["A4"]), ("🙂👩‍👧 Oslo", ["Oslo"]), ("s 22 case", ["s 22"]),
        ("买台灯", ["台灯"]), ("落地灯和台灯", ["落地灯", "台灯"]), ("要一个灯泡", ["灯"]), ("寄到Oslo吗", ["Oslo"]),
        ("買臺燈", ["臺燈"]), ("ｉＰｈｏｎｅ　１５手机", ["ｉＰｈｏｎｅ　１５"]), ("x光機多少钱", ["x光機"]),
        ("このソファ", ["ソファ"]), ("iphone  15壳", ["iphone  15"]),
    ]

    @Test(arguments: table)
    func anEntryIsFoundHoweverItIsWritten(text: String, surfaces: [String]) throws {
        let found = try Self.found(text)

        #expect(found.map(\.value) == surfaces)
        #expect(found.map { EntityTaggerTests.scalars(text, $0) } == surfaces)
    }

    @Test(arguments: [
        "Rolle", "Böller", "éclair", "declaire", "clairs", "Kölner", "a45", "ba4", "A4x", "newyork",
        "new-york", "s22", "москвау", "iphone 151", "iphone15", "Osloer", "c+", "台", "落地",
    ])
    func aPartOfAWordIsNoEntry(text: String) throws {
        #expect(try Self.found(text).isEmpty)
    }

    @Test func ofTwoListsWithOneEntryTheFirstIsNamed() throws {
        #expect(try Self.found("to Oslo").map(\.name) == ["brand"])
    }

    @Test func aSynonymNamesWhatAListFound() throws {
        var rules = EntityRules()
        rules.lookups = Self.lists
        rules.synonyms = ["köln": "Cologne"]

        let found = try EntityExtractor(rules).entities(in: "nach KÖLN")

        #expect(found.map(\.value) == ["Cologne"])
    }

    /// A list found these spellings, and the synonym did not know them.
    @Test(arguments: [
        "Air Café", "air café", "air cafe", "AIR  CAFÉ", "Air Cafe\u{301}", "Ａｉｒ Café",
        "Air\u{A0}Café",
    ])
    func aSynonymIsAsFarFromItsSpellingAsAList(text: String) throws {
        var rules = EntityRules()
        rules.lookups = [WordList(name: "airline", entries: ["Air Café"])]
        rules.synonyms = ["air café": "AC"]

        let found = try EntityExtractor(rules).entities(in: "is \(text) late")

        #expect(found.map(\.value) == ["AC"])
    }

    @Test func theSpellingTellsTwoSynonymsApart() throws {
        var rules = EntityRules()
        rules.lookups = [WordList(name: "paper", entries: ["resume"])]
        rules.synonyms = ["resume": "go on", "résumé": "CV", "+": "plus"]
        let extractor = try EntityExtractor(rules)

        let values = ["Resume", "RÉSUMÉ", "ｒesume", "re sume"].map { text in
            extractor.entities(in: text).map(\.value)
        }

        #expect(values == [["go on"], ["CV"], ["go on"], []])
    }
}
