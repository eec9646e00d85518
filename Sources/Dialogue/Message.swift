package import Understanding

/// Who wrote a message.
package enum Sender: Sendable, Hashable {
    case customer(ParticipantID)
    case bot
    case agent(id: String, name: String)
    case system

    /// The word for it in the `sender` column and in frames.
    package var type: String {
        switch self {
        case .customer: "customer"
        case .bot: "bot"
        case .agent: "agent"
        case .system: "system"
        }
    }

    /// Whether a customer, whichever session it was, wrote it.
    package var isCustomer: Bool {
        if case .customer = self { return true }
        return false
    }
}

/// What can be pressed: in a response, or as a choice.
package struct Button: Sendable, Hashable {
    /// What it shows; stored as the customer's words when it is pressed.
    package var title: String
    /// What pressing it says: `/intent{…}` or plain text.
    package var payload: String

    package init(title: String, payload: String) { (self.title, self.payload) = (title, payload) }
}

/// A button under a message.
package struct MessageAction: Sendable, Hashable {
    /// `1`, `2` … by its place under the message, which a person on the line port types.
    package var id: String
    /// As of the ``Button``.
    package var title: String
    /// As of the ``Button``.
    package var payload: String

    package init(id: String, title: String, payload: String) {
        (self.id, self.title, self.payload) = (id, title, payload)
    }

    /// The button without its number.
    package var button: Button { Button(title: title, payload: payload) }

    /// `buttons` as they stand under a message, behind `count` others.
    static func numbered(_ buttons: [Button], after count: Int = 0) -> [MessageAction] {
        zip(1..., buttons).map { number, button in
            MessageAction(
                id: "\(count + number)", title: button.title, payload: button.payload)
        }
    }
}

/// Where an answer came from.
package struct Source: Sendable, Hashable {
    /// The passage's heading.
    package var title: String
    /// A reference below the desk's own address, as ``ArticleLink`` writes it.
    package var url: String

    package init(title: String, url: String) { (self.title, self.url) = (title, url) }

    /// The article that a passage is of.
    package init(_ passage: Passage) {
        self.init(title: passage.title, url: ArticleLink.path(to: passage.id))
    }
}

/// How a reply of the bot came about.
package struct Answer: Sendable, Hashable {
    /// What was found: a response of an intent, a passage, several candidates, or nothing.
    package enum Kind: String, Sendable { case intent, knowledge, clarify, fallback }

    package var kind: Kind
    /// The intent that was answered, by response or bound article; nil for a passage that the
    /// search found, a question back and a fallback.
    package var intent: String?
    /// Probability that the answer is right, in 0...1; nil for a question back and a fallback.
    package var confidence: Double?
    /// What the passage is of; empty for every other kind.
    package var sources: [Source] = []
    /// Citation of the passage, for the explanation.
    package var passageID: String?
    /// Version of the models that read the question, by which the answer can be explained later;
    /// nil where it is not known.
    package var model: String?
    /// What the answer before was called, where the message was read as one that follows it.
    package var follows: String?

    package init(
        kind: Kind, intent: String? = nil, confidence: Double? = nil, sources: [Source] = [],
        passageID: String? = nil, model: String? = nil, follows: String? = nil
    ) {
        (self.kind, self.intent, self.confidence) = (kind, intent, confidence)
        (self.sources, self.passageID, self.model) = (sources, passageID, model)
        self.follows = follows
    }
}

/// How the text is to be shown. Customers send `text`; the bot replies in `markdown`, or in
/// `choices` where its buttons are candidates to choose from.
package enum ContentType: String, Sendable, Hashable { case text, markdown, choices }

/// One thing said, as it is stored and shown.
package struct Message: Sendable, Hashable {
    /// The system, where an event of the desk's own has words.
    package var sender: Sender
    package var contentType: ContentType
    /// Of a customer at most what the gateway's limits allow, 8,192 bytes by default; of an article
    /// at most 1,500 scalars and an ellipsis.
    package var content: String
    /// The language of the words: of a response that of the variant found, which may be the other
    /// one.
    package var language: Language
    /// The customer's message that it answers; nil for that message itself and where
    /// an event of the desk's own led to it.
    package var replyTo: MessageID?
    /// Buttons in order, with ids from `1`.
    package var actions: [MessageAction]
    /// How the bot came to it; nil for other senders and for what it says beside an answer.
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
