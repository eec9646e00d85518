/// Terms that training or a corpus has: key → id with its inverse document frequency.
///
/// An open-addressing table over 64-bit keys in mapped memory. Keys are hashes of the term: with
/// 50,000 terms two share a key with probability 7e-11, so no text is compared.
struct Vocabulary: Sendable {
    /// Power-of-two table of keys, 0 for an empty slot.
    let keys: MappedArray<UInt64>
    /// The id beside each key.
    let ids: MappedArray<UInt32>
    /// idf by id: ``idf(_:of:)`` of messages, ``PostingBuilder/idf(_:of:)`` of passages.
    let idf: MappedArray<Float>

    var count: Int { idf.count }

    /// Whether the key table has a free slot and every id has an idf.
    var isSound: Bool {
        let capacity = keys.count
        guard capacity > count, capacity & (capacity - 1) == 0, ids.count == capacity else {
            return false
        }
        var free = false
        for slot in 0..<capacity {
            if keys[slot] == 0 { free = true } else if ids[slot] >= count { return false }
        }
        return free
    }

    /// The id of the term with this key; nil where nothing has it.
    @inline(__always)
    func id(of key: UInt64) -> UInt32? {
        // 0 marks an empty slot; a hash may be 0 all the same.
        guard key != 0 else { return nil }
        let mask = keys.count &- 1
        var slot = Int(truncatingIfNeeded: key) & mask
        while true {
            let found = keys[slot]
            if found == key { return ids[slot] }
            if found == 0 { return nil }
            slot = (slot &+ 1) & mask
        }
    }

    /// ln((1 + N) / (1 + df)) + 1 of a term that `count` of `documents` have.
    static func idf(_ count: Int, of documents: Int) -> Float {
        Float(naturalLogarithm(Double(1 + documents) / Double(1 + count)) + 1)
    }

    /// Key table and ids for `terms`, where the position is the id.
    static func table(of terms: [UInt64]) -> (keys: [UInt64], ids: [UInt32]) {
        var capacity = 16
        while capacity < terms.count * 2 { capacity *= 2 }
        var keys = [UInt64](repeating: 0, count: capacity)
        var ids = [UInt32](repeating: 0, count: capacity)
        for (id, key) in terms.enumerated() {
            var slot = Int(truncatingIfNeeded: key) & (capacity - 1)
            while keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            keys[slot] = key
            ids[slot] = UInt32(id)
        }
        return (keys, ids)
    }
}

/// Counts document frequencies while the training messages go by.
struct VocabularyCounter {
    private var frequency: [UInt64: (order: Int, count: Int, last: Int)] = [:]
    private var documents = 0
    private var last = -1
    private let extractor: TermExtractor

    init(view: TermView = .words) { extractor = TermExtractor(view) }

    /// Counts a message of `document`; the messages of one document follow each other.
    ///
    /// A document is a message, or everything that is said for one intent: of few examples the
    /// frequency over intents tells more.
    mutating func add(_ analysis: Analysis, document: Int) {
        if document != last { documents += 1 }
        last = document
        extractor.forEachTerm(analysis) { hit in
            let order = frequency.count
            var entry = frequency[hit.key] ?? (order, 0, -1)
            guard entry.last != document else { return }
            entry.last = document
            entry.count += 1
            frequency[hit.key] = entry
        }
    }

    /// Terms of at least `minimum` documents in the order first seen, with their idf.
    func terms(minimum: Int) -> (keys: [UInt64], idf: [Float]) {
        let kept = frequency.filter { $0.value.count >= minimum && $0.key != 0 }
            .sorted { $0.value.order < $1.value.order }
        return (kept.map(\.key), kept.map { Vocabulary.idf($0.value.count, of: documents) })
    }
}

/// Turns analysed messages into feature vectors over one vocabulary.
struct Featurizer: Sendable {
    let vocabulary: Vocabulary
    private let extractor: TermExtractor

    init(vocabulary: Vocabulary, view: TermView = .words) {
        self.vocabulary = vocabulary
        extractor = TermExtractor(view)
    }

