/// The kinds of entities that need no training, by the names that projects use for them.
package enum BuiltInKind: String, Sendable, CaseIterable {
    // Of two readings of the same stretch the earlier kind stays.
    case email, date, time, money, phone, quantity
    case orderNumber = "order_number"

    static let source = "builtin"
}

/// Entities that customer service needs, in English and Chinese, without training.
///
/// `email` lower-cased; `phone` as digits with their `+`; `money` as `12.50 USD` (two decimals at
/// least, ISO 4217); `order_number` in capitals; `date` and `time` in ISO 8601 (``DateResolver``);
/// `quantity` as `3 pair`. Linear in the text, of which it reads the first KiB.
struct BuiltInEntities: Sendable {
    /// Scalars of a message that are read.
    static let scalarsMax = 1_024
    private let kinds: Set<BuiltInKind>

    /// All kinds but those whose names a project has for patterns or lists of its own.
    init(without names: Set<String>) {
        kinds = Set(BuiltInKind.allCases).filter { !names.contains($0.rawValue) }
        // The first message need not wait for the tables.
        _ = BuiltInSigns.areIn(UnsafeBufferPointer(start: nil, count: 0))
        _ = Lexicon.senses.count
    }

    /// Entities of `text` in order, none overlapping another: the longest stay, and of those of one
    /// length the kind that ``BuiltInKind`` names first.
    func entities(
        in text: FoldedText, _ pieces: Lexemes, at now: ReferenceTime?
    ) -> [Entity] {
        var reader = BuiltInReader(text, pieces, at: now)
        reader.read()
        var found = reader.found.filter { kinds.contains($0.kind) }
        // A match that ends where reading ended may go on behind it.
        if text.isCut { found.removeAll { $0.range.upperBound >= text.values.count } }
        found.sort { ($1.range.count, $0.rank, $0.start) < ($0.range.count, $1.rank, $1.start) }
        var kept: [BuiltInReader.Match] = []
        for match in found where kept.count < EntityExtractor.entitiesMax {
            if !kept.contains(where: { $0.range.overlaps(match.range) }) { kept.append(match) }
        }
        kept.sort { $0.start < $1.start }
        return kept.map { match in
            let place = text.place(of: match.range)
            return Entity(
                name: match.kind.rawValue, value: match.value, start: place.lowerBound,
                end: place.upperBound, source: BuiltInKind.source)
        }
    }
}

/// Whether a message can have a built-in entity at all, told from its bytes.
///
/// Looks for digits, `@`, number words and date words, which few messages have; the others are
/// through in some 100 ns.
enum BuiltInSigns {
    /// Bits by the low 16 bits of a word's hash; one word in 500 is taken for another.
    private static let words: [UInt64] = bits(Lexicon.triggers.map { Int($0 & 0xFFFF) })
    /// Bits by scalar, below U+10000: digits of all scripts, numerals, parts of Chinese dates.
    private static let scalars: [UInt64] = {
        let ideographs = "一二两三四五六七八九十兩今昨明周週期礼禮拜月年天晚早午晨末壹贰叁肆伍陆柒捌玖拾"
        let digits = (0x80..<0xFFFF).filter { value in
            guard let scalar = Unicode.Scalar(UInt32(value)) else { return false }
            var isSign = false
            Fold.standard.forEach(of: scalar) { isSign = isSign || isASCIISign($0) }
            return isSign
        }
        return bits(digits + ideographs.unicodeScalars.map { Int($0.value) })
    }()

