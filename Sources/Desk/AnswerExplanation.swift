package import Dialogue
package import Understanding

/// What there is to say about a stored answer.
package enum AnswerExplanation: Sendable {
    case explained(MessageID, Answer, Explanation)
    /// The entry is no answer of the bot, and no message that got one.
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
    /// Why the entry at `seq` was said; of a customer's message why the answer was that it got. Its
    /// question is read again by the models that answered it, unless it was a choice or a call,
    /// which no model read.
    ///
    /// `present` explains what it said itself, and answers from before versions were noted.
    package func explanation(
        of seq: Int64, in conversation: ConversationID, present: Interpreter? = nil,
        by lookup: InterpreterLookup
    ) throws(DeskError) -> AnswerExplanation {
        guard let entry = try answering(seq, in: conversation),
            case .message(let message) = entry.body, let answer = message.answer,
            let asked = message.replyTo.flatMap(Entry.place),
            asked.conversation == conversation,
            case .message(let question) = try self.entry(conversation, asked.seq)?.body
        else { return .noAnswer }
        if let explanation = Explanation(calling: question, answer) {
            return .explained(entry.messageID, answer, explanation)
        }
        guard let interpreter = try interpreter(answer.model, present, lookup) else {
            return .modelGone(version: answer.model)
        }
        return .explained(entry.messageID, answer, interpreter.explain(question, answer))
    }

    /// The entry at `seq`, or the answer that the customer's message there got in its turn.
    private func answering(
        _ seq: Int64, in conversation: ConversationID
    ) throws(DeskError) -> Entry? {
        let entry = try entry(conversation, seq)
        guard let entry, case .message(let said) = entry.body, said.sender.isCustomer else {
            return entry
        }
        let turn = try entries(
            of: conversation, after: seq, before: seq + turnEntriesMax, limit: Int(turnEntriesMax))
        return turn.entries.first { reply in
            guard case .message(let message) = reply.body else { return false }
            return message.answer != nil && message.replyTo == entry.messageID
        }
    }

    private func interpreter(
        _ version: String?, _ present: Interpreter?, _ lookup: InterpreterLookup
    ) throws(DeskError) -> Interpreter? {
        guard let version, version != present?.version else { return present }
        return try lookup(version)
    }
}
