import Desk
import Dialogue
import NIOCore
import Understanding
import Wire

/// How a connection finds its conversation: new, resumed, identified (protocol.md, rules 5, 6).
extension ChatSession {
    /// What a token stands for.
    private enum Known: Sendable {
        case stored(StoredSession)
        /// Handed out, but nothing was said yet.
        case live(Speaker)
        case nothing
    }

    func greet(_ hello: ClientFrame.Hello) {
        speaker.visit = hello.visit ?? speaker.visit
        arrive(hello) { [self] outcome in
            switch outcome {
            case .success(let resumed):
                welcome(resumed: resumed, after: hello.lastSeq ?? cursor)
            case .failure(let error):
                fail(error)
                if error.isFatal { shut(.identity, error.code.rawValue) } else { done() }
            }
        }
    }

    /// Finds or makes the conversation of a greeting; the session is held until ``done()``.
    ///
    /// `answer` hears whether an older conversation was resumed.
    func arrive(
        _ hello: ClientFrame.Hello,
        _ answer: @escaping @Sendable (Result<Bool, WireError>) -> Void
    ) {
        eventLoop.assertInEventLoop()
        begin()
        if let tag = hello.language, !isStored { speaker.language = tag }
        let identity: VerifiedIdentity?
        do throws(WireError) {
            identity = try verified(hello.identityToken)
        } catch {
            answer(.failure(error))
            return
        }
        guard let token = hello.sessionToken, !token.isSame(as: self.token) else {
            if identity == nil, isProvenElsewhere {
                answer(.failure(identityNeeded()))
                return
            }
            identifyHere(identity, resumed: isStored, answer)
            return
        }
        lookUp(token) { [self] known in
            switch known {
            case .failure(let error): answer(.failure(error))
            case .success(let known): settle(known, token, identity, answer)
            }
        }
    }

    private func lookUp(
        _ token: String, _ answer: @escaping @Sendable (Result<Known, WireError>) -> Void
    ) {
        let hash = Mint.hash(.session, token)
        let live = context.registry.speaker(hash)
        read({ try $0.session(tokenHash: hash) }) { result in
            switch result {
            case .failure(let error): answer(.failure(error))
            case .success(let stored?): answer(.success(.stored(stored)))
            case .success(nil): answer(.success(live.map { .live($0) } ?? .nothing))
            }
        }
    }

    private func settle(
        _ known: Known, _ token: String, _ identity: VerifiedIdentity?,
        _ answer: @escaping @Sendable (Result<Bool, WireError>) -> Void
    ) {
        switch known {
        case .nothing where mode == .text:
            // A slip of the hand must not cost a person the conversation they are in.
            answer(.success(false))
        case .nothing:
            if isStored || speaker.identity != nil { startOver() }
            identifyHere(identity, resumed: false, answer)
        case .live(let other):
            if let owner = other.identity?.subject, owner != proven(identity) {
                refuseOrStartOver(identity, answer)
                return
            }
            take(other, token)
            speaker.language = speaker.told ?? other.language
            identifyHere(identity, resumed: true, answer)
        case .stored(let stored):
            if let owner = stored.verifiedSubject, owner != proven(identity) {
                refuseOrStartOver(identity, answer)
                return
            }
            take(Speaker(stored, tokenHash: Mint.hash(.session, token)), token)
            (isStored, speaker.verifiedSubject) = (true, stored.verifiedSubject)
            speaker.language = speaker.told ?? stored.language
            identifyHere(identity, resumed: true, answer)
        }
    }

    /// Whom a greeting with `identity` comes from, as far as that was proven on this connection.
    private func proven(_ identity: VerifiedIdentity?) -> Subject? {
        identity?.subject ?? (isProvenElsewhere ? nil : speaker.verifiedSubject)
    }

    /// A verified customer's conversation, asked for without that customer's token.
    private func refuseOrStartOver(
        _ identity: VerifiedIdentity?,
        _ answer: @escaping @Sendable (Result<Bool, WireError>) -> Void
    ) {
        guard let identity else {
            answer(.failure(proven(nil) == nil ? identityNeeded() : belongsToAnother()))
            return
        }
        startOver()
        identifyHere(identity, resumed: false, answer)
    }

    /// Forgets the conversation and mints another; two customers are never merged.
    func startOver() {
        let minted = Mint.speaker()
        context.registry.passBucket(of: speaker.tokenHash, to: minted.speaker.tokenHash)
        take(minted.speaker, minted.token)
        hasToldToken = false
    }

    /// Enters the conversation of a token that somebody said hello with before, without a new
    /// greeting; the session is held until ``done()``.
    ///
    /// `answer` hears whether there is a token that is known and, where the conversation is a
    /// verified customer's, was proven; or that the store cannot tell.
    func enter(
        bearer token: String?, _ answer: @escaping @Sendable (Result<Bool, WireError>) -> Void
    ) {
        eventLoop.assertInEventLoop()
        begin()
        guard let token else {
            answer(.success(false))
            return
        }
        let hash = Mint.hash(.session, token)
        let proven = context.registry.provenSubject(hash)
        lookUp(token) { [self] result in
            let found: (speaker: Speaker, owner: Subject?, isStored: Bool)?
            switch result {
            case .success(.stored(let stored)):
                found = (Speaker(stored, tokenHash: hash), stored.verifiedSubject, true)
            case .success(.live(let live)): found = (live, live.identity?.subject, false)
            case .success(.nothing): found = nil
            case .failure(let error):
                answer(.failure(error))
                return
            }
            guard let found, found.owner == nil || found.owner == proven else {
                answer(.success(false))
                return
            }
            take(found.speaker, token)
            (isStored, speaker.verifiedSubject) = (found.isStored, found.owner)
            isProvenElsewhere = found.owner != nil
            speaker.language = found.speaker.language
            answer(.success(true))
        }
    }

    /// Shows what is stored behind `after` and whatever comes later, to a session that has entered.
    func follow(after: Int64) {
        eventLoop.assertInEventLoop()
        (saidHello, hasToldToken) = (true, true)
        catchUp(after: after) { [self] in showMissed($0, after: after) }
    }

    /// `welcome`, what was missed, `synced`.
    private func welcome(resumed: Bool, after: Int64) {
        (saidHello, hasToldToken) = (true, true)
        catchUp(after: after) { [self] page in
            send(
                .welcome(
                    ServerFrame.Welcome(
                        sessionToken: token, resumed: resumed, conversation: speaker.conversation,
                        participant: speaker.participant, verified: speaker.verifiedSubject != nil,
                        lastSeq: page.lastSeq)))
            showMissed(page, after: after)
        }
    }

    /// Gives the peer what it missed behind `after`, and `synced`.
    private func showMissed(_ page: EntryPage, after: Int64) {
        cursor = min(after, page.lastSeq)
        for entry in page.entries { show(entry) }
        send(.synced(lastSeq: cursor, hasMore: page.hasMore))
    }
}
