import Foundation
import Testing
import Understanding

/// What a passage's rank and its probability are made of.
@Suite struct PassageExplanationTests {
    private static func sum(_ parts: [MatchedTerm]) -> Double {
        parts.reduce(0) { $0 + $1.weight }
    }

    /// −20 stands for a probability of 0.
    private static func logOdds(_ probability: Double) -> Double {
        probability > 0 ? log(probability / (1 - probability)) : -20
    }

    private static func index(_ passages: [(id: String, title: String, text: String)]) throws
        -> PassageIndex
    {
        let passages = passages.map {
            Passage(id: $0.id, title: $0.title, text: $0.text, language: .english)
        }
        return try PassageIndex(bytes: PassageIndex.build(passages))
    }

    /// Both were told to have the same terms with the same weights, and the same score.
    @Test func passagesWithTheSameWordsOfAQueryDifferByWhereTheyHaveThem() throws {
        let filler = String(repeating: " We mend chairs, tables and lamps of any age.", count: 12)
        let index = try Self.index([
            ("a.md#short", "Lost keys", "Lost keys are at the bar."),
            ("a.md#long", "The workshop", "We made new keys for one who had lost his." + filler),
            ("a.md#other", "Opening hours", "From noon to ten."),
        ])

        let found = index.search("lost keys", limit: 2)

        try #require(found.map(\.passage.id) == ["a.md#short", "a.md#long"])
        for passage in found {
            #expect(Set(passage.terms.map(\.term)) == ["lost", "keys"])
            #expect(abs(Self.sum(passage.terms + passage.pieces) - passage.rank) < 1e-4)
            #expect(abs(Self.sum(passage.scoreParts) - Self.logOdds(passage.score)) < 1e-3)
        }
        for word in ["lost", "keys"] {
            let weights = found.map { $0.terms.first { $0.term == word }?.weight ?? 0 }
            #expect(weights[0] > weights[1], "\(word): \(weights)")
        }
        #expect(found[0].pieces != found[1].pieces)
        #expect(found[0].scoreParts != found[1].scoreParts)
    }

    /// By what a rule or the regression says of the first, which none but the last says.
    static let queries: [(query: String, rule: String?)] = [
        ("forgot my password please", nil), ("delivery in working days", nil),
        ("密码忘了怎么办", nil), ("policy of the shop", nil),
        ("can't log in", "asked word by word"), ("忘记密码", "asked word by word"),
        ("delivery times", "too little in common"),
    ]

    @Test(arguments: queries)
    func thePartsOfAProbabilityAddUpToItsLogOdds(query: String, rule: String?) throws {
        let index = try PassageIndexTests.index()
        let rules = Set(Self.queries.compactMap(\.rule))

        let found = index.search(query, limit: 4)

        for passage in found {
            let (rank, odds) = (passage.rank, Self.logOdds(passage.score))
            #expect(abs(Self.sum(passage.terms + passage.pieces) - rank) < 1e-4, "\(passage)")
            #expect(abs(Self.sum(passage.scoreParts) - odds) < 1e-3, "\(passage)")
        }
        let first = found.first?.scoreParts.map(\.term) ?? []
        #expect(first.first { rules.contains($0) } == rule, "\(first)")
    }

    /// Another section that has the words takes the lead that they would be sure by.
    @Test func whatAHeadingAddsIsAPart() throws {
        let others = (0..<120).map { ("part.md#\($0)", "Part w\($0)x", "Fits w\($0)y.") }
        let text = "They find a way. To reset one of our routers, unplug it."
        let index = try Self.index(
            [
                ("net.md#reset", "Reset the router", "Hold it down."),
                ("net.md#use", "How routers work", text),
            ] + others)

        let found = index.search("can you please help me to reset my routers", limit: 1)

        let first = try #require(found.first)
        #expect(first.score == 0.85)
        #expect(first.scoreParts.count > 2 && first.scoreParts.last?.term == "heading named")
        #expect(abs(Self.sum(first.scoreParts) - Self.logOdds(0.85)) < 1e-3)
    }

