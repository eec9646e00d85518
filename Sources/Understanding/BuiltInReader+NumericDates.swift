/// Days in digits: 2026-11-24, 24/11/2026, 20261124.
extension BuiltInReader {
    /// 2026-11-24, 24/11/2026, 24.11.26; the day stands before the month unless that cannot be.
    func numericDate(_ at: Int) -> DateReading? {
        let separator = mark(at + 1)
        guard ["-", "/", "."].contains(separator), areGlued(at + 1...at + 2),
            lexemes[at + 2].kind == .number
        else { return nil }
        guard mark(at + 3) == separator, areGlued(at + 3...at + 4), lexemes[at + 4].kind == .number
        else { return dayAndMonth(at) }
        guard !isExtended(at + 5) else { return nil }
        let (first, second, third) = (lexemes[at], lexemes[at + 2], lexemes[at + 4])
        guard second.count <= 2, let mention = mention(first, second, third, separator) else {
            return nil
        }
        return (mention, at + 5)
    }

    private func mention(
        _ first: Lexeme, _ second: Lexeme, _ third: Lexeme, _ separator: Unicode.Scalar
    ) -> DateMention? {
        if first.count == 4, third.count <= 2 {
            return day(first.value, second.value, third.value)
        }
        let isShort = third.count == 2 && separator != "-"
        guard first.count <= 2, third.count == 4 || isShort else { return nil }
        let year = isShort ? 2_000 + third.value : third.value
        return day(year, second.value, first.value) ?? day(year, first.value, second.value)
    }

    /// `on 24/11`, `by 24.11.`: only behind a word that dates, as 24/7 and 1/2 are none.
    private func dayAndMonth(_ at: Int) -> DateReading? {
        let before = role(at - 1)
        guard [.on, .before, .after, .from].contains(before), mark(at + 1) != "-",
            lexemes[at].count <= 2, lexemes[at + 2].count <= 2, !isExtended(at + 3),
            let mention = day(nil, lexemes[at + 2].value, lexemes[at].value)
                ?? day(nil, lexemes[at].value, lexemes[at + 2].value)
        else { return nil }
        return (mention, at + 3)
    }

    /// Whether digits or letters go on at `at`, so that what ends there is an address or a version.
    private func isExtended(_ at: Int) -> Bool {
        guard lexemes[at].isGlued else { return false }
        if lexemes[at].kind == .word || lexemes[at].kind == .number { return true }
        return ["-", "/", "."].contains(mark(at)) && lexemes[at + 1].isGlued
            && (lexemes[at + 1].kind == .number || lexemes[at + 1].kind == .word)
    }

    /// Whether nothing stands before any of these pieces.
    func areGlued(_ range: ClosedRange<Int>) -> Bool {
        range.allSatisfy { lexemes[$0].isGlued }
    }

    /// A day of the calendar in the years that customers mean; nil for any other.
    func day(_ year: Int?, _ month: Int, _ day: Int) -> DateMention? {
        if let year, !Self.years.contains(year) { return nil }
        // Without a year 29 February may be meant.
        guard CivilDate(year ?? 2_000, month, day) != nil else { return nil }
        return .day(year: year, month: month, day: day)
    }

    /// Whether the month before `at` is part of the name of a street: 12 May Street, May Rd.
    func isStreet(_ at: Int) -> Bool {
        role(at) == .street || role(at) == .suffix && !lexemes[at].isGlued
    }

    /// 20261205 behind a word that dates, or all there is: a day in the years around, and no order
    /// number that is announced.
    func compactDate(_ at: Int) -> DateReading? {
        let number = lexemes[at]
        guard number.count == 8, number.value >= 0, !isExtended(at + 1), isDated(at),
            let mention = day(number.value / 10_000, number.value / 100 % 100, number.value % 100)
        else { return nil }
        let year = number.value / 10_000
        if let now, abs(now.date.year - year) > 2 { return nil }
        return (mention, at + 1)
    }

    /// Whether what stands before `at` dates it.
    private func isDated(_ at: Int) -> Bool {
        if [.on, .before, .after, .from, .within].contains(role(at - 1)) { return true }
        if role(at - 1) == .isWord || mark(at - 1) == ":" { return isDateWord(at - 2) }
        if isDateWord(at - 1) || "于在从自至".unicodeScalars.contains(han(at - 1)) { return true }
        return at == 0 && lexemes[at + 1].kind == .end
    }

    /// date, 日期
    private func isDateWord(_ at: Int) -> Bool {
        role(at) == .date || han(at) == "期" && han(at - 1) == "日"
    }
}
