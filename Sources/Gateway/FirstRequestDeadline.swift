import NIOCore

/// Closes a connection whose first request, or upgrade, takes too long.
///
/// `@unchecked Sendable` is safe because the timer is set and met on the channel's event loop only.
final class FirstRequestDeadline: @unchecked Sendable {
    /// Seconds a connection may stay without its first request, and one too many, which is only
    /// told so.
    private static let (seconds, refusedSeconds): (Int64, Int64) = (15, 2)

    private var timer: Scheduled<Void>?

    /// `isAdmitted`: whether the connection's address may have it.
    init(_ channel: any Channel, isAdmitted: Bool) {
        let seconds = isAdmitted ? Self.seconds : Self.refusedSeconds
        timer = channel.eventLoop.scheduleTask(in: .seconds(seconds)) {
            channel.close(promise: nil)
        }
    }

    func met() {
        timer?.cancel()
        timer = nil
    }
}
