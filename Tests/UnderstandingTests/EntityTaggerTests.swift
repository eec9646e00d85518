import Foundation
import Testing
import Understanding

/// What annotated examples teach: values never seen, in their place, the same each time.
@Suite struct EntityTaggerTests {
    static let examples: [TaggedExample] = [
        "ship it to [Oslo](city) please", "deliver to [Bergen](city)", "send it to [Paris](city)",
        "does it ship to [Madrid](city)?", "deliver my order to [New York](city)",
        "send the parcel to [Rome](city) today", "i moved to [Los Angeles](city)",
        "ship to [San Diego](city) instead", "can you deliver to [Hamburg](city) tomorrow",
        "please send it to [Lisbon](city)", "where is order [FD-2024-10001](order)",
        "cancel order [FD-2023-20417](order) please", "order [FD-2024-33120](order) is late",
        "i want to return order [FD-2022-90013](order)", "track [FD-2021-55555](order) for me",
        "发货到[北京](city)", "请寄到[上海](city)", "送到[广州](city)要几天", "我想寄到[深圳](city)",
        "可以发货到[成都](city)吗", "where is my parcel", "when does it arrive", "how do i pay",
        "i want my money back", "talk to a human", "怎么退款", "什么时候发货", "我要找人工",
    ].map(annotated)

    /// `[Oslo](city)` as it is written in `intents/`.
    static func annotated(_ text: String) -> TaggedExample {
        var example = TaggedExample(text: "")
        var open: Int?
        var rest = Substring(text)
        while let next = rest.popFirst() {
            let count = example.text.unicodeScalars.count
            if next == "[" {
                open = count
            } else if next == "]", let start = open {
                let name = rest.dropFirst().prefix { $0 != ")" }
                rest = rest.dropFirst(name.count + 2)
                example.spans.append(.init(entity: String(name), start: start, end: count))
                open = nil
            } else {
                example.text.append(next)
            }
        }
        return example
    }

    static func bytes(_ examples: [TaggedExample] = examples) throws -> [UInt8] {
        try EntityTagger.train(examples, patterns: EntityExtractor(EntityRules()), fingerprint: 9)
    }

    static func extractor(_ rules: EntityRules = EntityRules()) throws -> EntityExtractor {
        try EntityExtractor(rules, tagger: EntityTagger(bytes: bytes()))
    }

    static func scalars(_ text: String, _ entity: Entity) -> String {
        String(String.UnicodeScalarView(Array(text.unicodeScalars)[entity.start..<entity.end]))
    }

    static let numbers: [(text: String, value: String?)] = [
        ("where is order FD-2025-77777", "FD-2025-77777"),
        ("cancel order KX-2025-1 please", "KX-2025-1"),
        ("where is order the blue one", nil), ("order number twelve is late", nil),
        ("cancel order that one please", nil), ("i want to return order yesterday", nil),
    ]

    /// All values of the kind are codes, so that what stands in the place of one must be one, too.
    @Test(arguments: numbers)
    func whatIsNoCodeIsNoValueOfAKindThatHasOnlyCodes(text: String, value: String?) throws {
        let found = try Self.extractor().entities(in: text).filter { $0.name == "order" }

        #expect(found.map { Self.scalars(text, $0) } == (value.map { [$0] } ?? []))
    }

    /// One code, or codes beside a word, leave a kind open.
    @Test(arguments: [
        ["i bought the [X200](product) kettle"],
        [
            "i bought the [X200](product) kettle", "the [T9](product) lamp",
            "i bought the [stand mixer](product)",
        ],
    ])
    func aKindWithAValueThatIsNoCodeTakesWords(marked: [String]) throws {
        let products = Array(repeating: marked, count: 4).flatMap(\.self).map(Self.annotated)
        let tagger = try EntityTagger(bytes: Self.bytes(Self.examples + products))
        let extractor = try EntityExtractor(EntityRules(), tagger: tagger)

        let found = extractor.entities(in: "i bought the toaster kettle")

        #expect(found.contains { $0.name == "product" })
    }

