import Desk
import Dialogue
import Foundation
import Testing
import Understanding

@Suite struct FrontDeskTests {
    @Test func aFullQueueIsUnavailableAndHasRoomAgainWhenItWasTaken() {
        let paper = DeskOnPaper { $0.queueMax = 3 }
        paper.journal.whenStored { batch in
            if batch == 1 { paper.submit("late") }
            paper.desk.stop()
        }

        for name in ["a", "b", "c", "d"] { paper.submit(name) }
        #expect(paper.answers.lines == [#"d unavailable("the desk is busy")"#])
        #expect(paper.desk.figures.waiting == 3)
        paper.desk.run()

        #expect(
            paper.answers.lines.dropFirst()
                == ["a stored 1", "b stored 1", "c stored 1", "late stored 1"])
        #expect(paper.batches == [["a", "b", "c"], ["late"]])
        let figures = paper.desk.figures
        #expect(figures.stored == 4 && figures.refused == 1 && figures.waiting == 0)
    }

    @Test(arguments: [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
    func whatWaitsIsStoredInOrderInBatchesOfTheLimit(waiting: Int, batches: [Int]) {
        let paper = DeskOnPaper { $0.batchMax = 3 }
        let names = (0..<waiting).map { "n\($0)" }

        for name in names { paper.submit(name) }
        paper.finish()

        #expect(paper.batches.map(\.count) == batches)
        #expect(paper.batches.flatMap { $0 } == names)
        #expect(paper.answers.lines == names.map { "\($0) stored 1" })
    }

    @Test func stoppingFinishesWhatWaitsAndTakesNothingMore() {
        let paper = DeskOnPaper()
        paper.submit("a")
        paper.submit("b")

        paper.desk.stop()
        paper.submit("c")
        #expect(paper.answers.lines == ["c shuttingDown"])
        paper.desk.run()
        paper.desk.waitUntilStopped()
        paper.submit("d")

        #expect(
            paper.answers.lines
                == ["c shuttingDown", "a stored 1", "b stored 1", "d shuttingDown"])
        #expect(paper.batches == [["a", "b"]])
    }

    @Test func stoppingWaitsForTheBatchThatIsBeingStored() {
        let paper = DeskOnPaper()
        let (isStoring, mayGoOn, hasStopped) = (Gate(), Gate(), Gate())
        paper.journal.whenStored { _ in
            isStoring.open()
            _ = mayGoOn.wait()
        }
        Thread { paper.desk.run() }.start()
        Thread {
            paper.desk.waitUntilStopped()
            paper.answers.write("stopped")
            hasStopped.open()
        }.start()

        paper.submit("a")
        #expect(isStoring.wait())
        paper.submit("b")
        paper.desk.stop()
        paper.submit("c")
        mayGoOn.open()
        mayGoOn.open()

        #expect(hasStopped.wait())
        #expect(
            paper.answers.lines == ["c shuttingDown", "a stored 1", "b stored 1", "stopped"])
        #expect(paper.batches == [["a"], ["b"]])
    }

    @Test func anAnswerComesAfterTheCommitAndBeforeItsPublication() {
        let paper = DeskOnPaper()
        let mailbox = DiaryMailbox(paper.answers)
        let (own, other) = (Listener(mailbox: mailbox), Listener())
        for listener in [own, other] {
            paper.desk.hub.subscribe(listener, to: ConversationID("c_a"))
        }
        paper.journal.whenStored { _ in paper.answers.write("committed") }

        withExtendedLifetime((own, other)) {
            paper.submit("a", to: mailbox)
            paper.submit("b", to: mailbox)
            paper.submit("a", to: mailbox)
            paper.finish()
        }

        #expect(
            paper.answers.lines == ["committed", "woken", "a stored 1", "b stored 1", "a stored 2"])
        #expect(own.diary.lines == ["heard c_a.1", "heard c_a.2"])
        #expect(other.diary.lines == ["woken", "heard c_a.1", "heard c_a.2"])
    }

    /// The session that caused entries knows them by their seq, which its completion tells first.
    @Test func aSessionsAnswersAndItsNewsAlternateInTheOrderOfTheCommits() {
        let paper = DeskOnPaper()
        let listener = Listener()
        paper.desk.hub.subscribe(listener, to: ConversationID("c_a"))
        for number in 1...3 {
            paper.desk.submit(
                .rate(score: number, comment: nil), from: DeskOnPaper.origin("a"),
                to: listener.mailbox
            ) { [diary = listener.diary] result in
                diary.write("answered \((try? result.get().seq) ?? 0)")
            }
        }

        withExtendedLifetime(listener) { paper.finish() }

        #expect(
            listener.diary.lines == [
                "woken", "answered 1", "heard c_a.1", "answered 2", "heard c_a.2", "answered 3",
                "heard c_a.3",
            ])
    }

    @Test func aDuplicateIsAnsweredAndNotPublished() {
        let paper = DeskOnPaper()
        let listener = Listener()
        paper.desk.hub.subscribe(listener, to: ConversationID("c_a"))

        withExtendedLifetime(listener) {
            paper.submit("a", id: "1")
            paper.submit("a", id: "1")
            paper.finish()
        }

        #expect(paper.answers.lines == ["a stored 1", "a again 1"])
        #expect(listener.diary.lines == ["woken", "heard c_a.1"])
        #expect(paper.desk.figures.stored == 1 && paper.desk.figures.duplicates == 1)
    }

    @Test func aFailingJournalIsReportedOnceABatchAndLaterTurnsGoOn() {
        let paper = DeskOnPaper { $0.batchMax = 2 }
        paper.journal.set(\.fault, to: "the disk is full")
        paper.journal.whenStored { batch in
            if batch == 2 { paper.journal.set(\.fault, to: nil) }
        }

        for name in ["a", "b", "c", "d", "e"] { paper.submit(name) }
        paper.finish()

        let failed = ["a", "b", "c", "d"].map { #"\#($0) failed("the disk is full")"# }
        #expect(paper.answers.lines == failed + ["e stored 1"])
        #expect(paper.faults.lines == ["the disk is full", "the disk is full"])
        #expect(paper.desk.figures.failed == 4 && paper.desk.figures.stored == 1)
    }

    @Test func aRefusalIsTheCustomersAndIsNotReported() {
        let paper = DeskOnPaper()
        paper.journal.set(\.refused, to: [ConversationID("c_b")])

        for name in ["a", "b", "c"] { paper.submit(name) }
        paper.finish()

        #expect(
            paper.answers.lines == [
                "a stored 1", "b \(DeskError.refused(.conflict("refused")))", "c stored 1",
            ])
        #expect(paper.faults.lines == [])
        #expect(paper.desk.figures.refused == 1)
    }
}
