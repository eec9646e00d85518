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

    func adding(tenths: Int) -> DecimalNumber? {
        DecimalNumber(micros: micros + Int64(tenths) * (Self.one / 10))
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

    // MARK: Digits

    private func digits(at: Int, isMoney: Bool) -> NumberReading? {
        guard lexemes[at].value >= 0, lexemes[at].count <= 12 else { return nil }
        var whole = lexemes[at].value
        var next = at + 1
        var group: Unicode.Scalar?
        // Thousands: one separator throughout, three digits behind each.
        while let separator = separator(at: next), group == nil || separator == group,
            lexemes[next + 1].count == 3, isThousands(separator, at, next, isMoney)
        {
            let (product, overflow) = whole.multipliedReportingOverflow(by: 1_000)
            guard !overflow, product < 1_000_000_000_000 else { return nil }
            whole = product + lexemes[next + 1].value
            (group, next) = (separator, next + 2)
        }
        var millionths = 0
        if let separator = separator(at: next), separator != group {
            let decimals = lexemes[next + 1]
            guard decimals.count <= 6, decimals.value >= 0 else { return nil }
            millionths = (decimals.count..<6).reduce(decimals.value) { value, _ in value * 10 }
            next += 2
        }
        // 1.2.3 is a version or an address, and no number.
        guard separator(at: next) == nil, let number = DecimalNumber(whole, millionths: millionths)
        else { return nil }
        return scaled(NumberReading(number: number, end: next))
    }

    /// A comma or point with digits right before and behind it.
    private func separator(at: Int) -> Unicode.Scalar? {
        let found = mark(at)
        guard found == "," || found == ".", lexemes[at].isGlued, lexemes[at + 1].kind == .number,
            lexemes[at + 1].isGlued
        else { return nil }
        return found
    }

    private func isThousands(
        _ separator: Unicode.Scalar, _ first: Int, _ at: Int, _ isMoney: Bool
    ) -> Bool {
        guard lexemes[first].count <= 3, lexemes[first].value > 0 else { return false }
        // A second separator tells what the first one was: 1.299,00 and 1.299.000.
        return separator == "," || isMoney || self.separator(at: at + 2) != nil
    }

    /// 3万, 1.5千
    private func scaled(_ reading: NumberReading) -> NumberReading? {
        guard lexemes[reading.end].isGlued, let scale = Self.scale(han(reading.end)), scale > 10,
            let number = reading.number.times(scale)
        else { return reading }
        return NumberReading(number: number, end: reading.end + 1)
    }

    // MARK: English

    /// `twenty-five`, `two hundred and fifty`
    private func words(at: Int) -> NumberReading? {
        guard sense(at).number > 0 else { return nil }
        var (total, part, next) = (0, sense(at).number, at + 1)
        while next - at < Self.piecesMax {
            let isDashed = mark(next) == "-" && lexemes[next].isGlued && lexemes[next + 1].isGlued
            let skipsAnd = sense(next).role == .and && part % 100 == 0
            let place = isDashed || skipsAnd ? next + 1 : next
            let word = sense(place)
            if word.number > 0, word.number < Self.room(part) {
                part += word.number
            } else if word.scale == 100, part > 0, part < 100, !skipsAnd {
                part *= 100
            } else if word.scale == 1_000, part > 0, total == 0, !skipsAnd {
                (total, part) = (part * 1_000, 0)
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

    private static func scale(_ ideograph: Unicode.Scalar) -> Int? {
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
