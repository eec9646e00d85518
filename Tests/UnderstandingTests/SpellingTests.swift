import Testing

import Understanding

/// Slips of the hand: told from other words, mended by what stands beside them.
@Suite struct SpellingTests {
    static let slips: [(a: String, b: String, isSlip: Bool)] = [
        ("pasword", "password", true), ("passwrod", "password", true),
        ("passwoord", "password", true), ("passxord", "password", true),
        ("password", "password", false), ("pswrod", "password", false),
        ("drowssap", "password", false), ("", "a", true), ("ab", "ba", true), ("abc", "cba", false),
    ]

    @Test(arguments: slips)
    func oneLetterIsASlipAndTwoAreNone(a: String, b: String, isSlip: Bool) {
        #expect(Spelling.isSlip(Array(a.utf8), Array(b.utf8)) == isSlip)
        #expect(Spelling.isSlip(Array(b.utf8), Array(a.utf8)) == isSlip)
    }

    static let examples =
        ["reset", "forgot", "change"].flatMap { verb in
            ["my password", "the password please", "password now"].map {
                Example(text: "\(verb) \($0)", intent: "password")
            }
        }
        + ["where is", "track", "cancel"].flatMap { verb in
            ["my parcel", "the parcel please", "parcel now"].map {
                Example(text: "\(verb) \($0)", intent: "parcel")
            }
        }

    /// What an article or a word list has is no slip, near as it is to a word of the examples.
    @Test(arguments: [("passwork", "password"), ("barcel", "parcel")])
    func whatTheDesksOtherTextsHaveIsNoSlip(word: String, near: String) throws {
        let model = try IntentModel(bytes: IntentModel.train(Self.examples))
        var rules = EntityRules()
        rules.lookups = [WordList(name: "tool", entries: ["Barcel Pro"])]
        let passage = Passage(id: "a", title: "What is Passwork?", text: "A tool.")
        let desk = Interpreter(
            model: model, passages: try PassageIndex(bytes: PassageIndex.build([passage])),
            entities: try EntityExtractor(rules))
        func readAs(_ interpreter: Interpreter) -> String? {
            interpreter.explain("where is my \(word)", intent: nil, passageID: nil).readAs
        }

        #expect(readAs(Interpreter(model: model, passages: nil)) == "where is my \(near)")
        #expect(readAs(desk) == nil)
    }

    /// What the model reads in a text.
    private static func terms(
        of text: String, _ model: IntentModel, _ intent: String
    ) throws -> [String] {
        let found = model.contributions(Analyzer().analyze(text), intent: intent)
        return try #require(found).terms.map(\.term)
    }

    @Test(arguments: [("paswsord", "password"), ("parcwl", "parcel"), ("pacel", "parcel")])
    func aSlipIsReadAsTheWord(typed: String, intent: String) throws {
        let model = try IntentModel(bytes: IntentModel.train(Self.examples))

        let terms = try Self.terms(of: typed, model, intent)

        #expect(model.predict(typed).ranked.first?.name == intent)
        #expect(terms.contains(intent))
    }

    /// A desk's examples have a few words of a language: what is not among them is no slip for that.
    @Test(arguments: [("barcel", "parcel"), ("parce", "parcel"), ("parcels", nil), ("your", nil)])
    func everydayWordsAreNoSlips(typed: String, word: String?) throws {
        let examples =
            Self.examples
            + ["a tour", "one tour please", "tour now"].map { Example(text: $0, intent: "tour") }
        let model = try IntentModel(bytes: IntentModel.train(examples))

        let terms = try Self.terms(of: typed, model, "tour")

        #expect(terms.contains { $0 == "parcel" || $0 == "tour" } == (word != nil), "\(terms)")
    }

    /// Enough intents with few examples each for stems, and for terms weighed by intents.
    static let manyIntents = (0..<30).flatMap { at in
        ["ordering item\(at)", "orders of item\(at)", "the planned parcel \(at)"].map {
            Example(text: $0, intent: "intent\(at)")
        }
    }

    @Test(arguments: [("ordreing", "ordering"), ("parcle", "parcel"), ("planed", "planed")])
    func aSlipIsMendedAmongStems(typed: String, word: String) throws {
        let model = try IntentModel(bytes: IntentModel.train(Self.manyIntents))

        let terms = try Self.terms(of: typed, model, "intent1")

        #expect(terms.contains(word), "\(terms)")
    }

    @Test func inflectionsAreOneTerm() throws {
        let model = try IntentModel(bytes: IntentModel.train(Self.manyIntents))

        let terms = try Self.terms(of: "orderings", model, "intent1")

        #expect(terms.contains("orderings"), "\(terms)")
    }

    @Test(arguments: ["bassword", "passwords", "xyzzy", "pass", "密码password", "пароль", ""])
    func anotherWordNeverTraps(typed: String) throws {
        let model = try IntentModel(bytes: IntentModel.train(Self.examples))

        #expect(model.predict(typed).ranked.allSatisfy { (0...1).contains($0.score) })
    }

    @Test func everySlipOfAWordIsASlip() {
        var random = SplitMix(seed: 17)
        for _ in 0..<2_000 {
            let typed = Typos.slip("password", &random) ?? ""
            #expect(
                typed == "password" || Spelling.isSlip(Array(typed.utf8), Array("password".utf8)))
        }
        #expect(Typos.slip("12 ?", &random) == nil)
    }
}
