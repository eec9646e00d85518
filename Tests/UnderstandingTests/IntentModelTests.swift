import Foundation
import Testing
import Understanding

@Suite struct IntentModelTests {
    static let examples: [Example] = [
        (
            "reset_password",
            [
                "reset my password", "i forgot my password", "password does not work",
                "new password please", "how do i change the password", "忘记密码了", "怎么重置密码", "密码错误",
            ]
        ),
        (
            "order_status",
            [
                "where is my order", "track my parcel", "has my order shipped",
                "order status", "when does my package come", "我的订单到哪了", "查物流", "快递到哪里了",
            ]
        ),
        (
            "refund",
            [
                "i want my money back", "refund please", "when do i get my refund",
                "the refund is missing", "give me a refund", "我要退款", "退款什么时候到账", "怎么退钱",
            ]
        ),
    ].flatMap { intent, texts in texts.map { Example(text: $0, intent: intent) } }

    static func model(_ examples: [Example] = examples) throws -> IntentModel {
        try IntentModel(bytes: IntentModel.train(examples))
    }

    @Test func trainingTwiceGivesTheSameBytes() throws {
        let first = try IntentModel.train(Self.examples, fingerprint: 7)
        let second = try IntentModel.train(Self.examples, fingerprint: 7)

        #expect(first == second)
    }

    static let questions: [(text: String, intent: String)] = [
        ("please reset the password", "reset_password"), ("where is the order", "order_status"),
        ("my refund", "refund"), ("密码忘记", "reset_password"), ("退款到账了吗", "refund"),
    ]

    @Test(arguments: questions)
    func aMessageGetsTheIntentOfItsExamples(text: String, intent: String) throws {
        let prediction = try Self.model().predict(text)

        #expect(prediction.ranked.first?.name == intent)
        #expect(prediction.ranked.map(\.score) == prediction.ranked.map(\.score).sorted(by: >))
    }

    static let hostile: [String] = [
        "", " ", "🙂🙂🙂", String(repeating: "a", count: 65_536), "\u{202E}abc\u{0301}\u{0301}",
        "مرحبا بالعالم", "१२३४", String(repeating: "\u{FDFA}", count: 8_192), "\0\u{7F}",
        String(repeating: "人", count: 20_000),
    ]

    @Test(arguments: hostile)
    func noMessageGivesAScoreThatIsNoProbability(text: String) throws {
        let prediction = try Self.model().predict(text)

        #expect(prediction.ranked.allSatisfy { $0.score >= 0 && $0.score <= 1 })
        #expect((0...1).contains(prediction.inScope))
    }

    @Test func aMessageWithoutOneKnownTermIsRefused() throws {
        let model = try Self.model()

        #expect(model.predict("ξψ").ranked.allSatisfy { $0.score < model.threshold })
    }

    static let odd: [(name: String, examples: [Example])] = [
        ("one intent", [Example(text: "hi", intent: "greet")]),
        ("one example each", [Example(text: "hi", intent: "a"), Example(text: "yo", intent: "b")]),
        (
            "the same example in two intents",
            [Example(text: "hi", intent: "a"), Example(text: "hi", intent: "b")]
        ),
        ("empty texts", [Example(text: "", intent: "a"), Example(text: "🙂", intent: "b")]),
        (
            "out of scope and one intent",
            [Example(text: "hi", intent: "a"), Example(text: "no", intent: IntentModel.outOfScope)]
        ),
        ("hostile texts", hostile.map { Example(text: $0, intent: "a\($0.utf8.count % 3)") }),
        (
            "ten thousand against three",
            (0..<10_000).map { Example(text: "hi \($0 % 97) there", intent: "a") }
                + ["bye", "see you", "so long"].map { Example(text: $0, intent: "b") }
        ),
    ]

    @Test(arguments: odd)
    func aSmallOrOddSetTrains(name: String, examples: [Example]) throws {
        let prediction = try Self.model(examples).predict("hi")

        #expect(prediction.ranked.allSatisfy { $0.score >= 0 && $0.score <= 1 }, "\(name)")
    }

