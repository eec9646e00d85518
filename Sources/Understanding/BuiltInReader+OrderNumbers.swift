/// Order numbers: those that are announced, and those that their form tells.
extension BuiltInReader {
    /// Letters and digits in groups, as they stand: KP-204417, 114-1234567-1234567.
    struct Code {
        var end: Int
        var digits = 0
        var letters = 0
        var groups = 1
    }

    /// Digits of a number that nothing announces: shorter ones are amounts, longer ones noise.
    private static let bareDigits = 12...20

    mutating func readOrderNumber(_ at: Int) {
        switch lexemes[at].kind {
        case .mark: if lexemes[at + 1].isGlued { keepCode(at + 1, digitsMin: 3) }
        case .ideograph: readChineseOrder(at)
        case .word where role(at) == .order: readEnglishOrder(at)
        case .word: readBareCode(at)
        case .number: readBareNumber(at)
        case .end: break
        }
    }

    /// `order 12345`, `order no. A-17`, `order number is: "12345"`, `orders 12345 and 12346`,
    /// `order (no. 12345)`
    private mutating func readEnglishOrder(_ at: Int) {
        var (next, isExplicit) = (at + 1, false)
        if role(next) == .orderNumber { (next, isExplicit) = (next + 1, true) }
        for _ in 0..<4 {
            switch mark(next) {
            case ":", "#", ".", "-": (next, isExplicit) = (next + 1, true)
            case _ where isOpening(next): next += 1
            default:
                let isNamed =
                    role(next) == .orderNumber
                    && (isOpening(next - 1) || role(next - 1) == .orderNumber)
                if isNamed { isExplicit = true }
                if isNamed || role(next) == .isWord { next += 1 }
            }
        }
        guard next > at else { return }
        // Of several orders each number is whole: orders 1234 1235.
        let isOne = !isPlural(at) && !isPlural(at + 1)
        // A year is no order: order 2026.
        let isYear = lexemes[next].count == 4 && Self.years.contains(lexemes[next].value)
        let isAlone = !lexemes[next + 1].isGlued && !(isOne && grouped(next) != nil)
        if !isExplicit, isYear, isAlone { return }
        keepCodes(next, digitsMin: isExplicit ? 3 : 4, isOne: isOne)
    }

    private func isPlural(_ at: Int) -> Bool {
        guard role(at) == .order || role(at) == .orderNumber else { return false }
        return ["orders", "numbers", "nos", "nrs", "ids", "codes"].contains(surface(at..<at + 1))
    }

    /// 订单号：12345, 订单 KP-1234, 单号是“12345”; the number of a parcel is none.
    private mutating func readChineseOrder(_ at: Int) {
        var (next, isExplicit) = (at, true)
        if let end = skip(anyOf: Self.orderNumbers, at: at) {
            next = end
        } else if han(at) == "订", han(at + 1) == "单" {
            (next, isExplicit) = (at + 2, false)
            // 订单id 998877
            if role(next) == .orderNumber { (next, isExplicit) = (next + 1, true) }
        }
        guard next > at, !isTracking(next), !isOfOther(at) else { return }
        for _ in 0..<3 {
            let isJoint = [":", "#"].contains(mark(next)) || ["是", "为"].contains(han(next))
            if isJoint || isOpening(next) { next += 1 }
        }
        keepCodes(next, digitsMin: isExplicit ? 3 : 4, isOne: true)
    }

    /// Brackets and quotation marks around a number.
    private static let openings = Set("([{<\"'“‘«「『【《".unicodeScalars)
    private static let closings = Set(")]}>\"'”’»」』】》".unicodeScalars)

    func isOpening(_ at: Int) -> Bool { Self.openings.contains(mark(at)) }

    static let orderNumbers: [Phrase] = ["订单编号", "订单号码", "订单号", "单号"]

    @discardableResult
    private mutating func keepCode(_ at: Int, digitsMin: Int, isOne: Bool = false) -> Code? {
        let joined = isOne ? grouped(at) ?? (digitsMin == 3 ? lettered(at) : nil) : nil
        guard let code = joined ?? code(at: at), code.digits >= digitsMin else { return nil }
        keep(.orderNumber, at..<code.end, written(at..<code.end), isAnnounced: true)
        return code
    }

    /// Order numbers that one word announces.
    private static let listMax = 8

