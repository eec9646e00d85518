/// One piece of a text as the built-in entities and the tagger see it.
struct Lexeme {
    enum Kind: UInt8 { case end, number, word, ideograph, mark }

    var kind = Kind.end
    /// Whether nothing stands between it and the piece before.
    var isGlued = false
    /// Range in ``FoldedText/values``.
    var start = 0
    var end = 0
    /// Of a number its value, -1 beyond eighteen digits; of an ideograph or a mark its scalar; of
    /// a word its sense.
    var value = 0

    var count: Int { end - start }

    static let none = Lexeme()
}

/// The pieces of a text: runs of digits, runs of letters, ideographs and marks by themselves.
struct Lexemes {
    private var all: [Lexeme] = []

    var count: Int { all.count }

    /// The piece at `at`; one of the kind ``Lexeme/Kind/end`` outside the text.
    @inline(__always)
    subscript(at: Int) -> Lexeme { at >= 0 && at < all.count ? all[at] : .none }

    /// Whether an entity may begin or end before the piece at `at`: anywhere but inside what is
    /// written in one, as FD-2024-88123 or 2kg. Ideographs stand for themselves.
    func isJoint(_ at: Int) -> Bool {
        !self[at].isGlued || !isInner(at - 1) || !isInner(at)
    }

    /// Letters, digits, and single marks that join them.
    private func isInner(_ at: Int) -> Bool {
        let piece = self[at]
        guard piece.kind == .mark else { return isAlphanumeric(at) }
        guard piece.isGlued, self[at + 1].isGlued, isAlphanumeric(at - 1), isAlphanumeric(at + 1)
        else { return false }
        switch Unicode.Scalar(UInt32(truncatingIfNeeded: piece.value)) {
        case "-", "_", ".", "/", "@", "+", "&", "#", "\\": return true
        // 17:30 and 1,299; but a name may follow a colon, and a word a comma.
        case ":", ",": return self[at - 1].kind == .number && self[at + 1].kind == .number
        default: return false
        }
    }

    func isAlphanumeric(_ at: Int) -> Bool {
        self[at].kind == .word || self[at].kind == .number
    }

    /// `range` with the rest of what is written in one with its ends; both ends are joints.
    func widened(_ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else { return range }
        var (first, end) = (range.lowerBound, range.upperBound)
        while !isJoint(first) { first -= 1 }
        while !isJoint(end) { end += 1 }
        return first..<end
    }

    init(_ text: FoldedText) {
        all.reserveCapacity(text.values.count / 2 + 4)
        var isGlued = false
        var at = 0
        while at < text.values.count {
            let value = text.values[at]
            let kind: Lexeme.Kind
            switch ScalarClass(value) {
            case .digit: kind = .number
            case .letter: kind = .word
            case .ideograph: kind = .ideograph
            case .mark, .apostrophe: kind = .mark
            case .space, .ignored:
                isGlued = false
                at += 1
                continue
            }
            var lexeme = Lexeme(kind: kind, isGlued: isGlued, start: at, end: at + 1)
            switch kind {
            case .number: Self.readNumber(text, &lexeme)
            case .word: Self.readWord(text, &lexeme)
            case .ideograph: lexeme.value = Int(value == Self.formalYuan ? Self.yuan : value)
            case .mark, .end: lexeme.value = Int(Self.plain(value))
            }
            all.append(lexeme)
            at = lexeme.end
            isGlued = true
        }
    }

    private static func readNumber(_ text: FoldedText, _ lexeme: inout Lexeme) {
        var (at, value) = (lexeme.start, 0)
        while at < text.values.count, case .digit = ScalarClass(text.values[at]) {
            if at > lexeme.start, isFraction(text, at) { break }
            if at - lexeme.start < 18 { value = value * 10 + Int(text.values[at] - 0x30) }
            at += 1
        }
        lexeme.end = at
        lexeme.value = at - lexeme.start <= 18 ? value : -1
    }

    /// Whether one scalar was a fraction, as ½, which folds to 1/2: 2½ is not 21/2.
    private static func isFraction(_ text: FoldedText, _ at: Int) -> Bool {
        at + 1 < text.values.count && text.values[at + 1] == 0x2F
            && text.starts[at] == text.starts[at + 1]
    }

    private static func readWord(_ text: FoldedText, _ lexeme: inout Lexeme) {
        var (at, hash) = (lexeme.start, Lexicon.seed)
        while at < text.values.count, case .letter = ScalarClass(text.values[at]) {
            hash = Lexicon.hash(hash, text.values[at])
            at += 1
        }
        lexeme.end = at
        lexeme.value = Lexicon.sense(of: hash)
    }

    /// 圆, as in 港圓, is the formal 元.
    private static let (formalYuan, yuan) = (UInt32(0x5706), UInt32(0x5143))

    /// Dashes of every width are one dash.
    private static func plain(_ mark: UInt32) -> UInt32 {
        (0x2010...0x2015).contains(mark) || mark == 0x2212 ? 0x2D : mark
    }
}
