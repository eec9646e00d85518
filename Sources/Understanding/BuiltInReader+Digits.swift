/// Numbers in digits: groups of thousands, decimals, fractions, and Chinese scales behind them.
extension BuiltInReader {
    func digits(at: Int, isMoney: Bool) -> NumberReading? {
        guard lexemes[at].value >= 0, lexemes[at].count <= 12 else { return nil }
        if let (number, end) = fraction(at: at, isAlone: true) {
            return NumberReading(number: number, end: end)
        }
        guard var (whole, next, group) = grouped(at, isMoney) else { return nil }
        if group == nil, isMoney, let (value, end) = blankGroups(at) {
            (whole, next, group) = (value, end, " ")
        }
        var millionths = 0
        if let separator = separator(at: next), separator != group,
            !isListComma(next) || isMoney && isDecimalComma(next)
        {
            let decimals = lexemes[next + 1]
            guard decimals.count <= 6, decimals.value >= 0 else { return nil }
            millionths = (decimals.count..<6).reduce(decimals.value) { value, _ in value * 10 }
            next += 2
        }
        // 1.2.3 is a version or an address, and no number.
        guard separator(at: next) == nil || isListComma(next),
            let number = DecimalNumber(whole, millionths: millionths)
        else { return nil }
        if next == at + 1, let (part, end) = fraction(at: next, isAlone: false) {
            return number.adding(part).map { NumberReading(number: $0, end: end) }
        }
        return scaled(NumberReading(number: number, end: next), isMoney)
    }

    // MARK: Groups

    /// Thousands: one separator throughout, three digits behind each.
    private func grouped(
        _ at: Int, _ isMoney: Bool
    ) -> (whole: Int, end: Int, group: Unicode.Scalar?)? {
        var (whole, next) = (lexemes[at].value, at + 1)
        var group: Unicode.Scalar?
        while let separator = separator(at: next) ?? apostrophe(at: next),
            group == nil || separator == group, lexemes[next + 1].count == 3,
            isThousands(separator, at, next, isMoney)
        {
            let (product, overflow) = whole.multipliedReportingOverflow(by: 1_000)
            guard !overflow, product < 1_000_000_000_000 else { return nil }
            whole = product + lexemes[next + 1].value
            (group, next) = (separator, next + 2)
        }
        return (whole, next, group)
    }

    /// A comma or point with digits right before and behind it.
    private func separator(at: Int) -> Unicode.Scalar? {
        let found = mark(at)
        return (found == "," || found == ".") && isInside(at) && !isWideComma(at) ? found : nil
    }

    /// Digits from which on a comma behind a number that has no groups begins something else.
    private static let listedMin = 4

    /// Whether the comma at `at` stands behind digits that would have groups if it were one of their
    /// separators: 订单12345,2件, `order 12345,11 Nov`.
    func isListComma(_ at: Int) -> Bool {
        mark(at) == "," && lexemes[at - 1].kind == .number
            && lexemes[at - 1].count >= Self.listedMin
    }

    /// Whether the comma at `at`, behind as many digits, stands before the cents of an amount as
    /// `1299,00 €` has them; before 元 and 块 it does not.
    private func isDecimalComma(_ at: Int) -> Bool {
        let isBehindCurrency = sign(at - 2) != nil || sense(at - 2).isCode
        return lexemes[at + 1].count == 2
            && (isBehindCurrency
                || lexemes[at + 2].kind != .ideograph && currencyAfter(at + 2) != nil)
    }

    /// Whether the comma at `at` is that of a Chinese sentence, ，, which parts two numbers unless
    /// these are as wide, or the second begins with a nought as none does by itself: 2，000元.
    func isWideComma(_ at: Int) -> Bool {
        let behind = lexemes[at + 1]
        let isGroup =
            behind.kind == .number && behind.count == 3 && text.values[behind.start] == 0x30
        return mark(at) == "," && !isGroup && text.isWideComma(at: lexemes[at].start)
    }

    /// 1'299, as in Switzerland
    private func apostrophe(at: Int) -> Unicode.Scalar? {
        mark(at) == "'" && isInside(at) ? "'" : nil
    }

