/// Days in digits: 2026-11-24, 24/11/2026, 20261124.
extension BuiltInReader {
    /// 2026-11-24, 24/11/2026, 24.11.26; the day stands before the month unless that cannot be.
    /// Without a year, as `on 24/11` and `by 24.11.`, only behind a word that dates: 24/7 and 1/2
    /// are none, and `by 8.30` is a time.
    func numericDate(_ at: Int) -> DateReading? {
        guard let (days, end, hasYear) = numericDays(at),
            hasYear || [.on, .before, .after, .from].contains(role(at - 1))
        else { return nil }
        let isOn = surface(at - 1..<at) == "on"
        let isDay = hasYear || isOn || !isTimeOfDots(at) || lexemes[at + 2].value <= 12
        return isDay ? days.first.map { ($0, end) } : nil
    }

    /// Whether two numbers with a dot may be a time: 8.30.
    func isTimeOfDots(_ at: Int) -> Bool {
        let (hour, minutes) = (lexemes[at], lexemes[at + 2])
        return mark(at + 1) == "." && areGlued(at + 1...at + 2) && hour.kind == .number
            && hour.count <= 2 && hour.value < 24 && minutes.kind == .number
            && minutes.count == 2 && minutes.value < 60
    }

    /// The days that the digits at `at` may mean, the likeliest first, and the piece behind them.
    func numericDays(_ at: Int) -> (days: [DateMention], end: Int, hasYear: Bool)? {
        let (first, second, third) = (lexemes[at], lexemes[at + 2], lexemes[at + 4])
        let separator = mark(at + 1)
        guard first.kind == .number, ["-", "/", "."].contains(separator),
            areGlued(at + 1...at + 2), second.kind == .number, second.count <= 2
        else { return nil }
        if mark(at + 3) == separator, areGlued(at + 3...at + 4), third.kind == .number {
            guard !isExtended(at + 5) else { return nil }
            return (days(first, second, third, separator), at + 5, true)
        }
        guard separator != "-", first.count <= 2, !isExtended(at + 3) else { return nil }
        let days = [
            day(nil, second.value, first.value), day(nil, first.value, second.value),
        ]
        return (days.compactMap(\.self), at + 3, false)
    }

    private func days(
        _ first: Lexeme, _ second: Lexeme, _ third: Lexeme, _ separator: Unicode.Scalar
    ) -> [DateMention] {
        if first.count == 4, third.count <= 2 {
            return day(first.value, second.value, third.value).map { [$0] } ?? []
        }
        let isShort = third.count == 2 && separator != "-"
        guard first.count <= 2, third.count == 4 || isShort else { return [] }
        let year = isShort ? 2_000 + third.value : third.value
        let days = [
            day(year, second.value, first.value), day(year, first.value, second.value),
        ]
        return days.compactMap(\.self)
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
