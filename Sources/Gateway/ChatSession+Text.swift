import Desk
import Dialogue
import NIOCore
import Understanding
import Wire

/// The line protocol for people: a typed line in, lines and one terminator out.
extension ChatSession {
    func handleLine(_ bytes: [UInt8]) {
        let verb = TextRequest.language(ofVerbIn: bytes)
        hear(verb)
        do throws(WireError) {
            let request = try TextRequest(bytes, limits: context.options.limits)
            guard !isLeaving else {
                fail(Self.wireError(.shuttingDown, id: request.id))
                return
            }
            if let wait = wait(for: request.command) {
                rateLimited(request.id, wait)
            } else {
                if verb == nil { hear(toldBy: request.command.words) }
                handle(request.command, id: request.id)
            }
        } catch {
            if let wait = takeToken() {
                rateLimited(error.clientMessageID, wait)
            } else if error.code == .tooLong {
                lineWasTooLong(error)
            } else {
                fail(error)
            }
        }
    }

    private func wait(for command: TextCommand) -> Int64? {
        switch command {
        // Whoever may not speak may leave.
        case .quit: nil
        case .ping: conduct.takeLightToken()
        case .say, .help, .human, .bot, .ticket, .tickets, .history, .since, .why, .good, .bad,
            .rate, .language, .name, .email, .resume, .auth:
            takeToken()
        }
    }

    private func handle(_ command: TextCommand, id: String?) {
        switch command {
        case .say(let text):
            // A number may choose below what another connection got.
            recall(where: lastSaid == nil && text.asChoice.allSatisfy(\.isNumber), id: id) {
                [self] in say(text, id: id)
            }
        case .help:
            send(lines: renderer.help)
            succeed(id: id)
        case .human(let reason): run(.handoff(reason: reason, id: id))
        case .bot(let reason): run(.bot(reason: reason, id: id))
        case .ticket(let subject): run(.ticket(subject: subject, priority: .normal, id: id))
        case .tickets:
            listTickets(id: id) { [self] tickets, hasMore in
                send(lines: tickets.map(renderer.ticket) + (hasMore ? ["* …"] : []))
                succeed(id: id)
            }
        case .history(let count): showHistory(limit: count, id: id)
        case .since(let seq): showHistory(since: seq, id: id)
        case .why: recall(where: lastSaid == nil, id: id) { [self] in why(id: id) }
        case .good(let reason):
            recall(where: lastAnswer == nil, id: id) { [self] in judge(.up, reason, id: id) }
        case .bad(let reason):
            recall(where: lastAnswer == nil, id: id) { [self] in judge(.down, reason, id: id) }
        case .rate(let score, let comment): run(.rate(score: score, comment: comment, id: id))
        case .language(let language): run(.profile(language: language, id: id))
        case .name(let name): run(.profile(name: name, id: id))
        case .email(let email): run(.profile(email: email, id: id))
        case .resume(let token, let seq): resume(token, after: seq, id: id)
        case .auth(let token): authenticate(token, id: id)
        case .ping:
            send(lines: ["* PONG"])
            succeed(id: id)
        case .quit:
            succeed(id: id)
            sayBye("quit", .normal)
        }
    }

    /// A sentence, or the number of a choice under the last answer.
    private func say(_ text: String, id: String?) {
        if let said = lastSaid, !said.actions.isEmpty, case let choice = text.asChoice,
            let action = said.actions.first(where: { $0.id == choice })
        {
            let message = Entry.messageID(speaker.conversation, said.seq)
            run(.message(text, as: press(action, under: message), id: id))
            return
        }
        run(.message(text, as: reading(text), id: id))
    }

    private func run(_ request: DurableRequest) {
        let id = request.clientMessageID
        store(request) { [self] result in
            switch result {
            case .failure(let error): fail(Self.wireError(error, id: id))
            case .success(let turn):
                showEffects(of: turn)
                succeed(id: id, seq: turn.isDuplicate ? turn.lastSeq : nil)
            }
        }
    }

    /// Looks up what the bot said last where it `isNeeded`, for this connection has not got it: who
    /// resumes behind it may still ask why. The newest page is looked at.
    private func recall(
        where isNeeded: Bool, id: String?, _ request: @escaping @Sendable () -> Void
    ) {
        guard isNeeded, isStored else { return request() }
        begin()
        readPage(after: 0, id: id) { [self] result in
            switch result {
            case .failure(let error):
                fail(error, id: id)
                done()
            case .success(let page):
                let before = (lastSaid, lastAnswer)
                for entry in page.entries where entry.seq <= cursor { remember(entry) }
                // What has come meanwhile is newer.
                (lastSaid, lastAnswer) = (before.0 ?? lastSaid, before.1 ?? lastAnswer)
                goOn(with: request)
            }
        }
    }

    private func judge(_ value: FeedbackValue, _ reason: String?, id: String?) {
        guard let answer = lastAnswer else {
            fail(.noAnswerYet(clientMessageID: id))
            return
        }
        let message = Entry.messageID(speaker.conversation, answer)
        run(.feedback(lastAnswer: message, value: value, reason: reason, id: id))
    }

    private func why(id: String?) {
        guard let seq = lastSaid?.seq else {
            fail(.noAnswerYet(clientMessageID: id))
            return
        }
        begin()
        explanation(at: seq, id: id) { [self] result in
            finish(result, id: id) { why in
                send(lines: renderer.why(why))
                succeed(id: id)
            }
        }
    }

    /// The last `limit` entries, behind a mark where there are more before them.
    private func showHistory(limit: Int, id: String?) {
        begin()
        readPage(after: 0, limit: limit, id: id) { [self] result in
            finish(result, id: id) { page in
                if page.hasMore { send(lines: ["* …"]) }
                list(page.entries)
                succeed(id: id)
            }
        }
    }

    /// What came after `seq`, a page of it, and how to ask for the next.
    private func showHistory(since seq: Int64, id: String?) {
        begin()
        readOnward(after: seq, limit: GatewayOptions.pageEntriesMax, id: id) { [self] result in
            finish(result, id: id) { page in
                list(page.entries)
                if page.isFollowed, let last = page.entries.last {
                    send(lines: ["* … /since \(last.seq)"])
                }
                succeed(id: id)
            }
        }
    }

    /// Entries as history has them, one's own among them.
    private func list(_ entries: [Entry]) {
        for entry in entries { send(lines: renderer.lines(entry, own: speaker.participant)) }
    }

    /// `/resume <token> [seq]`: what was missed after `seq`; without it all that this connection has
    /// not got of the conversation.
    private func resume(_ token: String, after: Int64?, id: String?) {
        let isHere = token.isSame(as: self.token)
        arrive(ClientFrame.Hello(sessionToken: token)) { [self] outcome in
            switch outcome {
            case .failure(let error):
                fail(error, id: id)
                done()
            // Where nothing was said yet, one's own token is known all the same.
            case .success(false) where !isHere:
                fail(.unknownSession(clientMessageID: id))
                done()
            case .success:
                hasToldToken = true
                catchUp(after: after ?? cursor, id: id) { [self] page in
                    if page.hasMore { send(lines: ["* …"]) }
                    for entry in page.entries { show(entry) }
                    cursor = page.lastSeq
                    succeed(id: id)
                }
            }
        }
    }

    private func authenticate(_ token: String, id: String?) {
        arrive(ClientFrame.Hello(identityToken: token)) { [self] outcome in
            finish(outcome, id: id) { _ in
                send(lines: [
                    "* AUTH \(TextRenderer.printable(speaker.verifiedSubject?.rawValue ?? ""))"
                ])
                succeed(id: id)
            }
        }
    }
}
