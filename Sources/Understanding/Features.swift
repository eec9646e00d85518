/// Where a term came from: the word block or the character block, and its shape.
enum TermKind: UInt8, Sendable {
    case unigram = 1
    case bigram, skip, characters
}

/// What a net sees of a message: two views make different mistakes, so their mean makes fewer.
enum TermView: UInt8, Sendable {
    /// Words, their pairs, and character n-grams inside them (`docs/understanding.md`, Terms).
    case words
    /// Character n-grams of two to five across the blanks, which suffer least from typos.
    case crossing
    /// Stems instead of words, and character n-grams of up to five inside the words: better on few
    /// examples and in one domain.
    case stems
}

/// One occurrence of a term in a message.
struct TermHit {
    let key: UInt64
    let kind: TermKind
    /// Where the term starts: a token index, or a byte position for characters.
    let start: Int32
    /// Bytes of a character n-gram; 0 for word terms.
    let length: Int32
    /// Bits of the tokens that the term covers, by their position; beyond 63 they share one.
    let words: UInt64
}

/// Enumerates the terms of an analysed message, as one ``TermView`` has them.
///
/// Word block: unigrams, bigrams with the message's bounds, and skip-bigrams `a _ c` of words.
/// Character block: 2- to 4- or 5-grams inside each word with one blank on both sides. Ideographs
/// give unigrams and bigrams only, which are their character n-grams.
struct TermExtractor: Sendable {
    static let charactersMin = 2
    static let crossingMax = 5

    let view: TermView
    private let charactersMax: Int

    init(_ view: TermView = .words) {
        self.view = view
        charactersMax = view == .stems ? 5 : 4
    }

    static let startKey: UInt64 = 0x5354_4152_5400_0001
    static let endKey: UInt64 = 0x454E_4400_0000_0002

    /// The key of a token in `view`: that of its stem where the view has stems.
    @inline(__always)
    static func wordKey(
        _ token: UnsafeRawBufferPointer, _ kind: Token.Kind, _ view: TermView
    ) -> UInt64 {
        view == .stems && kind == .word ? Stem.key(token) : Hash64.of(token)
    }

    /// Keys of terms, from those of their words.
    @inline(__always)
    static func unigram(_ word: UInt64) -> UInt64 { Hash64.mix(word, 1) }
    @inline(__always)
    static func bigram(_ first: UInt64, _ second: UInt64) -> UInt64 {
        Hash64.mix(first, second &+ 2)
    }

    /// A bound on how many terms a message has: three a word and one more, and n-grams of two to
    /// five characters from every byte.
    static func termsMax(_ analysis: Analysis) -> Int {
        analysis.tokens.count * 3 + 1 + analysis.bytes.count * 4
    }