    private func isInside(_ at: Int) -> Bool {
        lexemes[at].isGlued && lexemes[at + 1].kind == .number && lexemes[at + 1].isGlued
    }

    private func isThousands(
        _ separator: Unicode.Scalar, _ first: Int, _ at: Int, _ isMoney: Bool
    ) -> Bool {
        guard lexemes[first].count <= 3, lexemes[first].value > 0 else { return false }
        // A second separator tells what the first one was: 1.299,00 and 1.299.000.
        return separator != "." || isMoney || self.separator(at: at + 2) != nil
    }

    /// 1 299 and 12 000 000: groups behind single blanks of any width, where a sign or code of a
    /// currency follows or nothing does, so that 2 299 things and 2 100 euro cards are two numbers.
    private func blankGroups(_ at: Int) -> (whole: Int, end: Int)? {
        guard lexemes[at].count <= 3, lexemes[at].value > 0 else { return nil }
        var (whole, next) = (lexemes[at].value, at + 1)
        while lexemes[next].kind == .number, lexemes[next].count == 3,
            lexemes[next].start == lexemes[next - 1].end + 1, whole < 1_000_000_000
        {
            (whole, next) = (whole * 1_000 + lexemes[next].value, next + 1)
        }
        guard next > at + 1 else { return nil }
        let behind = separator(at: next) == nil ? next : next + 2
        let isLast = lexemes[behind].kind == .end || lexemes[behind].kind == .mark
        let isRound = lexemes[next - 1].value == 0 && currencyAfter(behind) != nil
        return isLast || isRound || sense(behind).isCode ? (whole, next) : nil
    }

    // MARK: Fractions

    /// ½, 1/2 and 1/4, and behind a whole number 3/4, too; 3/4 alone may be three or four.
    private func fraction(at: Int, isAlone: Bool) -> (number: DecimalNumber, end: Int)? {
        let (above, below) = (lexemes[at], lexemes[at + 2])
        guard mark(at + 1) == "/", above.kind == .number, isInside(at + 1), above.count == 1,
            below.count == 1, above.value >= 1, above.value < below.value,
            !(lexemes[at + 3].isGlued && ["/", "-", "."].contains(mark(at + 3)))
        else { return nil }
        let isOne = text.starts[above.start] == text.starts[below.start]
        let isPlain = [2, 4, 8].contains(below.value) && (!isAlone || above.value == 1)
        guard isOne || isPlain else { return nil }
        return DecimalNumber(0, millionths: above.value * 1_000_000 / below.value)
            .map { ($0, at + 3) }
    }

    // MARK: Scales

    /// 3万, 1.5千, 1万2千, 1万2500; the 千 of 3千克 is none. Of money 1万5 is 15000.
    private func scaled(_ reading: NumberReading, _ isMoney: Bool) -> NumberReading {
        guard lexemes[reading.end].isGlued, let scale = Self.scale(han(reading.end)), scale > 10,
            skip(anyOf: Self.thousands, at: reading.end) == nil,
            var number = reading.number.times(scale)
        else { return reading }
        var (end, last) = (reading.end + 1, scale)
        while let part = part(at: end, below: last, isMoney),
            let sum = number.adding(DecimalNumber(part.value))
        {
            (number, end, last) = (sum, part.end, part.scale)
        }
        return NumberReading(number: number, end: end)
    }

    /// What stands behind the scale `last`: a smaller scale, all digits, or the tenths of it.
    private func part(
        at: Int, below last: Int, _ isMoney: Bool
    ) -> (value: Int, end: Int, scale: Int)? {
        let piece = lexemes[at]
        guard last > 1, piece.kind == .number, piece.isGlued, piece.value > 0, piece.count <= 4
        else { return nil }
        if lexemes[at + 1].isGlued, let scale = Self.scale(han(at + 1)) {
            guard scale < last, piece.value < (scale < 10_000 ? 10 : 10_000) else { return nil }
            return (piece.value * scale, at + 2, scale)
        }
        // 1万2500 has as many digits as 万 has zeros.
        if String(last).utf8.count == piece.count + 1 { return (piece.value, at + 1, 1) }
        return isMoney && piece.count == 1 ? (piece.value * last / 10, at + 1, 1) : nil
    }
}