    /// The vector of a message: (1 + ln tf)·idf, L2 per block, then over both.
    func vector(_ analysis: Analysis, withWords: Bool = false) -> FeatureVector {
        var found = ContiguousArray<UInt32>()
        var words: [UInt32: UInt64] = [:]
        found.reserveCapacity(analysis.bytes.count * 3 + 16)
        var wordBlock = 0
        var (known, all): (Float, Float) = (0, 0)
        var (pairsKnown, pairs, charactersKnown, characters) = (0, 0, 0, 0)
        let unknownIDF = Float(naturalLogarithm(Double(vocabulary.count + 2)))
        extractor.forEachTerm(analysis) { hit in
            let id = vocabulary.id(of: hit.key)
            if hit.kind == .unigram {
                let weight = id.map { vocabulary.idf[Int($0)] } ?? unknownIDF
                all += weight
                if id != nil { known += weight }
            }
            switch hit.kind {
            case .unigram: break
            case .bigram, .skip:
                pairs += 1
                if id != nil { pairsKnown += 1 }
            case .characters:
                characters += 1
                if id != nil { charactersKnown += 1 }
            }
            guard let id else { return }
            found.append(id)
            if withWords { words[id] = (words[id] ?? .max) & hit.words }
            if hit.kind != .characters { wordBlock = found.count }
        }
        var vector = FeatureVector()
        vector.coverage = Coverage(
            words: all > 0 ? Double(known / all) : 0,
            pairs: Double(pairsKnown) / Double(max(pairs, 1)),
            characters: Double(charactersKnown) / Double(max(characters, 1)),
            wordCount: analysis.tokens.count, isNothing: found.isEmpty)
        vector.indices.reserveCapacity(found.count)
        vector.values.reserveCapacity(found.count)
        appendBlock(found[..<wordBlock], to: &vector)
        appendBlock(found[wordBlock...], to: &vector)
        let blocks: Float = wordBlock > 0 && wordBlock < found.count ? 2 : 1
        let scale = 1 / blocks.squareRoot()
        for at in vector.values.indices { vector.values[at] *= scale }
        if withWords { vector.words = vector.indices.map { words[$0] ?? 0 } }
        return vector
    }

    /// Appends a block's distinct ids in the order first seen, with values of unit norm.
    private func appendBlock(_ ids: ArraySlice<UInt32>, to vector: inout FeatureVector) {
        guard !ids.isEmpty else { return }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: ids.count) { distinct in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: ids.count) { values in
                let count = Self.count(ids, distinct, values)
                weigh(distinct, values, count)
                vector.indices.append(contentsOf: distinct[..<count])
                vector.values.append(contentsOf: values[..<count])
            }
        }
    }

    /// Fills in the distinct ids and how often each is there. How many they are.
    private static func count(
        _ ids: ArraySlice<UInt32>, _ distinct: UnsafeMutableBufferPointer<UInt32>,
        _ counts: UnsafeMutableBufferPointer<Float>
    ) -> Int {
        var capacity = 16
        while capacity < ids.count * 2 { capacity *= 2 }
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: capacity) { table in
            table.initialize(repeating: -1)
            var count = 0
            for id in ids {
                var slot = Int(id &* 0x9E37_79B1) & (capacity - 1)
                while table[slot] >= 0, distinct[Int(table[slot])] != id {
                    slot = (slot + 1) & (capacity - 1)
                }
                if table[slot] >= 0 {
                    counts[Int(table[slot])] += 1
                    continue
                }
                table[slot] = Int32(count)
                (distinct[count], counts[count]) = (id, 1)
                count += 1
            }
            return count
        }
    }

    /// Makes values of unit norm of the counts.
    private func weigh(
        _ ids: UnsafeMutableBufferPointer<UInt32>, _ values: UnsafeMutableBufferPointer<Float>,
        _ count: Int
    ) {
        var squares: Float = 0
        for at in 0..<count {
            let frequency = values[at]
            let weight = frequency == 1 ? 1 : Float(1 + naturalLogarithm(Double(frequency)))
            values[at] = weight * vocabulary.idf[Int(ids[at])]
            squares += values[at] * values[at]
        }
        let scale = 1 / squares.squareRoot()
        for at in 0..<count { values[at] *= scale }
    }

    /// The key of a word as this featurizer's terms have it.
    func wordKey(_ word: [UInt8], _ kind: Token.Kind) -> UInt64 {
        word.withUnsafeBytes { TermExtractor.wordKey($0, kind, extractor.view) }
    }

    /// Whether a word is a term by itself.
    func knows(_ word: [UInt8]) -> Bool {
        vocabulary.id(of: TermExtractor.unigram(wordKey(word, .word))) != nil
    }

    /// Term texts by id for the terms of `analysis`, for explanations.
    func termTexts(_ analysis: Analysis) -> [UInt32: String] {
        var texts: [UInt32: String] = [:]
        extractor.forEachTerm(analysis) { hit in
            guard let id = vocabulary.id(of: hit.key), texts[id] == nil else { return }
            texts[id] = extractor.text(of: hit, in: analysis)
        }
        return texts
    }
}
