/// Softmax over padded lanes.
enum Softmax {
    /// Lanes that hold `classes` scores.
    static func lanes(classes: Int) -> Int {
        (classes + Lanes.scalarCount - 1) / Lanes.scalarCount
    }

    /// Turns scores into probabilities in place; padding beyond `classes` becomes 0.
    @inline(__always)
    static func normalize(_ scores: UnsafeMutableBufferPointer<Lanes>, classes: Int) {
        var peak = Lanes(repeating: -.greatestFiniteMagnitude)
        let whole = classes / Lanes.scalarCount
        for lane in 0..<whole { peak = pointwiseMax(peak, scores[lane]) }
        var top = peak.max()
        for at in whole * Lanes.scalarCount..<classes {
            top = max(top, scores[whole][at % Lanes.scalarCount])
        }
        var sums = Lanes.zero
        for lane in 0..<scores.count {
            scores[lane] = exponential(scores[lane] - top)
            if lane == whole {
                for at in classes % Lanes.scalarCount..<Lanes.scalarCount { scores[lane][at] = 0 }
            }
            sums += scores[lane]
        }
        let scale = 1 / sums.sum()
        for lane in 0..<scores.count { scores[lane] *= scale }
    }

    /// Probabilities of raw scores at `temperature`.
    static func probabilities(_ scores: [Float], temperature: Float) -> [Float] {
        withUnsafeTemporaryAllocation(of: Lanes.self, capacity: lanes(classes: scores.count)) {
            lanes in
            lanes.initialize(repeating: .zero)
            let scale = 1 / temperature
            for (at, score) in scores.enumerated() { lanes[scalar: at] = score * scale }
            normalize(lanes, classes: scores.count)
            return scores.indices.map { lanes[scalar: $0] }
        }
    }
}
