/// From which score on an intent is acted on, and from which it is offered as a choice.
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
    /// What the lines rise by where not one word of the message is in the intent's examples.
    private static let actRise = 0.4
    private static let offerRise = 0.5

    /// The threshold that training found; nothing is offered below it unless an operator chose a
    /// lower line.
    private let model: Double
    /// What an operator chose to act from.
    private let chosen: Double?

    /// `model` and `chosen` are scores in 0...1; `chosen` beats all else.
    package init(model: Double, chosen: Double?) { (self.model, self.chosen) = (model, chosen) }

    /// The score to act from on a message that is so foreign (``Prediction/foreign``), in 0...1.
    ///
    /// One word that is no example is asked about and never acted on: whatever a net makes of
    /// "because" comes from sentences that have it beside others.
    package func act(_ foreign: Double, isOneWord: Bool = false) -> Double {
        if let chosen { return chosen }
        return isOneWord ? 1 : max(model, min(Self.actMin + Self.actRise * foreign, 1))
    }

    /// The score to offer from, likewise; never above that to act from where an operator chose it.
    package func offer(_ foreign: Double) -> Double {
        let line = max(model, Self.offerMin + Self.offerRise * foreign)
        return chosen.map { min($0, line) } ?? line
    }
}
