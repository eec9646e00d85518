/// Turns analysed messages into feature vectors over one vocabulary.
struct Featurizer: Sendable {
    let vocabulary: Vocabulary
    private let extractor: TermExtractor

    init(_ vocabulary: Vocabulary, _ view: TermView) {
        self.vocabulary = vocabulary
        extractor = TermExtractor(view)
    }

    /// The vector of a message: (1 + ln tf)·idf, L2 per block, then over both.
    func vector(_ analysis: Analysis, withWords: Bool = false) -> FeatureVector {
        var found = ContiguousArray<UInt32>()
        var words: [UInt32: UInt64] = [:]
        found.reserveCapacity(analysis.bytes.count * 3 + 16)
        var wordBlock = 0
        var seen = CoverageCounter(vocabulary)
        extractor.forEachTerm(analysis) { hit in
            let id = vocabulary.id(of: hit.key)
            seen.count(hit.kind, id, vocabulary)
            guard let id else { return }
            found.append(id)
            if withWords { words[id] = (words[id] ?? .max) & hit.words }
            if hit.kind != .characters { wordBlock = found.count }
        }
        var vector = FeatureVector()
        vector.coverage = seen.coverage(tokens: analysis.tokens.count, isNothing: found.isEmpty)
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

/// Counts how much of a message a vocabulary knows.
private struct CoverageCounter {
    private let unknownIDF: Float
    /// idf of words.
    private var (known, all): (Float, Float) = (0, 0)
    private var (pairsKnown, pairs, charactersKnown, characters) = (0, 0, 0, 0)

    init(_ vocabulary: Vocabulary) {
        unknownIDF = Float(naturalLogarithm(Double(vocabulary.count + 2)))
    }

    /// Counts a term, whose `id` is nil where it is not known.
    @inline(__always)
    mutating func count(_ kind: TermKind, _ id: UInt32?, _ vocabulary: Vocabulary) {
        switch kind {
        case .unigram:
            let weight = id.map { vocabulary.idf[Int($0)] } ?? unknownIDF
            all += weight
            if id != nil { known += weight }
        case .bigram, .skip:
            pairs += 1
            if id != nil { pairsKnown += 1 }
        case .characters:
            characters += 1
            if id != nil { charactersKnown += 1 }
        }
    }

    func coverage(tokens: Int, isNothing: Bool) -> Coverage {
        Coverage(
            words: all > 0 ? Double(known / all) : 0,
            pairs: Double(pairsKnown) / Double(max(pairs, 1)),
            characters: Double(charactersKnown) / Double(max(characters, 1)), wordCount: tokens,
            isNothing: isNothing)
    }
}
