package import Dialogue
package import Understanding

/// What the bot said or did without an answer of an intent or article: there is nothing to weigh.
package struct OtherReply: Sendable, Hashable {
    package enum Deed: Sendable {
        /// The conversation waits for a person.
        case askedForPerson
        case openedTicket
        /// The customer had a ticket closed, or opened again.
        case changedTicket
        /// A word of courtesy, or one about the conversation, a ticket or a number.
        case spoke
        /// The desk spoke by itself: of a rating, or when a time was over.
        case unasked
    }

    package var deed: Deed
    /// Whether a button said so, pressed or chosen in words.
    package var isChosen: Bool

    package init(_ deed: Deed, isChosen: Bool = false) {
        (self.deed, self.isChosen) = (deed, isChosen)
    }

    /// What `bodies`, the rest of the turn, make of `question`; nil where nothing came of it.
    package init?(to question: Message, _ bodies: [Entry.Body]) {
        var deed: Deed?
        for body in bodies {
            switch body {
            case .status(.waiting, _): deed = .askedForPerson
            case .ticket(_, .new, _): deed = .openedTicket
            case .ticket: deed = .changedTicket
            case .message(let message) where message.sender == .bot: deed = deed ?? .spoke
            case .message, .status, .rating, .feedback, .profile: break
            }
        }
        guard let deed else { return nil }
        self.init(deed, isChosen: question.payload.map { $0 != question.content } ?? false)
    }

    /// What it is, behind "that reply is", without anything that a customer wrote.
    package func text(in language: Language) -> String {
        switch language {
        case .english:
            "no answer of an intent or article: \(english)\(isChosen ? ", as was chosen" : "")"
        case .chinese: "不是来自意图或文章的回答：\(isChosen ? "按所选，" : "")\(chinese)"
        }
    }

    private var english: String {
        switch deed {
        case .askedForPerson: "a person was asked for"
        case .openedTicket: "a ticket was opened"
        case .changedTicket: "a ticket was changed"
        case .spoke: "a word of courtesy, or about the conversation, a ticket or a number"
        case .unasked: "it answers no message"
        }
    }

    private var chinese: String {
        switch deed {
        case .askedForPerson: "已转人工"
        case .openedTicket: "已提交工单"
        case .changedTicket: "已更改工单"
        case .spoke: "客套话，或关于会话、工单或号码的话"
        case .unasked: "它不是对消息的回复"
        }
    }
}
