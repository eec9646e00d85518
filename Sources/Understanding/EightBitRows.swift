#if arch(x86_64)
    import _Builtin_intrinsics.intel
#endif

/// Sixteen weights of a row in eight bits each, in eight words.
///
/// The lower byte of a word is the weight of one of the last eight, the word as a whole is 256 times
/// that of one of the first eight: the byte below is what comes behind its last place, and is
/// reckoned with when it is rounded. So the first eight need not be taken apart.
struct WeightWords: BitwiseCopyable, Sendable {
    static let weightCount = 2 * SIMD8<Int16>.scalarCount
    /// What a word of the greatest weight is, nearly: its upper byte is as far from 0 as one goes.
    fileprivate static let most: Float = 127 * 256

    let words: SIMD8<Int16>

    /// The words nearest to weights of at most ``most``.
    init(first: Lanes, last: Lanes) {
        let below = Self.whole(last / 256) & 0xFF
        let above = Self.whole((first - Lanes(below)) / 256)
        words = SIMD8<Int16>(truncatingIfNeeded: above &<< 8 | below)
    }

    /// The nearest whole numbers; the low bits of what is shifted are these, without a conversion
    /// that could trap on a NaN.
    private static func whole(_ numbers: Lanes) -> SIMD8<Int32> {
        let magic = Lanes(repeating: EightBitRows.wholeShift)
        return unsafeBitCast(numbers + magic, to: SIMD8<Int32>.self)
            &- unsafeBitCast(magic, to: SIMD8<Int32>.self)
    }

    /// The first and the last eight weights, as they are read.
    var weights: (first: Lanes, last: Lanes) { (Lanes(words), Lanes(words &<< 8)) }
}

