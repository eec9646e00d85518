/// One token of an analysed text: a word, a number, one ideograph or one punctuation mark.
package struct Token: Sendable, Hashable {
    /// What a token is made of; marks stand only in texts with ideographs.
    package enum Kind: UInt8, Sendable { case word, number, ideograph, mark }

    /// Byte positions in ``Analysis/bytes``.
    var start: Int32
    var end: Int32
    /// Letters, digits, one ideograph or one mark.
    package var kind: Kind
    /// Whether it is a number with one mark and no blank between it and another one.
    var continuesNumber = false

    /// Where it stands in ``Analysis/bytes``.
    @inline(__always)
    var range: Range<Int> { Int(start)..<Int(end) }
}

/// A text as matching sees it: its tokens over one byte buffer.
///
/// The buffer holds the folded tokens in UTF-8, one blank before and after each word, so that a
/// word's character n-grams with their padding are plain byte windows.
package struct Analysis: Sendable {
    /// The folded text; tokens are ranges of it.
    package internal(set) var bytes: [UInt8] = []
    /// In order of the text, none overlapping another.
    package internal(set) var tokens: [Token] = []
    /// Letters of words, by which, with the ideographs, the language is told.
    package internal(set) var letterCount = 0
    /// Characters that are written without blanks, each of them a token: Han, kana, Hangul.
    package internal(set) var ideographCount = 0
    /// Of them kana and Hangul, which no language of a desk's is written in.
    var syllableCount = 0
    /// Hash of the digits, which the tokens do not tell apart.
    package var digitHash: UInt64 { numberHashes.reduce(7, Hash64.mix) }
    /// Hash of the pictures (emoji) in order, whatever their skin tone, several of a kind in a row
    /// as one; 0 where there are none. They are no tokens: an example of pictures alone is known by
    /// it.
    package internal(set) var pictureHash: UInt64 = 0
    /// Hash of the digits of each number token, in order: 2014 and 2015 are one token of training,
    /// but not of retrieval.
    var numberHashes: [UInt64] = []

    /// The language the text is written in; nil where no letter tells, as in `123 ?`.
    ///
    /// Where letters are more than ideographs, the words that a sentence is framed with tell:
    /// `response_format 怎么用` is Chinese, `how do I install 我的世界` is not.
    package var language: Language? {
        guard letterCount + ideographCount > 0 else { return nil }
        if isMostlyIdeographs { return syllableCount * 2 > ideographCount ? nil : .chinese }
        return ideographCount > 0 && isFramedInChinese ? .chinese : .english
    }

    /// Whether it is lacking words as Chinese texts do: an ideograph carries about as much as three
    /// letters, so `打开qq` is of these.
    var isMostlyIdeographs: Bool { ideographCount > 0 && ideographCount * 3 >= letterCount }

    /// Whether no fewer ideographs than words are ``CommonWords``.
    private var isFramedInChinese: Bool {
        tokens.reduce(0) { sum, token in
            switch token.kind {
            case .ideograph: sum + (CommonWords.ideographs.contains(key(of: token)) ? 1 : 0)
            case .word: sum - (CommonWords.words.contains(stemKey(of: token)) ? 1 : 0)
            case .number, .mark: sum
            }
        } >= 0
    }

    /// The folded text of a token of this analysis.
    package func text(of token: Token) -> String {
        String(decoding: bytes[token.range], as: UTF8.self)
    }

    /// The tokens in `range` as they stand in the text, folded; words are parted by a blank.
    package func text(in range: Range<Int>) -> String {
        range.reduce(into: "") { text, at in
            if tokens[at].kind != .ideograph, !text.isEmpty { text += " " }
            text += self.text(of: tokens[at])
        }
    }

    /// The tokens that are no punctuation.
    private var spoken: [Token] { tokens.filter { $0.kind != .mark } }

    /// Whether it is a single word: one of letters or digits, or at most two ideographs.
    var isOneWord: Bool {
        let spoken = spoken
        return spoken.count == 1
            || spoken.count == 2 && spoken.allSatisfy { $0.kind == .ideograph }
    }

    /// Whether numbers are all that is said.
    var isBareNumber: Bool {
        !tokens.isEmpty && tokens.allSatisfy { $0.kind == .number || $0.kind == .mark }
            && tokens.contains { $0.kind == .number }
    }

    private static let numberMarks = Set(".,:/".utf8)

    /// What stands before a token; ``Gap/hyphen`` also where a mark is part of a number.
    enum Gap { case none, hyphen, mark, sentenceEnd }

    /// What stands before the token at `index`, which is not the first, or is that token: a mark is
    /// there whether or not it is a token, a hyphen alone joins words, as in `hi-fi`, and a stop,
    /// comma, colon or stroke numbers, as in `2.5`.
    func gap(before index: Int) -> Gap {
        let marks = gapBytes(before: index).filter { $0 != UInt8(ascii: " ") }
        if marks.isEmpty { return .none }
        if marks.allSatisfy({ $0 == UInt8(ascii: "-") }) || isOfNumber(marks[...], before: index) {
            return .hyphen
        }
        let ends = String(decoding: marks, as: UTF8.self).contains {
            Self.sentenceEnds.contains($0)
        }
        return ends ? .sentenceEnd : .mark
    }

    /// Whether `marks`, right before the token at `index` or that token, stand within a number:
    /// 2.5, 9:30, 1,299, but not order 4711. 2 weeks.
    private func isOfNumber(_ marks: ArraySlice<UInt8>, before index: Int) -> Bool {
        guard marks.count == 1, let mark = marks.first, Self.numberMarks.contains(mark) else {
            return false
        }
        let next = tokens[index].kind == .mark ? index + 1 : index
        return tokens.indices.contains(next) && tokens[next].continuesNumber
    }

    /// Whether more than a blank or a hyphen stands before the token at `index`, which is not the
    /// first, or is that token: what ``gap(before:)`` says without telling which.
    func isParted(before index: Int) -> Bool {
        let gap = gapBytes(before: index)
        let isParted = gap.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        return isParted && self.gap(before: index) != .hyphen
    }

    /// What stands between the token at `index`, which is not the first, and the one before it; a
    /// mark is of it.
    private func gapBytes(before index: Int) -> ArraySlice<UInt8> {
        let next = tokens[index]
        return bytes[Int(tokens[index - 1].end)..<Int(next.kind == .mark ? next.end : next.start)]
    }

    /// Whether a question mark stands among the tokens in `range`, which is not empty, or right
    /// behind them.
    func isMarkedAsQuestion(_ range: Range<Int>) -> Bool {
        let (start, end) = (
            Int(tokens[range.lowerBound].start), Int(tokens[range.upperBound - 1].end)
        )
        let mark = UInt8(ascii: "?")
        return bytes[start..<end].contains(mark)
            || bytes[end...].prefix { !Self.isOfWord($0) }.contains(mark)
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: false
        }
    }

    private static let sentenceEnds: Set<Character> = [".", "!", "?", ";", "。", "…"]

    /// Whether a word in `range` tells what a text is about: none of ``CommonWords``.
    package func hasTopic(in range: Range<Int>) -> Bool {
        range.contains { at in
            switch tokens[at].kind {
            case .word: return !CommonWords.words.contains(stemKey(of: tokens[at]))
            case .ideograph: return !CommonWords.ideographs.contains(key(of: tokens[at]))
            case .number: return true
            case .mark: return false
            }
        }
    }

    /// The tokens in `range`, as if nothing else had been said.
    func part(_ range: Range<Int>) -> Analysis {
        func numbers(in range: Range<Int>) -> Int {
            tokens[range].count { $0.kind == .number }
        }
        var part = self
        part.numberHashes = Array(
            numberHashes.dropFirst(numbers(in: 0..<range.lowerBound))
                .prefix(numbers(in: range)))
        (part.letterCount, part.ideographCount, part.syllableCount) = (0, 0, 0)
        for token in tokens[range] { part.count(token.kind, bytes[token.range], 1) }
        part.tokens = tokens[range].filter { $0.kind != .mark || part.ideographCount > 0 }
        return part
    }

    /// Counts the letters and ideographs of a token `times` times.
    mutating func count(_ kind: Token.Kind, _ text: ArraySlice<UInt8>, _ times: Int) {
        switch kind {
        case .word:
            let letters = text.count { $0 != UInt8(ascii: "'") && $0 & 0xC0 != 0x80 }
            letterCount += times * letters
        case .ideograph:
            ideographCount += times
            let scalar = String(decoding: text, as: UTF8.self).unicodeScalars.first
            if scalar.map({ ScalarClass.isSyllable($0.value) }) == true { syllableCount += times }
        case .number, .mark: break
        }
    }

    /// A key that two texts share when their tokens are the same.
    package var tokensKey: UInt64 { key(of: tokens, seed: UInt64(tokens.count)) }

    /// A key that two texts of one `seed` share when they have the same words, whatever stands
    /// between them; nil where there are none.
    func wordsKey(seed: UInt64) -> UInt64? {
        let spoken = spoken
        return spoken.isEmpty ? nil : key(of: spoken, seed: seed)
    }

    /// A key that two equal tokens share.
    func key(of token: Token) -> UInt64 {
        bytes.withUnsafeBytes { Hash64.of(UnsafeRawBufferPointer(rebasing: $0[token.range])) }
    }

    /// A key that all inflections of a word share.
    func stemKey(of token: Token) -> UInt64 {
        bytes.withUnsafeBytes { Stem.key(UnsafeRawBufferPointer(rebasing: $0[token.range])) }
    }

    private func key(of tokens: [Token], seed: UInt64) -> UInt64 {
        bytes.withUnsafeBytes { bytes in
            tokens.reduce(seed) { key, token in
                Hash64.mix(key, Hash64.of(UnsafeRawBufferPointer(rebasing: bytes[token.range])))
            }
        }
    }
}