    static let heldOut: [(text: String, name: String, value: String)] = [
        ("ship it to Vienna please", "city", "Vienna"),
        ("deliver to Trondheim", "city", "Trondheim"),
        ("can you send it to Porto", "city", "Porto"),
        ("i moved to San Marino", "city", "San Marino"),
        ("请寄到武汉", "city", "武汉"), ("可以发货到杭州吗", "city", "杭州"),
    ]

    @Test(arguments: heldOut)
    func aValueNeverSeenIsFoundByWhatStandsAroundIt(
        text: String, name: String, value: String
    ) throws {
        let found = try Self.extractor().entities(in: text)

        #expect(found.map(\.name) == [name], "\(found)")
        #expect(found.map(\.value) == [value])
        #expect(found.map(\.source) == [.tagger])
    }

    @Test(arguments: ["hello", "where is my parcel", "how do i pay today", "怎么退款", "", "🙂"])
    func whereNothingIsMarkedNothingIsFound(text: String) throws {
        let found = try Self.extractor().entities(in: text).filter { $0.source == .tagger }

        #expect(found.isEmpty, "\(found)")
    }

    /// Text, surfaces found by the tagger.
    static let joined: [(text: String, surfaces: [String])] = [
        ("where is order FD-2024-88123", ["FD-2024-88123"]),
        ("where is FD-2024-88123.", ["FD-2024-88123"]),
        ("cancel FD-2024-88123,please", ["FD-2024-88123"]),
        ("order:FD-2024-88123", ["FD-2024-88123"]), ("(FD-2024-88123)", ["FD-2024-88123"]),
        ("order FD_2024.88123/7", ["FD_2024.88123/7"]), ("ship to Oslo/Bergen", ["Oslo/Bergen"]),
        ("deliver to Baden-Baden", ["Baden-Baden"]),
        ("订单FD-2024-88123发货到Oslo", ["FD-2024-88123", "Oslo"]),
        ("查FD-2024-88123吗", ["FD-2024-88123"]),
    ]

    @Test(arguments: joined)
    func whatIsWrittenInOneIsNotCut(text: String, surfaces: [String]) throws {
        let found = try Self.extractor().entities(in: text).filter { $0.source == .tagger }

        #expect(found.map { Self.scalars(text, $0) } == surfaces)
    }

    @Test func noTaggedEntityBeginsOrEndsInsideAWord() throws {
        let extractor = try Self.extractor()
        var random = SplitMix(seed: 41)
        let parts = [
            "ship", "to", "order", "FD", "2024", "88123", "Oslo", "-", "_", ".", "@", "/", " ",
        ]
        for round in 0..<2_000 {
            let text = (0..<12).map { _ in parts[Int(random.next() % UInt64(parts.count))] }
                .joined()
            let all = Array(text.unicodeScalars)
            for entity in extractor.entities(in: text) where entity.source == .tagger {
                for edge in [entity.start, entity.end] where edge > 0 && edge < all.count {
                    let isInside = all[edge - 1...edge].allSatisfy { $0.properties.isAlphabetic }
                    let isNumber = all[edge - 1...edge].allSatisfy { ("0"..."9").contains($0) }
                    #expect(!isInside && !isNumber, "seed 41, round \(round): \(text), \(entity)")
                }
            }
        }
    }

    @Test func aMarkInsideAWordStandsForAllOfIt() throws {
        let examples = [
            "[5](size)kg please", "send [7](size)kg now", "i need [3](size)kg", "hello",
        ]
        let tagger = try EntityTagger(bytes: Self.bytes(examples.map(Self.annotated)))
        let rules = EntityRules()

        let found = try EntityExtractor(rules, tagger: tagger).entities(in: "send 4kg now")

        #expect(found.map(\.value) == ["4kg"])
        #expect(found.map(\.name) == ["size"])
    }

