package import Understanding

extension Explanation {
    /// Why `answer` was given to a message that named its intent: there is nothing to weigh. nil
    /// where the message's words were read.
    package init?(calling question: Message, _ answer: Answer) {
        // What names no intent of the desk was read as words: another intent answered it.
        guard let payload = question.payload, let direct = DirectIntent(payload),
            answer.intent == nil || answer.intent == direct.intent
        else { return nil }
        self.init(
            basis: payload == question.content ? .call : .choice,
            intents: (answer.intent.map { [RankedIntent(name: $0, score: 1)] }) ?? [],
            passages: (answer.passageID.map { [PassageCandidate(id: $0, score: 1)] }) ?? [],
            terms: [], model: answer.model ?? "")
    }
}

extension Interpreter {
    /// Why `answer` was given to `question`, by this interpreter's models.
    package func explain(_ question: Message, _ answer: Answer) -> Explanation {
        if let title = answer.follows {
            if let intent = answer.intent {
                return explainSame(
                    question.content, behind: title, intent: intent,
                    confidence: answer.confidence)
            }
            return explainFollowUp(
                question.content, behind: title, passageID: answer.passageID,
                confidence: answer.confidence, language: question.language)
        }
        return Explanation(calling: question, answer)
            ?? explain(
                question.payload ?? question.content, intent: answer.intent,
                passageID: answer.passageID, confidence: answer.confidence,
                language: question.language)
    }
}
