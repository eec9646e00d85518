import Testing
import Understanding

/// What counts as the same word, and what does not.
@Suite struct RetrievalTermTests {
    static func found(_ text: String, by query: String) throws -> [String] {
        let filler = Passage(id: "b", title: "Kettles", text: "Boil water.")
        let index = try PassageIndex(
            bytes: PassageIndex.build([Passage(id: "a", title: "", text: text), filler]))
        return index.search(query, limit: 1).flatMap { $0.terms.map(\.term) }
    }

    static let pairs: [(text: String, query: String, isFound: Bool)] = [
        ("planned", "planning", true), ("policies", "policy", true), ("boxes", "box", true),
        ("glasses", "glass", true), ("shipped quickly", "shipping", true),
        ("deleted", "delete", true), ("paid", "pay", false), ("bus", "bu", false),
        ("needed", "need", true), ("sing", "s", false),
        ("quickly", "quick", true), ("in 2014", "2014", true),
        ("removed photos", "delete pictures", true), ("shipping costs", "delivery fee", true),
        ("in 2014", "2015", false), ("20145", "20146", false), ("ies", "ies", true),
        ("退款政策", "退款", true), ("退款", "款退", true), ("naïve cafés", "cafe", true),
    ]

    @Test(arguments: pairs)
    func inflectionsAreOneTermAndDigitsCount(text: String, query: String, isFound: Bool) throws {
        #expect(try Self.found(text, by: query).isEmpty == !isFound)
    }

    @Test func wordsOfAnyLengthAreStemmedWithoutATrap() throws {
        for length in [1, 2, 3, 4, 39, 40, 41, 2_000] {
            for end in ["s", "ies", "ing", "edly", "ly", "e", "y", "eed", "sses"] {
                let word = String(repeating: "b", count: length) + end

                #expect(try Self.found(word, by: word).count == 1, "\(length) \(end)")
            }
        }
    }
}

/// Random corpora in which some words are everywhere, and searches in them.
@Suite struct PassageSearchTests {
    static func corpus(_ random: inout SplitMix, count: Int) -> [Passage] {
        (0..<count).map { number in
            // Squared, low numbers are frequent.
            let words = (0..<12).map { _ -> String in
                let x = Double(random.next() % 1_000) / 1_000
                return "w\(Int(x * x * x * 400))x"
            }
            return Passage(
                id: "p\(number)", title: words[0] + " " + words[1],
                text: words.joined(separator: " "))
        }
    }

    static func query(_ random: inout SplitMix) -> String {
        (0..<(2 + Int(random.next() % 12))).map { _ in "w\(random.next() % 60)x" }
            .joined(separator: " ")
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func fewerAnswersAreTheFirstOfMore(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for count in [1, 3_000] {
            let index = try PassageIndex(
                bytes: PassageIndex.build(Self.corpus(&random, count: count)))
            for _ in 0..<40 {
                let query = Self.query(&random)
                let excluded = Set((0..<3).map { _ in Int(random.next() % UInt64(count)) })

                let many = index.search(query, limit: 10, excluding: excluded)
                let few = index.search(query, limit: 3, excluding: excluded)

                #expect(few == Array(many.prefix(3)), "seed \(seed), \(count) passages, '\(query)'")
                #expect(
                    many.allSatisfy { found in !excluded.contains { "p\($0)" == found.passage.id } }
                )
                #expect(zip(many, many.dropFirst()).allSatisfy { $0.rank >= $1.rank })
            }
        }
    }

    @Test func excludedPassagesAreNotFoundAndTheirWordsAreUnknown() throws {
        var random = SplitMix(seed: 4)
        let passages =
            Self.corpus(&random, count: 60)
            + [Passage(id: "only", title: "zebra crossing", text: "zebra stripes")]
        let index = try PassageIndex(bytes: PassageIndex.build(passages))

        #expect(index.search("zebra stripes w1x", limit: 1).first?.passage.id == "only")
        let others = index.search("zebra stripes w1x", limit: 5, excluding: [60])
        #expect(!others.isEmpty)
        #expect(others.allSatisfy { $0.passage.id != "only" && $0.score < 0.5 })
        #expect(index.search("zebra crossing", limit: 5, excluding: [60]).isEmpty)
    }

    /// The parts of a section share its title: only the best is an answer.
    @Test func aSectionIsFoundOnceByItsBestPart() throws {
        func part(_ id: String, _ text: String) -> Passage {
            Passage(id: id, title: "How do I care for my pan?", text: text)
        }
        let index = try PassageIndex(
            bytes: PassageIndex.build([
                part("a.md#care", "Rinse it."), part("a.md#care~2", "Oil keeps rust away."),
                part("a.md#care~3", "Store it dry."),
                Passage(id: "a.md#lids", title: "Lids", text: "Lids are sold apart."),
                // Another article's section is not a part of this one.
                part("b.md#care~2", "Soap."),
            ]))

        let found = index.search("rust on my pan, care", limit: 5).map(\.passage.id)

        #expect(found.first == "a.md#care~2")
        #expect(found.filter { $0.hasPrefix("a.md#care") }.count == 1)
        #expect(found.contains("b.md#care~2"))
    }

