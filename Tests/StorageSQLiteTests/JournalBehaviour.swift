import Desk
import Dialogue
import Testing
import Understanding

/// What every store must do; each store's tests run all of ``checks``.
struct JournalBehaviour<Store: Journal & Archive> {
    let store: Store
    let policy = DialoguePolicy(
        script: DialogueScript(),
        interpreter: Interpreter(model: nil, passages: nil, callable: BuiltInIntent.all))

    func speaker(_ name: String, identity: VerifiedIdentity? = nil) -> Speaker {
        Speaker(
            participant: ParticipantID("p_\(name)"), conversation: ConversationID("c_\(name)"),
            customer: CustomerID("cu_\(name)"),
            tokenHash: Array(repeating: 0, count: 32 - name.utf8.count) + Array(name.utf8),
            identity: identity)
    }

    func say(
        _ text: String, _ speaker: Speaker, id: String? = nil, at time: Int64 = 1_000
    ) -> Submission {
        Submission(
            origin: .speaker(speaker, clientMessageID: id, digest: Hash64.of(text)),
            event: .message(policy.interpreter.interpret(text), contentType: .text),
            now: Timestamp(milliseconds: time))
    }

    func run(_ event: DialogueEvent, _ speaker: Speaker, at time: Int64 = 1_000) throws -> Turn {
        let submission = Submission(
            origin: .speaker(speaker, clientMessageID: nil, digest: 0), event: event,
            now: Timestamp(milliseconds: time))
        return try #require(store.advance([submission], policy: policy).first).get()
    }

    /// One thing that a store must do, on a store of its own.
    struct Check: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var run: @Sendable (JournalBehaviour) throws -> Void

