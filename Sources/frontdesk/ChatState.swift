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
        var since: Int64?
        /// Those of the answer that have come; what is before them is still asked for.
        var found: [Entry] = []
    }

    enum UnderWay {
        /// The first of the outbox.
        case request
        /// A ping, whose pong says that everything known so far was shown.
        case barrier
    }

    /// Lines that may wait here; more stay with their source.
    static let outboxMax = 64

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
    var participant = ParticipantID("")
    var identity: String?
    var isVerified = false
    private var count = 0
    /// Whether the connection of now has said hello and got what was missed.
    var isGreeted = false
    var hasBeenGreeted = false
    /// The conversation is a verified customer's: nothing goes on before `/auth`.
    var needsIdentity = false
    private(set) var inputEnded = false
    /// When the request that was refused for now may go out again.
    var resendAt: ContinuousClock.Instant?

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

    /// Lines that can be taken now; where an identity is needed, it may stand behind a full outbox.
    var room: Int { max(Self.outboxMax - outbox.count, needsIdentity ? 1 : 0) }

    mutating func typed(_ line: String) -> [Action] {
        // An identity does not wait its turn: what waits may be waiting for it.
        if case .auth(let token) = Self.command(line) {
            (identity, needsIdentity) = (token, false)
            return [.comeBack(after: .zero)]
        }
        guard !needsIdentity || outbox.count < Self.outboxMax else {
            return [.end(failure: Self.identityMissing)]
        }
        count += 1
        outbox.append(Pending(line: line, id: "\(run)-\(count)"))
        return []
    }

    mutating func endInput() -> [Action] {
        inputEnded = true
        return needsIdentity ? [.end(failure: Self.identityMissing)] : []
    }

    static let identityMissing =
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
