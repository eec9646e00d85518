import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// Whether the desk can serve, asked for at any rate and looked up at a bounded one.
///
/// A look may block for as long as another program holds the database; it runs on a thread of the
/// pool, one at a time, and whoever asks meanwhile hears the last result.
final class Readiness: Sendable {
    private struct State {
        var fault: String?
        var seenAt: NIODeadline?
        var isLooking = false
    }

    /// How long a result is good for: each look is a flushed write, and anybody can cause it.
    private static let freshness = TimeAmount.seconds(1)

    private let pool: NIOThreadPool
    private let probe: @Sendable () -> String?
    private let state = NIOLockedValueBox(State())

    /// `probe` says what is missing, nil where nothing is; it may block.
    init(pool: NIOThreadPool, probe: @escaping @Sendable () -> String?) {
        (self.pool, self.probe) = (pool, probe)
    }

    /// nil where the desk can serve, else what is missing.
    func fault() async -> String? {
        let known: String?? = state.withLockedValue { state in
            if let seenAt = state.seenAt, NIODeadline.now() - seenAt < Self.freshness {
                return .some(state.fault)
            }
            if state.isLooking { return .some(state.fault ?? "the database does not answer") }
            state.isLooking = true
            return nil
        }
        if let known { return known }
        let found: String?
        do {
            found = try await pool.runIfActive { [probe] in probe() }
        } catch {
            found = "the desk is stopping"
        }
        state.withLockedValue { $0 = State(fault: found, seenAt: .now()) }
        return found
    }
}
