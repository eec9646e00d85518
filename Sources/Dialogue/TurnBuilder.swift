import Understanding

/// Builds one decision: what is appended, and the columns as they shall be.
struct TurnBuilder {
    let policy: DialoguePolicy
    let facts: Facts
    var decision: Decision
    /// Version of the models that read what this turn answers.
    private var model: String?

    /// Scalars of a passage shown before it is cut; the source link leads to the rest.
    private static let passageLengthMax = 1_500

    init(policy: DialoguePolicy, state: Conversation, facts: Facts) {
        (self.policy, self.facts) = (policy, facts)
        decision = Decision(state)
    }

    private var language: Language { decision.conversation.language }

    // MARK: Saying things

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

    /// The text of a response without its buttons.
    func phrase(_ name: String, _ slots: [String: String] = [:]) -> String {
        let found = policy.script.responses.variant(name, language: language, channel: "", pick: 0)
        return found.map { Responses.filled($0.variant.text, slots) } ?? name
    }

    /// Says response `name`; false where there is none.
    @discardableResult
    mutating func say(
        _ name: String, slots: [String: String] = [:], answer: Answer? = nil,
        actions: [MessageAction] = []
    ) -> Bool {
        let seed = Hash64.of(decision.conversation.id.rawValue)
        let pick = Hash64.mix(seed, UInt64(decision.conversation.lastSeq))
        guard
            let found = policy.script.responses.variant(
                name, language: language, channel: facts.channel, pick: pick)
        else { return false }
        let text = Responses.filled(found.variant.text, slots)
        let buttons = found.variant.buttons + actions
        reply(text, buttons, answer, found.language)
        return true
    }

    private mutating func reply(
        _ text: String, _ buttons: [MessageAction], _ answer: Answer?, _ language: Language
    ) {
        let numbered = buttons.enumerated().map { at, button in
            MessageAction(id: "\(at + 1)", title: button.title, payload: button.payload)
        }
        let contentType: ContentType = answer?.kind == .clarify ? .choices : .markdown
        var answer = answer
        answer?.model = model
        append(
            .message(
                Message(
                    sender: .bot, contentType: contentType, content: text, language: language,
                    replyTo: replyTo, actions: numbered, answer: answer)))
    }

    /// The customer's message that this turn answers, where there is one.
    private var replyTo: MessageID? {
        guard case .message(let said) = decision.bodies.first, said.sender.isCustomer else {
            return nil
        }
        return Entry.messageID(decision.conversation.id, decision.conversation.lastSeq + 1)
    }

    // MARK: Messages

    /// Answers a reading; silent while a person is asked for or present.
    mutating func answer(_ reading: Interpretation) {
        guard !isSilent else { return }
        reopen()
        model = reading.model
        let state = decision.conversation
        let route = policy.route(reading, state)
        if case .fallback = route {
            miss()
            return
        }
        let misses = decision.conversation.misses
        decision.conversation.misses = 0
        switch route {
        case .handoff: askForPerson()
        case .ticket: openTicket(about: reading)
        case .intent(let name, let score):
            guard !respond(to: name, score, reading) else { return }
            decision.conversation.misses = misses
            miss()
        case .knowledge(let passage, let score): show(passage, score, intent: nil)
        case .clarify(let choices): ask(choices)
        case .fallback: break
        }
    }

    /// What the customer is here for: the last thing said that is more than a wish for a person,
    /// a ticket or the bot.
    private func matter(_ reading: Interpretation? = nil, otherwise fallback: String) -> String {
        let typed = reading.flatMap { $0.direct == nil ? $0.text : nil }
        let said = ((typed.map { [$0] } ?? []) + facts.customerTexts).first { text in
            !policy.deskPhrases.contains(text) && !Interpreter.asksForPerson(text)
                && DirectIntent(text) == nil
        }
        return Self.head(said ?? fallback, DialoguePolicy.subjectLengthMax)
    }

    private mutating func openTicket(about reading: Interpretation) {
        openTicket(
            subject: matter(reading, otherwise: phrase("utter_ticket")), priority: .normal,
            telling: "utter_ticket_opened")
    }

    private func slots(_ reading: Interpretation) -> [String: String] {
        var slots: [String: String] = [:]
        for entity in reading.entities where slots[entity.name] == nil {
            slots[entity.name] = entity.value
        }
        return slots
    }

