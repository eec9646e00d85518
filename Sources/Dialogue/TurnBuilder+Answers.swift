import Understanding

/// What a message is answered with: the bot's part of a turn.
extension TurnBuilder {
    /// Scalars of a passage shown before it is cut, without the addresses of its links, and with
    /// them; the source link leads to the rest.
    private static let passageLengthMax = (shown: 1_500, all: 6_000)

    /// Answers a reading; silent while a person is asked for or present.
    mutating func answer(_ reading: Interpretation) {
        answer(reading, policy.asked(by: reading, decision.conversation))
    }

    /// Answers what a reading asks, as ``DialoguePolicy/asked(by:_:)`` tells.
    mutating func answer(_ reading: Interpretation, _ asked: [DialoguePolicy.Asked]) {
        guard !isSilent else { return carryOutInSilence(reading) }
        reopen()
        model = reading.model
        let passages = asked.compactMap { asked in
            if case .knowledge(let passage, _) = asked.route { passage.id } else { nil }
        }
        var starts: [Int] = []
        for one in asked {
            let start = decision.bodies.count
            if carryOut(one.route, one.reading, besides: passages) { starts.append(start) }
        }
        if starts.isEmpty {
            miss(reading)
        } else if !asked.allSatisfy(\.route.isQuestion) {
            decision.conversation.misses = 0
            if starts.count > 1, let first = starts.first { gatherButtons(from: first) }
            if isSaidAgain { offer(ways) }
            confirm(from: starts, reading)
        }
    }

    /// What a button does while the bot is silent: the place in the queue is told again, a ticket is
    /// opened.
    mutating func carryOutInSilence(_ reading: Interpretation) {
        switch reading.direct?.intent {
        case BuiltInIntent.person: askForPerson()
        case BuiltInIntent.ticket:
            openTicket(
                subject: matter(reading, otherwise: phrase(.ticket)), priority: .normal,
                telling: nil)
        default: break
        }
    }

    /// Answers a message with what follows the answer before.
    mutating func answer(_ followUp: DialoguePolicy.Followed, _ reading: Interpretation) {
        (model, follows) = (reading.model, followUp.title)
        switch followUp.found {
        case .passage(let found):
            show(found.passage, found.score, intent: nil, to: reading)
            confirm(from: [decision.bodies.count - 1])
            decision.conversation.misses = 0
        case .same(let said):
            let kept = said.actions.map(\.button).filter { $0.payload != BuiltInIntent.nonePayload }
            reply(policy.unconfirmed(said), kept, said.answer, said.language)
            offer(ways)
            decision.conversation.misses = 0
        case .choices(let choices): ask(choices)
        }
    }

    /// Whether the answer is the one that the bot gave last: it was no help, or was not read.
    private var isSaidAgain: Bool {
        guard case .message(let said) = decision.bodies.last, let answer = said.answer,
            let last = facts.lastSaid?.answer, !policy.isSmallTalk(said)
        else { return false }
        return answer.intent == last.intent && answer.passageID == last.passageID
            && answer.kind == last.kind
    }

    /// Whether anything came of it; `passages` are those that the message is answered with.
    private mutating func carryOut(
        _ route: Route, _ reading: Interpretation, besides passages: [String]
    ) -> Bool {
        switch route {
        case .handoff: askForPerson()
        case .ticket: openTicket(about: reading)
        case .changeTicket(let number, let status): customerChanges(number, to: status)
        case .declined: acknowledge(.declined)
        case .intent(let name, let score):
            guard respond(to: name, score, reading) else { return false }
            // Who has a ticket, or waits for a person, is done with questions for now.
            if !policy.script.isLasting(name) { offerRelated(reading, besides: passages) }
        case .knowledge(let passage, let score):
            show(passage, score, intent: nil, to: reading)
            offerRelated(reading, besides: passages)
        case .clarify(let choices): ask(choices)
        case .fallback: return false
        }
        return true
    }

