// Wire is the chat protocol as values and byte-level codecs, without sockets.
//
// It knows frames, lines and error codes (docs/protocol.md). It must not know channels, event
// loops, stores or who is connected.

package import Dialogue
package import Understanding

/// Stable codes of everything that can go wrong; docs/protocol.md says whose fault each is.
package enum ErrorCode: String, Sendable, Hashable, CaseIterable {
    case badFrame = "BAD_FRAME"
    case badCommand = "BAD_COMMAND"
    case badArgument = "BAD_ARGUMENT"
    case tooLong = "TOO_LONG"
    case invalidUTF8 = "INVALID_UTF8"
    case rateLimited = "RATE_LIMITED"
    case authRequired = "AUTH_REQUIRED"
    case forbidden = "FORBIDDEN"
    case notFound = "NOT_FOUND"
    case conflict = "CONFLICT"
    case unavailable = "UNAVAILABLE"
    case shuttingDown = "SHUTTING_DOWN"
    case `internal` = "INTERNAL"
}

extension ErrorCode {
    /// What it means, in the person's language.
    package func sentence(in language: Language) -> String {
        let (english, chinese) =
            switch self {
            case .badFrame: ("That frame could not be read", "无法识别该数据帧")
            case .badCommand: ("Unknown command; /help lists them", "未知命令，输入 /帮助 查看")
            case .badArgument: ("That could not be used", "参数有误")
            case .tooLong: ("That is too long", "内容过长")
            case .invalidUTF8: ("That is not UTF-8 text", "不是 UTF-8 文本")
            case .rateLimited: ("Too fast; please wait a moment", "发送过快，请稍候")
            case .authRequired: ("Please sign in first", "请先登录")
            case .forbidden: ("That is not allowed", "没有权限")
            case .notFound: ("There is no such thing", "没有找到")
            case .conflict: ("That id was used for something else", "与之前的请求冲突")
            case .unavailable: ("Please try again later", "请稍后再试")
            case .shuttingDown: ("The desk is restarting", "服务正在重启")
            case .internal: ("Something went wrong here; it was noted", "服务出错，我们已记录")
            }
        return language == .chinese ? chinese : english
    }
}

/// Close codes of the WebSocket that the protocol gives a meaning (rule 8, and RFC 6455, 7.4.1).
package enum CloseCode: UInt16, Sendable, Hashable {
    case normal = 1000
    case goingAway = 1001
    case protocolError = 1002
    case unsupported = 1003
    case notUTF8 = 1007
    case tooBig = 1009
    case badFrame = 4400
    case identity = 4401
    case idle = 4408
    case replaced = 4409
    case rate = 4429
}

/// A request that is answered with an error frame, or with `ERR` on a text line.
package struct WireError: Error, Sendable, Hashable {
    /// What a program goes by; all else is for people.
    package var code: ErrorCode
    /// What is wrong, in English; empty where the code says it all.
    package var message: String
    /// The same for who writes Chinese; nil where only a program can have made the mistake.
    package var chinese: String?
    /// The idempotency key of the request; nil where it has none or none could be read.
    package var clientMessageID: String?
    /// When to try again; nil where trying again does not help.
    package var retryAfterMilliseconds: Int64?
    /// Whether the connection is closed behind it.
    package var isFatal = false

    package init(
        _ code: ErrorCode, _ message: String, chinese: String? = nil,
        clientMessageID: String? = nil, retryAfterMilliseconds: Int64? = nil, isFatal: Bool = false
    ) {
        (self.code, self.message, self.chinese) = (code, message, chinese)
        (self.clientMessageID, self.isFatal) = (clientMessageID, isFatal)
        self.retryAfterMilliseconds = retryAfterMilliseconds
    }

    /// More than `max` bytes of something, which only a program needs to be told by its `name`.
    package static func tooLong(
        _ name: String? = nil, max: Int, clientMessageID: String? = nil
    ) -> WireError {
        WireError(
            .tooLong, name.map { "\($0) has at most \(max) bytes" } ?? "max \(max)",
            chinese: "最多 \(max) 字节", clientMessageID: clientMessageID)
    }

    /// `/why` or a judgement before there is an answer.
    package static func noAnswerYet(clientMessageID: String? = nil) -> WireError {
        WireError(.notFound, "no answer yet", chinese: "还没有回答", clientMessageID: clientMessageID)
    }

    /// A session token that nothing is known of.
    package static func unknownSession(clientMessageID: String? = nil) -> WireError {
        WireError(.notFound, "unknown session", chinese: "未知会话", clientMessageID: clientMessageID)
    }

    /// The error as its frame tells it to a person of `language`.
    package func worded(in language: Language) -> WireError {
        var error = self
        if language == .chinese, let chinese { error.message = chinese }
        if error.message.isEmpty { error.message = code.sentence(in: language) }
        return error
    }
}

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

    /// The defaults, which the settings change.
    package init() {}

    /// Bytes of content that are taken: `contentBytes`, or the frame's limit where that is off.
    package var contentMax: Int { contentBytes > 0 ? contentBytes : frameBytes }
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
