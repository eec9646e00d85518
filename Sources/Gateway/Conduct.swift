import NIOCore
import Wire

/// What a peer did wrong on one connection, and how much of it is borne.
struct Conduct {
    private var badFrames = 0
    private var longLines = 0
    /// Requests refused for their rate, one after another.
    private var refusedInARow = 0
    /// For what is not stored: pings, typing, read marks, another hello.
    private var lightBucket = TokenBucket(burst: 40, rate: 10, at: .now())

    /// Whether so many requests were refused in a row that the connection has to end.
    var isAbusive: Bool { refusedInARow >= GatewayOptions.refusedMax }

    /// Counts an unreadable frame; true where it is one too many.
    mutating func noteBadFrame() -> Bool {
        badFrames += 1
        return badFrames >= WireLimits.badFramesMax
    }

    /// Counts a line beyond its limit; true where it is one too many.
    mutating func noteLongLine() -> Bool {
        longLines += 1
        return longLines >= WireLimits.badFramesMax
    }

    /// nil where a request that stores nothing may run now, else the milliseconds to wait.
    mutating func takeLightToken() -> Int64? { noted(wait: lightBucket.take(at: .now())) }

    /// Counts a request that has to wait; one that need not ends the row.
    mutating func noted(wait: Int64?) -> Int64? {
        refusedInARow = wait == nil ? 0 : refusedInARow + 1
        return wait
    }
}
