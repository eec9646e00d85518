/// Turns analysed messages into feature vectors over one vocabulary.
struct Featurizer: Sendable {
    let vocabulary: Vocabulary
    private let extractor: TermExtractor
    /// idf that a word counts with which the vocabulary lacks.
    private let unknownIDF: Float

    init(_ vocabulary: Vocabulary, _ view: TermView) {
        self.vocabulary = vocabulary
        unknownIDF = Float(naturalLogarithm(Double(vocabulary.count + 2)))
        extractor = TermExtractor(view)
    }

    /// The vector of a message: (1 + ln tf)·idf, L2 per block, then over both.
    func vector(_ analysis: Analysis) -> FeatureVector {
        let capacity = TermExtractor.termsMax(analysis)
        var vector = FeatureVector()
        withUnsafeTemporaryAllocation(of: (key: UInt64, kind: TermKind).self, capacity: capacity) {
            terms in
            // All keys first: then the table's cache misses do not wait for each other.
            var count = 0
            extractor.forEachTerm(analysis) { hit in
                guard count < terms.count else { return }
                terms[count] = (hit.key, hit.kind)
                count &+= 1
            }
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { ids in
                fill(&vector, terms[..<count], ids)
            }
        }
        vector.coverage.wordCount = analysis.tokens.count
        return vector
    }

    /// Fills `vector` with those of `terms` that are known; there is room for all of them in `ids`.
    private func fill(
        _ vector: inout FeatureVector,
        _ terms: Slice<UnsafeMutableBufferPointer<(key: UInt64, kind: TermKind)>>,
        _ ids: UnsafeMutableBufferPointer<UInt32>
    ) {
        var (known, wordBlock) = (0, 0)
        var seen = CoverageCounter(unknownIDF: unknownIDF)
        for (key, kind) in terms {
            let id = vocabulary.id(of: key)
            seen.count(kind, id, vocabulary)
            guard let id else { continue }
            ids[known] = id
            known &+= 1
            if kind != .characters { wordBlock = known }
        }
        vector.coverage = seen.coverage(isNothing: known == 0)
        vector.indices.reserveCapacity(known)
        vector.values.reserveCapacity(known)
        let blocks: Float = wordBlock > 0 && wordBlock < known ? 2 : 1
        let norm = 1 / blocks.squareRoot()
        appendBlock(UnsafeBufferPointer(rebasing: ids[..<wordBlock]), norm, to: &vector)
        appendBlock(UnsafeBufferPointer(rebasing: ids[wordBlock..<known]), norm, to: &vector)
    }

    /// The tokens, as bits, that every occurrence of a feature covers, for each feature of the
    /// message's `vector`.
    func coveredTokens(_ vector: FeatureVector, _ analysis: Analysis) -> [UInt64] {
        var tokens: [UInt32: UInt64] = [:]
        extractor.forEachTerm(analysis) { hit in
            guard let id = vocabulary.id(of: hit.key) else { return }
            tokens[id] = (tokens[id] ?? .max) & hit.words
        }
        return vector.indices.map { tokens[$0] ?? 0 }
    }

    /// Appends a block's distinct ids in the order first seen, with values of Euclidean norm `norm`.
    private func appendBlock(
        _ ids: UnsafeBufferPointer<UInt32>, _ norm: Float, to vector: inout FeatureVector
    ) {
        guard !ids.isEmpty else { return }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: ids.count) { distinct in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: ids.count) { values in
                let count = Self.count(ids, distinct, values)
                weigh(distinct, values, count, norm)
                vector.indices.append(contentsOf: UnsafeBufferPointer(rebasing: distinct[..<count]))
                vector.values.append(contentsOf: UnsafeBufferPointer(rebasing: values[..<count]))
            }
        }
    }

    /// Fills in the distinct ids and how often each is there. How many they are.
    private static func count(
        _ ids: UnsafeBufferPointer<UInt32>, _ distinct: UnsafeMutableBufferPointer<UInt32>,
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

    /// Makes values of Euclidean norm `norm` of the counts.
    private func weigh(
        _ ids: UnsafeMutableBufferPointer<UInt32>, _ values: UnsafeMutableBufferPointer<Float>,
        _ count: Int, _ norm: Float
    ) {
        var squares: Float = 0
        for at in 0..<count {
            let frequency = values[at]
            let weight = frequency == 1 ? 1 : Float(1 + naturalLogarithm(Double(frequency)))
            values[at] = weight * vocabulary.idf[Int(ids[at])]
            squares += values[at] * values[at]
        }
        let scale = 1 / squares.squareRoot()
        for at in 0..<count { values[at] = values[at] * scale * norm }
    }

    /// The key of a word as this featurizer's terms have it.
    func wordKey(_ word: ArraySlice<UInt8>, _ kind: Token.Kind) -> UInt64 {
        word.withUnsafeBytes { TermExtractor.wordKey($0, kind, extractor.view) }
    }

    /// Whether a word is a term by itself.
    func knows(_ word: ArraySlice<UInt8>) -> Bool {
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
    let unknownIDF: Float
    /// idf of words.
    private var (known, all): (Float, Float) = (0, 0)
    private var (pairsKnown, pairs, charactersKnown, characters) = (0, 0, 0, 0)

    init(unknownIDF: Float) { self.unknownIDF = unknownIDF }

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

    func coverage(isNothing: Bool) -> Coverage {
        Coverage(
            words: all > 0 ? Double(known / all) : 0,
            pairs: Double(pairsKnown) / Double(max(pairs, 1)),
            characters: Double(charactersKnown) / Double(max(characters, 1)), isNothing: isNothing)
    }
}
