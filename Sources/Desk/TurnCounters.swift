import Synchronization

/// Counts of what the desk did since the process started, for `/metrics`.
package final class TurnCounters: Sendable {
    /// Submissions by outcome, timers and moves of the queue among them; each counts once.
    package struct Figures: Sendable {
        /// Decided and committed.
        package var stored = 0
        /// Resends, which got their first answer.
        package var duplicates = 0
        /// The sender's fault, and what the desk was too busy or about to stop for.
        package var refused = 0
        /// Those that the store could not take.
        package var failed = 0
        /// In the queue at this moment, at most ``FrontDesk/Options/queueMax``.
        package var waiting = 0
    }

    private let counts = Mutex(Figures())

    func count(_ result: Result<Turn, DeskError>) {
        counts.withLock { counts in
            switch result {
            case .success(let turn) where turn.isDuplicate: counts.duplicates += 1
            case .success: counts.stored += 1
            case .failure(.failed): counts.failed += 1
            case .failure: counts.refused += 1
            }
        }
    }

    func refused() { counts.withLock { $0.refused += 1 } }

    func figures(waiting: Int) -> Figures {
        var figures = counts.withLock { $0 }
        figures.waiting = waiting
        return figures
    }
}
