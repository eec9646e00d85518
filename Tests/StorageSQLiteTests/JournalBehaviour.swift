import Desk
import Dialogue
import Testing
import Understanding

/// What every store must do; each store's tests run all of it.
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

    func everything() throws {
        try aResendGetsItsFirstAnswerAndOtherContentAConflict()
        try aConversationIsNumberedWithoutGaps()
        try aRefusalLeavesNothingBehind()
        try aBatchIsIndependent()
        try aRowThatFailsDoesNotTakeItsNeighboursWithIt()
        try whatIsReadIsWhatWasWritten()
        try whatIsTypedAnswersTheLastMessageAndATicketIsAboutWhatCameBefore()
        try aHandoffTimerOpensATicket()
        try anAnonymousConversationJoinsItsCustomer()
        try theQueueIsCounted()
        try whoStandsBehindAConversationThatLeavesMovesUp()
        try theQueueKeepsItsOrderWhateverTheClockSays()
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
        #expect(throws: DeskError.conflict("the id was used for something else")) {
            try results[2].get()
        }
        // The same id of another participant is another request.
        let bob = try #require(
            store.advance([say("other", speaker("resend2"), id: "1")], policy: policy).first)
        #expect(try bob.get().isDuplicate == false)
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
        #expect(try store.tickets(of: ann.conversation, limit: 9).map(\.number) == [101])
    }

    /// The second message in a row without an answer offers a person and a ticket.
    private func whatIsTypedAnswersTheLastMessageAndATicketIsAboutWhatCameBefore() throws {
        let ann = speaker("typed")
        let typed = [
            "my kettle leaks badly", "it leaks", "2", "no lid", "or base", "the second one",
        ]
        let turns = try typed.map { text in
            try #require(store.advance([say(text, ann)], policy: policy).first).get()
        }

        let chosen = turns.last?.entries.first.map { $0.body }
        guard case .message(let said)? = chosen else { throw Refusal.notFound("a message") }
        #expect(said.content == "the second one" && said.payload == "/action_open_ticket")
        let subjects = try store.tickets(of: ann.conversation, limit: 9).map(\.subject)
        #expect(subjects == ["or base", "my kettle leaks badly"])
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
        #expect(try store.tickets(of: ann.conversation, limit: 9).map(\.subject) == ["it leaks"])
        #expect(
            try store.dueTimers(at: Timestamp(milliseconds: due), limit: 99)
                .contains { $0.conversation == ann.conversation } == false)
    }

    private func anAnonymousConversationJoinsItsCustomer() throws {
        let (ann, second) = (speaker("join1"), speaker("join2"))
        let identity = VerifiedIdentity(subject: "user-7", name: "Ann")
        _ = try run(.ticket(subject: "one", priority: .normal), ann)
        _ = try run(.identified(identity), ann)
        _ = try run(.ticket(subject: "two", priority: .normal), second)
        _ = try run(.identified(identity), second)
        let third = speaker("join3", identity: identity)
        _ = try run(.ticket(subject: "three", priority: .normal), third)

        for hash in [ann, second, third].map(\.tokenHash) {
            #expect(try store.session(tokenHash: hash)?.verifiedSubject == "user-7")
        }
        #expect(
            try store.tickets(of: ann.conversation, limit: 9).map(\.subject)
                == ["three", "two", "one"])
        #expect(throws: DeskError.self) {
            try run(.identified(VerifiedIdentity(subject: "user-8")), ann)
        }
    }

    private func theQueueIsCounted() throws {
        let names = ["q1", "q2", "q3"]
        var places: [Int?] = []
        for (at, name) in names.enumerated() {
            let turn = try run(.handoff(reason: nil), speaker(name), at: 9_000_000 + Int64(at))
            if case .status(.waiting, let place) = turn.entries.last?.body { places.append(place) }
        }
        #expect(places.count == 3)
        #expect(places[1] == places[0].map { $0 + 1 })
        #expect(places[2] == places[0].map { $0 + 2 })
    }

    private func places(_ turns: [Turn]) -> [Int?] {
        turns.map { turn in
            if case .status(.waiting, let place) = turn.entries.last?.body { place } else { nil }
        }
    }

    private func move(_ move: QueueMove, at time: Int64) throws -> Turn {
        let submission = Submission(
            origin: .desk(move.conversation), event: .queueMoved(place: move.place),
            now: Timestamp(milliseconds: time))
        return try #require(store.advance([submission], policy: policy).first).get()
    }

    private func whoStandsBehindAConversationThatLeavesMovesUp() throws {
        let speakers = ["up1", "up2", "up3"].map { speaker($0) }
        let joined = try speakers.map { try run(.handoff(reason: nil), $0, at: 9_100_000) }
        let ahead = try #require(places(joined)[0])
        #expect(try store.queueMoves(limit: 9).isEmpty)

        let left = try run(.bot(reason: nil), speakers[0], at: 9_100_001)
        let moves = try store.queueMoves(limit: 9)
        let told = try moves.map { try move($0, at: 9_100_002) }
        let again = try moves.map { try move($0, at: 9_100_003) }

        #expect(left.leftQueue && joined.allSatisfy { !$0.leftQueue })
        #expect(
            moves == [
                QueueMove(conversation: speakers[1].conversation, place: ahead),
                QueueMove(conversation: speakers[2].conversation, place: ahead + 1),
            ])
        #expect(places(told) == [ahead, ahead + 1])
        #expect(told.allSatisfy { $0.entries.count == 1 && !$0.leftQueue })
        #expect(again.allSatisfy { $0.entries.isEmpty })
        #expect(try store.queueMoves(limit: 9).isEmpty)

        _ = try run(.bot(reason: nil), speakers[1], at: 9_100_004)
        #expect(
            try store.queueMoves(limit: 9)
                == [QueueMove(conversation: speakers[2].conversation, place: ahead)])
        _ = try run(.bot(reason: nil), speakers[2], at: 9_100_005)
        #expect(try store.queueMoves(limit: 9).isEmpty)
    }

    /// Neither an older row, nor the same millisecond, nor a clock that was set back is an
    /// advantage.
    private func theQueueKeepsItsOrderWhateverTheClockSays() throws {
        let (older, ann, late) = (speaker("order1"), speaker("order2"), speaker("order3"))
        _ = try run(.rate(score: 5, comment: nil), older)
        let joined = try [
            run(.handoff(reason: nil), ann, at: 9_200_000),
            run(.handoff(reason: nil), older, at: 9_200_000),
            run(.handoff(reason: nil), late, at: 1_000),
        ]
        let first = try #require(places(joined)[0])

        #expect(places(joined) == [first, first + 1, first + 2])
        #expect(try store.queueMoves(limit: 9).isEmpty)
        let asked = try run(.handoff(reason: nil), older, at: 9_200_001)
        #expect(places([asked]) == [first + 1])
        for speaker in [late, ann, older] { _ = try run(.bot(reason: nil), speaker) }
    }
}
