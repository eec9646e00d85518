package import Desk
package import Dialogue
import NIOConcurrencyHelpers
package import NIOCore
package import Wire

/// Who holds which token in this process: speakers, their sessions, and what they proved and asked.
///
/// A token that was handed out but has no rows yet is known only here, so that two tabs opened
/// before the first word share a conversation, and a client without a connection of its own finds
/// it again. What a token may still ask is counted here too: a new connection is no new burst.
package final class SessionRegistry: Sendable {
    /// What is known of one token.
    private struct Holder {
        var sessions: [ChatSession] = []
        var speaker: Speaker?
        /// Customer whose identity token was shown with this session token, and when.
        var proof: (subject: Subject, at: NIODeadline)?
        var bucket: TokenBucket
        var lastSeen: NIODeadline
        /// When its turn to be forgotten came last.
        var lastLooked: NIODeadline
    }

    private struct State {
        var holders: [[UInt8]: Holder] = [:]
        /// The tokens of all holders, in the order in which they are looked at.
        var turns = CircularBuffer<[UInt8]>()
        /// Holders with sessions.
        var presentCount = 0

        /// Looks at the few holders whose turn it is, and forgets who left and was not seen for a
        /// while or, where there are many, since the turn before. A few for each that comes are
        /// enough, and an event loop never stands still for all of them.
        mutating func forgetSome(_ now: NIODeadline) {
            for _ in 0..<min(looksMax, turns.count) {
                guard let token = turns.popFirst(), let holder = holders[token] else { continue }
                let isCrowded = holders.count - presentCount > absentMax
                let isPast = now - holder.lastSeen >= memory
                let isUnused = holder.lastSeen <= holder.lastLooked
                if holder.sessions.isEmpty, isPast || isCrowded && isUnused {
                    holders[token] = nil
                } else {
                    holders[token]?.lastLooked = now
                    turns.append(token)
                }
            }
        }
    }

    /// How long a token without a connection is remembered, and how many of them.
    private static let memory = TimeAmount.minutes(10)
    private static let absentMax = 50_000
    /// Holders that are looked at for each that is new.
    private static let looksMax = 4

    private let state = NIOLockedValueBox(State())
    private let limits: WireLimits
    private let now: @Sendable () -> NIODeadline

    /// `limits` hold for every token; `now` is asked on many threads.
    package init(limits: WireLimits, now: @escaping @Sendable () -> NIODeadline = { .now() }) {
        (self.limits, self.now) = (limits, now)
    }

    /// The speaker of a token that is in use or was of late.
    package func speaker(_ tokenHash: [UInt8]) -> Speaker? {
        state.withLockedValue { $0.holders[tokenHash]?.speaker }
    }

    /// The customer who proved to be the holder of this token of late; use does not renew a proof.
    package func provenSubject(_ tokenHash: [UInt8]) -> Subject? {
        guard let proof = state.withLockedValue({ $0.holders[tokenHash]?.proof }) else {
            return nil
        }
        return now() - proof.at < Self.memory ? proof.subject : nil
    }

    /// nil where the token's holder may make a request now, else the milliseconds to wait.
    package func takeToken(_ tokenHash: [UInt8]) -> Int64? {
        withHolder(tokenHash) { $0.bucket.take(at: $0.lastSeen) }
    }

    /// Leaves to the holder of a new token what the old one's was left: a connection that begins
    /// anew gets no new burst.
    func passBucket(of old: [UInt8], to new: [UInt8]) {
        let bucket = withHolder(old) { $0.bucket }
        withHolder(new) { $0.bucket = bucket }
    }

    /// Adds a session under its token; returns the one that has to go, where there are too many,
    /// and the customer who identified with this token.
    func join(
        _ session: ChatSession, _ speaker: Speaker
    ) -> (oldest: ChatSession?, owner: Subject?) {
        withHolder(speaker.tokenHash) { holder in
            if holder.speaker?.identity == nil { holder.speaker = speaker }
            holder.sessions.append(session)
            let isFull = holder.sessions.count > GatewayOptions.connectionsPerTokenMax
            return (
                isFull ? holder.sessions.removeFirst() : nil, holder.speaker?.identity?.subject
            )
        }
    }

    /// Remembers a speaker who comes back without keeping a connection; returns the customer who
    /// identified with this token.
    @discardableResult
    package func remember(_ speaker: Speaker, provenSubject: Subject? = nil) -> Subject? {
        withHolder(speaker.tokenHash) { holder in
            if holder.speaker?.identity == nil { holder.speaker = speaker }
            if let provenSubject { holder.proof = (provenSubject, holder.lastSeen) }
            return holder.speaker?.identity?.subject
        }
    }

    /// Notes that a session identified; returns the others of its token, which did not.
    func identified(_ session: ChatSession, _ speaker: Speaker) -> [ChatSession] {
        withHolder(speaker.tokenHash) { holder in
            holder.speaker = speaker
            return holder.sessions.filter { $0 !== session }
        }
    }

    func leave(_ session: ChatSession, _ tokenHash: [UInt8]) {
        withHolder(tokenHash) { $0.sessions.removeAll { $0 === session } }
    }

    private func withHolder<Result>(
        _ tokenHash: [UInt8], _ body: (inout Holder) -> Result
    ) -> Result {
        let now = now()
        return state.withLockedValue { state in
            let fresh = Holder(
                bucket: TokenBucket(
                    burst: limits.messageBurst, rate: limits.messageRate, at: now),
                lastSeen: now, lastLooked: now)
            if state.holders[tokenHash] == nil {
                state.forgetSome(now)
                state.turns.append(tokenHash)
            }
            var holder = state.holders[tokenHash] ?? fresh
            holder.lastSeen = now
            state.presentCount -= holder.sessions.isEmpty ? 0 : 1
            defer {
                state.presentCount += holder.sessions.isEmpty ? 0 : 1
                state.holders[tokenHash] = holder
            }
            return body(&holder)
        }
    }
}
