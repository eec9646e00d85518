import Dialogue
import Understanding

/// Writes server frames as JSON objects of one line.
package struct ServerFrameEncoder: Sendable {
    /// Name and version of the protocol, as `welcome` announces it.
    package static let server = "frontdesk/1"

    private let limits: WireLimits

    /// Limits to announce in `welcome`.
    package init(limits: WireLimits) { self.limits = limits }

    /// The frame as one JSON object without a newline, so that it is a line or a WebSocket text.
    ///
    /// Absent values are left out; times are RFC 3339, scores rounded to four places.
    package func encode(_ frame: ServerFrame) -> [UInt8] {
        var json = JSONWriter()
        switch frame {
        case .entry(let entry): json.entry(entry)
        case .welcome(let welcome): json.object { write(welcome, &$0) }
        case .ack(let ack): json.object { write(ack, &$0) }
        case .synced(let lastSeq, let hasMore): json.synced(lastSeq, hasMore)
        case .tickets(let tickets, let hasMore): json.tickets(tickets, hasMore)
        case .history(let entries, let hasMore): json.history(entries, hasMore)
        case .explanation(let explanation): json.object { write(explanation, &$0) }
        case .error(let error): json.object { write(error, &$0) }
        case .pong(let nonce): json.pong(nonce)
        case .bye(let reason, let retry): json.bye(reason, retry)
        case .typing(let sender, let state): json.signal("typing", sender, state)
        case .presence(let sender, let state): json.signal("presence", sender, state)
        case .read(let sender, let seq): json.read(sender, seq)
        case .messageUpdated(let message, let seq, let content, let isRedacted):
            json.messageUpdated(message, seq, content, isRedacted)
        }
        return json.bytes
    }

    private func write(_ welcome: ServerFrame.Welcome, _ json: inout JSONWriter) {
        json.field("type", "welcome")
        json.field("session_token", welcome.sessionToken)
        json.field("resumed", welcome.resumed)
        json.field("conversation_id", welcome.conversation.rawValue)
        json.field("participant_id", welcome.participant.rawValue)
        json.field("verified", welcome.verified)
        json.field("last_seq", welcome.lastSeq)
        json.field("heartbeat_ms", limits.heartbeatSeconds * 1_000)
        json.name("limits")
        json.object {
            $0.field("content", limits.contentMax)
            $0.field("frame", limits.frameBytes)
            $0.field("burst", limits.limitsRequests ? limits.messageBurst : 0)
            $0.field("rate", limits.limitsRequests ? limits.messageRate : 0)
        }
        json.name("availability")
        json.object { $0.field("state", "open") }
        json.field("server", Self.server)
    }

    private func write(_ ack: ServerFrame.Ack, _ json: inout JSONWriter) {
        json.field("type", "ack")
        json.field("client_message_id", ack.clientMessageID)
        json.field("message_id", ack.messageID.rawValue)
        json.field("seq", ack.seq)
        json.field("created_at", ack.createdAt.rfc3339)
        json.field("duplicate", ack.duplicate)
    }

    private func write(_ error: WireError, _ json: inout JSONWriter) {
        json.field("type", "error")
        json.field("client_message_id", error.clientMessageID)
        json.field("code", error.code.rawValue)
        json.field("message", error.message)
        if let retry = error.retryAfterMilliseconds { json.field("retry_after_ms", retry) }
        json.field("fatal", error.isFatal)
    }

    private func write(_ why: MessageExplanation, _ json: inout JSONWriter) {
        json.field("type", "explanation")
        json.field("message_id", why.message.rawValue)
        json.field("kind", why.answer.kind.rawValue)
        json.field("basis", why.explanation.basis.rawValue)
        if let confidence = why.answer.confidence { json.field("confidence", confidence) }
        json.name("candidates")
        json.array(candidates: why.explanation)
        json.field("threshold", why.explanation.lines.act)
        if let scope = why.explanation.scope {
            json.field("offer_threshold", why.explanation.lines.offer)
            json.field("in_scope", scope.probability)
            json.field("foreign", scope.foreign)
            json.field("evidence", scope.evidence)
            if let others = scope.others { json.field("others", others) }
        }
        if let readAs = why.explanation.readAs { json.field("read_as", readAs) }
        if why.explanation.basis == .reading, !why.explanation.passages.isEmpty {
            json.field("passage_threshold", why.explanation.lines.passageAct)
            json.field("passage_offer_threshold", why.explanation.lines.passageOffer)
        }
        json.weights(why.explanation)
        json.name("sources")
        json.array(why.answer.sources) { $0.source($1) }
        json.field("model", why.explanation.model)
    }
}