    @Test func whatTheLikenessOfTwoTakesIsAPart() throws {
        let index = try Self.index([
            ("a.md#lamps", "How long is the warranty of lamps?", "The warranty is two years."),
            ("a.md#sofas", "How long is the warranty of sofas?", "The warranty is five years."),
            ("a.md#hours", "When are you open?", "From noon to ten."),
            ("a.md#cards", "Do you take cards?", "Cards and cash."),
        ])

        let found = index.search("how long is the warranty", limit: 2)

        #expect(found.allSatisfy { $0.isTwin && $0.score <= 0.7 }, "\(found)")
        #expect(found.contains { $0.scoreParts.last?.term == "as near as another" }, "\(found)")
        for passage in found {
            #expect(abs(Self.sum(passage.scoreParts) - Self.logOdds(passage.score)) < 1e-3)
        }
    }

    @Test func aPassageOfAnotherLanguageLosesHalf() throws {
        let index = try PassageIndexTests.index()
        let query = Analyzer().analyze("reset password")

        let own = try #require(index.search(query, language: .english, limit: 1).first)
        let other = try #require(index.search(query, language: .chinese, limit: 1).first)

        #expect(own.passage.id == other.passage.id)
        #expect(!own.pieces.contains { $0.term == PassageIndex.Piece.language })
        let lost = other.pieces.first { $0.term == PassageIndex.Piece.language }
        #expect(abs((lost?.weight ?? 0) + other.rank) < 1e-4)
        #expect(abs(Self.sum(other.terms + other.pieces) - other.rank) < 1e-4)
    }

    @Test func nothingIsMadeOfPartsThatNobodyAskedFor() throws {
        let query = Analyzer().analyze("forgot my password")
        let index = try PassageIndexTests.index()

        let found = index.search(query, language: .english, limit: 3, explains: false)
        let explained = index.search(query, language: .english, limit: 3)

        #expect(found.allSatisfy { $0.terms.isEmpty && $0.pieces.isEmpty && $0.scoreParts.isEmpty })
        #expect(found.map(\.rank) == explained.map(\.rank))
        #expect(found.map(\.score) == explained.map(\.score))
    }

    @Test(arguments: [
        "how do i cancel it and reset my password", "forgot my password", "can't log in",
        "密码忘了怎么办", "忘记密码",
    ])
    func anExplanationHasBothOfAPassageAndTermsOfAnIntent(text: String) throws {
        let interpreter = InterpreterTests.interpreter
        let passages = interpreter.interpret(text, isThorough: true).passages
        for passage in passages {
            let why = interpreter.explain(text, intent: nil, passageID: passage.passage.id)

            #expect(why.winner == .passage(passage.passage.id) && why.method == .parts)
            #expect(abs(Self.sum(why.terms) - passage.rank) < 1e-4)
            #expect(abs((why.score ?? 0) - passage.rank) < 1e-9)
            #expect(abs(Self.sum(why.scoreParts) - Self.logOdds(passage.score)) < 1e-3)
        }
        let ofIntent = interpreter.explain(text, intent: "reset_password", passageID: nil)
        let intent = try #require(ofIntent.intents.first { $0.name == "reset_password" })
        #expect(ofIntent.method == .relevance)
        #expect(abs(Self.sum(ofIntent.scoreParts) - Self.logOdds(intent.score)) < 1e-3)
        let parts = ofIntent.scoreParts.map(\.term)
        #expect(
            parts == ["among intents", "in scope"] || parts == ["example word by word"], "\(parts)")
        if case .passage(let id)? = ofIntent.runnerUp {
            let score = try #require(ofIntent.passages.first { $0.id == id }?.score)
            #expect(abs(Self.sum(ofIntent.runnerUpParts) - Self.logOdds(score)) < 1e-3)
        }
    }
}
