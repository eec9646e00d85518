import Desk
import Foundation
import Synchronization

/// Runs work that takes seconds of a processor, such as training, beside a server that goes on.
///
/// On a thread of its own: Swift's tasks, and with them HTTP's requests, share one thread a
/// processor, and work of seconds on one of those makes them wait.
enum OwnThread {
    /// Added to the thread's nice value, so that whoever waits for an answer comes first; on Linux
    /// it holds for one thread and for those that it starts (setpriority(2), sched(7)).
    private static let niceness: Int32 = 10
    /// As much as the first thread of a process has.
    fileprivate static let stackBytes = 8 << 20

    /// The result of `work`. Where the task is cancelled it throws `CancellationError` at once, and
    /// the thread runs on until its work, or the program, ends.
    static func run<Value: Sendable>(
        _ name: String, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let outcome = Outcome<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                outcome.resume(continuation)
                let thread = Thread {
                    #if os(Linux)
                        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
                    #endif
                    // For `top -H` and its like.
                    Thread.current.name = name
                    outcome.set(Result { try work() })
                }
                thread.stackSize = stackBytes
                thread.start()
            }
        } onCancel: {
            outcome.set(.failure(CancellationError()))
        }
    }
}

extension FrontDesk {
    /// Starts the one writer, on a thread of its own that ends with ``stop()``.
    func startWriter() {
        let writer = Thread { self.run() }
        writer.stackSize = OwnThread.stackBytes
        writer.start()
    }
}

/// The first of several results, for the one task that waits for it.
private final class Outcome<Value: Sendable>: Sendable {
    private typealias Waiting = CheckedContinuation<Value, any Error>

    private struct State {
        var result: Result<Value, any Error>?
        var waiting: Waiting?
    }

    private let state = Mutex(State())

    func resume(_ continuation: CheckedContinuation<Value, any Error>) {
        let result = state.withLock { state in
            if state.result == nil { state.waiting = continuation }
            return state.result
        }
        if let result { continuation.resume(with: result) }
    }

    /// Later results than the first are dropped.
    func set(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> Waiting? in
            guard state.result == nil else { return nil }
            state.result = result
            return state.waiting.take()
        }
        waiting?.resume(with: result)
    }
}
