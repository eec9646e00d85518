/// Two amounts of money of which only one has a currency: 20-30元, $20-30, 满200减30.
extension BuiltInReader {
    /// From this many times the first amount on the second has a scale that both mean, as in 2-3万元,
    /// or the two have nothing in common.
    private static let ratioMax = 100

    /// Whether what stands at `at` may be the second amount of a span.
    func endsAmounts(_ at: Int) -> Bool {
        guard let last = lastMoney, last.end == at - 1 else { return false }
        return isAmountJoint(at - 1, isBetween: last.isBetween)
    }

    /// The currency of an amount that has none itself, by the other end of its span.
    func currencyOfSpan(_ at: Int, _ number: DecimalNumber, _ end: Int) -> String? {
        if endsAmounts(at), let last = lastMoney,
            isNumeral(last.end - 1) || sense(last.end - 1).magnitude > 0
        {
            return isUpTo(number, from: last.number)
                && isEndOfSpan(end, isDashed: mark(at - 1) == "-")
                ? last.code : nil
        }
        guard isAmountJoint(end, isBetween: role(at - 1) == .between), role(at - 1) != .size,
            let second = amount(at: end + 1), !arePieces(second), !isWeight(second.end),
            let (other, next) = magnified(second),
            let (code, _, isHundredth) = currencyAfter(next), !isHundredth,
            isUpTo(other, from: number)
        else { return nil }
        return code
    }

    /// Whether the piece at `at` joins two amounts: a dash does where no blank is beside it.
    private func isAmountJoint(_ at: Int, isBetween: Bool) -> Bool {
        guard ["-", "~"].contains(mark(at)) else { return isJoint(at, isBetween: isBetween) }
        return areGlued(at...at + 1)
    }

    private func isUpTo(_ second: DecimalNumber, from first: DecimalNumber) -> Bool {
        guard let limit = first.times(Self.ratioMax) else { return false }
        return first.micros < second.micros && second.micros < limit.micros
    }

    /// Whether nothing at `at` makes the number before it one of something else: $20-30%, `$20 to 30
    /// people`.
    private func isEndOfSpan(_ at: Int, isDashed: Bool) -> Bool {
        let piece = lexemes[at]
        switch piece.kind {
        case .end: return true
        case .mark: return mark(at) != "%" && !(piece.isGlued && lexemes[at + 1].isGlued)
        case .number: return false
        case .word:
            let word = sense(at)
            return isDashed && !piece.isGlued && word.unit == .none && word.month == 0
                && word.measure == nil && halfDay(at) == nil
        case .ideograph: return isDashed && classifier(at) == nil && !isClock(at)
        }
    }

    private func isClock(_ at: Int) -> Bool { ["点", "时", "号", "天", "月"].contains(han(at)) }

    /// 满200减30: what a purchase must come to, and what it costs less.
    mutating func readThreshold(_ at: Int) {
        guard let first = amount(at: at + 1), let (least, end) = magnified(first) else { return }
        let next = currencyAfter(end)?.next ?? end
        guard han(next) == "减", let second = amount(at: next + 1),
            let (less, last) = magnified(second), mark(last) != "%", less.micros < least.micros
        else { return }
        if next == end { keepMoney(at + 1, end, least, "CNY") }
        if currencyAfter(last) == nil { keepMoney(next + 1, last, less, "CNY") }
    }
}
