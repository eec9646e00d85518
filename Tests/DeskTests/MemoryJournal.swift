import Desk
import Dialogue
import Synchronization

/// A journal and archive in memory that keeps what it was asked, and fails where it is told to.
///
/// Every submission becomes one entry; what to say is the policy's business, not the desk's.
final class MemoryJournal: Journal, Archive {
    struct State {
        /// The submissions of every transaction, in order.
        var batches: [[Submission]] = []
        /// When the timers were looked at.
        var looks: [Int64] = []
        var entries: [ConversationID: [Entry]] = [:]
        var timers: [(due: Int64, timer: DueTimer)] = []
        /// Who is to be told another place; told, they are removed.
        var moves: [QueueMove] = []
        /// Whether ``moves`` stay when they are told, as where they move again and again.
        var keepsMoves = false
        /// How often the queue was looked at.
        var queueLooks = 0
        /// Conversations whose next turns leave the queue.
        var leavers: Set<ConversationID> = []
        /// Why every submission fails; nil while the journal works.
        var fault: String?
        /// Why the timers cannot be read; nil while they can.
        var timerFault: String?
        var refused: Set<ConversationID> = []
        var whenStored: (@Sendable (_ batch: Int) -> Void)?
        fileprivate var answers: [String: Turn] = [:]
    }

    private let state = Mutex(State())

    /// Changes what the journal does from now on.
    func set<Value: Sendable>(_ property: WritableKeyPath<State, Value>, to value: Value) {
        state.withLock { $0[keyPath: property] = value }
    }

    /// Carries `action` out on the writer's thread after every transaction, before it is answered;
    /// the first has number 1.
    func whenStored(_ action: @escaping @Sendable (_ batch: Int) -> Void) {
        state.withLock { $0.whenStored = action }
    }

    var queueLooks: Int { state.withLock { $0.queueLooks } }
    var looks: [Int64] { state.withLock { $0.looks } }
    var batches: [[Submission]] { state.withLock { $0.batches } }

    func advance(
        _ submissions: [Submission], policy: DialoguePolicy
    ) -> [Result<Turn, DeskError>] {
        let (results, batch, action) = state.withLock { state in
            state.batches.append(submissions)
            let results = submissions.map { state.result($0) }
            return (results, state.batches.count, state.whenStored)
        }
        action?(batch)
        return results
    }

    func dueTimers(at now: Timestamp, limit: Int) throws(DeskError) -> [DueTimer] {
        try state.withLock { state throws(DeskError) in
            state.looks.append(now.milliseconds)
            if let cause = state.timerFault { throw .failed(cause) }
            return state.timers.filter { $0.due <= now.milliseconds }.prefix(limit).map(\.timer)
        }
    }

    func queueMoves(behind: Int, limit: Int) -> [QueueMove] {
        state.withLock { state in
            state.queueLooks += 1
            return Array(state.moves.filter { $0.place > behind }.prefix(limit))
        }
    }

    func session(tokenHash: [UInt8]) -> StoredSession? { nil }

    func entries(
        of conversation: ConversationID, after: Int64, before: Int64, limit: Int
    ) -> EntryPage {
        let all = state.withLock { $0.entries[conversation] ?? [] }
        let asked = all.filter { $0.seq > after && $0.seq < before }
        return EntryPage(
            entries: asked.suffix(limit), hasMore: asked.count > limit,
            lastSeq: Int64(all.count))
    }

    func owner(of conversation: ConversationID) -> Subject? { nil }

    func tickets(
        of conversation: ConversationID, shownTo subject: Subject?, limit: Int
    ) -> [Ticket] { [] }
}

extension MemoryJournal.State {
    fileprivate mutating func result(_ submission: Submission) -> Result<Turn, DeskError> {
        if let fault { return .failure(.failed(fault)) }
        let conversation = submission.conversation
        if refused.contains(conversation) { return .failure(.refused(.conflict("refused"))) }
        var request: String?
        if case .speaker(let speaker, let id?, _) = submission.origin {
            request = "\(speaker.participant) \(id)"
        }
        if let first = request.flatMap({ answers[$0] }) {
            return .success(
                Turn(
                    seq: first.seq, createdAt: first.createdAt, isDuplicate: true, entries: [],
                    lastSeq: first.lastSeq))
        }
        if case .timer(let kind) = submission.event {
            timers.removeAll { $0.timer == DueTimer(conversation: conversation, kind: kind) }
        }
        if case .queueMoved = submission.event, !keepsMoves {
            moves.removeAll { $0.conversation == conversation }
        }
        let seq = Int64(entries[conversation]?.count ?? 0) + 1
        let entry = Entry(
            conversation: conversation, seq: seq, createdAt: submission.now,
            body: .status(.bot, position: nil))
        entries[conversation, default: []].append(entry)
        let turn = Turn(
            seq: seq, createdAt: submission.now, isDuplicate: false, entries: [entry], lastSeq: seq,
            leftQueue: leavers.contains(conversation))
        if let request { answers[request] = turn }
        return .success(turn)
    }
}
