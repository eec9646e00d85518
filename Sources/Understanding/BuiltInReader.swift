/// Reads one text for built-in entities: at every piece each kind tries to start.
struct BuiltInReader {
    struct Match {
        var kind: BuiltInKind
        /// In ``FoldedText/values``; not empty.
        var range: Range<Int>
        /// nil for what was sent, in lower case.
        var value: String?

        /// An order number that is called one, whatever else it looks like.
        var isAnnounced = false

        var start: Int { range.lowerBound }
        var rank: Int {
            isAnnounced ? Self.announcedRank : BuiltInKind.allCases.firstIndex(of: kind) ?? 0
        }
        private static let announcedRank = BuiltInKind.allCases.firstIndex(of: .money) ?? 0
    }

    let text: FoldedText
    let lexemes: Lexemes
    let now: ReferenceTime?
    private let senses = Lexicon.senses
    let beginnings = IdeographBeginnings.kinds
    private(set) var found: [Match] = []
    /// The time of day that was read last: the piece behind it, whether its hour may be of the
    /// clock of twelve hours, whether "between" stands before it, and whether the part of the day
    /// does, so that it is that of the next in a list.
    var lastTime: (end: Int, time: ClockTime, isTwelve: Bool, isBetween: Bool, hasPart: Bool)?
    /// The amount that was read last, the piece behind it, and whether "between" stands before it.
    var lastMoney: (end: Int, number: DecimalNumber, code: String, isBetween: Bool)?
    /// The day that was read last, the piece behind it, and whether another day of its month may
    /// follow.
    var lastDate: (mention: DateMention, end: Int, isOpen: Bool)?

    init(_ text: FoldedText, _ lexemes: Lexemes, at now: ReferenceTime?) {
        (self.text, self.lexemes, self.now) = (text, lexemes, now)
    }

    mutating func read() {
        for at in 0..<lexemes.count {
            switch lexemes[at].kind {
            case .number: readNumber(at)
            case .word: readWord(at)
            case .ideograph: readIdeograph(at)
            case .mark: readMark(at)
            case .end: break
            }
        }
    }

    private mutating func readNumber(_ at: Int) {
        readDate(at)
        readTime(at)
        readMoney(at)
        readQuantity(at)
        readPhone(at)
        readOrderNumber(at)
    }

    private mutating func readWord(_ at: Int) {
        let word = lexemes[at].value
        readOrderNumber(at)
        guard word != 0 else {
            // us$, hk$: the letters before the sign mean nothing by themselves.
            if mark(at + 1) == "$" { readMoney(at) }
            return
        }
        readDate(at)
        readTime(at)
        readMoney(at)
        if sense(at).number > 0 || role(at) == .half || role(at) == .a { readQuantity(at) }
    }

    private mutating func readMark(_ at: Int) {
        switch mark(at) {
        case "@": readEmail(at)
        case "+", "(": readPhone(at)
        case "#": readOrderNumber(at)
        default: if sign(at) != nil { readMoney(at) }
        }
    }

    /// Keeps the pieces `range` as an entity, unless it is a measure that ends inside a code: `500G2B`.
    mutating func keep(
        _ kind: BuiltInKind, _ range: Range<Int>, _ value: String, isAnnounced: Bool = false
    ) {
        guard !range.isEmpty else { return }
        let (first, last) = (lexemes[range.lowerBound], lexemes[range.upperBound - 1])
        guard first.start < last.end, !(kind.isMeasure && isCutOff(range.upperBound)) else {
            return
        }
        let values = first.start..<last.end
        found.append(Match(kind: kind, range: values, value: value, isAnnounced: isAnnounced))
    }

    /// Whether a number follows the word before `at` without a gap.
    private func isCutOff(_ at: Int) -> Bool {
        lexemes[at - 1].kind == .word && lexemes[at].kind == .number && lexemes[at].isGlued
    }

    mutating func keep(_ kind: BuiltInKind, values range: Range<Int>, _ value: String?) {
        found.append(Match(kind: kind, range: range, value: value))
    }

    // MARK: Pieces

    /// Whether the piece at `at` adds what stands behind it to what stands before: and, 和.
    func isAnd(_ at: Int) -> Bool {
        role(at) == .and || ["和", "跟", "与", "及"].contains(han(at))
    }

    func isOr(_ at: Int) -> Bool {
        lexemes[at].kind == .word && lexemes[at].count == 2 && surface(at..<at + 1) == "or"
    }

    /// Whether the piece at `at` leads from a beginning to an end: to, 到.
    func isTo(_ at: Int) -> Bool { role(at) == .to || ["到", "至"].contains(han(at)) }

