import Testing
import Understanding

/// Examples that stand in the files more than once.
@Suite struct RepeatedExampleTests {
    private static let shared = "what is the monthly limit"

    private static func model(_ more: [Example] = []) throws -> IntentModel {
        try IntentModel(
            bytes: IntentModel.train(
                IntentModelTests.examples + more
                    + ["card_limit", "data_limit"].flatMap { intent in
                        [
                            shared, "\(intent.prefix(4)) limits",
                            "how high is my \(intent.prefix(4))",
                        ]
                        .map { Example(text: $0, intent: intent) }
                    }))
    }

    @Test(arguments: [shared, "What is the monthly limit?!"])
    func anExampleOfTwoIntentsMayMeanEither(text: String) throws {
        let prediction = try Self.model().predict(text)

        let best = prediction.ranked.prefix(2)
        #expect(Set(best.map(\.name)) == ["card_limit", "data_limit"])
        #expect(best.allSatisfy { $0.score > 0.48 && $0.score < 0.5 }, "\(best)")
        #expect(prediction.isExample)
        #expect(prediction.inScope >= 0.99)
    }

    /// Each had its share of the certainty, which a desk's own threshold may exceed.
    @Test(arguments: [shared, "hello, \(shared)"])
    func anExampleOfTwoIntentsIsAskedAboutWhateverTheThreshold(text: String) throws {
        let interpreter = Interpreter(
            model: try Self.model(), passages: nil, chosen: .init(intent: 0.1))

        let reading = interpreter.interpret(text)

        #expect(reading.meanings == 2)
        #expect(reading.acted == nil)
        #expect(reading.lines.offer == 0)
        #expect(interpreter.interpret("card limits").meanings == 1)
        #expect(interpreter.interpret("card limits of the year").meanings == 0)
    }

    /// Numbers are one word to a net, but not to who wrote them into examples.
    @Test(arguments: [
        ("error 404", ["missing"]), ("Error 503!", ["down"]), ("error 500", ["down", "missing"]),
    ])
    func examplesThatDifferByANumberAreToldApart(text: String, intents: [String]) throws {
        let model = try Self.model(
            [("error 404", "missing"), ("error 503", "down"), ("error 502", "down")]
                .map { Example(text: $0.0, intent: $0.1) })

        let found = model.predict(text).ranked.filter { $0.score > 0.4 }

        #expect(found.map(\.name).sorted() == intents, "\(found)")
    }

    @Test func anExampleOfAnIntentThatIsOutOfScopeTooIsNoExample() throws {
        let outside = Example(text: Self.shared, intent: IntentModel.outOfScope)

        let prediction = try Self.model([outside]).predict(Self.shared)

        #expect(!prediction.isExample)
    }

    @Test func examplesThatTellNothingAreCounted() {
        let found = UntellingExamples(
            [
                ("Where is it?", "track"), ("where is it", "ship"), ("WHERE IS IT!", "ship"),
                ("refund", "pay"), ("refund", "pay"), ("?!", "pay"), ("…", "track"),
                ("error 404", "pay"), ("error 503", "track"),
            ].map { Example(text: $0.0, intent: $0.1) })

        #expect(found.shared == 3)
        #expect(found.wordless == 2)
    }

    /// Words that no two examples share: what is held out cannot be told, unless its copy was seen.
    @Test func aCopyIsHeldOutWithItsFirst() throws {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let examples = (0..<48).map { at in
            let word = String((0..<7).map { letters[(at * 31 + $0 * $0 * 7) % letters.count] })
            return Example(
                text: word + letters[at / 26].description + word, intent: "intent\(at % 4)")
        }

        let once = try IntentModel(bytes: IntentModel.train(examples)).report.threshold
        // Side by side, so that the order of the messages does not keep them together.
        let copied = examples.flatMap { [$0, $0] }
        let twice = try IntentModel(bytes: IntentModel.train(copied)).report.threshold

        #expect(once.precision < 0.6)
        #expect(twice.precision < 0.6, "\(twice)")
    }
}
