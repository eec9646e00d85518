import Desk
import Dialogue
import Testing

/// The queue for a person, as every store keeps it.
extension JournalBehaviour {
    func theQueueIsCounted() throws {
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

    func whoStandsBehindAConversationThatLeavesMovesUp() throws {
        let speakers = ["up1", "up2", "up3"].map { speaker($0) }
        let joined = try speakers.map { try run(.handoff(reason: nil), $0, at: 9_100_000) }
        let ahead = try #require(places(joined)[0])
        #expect(try store.queueMoves(behind: 0, limit: 9).isEmpty)

        let left = try run(.bot(reason: nil), speakers[0], at: 9_100_001)
        let moves = try store.queueMoves(behind: 0, limit: 9)
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
        #expect(try store.queueMoves(behind: 0, limit: 9).isEmpty)

        _ = try run(.bot(reason: nil), speakers[1], at: 9_100_004)
        #expect(
            try store.queueMoves(behind: 0, limit: 9)
                == [QueueMove(conversation: speakers[2].conversation, place: ahead)])
        _ = try run(.bot(reason: nil), speakers[2], at: 9_100_005)
        #expect(try store.queueMoves(behind: 0, limit: 9).isEmpty)
    }

    /// Neither an older row, nor the same millisecond, nor a clock that was set back is an
    /// advantage.
    func theQueueKeepsItsOrderWhateverTheClockSays() throws {
        let (older, ann, late) = (speaker("order1"), speaker("order2"), speaker("order3"))
        _ = try run(.rate(score: 5, comment: nil), older)
        let joined = try [
            run(.handoff(reason: nil), ann, at: 9_200_000),
            run(.handoff(reason: nil), older, at: 9_200_000),
            run(.handoff(reason: nil), late, at: 1_000),
        ]
        let first = try #require(places(joined)[0])

        #expect(places(joined) == [first, first + 1, first + 2])
        #expect(try store.queueMoves(behind: 0, limit: 9).isEmpty)
        let asked = try run(.handoff(reason: nil), older, at: 9_200_001)
        #expect(places([asked]) == [first + 1])
        for speaker in [late, ann, older] { _ = try run(.bot(reason: nil), speaker) }
    }
}
