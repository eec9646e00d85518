import Dialogue
import Testing
import Understanding

/// Who waits for a person: the place in the queue, and the way out of it.
@Suite struct WaitingTests {
    typealias Table = DialoguePolicyTests

    static let leaving = [
        "never mind", "Never mind!", "forget it", "cancel", "actually no", "no thanks",
        "Back to the bot", "不用了", "算了", "不用转人工了", "返回机器人",
        "actually forget it, I'll try with you again",
        "算了不等了，还是问你吧", "算了，你帮我查一下", "I changed my mind", "no need anymore",
        "thanks, it solved itself", "never mind, thank you", "算了，谢谢您",
        "this takes too long, forget it",
        "I said forget it, go back to the bot", "ok, found the answer myself, never mind",
        "take me out of the queue", "取消排队", "回到机器人", "我不想等了", "算了不用了，机器人就行",
        "我自己问机器人", "我说算了，不等了",
    ]

    @Test(arguments: leaving)
    func whoWaitsLeavesTheQueueInWords(text: String) throws {
        let chinese = text.utf8.contains { $0 > 0x7F }
        let reading = Table.reading(text: text, language: chinese ? .chinese : .english)

        let decision = try ConversationRulesTests.decide(
            .message(reading, contentType: .text), Table.state(.waiting, misses: 3))

        #expect(decision.conversation.phase == .bot && decision.conversation.misses == 0)
        #expect(decision.changes.contains(.stopTimer(.handoffWait)))
        #expect(
            ConversationRulesTests.said(decision) == [
                chinese ? "我回来了，请问有什么可以帮您？" : "I'm here again. What can I do for you?"
            ])
    }

    @Test(arguments: [
        "no", "hello?", "it is number 7", "please cancel my order", "ok", "yes",
        "forget it, the lamp arrived", "never mind the delay, I still need help with my lamp",
        "never mind the bot, I'll wait", "no thanks, I'll wait for a person", "不要机器人",
        "算了，不修了，直接退款", "没事，我等", "没事吧你们，这么久",
        "I changed my mind about the colour", "it's solved the wrong way", "机器人回答的不对",
        "the lamp is still waiting at the depot", "actually no, you sent me the wrong lamp",
        "forget it, you lost my parcel anyway", "I don't need it anymore", "it's fine now",
        "never mind the bot, can you get me a person",
    ])
    func whatSaysMoreOrLessKeepsThePlace(text: String) throws {
        let decision = try ConversationRulesTests.decide(
            .message(Table.reading(text: text), contentType: .text), Table.state(.waiting))

        #expect(decision.bodies.count == 1)
        #expect(decision.conversation.phase == .waiting)
    }

    @Test(arguments: [
        "hello, anyone there?", "how long is the queue?", "How much longer do I have to wait?",
        "where am I in the queue", "is anyone there", "still waiting", "还要排多久", "前面还有几个人？",
        "am I still in the queue?", "大概多久", "怎么还没人", "有人吗", "I want to talk to a human", "转人工",
    ])
    func whoAsksAboutTheWaitIsToldThePlace(text: String) throws {
        let reading = Table.reading(
            text: text, person: text.hasSuffix("human") || text.hasSuffix("工"))

        let decision = try ConversationRulesTests.decide(
            .message(reading, contentType: .text), Table.state(.waiting))

        #expect(decision.bodies.count == 2)
        #expect(decision.bodies.last == .status(.waiting, position: 3))
    }

    /// A button of before, pressed or sent as its payload, does what it says while the bot is silent.
    @Test(arguments: [("2", "/action_handoff"), ("3", "/action_open_ticket")])
    func aButtonThatIsPressedInTheQueueDoesWhatItSays(action: String, payload: String) throws {
        let events: [DialogueEvent] = [
            .action(message: MessageID("c_1.3"), action: action, at: nil),
            .message(Table.policy.interpreter.interpret(payload), contentType: .text),
        ]
        for event in events {
            let state = Table.state(.waiting)
            let decision = try Table.policy.decide(
                state, Table.facts(for: event, in: state, after: Table.facts.target), event)

            #expect(decision.bodies.count == 2)
            if action == "2" {
                #expect(decision.bodies.last == .status(.waiting, position: 3))
            } else {
                guard case .ticket(104, .new, "my kettle leaks")? = decision.bodies.last else {
                    Issue.record("\(decision.bodies)")
                    return
                }
            }
        }
    }

    /// "Forget it, how long does delivery take" heard nothing.
    @Test(arguments: [
        "forget it, can you tell me where my order is", "never mind, where is my order",
        "ok don't bother, is my order on its way", "算了，我的订单到哪了", "不用人工了，订单什么时候到",
    ])
    func whoTurnsToTheBotWithAQuestionIsAnswered(text: String) throws {
        let reading = Table.reading([("order_status", 0.95)], text: text)
        let decision = try ConversationRulesTests.decide(
            .message(reading, contentType: .text), Table.state(.waiting))

        #expect(decision.conversation.phase == .bot)
        #expect(decision.changes.contains(.stopTimer(.handoffWait)))
        #expect(ConversationRulesTests.said(decision) == ["It is on its way."])
    }

    /// "It" points at the wait, and not at what was answered before.
    @Test func whatLeadsOutOfTheQueueIsNotTakenForWhatWasSpokenOf() throws {
        var facts = Table.facts
        let answer = Answer(kind: .intent, intent: "complain", confidence: 1)
        facts.answers = [
            (3, Message(sender: .bot, content: "Sorry.", language: .english, answer: answer))
        ]
        let reading = Table.reading(
            [("order_status", 0.95)], text: "forget it, where is my order")

        let decision = try Table.policy.decide(
            Table.state(.waiting), facts, .message(reading, contentType: .text))

        #expect(ConversationRulesTests.said(decision) == ["It is on its way."])
    }

    /// Who turns to the bot for a person keeps the place, and is told it.
    @Test func whoTurnsToTheBotForAPersonHasOneComing() throws {
        let text = "never mind, can you connect me to someone"
        let decision = try ConversationRulesTests.decide(
            .message(Table.reading([("talk", 0.99)], text: text), contentType: .text),
            Table.state(.waiting))

        #expect(decision.bodies.last == .status(.waiting, position: 3))
        #expect(decision.conversation.standing.place?.number == 3)
    }

    /// With a person there the words are for that person.
    @Test func whoTalksWithAPersonIsNotTakenBackByAWord() throws {
        let decision = try ConversationRulesTests.decide(
            .message(Table.reading(text: "never mind"), contentType: .text), Table.state(.agent))

        #expect(decision.conversation.phase == .agent && decision.bodies.count == 1)
    }

    @Test func whoAsksAgainWhileWaitingIsToldThePlaceAlone() throws {
        let decision = try ConversationRulesTests.decide(
            .handoff(reason: nil), Table.state(.waiting))

        #expect(ConversationRulesTests.said(decision) == [])
        #expect(decision.bodies.last == .status(.waiting, position: 3))
    }

    @Test func aPlaceInTheQueueIsToldWhenItChangesAndOnlyThen() throws {
        let joined = try ConversationRulesTests.decide(.handoff(reason: nil)).conversation
        let moved = try ConversationRulesTests.decide(.queueMoved(place: 2), joined)
        let again = try ConversationRulesTests.decide(.queueMoved(place: 2), moved.conversation)

        let place = try #require(joined.standing.place)
        #expect(place.number == 7 && place.told == 3)
        #expect(moved.bodies == [.status(.waiting, position: 2)])
        let next = try #require(moved.conversation.standing.place)
        #expect(next.number == 7 && next.told == 2 && next.since == place.since)
        #expect(moved.conversation.activeAt == joined.activeAt && moved.changes.isEmpty)
        #expect(again.bodies.isEmpty && again.conversation == moved.conversation)
    }
}
