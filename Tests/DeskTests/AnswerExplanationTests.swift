import Desk
import Dialogue
import Testing
import Understanding

/// An answer is explained by what was answered: words by the models that read them, a choice by
/// itself.
@Suite struct AnswerExplanationTests {
    static let conversation = ConversationID("c_1")
    static let passage = Passage(
        id: "en/account.md#reset", title: "How do I reset my password?",
        text: "Open Settings and choose Security.", language: .english)

    /// A journal in which `question` was answered.
    private static func journal(_ question: Message, _ answer: Answer) -> MemoryJournal {
        let reply = Message(
            sender: .bot, content: "?", language: .english,
            replyTo: Entry.messageID(conversation, 1), answer: answer)
        let entries = [question, reply].enumerated().map { at, message in
            Entry(
                conversation: conversation, seq: Int64(at + 1),
                createdAt: Timestamp(milliseconds: 0), body: .message(message))
        }
        let journal = MemoryJournal()
        journal.set(\.entries, to: [conversation: entries])
        return journal
    }

    private static func question(_ content: String, payload: String? = nil) -> Message {
        Message(
            sender: .customer(ParticipantID("p_1")), content: content, language: .english,
            payload: payload)
    }

    @Test func aChosenReadingIsExplainedWithoutItsModels() throws {
        let journal = Self.journal(
            Self.question("Cancel my order", payload: "/order_cancel"),
            Answer(kind: .intent, intent: "order_cancel", confidence: 1, model: "gone-gone"))

        let result = try journal.explanation(of: 2, in: Self.conversation) { _ in nil }

        guard case .explained(_, _, let explanation) = result else {
            Issue.record("not explained: \(result)")
            return
        }
        #expect(explanation.basis == .choice)
        #expect(explanation.intents == [RankedIntent(name: "order_cancel", score: 1)])
        #expect(explanation.terms.isEmpty)
    }

    /// Its id, which the ack tells, was said to be no answer of the bot.
    @Test func aCustomersMessageIsExplainedByTheAnswerItGot() throws {
        let journal = Self.journal(
            Self.question("Cancel my order", payload: "/order_cancel"),
            Answer(kind: .intent, intent: "order_cancel", confidence: 1, model: "gone-gone"))

        let result = try journal.explanation(of: 1, in: Self.conversation) { _ in nil }

        guard case .explained(let message, let answer, _) = result else {
            Issue.record("not explained: \(result)")
            return
        }
        #expect(message == Entry.messageID(Self.conversation, 2))
        #expect(answer.intent == "order_cancel")
    }

    @Test func aMessageThatGotNoAnswerIsNotExplained() throws {
        let journal = MemoryJournal()
        let silent = Entry(
            conversation: Self.conversation, seq: 1, createdAt: Timestamp(milliseconds: 0),
            body: .message(Self.question("are you there")))
        journal.set(\.entries, to: [Self.conversation: [silent]])

        let result = try journal.explanation(of: 1, in: Self.conversation) { _ in nil }

        guard case .noAnswer = result else {
            Issue.record("explained: \(result)")
            return
        }
    }

    /// A bot's message that replies to the first of the conversation.
    private static func reply(_ content: String, _ answer: Answer? = nil) -> Entry.Body {
        .message(
            Message(
                sender: .bot, content: content, language: .english,
                replyTo: Entry.messageID(conversation, 1), answer: answer))
    }

    private static func journal(_ bodies: [Entry.Body]) -> MemoryJournal {
        let journal = MemoryJournal()
        let entries = bodies.enumerated().map { at, body in
            Entry(
                conversation: conversation, seq: Int64(at + 1),
                createdAt: Timestamp(milliseconds: 0), body: body)
        }
        journal.set(\.entries, to: [conversation: entries])
        return journal
    }

