extension CharacterProfiles {
    /// Collects profiles and lays them out.
    struct Builder: Sendable {
        private let bits: Int
        private var profiles = PackedLists<UInt32>.Builder()
        /// Where the profiles of each passage start.
        private var firsts: [UInt32] = [0]
        private var frequency: [UInt32]
        private var scratch: [UInt32] = []
        private static let shortRun = 128

        /// For texts of `bytes` bytes in all: the longer, the more buckets.
        init(bytes: Int) {
            var bits = 10
            while bits < bitsMax, 1 << bits < bytes { bits += 1 }
            self.bits = bits
            frequency = [UInt32](repeating: 0, count: 1 << bits)
        }

        mutating func add(_ questions: [Analysis], _ answer: Analysis) {
            var buckets: [UInt32] = []
            buckets.reserveCapacity(answer.bytes.count + 64)
            func take(_ analysis: Analysis) {
                CharacterGrams.forEach(analysis) {
                    buckets.append(CharacterGrams.bucket($0, bits: bits))
                }
            }
            for question in questions { take(question) }
            take(answer)
            let start = profiles.elements.count
            finish(&buckets)
            for entry in profiles.elements[start...] { frequency[Int(entry >> countBits)] += 1 }
            for question in questions {
                take(question)
                if !buckets.isEmpty { finish(&buckets) }
            }
            firsts.append(UInt32(profiles.count))
        }

        /// Adds the passages of `other`, which was made for as many bytes, behind its own.
        mutating func append(_ other: Builder) {
            let offset = UInt32(profiles.count)
            profiles.append(other.profiles) { $0 }
            firsts += other.firsts.dropFirst().map { offset + $0 }
            for bucket in frequency.indices { frequency[bucket] += other.frequency[bucket] }
        }

        /// Makes a profile of `buckets`, which are empty afterwards.
        private mutating func finish(_ buckets: inout [UInt32]) {
            sort(&buckets)
            var at = 0
            while at < buckets.count {
                var end = at + 1
                while end < buckets.count, buckets[end] == buckets[at] { end += 1 }
                profiles.elements.append(
                    buckets[at] << countBits | min(UInt32(end - at), countMax))
                at = end
            }
            profiles.endList()
            buckets.removeAll(keepingCapacity: true)
        }

        /// By their two halves, ten bits each: the buckets of a passage are many and small.
        private mutating func sort(_ buckets: inout [UInt32]) {
            guard buckets.count > Self.shortRun else { return buckets.sort() }
            scratch.removeAll(keepingCapacity: true)
            scratch.append(contentsOf: buckets)
            Self.distribute(buckets, to: &scratch, shift: 0)
            Self.distribute(scratch, to: &buckets, shift: 10)
        }

        private static func distribute(_ from: [UInt32], to: inout [UInt32], shift: UInt32) {
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: 1025) { places in
                places.initialize(repeating: 0)
                for value in from { places[Int(value >> shift & 1023) + 1] += 1 }
                for digit in 1...1024 { places[digit] += places[digit - 1] }
                for value in from {
                    let digit = Int(value >> shift & 1023)
                    to[Int(places[digit])] = value
                    places[digit] += 1
                }
            }
        }

        func write(to writer: inout SectionFile.Writer, _ prefix: String) {
            let passages = firsts.count - 1
            let idf = frequency.map { Vocabulary.idf(Int($0), of: passages) }
            let norms = (0..<profiles.count).map { unit in
                var squares: Float = 1e-12
                for entry in profiles[unit] {
                    let tf = damping[Int(entry & countMax)]
                    let weight = tf * idf[Int(entry >> countBits)]
                    squares += weight * weight
                }
                return 1 / squares.squareRoot()
            }
            writer.add(prefix + ".idf", idf)
            writer.add(prefix + ".ids", profiles.elements)
            writer.add(prefix + ".at", profiles.starts)
            writer.add(prefix + ".unit", firsts)
            writer.add(prefix + ".norm", norms)
        }
    }
}