    /// The number at `at` and those that "and" and commas add, which are as long as the first.
    private mutating func keepCodes(_ at: Int, digitsMin: Int, isOne: Bool) {
        guard let first = keepCode(at, digitsMin: digitsMin, isOne: isOne) else { return }
        var (end, count) = (first.end, 1)
        while count < Self.listMax, let next = afterJoint(end),
            let code = (isOne ? grouped(next) : nil) ?? code(at: next),
            code.digits == first.digits, code.letters == first.letters
        {
            keepCode(next, digitsMin: digitsMin, isOne: isOne)
            (end, count) = (code.end, count + 1)
        }
    }

    /// The piece behind a comma, "and" or 和 at `at`, and behind marks around that.
    private func afterJoint(_ at: Int) -> Int? {
        var next = Self.closings.contains(mark(at)) ? at + 1 : at
        let first = next
        while [",", "、", "&", "/"].contains(mark(next)) || isAnd(next) {
            guard next < first + 3 else { return nil }
            next += 1
        }
        guard next > first else { return nil }
        while mark(next) == "#" || isOpening(next), next < first + 5 { next += 1 }
        return next
    }

    /// Up to five letters, then five digits or more: KP-204417, AB12345, ORD-2026-000123.
    private mutating func readBareCode(_ at: Int) {
        if isNumeroSign(at) {
            keepCode(at + 1, digitsMin: 5)
            return
        }
        guard lexemes[at].count <= 5, lexemes[at + 1].isGlued, !isContinued(at),
            sense(at).currency == nil, let code = code(at: at), code.digits >= 5,
            code.letters == lexemes[at].count, !isTracking(at), !isLabel(at),
            !isOther(at), !isAccount(at..<code.end)
        else { return }
        keep(.orderNumber, at..<code.end, written(at..<code.end))
    }

    /// Whether the letters at `at` name the number behind them and are none of it: `order no99120`;
    /// those of INV-2026-0042 say that it is an invoice's.
    private func isLabel(_ at: Int) -> Bool {
        role(at) == .orderNumber ? role(at - 1) == .order : surface(at..<at + 1) == "inv"
    }

    /// Whether № stands right before a number at `at`, which folds to the letters of "no".
    private func isNumeroSign(_ at: Int) -> Bool {
        let word = lexemes[at]
        return role(at) == .orderNumber && lexemes[at + 1].isGlued
            && text.starts[word.start] == text.starts[word.end - 1] && word.count == 2
    }

    /// Long runs of digits, and 3-7-7 digits; what passes as the number of a card is none.
    private mutating func readBareNumber(_ at: Int) {
        guard lexemes[at].count == 3 || lexemes[at].count >= 12, !isContinued(at),
            let code = code(at: at), code.letters == 0
        else { return }
        let isLong = code.groups == 1 && Self.bareDigits.contains(code.digits)
        let sizes = (0..<3).map { lexemes[at + $0 * 2].count }
        let isOrder = isLong ? !isOtherNumber(at) : code.groups == 3 && sizes == [3, 7, 7]
        guard isOrder, !isTracking(at), !isOther(at) else { return }
        keep(.orderNumber, at..<code.end, written(at..<code.end))
    }

    func code(at first: Int) -> Code? {
        guard lexemes[first].kind == .number || lexemes[first].kind == .word else { return nil }
        var code = Code(end: first)
        var at = first
        while at - first < 16 {
            let piece = lexemes[at]
            guard at == first || piece.isGlued else { break }
            if piece.kind == .number {
                code.digits += piece.count
            } else if piece.kind == .word, isPlain(piece) {
                code.letters += piece.count
            } else if mark(at) == "-", at > first, lexemes[at + 1].isGlued,
                lexemes[at + 1].kind == .number || lexemes[at + 1].kind == .word
            {
                code.groups += 1
            } else {
                break
            }
            at += 1
            code.end = at
        }
        let isNumbered = code.digits > 0 && code.digits <= 32 && code.letters <= 12
        return isNumbered && !(lexemes[at].kind == .word && lexemes[at].isGlued) ? code : nil
    }

    private func isPlain(_ word: Lexeme) -> Bool {
        text.values[word.start..<word.end].allSatisfy { $0 < 0x80 }
    }

    /// Capitals and digits with plain dashes.
    private func written(_ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for at in range {
            let piece = lexemes[at]
            if piece.kind == .mark {
                bytes.append(UInt8(ascii: "-"))
            } else {
                for value in text.values[piece.start..<piece.end] {
                    let byte = UInt8(truncatingIfNeeded: value)
                    bytes.append(byte &- 0x61 < 26 ? byte & 0xDF : byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
