package import Dialogue
package import Understanding

/// What there is to say about a stored answer.
package enum AnswerExplanation: Sendable {
    case explained(MessageID, Answer, Explanation)
    /// The bot replied otherwise than with an answer of an intent or article.
    case otherReply(OtherReply)
    /// The entry is no answer of the bot, and no message that it did anything about.
    case noAnswer
    /// The models that gave the answer are not at hand; nil where it was not noted which they were.
    case modelGone(version: String?)
}

/// Finds the models of a version, as far as they are kept; throws where they are, but cannot be
/// read.
package typealias InterpreterLookup =
    @Sendable (_ version: String) throws(DeskError) -> Interpreter?

/// Entries among which an answer to a message is looked for: a turn appends a few.
private let turnEntriesMax: Int64 = 16

extension Archive {
    /// Why the entry at `seq` was said; of a customer's message why the answer was that it got, and
    /// of what the bot said beside an answer why it gave that. The question is read again by the
    /// models that answered it, unless it was a choice or a call, which no model read.
    ///
    /// `present` explains what it said itself, and answers from before versions were noted.
    package func explanation(
        of seq: Int64, in conversation: ConversationID, present: Interpreter? = nil,
        by lookup: InterpreterLookup
    ) throws(DeskError) -> AnswerExplanation {
        guard let entry = try entry(conversation, seq), case .message(let said) = entry.body,
            said.sender.isCustomer || said.sender == .bot
        else { return .noAnswer }
        guard let asked = said.sender.isCustomer ? entry : try asked(said, in: conversation),
            case .message(let question) = asked.body
        else { return .otherReply(OtherReply(.unasked)) }
        let turn = try turn(after: asked)
        guard let (id, answer) = said.answer.map({ (entry.messageID, $0) }) ?? turn.answer else {
            return OtherReply(to: question, turn.bodies).map(AnswerExplanation.otherReply)
                ?? .noAnswer
        }
        if let explanation = Explanation(calling: question, answer) {
            return .explained(id, answer, explanation)
        }
        guard let interpreter = try interpreter(answer.model, present, lookup) else {
            return .modelGone(version: answer.model)
        }
        return .explained(id, answer, interpreter.explain(question, answer))
    }

    /// The message that `said` replies to.
    private func asked(
        _ said: Message, in conversation: ConversationID
    ) throws(DeskError) -> Entry? {
        guard let place = said.replyTo.flatMap(Entry.place), place.conversation == conversation
        else { return nil }
        return try entry(conversation, place.seq)
    }

    /// The first answer to the customer's message `asked`, and what else came of it at once.
    private func turn(
        after asked: Entry
    ) throws(DeskError) -> (answer: (MessageID, Answer)?, bodies: [Entry.Body]) {
        let page = try entries(
            of: asked.conversation, after: asked.seq, before: asked.seq + turnEntriesMax,
            limit: Int(turnEntriesMax))
        let answers = page.entries.lazy.compactMap { reply -> (MessageID, Answer)? in
            guard case .message(let message) = reply.body, message.replyTo == asked.messageID else {
                return nil
            }
            return message.answer.map { (reply.messageID, $0) }
        }
        // What a timer says later is of another moment.
        let rest = page.entries.prefix { reply in
            if case .message(let message) = reply.body, message.sender.isCustomer { return false }
            return reply.createdAt == asked.createdAt
        }
        return (answers.first, rest.map(\.body))
    }

    private func interpreter(
        _ version: String?, _ present: Interpreter?, _ lookup: InterpreterLookup
    ) throws(DeskError) -> Interpreter? {
        guard let version, version != present?.version else { return present }
        return try lookup(version)
    }
}
