package import Understanding

/// Who wrote a message.
package enum Sender: Sendable, Hashable {
    case customer(ParticipantID)
    case bot
    case agent(id: String, name: String)
    case system

    package var type: String {
        switch self {
        case .customer: "customer"
        case .bot: "bot"
        case .agent: "agent"
        case .system: "system"
        }
    }
}

/// A button or choice under a message.
package struct MessageAction: Sendable, Hashable {
    package var id: String
    package var title: String
    /// What pressing it says: `/intent{…}` or plain text.
    package var payload: String

    package init(id: String, title: String, payload: String) {
        (self.id, self.title, self.payload) = (id, title, payload)
    }
}

/// Where an answer came from.
package struct Source: Sendable, Hashable {
    package var title: String
    package var url: String

    package init(title: String, url: String) { (self.title, self.url) = (title, url) }

    /// The article that a passage is of.
    package init(_ passage: Passage) {
        self.init(title: passage.title, url: ArticleLink.path(to: passage.id))
    }
}

/// How a reply of the bot came about.
package struct Answer: Sendable, Hashable {
    package enum Kind: String, Sendable { case intent, knowledge, clarify, fallback }

    package var kind: Kind
    package var intent: String?
    /// Probability that the answer is right, in 0...1.
    package var confidence: Double?
    package var sources: [Source] = []
    /// Citation of the passage, for the explanation.
    package var passageID: String?
    /// Version of the models that read the question, by which the answer can be explained later;
    /// nil where it is not known.
    package var model: String?

    package init(
        kind: Kind, intent: String? = nil, confidence: Double? = nil, sources: [Source] = [],
        passageID: String? = nil, model: String? = nil
    ) {
        (self.kind, self.intent, self.confidence) = (kind, intent, confidence)
        (self.sources, self.passageID, self.model) = (sources, passageID, model)
    }
}

package enum ContentType: String, Sendable, Hashable { case text, markdown, choices }

/// One thing said, as it is stored and shown.
package struct Message: Sendable, Hashable {
    package var sender: Sender
    package var contentType: ContentType
    package var content: String
    package var language: Language
    package var replyTo: MessageID?
    package var actions: [MessageAction]
    package var answer: Answer?
    /// What a customer's message meant where its words were not read: the payload of the button
    /// that was pressed, or the call `/intent{…}` that the message is.
    package var payload: String?

    package init(
        sender: Sender, contentType: ContentType = .text, content: String, language: Language,
        replyTo: MessageID? = nil, actions: [MessageAction] = [], answer: Answer? = nil,
        payload: String? = nil
    ) {
        (self.sender, self.contentType, self.content) = (sender, contentType, content)
        (self.language, self.replyTo, self.payload) = (language, replyTo, payload)
        (self.actions, self.answer) = (actions, answer)
    }
}

package enum FeedbackValue: String, Sendable, Hashable, CaseIterable { case up, down }

/// One durable, numbered line of a conversation; together they are the interaction history.
package struct Entry: Sendable, Hashable {
    package enum Body: Sendable, Hashable {
        case message(Message)
        case status(Phase, position: Int?)
        case ticket(number: Int64, status: TicketStatus, subject: String)
        case rating(score: Int, comment: String?)
        case feedback(message: MessageID, value: FeedbackValue, reason: String?)
        case profile(name: String?, email: String?, language: Language?, verified: Bool)
    }

    package var conversation: ConversationID
    /// 1, 2, 3 … without gaps within the conversation.
    package var seq: Int64
    package var createdAt: Timestamp
    package var body: Body

    package init(conversation: ConversationID, seq: Int64, createdAt: Timestamp, body: Body) {
        (self.conversation, self.seq) = (conversation, seq)
        (self.createdAt, self.body) = (createdAt, body)
    }

    /// Every entry has an id that its place determines, so none needs a random number.
    package var messageID: MessageID { Self.messageID(conversation, seq) }

    package static func messageID(_ conversation: ConversationID, _ seq: Int64) -> MessageID {
        MessageID("m_\(conversation.rawValue.dropFirst(2)).\(seq)")
    }

    /// The place that a message id names, or nil where it is none of ours.
    package static func place(of id: MessageID) -> (conversation: ConversationID, seq: Int64)? {
        let text = id.rawValue
        guard text.hasPrefix("m_"), let dot = text.lastIndex(of: "."),
            let seq = Int64(text[text.index(after: dot)...]), seq > 0, seq < .max
        else { return nil }
        return (ConversationID("c_" + text.dropFirst(2)[..<dot]), seq)
    }
}
