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

    /// An amount that has no currency itself, with that of the other end of its span: 20 in 20-30元;
    /// 20 in 20到30万元 is 200000.
    func amountOfSpan(
        _ at: Int, _ number: DecimalNumber, _ end: Int
    ) -> (number: DecimalNumber, code: String)? {
        if endsAmounts(at), let last = lastMoney,
            isNumeral(last.end - 1) || sense(last.end - 1).magnitude > 0
        {
            return isUpTo(number, from: last.number, isLoose: isLoose(at - 1))
                && isEndOfSpan(end, isDashed: mark(at - 1) == "-" && !isLoose(at - 1))
                ? (number, last.code) : nil
        }
        guard isAmountJoint(end, isBetween: role(at - 1) == .between), role(at - 1) != .size,
            !isLoose(end) || isLeadIn(at - 1), let (other, next) = spanEnd(behind: end),
            let (code, _, isHundredth) = currencyAfter(next), !isHundredth
        else { return nil }
        let first = scaled(number, at..<end, like: end + 1..<next, other)
        return isUpTo(other, from: first, isLoose: isLoose(end)) ? (first, code) : nil
    }

    /// The amount of `range` behind a sign, with the scale of the end of its span: 1 in $1-2k is
    /// 1000. None where it is not certain that a span ends there, as in `$20 to 30 thousand people`.
    func startOfSpan(
        _ at: Int, _ number: DecimalNumber, _ end: Int, code: String
    ) -> DecimalNumber? {
        guard isAmountJoint(end, isBetween: role(at - 1) == .between), !isLoose(end),
            let (other, next) = spanEnd(behind: end)
        else { return number }
        let first = scaled(number, at..<end, like: end + 1..<next, other)
        guard first != number, isUpTo(other, from: first) else { return number }
        if let (after, _, isHundredth) = currencyAfter(next) {
            return after == code && !isHundredth ? first : nil
        }
        return isEndOfSpan(next, isDashed: mark(end) == "-") ? first : nil
    }

    /// The amount behind what joins it to another, and the piece behind it.
    private func spanEnd(behind joint: Int) -> (number: DecimalNumber, end: Int)? {
        guard let second = amount(at: joint + 1), !arePieces(second), !isWeight(second.end) else {
            return nil
        }
        return magnified(second)
    }

    // MARK: Scales

    /// `first` with the scales at the end of the second amount, as long as it stays below that:
    /// 2 in 2到3千 is 2000, 100 in `a hundred to two hundred thousand` 100000, 500 in 500到1万 500.
    private func scaled(
        _ first: DecimalNumber, _ range: Range<Int>, like end: Range<Int>, _ second: DecimalNumber
    ) -> DecimalNumber {
        guard !range.contains(where: { scale(at: $0) >= 1_000 }) else { return first }
        var scales = end.reversed().prefix { scale(at: $0) > 10 }.map(scale(at:))
        let rest = end.dropLast(scales.count)
        guard !isTens(rest, behind: first) else { return first }
        // Of 3万5千 only 万 is meant before.
        if let place = rest.first(where: { scale(at: $0) >= 1_000 }) { scales = [scale(at: place)] }
        for count in stride(from: scales.count, to: 0, by: -1) {
            let factor = scales.prefix(count).reduce(1) { $0 &* $1 }
            if let product = first.times(factor), product.micros < second.micros { return product }
        }
        return first
    }

    /// 三十 behind ones: 二到三十万 may begin with 20000 or with 200000.
    private func isTens(_ rest: Range<Int>, behind first: DecimalNumber) -> Bool {
        guard rest.count > 1, let last = rest.last, let whole = first.whole else { return false }
        return whole < 10 && scale(at: last) == 10
    }

    /// 1000 for 千, `thousand` and k; 0 for none.
    private func scale(at: Int) -> Int {
        switch lexemes[at].kind {
        case .ideograph: Self.scale(han(at)) ?? 0
        case .word:
            lexemes[at].isGlued ? max(sense(at).scale, sense(at).magnitude) : sense(at).scale
        case .number, .mark, .end: 0
        }
    }

    // MARK: Joints

    /// Whether the piece at `at` joins two amounts: a dash does with a blank on both sides or none.
    private func isAmountJoint(_ at: Int, isBetween: Bool) -> Bool {
        guard ["-", "~"].contains(mark(at)) else { return isJoint(at, isBetween: isBetween) }
        return lexemes[at].isGlued == lexemes[at + 1].isGlued
    }

    /// Whether the piece at `at` is a dash with blanks, which may part two things, too.
    private func isLoose(_ at: Int) -> Bool {
        ["-", "~"].contains(mark(at)) && !lexemes[at].isGlued
    }

    /// What may stand before an amount, and is not what has the number as its name: iPhone 15 - 99 €.
    private static let leadIns: Set<String> = [
        "is", "are", "was", "were", "be", "cost", "costs", "price", "prices", "priced", "pay",
        "paid", "spend", "spent", "budget", "for", "of", "about", "around", "roughly", "from",
        "between", "only", "just", "maybe", "say", "a", "the", "at", "like", "me", "you", "it",
    ]
    private static let namesOfNumbers = Set("码号型款代".unicodeScalars)

    private func isLeadIn(_ at: Int) -> Bool {
        if (at - 2...at).contains(where: { role($0) == .size }) { return false }
        return switch lexemes[at].kind {
        case .word: Self.leadIns.contains(surface(at..<at + 1))
        case .ideograph: !Self.namesOfNumbers.contains(han(at))
        case .mark, .end: true
        case .number: false
        }
    }

    /// The end of a loose span is less than so many times its beginning.
    private static let looseRatioMax = 10

    private func isUpTo(
        _ second: DecimalNumber, from first: DecimalNumber, isLoose: Bool = false
    ) -> Bool {
        guard let limit = first.times(isLoose ? Self.looseRatioMax : Self.ratioMax) else {
            return false
        }
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
            return isSentenceWord(at)
                || isDashed && !piece.isGlued && word.unit == .none
                    && word.month == 0 && word.measure == nil && halfDay(at) == nil
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