    /// Carries out the intent's rule in order; where that says nothing, says its response, else
    /// shows its article. Whether anything was said.
    private mutating func respond(
        to intent: String, _ score: Double, _ reading: Interpretation
    ) -> Bool {
        let answer = Answer(kind: .intent, intent: intent, confidence: score)
        let slots = slots(reading)
        let before = decision.bodies.count
        for action in policy.script.actions[intent] ?? [] {
            switch action {
            case BuiltInIntent.person: askForPerson()
            case BuiltInIntent.ticket: openTicket(about: reading)
            case BuiltInIntent.passage:
                if let found = reading.passages.first, policy.isKnown(found, reading) {
                    show(found.passage, found.score, intent: intent)
                }
            default: say(action, slots: slots, answer: answer)
            }
        }
        if decision.bodies.count > before { return true }
        if say("utter_" + intent, slots: slots, answer: answer) { return true }
        guard let passage = section(for: intent, reading) else { return false }
        show(passage, score, intent: intent)
        return true
    }

    /// Of the article that answers `intent` the section that is found first, where the message
    /// asks for one of them; else its beginning.
    private func section(for intent: String, _ reading: Interpretation) -> Passage? {
        if let found = reading.passages.first?.passage, found.intent == intent { return found }
        let articles = policy.script.articles[intent] ?? [:]
        return articles[language] ?? articles.values.first
    }

    private mutating func show(_ passage: Passage, _ score: Double, intent: String?) {
        let answer = Answer(
            kind: .knowledge, intent: intent, confidence: score, sources: [Source(passage)],
            passageID: passage.id)
        reply(
            Self.head(passage.text, Self.passageLengthMax), [], answer,
            passage.language ?? language)
    }

    private mutating func ask(_ choices: [Route.Choice]) {
        var buttons = choices.map { MessageAction(id: "", title: $0.title, payload: $0.payload) }
        buttons.append(
            MessageAction(
                id: "", title: phrase("utter_clarify_none"), payload: "/" + BuiltInIntent.none))
        say("utter_clarify", answer: Answer(kind: .clarify), actions: buttons)
    }

    private mutating func miss() {
        decision.conversation.misses += 1
        let answer = Answer(kind: .fallback)
        guard decision.conversation.misses >= DialoguePolicy.missesMax else {
            say("utter_fallback", answer: answer)
            return
        }
        let offers = [
            MessageAction(
                id: "", title: phrase("utter_person"), payload: "/" + BuiltInIntent.person),
            MessageAction(
                id: "", title: phrase("utter_ticket"), payload: "/" + BuiltInIntent.ticket),
        ]
        say("utter_fallback_escalate", answer: answer, actions: offers)
    }

    /// Presses a button: its title is what the customer says, its payload what is understood.
    mutating func press(
        _ message: MessageID, _ action: String, at time: ReferenceTime?, _ reading: ButtonReading?
    ) throws(Refusal) {
        guard let target = facts.target else {
            throw .notFound("no message with the id \(message)")
        }
        guard let pressed = target.actions.first(where: { $0.id == action }) else {
            throw .notFound("message \(message) has no action '\(action)'")
        }
        customerSays(pressed.title, .text, meaning: pressed.payload)
        answer(
            known(reading, of: pressed.payload)
                ?? policy.interpreter.interpret(pressed.payload, language: language, at: time))
    }

    /// What was read of a button before, where nothing that it rests on is another now.
    private func known(_ button: ButtonReading?, of payload: String) -> Interpretation? {
        guard let button, button.language == language, button.reading.text == payload,
            button.reading.model == policy.interpreter.version
        else { return nil }
        return button.reading
    }

    // MARK: People and tickets

    /// While a person is asked for or present the bot says nothing (protocol.md, rule 11).
    var isSilent: Bool {
        switch decision.conversation.phase {
        case .waiting, .agent: true
        case .bot, .closed: false
        }
    }

    /// A customer who speaks in a closed conversation opens it again.
    mutating func reopen() {
        if decision.conversation.phase == .closed { setPhase(.bot) }
    }

