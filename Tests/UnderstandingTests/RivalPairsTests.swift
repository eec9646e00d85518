import Testing
import Understanding

/// Two intents whose messages differ by a common word alone, and one beside them.
@Suite struct RivalPairsTests {
    private static let things = [
        "limit", "balance", "address", "password", "plan", "price", "room number", "table",
        "due date",
        "account", "code", "name", "booking", "seat", "ticket", "phone number", "order", "discount",
        "tariff", "username", "quota", "reservation", "delivery day", "meter reading", "contract",
        "share", "rate", "score", "locker", "parking space",
    ]

    private static func examples(_ range: Range<Int>) -> [Example] {
        things[range].flatMap { thing in
            [
                Example(text: "what is my \(thing)", intent: "now"),
                Example(text: "what was my \(thing) last year", intent: "before"),
                Example(text: "tell me what my \(thing) is", intent: "now"),
                Example(text: "tell me what my \(thing) was", intent: "before"),
                Example(text: "please close the \(thing)", intent: "close"),
            ]
        }
    }

    private static let bytes = Result { try IntentModel.train(examples(0..<25)) }

    /// The same model whose pairs say nothing.
    private static func withoutPairs() throws -> IntentModel {
        var file = EditedModelFile(bytes: try bytes.get())
        for place in try file.section("rvweight") { file.write(UInt8(0), at: place) }
        return try IntentModel(bytes: file.sealed)
    }

    /// The words of both intents, and of one what the other is asked with.
    private static let doubtful = things.prefix(20).flatMap { thing in
        [
            "is my \(thing) what it was", "\(thing) was is", "my \(thing) last year is",
            "what is was the \(thing)", "tell me the \(thing)", "\(thing) year",
        ]
    }

    /// And says nothing of how sure it is that the message is of one of them.
    @Test func aPairHasItsTwoIntentsChangePlacesAtMost() throws {
        let model = try IntentModel(bytes: Self.bytes.get())
        let alone = try Self.withoutPairs()

        var changed = 0
        for text in Self.doubtful {
            let (with, without) = (model.predict(text), alone.predict(text))
            #expect(with.inScope == without.inScope, "\(text)")
            #expect(with.ranked.map(\.score) == without.ranked.map(\.score), "\(text)")
            let names = without.ranked.map(\.name)
            guard with.ranked.map(\.name) != names else { continue }
            #expect(with.ranked.map(\.name) == [names[1], names[0]] + names.dropFirst(2))
            changed += 1
        }
        #expect(changed > 0)
    }

    @Test func whatNobodySaidBeforeIsToldByTheCommonWord() throws {
        let model = try IntentModel(bytes: Self.bytes.get())

        let others = Self.examples(25..<30)
        let right = others.count { model.predict($0.text).ranked.first?.name == $0.intent }

        #expect(right == others.count)
    }

    @Test func itsTermsAddUpToTheRawScoreToo() throws {
        let model = try IntentModel(bytes: Self.bytes.get())
        let alone = try Self.withoutPairs()
        let analyzer = Analyzer()

        var moved = 0
        for text in Self.doubtful {
            let analysis = analyzer.analyze(text)
            var shifts: [Double] = []
            for intent in model.intents {
                let found = try #require(model.contributions(analysis, intent: intent))
                let sum = found.terms.reduce(0) { $0 + $1.weight }
                #expect(abs(sum - found.score) < 1e-3, "\(text) \(intent)")
                let net = try #require(alone.contributions(analysis, intent: intent))
                shifts.append(found.score - net.score)
            }
            // What one of two gains the other loses.
            #expect(abs(shifts.reduce(0, +)) < 1e-4, "\(text)")
            if shifts.contains(where: { abs($0) > 1e-3 }) { moved += 1 }
        }
        #expect(moved > 2)
    }

    static let damages: [(section: String, at: Int, bytes: [UInt8])] = [
        ("rvweight", 0, [0, 0, 0xC0, 0x7F]), ("rvintent", 0, [1]),
        ("rvintent", 4, [255, 255, 255]),
        ("rvts", 4, [255, 255, 255]), ("rvt", 0, [255, 255, 255, 255]), ("rvpair", 0, [9]),
        ("rvpair", 4, [9]), ("rvstart", 0, [255, 255, 255, 255]),
    ]

    @Test(arguments: damages)
    func aDamagedPairIsRefused(section: String, at: Int, bytes: [UInt8]) throws {
        var file = EditedModelFile(bytes: try Self.bytes.get())
        let start = try file.section(section).lowerBound
        for (place, byte) in bytes.enumerated() { file.write(byte, at: start + at + place) }

        #expect(throws: UnderstandingError.self) { try IntentModel(bytes: file.sealed) }
    }

    @Test func fewExamplesHaveNoPairs() throws {
        let file = EditedModelFile(bytes: try IntentModel.train(Self.examples(0..<4)))

        #expect(try file.section("rvpair").isEmpty)
        #expect(try !EditedModelFile(bytes: Self.bytes.get()).section("rvpair").isEmpty)
    }

    @Test(arguments: [1, 2, 7, 8, 9, 16, 33])
    func aSystemOfEquationsIsSolved(size: Int) {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        func value() -> Float { Float(Int(random.next() % 2_001)) / 1_000 - 1 }
        let factors = (0..<size).map { _ in (0..<size).map { _ in value() } }
        var matrix = LowerTriangle(size: size)
        var whole = factors
        for row in 0..<size {
            for column in 0..<size {
                whole[row][column] = zip(factors[row], factors[column]).reduce(0) {
                    $0 + $1.0 * $1.1
                }
                if row == column { whole[row][column] += 0.5 }
                if column <= row { matrix[row, column] = whole[row][column] }
            }
        }
        let right = (0..<size).map { _ in value() }

        let x = matrix.solved(for: right)

        for row in 0..<size {
            let sum = zip(whole[row], x).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(sum - right[row]) < 1e-3, "seed \(seed), row \(row)")
        }
    }
}
