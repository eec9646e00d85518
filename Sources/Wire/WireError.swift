package import Understanding

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
