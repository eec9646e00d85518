import Desk
import Dialogue
import Foundation
import Testing
import Understanding

/// The desk with its journal; what each submission came to is in the diary.
struct DeskOnPaper {
    let journal = MemoryJournal()
    let answers = Diary()
    let faults = Diary()
    let desk: FrontDesk

    /// The clock stands still where none is given.
    init(
        clock: ScriptedClock = ScriptedClock([1_000]),
        _ change: (inout FrontDesk.Options) -> Void = { _ in }
    ) {
        var options = FrontDesk.Options()
        change(&options)
        let policy = DialoguePolicy(
            script: DialogueScript(), interpreter: Interpreter(model: nil, passages: nil))
        desk = FrontDesk(
            journal: journal, archive: journal, policy: policy, options: options,
            now: { clock.read() }, onFault: { [faults] in faults.write($0) })
    }

    static func origin(_ name: String, id: String? = nil) -> Submission.Origin {
        let speaker = Speaker(
            participant: ParticipantID("p_\(name)"), conversation: ConversationID("c_\(name)"),
            customer: CustomerID("cu_\(name)"), tokenHash: [])
        return .speaker(speaker, clientMessageID: id, digest: 0)
    }

    /// Submits a rating of `name`; how it ended goes into the diary of answers.
    func submit(_ name: String, id: String? = nil, to mailbox: (any Mailbox)? = nil) {
        desk.submit(
            .rate(score: 5, comment: nil), from: Self.origin(name, id: id),
            to: mailbox ?? InlineMailbox()
        ) { [answers] result in
            switch result {
            case .success(let turn):
                answers.write("\(name) \(turn.isDuplicate ? "again" : "stored") \(turn.seq)")
            case .failure(let error): answers.write("\(name) \(error)")
            }
        }
    }

    /// Has everything that waits stored, on this thread.
    func finish() {
        desk.stop()
        desk.run()
    }

    /// Runs a desk, with a look every 10 ms, until the clock has shown all of `times`, or for ten
    /// seconds.
    static func run(
        _ times: [Int64], batchMax: Int = 256, before: (DeskOnPaper) -> Void = { _ in }
    ) -> DeskOnPaper {
        let clock = ScriptedClock(times)
        let paper = DeskOnPaper(clock: clock) {
            $0.timerMilliseconds = 10
            $0.batchMax = batchMax
        }
        clock.atEnd { paper.desk.stop() }
        before(paper)
        let hasStopped = Gate()
        Thread {
            paper.desk.run()
            hasStopped.open()
        }.start()
        #expect(hasStopped.wait(), "the desk has read its clock to the end")
        paper.desk.stop()
        return paper
    }

    /// A timer of `name` that is due at this millisecond.
    static func timer(
        _ name: String, _ kind: TimerKind, due: Int64
    ) -> (due: Int64, timer: DueTimer) {
        (due, DueTimer(conversation: ConversationID("c_\(name)"), kind: kind))
    }

    /// The events of every transaction, each with its conversation and its moment.
    var events: [[String]] {
        journal.batches.map { batch in
            batch.map { Self.event($0.event, of: "\($0.conversation)", at: $0.now.milliseconds) }
        }
    }

    /// An event as ``events`` tells it.
    static func event(
        _ event: DialogueEvent, of conversation: String, at milliseconds: Int64
    ) -> String {
        "\(conversation) \(event) at \(milliseconds)"
    }

    /// The speakers of every transaction.
    var batches: [[String]] {
        journal.batches.map { $0.map { String($0.conversation.rawValue.dropFirst(2)) } }
    }
}