        init(_ name: String, _ run: @escaping @Sendable (JournalBehaviour) throws -> Void) {
            (testDescription, self.run) = (name, run)
        }
    }

    static var checks: [Check] {
        [
            Check("a resend gets its first answer, and other content a conflict") {
                try $0.aResendGetsItsFirstAnswerAndOtherContentAConflict()
            },
            Check("a conversation is numbered without gaps") {
                try $0.aConversationIsNumberedWithoutGaps()
            },
            Check("a refusal leaves nothing behind") { try $0.aRefusalLeavesNothingBehind() },
            Check("a batch is independent") { try $0.aBatchIsIndependent() },
            Check("a row that fails does not take its neighbours with it") {
                try $0.aRowThatFailsDoesNotTakeItsNeighboursWithIt()
            },
            Check("what is read is what was written") { try $0.whatIsReadIsWhatWasWritten() },
            Check("what is typed answers the last message") {
                try $0.whatIsTypedAnswersTheLastMessageAndATicketIsAboutWhatCameBefore()
            },
            Check("what is told behind a ticket belongs to it") {
                try $0.whatIsToldBehindATicketBelongsToIt()
            },
            Check("tickets of the customer's other conversations are told of") {
                try $0.ticketsOfTheCustomersOtherConversationsAreToldOf()
            },
            Check("what follows an answer is read with it") {
                try $0.whatFollowsAnAnswerIsReadWithIt()
            },
            Check("what is refused is looked at again") { try $0.whatIsRefusedIsLookedAtAgain() },
            Check("a ticket is about what is not long past") {
                try $0.aTicketIsAboutWhatIsNotLongPast()
            },
            Check("a hand-off timer opens a ticket") { try $0.aHandoffTimerOpensATicket() },
            Check("an anonymous conversation joins its customer") {
                try $0.anAnonymousConversationJoinsItsCustomer()
            },
            Check("a turn says the language that was told or chosen") {
                try $0.aTurnSaysTheLanguageThatWasToldOrChosen()
            },
            Check("the queue is counted") { try $0.theQueueIsCounted() },
            Check("who stands behind a conversation that leaves moves up") {
                try $0.whoStandsBehindAConversationThatLeavesMovesUp()
            },
            Check("the queue keeps its order, whatever the clock says") {
                try $0.theQueueKeepsItsOrderWhateverTheClockSays()
            },
        ]
    }

    private func aResendGetsItsFirstAnswerAndOtherContentAConflict() throws {
        let ann = speaker("resend")
        let results = store.advance(
            [say("hello", ann, id: "1"), say("hello", ann, id: "1"), say("other", ann, id: "1")],
            policy: policy)

        let first = try results[0].get()
        let second = try results[1].get()

        #expect(first.seq == 1 && !first.isDuplicate)
        #expect(second.seq == 1 && second.isDuplicate && second.entries.isEmpty)
        #expect(second.createdAt == first.createdAt)
        #expect(throws: DeskError.refused(.conflict("the id was used for something else"))) {
            try results[2].get()
        }
        // The same id of another participant is another request.
        let bob = try #require(
            store.advance([say("other", speaker("resend2"), id: "1")], policy: policy).first)
        #expect(try bob.get().isDuplicate == false)
    }

    private func aTurnSaysTheLanguageThatWasToldOrChosen() throws {
        var ann = speaker("told")
        let first = try run(.ticket(subject: "it leaks", priority: .normal), ann)
        ann.told = .chinese
        let told = try run(.handoff(reason: nil), ann)
        let chosen = try run(.profile(name: nil, email: nil, language: .english), ann)
        ann.told = nil
        let later = try run(.bot(reason: nil), ann)

        #expect(
            [first, told, chosen, later].map(\.language) == [
                .english, .chinese, .english, .english,
            ])
        #expect(try store.session(tokenHash: ann.tokenHash)?.language == .english)
    }

    private func aConversationIsNumberedWithoutGaps() throws {
        let ann = speaker("numbers")
        for text in 0..<30 {
            _ = store.advance([say("text \(text)", ann)], policy: policy)
        }

        let page = try store.entries(
            of: ann.conversation, after: 0, before: .max, limit: 1_000)

        #expect(page.entries.map(\.seq) == Array(1...page.lastSeq))
        #expect(page.lastSeq == 60)
        #expect(!page.hasMore)
    }

    private func aRefusalLeavesNothingBehind() throws {
        let ann = speaker("refused")
        let submission = Submission(
            origin: .speaker(ann, clientMessageID: "1", digest: 1),
            event: .feedback(message: MessageID("m_nothing.1"), value: .up, reason: nil),
            now: Timestamp(milliseconds: 1))

        let result = try #require(store.advance([submission], policy: policy).first)

        #expect(throws: DeskError.self) { try result.get() }
        #expect(try store.session(tokenHash: ann.tokenHash) == nil)
    }

    private func aBatchIsIndependent() throws {
        let (ann, bob) = (speaker("batch1"), speaker("batch2"))
        let bad = Submission(
            origin: .desk(ConversationID("c_unknown")), event: .timer(.idle),
            now: Timestamp(milliseconds: 1))

        let results = store.advance([say("a", ann), bad, say("b", bob)], policy: policy)

        #expect(try results[0].get().lastSeq == 2)
        #expect(throws: DeskError.self) { try results[1].get() }
        #expect(try results[2].get().lastSeq == 2)
    }

    /// The decision is sound and the row is not: the batch is rolled back and run one by one.
    private func aRowThatFailsDoesNotTakeItsNeighboursWithIt() throws {
        let (ann, bob) = (speaker("row1"), speaker("row2"))
        var thief = speaker("row3")
        thief.tokenHash = ann.tokenHash

        let results = store.advance(
            [say("a", ann, id: "1"), say("b", thief), say("c", bob), say("d", ann, id: "2")],
            policy: policy)

        #expect(try results[0].get().entries.map(\.seq) == [1, 2])
        guard case .failure(.failed(let cause)) = results[1] else {
            Issue.record("two participants have one token: \(results[1])")
            return
        }
        #expect(cause.contains("participants.token_hash"))
        #expect(try results[2].get().entries.map(\.seq) == [1, 2])
        #expect(try results[3].get().entries.map(\.seq) == [3, 4])
        for (speaker, lastSeq) in [(ann, 4), (thief, 0), (bob, 2)] as [(Speaker, Int64)] {
            let page = try store.entries(
                of: speaker.conversation, after: 0, before: .max, limit: 9)
            #expect(page.lastSeq == lastSeq && page.entries.count == Int(lastSeq))
        }
        #expect(try store.session(tokenHash: ann.tokenHash)?.participant == ann.participant)
        #expect(try store.session(tokenHash: bob.tokenHash)?.participant == bob.participant)
    }

    private func whatIsReadIsWhatWasWritten() throws {
        let ann = speaker("mapping")
        let turns = [
            try run(.message(policy.interpreter.interpret("zz"), contentType: .text), ann),
            try run(.message(policy.interpreter.interpret("zz"), contentType: .text), ann),
            try run(.action(message: MessageID("m_mapping.4"), action: "2"), ann),
            try run(.rate(score: 3, comment: "so so"), ann),
            try run(.feedback(message: MessageID("m_mapping.2"), value: .down, reason: "no"), ann),
            try run(.profile(name: "Ann", email: "a@b.example", language: .chinese), ann),
            try run(.handoff(reason: nil), ann), try run(.bot(reason: "ok"), ann),
        ]

        let page = try store.entries(of: ann.conversation, after: 0, before: .max, limit: 100)

        #expect(page.entries == turns.flatMap(\.entries))
        #expect(page.entries.contains { if case .ticket = $0.body { true } else { false } })
        #expect(try store.entry(ann.conversation, 2) == page.entries[1])
        #expect(try store.entry(ann.conversation, .max) == nil)
        let newest = try store.entries(of: ann.conversation, after: 1, before: 6, limit: 2)
        #expect(newest.entries.map(\.seq) == [4, 5])
        #expect(newest.hasMore)
        #expect(
            try store.tickets(of: ann.conversation, shownTo: nil, limit: 9).map(\.number) == [101])
    }

    /// The second message in a row without an answer offers a person and a ticket.
    private func whatIsTypedAnswersTheLastMessageAndATicketIsAboutWhatCameBefore() throws {
        let ann = speaker("typed")
        let typed = [
            "my kettle leaks badly", "it leaks", "2", "no lid?", "or base?", "the second one",
        ]
        let turns = try typed.map { text in
            try #require(store.advance([say(text, ann)], policy: policy).first).get()
        }

        let chosen = turns.last?.entries.first.map { $0.body }
        guard case .message(let said)? = chosen else { throw Refusal.notFound("a message") }
        #expect(said.content == "the second one" && said.payload == "/action_open_ticket")
        let subjects = try store.tickets(of: ann.conversation, shownTo: nil, limit: 9).map(
            \.subject)
        #expect(subjects == ["or base?", "my kettle leaks badly"])
    }

    /// However long a conversation is, a turn looks at its end alone.
    private func aTicketIsAboutWhatIsNotLongPast() throws {
        let ann = speaker("long")
        let rate = DialogueEvent.rate(score: 3, comment: nil)
        let (trouble, wish) = (say("my kettle leaks badly", ann), say("/action_open_ticket", ann))
        _ = try #require(store.advance([trouble], policy: policy).first).get()
        for _ in 0..<Facts.entriesReadMax { _ = try run(rate, ann) }
        _ = try #require(store.advance([wish], policy: policy).first).get()

        let subjects = try store.tickets(of: ann.conversation, shownTo: nil, limit: 9)
            .map(\.subject)
        #expect(subjects.count == 1)
        #expect(!subjects.contains { $0.contains("kettle") })
    }

    private func aHandoffTimerOpensATicket() throws {
        let ann = speaker("timer")
        _ = try run(.handoff(reason: "it leaks"), ann, at: 5_000)
        let due = 5_000 + policy.options.handoffWaitSeconds * 1_000

        #expect(
            try store.dueTimers(at: Timestamp(milliseconds: due - 1), limit: 9)
                .contains { $0.conversation == ann.conversation } == false)
        let timer = try #require(
            store.dueTimers(at: Timestamp(milliseconds: due), limit: 99)
                .first { $0.conversation == ann.conversation })
        let fired = Submission(
            origin: .desk(ann.conversation), event: .timer(timer.kind),
            now: Timestamp(milliseconds: due))
        let turn = try #require(store.advance([fired], policy: policy).first).get()
        let again = try #require(store.advance([fired], policy: policy).first).get()

        #expect(turn.entries.count == 3)
        #expect(again.entries.isEmpty)
        #expect(
            try store.tickets(of: ann.conversation, shownTo: nil, limit: 9).map(\.subject) == [
                "it leaks"
            ])
        #expect(
            try store.dueTimers(at: Timestamp(milliseconds: due), limit: 99)
                .contains { $0.conversation == ann.conversation } == false)
    }

    private func anAnonymousConversationJoinsItsCustomer() throws {
        let (ann, second) = (speaker("join1"), speaker("join2"))
        let identity = VerifiedIdentity(subject: Subject("user-7"), name: "Ann")
        _ = try run(.ticket(subject: "one", priority: .normal), ann)
        _ = try run(.identified(identity), ann)
        _ = try run(.ticket(subject: "two", priority: .normal), second)
        _ = try run(.identified(identity), second)
        let third = speaker("join3", identity: identity)
        _ = try run(.ticket(subject: "three", priority: .normal), third)

        for hash in [ann, second, third].map(\.tokenHash) {
            #expect(try store.session(tokenHash: hash)?.verifiedSubject == Subject("user-7"))
        }
        #expect(
            try store.tickets(of: ann.conversation, shownTo: nil, limit: 9).map(\.subject)
                == ["three", "two", "one"])
        let fourth = speaker("join4").conversation
        #expect(
            try store.tickets(of: fourth, shownTo: Subject("user-7"), limit: 2).map(\.subject)
                == ["three", "two"])
        #expect(try store.tickets(of: fourth, shownTo: Subject("user-8"), limit: 9).isEmpty)
        #expect(try store.tickets(of: fourth, shownTo: nil, limit: 9).isEmpty)
        #expect(throws: DeskError.self) {
            try run(.identified(VerifiedIdentity(subject: Subject("user-8"))), ann)
        }
    }
}
