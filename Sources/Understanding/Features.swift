/// Where a term came from: the word block or the character block, and its shape.
enum TermKind: UInt8, Sendable {
    case unigram = 1
    case bigram, skip, characters
}

/// One occurrence of a term in a message.
struct TermHit {
    let key: UInt64
    let kind: TermKind
    /// Where the term starts: a token index, or a byte position for characters.
    let start: Int32
    /// Bytes of a character n-gram; 0 for word terms.
    let length: Int32
}

/// Enumerates the terms of an analysed message: the view called WrawC in `docs/understanding.md`.
///
/// Word block: unigrams, bigrams with the message's bounds, and skip-bigrams `a _ c` of words.
/// Character block: 2- to 4-grams inside each word with one blank on both sides. Ideographs give
/// unigrams and bigrams only, which are their character n-grams.
struct TermExtractor: Sendable {
    static let charactersMin = 2
    static let charactersMax = 4
    private static let startKey: UInt64 = 0x5354_4152_5400_0001
    private static let endKey: UInt64 = 0x454E_4400_0000_0002

    /// Calls `emit` with every word term first, then with every character term.
    @inline(__always)
    func forEachTerm(_ analysis: Analysis, _ emit: (TermHit) -> Void) {
        analysis.bytes.withUnsafeBytes { bytes in
            words(analysis.tokens, bytes, emit)
            for token in analysis.tokens where token.kind == .word {
                characters(token, bytes, emit)
            }
        }
    }

    @inline(__always)
    private func words(
        _ tokens: [Token], _ bytes: UnsafeRawBufferPointer, _ emit: (TermHit) -> Void
    ) {
        var (before, last) = (Self.startKey, Self.startKey)
        var lastIsWord = false
        var beforeIsWord = false
        for (at, token) in tokens.enumerated() {
            let slice = UnsafeRawBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
            let key = Hash64.of(slice)
            let isWord = token.kind == .word || token.kind == .number
            emit(hit(Hash64.mix(key, 1), .unigram, at))
            emit(hit(Hash64.mix(last, key &+ 2), .bigram, at - 1))
            if at >= 2, isWord, beforeIsWord, lastIsWord {
                emit(hit(Hash64.mix(before, key &+ 3), .skip, at - 2))
            }
            (before, last) = (last, key)
            (beforeIsWord, lastIsWord) = (lastIsWord, isWord)
        }
        guard !tokens.isEmpty else { return }
        emit(hit(Hash64.mix(last, Self.endKey &+ 2), .bigram, tokens.count - 1))
    }

    @inline(__always)
    private func hit(_ key: UInt64, _ kind: TermKind, _ at: Int) -> TermHit {
        TermHit(key: key, kind: kind, start: Int32(truncatingIfNeeded: at), length: 0)
    }

    @inline(__always)
    private func characters(
        _ token: Token, _ bytes: UnsafeRawBufferPointer, _ emit: (TermHit) -> Void
    ) {
        let low = max(Int(token.start) - 1, 0)
        let high = min(Int(token.end) + 1, bytes.count)
        var from = low
        while from < high {
            var packed: UInt64 = 0
            var count = 0
            var at = from
            while at < high, count < Self.charactersMax {
                repeat {
                    packed = packed << 8 ^ packed >> 56 ^ UInt64(bytes[at])
                    at += 1
                } while at < high && bytes[at] & 0xC0 == 0x80
                count += 1
                guard count >= Self.charactersMin else { continue }
                let key = Hash64.mix(packed, UInt64(truncatingIfNeeded: at - from) &+ 4)
                emit(
                    TermHit(
                        key: key, kind: .characters, start: Int32(truncatingIfNeeded: from),
                        length: Int32(truncatingIfNeeded: at - from)))
            }
            repeat { from += 1 } while from < high && bytes[from] & 0xC0 == 0x80
        }
    }

    /// The term as people read it: `reset`, `"reset my"`, `"reset _ password"`, `~pass~`.
    func text(of hit: TermHit, in analysis: Analysis) -> String {
        func word(_ at: Int) -> String {
            guard at >= 0 else { return "<s>" }
            guard at < analysis.tokens.count else { return "</s>" }
            return analysis.text(of: analysis.tokens[at])
        }
        let at = Int(hit.start)
        switch hit.kind {
        case .unigram: return word(at)
        case .bigram: return "\"\(word(at)) \(word(at + 1))\""
        case .skip: return "\"\(word(at)) _ \(word(at + 2))\""
        case .characters:
            let range = at..<at + Int(hit.length)
            return "~\(String(decoding: analysis.bytes[range], as: UTF8.self))~"
        }
    }
}

/// A message as the model sees it: term ids with their TF-IDF values, of unit Euclidean norm.
package struct FeatureVector: Sendable {
    package internal(set) var indices: [UInt32] = []
    package internal(set) var values: [Float] = []
    /// Word unigrams that training has seen, weighed by idf, as a share of all; in 0...1.
    package internal(set) var knownShare: Float = 0
    package internal(set) var wordCount = 0
}

/// Messages in compressed-row form: the features of message `m` are `starts[m]..<starts[m+1]`.
struct FeatureMatrix: Sendable {
    var starts: [Int] = [0]
    var indices: [UInt32] = []
    var values: [Float] = []

    var count: Int { starts.count - 1 }

    mutating func append(_ vector: FeatureVector) {
        indices.append(contentsOf: vector.indices)
        values.append(contentsOf: vector.values)
        starts.append(indices.count)
    }
}
