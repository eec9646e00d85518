import Foundation
import Logging
import Synchronization

/// The server's log on standard error, in the form of swift-log's own: a line an event.
///
/// Whoever logs never waits: a log whose reader hangs, a pager, a terminal or a stuck collector,
/// must not stop event loops and the writer. A thread of its own writes; what it has no room for is
/// dropped, and told once it has.
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
        var pairs = metadata.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { pairs["error"] = "\(error)" }
        let told = pairs.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        LogThread.standardError.write(
            "\(Self.time) \(event.level) \(label):\(told) [\(event.source)] \(event.message)\n")
    }

    /// In local time with its distance to UTC, as ISO 8601 has it.
    static var time: String {
        var (now, parts) = (time_t(), tm())
        Foundation.time(&now)
        localtime_r(&now, &parts)
        var bytes = [CChar](repeating: 0, count: 32)
        let count = strftime(&bytes, bytes.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// Writes lines to standard error, one after another, for those who must not wait.
///
/// `@unchecked Sendable` is safe because every stored `var` is touched while `condition` is held.
final class LogThread: @unchecked Sendable {
    static let standardError = LogThread()
    /// Texts that wait for a reader: more than a burst of a desk's faults.
    private static let waitingMax = 500

    private let condition = NSCondition()
    private var waiting: [String] = []
    private var dropped = 0
    private var isWriting = false

    private init() {
        let thread = Thread { [self] in run() }
        thread.name = "log"
        thread.start()
    }

    /// `text` is a line, or several, with their ends.
    func write(_ text: String) {
        condition.withLock {
            if waiting.count < Self.waitingMax { waiting.append(text) } else { dropped += 1 }
            condition.broadcast()
        }
    }

    /// Returns when all is written, or after a second: a program ends, whoever reads its log.
    func flush() {
        let end = Date(timeIntervalSinceNow: 1)
        condition.withLock {
            while isWriting || !waiting.isEmpty, condition.wait(until: end) {}
        }
    }

    private func run() {
        while true {
            let texts = condition.withLock {
                isWriting = false
                condition.broadcast()
                while waiting.isEmpty { condition.wait() }
                isWriting = true
                if dropped > 0 {
                    let gap = "\(dropped) lines of the log found no room"
                    waiting.append("\(ServerLog.time) warning frontdesk: \(gap)\n")
                }
                defer { (waiting, dropped) = ([], 0) }
                return waiting
            }
            Output.error(texts.joined())
        }
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
