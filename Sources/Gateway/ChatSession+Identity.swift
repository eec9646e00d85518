import Desk
import Dialogue
import NIOCore
import Understanding
import Wire

/// Who a visitor has proven to be, and what follows for whoever shares the token (protocol.md,
/// rule 6).
extension ChatSession {
    /// Who `token` says the visitor is; nil where there is none.
    func verified(_ token: String?) throws(WireError) -> VerifiedIdentity? {
        guard let token else { return nil }
        let isFatal = mode == .json
        guard let verifier = context.identity else {
            throw WireError(
                .authRequired, "identity is not set up on this desk", chinese: "本服务台未启用身份验证",
                isFatal: isFatal)
        }
        do throws(IdentityVerifier.Fault) {
            return try verifier.verify(token, now: context.desk.time)
        } catch {
            throw WireError(
                .authRequired, "the identity token is refused: \(error.description)",
                chinese: "身份令牌无效：\(error.chinese)", isFatal: isFatal)
        }
    }

    /// Applies an identity to the session as it stands now.
    func identifyHere(
        _ identity: VerifiedIdentity?, resumed: Bool,
        _ answer: @escaping @Sendable (Result<Bool, WireError>) -> Void
    ) {
        guard let identity else {
            answer(.success(resumed))
            return
        }
        let isKnown = identity.subject == speaker.verifiedSubject
        if isKnown { prove(identity) }
        // What a new token says of a known customer is taken over.
        if isKnown, !isStored || identity.name == nil && identity.email == nil {
            answer(.success(resumed))
            return
        }
        if speaker.verifiedSubject != nil, !isKnown {
            startOver()
            identifyHere(identity, resumed: false, answer)
            return
        }
        guard isStored else {
            becomeVerified(identity)
            answer(.success(resumed))
            return
        }
        let request = DurableRequest.identified(identity)
        let origin = Submission.Origin.speaker(
            speaker, clientMessageID: request.clientMessageID, digest: request.digest)
        context.desk.submit(request.event, from: origin, to: mailbox) { [self] result in
            switch result {
            case .success(let turn):
                noteStored(turn)
                becomeVerified(identity)
                if mode == .text, let event = turn.entries.first, event.seq > cursor { show(event) }
                answer(.success(resumed))
            case .failure where isKnown: answer(.success(resumed))
            case .failure(let error): answer(.failure(Self.wireError(error, id: nil)))
            }
        }
    }

    /// Lets requests with the bare session token in for a while, as they have no place for a proof,
    /// where this came by one: whoever has a connection of their own needs no such door.
    private func prove(_ identity: VerifiedIdentity) {
        isProvenElsewhere = false
        guard kind == .post else { return }
        context.registry.remember(speaker, provenSubject: identity.subject)
    }

    /// From here on the conversation is a verified customer's: whoever shares the token without
    /// that identity has to say hello again with it.
    private func becomeVerified(_ identity: VerifiedIdentity) {
        (speaker.identity, speaker.verifiedSubject) = (identity, identity.subject)
        prove(identity)
        for other in context.registry.identified(self, speaker) {
            other.eventLoop.execute {
                guard other.speaker.verifiedSubject != identity.subject else { return }
                other.sayBye("identity", .identity)
            }
        }
    }

    /// Why the request `id` is not answered to a session that has not proven to be the customer.
    func identityNeeded(_ id: String? = nil) -> WireError {
        WireError(identityNeededBy: id, isFatal: mode == .json)
    }

    /// Why a conversation is not resumed for somebody who is signed in as another customer. It says
    /// no more than ``identityNeeded(_:)``: that the token, which they hold, is a customer's.
    func belongsToAnother() -> WireError {
        WireError(
            .forbidden, "this conversation belongs to another customer",
            chinese: "该会话属于其他客户", isFatal: mode == .json)
    }
}

extension WireError {
    /// Why the request `id` is not answered without a proof of who asks.
    init(identityNeededBy id: String?, isFatal: Bool = false) {
        self.init(
            .authRequired, "this conversation needs its customer's identity token",
            chinese: "该会话需要其客户的身份令牌", clientMessageID: id, isFatal: isFatal)
    }
}