    /// Text, place in Unicode scalars, value.
    static let places: [(text: String, place: Range<Int>, value: String)] = [
        ("🙂👩‍👧 ship to Oslo now", 13..<17, "Oslo"),
        ("ＳＨＩＰ　ｔｏ　Ｏｓｌｏ", 8..<12, "Ｏｓｌｏ"),
        ("e\u{301}e\u{301} ship to Mu\u{308}nchen", 13..<21, "Mu\u{308}nchen"),
        ("ship to A\u{30A}lesund\u{FE0F}!", 8..<17, "A\u{30A}lesund\u{FE0F}"),
        ("\u{202E}ship\u{200D} to Rome", 10..<14, "Rome"), ("🙂发货到大连", 4..<6, "大连"),
    ]

    @Test(arguments: places)
    func placesAreUnicodeScalarsOfTheTextAsSent(
        text: String, place: Range<Int>, value: String
    ) throws {
        let found = try Self.extractor().entities(in: text)

        let entity = try #require(found.first { $0.source == .tagger }, "\(found)")
        #expect(entity.start..<entity.end == place)
        #expect(Array(entity.value.unicodeScalars) == Array(value.unicodeScalars))
        #expect(Self.scalars(text, entity) == entity.value)
    }

    // MARK: Who wins

    @Test func aPatternAndAListWinOverTheTagger() throws {
        var rules = EntityRules()
        rules.patterns = [NamedPattern(name: "code", pattern: "FD-\\d{4}-\\d{5}")]
        rules.lookups = [WordList(name: "city", entries: ["Oslo"])]

        let found = try Self.extractor(rules).entities(in: "ship order FD-2024-88123 to Oslo")

        #expect(found.map(\.name) == ["code", "city"])
        #expect(found.map(\.source) == [.regex, .lookup])
    }

    private static func shades(_ rules: EntityRules, _ text: String) throws -> [String] {
        let patterns = try EntityExtractor(rules)
        let examples = [
            "i want [dark red](color) shoes", "do you have [pale blue](color) shirts",
            "show me [dark blue](color) hats", "i like [pale red](color)", "is it in [red](color)",
            "do you have it in [blue](color)", "where is my parcel", "when does it arrive",
        ].map(annotated)
        let tagger = try EntityTagger(bytes: EntityTagger.train(examples, patterns: patterns))
        return try EntityExtractor(rules, tagger: tagger).entities(in: text).map(\.value)
    }

    /// A list finds a part of what examples mark.
    @Test(arguments: [
        ("i want dark red shoes", ["dark red"]), ("do you have pale red hats", ["pale red"]),
        ("do you have it in red", ["red"]),
    ])
    func whatExamplesMarkBeyondAListIsFoundAsAWhole(text: String, values: [String]) throws {
        var rules = EntityRules()
        rules.lookups = [WordList(name: "color", entries: ["red", "blue"])]

        #expect(try Self.shades(rules, text) == values)
    }

    /// A pattern says how a value is written, unless the whole has a value of its own.
    @Test(arguments: [(["dark red": "maroon"], ["maroon"]), ([:], ["red"])])
    func aPatternGivesWayToASynonymAlone(synonyms: [String: String], values: [String]) throws {
        var rules = EntityRules()
        rules.patterns = [NamedPattern(name: "color", pattern: "red|blue")]
        rules.synonyms = synonyms

        #expect(try Self.shades(rules, "i want dark red shoes") == values)
    }

    @Test func theTaggerWinsOverWhatIsBuiltIn() throws {
        let text = "where is order FD-2024-88123"
        let alone = try EntityExtractor(EntityRules()).entities(in: text)
        let both = try Self.extractor().entities(in: text)

        #expect(alone.map(\.source) == [.builtin])
        #expect(both.map(\.name) == ["order"])
        #expect(both.map(\.source) == [.tagger])
    }

    @Test func whatIsBuiltInStandsBesideTheTagger() throws {
        let found = try Self.extractor().entities(in: "ship it to Vienna today")

        #expect(found.map(\.name) == ["city", "date"])
    }

