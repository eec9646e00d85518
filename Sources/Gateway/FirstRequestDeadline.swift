import NIOCore

/// Closes a connection whose first request, or upgrade, takes too long.
///
/// `@unchecked Sendable` is safe because the timer is set and met on the channel's event loop only.
final class FirstRequestDeadline: @unchecked Sendable {
    /// Seconds a connection may stay without its first request.
    private static let seconds: Int64 = 15

    private var timer: Scheduled<Void>?

    init(_ channel: any Channel) {
        timer = channel.eventLoop.scheduleTask(in: .seconds(Self.seconds)) {
            channel.close(promise: nil)
        }
    }

    func met() {
        timer?.cancel()
        timer = nil
    }
}
