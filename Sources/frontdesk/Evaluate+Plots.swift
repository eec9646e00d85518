import Understanding
import Wire

/// Pictures for people: whether confidence can be believed, and what out-of-scope messages score.
extension Evaluate {
    private static let barLength = 30
    /// Parts of 0...1 that scores are counted in.
    static let scoreBins = 10
    /// Gap between confidence and accuracy that is good, and that is still bearable.
    private static let gaps = (good: 0.05, bearable: 0.15)

    func printPlots(_ judged: [JudgedIntent], _ outOfScope: [Double], threshold: Double) {
        Output.line("confidence  count   mean  right")
        for line in Self.reliability(judged) { Output.line(line) }
        Output.line("")
        guard !outOfScope.isEmpty else { return }
        Output.line(
            "out of scope, \(outOfScope.count) messages by score; above training's threshold (>)")
        for line in Self.histogram(outOfScope, threshold: threshold) { Output.line(line) }
        Output.line("")
    }

    /// A row for each bin that has a message: how many, their mean confidence, the share that is
    /// right, as number and as bar.
    private static func reliability(_ judged: [JudgedIntent]) -> [String] {
        let bins = Evaluation.reliability(judged)
        return bins.enumerated().compactMap { at, bin in
            guard bin.count > 0 else { return nil }
            let confidence = bin.confidence / Double(bin.count)
            let right = bin.right / Double(bin.count)
            let colour = colour(ofGap: abs(confidence - right))
            let row = [
                range(at, of: bins.count), padded("\(bin.count)", 6),
                TextRenderer.fixed(confidence, 3), TextRenderer.fixed(right, 3),
            ].joined(separator: "  ")
            return "\(row)  \(Terminal.text(bar(right), in: colour))"
        }
    }

    /// How far confidence and accuracy lie apart.
    static func colour(ofGap gap: Double) -> Terminal.Colour {
        gap <= gaps.good ? .green : gap <= gaps.bearable ? .yellow : .red
    }

    /// A row for each bin, marked where the threshold lies in it; what lies above is answered.
    private static func histogram(_ scores: [Double], threshold: Double) -> [String] {
        var counts = [Int](repeating: 0, count: scoreBins)
        for score in scores { counts[bin(of: score)] += 1 }
        let most = max(counts.max() ?? 1, 1)
        let border = bin(of: threshold)
        return counts.enumerated().map { at, count in
            let mark = at == border ? ">" : " "
            let bar = bar(Double(count) / Double(most))
            let colour: Terminal.Colour =
                at < border ? .green : at == border ? .yellow : .red
            let row = "\(range(at, of: scoreBins))\(mark) \(padded("\(count)", 6))"
            return bar.isEmpty ? row : "\(row)  \(Terminal.text(bar, in: colour))"
        }
    }

    private static func bin(of score: Double) -> Int {
        min(max(Int(score * Double(scoreBins)), 0), scoreBins - 1)
    }

    static func range(_ at: Int, of bins: Int) -> String {
        let (low, high) = (Double(at) / Double(bins), Double(at + 1) / Double(bins))
        return "\(TextRenderer.fixed(low, 2))-\(TextRenderer.fixed(high, 2))"
    }

    /// `share` of a full bar; anything above nothing is at least one block.
    static func bar(_ share: Double) -> String {
        let length = (min(max(share, 0), 1) * Double(barLength)).rounded()
        return String(repeating: "█", count: share > 0 ? max(Int(length), 1) : 0)
    }

    static func padded(_ text: String, _ length: Int) -> String {
        String(repeating: " ", count: max(length - text.count, 0)) + text
    }
}
