package import Dialogue
import Synchronization
package import Understanding

/// The use case: takes events, has them decided and stored by one writer, publishes the result.
///
/// The door is synchronous and bounded. One thread takes everything that is waiting, has it
/// committed in one transaction, then answers all of it: durability costs a flush a batch.
package final class FrontDesk: Sendable {
    /// Sizes of the desk's queue and pace of its looks; the defaults serve, and only tools set
    /// others.
    package struct Options: Sendable {
        /// Submissions of one transaction.
        package var batchMax = 256
        /// Submissions that wait at most; beyond it the desk says UNAVAILABLE.
        package var queueMax = 8_192
        /// Milliseconds between two looks at the timers and the queue; 0 for none.
        package var timerMilliseconds = 250

        package init() {}
    }

    /// What a submission came to; carried out exactly once, by the mailbox it was submitted with.
    package typealias Completion = @Sendable (Result<Turn, DeskError>) -> Void

    private struct Pending {
        let submission: Submission
        let mailbox: any Mailbox
        let completion: Completion
    }

    /// Milliseconds to the next look at the timers where some could not be stored.
    private static let faultPause = 5_000
    /// Places in the queue that a look tells. Whoever comes and goes moves all behind: those of a long
    /// queue hear in turn, and not at each step.
    private static let placesALook = 12
    /// Milliseconds ahead that the next look at the timers can be by design.
    private static let lookAheadMax: Int64 = 60_000

    /// Where sessions hear of what is stored in their conversations.
    package let hub: Hub
    /// Where sessions read what they missed.
    package let archive: any Archive
    /// Models that answered before those of ``policy``, as far as they are kept.
    package let pastInterpreter: InterpreterLookup
    private let journal: any Journal
    private let options: Options
    private let now: @Sendable () -> Timestamp
    /// Hears, for the operator's log, what no customer can mend.
    private let onFault: @Sendable (String) -> Void
    private let policyBox: Mutex<DialoguePolicy>
    private let queue = WorkQueue<Pending>()
    private let counters = TurnCounters()

    /// A desk that takes events at once, and stores them from ``run()`` on.
    ///
    /// `now` is asked on many threads; `onFault` hears one line a cause on the writer's thread.
    package init(
        journal: any Journal, archive: any Archive, policy: DialoguePolicy,
        options: Options = Options(), now: @escaping @Sendable () -> Timestamp,
        pastInterpreter: @escaping InterpreterLookup = { _ in nil },
        onFault: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        (self.journal, self.archive, self.options) = (journal, archive, options)
        (self.now, self.onFault, self.pastInterpreter) = (now, onFault, pastInterpreter)
        hub = Hub()
        policyBox = Mutex(policy)
    }

    /// The content that serves now; replaced as a whole by a reload.
    package var policy: DialoguePolicy {
        get { policyBox.withLock { $0 } }
        set { policyBox.withLock { $0 = newValue } }
    }

    /// The desk's clock.
    package var time: Timestamp { now() }

    /// Reads a text as the models that serve do, as of now; `language` is that of the conversation.
    package func read(_ text: String, language: Language? = nil) -> Interpretation {
        policy.interpreter.interpret(text, language: language, at: ReferenceTime(time))
    }

    /// Counts since the start, and what waits now.
    package var figures: TurnCounters.Figures { counters.figures(waiting: queue.count) }

    /// Queues `event`; `completion` is carried out by `mailbox` after the commit.
    ///
    /// Never blocks. Where the queue is full the completion is `unavailable` at once.
    package func submit(
        _ event: DialogueEvent, from origin: Submission.Origin, to mailbox: any Mailbox,
        _ completion: @escaping Completion
    ) {
        let submission = Submission(origin: origin, event: event, now: now())
        let pending = Pending(submission: submission, mailbox: mailbox, completion: completion)
        let refusal: DeskError
        switch queue.push(pending, limit: options.queueMax) {
        case .taken: return
        case .full: refusal = .unavailable("the desk is busy")
        case .closed: refusal = .shuttingDown
        }
        counters.refused()
        mailbox.deliver([{ completion(.failure(refusal)) }])
    }

    /// The same for callers that can wait.
    package func submit(
        _ event: DialogueEvent, from origin: Submission.Origin
    ) async -> Result<Turn, DeskError> {
        await withCheckedContinuation { continuation in
            submit(event, from: origin, to: InlineMailbox()) { continuation.resume(returning: $0) }
        }
    }

    /// The writer: runs on a thread of its own until ``stop()``, then finishes what is waiting.
    package func run() {
        defer { queue.drained() }
        var nextLook = now()
        // A stop may have come between somebody's leaving the queue and the word to the others.
        var hasQueueMoved = true
        var placeTold = 0
        var areTimersLeft = false
        let wait = options.timerMilliseconds > 0 ? options.timerMilliseconds : 1_000
        while let batch = queue.take(
            options.batchMax, waitMilliseconds: areTimersLeft ? 0 : wait)
        {
            if !batch.isEmpty, commit(batch) { hasQueueMoved = true }
            guard options.timerMilliseconds > 0 else { continue }
            let time = now()
            areTimersLeft = false
            // A clock that was set back must not stop the timers.
            let isBehind = nextLook.milliseconds - time.milliseconds > Self.lookAheadMax
            if time >= nextLook || isBehind {
                let timers = fireTimers(at: time)
                hasQueueMoved = hasQueueMoved || timers.leftQueue
                var isSound = timers.isSound
                if hasQueueMoved || placeTold > 0 {
                    let places = tellPlaces(at: time, behind: placeTold)
                    // Who moves while a round is under way is told in the next one.
                    hasQueueMoved = placeTold > 0 && hasQueueMoved || !places.isSound
                    placeTold = places.told
                    isSound = isSound && places.isSound
                }
                // After a long stop thousands are due, a customer's among them.
                areTimersLeft = isSound && timers.isUnfinished
                let pause =
                    areTimersLeft ? 0 : isSound ? options.timerMilliseconds : Self.faultPause
                nextLook = Timestamp(milliseconds: time.milliseconds + Int64(pause))
            }
        }
    }

    /// Refuses new events; ``run()`` returns when the waiting ones are stored.
    package func stop() { queue.close() }

    /// Blocks until ``run()`` has returned.
    package func waitUntilStopped() { queue.waitUntilDrained() }

    /// Stores, answers and publishes what waited; whether somebody left the queue.
    private func commit(_ batch: [Pending]) -> Bool {
        var causes = Causes()
        let leftQueue = store(batch.map(\.submission)) { at, result, outgoing in
            if case .failure(.failed(let cause)) = result { causes.add(cause) }
            let completion = batch[at].completion
            outgoing.add(to: batch[at].mailbox) { completion(result) }
        }
        causes.forEach(onFault)
        return leftQueue
    }

    /// Has `submissions` stored in one transaction, counts and publishes what came of them; whether
    /// somebody left the queue. `answer` gets each result, by its place, before it is published.
    private func store(
        _ submissions: [Submission],
        _ answer: (Int, Result<Turn, DeskError>, inout Outgoing) -> Void
    ) -> Bool {
        let results = journal.advance(submissions, policy: policy)
        var outgoing = Outgoing()
        var leftQueue = false
        for (at, result) in results.enumerated() {
            counters.count(result)
            answer(at, result, &outgoing)
            guard case .success(let turn) = result else { continue }
            leftQueue = leftQueue || turn.leftQueue
            hub.collect(turn.entries, of: submissions[at].conversation, into: &outgoing)
        }
        outgoing.send()
        return leftQueue
    }

    // MARK: What the desk does by itself

    /// Wakes what is due, a batch a look.
    private func fireTimers(
        at time: Timestamp
    ) -> (isSound: Bool, leftQueue: Bool, isUnfinished: Bool) {
        let due: [DueTimer]
        do {
            due = try journal.dueTimers(at: time, limit: options.batchMax)
        } catch {
            onFault("timers cannot be read: \(error.line)")
            return (false, false, false)
        }
        let (isSound, leftQueue) = advance(
            due.map {
                Submission(origin: .desk($0.conversation), event: .timer($0.kind), now: time)
            }, called: "timer")
        return (isSound, leftQueue, due.count >= options.batchMax)
    }

    /// Tells some who wait of their new places, those behind the place `behind`; `told` is the last one
    /// where there may be more behind it, and 0 at the end of the queue.
    ///
    /// This thread is the only writer, so that the places still hold when they are stored.
    private func tellPlaces(
        at time: Timestamp, behind: Int
    ) -> (isSound: Bool, told: Int) {
        let limit = min(Self.placesALook, options.batchMax)
        let moves: [QueueMove]
        do {
            moves = try journal.queueMoves(behind: behind, limit: limit)
        } catch {
            onFault("the queue cannot be read: \(error.line)")
            return (false, behind)
        }
        let (isSound, _) = advance(
            moves.map {
                Submission(
                    origin: .desk($0.conversation), event: .queueMoved(place: $0.place), now: time)
            }, called: "place")
        guard isSound else { return (false, behind) }
        return (true, moves.count < limit ? 0 : moves.last?.place ?? 0)
    }

    /// Stores and publishes events of the desk's own; not sound where one could not be stored.
    private func advance(
        _ submissions: [Submission], called name: String
    ) -> (isSound: Bool, leftQueue: Bool) {
        guard !submissions.isEmpty else { return (true, false) }
        var causes = Causes()
        let leftQueue = store(submissions) { at, result, _ in
            switch result {
            case .success: break
            case .failure(.failed(let cause)): causes.add("\(name)s: \(cause)")
            case .failure(let error):
                causes.add("\(name) of \(submissions[at].conversation): \(error.line)")
            }
        }
        causes.forEach(onFault)
        return (causes.isEmpty, leftQueue)
    }
}

/// What went wrong in one batch, each cause once: a full disk is one line, not one a customer.
private struct Causes {
    private var causes: [String] = []

    var isEmpty: Bool { causes.isEmpty }

    mutating func add(_ cause: String) {
        if !causes.contains(cause) { causes.append(cause) }
    }

    func forEach(_ report: (String) -> Void) { causes.forEach(report) }
}

/// Completions and publications of one batch, grouped by mailbox in order.
struct Outgoing {
    private var groups: [(mailbox: any Mailbox, work: [@Sendable () -> Void])] = []
    private var places: [ObjectIdentifier: Int] = [:]

    mutating func add(to mailbox: any Mailbox, _ work: @escaping @Sendable () -> Void) {
        if let at = places[ObjectIdentifier(mailbox)] {
            groups[at].work.append(work)
        } else {
            places[ObjectIdentifier(mailbox)] = groups.count
            groups.append((mailbox, [work]))
        }
    }

    func send() {
        for group in groups { group.mailbox.deliver(group.work) }
    }
}
