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
    ]

    @Test(arguments: odd)
    func aSmallOrOddSetTrains(name: String, examples: [Example]) throws {
        let prediction = try Self.model(examples).predict("hi")

        #expect(prediction.ranked.allSatisfy { $0.score >= 0 && $0.score <= 1 }, "\(name)")
    }

    @Test func nothingToLearnFromIsAnError() {
        #expect(throws: UnderstandingError.self) { try IntentModel.train([]) }
    }

    @Test func contributionsNameTheTermsStrongestFirst() throws {
        let analysis = Analyzer().analyze("reset my password")

        let terms = try Self.model().contributions(analysis, intent: "reset_password", limit: 100)

        #expect(terms.contains { $0.term == "password" })
        #expect(terms.map(\.weight) == terms.map(\.weight).sorted(by: >))
        #expect(terms.allSatisfy { $0.weight > 0 })
    }

    /// Against the mean of two classes each has half of the distance, so what speaks for one less
    /// what speaks for the other is (a − b) / 2. The odds of the two are e^((a − b) / temperature),
    /// and a model has one temperature for all messages.
    @Test func contributionsAddUpToTheScoreAgainstTheMean() throws {
        let names = ["reset_password", "order_status"]
        let model = try Self.model(Self.examples.filter { names.contains($0.intent) })
        func halfDistance(_ text: String) -> Double {
            let sums = names.map { name in
                model.contributions(Analyzer().analyze(text), intent: name, limit: .max)
                    .reduce(0) { $0 + $1.weight }
            }
            return sums[0] - sums[1]
        }
        func logOdds(_ text: String) throws -> Double {
            let scores = try names.map { name in
                try #require(model.predict(text).ranked.first { $0.name == name }).score
            }
            return log(scores[0] / scores[1])
        }
        let first = "i forgot my password"
        let temperature = try 2 * halfDistance(first) / logOdds(first)

        #expect((0.25...3.5).contains(temperature), "a temperature is sought in 0.3...3")
        for text in [
            "where is my order", "password", "my", "order the password", "track the new parcel",
            "the password of my order does not work", "密码错误", "快递和密码",
        ] {
            let expected = try temperature * logOdds(text)
            let found = 2 * halfDistance(text)
            #expect(abs(found - expected) < 0.001 * max(1, abs(found)), "\(text)")
        }
    }

    @Test func aDamagedFileIsRefusedWithItsNameAndAnOlderOneAsOutdated() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/frontdesk-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/intents.model"
        let bytes = try IntentModel.train(Self.examples)
        var random = SystemRandomNumberGenerator()

        for _ in 0..<50 {
            var damaged = bytes
            let at = Int.random(in: 64..<bytes.count, using: &random)
            damaged[at] ^= 0x55
            try replaceFile(path, with: damaged)
            #expect(throws: UnderstandingError.self, "byte \(at)") {
                try IntentModel(mapping: path)
            }
        }
        for length in [0, 1, 63, 64, 100, bytes.count - 1] {
            try replaceFile(path, with: Array(bytes[..<length]))
            #expect(throws: UnderstandingError.self, "length \(length)") {
                try IntentModel(mapping: path)
            }
        }
        var older = bytes
        older[16] = 1
        try replaceFile(path, with: older)
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
        try replaceFile(path, with: bytes)
        #expect(try IntentModel(mapping: path).predict("refund").ranked.first?.name == "refund")
    }
}
