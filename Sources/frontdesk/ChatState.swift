import Dialogue
import Understanding
import Wire

/// A terminal's side of a conversation, without a socket: what was typed and is not answered yet,
/// and a cursor into what was shown. Time comes in as a value.
///
/// One request is under way at a time. So a number or `/why` can mean what the request before it
/// brought, and a "try later" holds up what comes behind instead of overtaking it.
struct ChatState {
    enum Action: Equatable {
        case show(String)
        case send([UInt8])
        /// Close the connection and come back after a while; nil leaves the while to the backoff.
        case comeBack(after: Duration?)
        case end(failure: String)
    }

    /// A conversation and how much of it was shown.
    struct Place {
        var token: String?
        var lastSeq: Int64 = 0
    }

    /// A typed line without an answer.
    struct Pending {
        let line: String
        /// Idempotency key where the line brings none of its own.
        let id: String
        /// The request as it was sent first: sent again it must be the same, whatever a number
        /// would mean by then.
        var frame: ClientFrame?
        /// Entries up to here are left out of the answer.
        var since: Int64 = 0
    }

    enum UnderWay {
        /// The first of the outbox.
        case request
        /// A ping, whose pong says that everything known so far was shown.
        case barrier
    }

    /// Lines that may wait here; more stay with their source.
    static let outboxMax = 64
    /// A wait worth a word to the person.
    private static let noticedWait = Duration.seconds(2)
    /// Milliseconds of the longest wait that is taken from a server: a day.
    private static let waitMillisecondsMax: Int64 = 86_400_000

    let run: String
    var place: Place
    /// Where `/resume` left from, until the new place is known to exist.
    var former: Place?
    var outbox: [Pending] = []
    var underWay: UnderWay?
    /// Whether effects of an acknowledged request may still be on their way.
    var isBehind = false
    var limits = WireLimits()
    var renderer = TextRenderer(language: .english)
    var lastSaid: (message: MessageID, actions: [String])?
    var lastAnswer: MessageID?
    private(set) var participant = ParticipantID("")
    private var identity: String?
    private var isVerified = false
    private var count = 0
    /// Whether the connection of now has said hello and got what was missed.
    var isGreeted = false
    private(set) var hasBeenGreeted = false
    /// The conversation is a verified customer's: nothing goes on before `/auth`.
    private(set) var needsIdentity = false
    private(set) var inputEnded = false
    /// When the request that was refused for now may go out again.
    private(set) var resendAt: ContinuousClock.Instant?

    /// `run` makes the idempotency keys of this process differ from those of every other one.
    init(run: String, token: String?) {
        self.run = run
        place = Place(token: token)
    }

    // MARK: The person

    static func isFarewell(_ line: String) -> Bool { command(line) == .quit }

    private static func command(_ line: String) -> TextCommand? {
        do {
            return try TextRequest(Array(line.utf8), limits: WireLimits()).command
        } catch {
            return nil
        }
    }

    /// Lines that can be taken now.
    var room: Int { needsIdentity ? Self.outboxMax : max(Self.outboxMax - outbox.count, 0) }

    mutating func typed(_ line: String) -> [Action] {
        // An identity does not wait its turn: what waits may be waiting for it.
        if case .auth(let token) = Self.command(line) {
            (identity, needsIdentity) = (token, false)
            return [.comeBack(after: .zero)]
        }
        count += 1
        outbox.append(Pending(line: line, id: "\(run)-\(count)"))
        return []
    }

    mutating func endInput() -> [Action] {
        inputEnded = true
        return needsIdentity ? [.end(failure: Self.identityMissing)] : []
    }

    private static let identityMissing =
        "the conversation needs its customer's identity token: /auth <jwt>"

    var isFinished: Bool {
        inputEnded && hasBeenGreeted && outbox.isEmpty && !isBehind && underWay == nil
    }

    /// Whether the server owes an answer.
    var isWaiting: Bool { underWay != nil }

    // MARK: The connection

    /// The greeting of a new connection.
    func hello() -> [UInt8] {
        ClientFrame.hello(
            .init(sessionToken: place.token, identityToken: identity, lastSeq: place.lastSeq)
        ).json
    }

    /// The connection is gone; what was under way is sent again after the next greeting.
    mutating func lost() { (isGreeted, underWay) = (false, nil) }

    mutating func receive(_ frame: ReceivedFrame, at now: ContinuousClock.Instant) -> [Action] {
        switch frame {
        case .welcome(let welcome): return take(welcome)
        case .synced:
            (isGreeted, hasBeenGreeted, isBehind) = (true, true, false)
        case .ack(let id, let seq):
            guard underWay == .request, id == outbox.first?.key else { return [] }
            place.lastSeq = max(place.lastSeq, seq)
            isBehind = true
            settle()
        case .entry(let entry, let id): return take(entry, id)
        case .other(let seq): place.lastSeq = max(place.lastSeq, seq ?? 0)
        case .tickets(let tickets, let hasMore):
            return answer(tickets.map(renderer.ticket) + (hasMore ? ["* …"] : []))
        case .history(let entries, let hasMore): return answer(lines(entries, hasMore))
        case .explanation(let why): return answer(renderer.why(why))
        case .pong:
            isBehind = false
            if underWay == .request { return answer(["* PONG"]) }
            underWay = nil
        case .error(let error): return take(error, at: now)
        case .bye("replaced", _):
            return [.end(failure: "too many terminals share this session; another one goes on")]
        case .bye(let reason, let retry):
            let wait = retry.map(Self.bounded)
            return [.show("* BYE \(TextRenderer.printable(reason))"), .comeBack(after: wait)]
        }
        return []
    }