    private mutating func setPhase(_ phase: Phase, position: Int? = nil) {
        decision.conversation.phase = phase
        decision.conversation.toldPlace = position
        if phase != .waiting {
            (decision.conversation.waitingSince, decision.conversation.queueNumber) = (nil, nil)
        }
        append(.status(phase, position: position))
    }

    mutating func askForPerson() {
        decision.conversation.misses = 0
        if decision.conversation.phase != .waiting {
            let due = facts.now.adding(seconds: policy.options.handoffWaitSeconds)
            decision.conversation.waitingSince = facts.now
            decision.conversation.queueNumber = facts.nextQueueNumber
            decision.changes.append(.startTimer(.handoffWait, due: due))
        }
        setPhase(.waiting, position: facts.queueAhead + 1)
    }

    /// Tells who waits of another place than the one told last.
    mutating func tell(place: Int) {
        let conversation = decision.conversation
        guard conversation.phase == .waiting, conversation.toldPlace != place else { return }
        setPhase(.waiting, position: place)
    }

    mutating func returnToBot() {
        if decision.conversation.waitingSince != nil {
            decision.changes.append(.stopTimer(.handoffWait))
        }
        setPhase(.bot)
        say("utter_back")
    }

    /// Opens a ticket; `response` tells its number, beside the event that every client shows.
    mutating func openTicket(subject: String, priority: TicketPriority, telling response: String?) {
        let number = facts.nextTicketNumber
        decision.changes.append(.openTicket(number: number, subject: subject, priority: priority))
        append(.ticket(number: number, status: .new, subject: subject))
        if let response { say(response, slots: ["ticket": Ticket.label(number)]) }
    }

    mutating func changeTicket(_ number: Int64, to status: TicketStatus) throws(Refusal) {
        guard let ticket = facts.ticket else {
            throw .notFound("no ticket \(Ticket.label(number))")
        }
        guard ticket.status != status else {
            throw .conflict("ticket \(Ticket.label(number)) is already \(status.rawValue)")
        }
        guard ticket.status != .closed else {
            throw .conflict("ticket \(Ticket.label(number)) is closed; open a new one")
        }
        decision.changes.append(.ticketStatus(number: number, status))
        append(.ticket(number: number, status: status, subject: ticket.subject))
    }

    // MARK: Timers

    mutating func wake(_ kind: TimerKind) {
        switch kind {
        case .handoffWait:
            guard decision.conversation.phase == .waiting else { return }
            openTicket(
                subject: matter(otherwise: phrase("utter_person")), priority: .normal,
                telling: "utter_handoff_expired")
            setPhase(.bot)
            startIdleTimer()
        case .idle:
            decision.conversation.hasIdleTimer = false
            guard decision.conversation.phase == .bot, policy.options.idleSeconds > 0,
                !restartsIdleTimer()
            else { return }
            decision.conversation.misses = 0
            setPhase(.closed)
        }
    }

    /// Whether the customer spoke after the idle timer was set, which then runs again.
    private mutating func restartsIdleTimer() -> Bool {
        let due = decision.conversation.activeAt.adding(seconds: policy.options.idleSeconds)
        guard facts.now < due else { return false }
        decision.changes.append(.startTimer(.idle, due: due))
        decision.conversation.hasIdleTimer = true
        return true
    }

    /// Notes that somebody spoke; one timer row serves a conversation until it fires.
    mutating func keepIdleTimer(after event: DialogueEvent) {
        switch event {
        case .timer, .ticketStatus, .queueMoved: return
        case .message, .action, .ticket, .handoff, .bot, .feedback, .rate, .profile, .identified:
            break
        }
        decision.conversation.activeAt = facts.now
        startIdleTimer()
    }

    private mutating func startIdleTimer() {
        guard policy.options.idleSeconds > 0, !decision.conversation.hasIdleTimer else { return }
        let due = facts.now.adding(seconds: policy.options.idleSeconds)
        decision.changes.append(.startTimer(.idle, due: due))
        decision.conversation.hasIdleTimer = true
    }

    /// The first `limit` scalars of `text`, with an ellipsis where it was cut.
    static func head(_ text: String, _ limit: Int) -> String {
        let scalars = text.unicodeScalars
        guard
            let end = scalars.index(
                scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return text }
        return String(scalars[..<end]) + "…"
    }
}