    static let blurred: [(text: String, kind: String, value: String)] = [
        ("mail me at a.b+c@ex-ample.co.uk", "email", "a.b+c@ex-ample.co.uk"),
        ("call +49 (30) 123-4567", "phone", "+49301234567"),
        ("it cost €12.50 and that is it", "money", "12.50 EUR"),
        ("where is order 12345 please", "order_number", "12345"),
        ("open until 5:30pm or so", "time", "17:30"),
    ]

    /// Few examples teach a tagger to take too much.
    @Test(arguments: blurred)
    func aTaggedEntityThatBlursWhatIsCertainIsNone(
        text: String, kind: String, value: String
    ) throws {
        let greedy = [
            "mail [me at x](account)", "call [anna now](account)", "it cost [nothing and](account)",
            "mail [me at y](account)", "call [bob now](account)", "it cost [a lot and](account)",
            "where is order [of anna](account) please", "where is order [of bob](account) please",
            "open until [late or](account) so", "open until [dusk or](account) so",
        ].map(Self.annotated)
        let extractor = try EntityExtractor(
            EntityRules(), tagger: EntityTagger(bytes: Self.bytes(greedy)))

        let found = extractor.entities(in: text)

        #expect(found.contains { $0.name == kind && $0.value == value }, "\(found)")
    }

    @Test func aSynonymNamesWhatTheTaggerFound() throws {
        var rules = EntityRules()
        rules.synonyms = ["wien": "Vienna"]

        let found = try Self.extractor(rules).entities(in: "ship it to Wien please")

        #expect(found.map(\.value) == ["Vienna"])
    }

    // MARK: Files

    @Test func trainingTwiceGivesTheSameBytes() throws {
        #expect(try Self.bytes() == Self.bytes())
    }

    @Test func nothingMarkedIsNothingToLearn() throws {
        #expect(throws: UnderstandingError.nothingToLearn("no example marks an entity")) {
            try Self.bytes(["where is my parcel", "怎么退款"].map(Self.annotated))
        }
    }

    @Test func aFileServesAsItsBytesDo() throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("tagger-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write(Self.bytes(), to: path)
        let tagger = try EntityTagger(mapping: path)
        let mapped = try EntityExtractor(EntityRules(), tagger: tagger)
        let copied = try Self.extractor()

        #expect(tagger.kinds == ["city", "order"])
        #expect(tagger.fingerprint == 9)
        for (text, _, _) in Self.heldOut {
            #expect(mapped.entities(in: text) == copied.entities(in: text))
        }
    }

    @Test func aFileCutShortIsRefused() throws {
        let bytes = try Self.bytes()
        for length in Array(0..<256) + Array(stride(from: 256, to: bytes.count, by: 997)) {
            #expect(throws: UnderstandingError.self, "\(length) bytes") {
                try EntityTagger(bytes: Array(bytes[..<length]))
            }
        }
    }

    @Test func aDamagedFileIsRefused() throws {
        let bytes = try Self.bytes()
        // The fingerprint and the zeros behind it are not part of what the checksum covers.
        let places = Array(0..<40) + Array(stride(from: 64, to: bytes.count, by: 211))
        for place in places {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(throws: UnderstandingError.self, "byte \(place)") {
                try EntityTagger(bytes: damaged)
            }
        }
    }

    /// A search would not end there.
    @Test(arguments: ["keys", "words"])
    func aTableWithoutAnEmptySlotIsRefused(section: String) throws {
        var file = EditedModelFile(bytes: try Self.bytes())
        let slots = try file.section(section)
        for place in stride(from: slots.lowerBound, to: slots.upperBound, by: 8)
        where file.read(UInt64.self, at: place) == 0 {
            file.write(UInt64(place), at: place)
        }

        #expect(throws: UnderstandingError.self) { try EntityTagger(bytes: file.sealed) }
    }

    @Test func aFileOfAnotherKindIsRefused() throws {
        let model = try IntentModel.train([Example(text: "hello", intent: "greet")])

        #expect(throws: UnderstandingError.self) { try EntityTagger(bytes: model) }
    }
}
