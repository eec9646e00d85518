import Understanding

/// Messages that say what they are about by what was answered before.
extension DialoguePolicy {
    /// What a message asks for behind the last answer.
    struct Followed {
        enum Found {
            case passage(RankedPassage)
            case choices([Route.Choice])
            /// What was answered before says this, too.
            case same(Message)
        }

        let found: Found
        /// What the last answer was called.
        let title: String
    }

    /// Choices of a question back, and what share of the first's score each has at least: less than
    /// elsewhere, for where the words say little, what was spoken of does.
    private static let (choicesMax, choiceShare) = (3, 0.1)
    /// Choices with those that the message alone is asked back about.
    private static let choicesInAll = 4
    /// Entries since the answer that a message may follow.
    private static let followedEntries: Int64 = 8

    /// Whether a message may be about what was answered before, whatever `asked` makes of it alone:
    /// its words lean on something, and what they find is neither surely meant nor lasting.
    func mayFollow(_ message: TypedMessage, _ asked: [Asked], _ state: Conversation) -> Bool {
        let reading = message.reading
        guard state.phase == .bot, interpreter.hasPassages, reading.direct == nil,
            !reading.asksForPerson, !reading.isExample, reading.othersBusiness == nil,
            let only = asked.first, asked.count == 1, message.wording.leansOnContext
        else { return false }
        switch only.route {
        case .fallback: return isUnanswered(asked)
        case .clarify: return true
        case .intent(let name, _): return !script.isLasting(name)
        case .knowledge: return reading.passages.first?.isNear != true
        case .handoff, .ticket, .changeTicket, .declined: return false
        }
    }

    /// What a message follows, where it may (``mayFollow(_:_:_:)``): the passage that it asks for
    /// with what the last answer was about. Of one that has no answer of its own it may be that
    /// answer again, where it tells of that, or, of a question that points back, some passages to
    /// choose from.
    func followUp(
        _ message: TypedMessage, _ asked: [Asked], _ facts: Facts, _ state: Conversation
    ) -> Followed? {
        guard mayFollow(message, asked, state),
            let (last, subject) = lastSubject(facts, state),
            let found = interpreter.followUp(
                message.reading.text, on: subject, language: state.language)
        else { return nil }
        func followed(_ found: Followed.Found) -> Followed {
            Followed(found: found, title: subject.title)
        }
        guard isUnanswered(asked) || isSmallTalkByChance(message, asked) else {
            let score = asked.first?.route.score ?? 1
            if let leading = found.leading(before: score) { return followed(.passage(leading)) }
            // "How long does that take?" is asked of what was spoken of.
            let isAsked = score < FollowUp.sureMin && message.wording.pointsBack
            return isAsked && found.hasValue ? followed(.same(last)) : nil
        }
        let isQuestion = Interpreter.asks(message.reading.text)
        let isVague = !isQuestion && asked.contains(where: \.route.isQuestion)
        switch found.answer(isVague: isVague) {
        case .same?: return followed(.same(last))
        case .passage(let passage)?: return followed(.passage(passage))
        case nil: break
        }
        guard isQuestion, message.wording.pointsBack, let first = found.offered.first else {
            return nil
        }
        let likely = found.offered.prefix(Self.choicesMax)
            .filter { $0.score >= first.score * Self.choiceShare }.map(Candidate.passage)
        guard case .clarify(let choices) = clarify(likely, state.language) else { return nil }
        return followed(
            .choices(choices + offered(by: asked, beside: choices, without: subject.shown)))
    }

    /// Whether a message that points back is taken for a word between people that it does not have:
    /// of "what else can I use" a net hears "what can you do".
    private func isSmallTalkByChance(_ message: TypedMessage, _ asked: [Asked]) -> Bool {
        guard message.reply == nil, message.wording.pointsBack,
            case .intent(let name, _)? = asked.first?.route
        else { return false }
        return script.smallTalk(name) != nil || courtesies.contains(name)
    }

    /// What the message alone is asked back about, as far as there is room beside `choices`, but for
    /// the passage `shown`.
    private func offered(
        by asked: [Asked], beside choices: [Route.Choice], without shown: String?
    ) -> [Route.Choice] {
        guard case .clarify(let own)? = asked.first?.route else { return [] }
        let known = shown.flatMap(interpreter.passage)?.payload
        let others = own.filter { one in
            one.payload != known
                && !choices.contains {
                    $0.payload == one.payload || Self.isAlike($0.title, one.title)
                }
        }
        return Array(others.prefix(Self.choicesInAll - choices.count))
    }

    /// The last answer that was more than small talk and no more than words, of the last few turns.
    private func lastAnswer(_ facts: Facts, _ state: Conversation) -> Message? {
        facts.answers.first { seq, said in
            let isFound = said.answer?.kind == .intent || said.answer?.kind == .knowledge
            // What opened a ticket is not said again without one.
            let isLasting = said.answer?.intent.map(script.isLasting) ?? false
            return isFound && seq > state.lastSeq - Self.followedEntries && !isLasting
                && !isSmallTalk(said)
        }?.message
    }

    /// The last answer that a message may follow, and what it was about.
    func lastSubject(
        _ facts: Facts, _ state: Conversation
    ) -> (answer: Message, subject: FollowUp.Subject)? {
        guard let last = lastAnswer(facts, state),
            let subject = subject(of: last, state.language)
        else { return nil }
        return (last, subject)
    }

    private func subject(of said: Message, _ language: Language) -> FollowUp.Subject? {
        if let id = said.answer?.passageID, let passage = interpreter.passage(id) {
            return FollowUp.Subject(
                title: passage.title, text: unconfirmed(said), article: String(passage.article),
                shown: id)
        }
        guard let intent = said.answer?.intent else { return nil }
        let article = script.articles[intent]?[language]?.article
        return FollowUp.Subject(
            title: title(of: intent, language), text: unconfirmed(said),
            article: article.map(String.init))
    }
}
