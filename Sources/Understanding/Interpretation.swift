/// How much of a message says what not to do: `don't open a ticket`, 不要转人工.
package enum NotWanted: Sendable, Hashable { case nothing, part, whole }

/// Everything Understanding says about one message.
package struct Interpretation: Sendable {
    /// The message as it was sent.
    package var text: String
    /// The language the text is written in; nil where no letter tells.
    package var language: Language?
    /// Set when the text was `/intent{…}`: the intent is given and nothing was classified.
    package var direct: DirectIntent?
    /// Whether the text is one of the words that ask for a person at once.
    package var asksForPerson: Bool
    /// Intents by falling score, at most ``IntentModel/rankedMax``.
    package var intents: [RankedIntent]
    /// The scores from which intents and passages are acted on, and offered.
    package var lines: ScoreLines.Drawn
    /// Probability that the message is in scope at all, in 0...1.
    package var inScope: Double
    /// Whether it is likest to the examples of ``IntentModel/outOfScope``.
    package var isOutOfScope: Bool
    /// ``Prediction/foreign``.
    package var foreign: Double
    /// ``Prediction/uncovered``.
    package var uncovered: Double
    /// ``Prediction/evidence``.
    package var evidence: Double
    /// ``Prediction/telling``.
    package var telling: Double
    /// ``Prediction/strange``.
    package var strange: Double
    /// Whether the message is an example of an intent word by word.
    package var isExample: Bool
    /// ``Prediction/meanings``.
    package var meanings: Int
    /// What the message is about that is hardly any desk's business (``OtherDomains``), in its
    /// words; nil where it names nothing of the kind.
    package var othersBusiness: String?
    /// Values found in the text, in its order, none overlapping another; a button's as it has them.
    package var entities: [Entity]
    /// Passages by falling rank, at most ``Interpreter/passagesMax``; none where an intent settles
    /// the answer and none is near.
    package var passages: [RankedPassage]
    /// Readings of the questions in a message that asks several things, each of which is sure by
    /// itself and possible by the whole message, in their order; none where it asks one.
    package var questions: [Interpretation] = []
    /// Whether the message begins with what is not wanted, or says nothing else.
    package var notWanted = NotWanted.nothing
    /// The message as it may have been meant, folded, where it was read so (``Respelling``).
    package var readAs: String?
    /// From when relative dates were counted; nil where they have no resolved value.
    package var time: ReferenceTime?
    /// ``Interpreter/version`` of what read it.
    package var model: String

    /// With nothing but `text` this is what is made of a message that says nothing: no intent, no
    /// entity, no passage, in scope. The lines are by default those of familiar words and `inScope`.
    package init(
        text: String, language: Language? = nil, direct: DirectIntent? = nil,
        asksForPerson: Bool = false, intents: [RankedIntent] = [],
        lines: ScoreLines.Drawn? = nil, inScope: Double = 1, isOutOfScope: Bool = false,
        foreign: Double = 0, uncovered: Double = 0, evidence: Double = ScoreLines.evidenceEnough,
        telling: Double = ScoreLines.evidenceEnough, strange: Double = 0, isExample: Bool = false,
        meanings: Int = 0,
        othersBusiness: String? = nil, entities: [Entity] = [], passages: [RankedPassage] = [],
        model: String = ""
    ) {
        (self.text, self.language, self.direct) = (text, language, direct)
        (self.asksForPerson, self.intents) = (asksForPerson, intents)
        self.lines = lines ?? ScoreLines(model: 0).drawn(foreign: 0, inScope: inScope)
        (self.inScope, self.isOutOfScope) = (inScope, isOutOfScope)
        (self.foreign, self.uncovered) = (foreign, uncovered)
        (self.evidence, self.telling, self.strange) = (evidence, telling, strange)
        (self.isExample, self.meanings) = (isExample, meanings)
        self.othersBusiness = othersBusiness
        (self.entities, self.passages, self.model) = (entities, passages, model)
    }

    /// Whether what leads here is among what is likeliest in the reading of the whole message:
    /// `What are my options?` behind a story is no question of its own.
    func isLikely(by whole: Interpretation) -> Bool { isAmong(whole.intents.prefix(2), whole) }

    /// Whether what leads here is named at all in the reading of the whole message.
    func isPossible(by whole: Interpretation) -> Bool { isAmong(whole.intents[...], whole) }

    private func isAmong(_ likely: ArraySlice<RankedIntent>, _ whole: Interpretation) -> Bool {
        if let first = intents.first, first.score >= passages.first?.score ?? 0 {
            return likely.contains { $0.name == first.name }
        }
        return whole.passages.contains { $0.passage.id == passages.first?.passage.id }
    }

    /// Whether `intent` or the passage with this citation leads here.
    func leads(to intent: String?, _ passageID: String?) -> Bool {
        if let intent { return intents.first?.name == intent }
        return passageID != nil && passages.first?.passage.id == passageID
    }

    /// The highest score of an intent or a passage.
    var surest: Double { max(intents.first?.score ?? 0, passages.first?.score ?? 0) }

    /// The first intent, where it is sure enough to be acted on.
    package var acted: RankedIntent? {
        intents.first.flatMap { $0.score >= lines.act ? $0 : nil }
    }

    /// The first passage, where it is sure enough to answer.
    package var answering: RankedPassage? {
        passages.first.flatMap { isAnswered(by: $0) ? $0 : nil }
    }

    /// Whether a passage found for the message is sure enough to answer it.
    package func isAnswered(by passage: RankedPassage) -> Bool {
        passage.score >= lines.passageAct
    }

    /// Whether the first intent or passage is sure enough to answer.
    var isActedOn: Bool { acted != nil || (passages.first?.score ?? 0) >= lines.passageAct }

    /// Whether the first intent or passage is at least worth a question back.
    var isOffered: Bool {
        (intents.first?.score ?? 0) >= lines.offer
            || (passages.first?.score ?? 0) >= lines.passageOffer
    }
}
