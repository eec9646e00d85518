package import Understanding

extension Explanation {
    /// Why `answer` was given to a message that named its intent: there is nothing to weigh. nil
    /// where the message's words were read.
    package init?(calling question: Message, _ answer: Answer) {
        guard let payload = question.payload, DirectIntent(payload) != nil else { return nil }
        self.init(
            basis: payload == question.content ? .call : .choice,
            candidates: (answer.intent.map { [RankedIntent(name: $0, score: 1)] }) ?? [],
            passages: (answer.passageID.map { [PassageCandidate(id: $0, score: 1)] }) ?? [],
            threshold: 0, terms: [], model: answer.model ?? "")
    }
}

extension Interpreter {
    /// Why `answer` was given to `question`, by this interpreter's models.
    package func explain(_ question: Message, _ answer: Answer) -> Explanation {
        Explanation(calling: question, answer)
            ?? explain(
                question.payload ?? question.content, intent: answer.intent,
                passageID: answer.passageID, language: question.language)
    }
}