    private static func bits(_ places: [Int]) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: 1_024)
        for place in places { bits[place >> 6 & 1_023] |= 1 << UInt64(place & 63) }
        return bits
    }

    private static func isASCIISign(_ value: UInt32) -> Bool {
        value &- 0x30 < 10 || value == 0x40
    }

    static func areIn(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        words.withUnsafeBufferPointer { words in
            scalars.withUnsafeBufferPointer { scalars in
                areIn(utf8, words: words, scalars: scalars)
            }
        }
    }

    @inline(__always)
    private static func areIn(
        _ utf8: UnsafeBufferPointer<UInt8>, words: UnsafeBufferPointer<UInt64>,
        scalars: UnsafeBufferPointer<UInt64>
    ) -> Bool {
        var hash = Lexicon.seed
        var at = 0
        while at < utf8.count {
            let byte = utf8[at]
            let letter = byte | 0x20
            if letter &- 0x61 < 26 {
                hash = Lexicon.hash(hash, UInt32(letter))
                at += 1
                continue
            }
            if hash != Lexicon.seed {
                if has(words, Int(hash & 0xFFFF)) { return true }
                hash = Lexicon.seed
            }
            if byte < 0x80 {
                if isASCIISign(UInt32(byte)) { return true }
                at += 1
                continue
            }
            let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            // Beyond the plane only digits of mathematical alphabets matter: all else passes.
            if length == 4 {
                if at + 2 < utf8.count, utf8[at + 1] == 0x9D, utf8[at + 2] == 0x9F { return true }
            } else if at + length <= utf8.count {
                let value =
                    length == 2
                    ? Int(byte & 0x1F) << 6 | Int(utf8[at + 1] & 0x3F)
                    : Int(byte & 0x0F) << 12 | Int(utf8[at + 1] & 0x3F) << 6
                        | Int(utf8[at + 2] & 0x3F)
                if has(scalars, value) { return true }
            }
            at += length
        }
        return hash != Lexicon.seed && has(words, Int(hash & 0xFFFF))
    }

    @inline(__always)
    private static func has(_ bits: UnsafeBufferPointer<UInt64>, _ place: Int) -> Bool {
        bits[place >> 6 & 1_023] >> UInt64(place & 63) & 1 != 0
    }
}

/// Ideographs that stand one behind the other.
struct Phrase: ExpressibleByStringLiteral, Sendable {
    let first: Int
    let rest: [Int]

    init(stringLiteral text: StaticString) {
        let values = "\(text)".unicodeScalars.map { Int($0.value) }
        (first, rest) = (values.first ?? 0, Array(values.dropFirst()))
    }
}

/// Reads one text for built-in entities: at every piece each kind tries to start.
struct BuiltInReader {
    struct Match {
        var kind: BuiltInKind
        /// In ``FoldedText/values``; not empty.
        var range: Range<Int>
        var value: String

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
    private(set) var found: [Match] = []

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
        if sense(at).number > 0 { readQuantity(at) }
    }

    private mutating func readIdeograph(_ at: Int) {
        if isNumeral(at) {
            readDate(at)
            readTime(at)
            readMoney(at)
            readQuantity(at)
            return
        }
        switch han(at) {
        case "大", "前", "昨", "今", "明", "后", "去", "本", "这", "当", "周", "星", "礼": readDate(at)
        case "上", "下", "半":
            readDate(at)
            readTime(at)
        case "凌", "清", "早", "中", "傍", "晚", "夜", "午": readTime(at)
        case "人": readMoney(at)
        case "订", "单": readOrderNumber(at)
        default: break
        }
    }

    private mutating func readMark(_ at: Int) {
        switch mark(at) {
        case "@": readEmail(at)
        case "+", "(": readPhone(at)
        case "#": readOrderNumber(at)
        case "$", "€", "£", "¥", "₹", "₩": readMoney(at)
        default: break
        }
    }

    /// Keeps the pieces `range` as an entity.
    mutating func keep(
        _ kind: BuiltInKind, _ range: Range<Int>, _ value: String, isAnnounced: Bool = false
    ) {
        guard !range.isEmpty else { return }
        let (first, last) = (lexemes[range.lowerBound], lexemes[range.upperBound - 1])
        guard first.start < last.end else { return }
        let values = first.start..<last.end
        found.append(Match(kind: kind, range: values, value: value, isAnnounced: isAnnounced))
    }

    mutating func keep(_ kind: BuiltInKind, values range: Range<Int>, _ value: String) {
        found.append(Match(kind: kind, range: range, value: value))
    }

    // MARK: Pieces

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
        guard lexemes[at].kind == .ideograph, lexemes[at].value == phrase.first else { return nil }
        var next = at + 1
        for value in phrase.rest {
            guard lexemes[next].kind == .ideograph, lexemes[next].value == value else { return nil }
            next += 1
        }
        return next
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

    /// Whether the number at `at` is no count: 第三, 几十.
    func isVague(_ at: Int) -> Bool { "第几数".unicodeScalars.contains(han(at - 1)) }

    /// Whether a number or word at `at` is the rest of something longer, as 7 in KP-7 and 3.7.
    func isContinued(_ at: Int) -> Bool {
        guard lexemes[at].isGlued else { return false }
        switch lexemes[at - 1].kind {
        case .number, .word: return true
        case .mark:
            guard lexemes[at - 1].isGlued, "-.,/_#:".unicodeScalars.contains(mark(at - 1)) else {
                return mark(at - 1) == "#" || mark(at - 1) == "_"
            }
            let before = lexemes[at - 2].kind
            return before == .number
                || (before == .word && mark(at - 1) != "," && mark(at - 1) != ":")
        case .ideograph, .end: return false
        }
    }
}
