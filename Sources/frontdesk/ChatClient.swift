import Foundation
import Wire

/// The terminal's socket and clock around a ``ChatState``.
///
/// Everything happens on the thread of ``run()``: nothing is written to a connection before its
/// greeting, and a line that is typed meanwhile waits.
final class ChatClient {
    /// Seconds between two tries to connect, doubling up to the second, with full jitter.
    private static let backoffSeconds = (first: 0.25, most: 15.0)
    /// How long a server may take to greet or to answer, and, once the input has ended, how long
    /// nobody may be there.
    private static let answerTime = Duration.seconds(30)

    private let host: String
    private let port: Int
    private let typed: TypedLines
    private let screen: Screen
    private let clock = ContinuousClock()
    private var state: ChatState
    private var connection: LineConnection?
    private var backoffSeconds = ChatClient.backoffSeconds.first
    private var dialAt: ContinuousClock.Instant
    private var lastHeard: ContinuousClock.Instant
    /// From when on nobody answers: the end of the last greeted connection, or of the time that the
    /// server asked to wait.
    private var absentSince: ContinuousClock.Instant
    private var inputEndedAt: ContinuousClock.Instant
    /// What the desk said in place of a greeting.
    private var lastWords = ""

    init(host: String, port: Int, state: ChatState, typed: TypedLines, screen: Screen) {
        (self.host, self.port, self.state) = (host, port, state)
        (self.typed, self.screen) = (typed, screen)
        (dialAt, lastHeard) = (clock.now, clock.now)
        (absentSince, inputEndedAt) = (clock.now, clock.now)
    }

    /// Chats until the input has ended and everything is answered.
    func run() throws {
        dial()
        guard connection != nil else { throw nobodyAnswers() }
        typed.start()
        while !state.isFinished {
            try takeTyped()
            if connection == nil, !state.needsIdentity, clock.now >= dialAt { dial() }
            // A person who leaves need not wait for a desk that is not there.
            if screen.isTerminal, state.inputEnded, connection == nil, clock.now < dialAt {
                throw unanswered()
            }
            try apply(state.advance(at: clock.now))
            if state.isFinished { break }
            let heard = waitForNews()
            if heard { try hear() }
            try watchTheTime()
        }
        if screen.isTerminal, let token = state.place.token, state.place.lastSeq > 0 {
            screen.show("* frontdesk chat\(Settings.given("line")) --resume \(token)")
        }
    }

    private func takeTyped() throws {
        guard !state.inputEnded else { return }
        let (lines, isOver) = typed.take(state.room)
        for line in lines { try apply(state.typed(line)) }
        if isOver {
            (lastHeard, inputEndedAt) = (clock.now, clock.now)
            try apply(state.endInput())
        }
    }

    private func apply(_ actions: [ChatState.Action]) throws {
        for action in actions {
            switch action {
            case .show(let line): screen.show(line)
            case .send(let bytes):
                lastHeard = clock.now
                // A connection that takes nothing ends, and its end is read.
                connection?.send(line: bytes)
            case .comeBack(let wait): hangUp(wait: wait)
            case .end(let failure): throw CommandFailure("\(host):\(port): \(failure)")
            }
        }
    }

    // MARK: Connection

    private func nobodyAnswers() -> CommandFailure {
        let said = lastWords.isEmpty ? "no desk answers" : "no desk answers: \(lastWords)"
        return CommandFailure(
            "\(host):\(port): \(said); 'frontdesk serve' starts one, --line names it")
    }

    private func dial() {
        guard let made = LineConnection(host: host, port: port) else {
            return hangUp(wait: nil)
        }
        connection = made
        lastHeard = clock.now
        made.send(line: state.hello())
    }

    /// Closes what is left of the connection and sets the time of the next one.
    private func hangUp(wait: Duration?) {
        connection = nil
        if wait != nil || state.isGreeted { absentSince = clock.now + (wait ?? .zero) }
        state.lost()
        let jitter = Duration.seconds(Double.random(in: 0...backoffSeconds))
        if wait == nil { backoffSeconds = min(backoffSeconds * 2, Self.backoffSeconds.most) }
        dialAt = clock.now + (wait ?? jitter)
    }

    private func lost() throws {
        guard state.hasBeenGreeted else { throw nobodyAnswers() }
        screen.show("* connection lost, trying again …")
        hangUp(wait: nil)
    }

    // MARK: Waiting

    /// Moments at which something is due though nothing was heard.
    private var deadlines: [ContinuousClock.Instant] {
        var moments: [ContinuousClock.Instant] = []
        if connection == nil, !state.needsIdentity { moments.append(dialAt) }
        if connection != nil, let resend = state.resendAt { moments.append(resend) }
        if let end = endOfPatience { moments.append(end) }
        return moments
    }

    /// When a silent connection counts as lost, or a chat without a connection as failed.
    private var endOfPatience: ContinuousClock.Instant? {
        if connection != nil {
            return state.isWaiting || !state.isGreeted ? lastHeard + Self.answerTime : nil
        }
        return state.inputEnded ? max(absentSince, inputEndedAt) + Self.answerTime : nil
    }

    /// Waits for typed lines, bytes or a deadline; whether the connection has something to read.
    private func waitForNews() -> Bool {
        var files = [pollfd(fd: -1, events: Int16(POLLIN), revents: 0)]
        // At the end of the input, or while the outbox is full, the source is not asked.
        if !state.inputEnded, state.room > 0 { files[0].fd = typed.wakeFile }
        files.append(pollfd(fd: connection?.file ?? -1, events: Int16(POLLIN), revents: 0))
        var milliseconds: Int32 = -1
        if let next = deadlines.min() {
            let rest = max((next - clock.now) / .milliseconds(1), 0)
            milliseconds = Int32(min(rest.rounded(.up), 60_000))
        }
        return poll(&files, nfds_t(files.count), milliseconds) > 0 && files[1].revents != 0
    }

    private func hear() throws {
        guard let connection else { return }
        guard let lines = connection.lines() else { return try lost() }
        lastHeard = clock.now
        for line in lines {
            if let frame = ReceivedFrame(line) {
                try apply(state.receive(frame, at: clock.now))
                if state.isGreeted { backoffSeconds = Self.backoffSeconds.first }
            } else {
                hear(text: String(decoding: line, as: UTF8.self))
            }
            // What a connection said before it was given up is not read on.
            guard self.connection === connection else { return }
        }
    }

    /// Frames are asked for, so text is the greeting of the port, or why there is none.
    private func hear(text: String) {
        if text.hasPrefix("ERR ") || text.hasPrefix("HTTP/") {
            lastWords = text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        if !state.hasBeenGreeted, text.hasPrefix("* "), !text.hasPrefix("* HELLO ") {
            screen.show(TextRenderer.printable(text))
        }
    }

    private func watchTheTime() throws {
        guard let end = endOfPatience, clock.now >= end else { return }
        guard connection == nil else { return try lost() }
        throw unanswered()
    }

    private func unanswered() -> CommandFailure {
        let count = state.outbox.count
        let what = count > 0 ? "\(count) of the lines are unanswered" : "a reply may be missing"
        return CommandFailure("\(host):\(port): no desk answers; \(what)")
    }
}
