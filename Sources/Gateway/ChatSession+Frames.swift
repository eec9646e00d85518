import Desk
import Wire

/// What comes in as frames, and what is not let through: unreadable, too long, too fast.
extension ChatSession {
    func swallowed(_ line: SwallowedLine) {
        let limits = context.options.limits
        let max = line.isFrame ? limits.frameBytes : limits.contentMax
        lineWasTooLong(.tooLong(max: max, clientMessageID: line.id))
    }

    /// Answers a line beyond its limit, swallowed or read; the fifth ends the connection.
    func lineWasTooLong(_ error: WireError) {
        let isLast = conduct.noteLongLine()
        var error = error
        error.isFatal = isLast
        fail(error)
        if isLast { sayBye("too-long", .tooBig) }
    }

    func handleFrame(_ bytes: [UInt8]) {
        let frame: ClientFrame
        do throws(WireError) {
            frame = try context.codec.decode(bytes)
        } catch {
            refuse(error, of: bytes)
            return
        }
        guard !isLeaving else {
            if !frame.isEphemeral {
                fail(Self.wireError(.shuttingDown, id: frame.clientMessageID))
            }
            return
        }
        if kind.needsHello, !saidHello {
            guard case .hello = frame else {
                fail(WireError(.badFrame, "hello comes first", isFatal: true))
                shut(.badFrame, "hello comes first")
                return
            }
        }
        if let wait = wait(for: frame) {
            if frame.isEphemeral {
                closeIfAbused()
            } else {
                rateLimited(frame.clientMessageID, wait)
            }
            return
        }
        handle(frame)
    }

    /// Answers an unreadable frame; the fifth bad one closes the connection, and so does any that
    /// comes first. There only a `hello` can be wrong in a field.
    private func refuse(_ error: WireError, of frame: [UInt8]) {
        var error = error
        let isFirst = kind.needsHello && !saidHello
        if isFirst, error.code != .invalidUTF8, !FrameCodec.isHello(frame) {
            error.code = .badFrame
        }
        let isBad = error.code == .badFrame || error.code == .invalidUTF8
        let isLast = isBad && conduct.noteBadFrame() || isFirst
        error.isFatal = isLast
        // A frame that cannot be read costs what one that can be read does.
        if !isLast, let wait = takeToken() {
            rateLimited(error.clientMessageID, wait)
            return
        }
        fail(error)
        if isLast { sayBye("bad-frame", .badFrame) }
    }

    // MARK: Rate

    private func wait(for frame: ClientFrame) -> Int64? {
        switch frame {
        case .hello where !saidHello: nil
        case .bye: nil
        case .hello(let hello) where hello.sessionToken != nil || hello.lastSeq != nil:
            // It may bring a page, as 'history' does.
            takeToken()
        case .typing, .read, .ping, .hello: conduct.takeLightToken()
        case .message, .action, .ticket, .tickets, .handoff, .bot, .feedback, .rate, .profile,
            .why, .history:
            takeToken()
        }
    }

    /// nil where a request may run now, else the milliseconds to wait.
    func takeToken() -> Int64? {
        conduct.noted(wait: context.registry.takeToken(speaker.tokenHash))
    }

    func rateLimited(_ id: String?, _ wait: Int64) {
        fail(
            WireError(
                .rateLimited, "too many requests; wait \(wait) ms",
                chinese: "请求过多，请等待 \(wait) 毫秒", clientMessageID: id,
                retryAfterMilliseconds: wait, isFatal: conduct.isAbusive))
        closeIfAbused()
    }

    private func closeIfAbused() {
        if conduct.isAbusive { sayBye("rate", .rate) }
    }
}

extension ClientFrame {
    /// Whether nobody waits for an answer.
    fileprivate var isEphemeral: Bool {
        switch self {
        case .typing, .read, .bye: true
        case .hello, .message, .action, .ticket, .tickets, .handoff, .bot, .feedback, .rate,
            .profile, .why, .history, .ping:
            false
        }
    }
}
