/// A held-out message's raw class scores by net, kept until the temperature is known.
struct HeldOutMessage: Sendable {
    var scores: [[Float]]
    let intents: Int
    let coverage: Coverage
    let analysis: Analysis
    /// The words of the messages that the nets were trained on.
    let words: OwnWords
    /// nil where the message is out of scope.
    let label: Int?

    /// The same messages as several nets scored them.
    static func merged(_ members: [[HeldOutMessage]]) -> [HeldOutMessage] {
        guard var merged = members.first else { return [] }
        for other in members.dropFirst() {
            for at in merged.indices { merged[at].scores += other[at].scores }
        }
        return merged
    }

    func judged(temperature: Float) -> HeldOut {
        var p = [Float](repeating: 0, count: scores.first?.count ?? 0)
        for member in scores {
            for (at, q) in Softmax.probabilities(member, temperature: temperature).enumerated() {
                p[at] += q / Float(scores.count)
            }
        }
        let signals = Signals(
            inScope: Signals.inScope(p, intents: intents), outside: p.dropFirst(intents).first,
            coverage
        ) { words.uncovered(by: $0, analysis) }
        let isChinese = analysis.isMostlyIdeographs
        guard let label else {
            return HeldOut(signals: signals, truth: .outOfScope, isChinese: isChinese)
        }
        var best = 0
        for at in 0..<intents where p[at] > p[best] { best = at }
        return HeldOut(
            signals: signals, truth: best == label ? .right : .wrong,
            logits: p[..<intents].map { Float(naturalLogarithm(Double(max($0, 1e-30)))) },
            label: label, isChinese: isChinese)
    }
}