extension Explanation.Candidate {
    /// As `intent` or `source` of a candidate.
    fileprivate var name: String {
        switch self {
        case .intent(let name): name
        case .passage(let id): ArticleLink.path(to: id)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func synced(_ lastSeq: Int64, _ hasMore: Bool) {
        object {
            $0.field("type", "synced")
            $0.field("last_seq", lastSeq)
            $0.field("has_more", hasMore)
        }
    }

    fileprivate mutating func tickets(_ tickets: [Ticket], _ hasMore: Bool) {
        object {
            $0.field("type", "tickets")
            $0.name("tickets")
            $0.array(tickets) { $0.ticket($1) }
            $0.field("has_more", hasMore)
        }
    }

    fileprivate mutating func history(_ entries: [Entry], _ hasMore: Bool) {
        object {
            $0.field("type", "history")
            $0.name("frames")
            $0.array(entries) { $0.entry($1) }
            $0.field("has_more", hasMore)
        }
    }

    fileprivate mutating func pong(_ nonce: String?) {
        object {
            $0.field("type", "pong")
            $0.field("nonce", nonce)
        }
    }

    fileprivate mutating func bye(_ reason: String, _ retryAfterMilliseconds: Int64?) {
        object {
            $0.field("type", "bye")
            $0.field("reason", reason)
            if let retryAfterMilliseconds { $0.field("retry_after_ms", retryAfterMilliseconds) }
        }
    }

    fileprivate mutating func signal(_ type: String, _ sender: Sender, _ state: String) {
        object {
            $0.field("type", type)
            $0.sender(sender)
            $0.field("state", state)
        }
    }

    fileprivate mutating func read(_ sender: Sender, _ upTo: Int64) {
        object {
            $0.field("type", "read")
            $0.sender(sender)
            $0.field("up_to", upTo)
        }
    }

    fileprivate mutating func messageUpdated(
        _ message: MessageID, _ seq: Int64, _ content: String, _ isRedacted: Bool
    ) {
        object {
            $0.field("type", "message_updated")
            $0.field("message_id", message.rawValue)
            $0.field("seq", seq)
            $0.field("content", content)
            $0.field("redacted", isRedacted)
        }
    }

    /// Passages first, each list by falling score.
    fileprivate mutating func array(candidates explanation: Explanation) {
        typealias Candidate = (kind: StaticString, name: String, score: Double)
        let passages = explanation.passages.map { passage -> Candidate in
            ("source", ArticleLink.path(to: passage.id), passage.score)
        }
        let intents = explanation.intents.map { intent -> Candidate in
            ("intent", intent.name, intent.score)
        }
        array(passages + intents) { json, candidate in
            json.object {
                $0.field(candidate.kind, candidate.name)
                $0.field("score", candidate.score)
            }
        }
    }

    /// What the winner's score and the runner-up's are made of.
    fileprivate mutating func weights(_ explanation: Explanation) {
        if let winner = explanation.winner { field("terms_of", winner.name) }
        if let method = explanation.method { field("method", method.rawValue) }
        terms("terms", explanation.terms)
        if let score = explanation.score { field("score", score) }
        if !explanation.scoreParts.isEmpty { terms("score_parts", explanation.scoreParts) }
        field("runner_up", explanation.runnerUp?.name)
        terms("runner_up_terms", explanation.runnerUpTerms)
        if let score = explanation.runnerUpScore { field("runner_up_score", score) }
        if !explanation.runnerUpParts.isEmpty {
            terms("runner_up_parts", explanation.runnerUpParts)
        }
    }

    private mutating func terms(_ name: StaticString, _ terms: [MatchedTerm]) {
        self.name(name)
        array(terms) { $0.term($1) }
    }

    fileprivate mutating func term(_ term: MatchedTerm) {
        object {
            $0.field("term", term.term)
            $0.field("weight", term.weight)
        }
    }
}
