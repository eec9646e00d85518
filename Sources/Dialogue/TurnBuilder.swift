import Understanding

/// Builds one decision: what is appended, and the columns as they shall be.
struct TurnBuilder {
    let policy: DialoguePolicy
    let facts: Facts
    var decision: Decision
    /// Version of the models that read what this turn answers.
    var model: String?
    /// What the answer before was called, where this turn's message was read as one that follows it.
    var follows: String?

    init(policy: DialoguePolicy, state: Conversation, facts: Facts) {
        (self.policy, self.facts) = (policy, facts)
        decision = Decision(state)
    }

    var language: Language { decision.conversation.language }

    mutating func append(_ body: Entry.Body) {
        decision.bodies.append(body)
    }

    mutating func speak(in language: Language?) {
        if let language { decision.conversation.language = language }
    }

    mutating func customerSays(
        _ text: String, _ contentType: ContentType, meaning payload: String? = nil
    ) {
        append(
            .message(
                Message(
                    sender: facts.participant.map { .customer($0) } ?? .system,
                    contentType: contentType, content: text, language: language,
                    payload: payload)))
    }

    /// The text of a response of the desk's own without its buttons.
    func phrase(_ own: OwnResponse, slots: [String: String] = [:]) -> String {
        policy.script.phrase(own, slots: slots, in: language)
    }

    /// Says a response of the desk's own, or the project's of that name.
    mutating func say(
        _ own: OwnResponse, slots: [String: String] = [:], answer: Answer? = nil,
        buttons: [Button] = []
    ) {
        say(own.rawValue, slots: slots, answer: answer, buttons: buttons)
    }

    /// Says response `name`; nothing where there is none.
    mutating func say(
        _ name: String, slots: [String: String] = [:], answer: Answer? = nil,
        buttons: [Button] = []
    ) {
        guard
            let found = policy.script.responses.variant(
                name, language: language, channel: facts.channel,
                at: decision.conversation.lastSeq, said: heard?.content ?? "")
        else { return }
        let text = found.variant.filled(slots)
        reply(text, found.variant.buttons + buttons, answer, found.language)
    }

    /// What the customer says in this turn; nil where the desk begins to speak.
    var heard: Message? {
        guard case .message(let said) = decision.bodies.first, said.sender.isCustomer else {
            return nil
        }
        return said
    }

    /// Says `text`, with the buttons numbered and the models noted that read what was heard.
    mutating func reply(
        _ text: String, _ buttons: [Button], _ answer: Answer?, _ language: Language
    ) {
        let contentType: ContentType = answer?.kind == .clarify ? .choices : .markdown
        var answer = answer
        answer?.model = model
        answer?.follows = follows
        append(
            .message(
                Message(
                    sender: .bot, contentType: contentType, content: text, language: language,
                    replyTo: replyTo, actions: MessageAction.numbered(buttons), answer: answer)))
    }

    /// The customer's message that this turn answers, where there is one.
    private var replyTo: MessageID? {
        guard heard != nil else { return nil }
        return Entry.messageID(decision.conversation.id, decision.conversation.lastSeq + 1)
    }

    /// The first `limit` scalars of `text`, with an ellipsis where it was cut.
    static func head(_ text: some StringProtocol, _ limit: Int) -> String {
        let scalars = text.unicodeScalars
        guard
            let end = scalars.index(
                scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return String(text) }
        return String(text[..<end]) + "…"
    }
}
