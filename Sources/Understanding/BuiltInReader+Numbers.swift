/// A number that was read, and the piece behind it.
struct NumberReading {
    var number: DecimalNumber
    var end: Int
    /// Whether it is written in words or ideographs.
    var isSpelled = false
}

/// Numbers in digits, English words and Chinese numerals.
extension BuiltInReader {
    /// Pieces of a spelled number that are read: longer ones are none.
    private static let piecesMax = 24

    /// The number that starts at `at`. `isMoney` takes a point before three digits for one between
    /// thousands, as money has no three decimals.
    func number(at: Int, isMoney: Bool = false) -> NumberReading? {
        switch lexemes[at].kind {
        case .number: digits(at: at, isMoney: isMoney)
        case .word: words(at: at)
        case .ideograph:
            numeral(at: at).flatMap { value, end in
                DecimalNumber(value).map { NumberReading(number: $0, end: end, isSpelled: true) }
            }
        case .mark, .end: nil
        }
    }

    /// A whole number in digits or Chinese numerals, and the piece behind it.
    func integer(at: Int) -> (value: Int, end: Int)? {
        let lexeme = lexemes[at]
        switch lexeme.kind {
        case .number: return lexeme.value >= 0 ? (lexeme.value, at + 1) : nil
        case .ideograph: return numeral(at: at)
        case .word, .mark, .end: return nil
        }
    }

    // MARK: English

    /// `twenty-five`, `two hundred and fifty`, `a hundred`, `two million`, `half a million`
    private func words(at: Int) -> NumberReading? {
        if role(at) == .half { return halfScale(at) }
        // The million of half a million is none.
        let isArticle = role(at) == .a && sense(at + 1).scale > 0 && role(at - 1) != .half
        guard sense(at).number > 0 || isArticle else { return nil }
        var (total, part, last) = (0, isArticle ? 1 : sense(at).number, Int.max)
        var next = at + 1
        while next - at < Self.piecesMax {
            let isDashed = mark(next) == "-" && lexemes[next].isGlued && lexemes[next + 1].isGlued
            let skipsAnd = sense(next).role == .and && part % 100 == 0
            let place = isDashed || skipsAnd ? next + 1 : next
            let word = sense(place)
            if word.number > 0, word.number < Self.room(part) {
                part += word.number
            } else if word.scale == 100, part > 0, part < 100, !skipsAnd {
                part *= 100
            } else if word.scale >= 1_000, word.scale < last, part > 0, !skipsAnd {
                (total, part, last) = (total + part * word.scale, 0, word.scale)
            } else {
                break
            }
            next = place + 1
        }
        return DecimalNumber(total + part).map {
            NumberReading(number: $0, end: next, isSpelled: true)
        }
    }

    /// `half a million`; `two and half a million` is none.
    private func halfScale(_ at: Int) -> NumberReading? {
        let scale = sense(at + 2).scale
        guard role(at + 1) == .a, scale > 0, sense(at + 3).scale == 0, role(at - 1) != .and else {
            return nil
        }
        return DecimalNumber(scale / 2).map {
            NumberReading(number: $0, end: at + 3, isSpelled: true)
        }
    }

    /// What may be added behind `part`: ones behind tens, anything below hundred behind hundreds.
    private static func room(_ part: Int) -> Int {
        if part % 100 == 0 { return part == 0 ? 1_000 : 100 }
        return part % 10 == 0 && part % 100 >= 20 ? 10 : 0
    }

    // MARK: Chinese

    static func digit(_ ideograph: Unicode.Scalar) -> Int? {
        switch ideograph {
        case "零", "〇": 0
        case "一", "壹": 1
        case "二", "两", "贰": 2
        case "三", "叁": 3
        case "四", "肆": 4
        case "五", "伍": 5
        case "六", "陆": 6
        case "七", "柒": 7
        case "八", "捌": 8
        case "九", "玖": 9
        default: nil
        }
    }

    static func scale(_ ideograph: Unicode.Scalar) -> Int? {
        switch ideograph {
        case "十", "拾": 10
        case "百", "佰": 100
        case "千", "仟": 1_000
        case "万": 10_000
        case "亿": 100_000_000
        default: nil
        }
    }

    /// Whether a numeral that is more than nought may begin with the ideograph.
    static func beginsNumeral(_ ideograph: Unicode.Scalar) -> Bool {
        digit(ideograph).map { $0 > 0 } ?? (ideograph == "十")
    }

    /// Whether the piece belongs to a number in either writing.
    func isNumeral(_ at: Int) -> Bool {
        lexemes[at].kind == .number || Self.digit(han(at)) != nil || Self.scale(han(at)) != nil
    }

    /// 三百二十, 一千零五, 三百五 (350), 一万二 (12000), 二〇二六 (2026)
    func numeral(at: Int) -> (value: Int, end: Int)? {
        guard Self.digit(han(at)) != nil || han(at) == "十" else { return nil }
        var numeral = Numeral()
        var next = at
        while next - at < Self.piecesMax {
            let isRead: Bool? =
                if let digit = Self.digit(han(next)) {
                    numeral.append(digit: digit)
                } else if let scale = Self.scale(han(next)) {
                    numeral.append(scale: scale)
                } else {
                    false
                }
            guard let isRead else { return nil }
            guard isRead else { break }
            next += 1
        }
        return numeral.value.map { ($0, next) }
    }
}

/// A numeral in ideographs, as far as it was read.
private struct Numeral {
    /// What stands before the last 万 or 亿, and behind that before the last smaller scale.
    private var (total, section) = (0, 0)
    /// The digit behind the last scale; before any, all digits that stand in a row.
    private var digit: Int?
    private var isZero = false
    private var digits = 0
    /// 1 before any.
    private var lastScale = 1

    /// Digits in a row without a scale: what is longer is no number that somebody counts with.
    private static let rowLimit = 1_000_000_000

    /// false where the numeral ends before `found`, nil where there is none.
    mutating func append(digit found: Int) -> Bool? {
        if let last = digit {
            if lastScale == 1 {
                guard last < Self.rowLimit else { return nil }
                digit = last * 10 + found
            } else if last != 0 {
                return false
            } else {
                digit = found
            }
        } else {
            digit = found
        }
        digits += 1
        isZero = found == 0
        if isZero, lastScale > 1 { lastScale = 10 }
        return true
    }

    /// nil where there is no such numeral.
    mutating func append(scale: Int) -> Bool? {
        guard digits <= 1 || lastScale > 1 else { return nil }
        if scale >= 10_000 {
            let part = section + (digit ?? 0)
            guard part > 0, total == 0 || scale == 10_000 else { return nil }
            (total, section) = (total + part * scale, 0)
        } else {
            section += (digit ?? 1) * scale
        }
        (digit, isZero, lastScale) = (nil, false, scale)
        return true
    }

    /// nil for 两三, which is two or three; 二〇二六 is a number.
    var value: Int? {
        if lastScale == 1, digits == 2 { return nil }
        // 三百五 is 350: the digit behind a scale counts the tenth of it.
        let unit = lastScale >= 100 && !isZero ? lastScale / 10 : 1
        return total + section + (digit ?? 0) * unit
    }
}
