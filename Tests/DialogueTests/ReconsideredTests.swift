import Dialogue
import Testing
import Understanding

/// Who says that an answer is not what was meant is offered what else the message may be about.
@Suite struct ReconsideredTests {
    private typealias Table = DialoguePolicyTests

    private static let policy = FollowUpTests.policy
    private static let none = "/none_of_these"
    private static let sorry = "I'm sorry about that. Is it one of these?"

    /// What is said to `text` at first, and the customer's message.
    private static func asked(
        _ text: String, _ policy: DialoguePolicy = policy
    ) throws -> (said: Message, question: Message) {
        let reading = policy.interpreter.interpret(text)
        let decision = try policy.decide(
            Table.state(), Table.facts, .message(reading, contentType: .text))
        let messages = decision.bodies.compactMap { body in
            if case .message(let message) = body { message } else { nil }
        }
        return (try #require(messages.last), try #require(messages.first))
    }

    /// What comes of `text` behind `said`, an answer to `question`.
    private static func typed(
        _ text: String, behind said: Message, _ question: Message, misses: Int = 0,
        _ policy: DialoguePolicy = policy
    ) throws -> Decision {
        let event = DialogueEvent.message(policy.interpreter.interpret(text), contentType: .text)
        let state = Table.state(misses: misses)
        var facts = Table.facts
        facts.lastSaid = said
        if policy.needs(of: event, in: state, after: said).contains(.question) {
            facts.question = question
        }
        return try policy.decide(state, facts, event)
    }

    private static func reply(_ decision: Decision) throws -> Message {
        guard case .message(let said)? = decision.bodies.last else {
            throw Refusal.notFound("a reply")
        }
        return said
    }

    /// The buttons for who refuses `said`, one of the last `answers`.
    private static func topics(
        refusing said: Message, _ question: Message, answers: [(seq: Int64, message: Message)]
    ) throws -> [String] {
        let event = DialogueEvent.message(
            policy.interpreter.interpret("not what I meant"), contentType: .text)
        var facts = Table.facts
        (facts.lastSaid, facts.question, facts.answers) = (said, question, answers)
        return try reply(policy.decide(Table.state(), facts, event)).actions.map(\.title)
    }

    private static func customer(_ decision: Decision) -> Message? {
        if case .message(let said)? = decision.bodies.first { said } else { nil }
    }

    private static let ticket = "how much is a ticket for the ferry"

    @Test func aProtestIsOfferedWhatElseItMayBeAndPeople() throws {
        let (said, question) = try Self.asked(Self.ticket)
        #expect(said.answer?.passageID == "ferry.md#fares")

        let decision = try Self.typed("that's not what I asked", behind: said, question)

        let reply = try Self.reply(decision)
        #expect(reply.content == Self.sorry)
        let titles = reply.actions.map(\.title)
        #expect(titles.contains("How much is a room?"))
        #expect(!titles.contains("How much is a ticket for the ferry?"))
        #expect(titles.suffix(3) == ["None of these", "Talk to a person", "Open a ticket"])
        #expect(reply.answer?.kind == .clarify)
        #expect(Self.customer(decision)?.payload == Self.none)
        #expect(decision.conversation.misses == 1)
    }

    /// Who needs no more refuses nothing.
    @Test(arguments: ["never mind", "no thanks", "算了"])
    func whoNeedsNoMoreIsOfferedNothing(text: String) throws {
        var (said, question) = try Self.asked(Self.ticket)
        said.answer = Answer(kind: .clarify)
        said.content = "Did you mean this?"
        said.actions = [MessageAction(id: "1", title: "None of these", payload: Self.none)]

        let reply = try Self.reply(Self.typed(text, behind: said, question))

        #expect(reply.content == OwnResponse.declined.text(in: reply.language))
    }

    @Test(arguments: [
        "that isn't what I asked", "thanks but that's not what I asked",
        "no, that was not my question",
        "I asked something else", "that's not it", "wrong", "still wrong", "不对", "还是不对", "错了",
        "谢谢，但我不是问这个", "不是我想问的", "文不对题", "驴唇不对马嘴",
    ])
    func itIsHeardInManyWords(text: String) throws {
        let (said, question) = try Self.asked(Self.ticket)

        let reply = try Self.reply(Self.typed(text, behind: said, question))

        #expect(reply.content == OwnResponse.reconsidered.text(in: reply.language))
    }

    /// All that was answered to one message is refused with it.
    @Test func severalAnswersAreRefusedTogether() throws {
        var (said, question) = try Self.asked(Self.ticket)
        let first = said
        said.answer?.passageID = "ferry.md#dogs"
        let titles = try Self.topics(refusing: said, question, answers: [(3, said), (2, first)])
        #expect(!titles.contains("How much is a ticket for the ferry?"))
        #expect(!titles.contains("Can I take my dog on board?"))
    }

    /// Where nothing is near a refusal is a miss, and the project's rule for that may open a ticket.
    @Test(arguments: [
        (RuleAction.openTicket, FactsNeeded([.ticketNumber, .subject])),
        (.askForPerson, .queue),
    ])
    func aRuleForMissesHasItsFacts(action: RuleAction, facts: FactsNeeded) throws {
        let policy = DialoguePolicy(
            script: DialogueScript(actions: ["nlu_fallback": [action]]),
            interpreter: Interpreter(model: nil, passages: nil))
        let said = Message(
            sender: .bot, content: "Did you mean this?", language: .english,
            actions: [
                MessageAction(id: "1", title: "None of these", payload: Self.none),
                MessageAction(id: "2", title: "Opening hours", payload: "/hours"),
            ], answer: Answer(kind: .clarify))
        let events: [DialogueEvent] = [
            .message(policy.interpreter.interpret("no"), contentType: .text),
            .action(message: MessageID("m_1"), action: "1"),
        ]

        for event in events {
            let needs = policy.needs(of: event, in: Table.state(), after: said)
            #expect(needs == facts.union([.question, .answers]))
        }
    }

    @Test func aNoUnderAQuestionBackIsOfferedOtherChoices() throws {
        var (said, question) = try Self.asked(Self.ticket)
        said.answer = Answer(kind: .clarify)
        said.content = "Did you mean this?"
        let fares = "/action_answer{\"passage\":\"ferry.md#fares\"}"
        said.actions = [
            MessageAction(id: "1", title: "Fares", payload: fares),
            MessageAction(id: "2", title: "None of these", payload: Self.none),
        ]

        let first = try Self.typed("no", behind: said, question)
        let second = try Self.typed("no", behind: said, question, misses: 1)

        let reply = try Self.reply(first)
        #expect(reply.content == Self.sorry)
        #expect(!reply.actions.map(\.payload).contains(fares))
        #expect(reply.actions.last?.title == "None of these")
        #expect(first.conversation.misses == 1)
        #expect(try Self.reply(second).actions.last?.title == "Open a ticket")
    }

    @Test func aPressedRefusalIsTheSame() throws {
        let (said, question) = try Self.asked(Self.ticket)
        var facts = Table.facts
        facts.target = said
        facts.target?.actions = [
            MessageAction(id: "1", title: "Not what I meant", payload: Self.none)
        ]
        facts.question = question
        let press = DialogueEvent.action(message: MessageID("m_1"), action: "1")

        let decision = try Self.policy.decide(Table.state(), facts, press)

        #expect(try Self.reply(decision).content == Self.sorry)
        let needs = Self.policy.needs(of: press, in: Table.state(), after: facts.target)
        #expect(needs == [.question, .answers])
    }

    /// What was refused itself, or says nothing, is not looked at again.
    @Test func whatIsNoQuestionIsNotLookedAtAgain() throws {
        let (said, question) = try Self.asked(Self.ticket)
        var refusal = question
        refusal.payload = Self.none
        var courtesy = question
        courtesy.content = "ok thanks"
        for other in [refusal, courtesy] {
            let reply = try Self.reply(
                Self.typed("that's not what I asked", behind: said, other))

            #expect(reply.content.hasPrefix("I'm sorry that this was no help."))
        }
    }

    @Test func whereNothingElseIsNearItIsAMiss() throws {
        var (said, question) = try Self.asked(Self.ticket)
        question.content = "zebra crossing quiz"

        let protest = try Self.reply(Self.typed("not what I asked", behind: said, question))
        said.actions = [MessageAction(id: "1", title: "None of these", payload: Self.none)]
        let refusal = try Self.reply(Self.typed("no", behind: said, question))

        #expect(protest.content.hasPrefix("I'm sorry that this was no help."))
        #expect(refusal.answer?.kind == .fallback)
    }

    @Test func whereNoTopicsAreOfferedItIsSaidAsBefore() throws {
        let (said, question) = try Self.asked("is there a guide")
        var options = DialoguePolicy.Options()
        options.topicsMax = 0
        let silent = DialoguePolicy(
            script: Self.policy.script, interpreter: Self.policy.interpreter, options: options)

        let reply = try Self.reply(
            Self.typed("that's not what I asked", behind: said, question, silent))

        #expect(reply.content.hasPrefix("I'm sorry that this was no help."))
    }

    /// What leans on the answer before may be about that, whatever its own words find.
    @Test func whatLeansOnAnAnswerMayBeAboutThat() throws {
        var (said, question) = try Self.asked(Self.ticket)
        let subject = said
        question.content = "and when is it late?"
        said.answer = Answer(kind: .knowledge, confidence: 0.6, passageID: "hotel.md#breakfast")
        let titles = try Self.topics(refusing: said, question, answers: [(3, said), (1, subject)])
        #expect(titles.first == "What happens when the ferry is late?")
        #expect(!titles.contains("When is breakfast?"))
    }

    @Test func nothingElseIsAskedOfTheStoreForIt() {
        let event = DialogueEvent.message(
            Self.policy.interpreter.interpret(Self.ticket), contentType: .text)

        #expect(!Self.policy.needs(of: event, in: Table.state()).contains(.question))
    }
}