    @Test func nothingToLearnFromIsAnError() {
        #expect(throws: UnderstandingError.self) { try IntentModel.train([]) }
    }

    /// What every intent of a desk is about tells nothing of what is wanted.
    @Test func wordsOfHalfOfTheIntentsTellNothing() throws {
        let texts: KeyValuePairs = [
            "fault": ["my hearing aid is broken", "the hearing aid is silent", "broken aid"],
            "price": ["what does a hearing aid cost", "price of an aid", "hearing aid prices"],
            "clean": ["how do I clean my hearing aid", "cleaning the aid", "clean a hearing aid"],
            "trial": ["try a hearing aid", "can I test the aid", "hearing aid on trial"],
        ]
        let model = try Self.model(
            texts.flatMap { intent, texts in texts.map { Example(text: $0, intent: intent) } })

        #expect(model.predict("my hearing aid").telling < 0.5)
        #expect(model.predict("a broken hearing aid").telling == 1)
    }

    @Test func contributionsNameTheTermsStrongestFirst() throws {
        let analysis = Analyzer().analyze("reset my password")

        let found = try Self.model().contributions(analysis, intent: "reset_password")
        let terms = try #require(found).terms

        #expect(terms.contains { $0.term == "password" && $0.weight > 0 })
        #expect(terms.map(\.weight) == terms.map(\.weight).sorted(by: >))
        #expect(terms.contains { $0.term == "(bias)" })
    }

    @Test(
        arguments: ["reset my password", "where is it", "退款", "what is the weather"], [false, true])
    func contributionsAddUpToTheScoreAgainstTheMean(text: String, isEnsemble: Bool) throws {
        var settings = IntentModel.Settings()
        settings.isEnsemble = isEnsemble
        let model = try IntentModel(bytes: IntentModel.train(Self.examples, settings: settings))
        let analysis = Analyzer().analyze(text)

        for intent in model.intents {
            let found = try #require(model.contributions(analysis, intent: intent))
            let sum = found.terms.reduce(0) { $0 + $1.weight }
            #expect(abs(sum - found.score) < 1e-3, "\(intent)")
        }
        #expect(model.contributions(analysis, intent: "unheard_of") == nil)
    }

    static let pictures: [(text: String, intent: String?)] = [
        ("👍", "refund"), ("👍👍👍", "refund"), ("👍🏽", "refund"), (" 👍 !!", "refund"),
        ("❤", "order_status"), ("❤️", "order_status"), ("🎉😀", "order_status"), ("😀🎉", nil),
        ("👎", nil), ("👍👎", nil), ("!!", nil),
    ]

    /// Of pictures no net has a term.
    @Test(arguments: pictures)
    func anExampleOfPicturesAloneIsKnownByThem(text: String, intent: String?) throws {
        let taught = [("👍", "refund"), ("❤️", "order_status"), ("🎉🎉 😀", "order_status")]
        let model = try Self.model(Self.examples + taught.map { Example(text: $0, intent: $1) })

        let prediction = model.predict(text)

        #expect(prediction.isExample == (intent != nil))
        if let intent {
            #expect(prediction.ranked.first?.name == intent)
            #expect(prediction.ranked.first.map { $0.score > 0.97 } == true)
        } else {
            #expect(prediction.ranked.allSatisfy { $0.score == 0 })
        }
    }

    static let notNumbers: [(section: String, bits: [UInt8])] = [
        ("insc0", [0, 0, 0xC0, 0x7F]), ("insc0", [0, 0, 0x80, 0xBF]),
        ("inb0", [0, 0, 0x80, 0x7F]), ("out0", [0, 0, 0xC0, 0x7F]), ("idf0", [0, 0, 0x80, 0xFF]),
    ]

