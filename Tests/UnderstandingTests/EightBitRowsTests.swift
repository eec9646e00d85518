import Testing
import Understanding

struct EightBitRowsTests {
    private static let width = 4
    private static let units = width * 8

    /// Rows of normally distributed weights, each of another size.
    private static func rows(_ count: Int, _ random: inout SplitMix) -> [[Float]] {
        (0..<count).map { _ in
            let size = Float.random(in: 1e-4...3, using: &random)
            return (0..<units).map { _ in Float.random(in: -size...size, using: &random) }
        }
    }

    private static func lanes(_ rows: [[Float]]) -> [SIMD8<Float>] {
        rows.flatMap { row in
            stride(from: 0, to: row.count, by: 8).map { SIMD8(row[$0..<$0 + 8]) }
        }
    }

    private static func sums(_ rows: [[Float]], _ vector: FeatureVector) -> [Float] {
        let rows = EightBitRows(owning: EightBitRows.Owned(lanes(rows), width: width))
        var sums = [SIMD8<Float>](repeating: .zero, count: width)
        sums.withUnsafeMutableBufferPointer {
            guard let start = $0.baseAddress else { return }
            rows.add(vector, to: start)
        }
        return sums.flatMap { lanes in lanes.indices.map { lanes[$0] } }
    }

    /// A weight is at most half a unit of its row away, a share half a unit of all shares.
    @Test(arguments: [1, 2, 3, 4, 5, 31, 400, 1_025, 3_000])
    func sumsAreThoseOfTheFloats(count: Int) {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(seed: seed)
        let rows = Self.rows(50, &random)
        let indices = (0..<count).map { _ in UInt32.random(in: 0..<50, using: &random) }
        let values = indices.map { _ in Float.random(in: 0.001...1, using: &random) }

        let found = Self.sums(rows, FeatureVector(indices: indices, values: values))

        let most = rows.map { $0.map(abs).max() ?? 0 }
        let parts = zip(indices, values).map { most[Int($0)] * $1 / 127 }
        let sum = parts.reduce(0, +)
        let unit = max(sum / 64_000, (parts.max() ?? 0) / 32_767)
        let bound = 0.51 * sum + 0.51 * Float(count) * unit * 128
        for at in 0..<Self.units {
            let right = zip(indices, values).reduce(Float(0)) { $0 + rows[Int($1.0)][at] * $1.1 }
            #expect(abs(found[at] - right) <= bound, "seed \(seed), unit \(at)")
        }
    }

    /// What is explained adds up to what was found, for whole numbers are the same in every order.
    @Test func partsAddUpToTheSums() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(seed: seed)
        let rows = Self.rows(20, &random)
        let vector = FeatureVector(
            indices: (0..<20).map { UInt32($0) },
            values: (0..<20).map { _ in Float.random(in: 0...1, using: &random) })
        let packed = EightBitRows(
            owning: EightBitRows.Owned(Self.lanes(rows), width: Self.width))
        let sums = Self.sums(rows, vector)

        for unit in 0..<Self.units {
            var slopes = [SIMD8<Float>](repeating: .zero, count: Self.width)
            slopes[unit / 8][unit % 8] = 1
            let parts = packed.parts(of: vector, against: slopes)
            #expect(abs(parts.reduce(0, +) - sums[unit]) < 1e-4, "seed \(seed), unit \(unit)")
        }
    }

    /// Each row has as great a share as there is, and all weights are as far from 0 as they go.
    @Test(arguments: [1, 2, 1_000, 20_000], [Float(1), -1])
    func noSumOverflows(count: Int, sign: Float) {
        let row = [Float](repeating: sign * 0.25, count: Self.units)
        let vector = FeatureVector(
            indices: [UInt32](repeating: 0, count: count),
            values: [Float](repeating: 1, count: count))

        for sum in Self.sums([row], vector) {
            #expect(abs(sum / (sign * 0.25 * Float(count)) - 1) < 0.02)
        }
    }

    @Test(arguments: [
        ([Float.nan], [Float(1)]), ([.infinity], [1]), ([.leastNonzeroMagnitude], [1]), ([0], [1]),
        ([1], [0]),
        ([1], [.leastNonzeroMagnitude]), ([3e38], [3e38]), ([1], []),
    ])
    func oddNumbersTrapNowhere(weights: [Float], values: [Float]) {
        let row = (0..<Self.units).map { weights[$0 % weights.count] }
        let vector = FeatureVector(indices: values.map { _ in 0 }, values: values)

        #expect(Self.sums([row], vector).count == Self.units)
    }

    @Test func pairsAreAddedUpAsOnAnyMachine() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(seed: seed)
        let ends: [Int16] = [.min, -1, 0, 1, .max]
        for _ in 0..<1_000 {
            var (a, b) = (SIMD8<Int16>(), SIMD8<Int16>())
            for at in 0..<8 {
                a[at] =
                    Bool.random(using: &random)
                    ? ends.randomElement(using: &random) ?? 0
                    : Int16.random(in: .min ... .max, using: &random)
                b[at] = Int16.random(in: .min ... .max, using: &random)
            }
            #expect(a.pairSums(b) == a.plainPairSums(b), "seed \(seed)")
        }
    }
}
