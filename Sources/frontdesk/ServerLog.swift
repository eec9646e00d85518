import Foundation
import Logging
import Synchronization

/// The server's log on standard error, in the form of swift-log's own: a line an event.
///
/// Whoever logs never waits: a log whose reader hangs, a pager or a stuck collector, must not stop
/// event loops and the writer. What there is no room for is dropped, and the next line that there
/// is room for says how many were.
struct ServerLog: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let label: String

    init(label: String, level: Logger.Level) { (self.label, logLevel) = (label, level) }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let pairs = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
            .map { " \($0.key)=\($0.value)" }.joined()
        Self.write("\(event.level) \(label):\(pairs) [\(event.source)] \(event.message)")
    }

    /// Writes `text`, of one line or several, where standard error has room for it.
    static func write(_ text: String) {
        dropped.withLock { dropped in
            let gap = "\(time) warning frontdesk: \(dropped) lines of the log found no room\n"
            let lines = (dropped > 0 ? gap : "") + "\(time) \(text)\n"
            if Output.errorWithoutWaiting(lines) { dropped = 0 } else { dropped += 1 }
        }
    }

    private static let dropped = Mutex(0)

    /// In local time with its distance to UTC, as ISO 8601 has it.
    private static var time: String {
        var (now, parts) = (time_t(), tm())
        Foundation.time(&now)
        localtime_r(&now, &parts)
        var bytes = [CChar](repeating: 0, count: 32)
        let count = strftime(&bytes, bytes.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The same fault again and again, as each message meets a full disk: told once a minute, with how
/// often it was met.
final class FaultLog: Sendable {
    private struct Seen {
        var at: ContinuousClock.Instant
        var more = 0
    }

    private static let pause = Duration.seconds(60)
    /// Faults that are told apart; more than a desk has kinds of.
    private static let kindsMax = 64

    private let seen = Mutex<[String: Seen]>([:])
    private let tell: @Sendable (String) -> Void

    init(_ tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    func note(_ fault: String, at now: ContinuousClock.Instant = .now) {
        let line: String? = seen.withLock { seen in
            if let last = seen[fault], now - last.at < Self.pause {
                seen[fault]?.more += 1
                return nil
            }
            let more = seen[fault]?.more ?? 0
            if seen.count >= Self.kindsMax { seen = seen.filter { now - $0.value.at < Self.pause } }
            if seen.count < Self.kindsMax { seen[fault] = Seen(at: now) }
            return more > 0 ? "\(fault) (and \(more) times since it was last told)" : fault
        }
        if let line { tell(line) }
    }
}
