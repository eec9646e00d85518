package import Understanding

/// Figures of labelled messages that are put to a desk, each as the first of a conversation.
package struct ReplyEvaluation: Sendable {
    /// What came of messages that something answers.
    package struct Known: Sendable, Hashable {
        package var answeredRightly = 0
        /// Of the things that a message asks one or more, but not all.
        package var answeredPartly = 0
        package var answeredWrongly = 0
        /// A question back with a right choice, and without one.
        package var askedRightly = 0
        package var askedWrongly = 0
        package var missed = 0

        package var answered: Int { answeredRightly + answeredPartly + answeredWrongly }
        package var all: Int { answered + askedRightly + askedWrongly + missed }
    }

    /// What came of messages that nothing answers.
    package struct Others: Sendable, Hashable {
        package var answered = 0
        package var asked = 0
        package var refused = 0

        package var all: Int { answered + asked + refused }
    }

    /// Answers of one basis, those to messages that nothing answers among them.
    package struct Answers: Sendable, Hashable {
        package var right = 0
        package var all = 0
    }

    package private(set) var known = Known()
    package private(set) var others = Others()
    package private(set) var byIntent = Answers()
    package private(set) var byArticle = Answers()
    /// Messages of which an answer, a question back or a refusal is what is accepted.
    package private(set) var right = 0
    /// Messages that ask several things.
    package private(set) var several = 0

    private var intents: [JudgedIntent] = []
    private var articles = Answers()
    /// Answers with a confidence, as intents that are right or not.
    private var scored: [JudgedIntent] = []

    package init() {}

    /// Takes what `policy` says to a message into account, and returns it.
    @discardableResult package mutating func judge(
        _ expected: ExpectedReply, _ reading: Interpretation, by policy: DialoguePolicy
    ) -> FirstReply {
        let reply = policy.firstReply(to: reading)
        let isRight = expected.accepts(reply)
        if isRight { right += 1 }
        if expected.isSeveral { several += 1 }
        if expected.isOutOfScope {
            others.count(reply)
        } else {
            known.count(reply, isRight: isRight, isPartly: expected.touches(reply))
        }
        if reply.kind == .answered { countAnswer(reply, isRight) }
        countCandidates(expected, reading)
        return reply
    }

    private mutating func countAnswer(_ reply: FirstReply, _ isRight: Bool) {
        let answer = Answers(right: isRight ? 1 : 0, all: 1)
        if reply.basis == .article { byArticle += answer } else { byIntent += answer }
        guard let confidence = reply.confidence else { return }
        scored.append(
            JudgedIntent(
                truth: "right", prediction: isRight ? "right" : "wrong", confidence: confidence,
                score: confidence))
    }

    /// The best intent and passage, whatever comes of them.
    private mutating func countCandidates(_ expected: ExpectedReply, _ reading: Interpretation) {
        guard let best = expected.best, best != FirstReply.outOfScope else { return }
        guard !best.hasPrefix(FirstReply.label(ofIntent: "")) else {
            let first = reading.intents.first
            intents.append(
                JudgedIntent(
                    truth: best, prediction: FirstReply.label(ofIntent: first?.name ?? ""),
                    confidence: 0, score: first?.score ?? 0))
            return
        }
        let found = reading.passages.first?.passage.labels ?? []
        let isFound = !Set(found).isDisjoint(with: expected.labels)
        articles += Answers(right: isFound ? 1 : 0, all: 1)
    }
}

/// What the counts come to; every fraction lies in 0...1, nil where the messages cannot tell.
extension ReplyEvaluation {
    package var messages: Int { known.all + others.all }

    package var rightShare: Double? { Self.share(right, of: messages) }

    /// Share of all answers that are right.
    package var precision: Double? {
        Self.share(byIntent.right + byArticle.right, of: byIntent.all + byArticle.all)
    }

    /// Share of the messages that something answers that are answered, rightly or not.
    package var coverage: Double? { Self.share(known.answered, of: known.all) }

    /// Share of the messages that nothing answers that are refused.
    package var refusedShare: Double? { Self.share(others.refused, of: others.all) }

    /// Share of the messages labelled with an intent whose best intent it is, whatever the score.
    package var intentAccuracy: Double? { candidates.accuracy }
    package var intentMacroF1: Double? { candidates.macroF1 }

    /// Share of the messages labelled with an article whose first passage is of it.
    package var articleRecallAt1: Double? { Self.share(articles.right, of: articles.all) }

    /// Expected calibration error of the answers' confidence over 15 equal bins.
    package var calibrationError: Double? {
        Evaluation(scored, outOfScope: [], threshold: 0).calibrationError
    }

    /// Answers by confidence in equal bins over 0...1, lowest first, as ``Evaluation`` has them.
    package func bands(
        _ count: Int
    ) -> [(count: Int, confidence: Double, right: Double)] {
        Evaluation.reliability(scored, bins: count)
    }

    private var candidates: Evaluation { Evaluation(intents, outOfScope: [], threshold: 0) }

    private static func share(_ part: Int, of all: Int) -> Double? {
        all > 0 ? Double(part) / Double(all) : nil
    }
}

extension ReplyEvaluation.Known {
    fileprivate mutating func count(_ reply: FirstReply, isRight: Bool, isPartly: Bool) {
        switch (reply.kind, isRight) {
        case (.answered, true): answeredRightly += 1
        case (.answered, false): if isPartly { answeredPartly += 1 } else { answeredWrongly += 1 }
        case (.asked, true): askedRightly += 1
        case (.asked, false): askedWrongly += 1
        case (.missed, _): missed += 1
        }
    }
}

extension ReplyEvaluation.Others {
    fileprivate mutating func count(_ reply: FirstReply) {
        switch reply.kind {
        case .answered: answered += 1
        case .asked: asked += 1
        case .missed: refused += 1
        }
    }
}

extension ReplyEvaluation.Answers {
    fileprivate static func += (whole: inout Self, part: Self) {
        whole.right += part.right
        whole.all += part.all
    }
}