    /// Calls `emit` with every word term first, then with every character term.
    @inline(__always)
    func forEachTerm(_ analysis: Analysis, _ emit: (TermHit) -> Void) {
        analysis.bytes.withUnsafeBytes { bytes in
            if view == .crossing {
                crossing(analysis.tokens, bytes, emit)
                return
            }
            words(analysis.tokens, bytes, emit)
            for (at, token) in analysis.tokens.enumerated()
            where token.kind == .word && token.end - token.start > 1 {
                characters(token, at, bytes, emit)
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
            let slice = UnsafeRawBufferPointer(rebasing: bytes[token.range])
            let key = Self.wordKey(slice, token.kind, view)
            let isWord = token.kind == .word || token.kind == .number
            // One Latin letter alone is no word: it tells something beside others only.
            let isLetter = token.kind == .word && token.end - token.start == 1
            if !isLetter { emit(hit(Self.unigram(key), .unigram, at, covering: 1)) }
            emit(hit(Self.bigram(last, key), .bigram, at - 1, covering: 2))
            if at >= 2, isWord, beforeIsWord, lastIsWord {
                emit(hit(Hash64.mix(before, key &+ 3), .skip, at - 2, covering: 3))
            }
            (before, last) = (last, key)
            (beforeIsWord, lastIsWord) = (lastIsWord, isWord)
        }
        guard !tokens.isEmpty else { return }
        emit(hit(Self.bigram(last, Self.endKey), .bigram, tokens.count - 1, covering: 1))
    }

    @inline(__always)
    private func hit(_ key: UInt64, _ kind: TermKind, _ at: Int, covering count: Int) -> TermHit {
        var words: UInt64 = 0
        for token in max(at, 0)..<at + count { words |= Self.bit(token) }
        return TermHit(
            key: key, kind: kind, start: Int32(truncatingIfNeeded: at), length: 0, words: words)
    }

    @inline(__always)
    private static func bit(_ token: Int) -> UInt64 { 1 << UInt64(min(token, 63)) }

    @inline(__always)
    private func characters(
        _ token: Token, _ position: Int, _ bytes: UnsafeRawBufferPointer,
        _ emit: (TermHit) -> Void
    ) {
        let word = Self.bit(position)
        let low = max(Int(token.start) - 1, 0)
        let high = min(Int(token.end) + 1, bytes.count)
        var from = low
        while from < high {
            var packed: UInt64 = 0
            var count = 0
            var at = from
            while at < high, count < charactersMax {
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
                        length: Int32(truncatingIfNeeded: at - from), words: word))
            }
            repeat { from += 1 } while from < high && bytes[from] & 0xC0 == 0x80
        }
    }

    /// Character n-grams that run on from word to word.
    @inline(__always)
    private func crossing(
        _ tokens: [Token], _ bytes: UnsafeRawBufferPointer, _ emit: (TermHit) -> Void
    ) {
        var first = 0
        var from = 0
        while from < bytes.count {
            while first + 1 < tokens.count, from >= Int(tokens[first].end) { first += 1 }
            var key: UInt64 = 11
            var count = 0
            var at = from
            var last = first
            var words = Self.bit(first)
            while at < bytes.count, count < Self.crossingMax {
                var scalar: UInt64 = 0
                repeat {
                    scalar = scalar << 8 | UInt64(bytes[at])
                    at += 1
                } while at < bytes.count && bytes[at] & 0xC0 == 0x80
                key = Hash64.mix(key, scalar)
                count += 1
                while last + 1 < tokens.count, at > Int(tokens[last + 1].start) {
                    last += 1
                    words |= Self.bit(last)
                }
                guard count >= Self.charactersMin else { continue }
                emit(
                    TermHit(
                        key: key, kind: .characters, start: Int32(truncatingIfNeeded: from),
                        length: Int32(truncatingIfNeeded: at - from), words: words))
            }
            repeat { from += 1 } while from < bytes.count && bytes[from] & 0xC0 == 0x80
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

/// How much of a message training has seen, as shares in 0...1.
struct Coverage: Sendable {
    /// Word unigrams, weighed by idf.
    var words: Double = 0
    /// Pairs of words, and character n-grams, each occurrence counting once.
    var pairs: Double = 0
    var characters: Double = 0
    var wordCount = 0
    /// Whether not one term is known.
    var isNothing = true
}

/// A message as the model sees it: term ids with their TF-IDF values, of unit Euclidean norm.
package struct FeatureVector: Sendable {
    /// Rows of the vocabulary, as many as ``values``.
    package internal(set) var indices: [UInt32] = []
    /// TF-IDF of each; their squares add up to 1, unless there are none.
    package internal(set) var values: [Float] = []
    var coverage = Coverage()
    /// Tokens that every occurrence of a feature covers, as bits; empty unless asked for.
    var words: [UInt64] = []

    init() {}

    /// A vector of these features; as many `values` as `indices`.
    package init(indices: [UInt32], values: [Float]) {
        (self.indices, self.values) = (indices, values)
    }
}

/// Messages in compressed-row form: the features of message `m` are `starts[m]..<starts[m+1]`.
struct FeatureMatrix: Sendable {
    var starts: [Int] = [0]
    var indices: [UInt32] = []
    var values: [Float] = []
    /// See ``FeatureVector/words``.
    var words: [UInt64] = []

    var count: Int { starts.count - 1 }

    mutating func append(_ vector: FeatureVector) {
        indices.append(contentsOf: vector.indices)
        values.append(contentsOf: vector.values)
        words.append(contentsOf: vector.words)
        starts.append(indices.count)
    }
}
