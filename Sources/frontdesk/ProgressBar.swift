import Foundation
import Synchronization

/// A bar for work longer than half a second; to a terminal only, and gone when the work is done.
final class ProgressBar: Sendable {
    private static let width = 30
    private static let silentSeconds = 0.5

    private let title: String
    private let isShown = isatty(STDERR_FILENO) == 1 && Terminal.knowsEscapes
    private let start = Date()
    private let drawn = Mutex(-1)

    init(_ title: String) { self.title = title }

    /// Draws `fraction` in 0...1; may be called from any thread.
    func show(_ fraction: Double) {
        guard isShown, Date().timeIntervalSince(start) > Self.silentSeconds else { return }
        let percent = Int(min(max(fraction, 0), 1) * 100)
        drawn.withLock { last in
            guard percent != last else { return }
            last = percent
            let full = percent * Self.width / 100
            let bar =
                String(repeating: "█", count: full)
                + String(repeating: "░", count: Self.width - full)
            write("\r\(title) \(bar) \(percent) %")
        }
    }

    func finish() {
        drawn.withLock { last in
            if isShown, last >= 0 { write("\r\u{1B}[K") }
            last = -1
        }
    }

    private func write(_ text: String) { Output.error(text) }
}
