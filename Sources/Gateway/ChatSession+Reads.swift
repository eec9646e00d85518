import Desk
import Dialogue
import Logging
import NIOCore
import NIOPosix
import Understanding
import Wire

/// What is read from the archive, off the event loop, for a session that may see it.
extension ChatSession {
    /// Runs a blocking read off the event loop and its answer on it; why one failed is in the log.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Archive) throws -> Value,
        _ answer: @escaping @Sendable (Result<Value, WireError>) -> Void
    ) {
        let archive = context.desk.archive
        context.readers.runIfActive(eventLoop: eventLoop) { try body(archive) }
            .whenComplete { [self] result in
                answer(
                    result.mapError { error in
                        context.logger.error("archive: \(error)")
                        return WireError(.internal, "")
                    })
            }
    }

    /// Reads of the speaker's conversation. Where that has become a verified customer's meanwhile,
    /// whom this session has not proven to be, the request `id` is refused and the session ends.
    private func readOwn<Value: Sendable>(
        for id: String?, _ body: @escaping @Sendable (any Archive) throws -> Value,
        _ answer: @escaping @Sendable (Result<Value, WireError>) -> Void
    ) {
        let conversation = speaker.conversation
        read({ archive in
            let value = try body(archive)
            return (value, owner: try archive.owner(of: conversation))
        }) { [self] result in
            if case .success(let found) = result, !mayRead(recordOf: found.owner) {
                turnAway(id)
            } else {
                answer(result.map { $0.0 })
            }
        }
    }

    /// The newest page of the entries between two seqs, cut to ``GatewayOptions/pageBytesMax``.
    func readPage(
        after: Int64, before: Int64 = .max, limit: Int = GatewayOptions.pageEntriesMax,
        id: String? = nil, _ answer: @escaping @Sendable (Result<EntryPage, WireError>) -> Void
    ) {
        let (conversation, entryBytes) = (speaker.conversation, entryBytes)
        readOwn(
            for: id,
            { archive in
                var page = try archive.entries(
                    of: conversation, after: after, before: before, limit: limit)
                let kept = Self.count(fittingPage: page.entries.reversed(), entryBytes)
                page.hasMore = page.hasMore || kept < page.entries.count
                page.entries = Array(page.entries.suffix(kept))
                return page
            }, answer)
    }

    /// The first `limit` entries after `after`, or as many of them as fit a page, and whether there
    /// are more behind them.
    func readOnward(
        after: Int64, limit: Int, id: String?,
        _ answer:
            @escaping @Sendable (
                Result<(entries: [Entry], isFollowed: Bool), WireError>
            ) -> Void
    ) {
        let (conversation, entryBytes) = (speaker.conversation, entryBytes)
        // No number is left out.
        let (end, isBeyond) = after.addingReportingOverflow(Int64(limit) + 1)
        readOwn(
            for: id,
            { archive in
                let page = try archive.entries(
                    of: conversation, after: after, before: isBeyond ? .max : end, limit: limit)
                let entries = Array(
                    page.entries.prefix(Self.count(fittingPage: page.entries, entryBytes)))
                return (entries, entries.last.map { $0.seq < page.lastSeq } ?? false)
            }, answer)
    }

    func listTickets(
        id: String? = nil, _ show: @escaping @Sendable ([Ticket], _ hasMore: Bool) -> Void
    ) {
        begin()
        let (conversation, subject) = (speaker.conversation, speaker.verifiedSubject)
        readOwn(
            for: id,
            {
                Self.page(
                    of: try $0.tickets(
                        of: conversation, shownTo: subject, limit: GatewayOptions.ticketsMax + 1))
            }
        ) { [self] result in
            finish(result, id: id) { show($0.tickets, $0.hasMore) }
        }
    }

    func sendHistory(before: Int64, limit: Int) {
        begin()
        readPage(after: 0, before: before, limit: limit) { [self] result in
            finish(result, id: nil) { send(.history($0.entries, hasMore: $0.hasMore)) }
        }
    }

    func explain(_ message: MessageID) {
        guard let place = Entry.place(of: message), place.conversation == speaker.conversation
        else {
            fail(
                WireError(
                    .notFound, "no message '\(message)' in this conversation",
                    chinese: "此会话中没有消息 '\(message)'"))
            return
        }
        begin()
        explanation(at: place.seq) { [self] result in
            finish(result, id: nil) { send(.explanation($0)) }
        }
    }

    /// Why the entry at `seq` was said, by the models that gave the answer.
    func explanation(
        at seq: Int64, id: String? = nil,
        _ answer: @escaping @Sendable (Result<MessageExplanation, WireError>) -> Void
    ) {
        let (conversation, desk) = (speaker.conversation, context.desk)
        readOwn(
            for: id,
            { archive in
                try archive.explanation(
                    of: seq, in: conversation, present: desk.policy.interpreter,
                    by: desk.pastInterpreter)
            }
        ) { result in
            switch result {
            case .success(.explained(let message, let given, let explanation)):
                answer(
                    .success(
                        MessageExplanation(
                            message: message, answer: given, explanation: explanation)))
            case .success(.otherReply(let reply)): answer(.failure(.noAnswer(reply)))
            case .success(.noAnswer):
                answer(
                    .failure(
                        WireError(
                            .notFound, "that message is no answer of the bot and got none",
                            chinese: "该消息不是机器人的回答，也没有得到机器人的回答")))
            case .success(.modelGone(let version)):
                answer(
                    .failure(
                        WireError(
                            .notFound,
                            "the models of that answer, \(version ?? "not noted"), are gone",
                            chinese: "该回答所用的模型（\(version ?? "未记录")）已不存在")))
            case .failure(let error): answer(.failure(error))
            }
        }
    }
}

extension WireError {
    /// `/why` of a reply that is no answer; how another is asked about, which a text line cannot.
    fileprivate static func noAnswer(_ reply: OtherReply) -> WireError {
        WireError(
            .notFound, "that reply is \(reply.text(in: .english))",
            chinese: "该回复\(reply.text(in: .chinese))")
    }
}