    @inline(__always)
    func sense(_ at: Int) -> WordSense { senses[senseIndex(at)] }

    @inline(__always)
    func role(_ at: Int) -> WordSense.Role { senses[senseIndex(at)].role }

    private func senseIndex(_ at: Int) -> Int {
        let lexeme = lexemes[at]
        return lexeme.kind == .word ? lexeme.value : 0
    }

    /// The ideograph at `at`; U+0000 where there is none.
    func han(_ at: Int) -> Unicode.Scalar { scalar(at, .ideograph) }

    /// The mark at `at`; U+0000 where there is none.
    func mark(_ at: Int) -> Unicode.Scalar { scalar(at, .mark) }

    private func scalar(_ at: Int, _ kind: Lexeme.Kind) -> Unicode.Scalar {
        let lexeme = lexemes[at]
        guard lexeme.kind == kind else { return "\0" }
        return Unicode.Scalar(UInt32(truncatingIfNeeded: lexeme.value)) ?? "\0"
    }

    /// The piece behind the ideographs of `phrase`, where they start at `at`.
    @inline(__always)
    func skip(_ phrase: Phrase, at: Int) -> Int? {
        for place in 0..<phrase.count {
            let lexeme = lexemes[at + place]
            guard lexeme.value == phrase[place], lexeme.kind == .ideograph else { return nil }
        }
        return at + phrase.count
    }

    /// The piece behind the first of `phrases` that starts at `at`.
    func skip(anyOf phrases: [Phrase], at: Int) -> Int? {
        guard lexemes[at].kind == .ideograph else { return nil }
        for phrase in phrases { if let end = skip(phrase, at: at) { return end } }
        return nil
    }

    /// Digits as they stand, in any script, as ASCII.
    func digits(_ lexeme: Lexeme) -> String {
        String(
            decoding: text.values[lexeme.start..<lexeme.end].map { UInt8($0 & 0x7F) }, as: UTF8.self
        )
    }

    /// Whether a numeral stands right before `at`, so that a number does not start there.
    func followsNumeral(_ at: Int) -> Bool { lexemes[at].isGlued && isNumeral(at - 1) }

    /// Whether the number at `at` is no count: 第三, 几十, 数十, but not that of 总数10件.
    func isVague(_ at: Int) -> Bool {
        switch han(at - 1) {
        case "第", "几": true
        case "数": isRound(at) && !Self.numbered.contains(han(at - 2))
        default: false
        }
    }

    /// What stands before 数 where that is the number of something: 总数, 件数.
    private static let numbered = Set("总读张件个箱包份人单次倍点票字页参基套台盒瓶袋".unicodeScalars)

    /// 十, 10 or 100, which 数 before it makes several of them.
    private func isRound(_ at: Int) -> Bool {
        Self.scale(han(at)) != nil
            || lexemes[at].kind == .number && [10, 100, 1_000, 10_000].contains(lexemes[at].value)
    }

    /// Whether a number or word at `at` is the rest of something longer, as 7 in KP-7 and 3.7.
    func isContinued(_ at: Int) -> Bool {
        guard lexemes[at].isGlued else { return false }
        switch lexemes[at - 1].kind {
        case .number, .word: return true
        case .mark:
            guard lexemes[at - 1].isGlued, "-.,/_#:".unicodeScalars.contains(mark(at - 1)) else {
                return mark(at - 1) == "#" || mark(at - 1) == "_"
            }
            if isWideComma(at - 1) || isListComma(at - 1) { return false }
            let before = lexemes[at - 2].kind
            return before == .number
                || (before == .word && mark(at - 1) != "," && mark(at - 1) != ":")
        case .ideograph, .end: return false
        }
    }
}

/// Ideographs that stand one behind the other, at most eight.
///
/// They lie in the value itself: tables of phrases are gone through at each ideograph of a message,
/// and an array in each would be retained and released as often.
struct Phrase: ExpressibleByStringLiteral, Sendable {
    let count: Int
    private let ideographs: SIMD8<UInt32>

    var first: Int { self[0] }

    /// The ideograph at `at`, in 0..<``count``.
    subscript(at: Int) -> Int { Int(ideographs[at]) }

    /// The ideographs as text.
    var text: String {
        String(String.UnicodeScalarView((0..<count).compactMap { Unicode.Scalar(ideographs[$0]) }))
    }

    init(stringLiteral text: StaticString) {
        let scalars = "\(text)".unicodeScalars
        count = scalars.count
        precondition(1...8 ~= count, "\(text): no phrase of one to eight ideographs")
        var ideographs = SIMD8<UInt32>.zero
        for (at, scalar) in scalars.enumerated() { ideographs[at] = scalar.value }
        self.ideographs = ideographs
    }
}
