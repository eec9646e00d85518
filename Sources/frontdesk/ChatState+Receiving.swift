import Dialogue
import Wire

/// What the server sends.
extension ChatState {
    /// A wait worth a word to the person.
    private static let noticedWait = Duration.seconds(2)
    /// Milliseconds of the longest wait that is taken from a server: a day.
    private static let waitMillisecondsMax: Int64 = 86_400_000

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
        case .history(let entries, let hasMore): return take(entries, hasMore)
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

    /// A page of history. One that was asked for from its beginning may be cut to its newest: then
    /// what is before that is asked for as well.
    private mutating func take(_ entries: [Entry], _ hasMore: Bool) -> [Action] {
        guard underWay == .request, let pending = outbox.first else { return [] }
        guard let since = pending.since else { return answer(lines(entries, hasMore)) }
        outbox[0].found = entries + pending.found
        guard hasMore, let first = entries.first, first.seq > since, first.seq - 1 > since else {
            return answer(lines(outbox[0].found, hasMore))
        }
        let frame = ClientFrame.history(beforeSeq: first.seq, limit: FrameCodec.historyPageMax)
        outbox[0].frame = frame
        return [.send(frame.json)]
    }

    private func lines(_ entries: [Entry], _ hasMore: Bool) -> [String] {
        let since = outbox.first?.since
        let shown = entries.filter { $0.seq > since ?? 0 }
        let isCut = hasMore && shown.count == entries.count
        let next = since == nil ? nil : shown.last.flatMap { $0.seq < place.lastSeq ? $0.seq : nil }
        return (isCut ? ["* …"] : []) + shown.flatMap { renderer.lines($0, own: participant) }
            + (next.map { ["* … /since \($0)"] } ?? [])
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
