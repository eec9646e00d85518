import Dialogue
import Testing
import Understanding

/// Words between people where no intent of the project is for them.
@Suite struct SmallTalkTests {
    typealias Table = DialoguePolicyTests

    private static let courtesy = "Is there anything else I can do for you?"

    @Test(arguments: [
        "ok", "ok cool", "👍", "yo", "sorry", "thanks", "ok great thanks", "yes", "got it",
        "thanks a lot", "Thanks in advance!", "谢谢亲",
    ])
    func aWordOfCourtesyIsNoMiss(text: String) throws {
        let decision = try TypedReplyTests.decide(Table.reading(text: text), after: nil, misses: 1)

        #expect(TypedReplyTests.outcome(decision) == Self.courtesy)
        #expect(decision.conversation.misses == 1)
    }

    private static let words: [(texts: [String], language: Language, outcome: String)] = [
        (
            [
                "hello", "Good evening!", "is anyone there?", "help", "hi thanks",
                "what can you do?",
            ], .english,
            "Hello! What can I do for you?"
        ),
        (["你好", "在吗", "有人吗？", "你能做什么"], .chinese, "您好！请问有什么可以帮您？"),
        (
            [
                "are you a bot?", "Who are you?", "hi, am i talking to a real person?",
                "who are you? what can you do?", "are you a bot? bye",
            ], .english,
            "I'm an automatic assistant."
        ),
        (["你是机器人吗", "你是真人还是机器人？"], .chinese, "我是自动应答助手。"),
        (
            [
                "bye", "ok bye, thanks", "have a nice day", "no thanks, bye",
                "no, that's all. Goodbye!", "hi, got to go", "I've got to go",
            ], .english,
            "Goodbye! I'm here if you need anything else."
        ),
        (["再见", "拜拜", "谢谢，再见", "不用了，再见", "没有了，谢谢，再见"], .chinese, "再见！有需要随时找我。"),
    ]

    @Test(arguments: words)
    func aGreetingAndAFarewellOfNoIntentAreAnsweredAndNoMiss(
        texts: [String], language: Language, outcome: String
    ) throws {
        for text in texts {
            let decision = try TypedReplyTests.decide(
                Table.reading(text: text, language: language), after: nil, language: language)

            #expect(TypedReplyTests.outcome(decision) == outcome, "\(text)")
            #expect(decision.conversation.misses == 0)
        }
    }

    /// Who calls after a miss is shown the way to people.
    @Test(arguments: [(0, 0), (1, 2)])
    func aCallAfterAMissOffersPeople(misses: Int, buttons: Int) throws {
        let decision = try TypedReplyTests.decide(
            Table.reading(text: "hello?"), after: nil, misses: misses)

        guard case .message(let said)? = decision.bodies.last else {
            Issue.record("no message")
            return
        }
        #expect(said.actions.count == buttons)
    }

    /// A net of few examples is sure of such words by chance.
    @Test(arguments: [(false, "I'm an automatic assistant."), (true, "Great!")])
    func onlyAnExampleOfTheProjectAnswersTheQuestionWhoAnswers(
        isExample: Bool, outcome: String
    ) throws {
        let reading = Table.reading([("affirm", 0.9)], text: "who are you", isExample: isExample)

        #expect(TypedReplyTests.outcome(try TypedReplyTests.decide(reading, after: nil)) == outcome)
    }

    /// Nearly sure is not sure: an intent of small talk comes near to many such words.
    @Test(arguments: [(0.7, courtesy), (0.8, "Great!")])
    func anIntentThatIsSureOfAWordOfCourtesyAnswersIt(score: Double, outcome: String) throws {
        let reading = Table.reading([("affirm", score)], text: "ok cool")

        #expect(TypedReplyTests.outcome(try TypedReplyTests.decide(reading, after: nil)) == outcome)
    }

    @Test(arguments: ["嗯", "行", "辛苦了", "好的谢谢", "非常感谢", "知道了", "ok", "👌"])
    func aWordOfCourtesyIsAnsweredInTheConversationsLanguage(text: String) throws {
        let spoken: Language? = text == "ok" ? .english : text == "👌" ? nil : .chinese
        let decision = try TypedReplyTests.decide(
            Table.reading(text: text, language: spoken), after: nil, language: .chinese)

        #expect(TypedReplyTests.outcome(decision) == "请问还有什么可以帮您？")
        #expect(decision.conversation.language == .chinese)
    }

    /// One that a client began in Chinese is Chinese before anything was said.
    @Test(arguments: [
        ("ok", Language.chinese), ("thanks", .chinese), ("hello", .english),
        ("where is it", .english),
    ])
    func theFirstWordOfCourtesyLeavesTheLanguageThatAConversationBeganIn(
        text: String, language: Language
    ) throws {
        var state = Table.state()
        (state.language, state.lastSeq) = (.chinese, 0)

        let decision = try Table.policy.decide(
            state, Table.facts, .message(Table.reading(text: text), contentType: .text))

        #expect(decision.conversation.language == language)
    }
}
