package import Understanding

/// Chooses what to do next: `decide(state, facts, event)`, pure.
///
/// One policy serves all conversations and never changes: a class, so that a turn that holds it
/// counts one reference and not one a dictionary. It reads no clock and draws no random number.
package final class DialoguePolicy: Sendable {
    /// What operators may set; units in the names.
    package struct Options: Sendable, Hashable {
        /// Seconds a customer waits for a person before a ticket is opened.
        package var handoffWaitSeconds: Int64 = 120
        /// Seconds without a word after which a conversation is closed; 0 never.
        package var idleSeconds: Int64 = 86_400
        /// Topics that are offered under "I did not understand"; 0 for none.
        package var topicsMax = 3
        /// Answers whose probability is below this say what they take the message for; 0 for none.
        package var confirmBelow = 0.9

        package init() {}
    }

    /// Misses in a row after which a person is offered, and again after as many more.
    static let missesMax = 2
    /// Two candidates are close when the second has this share of the first's score …
    static let closeRatio = 0.5
    /// … and the first is below this.
    static let sureScore = 0.75
    /// From these scores on an intent and a passage are topics that a message not understood may be
    /// about. Of real questions that small desks do not understand two of five have theirs among
    /// three such (`Benchmarks/understanding.md`).
    static let topicIntentMin = 0.1
    static let topicPassageMin = 0.03
    static let outsideTopicPassageMin = 0.1
    /// From this score on an intent may be meant by who refuses what was said.
    static let otherIntentMin = 0.02
    /// Of the topics that are offered then so many may be about what was spoken of before.
    static let otherFollowedMax = 2
    /// Of a message in an intent's own words no more is in none of its examples.
    static let ownWordsShare = 0.1
    /// A ticket or a place in a queue is left behind only where the words that speak for it outweigh
    /// those that no example of it has: three to two.
    static let strangeShareMax = 2.0 / 3
    /// Words that no example has, from which a message is no word between people.
    static let strangeToCourtesy = 1.0
    /// Two passages are twins when the rank of the second comes this near to the first's.
    static let twinRankRatio = 0.95
    /// Scalars of a ticket subject taken from what the customer said.
    static let subjectLengthMax = 120

    /// What to say and to do, from the project's files.
    package let script: DialogueScript
    /// Reads the payloads of pressed buttons, and knows the passages that they name; messages come
    /// read.
    package let interpreter: Interpreter
    /// What the operator set, read once at the start.
    package let options: Options

    /// What the script's buttons of the desk say.
    let deskWords: DeskWords
    /// Intents that are words between people by what they are called.
    let courtesies: Set<String>

    /// Made at the start and by each reload, which put it in place of the one before.
    package init(script: DialogueScript, interpreter: Interpreter, options: Options = Options()) {
        var served = script
        // Pressing one that calls an intent which does not exist would be a miss.
        served.responses.keepButtons { button in
            DirectIntent(button.payload).map { interpreter.knows(intent: $0.intent) } ?? true
        }
        (self.script, self.interpreter, self.options) = (served, interpreter, options)
        deskWords = DeskWords(script.responses)
        courtesies = script.callableIntents.union(script.titles.keys).filter { intent in
            Language.allCases.contains { Reply(Wording(served.title(of: intent, $0))) != nil }
        }
    }

    /// A policy whose interpreter reads with these models, as `script` needs it.
    package convenience init(
        script: DialogueScript, model: IntentModel?, passages: PassageIndex?,
        entities: EntityExtractor?, chosen: ScoreLines.Chosen = ScoreLines.Chosen(),
        options: Options = Options()
    ) {
        let interpreter = Interpreter(
            model: model, passages: passages, entities: entities,
            callable: script.callableIntents, settled: script.settledIntents,
            spokenTo: script.spokenToIntents, chosen: chosen)
        self.init(script: script, interpreter: interpreter, options: options)
    }

    /// Whether the bot's last message matters to what is made of this event: every message that is
    /// not sure to be about something else may answer it.
    package func mayAnswer(_ event: DialogueEvent, in state: Conversation) -> Bool {
        guard case .typed(let message, _) = event else { return false }
        return mayReply(message, state)
    }

    /// What ``decide(_:_:_:)`` must be told about this event; a message is routed for it, as again
    /// in the decision. May ask for more than is used, never for less. `said` is what the event may
    /// answer: ``Facts/target``, or ``Facts/lastSaid``.
    package func needs(
        of event: DialogueEvent, in state: Conversation, after said: Message? = nil
    ) -> FactsNeeded {
        switch event {
        case .typed(let message, _):
            guard state.phase == .bot || state.phase == .closed else {
                if message.reading.direct != nil { return needs(ofPayload: message.reading.text) }
                switch queueTalk(message, state) {
                case .asking: return .queue
                case .turning: return needs(of: asked(by: message.reading, state))
                case .leaving, nil: return []
                }
            }
            switch reply(of: message, to: said, state) {
            case .chosen(let payload):
                return needs(ofPayload: payload)
            case .smallTalk(.noHelp): return [.question, .answers]
            case .undecided, .smallTalk: return []
            case nil:
                let asked = asked(by: message.reading, state)
                var own: FactsNeeded = mayBeAside(message, asked) ? [.tickets, .answers] : []
                if own.contains(.tickets), message.maySpeakOfTicket {
                    own.insert(.ticketsElsewhere)
                }
                if mayFollow(message, asked, state) || mayPointBack(message) {
                    own.insert(.answers)
                }
                // Where nothing of it has anything to say the whole is a miss.
                own.formUnion(needs(ofActions: misses(message.reading)))
                return own.union(needs(of: asked))
            }
        case .action(_, let action, _, _):
            let pressed = said?.actions.first { $0.id == action }
            return pressed.map { needs(ofPayload: $0.payload) } ?? []
        case .ticket: return .ticketNumber
        case .handoff: return .queue
        case .timer(.handoffWait): return [.ticketNumber, .subject]
        case .ticketStatus: return .ticket
        case .timer(.idle), .feedback, .bot, .rate, .profile, .identified, .queueMoved: return []
        }
    }

    /// Whether what a message is answered with may not be what it points back to.
    private func mayPointBack(_ message: TypedMessage) -> Bool {
        !message.reading.isExample && message.wording.hasPointer
    }

    private func needs(ofPayload payload: String) -> FactsNeeded {
        // Where nothing else is near a refusal is a miss.
        payload == BuiltInIntent.nonePayload
            ? needs(ofActions: script.missed).union([.question, .answers])
            : [.queue, .ticketNumber, .subject, .tickets]
    }

    private func needs(of asked: [Asked]) -> FactsNeeded {
        asked.reduce(into: []) { $0.formUnion(needs(of: $1.route, $1.reading)) }
    }

    private func needs(of route: Route, _ reading: Interpretation) -> FactsNeeded {
        switch route {
        case .handoff: .queue
        case .ticket: [.ticketNumber, .subject]
        case .intent(let name, _):
            needs(ofActions: (script.actions[name] ?? []) + misses(reading))
        case .fallback: needs(ofActions: misses(reading))
        case .changeTicket: .tickets
        case .knowledge, .clarify, .declined: []
        }
    }

    private func needs(ofActions actions: [RuleAction]) -> FactsNeeded {
        var needs: FactsNeeded = []
        if actions.contains(.askForPerson) { needs.insert(.queue) }
        if actions.contains(.openTicket) { needs.formUnion([.ticketNumber, .subject]) }
        return needs
    }

    /// What to do about `event`; `facts` hold what ``needs(of:in:after:)`` asked for. Runs inside the
    /// journal's transaction, and again where that is rolled back.
    ///
    /// - Throws: ``Refusal`` where the event points at something that is not there, is out of
    /// range, or asks for what cannot be done any more.
    package func decide(
        _ state: Conversation, _ facts: Facts, _ event: DialogueEvent
    ) throws(Refusal) -> Decision {
        var turn = TurnBuilder(policy: self, state: state, facts: facts)
        turn.speak(in: facts.told)
        switch event {
        case .typed(let message, let contentType):
            turn.hear(message, contentType)
        case .action(let message, let action, let time, let reading):
            try turn.press(message, action, at: time, reading)
        case .ticket(let subject, let priority):
            turn.customerSays(subject, .text)
            turn.reopen()
            turn.openTicket(
                subject: subject, priority: priority,
                telling: turn.isSilent ? nil : .ticketOpened)
        case .handoff(let reason):
            turn.customerSays(reason ?? turn.phrase(.person), .text)
            turn.askForPerson()
        case .bot(let reason):
            turn.customerSays(reason ?? turn.phrase(.bot), .text)
            turn.returnToBot()
        case .feedback(let message, let value, let reason):
            try turn.judge(message, value, reason)
        case .rate(let score, let comment):
            try turn.rate(score, comment)
        case .profile(let name, let email, let language):
            turn.introduce(name: name, email: email, language)
        case .identified(let identity):
            turn.identify(identity)
        case .ticketStatus(let number, let status):
            try turn.changeTicket(number, to: status)
        case .timer(let kind):
            turn.wake(kind)
        case .queueMoved(let place):
            turn.tell(place: place)
        }
        turn.keepIdleTimer(after: event)
        return turn.decision
    }
}
