import Desk
import Dialogue
import Testing

/// The desk tells who waits of their places when somebody has left the queue.
@Suite struct QueueTests {
    private static func move(_ name: String, to place: Int) -> QueueMove {
        QueueMove(conversation: ConversationID("c_\(name)"), place: place)
    }

    private static func leaves(_ name: String) -> Set<ConversationID> {
        [ConversationID("c_\(name)")]
    }

    private static func place(_ name: String, _ place: Int, at time: Int64) -> String {
        DeskOnPaper.event(.queueMoved(place: place), of: "c_\(name)", at: time)
    }

    /// A stop may have come in between: the first look asks, and none after it.
    @Test func whatWasNotToldBeforeAStopIsToldAtTheStartABatchALook() {
        let paper = DeskOnPaper.run([0, 0, 10, 20, 30], batchMax: 2) {
            $0.journal.set(
                \.moves,
                to: [Self.move("a", to: 1), Self.move("b", to: 2), Self.move("c", to: 3)])
        }

        #expect(
            paper.events == [
                [Self.place("a", 1, at: 0), Self.place("b", 2, at: 0)],
                [Self.place("c", 3, at: 10)],
            ])
        #expect(paper.journal.queueLooks == 2)
        #expect(paper.desk.figures.stored == 3)
    }

    /// Who comes and goes at the head of a long queue moves everybody behind: they are told a dozen a
    /// look, each in turn, and who has moved meanwhile in the next round.
    @Test func ofALongQueueThePlacesAreToldInTurn() {
        let waiting = (1...30).map { Self.move("w\($0)", to: $0) }
        let paper = DeskOnPaper.run([0, 0, 10, 20, 30, 40], batchMax: 256) { paper in
            paper.journal.set(\.keepsMoves, to: true)
            paper.journal.set(\.moves, to: waiting)
            paper.journal.set(\.timers, to: [DeskOnPaper.timer("a", .handoffWait, due: 10)])
            paper.journal.set(\.leavers, to: Self.leaves("a"))
        }

        let left = [DeskOnPaper.event(.timer(.handoffWait), of: "c_a", at: 10)]
        func told(_ places: ClosedRange<Int>, at time: Int64) -> [String] {
            places.map { Self.place("w\($0)", $0, at: time) }
        }
        #expect(
            paper.events == [
                told(1...12, at: 0), left, told(13...24, at: 10), told(25...30, at: 20),
                told(1...12, at: 30), told(13...24, at: 40),
            ])
    }

    @Test func aQueueThatNobodyLeftIsNotLookedAt() {
        let paper = DeskOnPaper.run([0, 0, 0, 10, 20]) { $0.submit("a") }

        #expect(paper.answers.lines == ["a stored 1"])
        #expect(paper.journal.looks == [0, 10, 20])
        #expect(paper.journal.queueLooks == 1)
    }

    @Test func whoStandsBehindATimersCustomerMovesUpInTheSameLook() {
        let listener = Listener()
        let paper = DeskOnPaper.run([0, 0, 10, 20]) { paper in
            paper.journal.set(\.timers, to: [DeskOnPaper.timer("a", .handoffWait, due: 10)])
            paper.journal.set(\.leavers, to: Self.leaves("a"))
            paper.journal.whenStored { batch in
                if batch == 1 { paper.journal.set(\.moves, to: [Self.move("b", to: 1)]) }
            }
            paper.desk.hub.subscribe(listener, to: ConversationID("c_b"))
        }

        #expect(
            paper.events == [
                [DeskOnPaper.event(.timer(.handoffWait), of: "c_a", at: 10)],
                [Self.place("b", 1, at: 10)],
            ])
        #expect(withExtendedLifetime(listener) { $0.diary.lines } == ["woken", "heard c_b.1"])
        #expect(paper.journal.queueLooks == 2)
    }

    /// The first look, at 0, asks in any case; what is said at 0 is stored before the second.
    @Test func whoStandsBehindACustomerThatLeavesMovesUpAtTheNextLook() {
        let paper = DeskOnPaper.run([0, 0, 0, 10, 20]) { paper in
            paper.journal.set(\.timers, to: [DeskOnPaper.timer("x", .handoffWait, due: 0)])
            paper.journal.set(\.leavers, to: Self.leaves("a"))
            paper.journal.whenStored { batch in
                if batch == 1 { paper.submit("a") }
                if batch == 2 { paper.journal.set(\.moves, to: [Self.move("b", to: 1)]) }
            }
        }

        #expect(paper.events.suffix(1) == [[Self.place("b", 1, at: 10)]])
        #expect(paper.batches == [["x"], ["a"], ["b"]])
        #expect(paper.journal.queueLooks == 2)
    }

    @Test func placesThatCannotBeStoredAreReportedAndToldLater() {
        let paper = DeskOnPaper.run([0, 0, 10, 5_000, 5_010]) { paper in
            paper.journal.set(\.moves, to: [Self.move("a", to: 1)])
            paper.journal.set(\.fault, to: "the disk is full")
            paper.journal.whenStored { batch in
                if batch == 1 { paper.journal.set(\.fault, to: nil) }
            }
        }

        #expect(paper.faults.lines == ["places: the disk is full"])
        #expect(
            paper.events == [[Self.place("a", 1, at: 0)], [Self.place("a", 1, at: 5_000)]])
        #expect(paper.desk.figures.failed == 1 && paper.desk.figures.stored == 1)
    }
}
