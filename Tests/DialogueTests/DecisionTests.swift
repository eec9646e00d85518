import Dialogue
import Testing
import Understanding

/// What an event comes to, as lines.
extension DialoguePolicyTests {
    private static let waiting =
        "bot: A person will answer you as soon as one is free. You are number 3 in the queue."

    static let decisions:
        [(name: String, state: Conversation, event: DialogueEvent, script: [String])] = [
            (
                "a greeting", state(),
                .message(reading([("greet", 0.9)], text: "hi"), contentType: .text),
                ["customer: hi", "bot: Hey. [1 Orders]"]
            ),
            (
                "a reply beside which a section could have answered", state(),
                .message(
                    reading([("greet", 0.9)], [(passage, 0.6), (other, 0.55)], text: "hi"),
                    contentType: .text),
                ["customer: hi", "bot: Hey. [1 Orders] [2 How long?]"]
            ),
            (
                "an example beside which a section could have answered", state(),
                .message(
                    reading([("greet", 0.9)], [(passage, 0.6)], text: "hi", isExample: true),
                    contentType: .text),
                ["customer: hi", "bot: Hey. [1 Orders] [2 How long?]"]
            ),
            (
                "a section and the next that could have answered", state(),
                .message(
                    reading([], [(passage, 0.9), (other, 0.55)], text: "x"), contentType: .text),
                ["customer: x", "bot: Two days. [1 Other?]"]
            ),
            (
                "a section and one that could not", state(),
                .message(
                    reading([], [(passage, 0.9), (other, 0.45)], text: "x"), contentType: .text),
                ["customer: x", "bot: Two days."]
            ),
            (
                "an intent's article of which a section was found", state(),
                .message(
                    reading([("delivery", 0.9)], [(boundPassage, 0.6)], text: "x"),
                    contentType: .text),
                ["customer: x", "bot: Two days."]
            ),
            (
                "a ticket beside which a section could have answered", state(),
                .message(
                    reading([("complain", 0.9)], [(passage, 0.6)], text: "x"), contentType: .text),
                [
                    "customer: x", "bot: One moment.", "ticket 104 new x",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                    "opens 104 normal x",
                ]
            ),
            (
                "in Chinese", state(),
                .message(
                    reading([("greet", 0.9)], text: "你好", language: .chinese), contentType: .text),
                ["customer: 你好", "bot: 你好"]
            ),
            (
                "a first miss", state(), .message(reading(text: "x"), contentType: .text),
                [
                    "customer: x",
                    "bot: I'm sorry, I did not understand that. Could you put it in other words?",
                ]
            ),
            (
                "a second miss", state(misses: 1), .message(reading(text: "x"), contentType: .text),
                [
                    "customer: x",
                    "bot: I'm sorry, I still do not understand. Would you like to talk to a person? [1 Talk to a person] [2 Open a ticket]",
                ]
            ),
            (
                "while a person is asked for the bot is silent", state(.waiting),
                .message(reading([("greet", 0.9)], text: "hi"), contentType: .text),
                ["customer: hi"]
            ),
            (
                "while a person is there, too", state(.agent),
                .message(reading([("greet", 0.9)], text: "hi"), contentType: .text),
                ["customer: hi"]
            ),
            (
                "a closed conversation opens again", state(.closed),
                .message(reading([("greet", 0.9)], text: "hi"), contentType: .text),
                ["customer: hi", "status bot 0", "bot: Hey. [1 Orders]"]
            ),
            (
                "asking for a person", state(), .handoff(reason: nil),
                [
                    "customer: Talk to a person", waiting, "status waiting 3",
                    "starts handoffWait 1120000",
                ]
            ),
            (
                "a rule with a hand-off", state(),
                .message(reading([("talk", 0.9)], text: "a"), contentType: .text),
                ["customer: a", waiting, "status waiting 3", "starts handoffWait 1120000"]
            ),
            (
                "a rule of two steps", state(),
                .message(reading([("complain", 0.9)], text: "bad"), contentType: .text),
                [
                    "customer: bad", "bot: One moment.", "ticket 104 new bad",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                    "opens 104 normal bad",
                ]
            ),
            (
                "back to the bot", state(.waiting), .bot(reason: nil),
                [
                    "customer: Back to the bot", "status bot 0",
                    "bot: I'm here again. What can I do for you?",
                    "stops handoffWait",
                ]
            ),
            (
                "a ticket", state(), .ticket(subject: "leak", priority: .high),
                [
                    "customer: leak", "ticket 104 new leak",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                    "opens 104 high leak",
                ]
            ),
            (
                "nobody came", state(.waiting), .timer(.handoffWait),
                [
                    "ticket 104 new my kettle leaks",
                    "bot: Nobody is free right now, so I have opened ticket T-104 for you. In the meantime I am here again.",
                    "status bot 0",
                    "opens 104 normal my kettle leaks",
                ]
            ),
            ("somebody ahead left", state(.waiting), .queueMoved(place: 2), ["status waiting 2"]),
            ("the queue moved behind who left it", state(), .queueMoved(place: 1), []),
            ("the timer of a hand-off that is over", state(), .timer(.handoffWait), []),
            (
                "a rating", state(), .rate(score: 5, comment: nil),
                ["rating 5", "bot: Thank you for your rating."]
            ),
            (
                "a profile", state(), .profile(name: "Ann", email: nil, language: nil),
                ["profile Ann false", "writes Ann -"]
            ),
            (
                "a word for a person", state(),
                .message(reading(text: "human", person: true), contentType: .text),
                ["customer: human", waiting, "status waiting 3", "starts handoffWait 1120000"]
            ),
            (
                "a hand-off out of a closed conversation", state(.closed),
                .message(reading([("talk", 0.9)], text: "a"), contentType: .text),
                [
                    "customer: a", "status bot 0", waiting, "status waiting 3",
                    "starts handoffWait 1120000",
                ]
            ),
            (
                "a ticket by its name", state(),
                .message(policy.interpreter.interpret("/action_open_ticket"), contentType: .text),
                [
                    "customer: /action_open_ticket", "ticket 104 new my kettle leaks",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                    "opens 104 normal my kettle leaks",
                ]
            ),
            (
                "a rule with a ticket by its name", state(),
                .message(policy.interpreter.interpret("/complain"), contentType: .text),
                [
                    "customer: /complain", "bot: One moment.", "ticket 104 new my kettle leaks",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                    "opens 104 normal my kettle leaks",
                ]
            ),
            (
                "a button that answers", state(),
                .action(message: MessageID("m_1.2"), action: "1"),
                ["customer: Orders", "bot: It is on its way."]
            ),
            (
                "a button for a person", state(),
                .action(message: MessageID("m_1.2"), action: "2"),
                ["customer: A person", waiting, "status waiting 3", "starts handoffWait 1120000"]
            ),
            (
                "a button for a ticket", state(),
                .action(message: MessageID("m_1.2"), action: "3"),
                [
                    "customer: A ticket", "ticket 104 new my kettle leaks",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                    "opens 104 normal my kettle leaks",
                ]
            ),
            (
                "a button with a rule", state(),
                .action(message: MessageID("m_1.2"), action: "4"),
                [
                    "customer: Complain", "bot: One moment.", "ticket 104 new my kettle leaks",
                    "bot: I have opened ticket T-104 for you. We will get back to you.",
                    "opens 104 normal my kettle leaks",
                ]
            ),
            (
                "a judgement of an answer", state(),
                .feedback(message: MessageID("m_1.2"), value: .down, reason: nil),
                ["feedback down"]
            ),
            (
                "a ticket that an operator solves", state(),
                .ticketStatus(number: 103, .solved),
                ["ticket 103 solved no lid", "sets 103 solved"]
            ),
            (
                "an identity", state(),
                .identified(VerifiedIdentity(subject: Subject("u1"), name: "Ann")),
                ["profile Ann true", "identifies u1"]
            ),
        ]

