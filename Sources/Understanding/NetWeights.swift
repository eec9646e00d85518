/// Weights of one net in rows of whole lanes: one row a feature, one row a class.
struct NetWeights: Sendable {
    let hidden: Int
    let classes: Int
    var input: [Lanes]
    var inputBias: [Lanes]
    var output: [Lanes]
    var outputBias: [Float]

    struct Pointers {
        let input: UnsafeMutablePointer<Lanes>
        let inputBias: UnsafeMutablePointer<Lanes>
        let output: UnsafeMutablePointer<Lanes>
        let outputBias: UnsafeMutablePointer<Float>
        let classes: Int
    }

    mutating func withPointers(_ body: (Pointers) -> Void) {
        let classes = classes
        input.withUnsafeMutableBufferPointer { input in
            inputBias.withUnsafeMutableBufferPointer { inputBias in
                output.withUnsafeMutableBufferPointer { output in
                    outputBias.withUnsafeMutableBufferPointer { outputBias in
                        guard let input = input.baseAddress,
                            let inputBias = inputBias.baseAddress,
                            let output = output.baseAddress,
                            let outputBias = outputBias.baseAddress
                        else { return }
                        body(
                            Pointers(
                                input: input, inputBias: inputBias, output: output,
                                outputBias: outputBias, classes: classes))
                    }
                }
            }
        }
    }

    /// Raw class scores of a vector.
    func scores(_ vector: FeatureVector) -> [Float] {
        let width = hidden / Lanes.scalarCount
        var sums = inputBias
        for (index, value) in zip(vector.indices, vector.values) {
            for lane in 0..<width { sums[lane] += input[Int(index) * width + lane] * value }
        }
        for lane in 0..<width { sums[lane] = sums[lane].larger(.zero) }
        return (0..<classes).map { at in
            var sum = Lanes.zero
            for lane in 0..<width { sum += output[at * width + lane] * sums[lane] }
            return outputBias[at] + sum.sum()
        }
    }
}

extension SplitMix {
    /// `count` lanes of normally distributed numbers: the sum of twelve uniform ones less six,
    /// which needs no function that differs between machines.
    mutating func normal(_ count: Int, _ deviation: Float) -> [Lanes] {
        (0..<count).map { _ in
            var lanes = Lanes.zero
            for at in 0..<Lanes.scalarCount {
                var sum: UInt64 = 0
                for _ in 0..<3 {
                    let bits = next()
                    sum += (bits & 0xFFFF) + (bits >> 16 & 0xFFFF)
                    sum += (bits >> 32 & 0xFFFF) + (bits >> 48)
                }
                lanes[at] = (Float(sum) / 65_536 - 6) * deviation
            }
            return lanes
        }
    }
}
