import Synchronization

/// Counts of what the desk did, for `/metrics`.
package final class TurnCounters: Sendable {
    package struct Figures: Sendable {
        package var stored = 0
        package var duplicates = 0
        package var refused = 0
        package var failed = 0
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
