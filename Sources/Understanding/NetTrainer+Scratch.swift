extension NetTrainer {
    /// Memory that one update works on.
    struct Scratch {
        var kept: [Int]
        var rows: [Int]
        var values: [Float]
        var count = 0
        var hidden: [Lanes]
        var slopes: [Lanes]
        /// Scale of each hidden unit, 0 where it is left out.
        var mask: [Lanes]
        var scores: [Lanes]

        struct Pointers {
            /// Of the features that take part, `count` of them.
            let rows: UnsafeBufferPointer<Int>
            let values: UnsafeBufferPointer<Float>
            let count: Int
            let hidden: UnsafeMutablePointer<Lanes>
            let slopes: UnsafeMutablePointer<Lanes>
            let mask: UnsafePointer<Lanes>
            /// Lanes of the three before.
            let width: Int
            let scores: UnsafeMutableBufferPointer<Lanes>
        }

        init(width: Int, classes: Int, longest: Int) {
            kept = [Int](repeating: 0, count: longest)
            rows = kept
            values = [Float](repeating: 0, count: longest)
            hidden = [Lanes](repeating: .zero, count: width)
            slopes = hidden
            mask = hidden
            scores = [Lanes](repeating: .zero, count: Softmax.lanes(classes: classes))
        }

        /// All of it, for as long as `body` runs; what has no lanes is not worked on.
        mutating func withPointers(_ body: (Pointers) -> Void) {
            let (count, width) = (count, hidden.count)
            rows.withUnsafeBufferPointer { rows in
                values.withUnsafeBufferPointer { values in
                    hidden.withUnsafeMutableBufferPointer { hidden in
                        slopes.withUnsafeMutableBufferPointer { slopes in
                            mask.withUnsafeBufferPointer { mask in
                                scores.withUnsafeMutableBufferPointer { scores in
                                    guard let hidden = hidden.baseAddress,
                                        let slopes = slopes.baseAddress,
                                        let mask = mask.baseAddress
                                    else { return }
                                    body(
                                        Pointers(
                                            rows: rows, values: values, count: count,
                                            hidden: hidden, slopes: slopes, mask: mask,
                                            width: width, scores: scores))
                                }
                            }
                        }
                    }
                }
            }
        }

        mutating func draw(_ dropout: Double, _ random: inout SplitMix) {
            let threshold = UInt8(min(max(dropout * 256, 0), 255))
            let scale = Float(1 / (1 - Double(threshold) / 256))
            for lane in mask.indices {
                let bits = random.next()
                var bytes = SIMD8<UInt8>()
                for at in 0..<8 { bytes[at] = UInt8(truncatingIfNeeded: bits >> (UInt64(at) * 8)) }
                mask[lane] = Lanes(repeating: scale)
                    .replacing(
                        with: 0, where: SIMD8<Int32>(truncatingIfNeeded: bytes) .< Int32(threshold))
            }
        }
    }
}
