/// A number with at most six decimals, exactly.
struct DecimalNumber: Hashable {
    private static let one: Int64 = 1_000_000
    private static let wholeMax: Int64 = 1_000_000_000_000

    /// Millionths.
    let micros: Int64

    /// nil from 10^12 on.
    init?(_ whole: Int, millionths: Int = 0) {
        guard whole >= 0, whole < Self.wholeMax, (0..<1_000_000).contains(millionths) else {
            return nil
        }
        micros = Int64(whole) * Self.one + Int64(millionths)
    }

    private init?(micros: Int64) {
        guard micros >= 0, micros < Self.wholeMax * Self.one else { return nil }
        self.micros = micros
    }

    /// The number itself where it is whole.
    var whole: Int? { micros % Self.one == 0 ? Int(micros / Self.one) : nil }

    /// nil where the product is too large.
    func times(_ factor: Int) -> DecimalNumber? {
        let (product, overflow) = micros.multipliedReportingOverflow(by: Int64(factor))
        return overflow ? nil : DecimalNumber(micros: product)
    }

    /// A hundredth of it, cut off below a millionth.
    var hundredth: DecimalNumber? { DecimalNumber(micros: micros / 100) }

    /// A tenth of it, likewise.
    var tenth: DecimalNumber? { DecimalNumber(micros: micros / 10) }

    func adding(hundredths: Int) -> DecimalNumber? {
        DecimalNumber(micros: micros + Int64(hundredths) * (Self.one / 100))
    }

    /// nil where the sum is too large.
    func adding(_ other: DecimalNumber?) -> DecimalNumber? {
        other.flatMap { DecimalNumber(micros: micros + $0.micros) }
    }

    /// `12.50`: at least `decimalsMin` decimals, and no zero behind those.
    func written(decimalsMin: Int = 0) -> String {
        var decimals = Array(String(micros % Self.one).utf8)
        decimals.insert(
            contentsOf: repeatElement(UInt8(ascii: "0"), count: 6 - decimals.count), at: 0)
        while decimals.count > decimalsMin, decimals.last == UInt8(ascii: "0") {
            decimals.removeLast()
        }
        let whole = String(micros / Self.one)
        return decimals.isEmpty ? whole : "\(whole).\(String(decoding: decimals, as: UTF8.self))"
    }
}

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

    /// `twenty-five`, `two hundred and fifty`, `a hundred`, `two million`
    private func words(at: Int) -> NumberReading? {
        let isArticle = role(at) == .a && sense(at + 1).scale > 0
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

    /// What may be added behind `part`: ones behind tens, anything below hundred behind hundreds.
    private static func room(_ part: Int) -> Int {
        if part % 100 == 0 { return part == 0 ? 1_000 : 100 }
        return part % 10 == 0 && part % 100 >= 20 ? 10 : 0
    }

    // MARK: Chinese

    private static func digit(_ ideograph: Unicode.Scalar) -> Int? {
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

    /// Whether the piece belongs to a number in either writing.
    func isNumeral(_ at: Int) -> Bool {
        lexemes[at].kind == .number || Self.digit(han(at)) != nil || Self.scale(han(at)) != nil
    }

    /// 三百二十, 一千零五, 三百五 (350), 一万二 (12000), 二〇二六 (2026)
    func numeral(at: Int) -> (value: Int, end: Int)? {
        guard Self.digit(han(at)) != nil || han(at) == "十" else { return nil }
        var (total, section, digit, lastScale, next) = (0, 0, 0, 1, at)
        var (hasDigit, digits, hasZero) = (false, 0, false)
        while next - at < Self.piecesMax {
            if let found = Self.digit(han(next)) {
                if hasDigit, lastScale == 1, section == 0, total == 0 {
                    guard digit < 1_000_000_000 else { return nil }
                    digit = digit * 10 + found
                } else if hasDigit, digit != 0 {
                    break
                } else {
                    digit = found
                }
                (hasDigit, digits) = (true, digits + 1)
                hasZero = found == 0
                if found == 0, lastScale > 1 { lastScale = 10 }
            } else if let scale = Self.scale(han(next)), digits <= 1 || lastScale > 1 {
                if scale >= 10_000 {
                    let part = section + digit
                    guard part > 0, total == 0 || scale == 10_000 else { return nil }
                    (total, section) = (total + part * scale, 0)
                } else {
                    section += (hasDigit ? digit : 1) * scale
                }
                (digit, hasDigit, hasZero, lastScale) = (0, false, false, scale)
            } else if Self.scale(han(next)) != nil {
                return nil
            } else {
                break
            }
            next += 1
        }
        // 两三 is two or three, and no number; 二〇二六 is one.
        if lastScale == 1, digits == 2 { return nil }
        // 三百五 is 350: the digit behind a scale counts the tenth of it.
        if hasDigit, !hasZero, digit > 0, lastScale >= 100 { digit *= lastScale / 10 }
        return (total + section + digit, next)
    }
}
