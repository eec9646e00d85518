import Desk
import Dialogue
import Foundation
import Synchronization

/// What happened, in order, on whichever thread.
final class Diary: Sendable {
    private let written = Mutex<[String]>([])

    func write(_ line: String) { written.withLock { $0.append(line) } }

    var lines: [String] { written.withLock { $0 } }
}

/// A mailbox that writes into a diary when it is woken, and does what it is given at once.
final class DiaryMailbox: Mailbox {
    let diary: Diary

    init(_ diary: Diary) { self.diary = diary }

    func deliver(_ work: [@Sendable () -> Void]) {
        diary.write("woken")
        for item in work { item() }
    }
}

/// A subscriber that writes down what it hears.
final class Listener: Subscriber {
    let diary = Diary()
    let mailbox: any Mailbox

    /// With a mailbox of its own, where none is given, that writes into the same diary.
    init(mailbox: (any Mailbox)? = nil) {
        self.mailbox = mailbox ?? DiaryMailbox(diary)
    }

    func receive(_ entries: [Entry]) {
        let places = entries.map { "\($0.conversation).\($0.seq)" }
        diary.write("heard " + places.joined(separator: ", "))
    }

    func receive(_ signal: Signal) { diary.write("\(signal)") }
}

/// A clock that shows each of its times once, then the last for ever.
///
/// The desk reads it once a submission, once when it begins to run and once a look.
final class ScriptedClock: Sendable {
    private let state: Mutex<(times: [Int64], read: Int, atEnd: (@Sendable () -> Void)?)>

    init(_ times: [Int64]) { state = Mutex((times, 0, nil)) }

    /// Carries `action` out when the last time has been read.
    func atEnd(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.atEnd = action } }

    func read() -> Timestamp {
        let (time, action) = state.withLock { state in
            let time = state.times[min(state.read, state.times.count - 1)]
            state.read += 1
            return (time, state.read == state.times.count ? state.atEnd : nil)
        }
        action?()
        return Timestamp(milliseconds: time)
    }
}

/// Something that one thread waits for and another brings about; the wait has an end.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    /// false where nobody opened it in a minute.
    func wait() -> Bool { semaphore.wait(timeout: .now() + 60) == .success }
}
