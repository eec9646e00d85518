/// One token of an analysed text: a word, a number, one ideograph or one punctuation mark.
package struct Token: Sendable, Hashable {
    /// What a token is made of; marks stand only in texts with ideographs.
    package enum Kind: UInt8, Sendable { case word, number, ideograph, mark }

    /// Byte positions in ``Analysis/bytes``.
    var start: Int32
    var end: Int32
    /// Letters, digits, one ideograph or one mark.
    package var kind: Kind

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
    /// Letters and ideographs seen, by which the language is told.
    package internal(set) var letterCount = 0
    /// Han characters, each of them a token.
    package internal(set) var ideographCount = 0
    /// Hash of the digits, which the tokens do not tell apart.
    package internal(set) var digitHash: UInt64 = 7
    /// Hash of the digits of each number token, in order: 2014 and 2015 are one token of training,
    /// but not of retrieval.
    var numberHashes: [UInt64] = []

    /// The language the text is written in; nil where no letter tells, as in `123 ?`.
    ///
    /// One ideograph carries about as much as three letters, so `打开qq` is Chinese.
    package var language: Language? {
        guard letterCount + ideographCount > 0 else { return nil }
        return ideographCount * 3 >= letterCount ? .chinese : .english
    }

    /// The folded text of a token of this analysis.
    package func text(of token: Token) -> String {
        String(decoding: bytes[token.range], as: UTF8.self)
    }

    /// The tokens that are no punctuation.
    private var spoken: [Token] { tokens.filter { $0.kind != .mark } }

    /// Whether it is a single word: one of letters or digits, or at most two ideographs.
    var isOneWord: Bool {
        let spoken = spoken
        return spoken.count == 1
            || spoken.count == 2 && spoken.allSatisfy { $0.kind == .ideograph }
    }

    /// What stands before a token.
    enum Gap { case none, hyphen, mark, sentenceEnd }

    /// What stands before the token at `index`, which is not the first, or is that token: a mark
    /// is there whether or not it is a token, a hyphen alone joins words, as in `hi-fi`, and a stop
    /// alone numbers, as in `2.5`.
    func gap(before index: Int) -> Gap {
        let (last, next) = (tokens[index - 1], tokens[index])
        let end = Int(next.kind == .mark ? next.end : next.start)
        let marks = bytes[Int(last.end)..<end].filter { $0 != UInt8(ascii: " ") }
        if marks.isEmpty { return .none }
        if marks.allSatisfy({ $0 == UInt8(ascii: "-") }) { return .hyphen }
        let isDecimal = last.kind == .number && next.kind == .number && marks.count == 1
        let ends = String(decoding: marks, as: UTF8.self).contains {
            Self.sentenceEnds.contains($0)
        }
        return ends && !isDecimal ? .sentenceEnd : .mark
    }

    private static let sentenceEnds: Set<Character> = [".", "!", "?", ";", "。", "…"]

    /// The tokens in `range`, none of the others with digits, as if nothing else had been said.
    func part(_ range: Range<Int>) -> Analysis {
        var part = self
        for token in tokens[..<range.lowerBound] + tokens[range.upperBound...] {
            switch token.kind {
            case .word: part.letterCount -= text(of: token).unicodeScalars.count
            case .ideograph: part.ideographCount -= 1
            case .number, .mark: break
            }
        }
        part.tokens = tokens[range].filter { $0.kind != .mark || part.ideographCount > 0 }
        return part
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

/// Splits text into tokens, for English, Chinese and any mixture.
///
/// English: words by `n't|'[a-z]+|letters|digits` with contractions split (`can't` → `can n't`,
/// `dont` → `do n't`), punctuation dropped. Where the text has ideographs each of them is a token,
/// punctuation stays and runs of other scripts are words (`重跑gen-itgc后` → 重 跑 gen - itgc 后).
/// Every digit becomes 0, at most four to a number. The same function serves training, prediction,
/// the passage index and the search over history. Linear in the text.
package struct Analyzer: Sendable {
    /// Digits kept of a number, so that lengths up to four stay apart and longer ones do not.
    static let digitsMax = 4

    /// Scalars of a message that are read: a page, longer than what people write, and a bound on
    /// the work of one message (five milliseconds).
    package static let messageScalarsMax = 2_048

    /// Holds nothing: what it knows is in tables that are made once a process.
    package init() {}

    /// `text` in tokens; only its first `scalarLimit` scalars are read.
    package func analyze(
        _ text: some StringProtocol, scalarLimit: Int = messageScalarsMax
    ) -> Analysis {
        var scanner = Scanner()
        scanner.analysis.bytes.reserveCapacity(text.utf8.count + 16)
        var read = 0
        let view = String(text).unicodeScalars
        let end = view.index(view.startIndex, offsetBy: scalarLimit, limitedBy: view.endIndex)
        let scalars = end.map { String(view[..<$0]).unicodeScalars } ?? view
        Fold.standard.forEach(in: scalars) { value in
            // A single scalar can fold to eighteen: what is bounded is the work.
            guard read < scalarLimit else { return }
            read += 1
            scanner.take(value)
        }
        return scanner.finish()
    }
}

/// The tokenizer's state between two scalars.
private struct Scanner {
    private enum Run { case none, word, number }

    var analysis = Analysis()
    private var run = Run.none
    /// Where the current word or number starts in the buffer.
    private var start = 0
    private var apostrophes = 0
    private var digits = 0
    /// Hash of the current number's digits.
    private var number: UInt64 = 0
    /// Punctuation counts only in texts with ideographs, which is known at the end.
    private var markCount = 0

    private static let blank = UInt8(ascii: " ")
    private static let quote = UInt8(ascii: "'")

    mutating func take(_ value: UInt32) {
        switch ScalarClass(value) {
        case .letter:
            analysis.letterCount += 1
            if run != .word { begin(.word) }
            append(value)
        case .apostrophe:
            if run == .word {
                apostrophes += 1
                append(value)
            } else {
                endRun()
            }
        case .digit:
            if run != .number {
                begin(.number)
                number = 7
            }
            if digits < Analyzer.digitsMax { append(0x30) }
            digits += 1
            analysis.digitHash = Hash64.mix(analysis.digitHash, UInt64(value))
            number = Hash64.mix(number, UInt64(value))
        case .ideograph:
            endRun()
            analysis.ideographCount += 1
            single(value, .ideograph)
        case .mark:
            endRun()
            markCount += 1
            single(value, .mark)
        case .space: endRun()
        case .ignored: break
        }
    }

    mutating func finish() -> Analysis {
        endRun()
        if analysis.ideographCount == 0 && markCount > 0 {
            analysis.tokens.removeAll { $0.kind == .mark }
        }
        return analysis
    }

    private mutating func begin(_ next: Run) {
        endRun()
        run = next
        pad()
        start = analysis.bytes.count
    }

    private mutating func pad() {
        if analysis.bytes.last != Self.blank { analysis.bytes.append(Self.blank) }
    }

    private mutating func append(_ value: UInt32) {
        if value < 0x80 {
            analysis.bytes.append(UInt8(value))
        } else if let scalar = Unicode.Scalar(value) {
            analysis.bytes.append(contentsOf: scalar.utf8)
        }
    }

    private mutating func single(_ value: UInt32, _ kind: Token.Kind) {
        let at = analysis.bytes.count
        append(value)
        analysis.tokens.append(
            Token(start: Int32(at), end: Int32(analysis.bytes.count), kind: kind))
    }

    private mutating func endRun() {
        defer { (run, apostrophes, digits) = (.none, 0, 0) }
        switch run {
        case .none: return
        case .number:
            close(.number, from: start, to: analysis.bytes.count)
            analysis.numberHashes.append(number)
        case .word: closeWord()
        }
        pad()
    }

    private mutating func close(_ kind: Token.Kind, from: Int, to: Int) {
        guard to > from else { return }
        analysis.tokens.append(Token(start: Int32(from), end: Int32(to), kind: kind))
    }

    /// Ends a word, splitting contractions and dropping quotes around it.
    private mutating func closeWord() {
        while apostrophes > 0, analysis.bytes.last == Self.quote {
            analysis.bytes.removeLast()
            apostrophes -= 1
        }
        let end = analysis.bytes.count
        let length = end - start
        if apostrophes == 0, !(4...8).contains(length) {
            close(.word, from: start, to: end)
            return
        }
        let word = Array(analysis.bytes[start..<end])
        guard let parts = Contraction.parts(of: word) else {
            close(.word, from: start, to: end)
            return
        }
        analysis.bytes.removeLast(length)
        for part in parts {
            pad()
            let from = analysis.bytes.count
            analysis.bytes.append(contentsOf: part)
            close(.word, from: from, to: analysis.bytes.count)
        }
    }
}

/// English contractions, with and without their apostrophe.
private enum Contraction {
    private static let unmarked: Set<[UInt8]> = Set(
        [
            "dont", "cant", "wont", "didnt", "doesnt", "isnt", "arent", "wasnt", "werent",
            "havent", "hasnt", "hadnt", "couldnt", "wouldnt", "shouldnt", "aint",
        ].map { Array($0.utf8) })
    private static let stems: [[UInt8]: [UInt8]] = [
        Array("ca".utf8): Array("can".utf8),
        Array("wo".utf8): Array("will".utf8),
        Array("sha".utf8): Array("shall".utf8),
    ]
    private static let negation = Array("n't".utf8)

    /// The tokens of `word`, or nil where it is one token as it stands.
    static func parts(of word: [UInt8]) -> [[UInt8]]? {
        if unmarked.contains(word) { return negated(word.dropLast(2)) }
        guard let quote = word.firstIndex(of: UInt8(ascii: "'")) else { return nil }
        if word.suffix(3).elementsEqual(negation), word.count > 3 {
            return negated(word.dropLast(3))
        }
        var parts: [[UInt8]] = []
        if quote > 0 { parts.append(Array(word[..<quote])) }
        for piece in word[quote...].split(separator: UInt8(ascii: "'")) {
            parts.append([UInt8(ascii: "'")] + piece)
        }
        return parts
    }

    private static func negated(_ stem: ArraySlice<UInt8>) -> [[UInt8]] {
        [stems[Array(stem)] ?? Array(stem), negation]
    }
}
