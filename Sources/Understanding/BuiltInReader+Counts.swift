/// What stands behind a unit and is more of it, and spans, of which no one number is the count.
extension BuiltInReader {
    // MARK: Parts

    /// Units of which there are halves.
    static let divisible: Set<String> = [
        "kg", "g", "lb", "oz", "l", "ml", "m", "cm", "inch", "ft", "dozen", "km", "斤", "吨", "升",
        "米", "打", "盒", "箱", "袋", "瓶", "包",
    ]
    /// What 半 is the beginning of behind a unit: half an hour, half the price.
    private static let beginsHalf = Set("天年个小夜价月折糖冰成熟干透".unicodeScalars)

    /// What is said behind the unit before `at`, and the piece behind it: 半 in 两盒半, 75 in
    /// 一米七五, 2两 in 1斤2两.
    func part(of unit: String, _ whole: NumberReading, at: Int) -> (part: DecimalNumber, end: Int)?
    {
        if Self.divisible.contains(unit), han(at) == "半" {
            guard !Self.beginsHalf.contains(han(at + 1)), classifier(at + 1) == nil else {
                return nil
            }
            return DecimalNumber(0, millionths: 500_000).map { ($0, at + 1) }
        }
        guard whole.number.whole != nil, lexemes[at].isGlued else { return nil }
        switch unit {
        case "米": return centimetres(at)
        case "斤": return liang(at)
        default: return nil
        }
    }

    /// 2两, a tenth of 斤 each
    private func liang(_ at: Int) -> (part: DecimalNumber, end: Int)? {
        let digit = lexemes[at].kind == .number ? lexemes[at].value : Self.digit(han(at)) ?? 0
        guard (1...9).contains(digit), han(at + 1) == "两", han(at + 2) != "半" else { return nil }
        return DecimalNumber(0, millionths: digit * 100_000).map { ($0, at + 2) }
    }

    /// What may stand behind 一米八, where the digit is not the beginning of another word: 两米一共.
    private static let behindMetres = Set("的长宽高左多到至吧了吗呢".unicodeScalars)
    /// What makes the number behind 米 one of something else.
    static let countedApart = Set("点时号天月日年折分块元毛角人种位款次家两斤".unicodeScalars)

    /// 8 in 1米8, 80 in 1米80, 七五 in 一米七五
    private func centimetres(_ at: Int) -> (part: DecimalNumber, end: Int)? {
        guard let (value, count, end) = row(at), count <= 2, value > 0,
            isFree(end, isTold: count == 2 || lexemes[at].kind == .number)
        else { return nil }
        return DecimalNumber(0, millionths: value * (count == 1 ? 100_000 : 10_000)).map {
            ($0, end)
        }
    }

    /// Digits as they stand, or one or two ideographs for such: 七五 is 75.
    private func row(_ at: Int) -> (value: Int, count: Int, end: Int)? {
        let digits = lexemes[at]
        if digits.kind == .number { return (digits.value, digits.count, at + 1) }
        guard let first = Self.digit(han(at)) else { return nil }
        guard let second = Self.digit(han(at + 1)) else { return (first, 1, at + 1) }
        return (first * 10 + second, 2, at + 2)
    }

    /// Whether the number before `at` counts nothing that stands there.
    private func isFree(_ at: Int, isTold: Bool) -> Bool {
        let piece = lexemes[at]
        switch piece.kind {
        case .end: return true
        case .mark: return mark(at) != "%" && !(piece.isGlued && lexemes.isAlphanumeric(at + 1))
        case .number, .word: return !piece.isGlued
        case .ideograph:
            if isNumeral(at) || currencyAfter(at) != nil || Self.countedApart.contains(han(at)) {
                return false
            }
            return classifier(at) == nil && (isTold || Self.behindMetres.contains(han(at)))
        }
    }

    // MARK: Spans

    /// Whether the number at `at` ends a span or is one of two: 3到5个, 3、4个, `10 to 12 pieces`.
    func endsCounts(_ at: Int, _ second: DecimalNumber) -> Bool {
        guard isCountJoint(at - 1), let first = number(before: at - 1) else { return false }
        // 38、2件 are two things.
        guard mark(at - 1) == "、" else { return first.micros < second.micros }
        guard let first = first.whole, let second = second.whole else { return false }
        return (1...2).contains(second - first) || second == (first + 1) * 10
    }

    private func isCountJoint(_ at: Int) -> Bool {
        if mark(at) == "、" || han(at) == "或" { return true }
        if lexemes[at].kind == .word, lexemes[at].count == 2, surface(at..<at + 1) == "or" {
            return true
        }
        return isJoint(at, isBetween: isBetween(before: at))
    }

    /// Whether `between` stands before the number that ends at the piece `end`.
    private func isBetween(before end: Int) -> Bool {
        numberStart(end).map { role($0 - 1) == .between } ?? false
    }

    private func number(before end: Int) -> DecimalNumber? {
        guard let start = numberStart(end), let reading = number(at: start), reading.end == end
        else { return nil }
        return reading.number
    }

    /// Pieces of the first number of a span.
    private static let spanNumberMax = 6

    /// Where the number begins that ends at the piece `end`.
    private func numberStart(_ end: Int) -> Int? {
        var start = end
        while start > 0, end - start < Self.spanNumberMax, isOfNumber(start - 1) { start -= 1 }
        return start < end ? start : nil
    }

    private func isOfNumber(_ at: Int) -> Bool {
        if isNumeral(at) || sense(at).number > 0 || sense(at).scale > 0 { return true }
        return [".", ","].contains(mark(at)) && areGlued(at...at + 1)
    }
}
