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
        let end =
            text.utf8.count > scalarLimit
            ? view.index(view.startIndex, offsetBy: scalarLimit, limitedBy: view.endIndex) : nil
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
    private var isContinued = false
    /// Hash of the current number's digits.
    private var number: UInt64 = 0
    /// Marks since a number ended, while nothing else stood behind it.
    private var marksBehindNumber: Int?
    /// Punctuation counts only in texts with ideographs, which is known at the end.
    private var markCount = 0
    /// The last picture; 0 before there was one.
    private var picture: UInt32 = 0

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
            number = Hash64.mix(number, UInt64(value))
        case .ideograph:
            endRun()
            marksBehindNumber = nil
            analysis.ideographCount += 1
            if ScalarClass.isSyllable(value) { analysis.syllableCount += 1 }
            single(value, .ideograph)
        case .mark:
            endRun()
            markCount += 1
            marksBehindNumber = marksBehindNumber.map { $0 + 1 }
            single(value, .mark)
            if Self.mayBePicture(value) { see(value) }
        case .space:
            endRun()
            marksBehindNumber = nil
        case .ignored: break
        }
    }

    /// Whether a mark is in one of the blocks of pictures: Chinese punctuation, which is frequent,
    /// is not looked up.
    @inline(__always)
    private static func mayBePicture(_ value: UInt32) -> Bool {
        0x2190...0x2BFF ~= value || value >= 0x1F000
    }

    private static let skinTones: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF

    /// Takes in a mark that may be a picture.
    private mutating func see(_ value: UInt32) {
        guard value != picture, !Self.skinTones.contains(value),
            Unicode.Scalar(value)?.properties.isEmoji == true
        else { return }
        picture = value
        analysis.pictureHash = Hash64.mix(analysis.pictureHash, UInt64(value))
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
        isContinued = next == .number && marksBehindNumber == 1
        marksBehindNumber = nil
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
            if isContinued { analysis.tokens[analysis.tokens.count - 1].continuesNumber = true }
            marksBehindNumber = 0
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
        if apostrophes == 0, !Contraction.mayBeUnmarked(analysis.bytes[start..<end]) {
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

    /// Whether a word without an apostrophe has the length and the end of those that lack one.
    static func mayBeUnmarked(_ word: ArraySlice<UInt8>) -> Bool {
        4...8 ~= word.count && word.last == UInt8(ascii: "t")
            && word.dropLast().last == UInt8(ascii: "n")
    }

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
