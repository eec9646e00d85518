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
        for lane in 0..<whole { peak = peak.larger(scores[lane]) }
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
            scores.withUnsafeBytes { UnsafeMutableRawBufferPointer(lanes).copyMemory(from: $0) }
            let scale = 1 / temperature
            for lane in lanes.indices { lanes[lane] *= scale }
            normalize(lanes, classes: scores.count)
            return scalars(of: UnsafeBufferPointer(lanes), count: scores.count)
        }
    }

    /// The first `count` numbers of `lanes`, which hold as many.
    static func scalars(of lanes: UnsafeBufferPointer<Lanes>, count: Int) -> [Float] {
        let bytes = UnsafeRawBufferPointer(lanes).prefix(count * MemoryLayout<Float>.stride)
        return Array(unsafeUninitializedCapacity: count) { numbers, filled in
            UnsafeMutableRawBufferPointer(numbers).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes))
            filled = count
        }
    }
}
