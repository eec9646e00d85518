import Synchronization

/// Connections by address, of both ports together.
final class ConnectionCounts: Sendable {
    /// Of one address at a time; 0 for no limit.
    private let limit: Int
    private let counts = Mutex<[String: Int]>([:])

    init(limit: Int) { self.limit = limit }

    /// Counts a connection of `address`; false where it has too many already.
    func admit(_ address: String) -> Bool {
        counts.withLock { counts in
            let count = counts[address] ?? 0
            guard limit == 0 || count < limit else { return false }
            counts[address] = count + 1
            return true
        }
    }

    /// A connection that was admitted has closed.
    func release(_ address: String) {
        counts.withLock { counts in
            let count = (counts[address] ?? 1) - 1
            counts[address] = count > 0 ? count : nil
        }
    }
}
