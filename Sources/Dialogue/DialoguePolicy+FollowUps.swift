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
        let subject: String
    }

    /// Choices of a question back, and what share of the first's score each has at least: less than
    /// elsewhere, for where the words say little, what was spoken of does.
    private static let (choicesMax, choiceShare) = (3, 0.1)
    /// Choices with those that the message alone is asked back about.
    private static let choicesInAll = 4

    /// Whether a message may be about what was answered before, whatever `asked` makes of it alone:
    /// its words lean on something, and what they find is neither surely meant nor lasting.
    func mayFollow(_ message: TypedMessage, _ asked: [Asked]) -> Bool {
        let reading = message.reading
        guard message.wording.leansOnContext, interpreter.hasPassages, reading.direct == nil,
            !reading.asksForPerson, !reading.isExample,
            reading.othersBusiness == nil, let only = asked.first, asked.count == 1
        else { return false }
        switch only.route {
        case .fallback, .clarify: return true
        case .intent(let name, _): return !script.isLasting(name)
        case .knowledge: return reading.passages.first?.isNear != true
        case .handoff, .ticket: return false
        }
    }

    /// What a message follows, where it may (``mayFollow(_:_:)``): the passage that it asks for with
    /// what `last` was about. Of one that has no answer of its own it may be `last` itself, where
    /// that tells of it, or, of a question that points back, some passages to choose from.
    func followUp(
        _ message: TypedMessage, _ asked: [Asked], _ last: Message?, _ language: Language
    ) -> Followed? {
        guard let last, let subject = last.answer.flatMap({ subject(of: $0, language) }),
            mayFollow(message, asked),
            let found = interpreter.followUp(
                message.reading.text, on: subject, language: language)
        else { return nil }
        func followed(_ found: Followed.Found) -> Followed {
            Followed(found: found, subject: subject.title)
        }
        guard isUnanswered(asked) else {
            return found.leading.map { followed(.passage($0)) }
        }
        if let answer = found.answering { return followed(.passage(answer)) }
        let isQuestion = Interpreter.asks(message.reading.text)
        // One word of it is rather asked back about.
        if isQuestion || !asked.contains(where: \.route.isQuestion),
            interpreter.tells(last.content, of: message.reading.text)
        {
            return followed(.same(last))
        }
        if let answer = found.ofArticle { return followed(.passage(answer)) }
        guard isQuestion, message.wording.pointsBack, let first = found.offered.first else {
            return nil
        }
        let likely = found.offered.prefix(Self.choicesMax)
            .filter { $0.score >= first.score * Self.choiceShare }.map(Candidate.passage)
        guard case .clarify(let choices) = clarify(likely, language) else { return nil }
        return followed(.choices(choices + offered(by: asked, beside: choices)))
    }

    /// What the message alone is asked back about, as far as there is room beside `choices`.
    private func offered(by asked: [Asked], beside choices: [Route.Choice]) -> [Route.Choice] {
        guard case .clarify(let own)? = asked.first?.route else { return [] }
        let others = own.filter { one in
            !choices.contains { $0.payload == one.payload || Self.isAlike($0.title, one.title) }
        }
        return Array(others.prefix(Self.choicesInAll - choices.count))
    }

    /// What an answer was about; nil of small talk.
    func subject(of answer: Answer, _ language: Language) -> FollowUp.Subject? {
        if let id = answer.passageID, let passage = interpreter.passage(id) {
            return FollowUp.Subject(title: passage.title, article: String(passage.article))
        }
        guard let intent = answer.intent else { return nil }
        let title = title(of: intent, language)
        guard Reply(Wording(title)) == nil else { return nil }
        let article = script.articles[intent]?[language]?.article
        return FollowUp.Subject(title: title, article: article.map(String.init))
    }
}
