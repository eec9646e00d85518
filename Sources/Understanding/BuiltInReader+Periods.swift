/// Beginnings, middles and ends of weeks, months and years.
///
/// The end is the last day, which a deadline means by it. No one day is the beginning or the
/// middle: their value is the whole week, month or year.
extension BuiltInReader {
    // MARK: English

    /// `the end of May`, `beginning of next month`, `start of the week`
    func partOfPeriod(_ at: Int) -> DateReading? {
        let first = role(at) == .the ? at + 1 : at
        guard [.end, .beginning].contains(role(first)), role(first + 1) == .of,
            let (period, end) = period(first + 2)
        else { return nil }
        return (role(first) == .end ? .end(of: period) : period, end)
    }

    /// `May`, `next month`, `the year`, `month`, 2027; week 48 is none.
    private func period(_ at: Int) -> DateReading? {
        if lexemes[at].kind == .number {
            return year(at).flatMap { year, end in
                sense(end).measure == nil ? (.year(year), end) : nil
            }
        }
        let length = role(at) == .the ? at + 1 : at
        if let unit = Self.dateUnit(sense(length).unit), unit != .day {
            return lexemes[length + 1].kind == .number ? nil : (.period(0, unit), length + 1)
        }
        guard let reading = wordDate(at) else { return nil }
        switch reading.mention {
        case .month, .monthOfYearAway, .latestMonth, .comingMonth, .period: return reading
        default: return nil
        }
    }

    // MARK: Chinese

    /// 月底, 月初, 年底: of this month or year. 每月底 is of each, and 个月中 a span.
    func chinesePart(_ at: Int) -> DateReading? {
        guard lexemes[at].kind == .ideograph, !isNumeral(at - 1),
            !"每个整满数岁蜜".unicodeScalars.contains(han(at - 1))
        else { return nil }
        for (word, unit) in Self.periods {
            guard let end = skip(word, at: at) else { continue }
            // 年中 alone may be all year long.
            return unit == .year && han(end) == "中" ? nil : part(end, of: .period(0, unit))
        }
        return nil
    }

    static let periods: [(word: Phrase, unit: DateMention.Unit)] = [("月", .month), ("年", .year)]

    private static let ends: [Phrase] = ["底", "末"]
    private static let others: [Phrase] = ["上旬", "中旬", "下旬", "初", "中"]
    /// Words that begin with 末, 初 and 中, as 中秋 in 今年中秋.
    private static let notParts: [Phrase] = [
        "末班", "初中", "初级", "初次", "初步", "中国", "中午", "中秋", "中通", "中间", "中文", "中心", "中途", "中奖",
        "中介",
    ]

    /// 底, 初 or 中旬 at `at`, behind the month or year `period`.
    func part(_ at: Int, of period: DateMention) -> DateReading? {
        // 初一 is a day by the moon.
        let isDay = han(at) == "初" && isNumeral(at + 1)
        guard !isDay, skip(anyOf: Self.notParts, at: at) == nil else { return nil }
        if let end = skip(anyOf: Self.ends, at: at) { return (.end(of: period), end) }
        return skip(anyOf: Self.others, at: at).map { (period, $0) }
    }
}