    @Test(arguments: notNumbers)
    func aWeightThatIsNoNumberIsRefused(section: String, bits: [UInt8]) throws {
        let whole = EditedModelFile(bytes: try IntentModel.train(Self.examples))
        for place in [
            try whole.section(section).lowerBound, try whole.section(section).upperBound - 4,
        ] {
            var file = whole
            for (at, byte) in bits.enumerated() { file.write(byte, at: place + at) }

            #expect(throws: UnderstandingError.self) { try IntentModel(bytes: file.sealed) }
        }
        #expect(throws: Never.self) { try IntentModel(bytes: whole.sealed) }
    }

    @Test(arguments: [Double.nan, .infinity, -1, 2])
    func aReportThatIsNoneIsRefused(share: Double) throws {
        var file = EditedModelFile(bytes: try IntentModel.train(Self.examples))
        file.write(share.bitPattern, at: try file.section("report").lowerBound)

        #expect(throws: UnderstandingError.self) { try IntentModel(bytes: file.sealed) }
    }

    /// An intent that is hard to tell: its class, its rival's, its messages, how many it leads.
    @Test(arguments: [
        [3.0, 0, 2, 1], [0, 3, 2, 1], [-1, 0, 2, 1], [0, 1, 2, 3], [0, 1, -2, -3], [0, 1, 2, -1],
        [0.5, 1, 2, 1], [.nan, 1, 2, 1], [0, 1, .infinity, 1], [0, 1, 1e300, 1],
    ])
    func aReportOfNoIntentIsRefused(numbers: [Double]) throws {
        var file = EditedModelFile(bytes: try IntentModel.train(Self.examples))
        func write(_ numbers: [Double]) throws {
            let last = try file.section("report").upperBound - 8 * numbers.count
            for (at, number) in numbers.enumerated() {
                file.write(number.bitPattern, at: last + 8 * at)
            }
        }

        try write([2, 0, 2, 1])
        #expect(try IntentModel(bytes: file.sealed).report.confused.count == 1)
        try write(numbers)
        #expect(throws: UnderstandingError.self) { try IntentModel(bytes: file.sealed) }
    }

    /// As an example of an intent it would be held to other lines.
    @Test func whatIsAnExampleOfWhatIsOutOfScopeIsNoneOfAnIntent() throws {
        let outside = ["weather today", "the weather", "weather in paris", "weather"]
            .map { Example(text: $0, intent: IntentModel.outOfScope) }
        let model = try IntentModel(bytes: IntentModel.train(Self.examples + outside))

        #expect(!model.predict("weather").isExample)
        #expect(!model.predict("wether").isExample)
        #expect(model.predict(Self.examples[0].text).isExample)
    }

    @Test func aDamagedFileIsRefusedWithItsNameAndAnOlderOneAsOutdated() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/frontdesk-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/intents.model"
        let bytes = try IntentModel.train(Self.examples)
        var random = SystemRandomNumberGenerator()

        // Every byte of the header, and some of what is behind it.
        let behind = (0..<50).map { _ in Int.random(in: 64..<bytes.count, using: &random) }
        for at in Array(0..<64) + behind {
            var damaged = bytes
            damaged[at] ^= 0x55
            try write(damaged, to: path)
            #expect(throws: UnderstandingError.self, "byte \(at)") {
                try IntentModel(mapping: path)
            }
        }
        for length in [0, 1, 63, 64, 100, bytes.count - 1] {
            try write(Array(bytes[..<length]), to: path)
            #expect(throws: UnderstandingError.self, "length \(length)") {
                try IntentModel(mapping: path)
            }
        }
        var older = EditedModelFile(bytes: bytes)
        older.write(UInt32(1), at: 16)
        try write(older.sealed, to: path)
        do {
            _ = try IntentModel(mapping: path)
            Issue.record("an older format was read")
        } catch {
            guard case .outdatedFile(let named, _) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(named == path)
        }
        try write(bytes, to: path)
        #expect(try IntentModel(mapping: path).predict("refund").ranked.first?.name == "refund")
    }
}
