package import Understanding

/// The desk's own sentences and buttons; a project's responses of the same name replace them.
package enum OwnResponse: String, Sendable, CaseIterable {
    /// Nothing was understood.
    case fallback = "utter_fallback"
    /// Nothing was understood, and topics stand under it.
    case fallbackTopics = "utter_fallback_topics"
    /// An intent was understood that nothing answers.
    case unanswered = "utter_unanswered"
    /// Nothing was understood once more.
    case fallbackEscalate = "utter_fallback_escalate"
    /// The question back, over several choices.
    case clarify = "utter_clarify"
    /// The question back, over one choice.
    case clarifyOne = "utter_clarify_one"
    /// What an answer that is less than sure takes the message for, above it; `{topic}`.
    case confirming = "utter_confirming"
    /// The button that says that this is not what was meant.
    case notMeant = "utter_not_meant"
    /// What was said was refused, and topics stand under it that may be meant instead.
    case reconsidered = "utter_reconsidered"
    /// A refusal was heard.
    case declined = "utter_declined"
    /// A greeting was heard, or a call whether anybody is there.
    case greeting = "utter_greeting"
    /// It was asked who answers; the name is Rasa's for it.
    case machine = "utter_iamabot"
    /// A word of courtesy was heard.
    case courtesy = "utter_courtesy"
    /// A farewell was heard.
    case farewell = "utter_farewell"
    /// It was said that the bot is no help.
    case noHelp = "utter_no_help"
    /// The button that refuses every choice.
    case clarifyNone = "utter_clarify_none"
    /// The button for a person.
    case person = "utter_person"
    /// The button for a ticket.
    case ticket = "utter_ticket"
    /// The button back to the bot.
    case bot = "utter_bot"
    /// A ticket was opened; `{ticket}`.
    case ticketOpened = "utter_ticket_opened"
    /// What is asked about a ticket that is not done; `{ticket}`, `{status}`, `{subject}`.
    case ticketStatus = "utter_ticket_status"
    /// What is said of one that is not done and belongs to another conversation; likewise.
    case ticketElsewhere = "utter_ticket_elsewhere"
    /// What is asked about a ticket that is done; likewise.
    case ticketDone = "utter_ticket_done"
    /// What was said belongs to a ticket; `{ticket}`.
    case ticketNoted = "utter_ticket_noted"
    /// Whether a ticket shall be closed.
    case ticketClosing = "utter_ticket_closing"
    /// The buttons that close it, leave it as it is, and open it again; `{ticket}`.
    case ticketClose = "utter_ticket_close"
    case ticketKeep = "utter_ticket_keep"
    case ticketReopen = "utter_ticket_reopen"
    /// The customer had a ticket closed; `{ticket}`.
    case ticketSolved = "utter_ticket_solved"
    /// Something is said of a ticket that the conversation does not have; `{ticket}`.
    case unknownTicket = "utter_unknown_ticket"
    /// Something is said of a ticket, and there is none that is not done.
    case noTicket = "utter_no_ticket"
    /// A number, such as an order's, or an address was said and nothing else.
    case reference = "utter_reference"
    /// A person is asked for; `{place}`.
    case handoffWaiting = "utter_handoff_waiting"
    /// Nobody came and a ticket was opened; `{ticket}`.
    case handoffExpired = "utter_handoff_expired"
    /// A rating was heard.
    case rated = "utter_rated"
    /// The bot is back.
    case back = "utter_back"

    /// What its words are for.
    private enum Role {
        /// An answer to small talk, and to an intent of its name.
        case answer
        /// The title of a button.
        case title
        /// Tells of something that has happened, or was not understood.
        case notice
    }

    private var role: Role {
        switch self {
        case .greeting, .machine, .farewell, .courtesy, .declined, .noHelp: .answer
        case .clarifyNone, .notMeant, .person, .ticket, .bot, .ticketClose, .ticketKeep,
            .ticketReopen:
            .title
        case .fallback, .fallbackTopics, .unanswered, .fallbackEscalate, .clarify, .clarifyOne,
            .confirming, .reconsidered, .ticketOpened, .ticketStatus, .ticketElsewhere, .ticketDone,
            .ticketNoted,
            .ticketClosing, .ticketSolved, .unknownTicket, .noTicket, .reference, .handoffWaiting,
            .handoffExpired, .rated, .back:
            .notice
        }
    }

    /// Whether it also answers an intent of its name for which the project has no response.
    package var answersIntent: Bool { role == .answer }

    /// Whether it is the title of a button.
    package var isTitle: Bool { role == .title }

    /// What small talk is answered with where no intent answers it; nil of a reply that is none.
    init?(to reply: Reply) {
        switch reply {
        case .yes, .assent, .courtesy: self = .courtesy
        case .no, .neverMind: self = .declined
        case .call, .ability: self = .greeting
        case .challenge: self = .machine
        case .farewell: self = .farewell
        case .protest: self = .noHelp
        case .language: self = .greeting
        case .cancel, .ordinal, .last: return nil
        }
    }

    /// Its words in every language.
    package func text(in language: Language) -> String {
        switch language {
        case .english: texts.english
        case .chinese: texts.chinese
        }
    }

    /// How far a ticket is, as a customer reads it.
    static func text(of status: TicketStatus, in language: Language) -> String {
        switch (status, language) {
        case (.new, .english): "not looked at yet"
        case (.open, .english): "open"
        case (.pending, .english): "waits for you"
        case (.hold, .english): "on hold"
        case (.solved, .english): "solved"
        case (.closed, .english): "closed"
        case (.new, .chinese): "已提交"
        case (.open, .chinese): "处理中"
        case (.pending, .chinese): "等待您的回复"
        case (.hold, .chinese): "暂缓处理"
        case (.solved, .chinese): "已解决"
        case (.closed, .chinese): "已关闭"
        }
    }

    private var texts: (english: String, chinese: String) {
        switch self {
        case .fallback:
            (
                "I'm sorry, I did not understand that. Could you put it in other words?",
                "抱歉，我没有理解您的意思。可以换个说法吗？"
            )
        case .fallbackTopics:
            (
                "I'm sorry, I did not understand that. "
                    + "Is it about one of these? If not, could you put it in other words?",
                "抱歉，我没有理解您的意思。您想问的是下面这些吗？如果不是，可以换个说法吗？"
            )
        case .unanswered:
            (
                "I'm sorry, I cannot help with that myself. Would you like to talk to a person?",
                "抱歉，这个问题我暂时无法直接处理。需要为您转人工吗？"
            )
        case .fallbackEscalate:
            (
                "I'm sorry, I still do not understand. Would you like to talk to a person?",
                "抱歉，我还是没能理解。需要为您转人工吗？"
            )
        case .clarify:
            ("Did you mean one of these?", "您是想问下面哪一个？")
        case .clarifyOne:
            ("Did you mean this?", "您是想问这个吗？")
        case .confirming:
            ("If this is about “{topic}”:", "如果您问的是“{topic}”：")
        case .notMeant:
            ("Not what I meant", "不是这个意思")
        case .reconsidered:
            ("I'm sorry about that. Is it one of these?", "抱歉没能帮到您。您想问的是下面这些吗？")
        case .declined:
            ("All right. I'm here if you need anything else.", "好的，有需要随时找我。")
        case .greeting:
            ("Hello! What can I do for you?", "您好！请问有什么可以帮您？")
        case .machine:
            ("I'm an automatic assistant.", "我是自动应答助手。")
        case .farewell:
            ("Goodbye! I'm here if you need anything else.", "再见！有需要随时找我。")
        case .courtesy:
            ("Is there anything else I can do for you?", "请问还有什么可以帮您？")
        case .noHelp:
            (
                "I'm sorry that this was no help. Could you put it in other words? "
                    + "I can also pass you on to a person.",
                "抱歉没能帮到您。您可以换个说法再问一次，也可以转人工。"
            )
        case .clarifyNone:
            ("None of these", "都不是")
        case .person:
            ("Talk to a person", "转人工")
        case .ticket:
            ("Open a ticket", "提交工单")
        case .bot:
            ("Back to the bot", "返回机器人")
        case .ticketOpened:
            (
                "I have opened ticket {ticket} for you. We will get back to you.",
                "已为您提交工单 {ticket}，我们会尽快回复您。"
            )
        case .ticketStatus:
            (
                "Ticket {ticket} (“{subject}”): {status}. You will read here what becomes of it, and "
                    + "what you write about it is kept with it.",
                "工单 {ticket}（{subject}）：{status}。有进展会在这里通知您；关于这张工单的补充说明也可以直接发给我。"
            )
        case .ticketElsewhere:
            (
                "Ticket {ticket} (“{subject}”): {status}. It belongs to another conversation of yours; "
                    + "a person can change it or add to it.",
                "工单 {ticket}（{subject}）：{status}。它是您在另一个会话中提交的，如需修改或补充请转人工。"
            )
        case .ticketDone:
            (
                "Ticket {ticket} (“{subject}”): {status}.", "工单 {ticket}（{subject}）：{status}。"
            )
        case .ticketNoted:
            (
                "Thank you, I keep that with ticket {ticket}. "
                    + "If it is about something else, open a ticket of its own.",
                "谢谢，已记到工单 {ticket} 中。如果是另外一件事，可以再提交一张工单。"
            )
        case .ticketClosing:
            ("Shall the ticket be closed?", "要关闭工单吗？")
        case .ticketClose:
            ("Close {ticket}", "关闭 {ticket}")
        case .ticketKeep:
            ("Keep it open", "先不关")
        case .ticketReopen:
            ("Reopen {ticket}", "重新打开 {ticket}")
        case .ticketSolved:
            (
                "Ticket {ticket} is marked as solved. I'm here if you need anything else.",
                "工单 {ticket} 已标记为已解决。有需要随时找我。"
            )
        case .unknownTicket:
            ("I find no ticket {ticket} in this conversation.", "这个会话里没有工单 {ticket}。")
        case .noTicket:
            (
                "There is no open ticket in this conversation.",
                "这个会话里没有未完成的工单。"
            )
        case .reference:
            (
                "Thank you. I cannot look that up myself, but a colleague can: "
                    + "I can open a ticket with it, or pass you on to a person.",
                "谢谢。我自己无法查询，同事可以：您可以用它提交工单，或转人工。"
            )
        case .handoffWaiting:
            (
                "A person will answer you as soon as one is free. "
                    + "You are number {place} in the queue.", "正在为您转接人工客服，您目前排在第 {place} 位。"
            )
        case .handoffExpired:
            (
                "Nobody is free right now, so I have opened ticket {ticket} for you. "
                    + "In the meantime I am here again.",
                "目前没有空闲的客服，我已为您提交工单 {ticket}。这段时间由我继续为您服务。"
            )
        case .rated:
            ("Thank you for your rating.", "感谢您的评价。")
        case .back:
            ("I'm here again. What can I do for you?", "我回来了，请问有什么可以帮您？")
        }
    }
}

extension Responses {
    /// The desk's own responses.
    package static let builtIn: Responses = {
        var responses = Responses()
        for own in OwnResponse.allCases {
            for language in Language.allCases {
                responses.add(
                    ResponseVariant(text: own.text(in: language)), name: own.rawValue,
                    language: language)
            }
        }
        return responses
    }()
}
