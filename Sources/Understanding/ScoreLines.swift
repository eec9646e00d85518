/// From which score on an intent or a passage is acted on, and from which it is offered as a choice.
///
/// To act wrongly costs a customer more than to be asked; to be asked about something far off costs
/// more than to hear that nothing was understood. Both lines rise with the share of the message
/// that no example of the intent has, where it is more than messages of this desk usually lack:
/// "voucher gravity shipping horizon" has one word of the shop's, and a net may be sure of it for
/// that word. Chosen on the development queries of the sample desk (`docs/understanding.md`).
package struct ScoreLines: Sendable {
    /// The score to act from on a message whose words are as familiar as usual, in 0...1.
    package static let actMin = 0.65
    /// The score to offer from on such a message, in 0...1.
    package static let offerMin = 0.35
    /// What the lines rise by where not one word of the message is in the intent's examples. Of an
    /// English question more words may be foreign than of a Chinese one, whose ideographs are in
    /// other words, too: there the same share says less.
    private static let actRise = (others: 0.5, chinese: 0.4)
    private static let offerRise = 0.5
    /// The score to act from less what each word that speaks for the intent
    /// (``Prediction/evidence``) takes off. "Before it got all" has every word from examples, and
    /// hardly one that tells what it is about. Two ideographs or pairs of them are enough.
    private static let evidenceMin = 0.95
    private static let evidenceFall = (others: 0.1, chinese: 0.15)
    /// Below so many words none speaks for it but common ones: "can we get a refund" is no more than
    /// the frame of whatever a desk's examples wish. Then an intent is acted on from this score, and
    /// not offered.
    package static let wordsMin = 0.5
    private static let unspokenMin = 0.97
    /// As many words as change a line.
    package static let evidenceEnough = 3.0
    /// What more is needed to offer an intent for a message about another domain.
    private static let othersOfferRise = 0.15
    /// Beyond it hardly a word is in the examples of the intent: what a net makes of it says little,
    /// above all on a desk of a few intents, one of which has to lead.
    package static let foreignMax = 0.8

    /// Least probability at which a passage answers a message that is surely the desk's.
    package static let passageActMin = 0.5
    /// What a passage needs more to answer a message that is none of the desk's business.
    private static let passageActRise = 0.25
    /// From this score on a passage that is not sure enough to answer is offered as a choice, where
    /// the message is surely the desk's. Where a small desk's section leads at all it is often right,
    /// and its score is low because the question has other words than its title.
    private static let passageOfferMin = 0.2
    /// What it needs more where the message is none of the desk's business; an offered intent's line
    /// and what an answer needs more are enough in any case.
    private static let passageOfferRise = 0.6

    /// What an operator chose in the place of lines that are found.
    package struct Chosen: Sendable, Hashable {
        /// The score from which an intent is acted on; nil for what training and the message say.
        package var intent: Double?
        /// The least score of a passage that answers.
        package var passage: Double

        package init(intent: Double? = nil, passage: Double = passageActMin) {
            (self.intent, self.passage) = (intent, passage)
        }
    }

    /// The lines of one message, scores in 0...1; all 0 where nothing was read.
    package struct Drawn: Sendable, Hashable {
        /// From this score on the first intent is acted on.
        package var act: Double
        /// From this score on an intent is offered as a choice.
        package var offer: Double
        /// From this score on a passage answers.
        package var passageAct: Double
        /// From this score on a passage is offered as a choice.
        package var passageOffer: Double

        package init(
            act: Double = 0, offer: Double = 0, passageAct: Double = 0, passageOffer: Double = 0
        ) {
            (self.act, self.offer) = (act, offer)
            (self.passageAct, self.passageOffer) = (passageAct, passageOffer)
        }
    }

    /// The threshold that training found; nothing is offered below it unless an operator chose a
    /// lower line.
    private let model: Double
    private let chosen: Chosen

    /// `model` and what is `chosen` are scores in 0...1; the latter beats all else.
    package init(model: Double, chosen: Chosen = Chosen()) {
        (self.model, self.chosen) = (model, chosen)
    }

    /// The lines of a message that is so foreign (``Prediction/foreign``), for which so many words
    /// speak (``Prediction/evidence``), and which is the desk's with the probability `inScope`. One
    /// that `isShared`, an example of several intents word by word, is asked about whatever its
    /// score, and acted on by none; to passages one that `isOthers`, about another domain, is none
    /// of the desk's business.
    package func drawn(
        foreign: Double, evidence: Double = evidenceEnough, isChinese: Bool = false,
        isBare: Bool = false, isShared: Bool = false, isOthers: Bool = false, inScope: Double
    ) -> Drawn {
        // Whatever a net makes of one word or of numbers that are no example ("because", "42"), or
        // of what another domain is named in, comes from what stands beside: that is asked about,
        // not acted on.
        let isAsked = isBare || isOthers
        let inScope = isOthers ? 0 : inScope
        return Drawn(
            act: isShared || isAsked && chosen.intent == nil
                ? 1 : act(foreign, evidence: evidence, isChinese: isChinese),
            offer: isShared ? 0 : offer(foreign, evidence: evidence, isOthers: isOthers),
            passageAct: passageAct(inScope), passageOffer: passageOffer(inScope))
    }

    /// The score to act from on a message that is so foreign (``Prediction/foreign``) and for which
    /// so many words speak (``Prediction/evidence``), in 0...1.
    package func act(
        _ foreign: Double, evidence: Double = evidenceEnough, isChinese: Bool = false
    ) -> Double {
        if let intent = chosen.intent { return intent }
        let rise = isChinese ? Self.actRise.chinese : Self.actRise.others
        let fall = isChinese ? Self.evidenceFall.chinese : Self.evidenceFall.others
        let least =
            evidence < Self.wordsMin
            ? Self.unspokenMin : Self.evidenceMin - fall * evidence
        return max(model, min(Self.actMin + rise * foreign, 1), least)
    }

    /// The score to offer from, likewise; never above that to act from where an operator chose it.
    package func offer(
        _ foreign: Double, evidence: Double = evidenceEnough, isOthers: Bool = false
    ) -> Double {
        let more = isOthers ? Self.othersOfferRise : 0
        let line =
            foreign > Self.foreignMax || evidence < Self.wordsMin
            ? 1 : min(max(model, Self.offerMin + Self.offerRise * foreign) + more, 1)
        return chosen.intent.map { min($0, line) } ?? line
    }

    /// The score from which a passage answers a message that is the desk's with the probability
    /// `inScope`.
    package func passageAct(_ inScope: Double) -> Double {
        Self.line(chosen.passage, rising: Self.passageActRise, inScope)
    }

    /// The score from which a passage is offered, likewise.
    package func passageOffer(_ inScope: Double) -> Double {
        min(
            Self.line(Self.passageOfferMin, rising: Self.passageOfferRise, inScope),
            Self.line(Self.offerMin, rising: Self.passageActRise, inScope), passageAct(inScope))
    }

    private static func line(_ least: Double, rising rise: Double, _ inScope: Double) -> Double {
        least + rise * (1 - min(max(inScope, 0), 1))
    }
}
