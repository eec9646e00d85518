import Desk
import Dialogue
import Testing

/// The desk looks at its timers by the clock it is given; the clock's last reading stops it.
@Suite struct TimerTests {
    private static let hour: Int64 = 3_600_000

    /// The first reading is that of the start.
    static let clocks: [(name: String, times: [Int64], looks: [Int64])] = [
        ("at the start", [5, 5], [5]),
        ("not before its time", [0, 0, 9], [0]),
        ("when its time has come", [0, 0, 9, 10, 19, 20], [0, 10, 20]),
        ("late, and from then on", [0, 0, 17, 26, 27], [0, 17, 27]),
        ("after a leap", [0, 0, hour], [0, hour]),
        (
            "after the clock was set back by an hour", [2 * hour, 2 * hour, hour, hour + 10],
            [2 * hour, hour, hour + 10]
        ),
        (
            "after it was set back while the desk started", [hour, 0, 10], [0, 10]
        ),
        (
            "a clock that goes back a little is waited for", [1_000, 1_000, 990, 1_009, 1_010],
            [1_000, 1_010]
        ),
    ]

    @Test(arguments: clocks)
    func theDeskLooksAtItsTimers(name: String, times: [Int64], looks: [Int64]) {
        #expect(DeskOnPaper.run(times).journal.looks == looks, "\(name)")
    }

    /// After a long stop thousands of conversations are closed, and somebody waits for a person.
    @Test func whereABatchIsFullOfTimersTheNextIsLookedForAtOnce() {
        let paper = DeskOnPaper.run([5, 5, 6, 7, 8, 17], batchMax: 2) {
            $0.journal.set(
                \.timers,
                to: ["a", "b", "c", "d", "e"].map { DeskOnPaper.timer($0, .idle, due: 0) })
        }

        #expect(paper.journal.looks == [5, 6, 7, 17])
        #expect(paper.batches == [["a", "b"], ["c", "d"], ["e"]])
    }

    @Test func aDeskWithoutTimersNeverLooks() {
        let paper = DeskOnPaper(clock: ScriptedClock([0, 0, 500, 1_000])) {
            $0.timerMilliseconds = 0
        }

        paper.submit("a")
        paper.finish()

        #expect(paper.answers.lines == ["a stored 1"])
        #expect(paper.journal.looks == [])
    }

    @Test func aTimerThatFellDueWhileNobodyServedFiresAtTheStartAndOnce() {
        let paper = DeskOnPaper.run([5_000, 5_000, 5_010, 5_020]) {
            $0.journal.set(
                \.timers,
                to: [
                    DeskOnPaper.timer("a", .handoffWait, due: 10),
                    DeskOnPaper.timer("b", .idle, due: 5_010),
                    DeskOnPaper.timer("c", .idle, due: 9_000),
                ])
        }

        #expect(
            paper.events == [
                [DeskOnPaper.event(.timer(.handoffWait), of: "c_a", at: 5_000)],
                [DeskOnPaper.event(.timer(.idle), of: "c_b", at: 5_010)],
            ])
        #expect(paper.faults.lines == [])
        #expect(paper.desk.figures.stored == 2)
    }

    @Test func whatATimerDidIsPublishedAndOneThatFailsStopsNoOther() {
        let listener = Listener()
        let paper = DeskOnPaper.run([0, 0]) { paper in
            paper.journal.set(
                \.timers,
                to: [DeskOnPaper.timer("a", .idle, due: 0), DeskOnPaper.timer("b", .idle, due: 0)])
            paper.journal.set(\.refused, to: [ConversationID("c_a")])
            for name in ["a", "b"] {
                paper.desk.hub.subscribe(listener, to: ConversationID("c_\(name)"))
            }
        }

        #expect(withExtendedLifetime(listener) { $0.diary.lines } == ["woken", "heard c_b.1"])
        #expect(paper.faults.lines.count == 1)
        #expect(paper.faults.lines.first?.contains("timer of c_a") == true)
    }

    /// A fault is looked at again after five seconds, not at every look; turns go on meanwhile.
    @Test func timersThatCannotBeReadAreReportedAndTurnsGoOn() {
        let paper = DeskOnPaper.run([0, 0, 0, 10, 4_999, 5_000]) { paper in
            paper.journal.set(\.timerFault, to: "the disk is gone")
            paper.submit("a")
        }

        #expect(paper.answers.lines == ["a stored 1"])
        #expect(paper.journal.looks == [0, 5_000])
        #expect(paper.faults.lines.count == 2)
        #expect(paper.faults.lines.allSatisfy { $0.contains("the disk is gone") })
    }

    @Test func timersThatCannotBeStoredAreReportedOnceALook() {
        let paper = DeskOnPaper.run([0, 0, 10, 5_000]) { paper in
            paper.journal.set(
                \.timers, to: ["a", "b", "c"].map { DeskOnPaper.timer($0, .idle, due: 0) })
            paper.journal.set(\.fault, to: "the disk is full")
        }

        #expect(paper.faults.lines == ["timers: the disk is full", "timers: the disk is full"])
        #expect(paper.journal.batches.map(\.count) == [3, 3])
        #expect(paper.desk.figures.failed == 6)
    }

    /// A queue that is never empty must not keep the timers waiting.
    @Test func timersFireBetweenBatches() {
        let paper = DeskOnPaper.run([0, 0, 0, 0, 0, 10, 20], batchMax: 1) { paper in
            for name in ["a", "b", "c"] { paper.submit(name) }
        }

        #expect(paper.batches == [["a"], ["b"], ["c"]])
        #expect(paper.journal.looks == [0, 10, 20])
    }
}
