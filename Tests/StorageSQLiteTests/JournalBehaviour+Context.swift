import Desk
import Dialogue
import Testing
import Understanding

/// What a message is about that says it by what came before: facts of the store.
extension JournalBehaviour {
    /// The ticket, and whether anything was answered since it was told of, are facts of the store.
    func whatIsToldBehindATicketBelongsToIt() throws {
        let ann = speaker("behind")
        _ = try run(.ticket(subject: "my kettle leaks", priority: .normal), ann)
        func said(_ text: String) throws -> String {
            let turn = try #require(store.advance([say(text, ann)], policy: policy).first).get()
            guard case .message(let message)? = turn.entries.last?.body else { return "" }
            return String(message.content.prefix(25))
        }

        #expect(try said("it is the big one") == "Thank you, I keep that wi")
        #expect(try said("and the lid is loose") == "Thank you, I keep that wi")
        #expect(try said("do you have lids?") == "I'm sorry, I did not unde")
        #expect(try said("it is the big one") == "I'm sorry, I still do not")
        #expect(try said("please close the ticket") == "Shall the ticket be close")
        #expect(try said("yes") == "Ticket T-101 is marked as")
        #expect(try said("please close the ticket") == "Ticket T-101 (“my kettle ")
        let tickets = try store.tickets(of: ann.conversation, shownTo: nil, limit: 9)
        #expect(tickets.map(\.status) == [.solved])
    }

    /// Whose they are is a fact of the store: the customer's, and nobody else's.
    func ticketsOfTheCustomersOtherConversationsAreToldOf() throws {
        let identity = VerifiedIdentity(subject: Subject("user-7"))
        let stranger = speaker("other")
        let (first, second) = (
            speaker("first", identity: identity), speaker("second", identity: identity)
        )
        _ = try run(.ticket(subject: "my kettle leaks", priority: .normal), first)
        _ = try run(.ticket(subject: "my pan sticks", priority: .normal), stranger)
        for known in [first, second] { _ = try run(.identified(identity), known) }
        func said(_ text: String, _ speaker: Speaker) throws -> String {
            let turn = try #require(store.advance([say(text, speaker)], policy: policy).first).get()
            guard case .message(let message)? = turn.entries.last?.body else { return "" }
            return message.content
        }

        let told = try said("any update on my ticket?", second)
        #expect(told.hasPrefix("Ticket T-101 (“my kettle leaks”): not looked at yet. It belongs"))
        #expect(try said("close T-101", second) == told)
        #expect(try said("close T-102", second).hasPrefix("Ticket T-101"))
        #expect(try said("close T-101", stranger).hasPrefix("Ticket T-102"))
        #expect(try said("any update on my ticket?", first).contains("You will read here"))
        let tickets = try store.tickets(of: first.conversation, shownTo: nil, limit: 9)
        #expect(tickets.map(\.status) == [.new])
    }

    /// A policy that answers from passages about a ferry.
    private func ferry() throws -> DialoguePolicy {
        let passages = [
            ("fares", "How much is a ticket for the ferry?", "Adults pay 12 euros, children half."),
            ("dogs", "Can I take my dog on board?", "Dogs travel on the deck."),
            ("cars", "Can I take my car across?", "Cars pay 30 euros each way."),
            ("late", "What happens when the ferry is late?", "You get half of the fare back."),
            ("rooms", "How much is a room?", "A room is 80 euros a night."),
        ].map { Passage(id: "ferry.md#\($0)", title: $1, text: $2) }
        let index = try PassageIndex(bytes: PassageIndex.build(passages))
        return DialoguePolicy(
            script: DialogueScript(), interpreter: Interpreter(model: nil, passages: index))
    }

    /// What was asked before an answer is a fact of the store, whether a button below that is pressed
    /// or a word refuses it; what was refused once is no question any more.
    func whatIsRefusedIsLookedAtAgain() throws {
        let reader = try ferry()
        let ann = speaker("refuse")
        func said(_ event: DialogueEvent) throws -> (id: MessageID, message: Message) {
            let submission = Submission(
                origin: .speaker(ann, clientMessageID: nil, digest: 0), event: event,
                now: Timestamp(milliseconds: 1_000))
            let turn = try #require(store.advance([submission], policy: reader).first).get()
            let entry = try #require(turn.entries.last)
            guard case .message(let message) = entry.body else { throw Refusal.notFound("a reply") }
            return (Entry.messageID(ann.conversation, entry.seq), message)
        }
        func typed(_ text: String) throws -> (id: MessageID, message: Message) {
            try said(.message(reader.interpreter.interpret(text), contentType: .text))
        }

        #expect(try typed("how much is a ticket").message.answer?.passageID == "ferry.md#fares")
        let protest = try typed("that's not what I asked")
        #expect(protest.message.actions.first?.title == "How much is a room?")
        let none = try #require(protest.message.actions.first { $0.title == "None of these" })
        let pressed = try said(.action(message: protest.id, action: none.id))
        #expect(pressed.message.answer?.kind == .fallback)
    }

    /// The answer before is a fact of the store, and what it was called is kept with the next one.
    func whatFollowsAnAnswerIsReadWithIt() throws {
        let reader = try ferry()
        let ann = speaker("follow")
        func said(_ text: String) throws -> Message? {
            let typed = Submission(
                origin: .speaker(ann, clientMessageID: nil, digest: 0),
                event: .message(reader.interpreter.interpret(text), contentType: .text),
                now: Timestamp(milliseconds: 1_000))
            let turn = try #require(store.advance([typed], policy: reader).first).get()
            guard case .message(let message)? = turn.entries.dropFirst().first?.body else {
                return nil
            }
            let page = try store.entries(
                of: ann.conversation, after: turn.seq, before: .max, limit: 9)
            #expect(page.entries.first?.body == .message(message))
            return message
        }

        #expect(try said("how much is a ticket for the ferry")?.answer?.follows == nil)
        let followed = try said("what about children?")?.answer
        #expect(followed?.passageID == "ferry.md#fares")
        #expect(followed?.follows == "How much is a ticket for the ferry?")
        for _ in 0..<5 { _ = try said("zz") }
        #expect(try said("what about children?")?.answer?.follows == nil)
    }
}
