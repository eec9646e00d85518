import Desk
import Dialogue
import NIOCore
import Wire

/// The cursor into a conversation: joining it, leaving it, and what is published there meanwhile.
extension ChatSession {
    /// Starts to listen to the speaker's conversation; false where this session is turned away, with
    /// the request `id`, for somebody identified while it was on its way in.
    func join(for id: String? = nil) -> Bool {
        guard !isSubscribed, !isClosed else { return !isClosed }
        let owner = kind == .post ? context.registry.remember(speaker) : subscribe()
        guard mayRead(recordOf: owner) else {
            turnAway(id)
            return false
        }
        return true
    }

    /// The customer who identified in the conversation, as far as this process knows.
    private func subscribe() -> Subject? {
        isSubscribed = true
        context.desk.hub.subscribe(self, to: speaker.conversation)
        let (oldest, owner) = context.registry.join(self, speaker)
        if let oldest, oldest !== self {
            oldest.eventLoop.execute { oldest.sayBye("replaced", .replaced) }
        }
        return owner
    }

    /// Whether this session has proven to be `owner`; a record without one is its holder's.
    func mayRead(recordOf owner: Subject?) -> Bool {
        owner == nil || owner == speaker.verifiedSubject
    }

    /// Refuses the request `id` and ends: the conversation has become a verified customer's, whom
    /// this session has not proven to be.
    func turnAway(_ id: String?) {
        guard !isClosed else { return }
        fail(identityNeeded(id))
        sayBye("identity", .identity)
    }

    func leave() {
        guard isSubscribed else { return }
        isSubscribed = false
        context.desk.hub.unsubscribe(self, from: speaker.conversation)
        context.registry.leave(self, speaker.tokenHash)
    }

    /// Leaves the conversation for another one, in the language spoken so far.
    func take(_ speaker: Speaker, _ token: String) {
        leave()
        let former = self.speaker
        (self.speaker, self.token) = (speaker, token)
        (self.speaker.language, self.speaker.told) = (former.language, former.told)
        self.speaker.channel = former.channel
        self.speaker.visit = former.visit ?? speaker.visit
        self.speaker.verifiedSubject = speaker.identity?.subject
        (isStored, isProvenElsewhere) = (false, false)
        (cursor, lastAnswer, lastSaid, heldBack) = (0, nil, nil, nil)
    }

    /// Joins the conversation and has `show` give the peer the newest page behind `after`; what is
    /// published meanwhile comes behind it.
    func catchUp(
        after: Int64, id: String? = nil, _ show: @escaping @Sendable (EntryPage) -> Void
    ) {
        holdBack()
        guard join(for: id) else { return }
        readPage(after: after, id: id) { [self] result in
            guard !isClosed else { return }
            switch result {
            case .success(let page):
                isStored = isStored || page.lastSeq > 0
                show(page)
            case .failure(let error): fail(error, id: id)
            }
            release()
            done()
        }
    }

    /// Entries that arrive until ``release()`` wait for what was missed before them.
    func holdBack() { heldBack = heldBack ?? [] }

    func release() {
        let entries = heldBack ?? []
        heldBack = nil
        if !entries.isEmpty { receive(entries) }
    }

    func receive(_ entries: [Entry]) {
        eventLoop.assertInEventLoop()
        guard !isClosed, let first = entries.first, let last = entries.last,
            first.conversation == speaker.conversation
        else { return }
        if heldBack != nil {
            heldBack?.append(contentsOf: entries)
            return
        }
        guard admits(entries) else { return }
        isStored = true
        guard last.seq > cursor else { return }
        guard first.seq <= cursor + 1 else {
            // Something was missed that cannot be: the peer resumes and gets it.
            sayBye("resync", .goingAway, retryAfter: 0)
            return
        }
        for entry in entries where entry.seq > cursor { show(entry) }
        if !isBusy { transport?.flush() }
    }

    /// Whether this session may see entries; else it ends, for they make the conversation a
    /// verified customer's and it has not proven to be them.
    ///
    /// The hub may publish what identifies a customer before this session hears that it has to go.
    private func admits(_ entries: [Entry]) -> Bool {
        guard speaker.verifiedSubject == nil else { return true }
        let isVerified = entries.contains { entry in
            if case .profile(_, _, _, verified: true) = entry.body { true } else { false }
        }
        if isVerified { sayBye("identity", .identity) }
        return !isVerified
    }

    func receive(_ signal: Signal) {
        eventLoop.assertInEventLoop()
        guard !isClosed, mode == .json, heldBack == nil else { return }
        switch signal {
        case .typing(let sender, let state): send(.typing(sender: sender, state: state))
        case .read(let sender, let seq): send(.read(sender: sender, seq: seq))
        }
        transport?.flush()
    }
}