    static let others: [(turn: [Entry.Body], seqs: [Int64], reply: OtherReply)] = [
        (
            [
                .message(question("Talk to a person", payload: "/action_handoff")),
                reply("You are number 1."), .status(.waiting, position: 1),
            ], [1, 2], OtherReply(.askedForPerson, isChosen: true)
        ),
        (
            [
                .message(question("Talk to a person", payload: "/action_handoff")),
                .status(.waiting, position: 1),
            ], [1], OtherReply(.askedForPerson, isChosen: true)
        ),
        (
            [
                .message(question("my kettle leaks")),
                .ticket(number: 1, status: .new, subject: "k"),
                reply("I have opened ticket T-1."),
            ], [1, 3], OtherReply(.openedTicket)
        ),
        (
            [
                .message(question("thanks")), reply("Anything else?"), .message(question("agent")),
                .status(.waiting, position: 1),
            ], [1, 2], OtherReply(.spoke)
        ),
        (
            [
                .rating(score: 5, comment: nil),
                .message(Message(sender: .bot, content: "Thank you.", language: .english)),
            ], [2], OtherReply(.unasked)
        ),
    ]

    /// The answer before it was explained as if it were this reply.
    @Test(arguments: others)
    func aReplyThatIsNoAnswerIsCalledWhatItIs(
        turn: [Entry.Body], seqs: [Int64], reply: OtherReply
    ) throws {
        let journal = Self.journal(turn)

        for seq in seqs {
            let result = try journal.explanation(of: seq, in: Self.conversation) { _ in nil }
            guard case .otherReply(let found) = result else {
                Issue.record("\(seq): \(result)")
                continue
            }
            #expect(found == reply)
        }
    }

    @Test func whatIsSaidBesideAnAnswerIsExplainedByIt() throws {
        let answer = Answer(kind: .intent, intent: "complain", confidence: 1, model: "gone-gone")
        let journal = Self.journal([
            .message(Self.question("Complain", payload: "/complain")),
            Self.reply("One moment.", answer), .ticket(number: 1, status: .new, subject: "k"),
            Self.reply("I have opened ticket T-1."),
        ])

        let result = try journal.explanation(of: 4, in: Self.conversation) { _ in nil }

        guard case .explained(let message, let given, let explanation) = result else {
            Issue.record("not explained: \(result)")
            return
        }
        #expect(message == Entry.messageID(Self.conversation, 2))
        #expect(given == answer && explanation.basis == .choice)
    }

    @Test func aButtonThatSaysPlainWordsIsExplainedByThose() throws {
        let index = try PassageIndex(bytes: PassageIndex.build([Self.passage]))
        let interpreter = Interpreter(model: nil, passages: index)
        let journal = Self.journal(
            Self.question("Help", payload: "how do i reset my password"),
            Answer(
                kind: .knowledge, confidence: 0.9, passageID: Self.passage.id,
                model: interpreter.version))

        let result = try journal.explanation(of: 2, in: Self.conversation) { _ in interpreter }

        guard case .explained(_, _, let explanation) = result else {
            Issue.record("not explained: \(result)")
            return
        }
        #expect(explanation.basis == .reading)
        #expect(explanation.terms.contains { $0.term == "password" }, "\(explanation.terms)")
    }

    @Test(arguments: [Answer.Kind.clarify, .fallback])
    func whatWasAskedBackOrNotUnderstoodListsThePassagesThatWereWeighed(
        kind: Answer.Kind
    ) throws {
        let index = try PassageIndex(bytes: PassageIndex.build([Self.passage]))
        let interpreter = Interpreter(model: nil, passages: index)
        let journal = Self.journal(
            Self.question("how do i reset my password"),
            Answer(kind: kind, model: interpreter.version))

        let result = try journal.explanation(of: 2, in: Self.conversation) { _ in interpreter }

        guard case .explained(_, _, let explanation) = result else {
            Issue.record("not explained: \(result)")
            return
        }
        #expect(explanation.passages.map(\.id) == [Self.passage.id])
    }
}
