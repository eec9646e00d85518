import NIOCore

/// Requests a session may make: a burst, refilled at a rate (token bucket).
struct TokenBucket: Sendable {
    /// Milliseconds that anybody is asked to wait at most: a day.
    private static let waitMax = 86_400_000.0

    private let burst: Double
    private let rate: Double
    private var tokens: Double
    private var last: NIODeadline

    init(burst: Int, rate: Double, at now: NIODeadline) {
        (self.burst, self.rate) = (Double(burst), rate)
        (tokens, last) = (Double(burst), now)
    }

    /// nil where a request may run now, else the milliseconds to wait.
    mutating func take(at now: NIODeadline) -> Int64? {
        guard burst > 0, rate > 0 else { return nil }
        tokens = min(burst, tokens + Double((now - last).nanoseconds) / 1e9 * rate)
        last = now
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return Int64(min((1 - tokens) / rate * 1000, Self.waitMax).rounded(.up))
    }
}
