/// Character profiles of passages: for each a whole one and one of each of its questions, as lists
/// of (bucket, count) in mapped memory, to rerank a few passages by cosine.
///
/// Forward lists and not inverted ones: what a query shares with a hundred passages is read from a
/// hundred short runs of memory, where the lists of common 4-grams span the corpus.
struct CharacterProfiles: Sendable {
    /// A bucket above, its count below.
    static let countBits: UInt32 = 12
    static let countMax: UInt32 = 1 << countBits - 1
    static let bitsMax = 20
    /// Entries that are looked at together.
    private static let chunk = 128

    private let idf: MappedArray<Float>
    /// Entries by profile.
    private let profiles: PackedLists<UInt32>
    /// 1 / length of each profile's vector by passage: that of the whole, then its questions'.
    private let norms: PackedLists<Float>
    private let bits: Int

    /// The profiles in `file`; nil where its sections do not fit together.
    init?(_ file: SectionFile, _ prefix: String, passages: Int) {
        idf = file.array(prefix + ".idf", of: Float.self)
        profiles = PackedLists(file, prefix + ".ids", starts: prefix + ".at")
        norms = PackedLists(file, prefix + ".norm", starts: prefix + ".unit")
        bits = max(idf.count.trailingZeroBitCount, 1)
        guard idf.count == 1 << bits, bits <= Self.bitsMax, idf.allSatisfy(\.isFinite),
            profiles.areSound(count: norms.elements.count), norms.areSound(count: passages),
            norms.elements.allSatisfy(\.isFinite),
            !(0..<passages).contains(where: { norms[$0].isEmpty })
        else { return nil }
        let buckets = idf.count
        guard profiles.elements.allSatisfy({ $0 >> Self.countBits < buckets }) else { return nil }
    }

    /// A query's vector of unit length, as a table by bucket.
    struct Query {
        fileprivate var buckets: [UInt32]
        fileprivate var weights: [Float]
        /// The idf of each bucket.
        fileprivate var idf: [Float]
        /// A bit for each bucket, by its last ten: most entries of a passage stop here.
        fileprivate var filter: [UInt64]

        /// Writes those of `entries` that may be in the query to `passed`, which has room for all.
        /// How many they are. Without a branch, for one entry in seven passes and nobody can tell
        /// which.
        @inline(__always)
        fileprivate func filter(
            _ entries: UnsafeBufferPointer<UInt32>, to passed: UnsafeMutableBufferPointer<UInt32>
        ) -> Int {
            filter.withUnsafeBufferPointer { filter in
                var count = 0
                for entry in entries {
                    let bucket = entry >> countBits
                    passed[count] = entry
                    count &+= Int(filter[Int(bucket >> 6 & 15)] >> UInt64(bucket & 63) & 1)
                }
                return count
            }
        }
    }

    /// The vector of `analysis`.
    func query(_ analysis: Analysis) -> Query {
        var found: [UInt32] = []
        CharacterGrams.forEach(analysis) { found.append(CharacterGrams.bucket($0, bits: bits)) }
        var capacity = 16
        while capacity < found.count * 4 { capacity *= 2 }
        var query = Query(
            buckets: [UInt32](repeating: .max, count: capacity),
            weights: [Float](repeating: 0, count: capacity),
            idf: [Float](repeating: 0, count: capacity),
            filter: [UInt64](repeating: 0, count: 16))
        for bucket in found {
            query.filter[Int(bucket >> 6 & 15)] |= 1 << UInt64(bucket & 63)
            var slot = Int(bucket) & (capacity - 1)
            while query.buckets[slot] != bucket, query.buckets[slot] != .max {
                slot = (slot + 1) & (capacity - 1)
            }
            query.buckets[slot] = bucket
            query.weights[slot] += 1
        }
        var squares: Float = 0
        let damping = Self.damping
        for slot in query.weights.indices where query.weights[slot] > 0 {
            query.idf[slot] = idf[Int(query.buckets[slot])]
            let weight =
                damping[min(Int(query.weights[slot]), Int(Self.countMax))] * query.idf[slot]
            query.weights[slot] = weight
            squares += weight * weight
        }
        if squares > 0 {
            let scale = 1 / squares.squareRoot()
            for slot in query.weights.indices { query.weights[slot] *= scale }
        }
        return query
    }

    /// The cosine of `query` with the whole passage.
    func wholeCosine(_ query: Query, _ passage: Int) -> Float {
        cosine(query, norms[passage].lowerBound)
    }

    /// The cosine of `query` with the nearest of the passage's questions; 0 where it has none.
    func questionCosine(_ query: Query, _ passage: Int) -> Float {
        var nearest: Float = 0
        let all = norms[passage]
        for unit in all.lowerBound + 1..<all.upperBound {
            nearest = max(nearest, cosine(query, unit))
        }
        return nearest
    }

    private func cosine(_ query: Query, _ unit: Int) -> Float {
        let entries = profiles[unit]
        // Inside the section, as `init` has checked.
        let run = UnsafeBufferPointer(
            start: profiles.elements.pointer + entries.lowerBound, count: entries.count)
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.chunk) { passed in
            var sum: Float = 0
            for start in stride(from: 0, to: run.count, by: Self.chunk) {
                let part = run[start..<min(start + Self.chunk, run.count)]
                let count = query.filter(UnsafeBufferPointer(rebasing: part), to: passed)
                query.buckets.withUnsafeBufferPointer { buckets in
                    for entry in passed[..<count] {
                        guard let slot = Self.slot(of: entry >> Self.countBits, buckets) else {
                            continue
                        }
                        sum += product(query, slot, entry & Self.countMax)
                    }
                }
            }
            return sum * norms.elements[unit]
        }
    }

    @inline(__always)
    private static func slot(of bucket: UInt32, _ buckets: UnsafeBufferPointer<UInt32>) -> Int? {
        let mask = buckets.count - 1
        var slot = Int(bucket) & mask
        while buckets[slot] != bucket {
            if buckets[slot] == .max { return nil }
            slot = (slot + 1) & mask
        }
        return slot
    }

    /// What the bucket in `slot` adds to the product of `query` and a profile that has it `count`
    /// times, which is mostly once.
    @inline(__always)
    private func product(_ query: Query, _ slot: Int, _ count: UInt32) -> Float {
        let weight = query.weights[slot]
        return (count == 1 ? weight : weight * Self.damping[Int(count)]) * query.idf[slot]
    }

    /// 1 + ln tf by tf.
    static let damping =
        [1] + (1...countMax).map { Float(1 + naturalLogarithm(Double($0))) }
}