    static let titled: [(query: String, found: String)] = [
        ("How do I care for my iron pan?", "a.md#care"), ("iron pan care", "a.md#care"),
        ("how to care for an iron pan in the kitchen", "a.md#care"),
        ("care for my iron pan against rust", "a.md#care~2"),
        ("怎样清洗铁锅", "b.md#清洗"), ("铁锅生锈怎么清洗", "b.md#清洗~2"),
    ]

    /// It was its shortest part, which may begin with the third step.
    @Test(arguments: titled)
    func aSectionThatIsAskedForByItsTitleBeginsAtItsStart(query: String, found: String) throws {
        func part(_ id: String, _ title: String, _ text: String) -> Passage {
            Passage(id: id, title: title, text: text, headings: ["Kitchen"])
        }
        let title = "How do I care for my iron pan?"
        let long = "Before the first use wash it with water and soap, dry it well, and warm it up."
        let index = try PassageIndex(
            bytes: PassageIndex.build([
                part("a.md#care", title, long), part("a.md#care~2", title, "Oil keeps rust away."),
                part("a.md#care~3", title, "Iron pan!"),
                part("a.md#lids", "Lids", "Lids are sold apart."),
                part("b.md#清洗", "怎样清洗铁锅？", "第一次使用之前，先用清水和洗洁精洗净，擦干后用小火加热五分钟。"),
                part("b.md#清洗~2", "怎样清洗铁锅？", "生锈时抹油。"),
                part("b.md#清洗~3", "怎样清洗铁锅？", "铁锅。"),
            ]))

        #expect(index.search(query, limit: 2).first?.passage.id == found)
    }

    @Test func aPartIsAsCertainAsItsSectionWhenAskedWordByWord() throws {
        let title = "How do I care for my pan?"
        let index = try PassageIndex(
            bytes: PassageIndex.build(
                ["a.md#care", "a.md#care~2"].map { Passage(id: $0, title: title, text: "Oil.") }))

        let found = index.search("how do i care for my pan", limit: 3)

        #expect(found.map(\.passage.id) == ["a.md#care"])
        #expect(found.first?.score == 0.99)
    }

    @Test(arguments: [
        String(repeating: "a", count: 65_536), String(repeating: "🙂", count: 16_384),
        String(repeating: "\u{202E}w1x ", count: 8_000),
        "e" + String(repeating: "\u{301}", count: 30_000),
        String(repeating: "退", count: 20_000),
        (0..<9_000).map { "w\($0)x" }.joined(separator: " "), "\u{0}\u{FFFF} w1x",
    ])
    func hostileQueriesAreSearchedWithoutATrap(query: String) throws {
        var random = SplitMix(seed: 5)
        let index = try PassageIndex(bytes: PassageIndex.build(Self.corpus(&random, count: 200)))

        #expect(index.search(query, limit: 3).allSatisfy { (0...1).contains($0.score) })
    }
}

/// Nonsense made of a shop's own words is not answered; questions in other words are.
@Suite struct PassageConfidenceTests {
    static let index: PassageIndex? = {
        func passage(_ title: String, _ questions: [String], _ text: String) -> Passage {
            Passage(
                id: title, title: title, questions: questions, text: text,
                language: title.utf8.allSatisfy { $0 < 0x80 } ? .english : .chinese)
        }
        return try? PassageIndex(
            bytes: PassageIndex.build([
                passage(
                    "How long is the warranty?", ["guarantee period"],
                    "Two years from the day you receive the goods. Opening the device voids it."),
                passage(
                    "When do I get my refund?", ["money back"],
                    "Within five days of the return reaching our warehouse."),
                passage(
                    "How much is express delivery?", ["next day delivery"],
                    "Express delivery costs 9.90 and arrives the next working day."),
                passage("How do I return an item?", ["send something back"], "Print a label."),
                passage("How do I cancel my order?", ["stop an order"], "Press cancel."),
                passage("保修期多久？", ["质保几年"], "从收货日算起两年。"),
                passage("怎么取消订单？", ["不想要了"], "在订单页取消。"),
                passage("退款多久到账？", ["钱什么时候退"], "五个工作日。"),
            ]))
    }()

    @Test(arguments: [
        "warranty void black hole", "refund my childhood", "C3PO", "cancel culture",
        "今天天气怎么样", "订单里的月亮什么时候升起", "保险箱打不开",
    ])
    func nonsenseIsNotAnswered(query: String) throws {
        let found = try #require(Self.index).search(query, limit: 1)

        #expect(found.first.map { $0.score < 0.5 } ?? true, "\(found.map(\.score))")
    }

    @Test(arguments: [
        "what is the warranty period and how long", "when will i get my money back, the refund",
        "保修期是多久", "怎么把订单取消",
    ])
    func aQuestionInOtherWordsIsAnswered(query: String) throws {
        let found = try #require(Self.index).search(query, limit: 1)

        #expect(found.first.map { $0.score >= 0.5 } == true, "\(found.map(\.score))")
    }
}