    private static func bounded(_ milliseconds: Int64) -> Duration {
        .milliseconds(min(max(milliseconds, 0), waitMillisecondsMax))
    }

    private mutating func take(_ welcome: ReceivedFrame.Welcome) -> [Action] {
        let unknown = Action.show(renderer.err(.unknownSession()))
        if !welcome.resumed, let back = former {
            (place, former) = (back, nil)
            return [unknown, .comeBack(after: .zero)]
        }
        former = nil
        var actions: [Action] = []
        if !welcome.resumed {
            // A token under which nothing was said is no loss.
            let isLoss = place.token != nil && (place.lastSeq > 0 || !hasBeenGreeted)
            if isLoss { actions.append(unknown) }
            (place.lastSeq, lastSaid, lastAnswer) = (0, nil, nil)
        }
        place = Place(token: welcome.token, lastSeq: min(place.lastSeq, welcome.lastSeq))
        (participant, limits) = (welcome.participant, welcome.limits)
        if welcome.isVerified, !isVerified { actions.append(.show("* AUTH verified")) }
        isVerified = welcome.isVerified
        return actions
    }

    private mutating func take(_ entry: Entry, _ id: MessageID) -> [Action] {
        guard entry.seq > place.lastSeq else { return [] }
        let isGap = place.lastSeq < entry.seq - 1
        place.lastSeq = entry.seq
        if case .message(let message) = entry.body, message.sender == .bot {
            renderer.language = message.language
            lastSaid = (id, message.actions.map(\.id))
            if message.answer != nil { lastAnswer = id }
        }
        return ((isGap ? ["* …"] : []) + renderer.lines(entry, own: participant))
            .map(Action.show)
    }

    private func lines(_ entries: [Entry], _ hasMore: Bool) -> [String] {
        let since = outbox.first?.since ?? 0
        let shown = entries.filter { $0.seq > since }
        let isCut = hasMore && shown.count == entries.count
        return (isCut ? ["* …"] : []) + shown.flatMap { renderer.lines($0, own: participant) }
    }

    /// Ends the request under way with lines to show.
    private mutating func answer(_ lines: [String]) -> [Action] {
        guard underWay == .request else { return [] }
        settle()
        return lines.map(Action.show)
    }

    private mutating func settle() {
        underWay = nil
        outbox.removeFirst()
    }

    // MARK: Refusals

    private mutating func take(_ error: WireError, at now: ContinuousClock.Instant) -> [Action] {
        guard isGreeted else { return greetingRefused(error) }
        let said = Action.show(renderer.err(error))
        guard let underWay else { return [said] }
        if error.isForNow {
            let wait = Self.bounded(error.retryAfterMilliseconds ?? 1_000)
            resendAt = now + wait
            self.underWay = nil
            return wait >= Self.noticedWait ? [said] : []
        }
        switch underWay {
        case .barrier:
            (self.underWay, isBehind) = (nil, false)
            return []
        case .request:
            settle()
            return [said]
        }
    }

    private mutating func greetingRefused(_ error: WireError) -> [Action] {
        let said = Action.show(renderer.err(error))
        if error.isForNow || error.code == .internal {
            let wait = error.retryAfterMilliseconds.map(Self.bounded)
            return [said, .comeBack(after: wait)]
        }
        if let back = former {
            (place, former) = (back, nil)
            return [said, .comeBack(after: .zero)]
        }
        guard error.code == .authRequired else { return [.end(failure: renderer.err(error))] }
        if identity != nil {
            // Refused or expired: the conversation may not need it.
            identity = nil
            return [said, .comeBack(after: .zero)]
        }
        needsIdentity = true
        return [said, inputEnded ? .end(failure: Self.identityMissing) : .comeBack(after: nil)]
    }

    // MARK: Sending

    /// What can go out now.
    mutating func advance(at now: ContinuousClock.Instant) -> [Action] {
        if let resendAt, now < resendAt { return [] }
        resendAt = nil
        var actions: [Action] = []
        while isGreeted, underWay == nil, let first = outbox.first {
            actions += start(first)
        }
        if isGreeted, underWay == nil, inputEnded, isBehind { actions.append(barrier()) }
        return actions
    }

    mutating func barrier() -> Action {
        underWay = .barrier
        return .send(ClientFrame.ping(nonce: nil).json)
    }
}

extension ChatState.Pending {
    /// The key that an ack or an error carries; nil for requests that are not stored.
    fileprivate var key: String? { frame?.clientMessageID }
}

extension WireError {
    /// Whether the same request is answered a little later (docs/protocol.md, "later").
    fileprivate var isForNow: Bool {
        switch code {
        case .rateLimited, .unavailable, .shuttingDown: true
        case .badFrame, .badCommand, .badArgument, .tooLong, .invalidUTF8, .authRequired,
            .forbidden, .notFound, .conflict, .internal:
            false
        }
    }
}
