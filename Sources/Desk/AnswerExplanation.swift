package import Dialogue
package import Understanding

/// What there is to say about a stored answer.
package enum AnswerExplanation: Sendable {
    case explained(MessageID, Answer, Explanation)
    /// The entry is no answer of the bot.
    case noAnswer
    /// The models that gave the answer are not at hand; nil where it was not noted which they were.
    case modelGone(version: String?)
}

/// Finds the models of a version, as far as they are kept; throws where they are, but cannot be
/// read.
package typealias InterpreterLookup =
    @Sendable (_ version: String) throws(DeskError) -> Interpreter?

extension Archive {
    /// Why the entry at `seq` was said: its question is read again by the models that answered it,
    /// unless it was a choice or a call, which no model read.
    ///
    /// `present` explains what it said itself, and answers from before versions were noted.
    package func explanation(
        of seq: Int64, in conversation: ConversationID, present: Interpreter? = nil,
        by lookup: InterpreterLookup
    ) throws(DeskError) -> AnswerExplanation {
        guard let entry = try entry(conversation, seq), case .message(let message) = entry.body,
            let answer = message.answer, let asked = message.replyTo.flatMap(Entry.place),
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

    private func interpreter(
        _ version: String?, _ present: Interpreter?, _ lookup: InterpreterLookup
    ) throws(DeskError) -> Interpreter? {
        guard let version, version != present?.version else { return present }
        return try lookup(version)
    }
}
