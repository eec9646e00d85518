import Testing
import Understanding

/// What four examples an intent teach about messages that are nearly the same.
@Suite struct SmallDeskTests {
    static let library: [Example] = [
        (
            "renew_loan",
            [
                "renew my books",
                "i need more time with a book",
                "extend my loan",
                "can i keep it another week",
            ]
        ),
        (
            "reserve_book",
            [
                "reserve a book",
                "put a novel on hold for me",
                "i want the new thriller when it is back",
                "order a title from another branch",
            ]
        ),
        (
            "lost_card",
            [
                "i lost my library card",
                "my card is gone",
                "new card please",
                "replace a stolen card",
            ]
        ),
        (
            "pay_fine",
            [
                "pay my fine",
                "why do i owe money",
                "late fees are wrong",
                "i brought it back in time but was charged",
            ]
        ),
        (
            "join_library",
            [
                "i want to join",
                "become a member",
                "sign up my daughter",
                "how do i register",
            ]
        ),
        (
            "print_pages",
            [
                "print a page",
                "the printer is jammed",
                "copy my passport",
                "scan a document",
            ]
        ),
        (
            "book_room",
            [
                "book a study room",
                "reserve the meeting room",
                "i need a quiet place on friday",
                "room for six people",
            ]
        ),
        (
            "donate_books",
            [
                "i have books to give away",
                "donate old novels",
                "do you take used magazines",
                "bring you a box of comics",
            ]
        ),
        (
            "greet",
            [
                "hello",
                "hi",
                "good morning",
                "hey",
            ]
        ),
    ].flatMap { intent, texts in texts.map { Example(text: $0, intent: intent) } }

    /// Of thirty held-out messages chance can have a signal tell the opposite of what it means, so
    /// that what is known speaks against a message; which ones are held out goes by their order.
    @Test(arguments: UInt64(0)..<6)
    func aWordOfCourtesyMakesNoMessageForeign(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let examples = Self.library.shuffled(using: &random)

        let model = try IntentModel(bytes: IntentModel.train(examples))

        let scores = examples.filter { $0.intent != "greet" }.flatMap { example in
            ["\(example.text) please", "hi, \(example.text)"].map { text in
                model.predict(text).ranked.first { $0.name == example.intent }?.score ?? 0
            }
        }
        let sure = scores.count { $0 >= ScoreLines.actMin }
        #expect(sure * 20 >= scores.count * 17, "seed \(seed): \(scores)")
    }

    /// It went from 0.14 to 0.38 by which of 36 messages were held out.
    @Test func theThresholdHardlyGoesByTheOrderOfTheExamples() throws {
        let thresholds = try (UInt64(0)..<4).map { seed in
            var random = SplitMix(seed: seed)
            let examples = Self.library.shuffled(using: &random)
            return try IntentModel(bytes: IntentModel.train(examples)).threshold
        }

        let (least, most) = (try #require(thresholds.min()), try #require(thresholds.max()))
        #expect(most - least <= 0.1, "\(thresholds)")
    }
}
