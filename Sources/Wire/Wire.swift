// Wire is the chat protocol as values and byte-level codecs, without sockets.
//
// It knows frames, lines and error codes (docs/protocol.md). It must not know channels, event
// loops, stores or who is connected.

package import Dialogue
import Understanding

/// Limits of what a client may send (rule 9), in bytes unless the name says otherwise.
package struct WireLimits: Sendable, Hashable {
    /// Of a message, reason, comment or subject; 0 for the frame's limit.
    package var contentBytes = 8_192
    /// Of one JSON object, in either framing.
    package var frameBytes = 65_536
    /// Requests in a burst; 0 for no limit.
    package var messageBurst = 20
    /// Requests a second that refill the burst; 0 for no limit.
    package var messageRate = 2.0
    /// Seconds between two pings of the server over WebSocket; two without an answer end it.
    package var heartbeatSeconds = 30

    /// Bytes of an idempotency key.
    package static let clientMessageIDBytes = 64
    /// Unknown or unreadable frames after which a connection is closed.
    package static let badFramesMax = 5

    /// Whether requests are limited: a burst or a rate of 0 lifts both.
    package var limitsRequests: Bool { messageBurst > 0 && messageRate > 0 }

    /// The defaults, which the settings change.
    package init() {}

    /// Bytes of content that are taken: `contentBytes`, but no more than a frame may have.
    package var contentMax: Int { contentBytes > 0 ? min(contentBytes, frameBytes) : frameBytes }
}

extension Timestamp {
    /// RFC 3339 in UTC with milliseconds, as `2026-11-21T10:02:11.341Z`.
    package var rfc3339: String {
        let days = milliseconds.quotientFlooring(86_400_000)
        let rest = Int(milliseconds - days * 86_400_000)
        let (year, month, day) = CivilDate.parts(ofDay: days)
        let date = "\(year.padded(4))-\(month.padded())-\(day.padded())"
        let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
        let (second, fraction) = (rest / 1000 % 60, rest % 1000)
        return
            "\(date)T\(hour.padded()):\(minute.padded()):\(second.padded()).\(fraction.padded(3))Z"
    }
}
