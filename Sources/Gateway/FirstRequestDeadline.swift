import NIOCore

/// Closes a connection whose first request, or upgrade, takes too long.
///
/// `@unchecked Sendable` is safe because the timer is set and met on the channel's event loop only.
final class FirstRequestDeadline: @unchecked Sendable {
    /// Seconds a connection too many may stay, which is only told so.
    private static let refusedSeconds: Int64 = 2

    private var timer: Scheduled<Void>?

    /// `seconds` for a connection that its address may have, which is what `isAdmitted` says.
    init(_ channel: any Channel, seconds: Int64, isAdmitted: Bool) {
        let seconds = isAdmitted ? seconds : Self.refusedSeconds
        timer = channel.eventLoop.scheduleTask(in: .seconds(seconds)) {
            channel.close(promise: nil)
        }
    }

    func met() {
        timer?.cancel()
        timer = nil
    }
}