    /// What the customer is here for: what is said now, else the longest of the last messages that
    /// were not answered, else the last one; none of them a mere wish for a person, a ticket or the
    /// bot, a yes or no, or a word between people. A number that was told alone stands behind it.
    func matter(_ reading: Interpretation? = nil, otherwise fallback: String) -> String {
        let typed = reading.flatMap { $0.direct == nil ? $0.text : nil }
        let all = facts.customerTexts.filter { policy.saysMatter($0.text) }
        let number = all.first { !$0.isAnswered && Wording($0.text).isReference }?.text
        let said = all.filter { !Wording($0.text).isReference }
        let open = said.filter { !$0.isAnswered }.map(\.text)
        let matter =
            typed.flatMap { policy.saysMatter($0) ? $0 : nil }
            ?? open.max { $0.unicodeScalars.count < $1.unicodeScalars.count } ?? said.first?.text
        let whole = [matter, matter == number ? nil : number].compactMap(\.self)
        return Self.head(
            whole.isEmpty ? fallback : whole.joined(separator: " – "),
            DialoguePolicy.subjectLengthMax)
    }

    private mutating func openTicket(about reading: Interpretation, answer: Answer? = nil) {
        openTicket(
            subject: matter(reading, otherwise: phrase(.ticket)), priority: .normal,
            telling: .ticketOpened, answer: answer)
    }

