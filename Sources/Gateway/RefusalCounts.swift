import Synchronization
import Wire

/// Counts, since the start, of what peers were refused before or instead of the desk, for
/// `/metrics`: a wrong secret, a forgotten origin or a limit turns customers away in silence.
final class RefusalCounts: Sendable {
    /// Why a connection was refused.
    enum Reason: String, CaseIterable {
        /// Its address has too many.
        case address
        /// Its page's origin may not connect.
        case origin
    }

    private struct State {
        var errors: [ErrorCode: Int] = [:]
        var connections: [Reason: Int] = [:]
    }

    private let state = Mutex(State())

    /// Counts an error that a session was told.
    func note(_ code: ErrorCode) {
        state.withLock { $0.errors[code, default: 0] += 1 }
    }

    /// Counts a connection, or a request by another origin, that was refused.
    func note(_ reason: Reason) {
        state.withLock { $0.connections[reason, default: 0] += 1 }
    }

    /// The samples of two counters as Prometheus reads them, every kind of which is there from the
    /// start.
    var samples: (errors: String, connections: String) {
        let state = state.withLock { $0 }
        let errors = ErrorCode.allCases.map { code in
            "frontdesk_errors_total{code=\"\(code.rawValue)\"} \(state.errors[code] ?? 0)"
        }
        let connections = Reason.allCases.map { reason in
            "frontdesk_connections_refused_total{reason=\"\(reason.rawValue)\"} "
                + "\(state.connections[reason] ?? 0)"
        }
        return (errors.joined(separator: "\n"), connections.joined(separator: "\n"))
    }
}
