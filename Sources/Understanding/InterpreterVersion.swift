/// What a message was read with: an intent model, a passage index, and the lines that an operator
/// had chosen for them.
///
/// Written beside every stored answer, so that it can be explained later by all three:
/// `1f3a…-90c4…`, and behind that what was chosen, `+intent=0.7` and `+passage=0.6`.
package struct InterpreterVersion: Sendable, Hashable, LosslessStringConvertible {
    /// Of the models' sources; 0 for a model that there is none of.
    package var model: UInt64
    package var index: UInt64
    /// What is not named is as training and ``ScoreLines`` have it.
    package var chosen: ScoreLines.Chosen

    package init(
        model: UInt64, index: UInt64, chosen: ScoreLines.Chosen = ScoreLines.Chosen()
    ) {
        (self.model, self.index, self.chosen) = (model, index, chosen)
    }

    package var description: String {
        var text = "\(String(model, radix: 16))-\(String(index, radix: 16))"
        if let intent = chosen.intent { text += "\(Self.intentMark)\(intent)" }
        if chosen.passage != ScoreLines.passageActMin {
            text += "\(Self.passageMark)\(chosen.passage)"
        }
        return text
    }

    /// nil where `text` is no ``description``.
    package init?(_ text: String) {
        let parts = text.split(separator: "+", omittingEmptySubsequences: false)
        let fingerprints = parts[0].split(separator: "-", omittingEmptySubsequences: false)
            .compactMap { UInt64($0, radix: 16) }
        guard fingerprints.count == 2 else { return nil }
        self.init(model: fingerprints[0], index: fingerprints[1])
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, let score = Double(pair[1]), 0...1 ~= score else { return nil }
            switch "+\(pair[0])=" {
            case Self.intentMark: chosen.intent = score
            case Self.passageMark: chosen.passage = score
            default: return nil
            }
        }
    }

    private static let intentMark = "+intent="
    private static let passageMark = "+passage="
}