    /// The first entity of each name fills the slot that is called so.
    private func slots(_ reading: Interpretation) -> [String: String] {
        Dictionary(reading.entities.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// Carries out the intent's rule in order; where that says nothing, says its response, else
    /// shows its article. Whether anything was said.
    private mutating func respond(
        to intent: String, _ score: Double, _ reading: Interpretation
    ) -> Bool {
        let answer = Answer(kind: .intent, intent: intent, confidence: score)
        if carryOut(policy.script.actions[intent] ?? [], reading, answer) { return true }
        if policy.script.saysResponse(to: intent),
            carryOut([.say(Responses.name(toIntent: intent))], reading, answer)
        {
            return true
        }
        guard let passage = section(for: intent, reading) else { return false }
        show(passage, score, intent: intent, to: reading)
        return true
    }

    /// Carries out `actions` in order, but for the wait for a person, which comes last: behind it the
    /// bot is silent. Whether anything came of it.
    private mutating func carryOut(
        _ actions: [RuleAction], _ reading: Interpretation, _ answer: Answer
    ) -> Bool {
        let slots = slots(reading)
        let before = decision.bodies.count
        let words = actions.filter { $0 != .askForPerson }
        let waits = actions.filter { $0 == .askForPerson }
        for action in words + waits {
            switch action {
            case .say(let name): say(name, slots: slots, answer: answer)
            case .askForPerson: askForPerson(answer: answer)
            case .openTicket: openTicket(about: reading, answer: answer)
            case .showPassage:
                if let found = reading.answering {
                    show(found.passage, found.score, intent: answer.intent, to: reading)
                }
            }
        }
        return decision.bodies.count > before
    }

    /// Of the article that answers `intent` the section that is found first, where the message
    /// asks for one of them; else its beginning.
    private func section(for intent: String, _ reading: Interpretation) -> Passage? {
        let articles = policy.script.articles[intent] ?? [:]
        let first = articles[language] ?? articles.values.first
        if let found = reading.answering, found.passage.article == first?.article {
            return found.passage
        }
        return first
    }

    /// Shows what of a passage answers a message; all of it to who chose it by its title.
    private mutating func show(
        _ passage: Passage, _ score: Double, intent: String?, to reading: Interpretation
    ) {
        let text = reading.direct == nil ? passage.excerpt(for: reading.text) : passage.text
        let answer = Answer(
            kind: .knowledge, intent: intent, confidence: score, sources: [Source(passage)],
            passageID: passage.id)
        reply(
            Self.head(ofPassage: text), [], answer,
            passage.language ?? language)
    }

    /// The start of a passage that may be shown; no address of a link is cut.
    private static func head(ofPassage text: String) -> String {
        var (head, shown, all) = ("", 0, 0)
        var from = text.startIndex
        for link in LinkAddress.ranges(in: text) + [text.endIndex..<text.endIndex] {
            let words = text[from..<link.lowerBound]
            let rest = passageLengthMax.shown - shown
            guard words.unicodeScalars.count <= rest else { return head + Self.head(words, rest) }
            shown += words.unicodeScalars.count
            all += words.unicodeScalars.count + text[link].unicodeScalars.count
            guard all <= passageLengthMax.all else { return head + words + "…" }
            head += text[from..<link.upperBound]
            from = link.upperBound
        }
        return head
    }

    /// Adds a button for a section that could have answered, too, to the answer that was said last;
    /// none for `passages`, which are shown beside it.
    private mutating func offerRelated(_ reading: Interpretation, besides passages: [String]) {
        let shown =
            passages
            + decision.bodies.compactMap { body in
                if case .message(let message) = body { message.answer?.passageID } else { nil }
            }
        guard case .message(let said) = decision.bodies.last, let answer = said.answer,
            let passage = policy.related(reading, besides: shown)
        else { return }
        let beside = said.actions.map(\.title) + answer.sources.map(\.title)
        offer(
            policy.titles(of: [passage], beside: beside).map { title in
                Button(title: title, payload: passage.payload)
            })
    }

    /// Moves the buttons under all answers from the place `first` on under the last one: what is typed
    /// chooses there.
    private mutating func gatherButtons(from first: Int) {
        guard case .message(let last) = decision.bodies.last, last.answer != nil else { return }
        var gathered: [Button] = []
        for at in decision.bodies.indices.dropFirst(first).dropLast() {
            guard case .message(var said) = decision.bodies[at] else { continue }
            gathered += said.actions.map(\.button)
            said.actions = []
            decision.bodies[at] = .message(said)
        }
        offer(gathered)
    }

    /// Adds buttons to the answer that was said last, where it has none like them.
    mutating func offer(_ choices: [Button]) {
        guard case .message(var said) = decision.bodies.last, said.answer != nil else { return }
        let others = choices.filter { choice in
            !said.actions.contains { $0.payload == choice.payload || $0.title == choice.title }
        }
        said.actions += MessageAction.numbered(others, after: said.actions.count)
        decision.bodies[decision.bodies.count - 1] = .message(said)
    }

    private mutating func ask(_ choices: [Button]) {
        let question: OwnResponse = choices.count == 1 ? .clarifyOne : .clarify
        // Who is asked the same again has not found it there.
        let asked = facts.lastSaid?.actions.map(\.payload) ?? []
        let isAgain = !choices.isEmpty && choices.allSatisfy { asked.contains($0.payload) }
        say(
            question, answer: Answer(kind: .clarify),
            buttons: choices + [noneOfThese] + (isAgain ? ways : []))
    }

    /// Says that nothing was understood, with the topics that come nearest as buttons under it. A
    /// message that was understood and has no answer gains nothing from other words: it is offered
    /// a person at once, as any second one, unless it is small talk.
    private mutating func miss(_ reading: Interpretation) {
        if let intent = reading.acted?.name ?? reading.direct?.intent,
            let own = policy.script.smallTalk(intent)
        {
            acknowledge(own)
            return
        }
        decision.conversation.misses += 1
        let answer = Answer(kind: .fallback)
        if policy.isUnderstood(reading) {
            say(.unanswered, answer: answer, buttons: ways)
            return
        }
        let topics = policy.topics(near: reading, language)
        // Every second time: who goes on all the same has heard of the person.
        if decision.conversation.misses.isMultiple(of: DialoguePolicy.missesMax) {
            say(.fallbackEscalate, answer: answer, buttons: ways + topics)
        } else if carryOut(policy.misses(reading), reading, answer) {
            offer(topics)
        } else {
            let name: OwnResponse = topics.isEmpty ? .fallback : .fallbackTopics
            say(name, answer: answer, buttons: topics)
        }
    }

    /// To people, where the bot has no answer.
    var ways: [Button] {
        [
            Button(title: phrase(.person), payload: DirectIntent.payload(BuiltInIntent.person)),
            Button(title: phrase(.ticket), payload: DirectIntent.payload(BuiltInIntent.ticket)),
        ]
    }
}