/// Rows of weights in eight bits each, every row with a scale of its own: a quarter of the memory of
/// floats, and added up in whole numbers (`docs/decisions/006-a-net.md`).
///
/// What a message gives its rows is in whole numbers, too, as large as no sum of 32 bits can
/// overflow by. Whole numbers add up to the same in every order.
package struct EightBitRows: Sendable {
    private let words: MappedArray<WeightWords>
    /// What a unit of each row's words is worth.
    private let scales: MappedArray<Float>
    /// Sixteens of a row.
    private let width: Int

    /// How many units rows may have.
    static let units = Int64(WeightWords.weightCount)...4_096

    /// The low bits of what it is added to are the nearest whole number; to round is a call.
    fileprivate static let wholeShift: Float = 12_582_912

    /// What its sections are called.
    struct Names {
        var words: String
        var scales: String
    }

    /// The rows in sections of `file`, `count` of `units` weights each; nil where they are others.
    init?(_ file: SectionFile, _ names: Names, count: Int, units: Int) {
        guard units % WeightWords.weightCount == 0 else { return nil }
        width = units / WeightWords.weightCount
        words = file.array(names.words, of: WeightWords.self)
        scales = file.array(names.scales, of: Float.self)
        guard scales.count == count, words.count == count * width,
            scales.allSatisfy({ $0.isFinite && $0 >= 0 })
        else { return nil }
    }

    /// Rows in memory of their own, for use before they are in a file.
    package init(owning rows: Owned) {
        words = MappedArray(owning: rows.words)
        scales = MappedArray(owning: rows.scales)
        width = rows.scales.isEmpty ? 0 : rows.words.count / rows.scales.count
    }

    /// Rows before they are in a file.
    package struct Owned: Sendable {
        /// Rows without a greater weight are nothing.
        private static let least: Float = 1e-30

        private(set) var words: [WeightWords] = []
        private(set) var scales: [Float] = []

        /// Those nearest to rows of `width` lanes, an even number of them; a row's greatest weight
        /// uses all of the eight bits.
        package init(_ rows: [SIMD8<Float>], width: Int) {
            words.reserveCapacity(rows.count / 2)
            for start in stride(from: 0, to: rows.count, by: width) {
                let row = rows[start..<start + width]
                let most = row.reduce(Lanes.zero) { $0.larger($1.larger(-$1)) }.max()
                let factor = most > Self.least ? WeightWords.most / most : 0
                scales.append(most / WeightWords.most)
                for at in stride(from: start, to: start + width, by: 2) {
                    words.append(
                        WeightWords(first: rows[at] * factor, last: rows[at + 1] * factor))
                }
            }
        }

        /// Adds them to a file, for ``EightBitRows/init(_:_:count:units:)``.
        func write(to writer: inout SectionFile.Writer, _ names: Names) {
            writer.add(names.words, words)
            writer.add(names.scales, scales)
        }
    }

    /// What some features of a vector give to a sum of rows: whole numbers, and what one of them is
    /// worth.
    ///
    /// The magnitudes of all `values` together are below 2^16, and each is below 2^15, so that no
    /// sum of words weighed by them overflows 32 bits.
    struct Shares {
        fileprivate static let most: Float = 32_767
        fileprivate static let sumMost: Float = 65_535
        /// Features that go together: of more a share would be too coarse.
        fileprivate static let countMax = 1_024

        let values: UnsafeMutableBufferPointer<Int16>
        let unit: Float
    }

    /// Calls `body` with the features of `vector` in order, as many at a time as go together: where
    /// they start, and the shares of their rows.
    @inline(__always)
    private func forEachShares(of vector: FeatureVector, _ body: (Int, Shares) -> Void) {
        let count = vector.indices.count
        for start in stride(from: 0, to: count, by: Shares.countMax) {
            let range = start..<min(start + Shares.countMax, count)
            withUnsafeTemporaryAllocation(of: Int16.self, capacity: range.count) { values in
                let unit = fill(values, with: vector, range)
                body(start, Shares(values: values, unit: unit))
            }
        }
    }

    /// Fills in the shares of the features in `range`, and returns what a unit of them is worth.
    private func fill(
        _ shares: UnsafeMutableBufferPointer<Int16>, with vector: FeatureVector, _ range: Range<Int>
    ) -> Float {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count) { parts in
            var (sum, most): (Float, Float) = (0, 0)
            for at in 0..<parts.count {
                let place = range.lowerBound + at
                let part = vector.values[place] * scales[Int(vector.indices[place])]
                parts[at] = part
                sum += abs(part)
                most = max(most, abs(part))
            }
            // Rounding adds half a unit a row at most.
            let room = Shares.sumMost - Float(parts.count)
            let factor = min(room / sum, Shares.most / most)
            guard factor > 0, factor.isFinite else {
                shares.initialize(repeating: 0)
                return 0
            }
            for at in 0..<parts.count {
                let shifted = parts[at] * factor + Self.wholeShift
                shares[at] = Int16(truncatingIfNeeded: shifted.bitPattern)
            }
            return 1 / factor
        }
    }

    /// Adds the rows that `vector` names, weighed by its values, to `sums`.
    package func add(_ vector: FeatureVector, to sums: UnsafeMutablePointer<SIMD8<Float>>) {
        withUnsafeTemporaryAllocation(of: WordSums.self, capacity: width) { wholes in
            guard let whole = wholes.baseAddress else { return }
            forEachShares(of: vector) { start, shares in
                wholes.initialize(repeating: WordSums())
                for at in stride(from: 0, to: shares.values.count, by: 4) {
                    addFour(at, vector.indices[start...], shares.values, to: whole)
                }
                for place in 0..<width {
                    sums[2 * place] += whole[place].first * shares.unit
                    sums[2 * place + 1] += whole[place].last * shares.unit
                }
            }
        }
    }

    /// Adds four rows from place `at` of the shares on; what is beyond their end has no share.
    @inline(__always)
    private func addFour(
        _ at: Int, _ indices: ArraySlice<UInt32>, _ shares: UnsafeMutableBufferPointer<Int16>,
        to sums: UnsafeMutablePointer<WordSums>
    ) {
        func row(_ offset: Int) -> (words: UnsafePointer<WeightWords>, share: Int16) {
            let isThere = at + offset < shares.count
            let place = isThere ? at + offset : at
            return (
                words.pointer + Int(indices[indices.startIndex + place]) * width,
                isThere ? shares[place] : 0
            )
        }
        let (a, b, c, d) = (row(0), row(1), row(2), row(3))
        Self.addFour(
            a.words, b.words, c.words, d.words, SIMD8.pairs(a.share, b.share),
            SIMD8.pairs(c.share, d.share), to: sums, width)
    }

    @inline(never)
    private static func addFour(
        _ a: UnsafePointer<WeightWords>, _ b: UnsafePointer<WeightWords>,
        _ c: UnsafePointer<WeightWords>, _ d: UnsafePointer<WeightWords>,
        _ sharesOfAB: SIMD8<Int16>, _ sharesOfCD: SIMD8<Int16>,
        to sums: UnsafeMutablePointer<WordSums>, _ width: Int
    ) {
        for at in 0..<width {
            sums[at].add(a[at], b[at], sharesOfAB, c[at], d[at], sharesOfCD)
        }
    }

    /// What each row that `vector` names adds to a sum against `slopes`, one a unit.
    package func parts(
        of vector: FeatureVector, against slopes: UnsafePointer<SIMD8<Float>>
    ) -> [Float] {
        var parts: [Float] = []
        parts.reserveCapacity(vector.indices.count)
        forEachShares(of: vector) { start, shares in
            for (at, share) in shares.values.enumerated() {
                let row = words.pointer + Int(vector.indices[start + at]) * width
                var sum = Lanes.zero
                for place in 0..<width {
                    let (first, last) = row[place].weights
                    sum += first * slopes[2 * place] + last * slopes[2 * place + 1]
                }
                parts.append(sum.sum() * (Float(share) * shares.unit))
            }
        }
        return parts
    }
}

