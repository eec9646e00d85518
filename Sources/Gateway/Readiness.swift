import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// Whether the desk can serve, asked for at any rate and looked up at a bounded one.
///
/// A look may block for as long as another program holds the database; it runs on a thread of the
/// pool, one at a time. Nobody waits for it longer than ``patience``: who asks for the figures wants
/// them just then, with the fault that there is.
final class Readiness: Sendable {
    private struct State {
        var fault: String?
        var seenAt: NIODeadline?
        /// What those who ask while a look runs will hear.
        var looking: EventLoopFuture<String?>?
    }

    /// What is known where somebody asks; `unseen` is for the one who looks.
    private enum Asked {
        case seen(String?)
        case looking(EventLoopFuture<String?>)
        case unseen(EventLoopPromise<String?>)
    }

    /// How long a result is good for: each look is a flushed write, and anybody can cause it.
    private static let freshness = TimeAmount.seconds(1)
    private static let patience = TimeAmount.seconds(1)
    private static let noAnswer = "the database does not answer"

    private let pool: NIOThreadPool
    private let eventLoop: any EventLoop
    private let probe: @Sendable () -> String?
    private let state = NIOLockedValueBox(State())

    /// `probe` says what is missing, nil where nothing is; it may block.
    init(
        pool: NIOThreadPool, eventLoop: any EventLoop, probe: @escaping @Sendable () -> String?
    ) {
        (self.pool, self.eventLoop, self.probe) = (pool, eventLoop, probe)
    }

    /// nil where the desk can serve, else what is missing.
    func fault() async -> String? {
        let asked: Asked = state.withLockedValue { state in
            if let seenAt = state.seenAt, NIODeadline.now() - seenAt < Self.freshness {
                return .seen(state.fault)
            }
            if let looking = state.looking { return .looking(looking) }
            let answer = eventLoop.makePromise(of: String?.self)
            state.looking = answer.futureResult
            return .unseen(answer)
        }
        let found: EventLoopFuture<String?>
        switch asked {
        case .seen(let fault): return fault
        case .looking(let looking): found = looking
        case .unseen(let answer):
            look(answer)
            found = answer.futureResult
        }
        do {
            return try await found.get()
        } catch {
            return "\(error)"
        }
    }

    /// Looks, and tells what was found, or after ``patience`` that nothing was.
    private func look(_ answer: EventLoopPromise<String?>) {
        let isOpen = NIOLockedValueBox(true)
        // Of the two that may tell the first is heard.
        let tell: @Sendable (String?) -> Void = { fault in
            let isFirst = isOpen.withLockedValue { isOpen in
                defer { isOpen = false }
                return isOpen
            }
            if isFirst { answer.succeed(fault) }
        }
        let timeout = eventLoop.scheduleTask(in: Self.patience) { tell(Self.noAnswer) }
        pool.runIfActive(eventLoop: eventLoop) { [probe] in probe() }
            .recover { _ in "the desk is stopping" }
            .whenSuccess { [state] fault in
                state.withLockedValue { $0 = State(fault: fault, seenAt: .now()) }
                timeout.cancel()
                tell(fault)
            }
    }
}