    /// What a decision writes beside its entries, as lines.
    static func changes(_ decision: Decision) -> [String] {
        decision.changes.map { change in
            switch change {
            case .openTicket(let number, let subject, let priority):
                "opens \(number) \(priority.rawValue) \(subject)"
            case .ticketStatus(let number, let status): "sets \(number) \(status.rawValue)"
            case .startTimer(let kind, let due): "starts \(kind.rawValue) \(due.milliseconds)"
            case .stopTimer(let kind): "stops \(kind.rawValue)"
            case .profile(let name, let email): "writes \(name ?? "-") \(email ?? "-")"
            case .identify(let identity): "identifies \(identity.subject)"
            }
        }
    }

    @Test(arguments: decisions)
    func anEventIsDecided(
        name: String, state: Conversation, event: DialogueEvent, script: [String]
    ) throws {
        let decision = try Self.policy.decide(state, Self.facts(for: event, in: state), event)

        #expect(Self.script(decision) + Self.changes(decision) == script, "\(name)")
    }

    private static let told = Message(
        sender: .customer(ParticipantID("p_1")), content: "it leaks", language: .english)
    static let refusals: [(event: DialogueEvent, ticket: TicketStatus?, refusal: Refusal)] = [
        (.rate(score: 0, comment: nil), nil, .badArgument("score is not within 1...5")),
        (.rate(score: 6, comment: nil), nil, .badArgument("score is not within 1...5")),
        (
            .feedback(message: MessageID("m_1.1"), value: .up, reason: nil), nil,
            .notFound("no answer with the id m_1.1")
        ),
        (.ticketStatus(number: 103, .open), nil, .notFound("no ticket T-103")),
        (.ticketStatus(number: 103, .open), .open, .conflict("ticket T-103 is already open")),
        (
            .ticketStatus(number: 103, .open), .closed,
            .conflict("ticket T-103 is closed; open a new one")
        ),
    ]

    /// The message that is judged is the customer's own.
    @Test(arguments: refusals)
    func whatCannotBeIsRefused(
        event: DialogueEvent, ticket: TicketStatus?, refusal: Refusal
    ) throws {
        var facts = Self.facts
        facts.target = Self.told
        if let ticket { facts.ticket?.status = ticket } else { facts.ticket = nil }

        #expect(throws: refusal) { try Self.policy.decide(Self.state(), facts, event) }
    }

    @Test func theFirstWordStartsTheIdleTimer() throws {
        var state = Self.state()
        state.hasIdleTimer = false

        let decision = try Self.policy.decide(
            state, Self.facts, .message(Self.reading([("greet", 0.9)]), contentType: .text))

        #expect(Self.changes(decision) == ["starts idle 87400000"])
        #expect(decision.conversation.hasIdleTimer)
    }
}