/// Sums of ``WeightWords``, word by word.
private struct WordSums: BitwiseCopyable {
    /// Of the first and the last four of the first eight, then of the last eight.
    private var sums = (
        SIMD4<Int32>.zero, SIMD4<Int32>.zero, SIMD4<Int32>.zero, SIMD4<Int32>.zero
    )

    @inline(__always)
    mutating func add(
        _ a: WeightWords, _ b: WeightWords, _ sharesOfAB: SIMD8<Int16>,
        _ c: WeightWords, _ d: WeightWords, _ sharesOfCD: SIMD8<Int16>
    ) {
        let (low, high) = (a.words.zippedLow(b.words), a.words.zippedHigh(b.words))
        let (low2, high2) = (c.words.zippedLow(d.words), c.words.zippedHigh(d.words))
        sums.0 &+= low.pairSums(sharesOfAB) &+ low2.pairSums(sharesOfCD)
        sums.1 &+= high.pairSums(sharesOfAB) &+ high2.pairSums(sharesOfCD)
        sums.2 &+= (low &<< 8).pairSums(sharesOfAB) &+ (low2 &<< 8).pairSums(sharesOfCD)
        sums.3 &+= (high &<< 8).pairSums(sharesOfAB) &+ (high2 &<< 8).pairSums(sharesOfCD)
    }

    @inline(__always)
    var first: Lanes { Lanes(lowHalf: SIMD4<Float>(sums.0), highHalf: SIMD4<Float>(sums.1)) }

    @inline(__always)
    var last: Lanes { Lanes(lowHalf: SIMD4<Float>(sums.2), highHalf: SIMD4<Float>(sums.3)) }
}

extension SIMD8<Int16> {
    @inline(__always)
    fileprivate static func pairs(_ even: Int16, _ odd: Int16) -> Self {
        Self(even, odd, even, odd, even, odd, even, odd)
    }

    /// The first four numbers, each beside that of `other`.
    @inline(__always)
    fileprivate func zippedLow(_ other: Self) -> Self {
        Self(self[0], other[0], self[1], other[1], self[2], other[2], self[3], other[3])
    }

    /// The last four, likewise.
    @inline(__always)
    fileprivate func zippedHigh(_ other: Self) -> Self {
        Self(self[4], other[4], self[5], other[5], self[6], other[6], self[7], other[7])
    }

    /// The products with `other`, each two of them side by side added up.
    ///
    /// x86-64 has one instruction for it from its baseline on, which the compiler does not find in
    /// ``plainPairSums(_:)``.
    @inline(__always)
    package func pairSums(_ other: Self) -> SIMD4<Int32> {
        #if arch(x86_64)
            unsafeBitCast(
                _mm_madd_epi16(
                    unsafeBitCast(self, to: __m128i.self), unsafeBitCast(other, to: __m128i.self)),
                to: SIMD4<Int32>.self)
        #else
            plainPairSums(other)
        #endif
    }

    /// ``pairSums(_:)`` on any machine.
    @inline(__always)
    package func plainPairSums(_ other: Self) -> SIMD4<Int32> {
        let even = SIMD4<Int32>(truncatingIfNeeded: evenHalf)
        let odd = SIMD4<Int32>(truncatingIfNeeded: oddHalf)
        return even &* SIMD4<Int32>(truncatingIfNeeded: other.evenHalf)
            &+ odd &* SIMD4<Int32>(truncatingIfNeeded: other.oddHalf)
    }
}
