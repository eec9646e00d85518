/// Days, weeks, months and years in Chinese as seen from the moment.
extension BuiltInReader {
    static let dayWords: [(word: Phrase, offset: Int)] = [
        ("大前天", -3), ("大后天", 3), ("前天", -2), ("前晚", -2), ("昨天", -1), ("昨日", -1), ("昨晚", -1),
        ("昨夜", -1), ("今天", 0), ("今日", 0), ("今晚", 0), ("今早", 0), ("今夜", 0), ("今儿", 0), ("明天", 1),
        ("明日", 1), ("明晚", 1), ("明早", 1), ("后天", 2),
    ]

    func dayWord(_ at: Int) -> DateReading? {
        for (word, offset) in Self.dayWords {
            if let end = skip(word, at: at) { return (.away(offset, .day), end) }
        }
        return nil
    }

    static let yearWords: [(word: Phrase, offset: Int)] = [
        ("大前年", -3), ("大后年", 3), ("去年", -1), ("今年", 0), ("明年", 1), ("前年", -2), ("后年", 2), ("本年", 0),
    ]

    /// 去年, 明年三月五号
    func yearWord(_ at: Int) -> DateReading? {
        for (word, offset) in Self.yearWords {
            guard let end = skip(word, at: at) else { continue }
            if let found = chineseFeast(end) {
                return (
                    .dayOfYearAway(years: offset, month: found.month, day: found.day), found.end
                )
            }
            let period = DateMention.period(offset, .year)
            if let found = part(han(end) == "年" ? end + 1 : end, of: period) { return found }
            if let (mention, next) = monthAndDay(end, year: nil) {
                return ofYear(offset, mention).map { ($0, next) }
            }
            // What is left of a day that does not exist is not meant.
            return namesMonth(end) ? nil : (period, end)
        }
        return nil
    }

    /// The day, month or end of a month of the year that is so many away.
    private func ofYear(_ years: Int, _ mention: DateMention) -> DateMention? {
        switch mention {
        case .day(_, let month, let day): .dayOfYearAway(years: years, month: month, day: day)
        case .month(_, let month): .monthOfYearAway(years: years, month: month)
        case .end(let period): ofYear(years, period).map { .end(of: $0) }
        default: nil
        }
    }

    /// Whether a month stands at `at` that is no span: 三月前 is one.
    private func namesMonth(_ at: Int) -> Bool {
        integer(at: at).map { han($0.end) == "月" && !isSpanOfMonths($0.end + 1) } ?? false
    }

    /// 三月前 and 3月内 are spans.
    func isSpanOfMonths(_ at: Int) -> Bool { ["前", "内", "后"].contains(han(at)) }

    /// 下周一, 上个月, 上上周, 本月5号, 这周末
    func weekOrMonth(_ at: Int) -> DateReading? {
        guard var (step, next) = self.step(at) else { return nil }
        if step != 0, han(next) == han(at) { (step, next) = (step * 2, next + 1) }
        if han(next) == "个" { next += 1 }
        if let end = skip(anyOf: Self.weeks, at: next) {
            if let day = Self.weekdayNumber(han(end)) {
                return (.weekdayOfWeek(day, weeks: step), end + 1)
            }
            return han(end) == "末"
                ? (.weekend(weeks: step), end + 1) : (.period(step, .week), end)
        }
        guard han(next) == "月" else { return nil }
        if let (number, end) = integer(at: next + 1), (1...31).contains(number),
            ["日", "号"].contains(han(end))
        {
            return (.dayOfMonthAway(months: step, day: number), end + 1)
        }
        let period = DateMention.period(step, .month)
        return part(next + 1, of: period) ?? (period, next + 1)
    }

    static let steps: [(word: Phrase, step: Int)] = [
        ("上", -1), ("下", 1), ("这", 0), ("本", 0), ("当", 0),
    ]

    private func step(_ at: Int) -> (step: Int, end: Int)? {
        for (word, step) in Self.steps {
            if let end = skip(word, at: at) { return (step, end) }
        }
        return nil
    }

    static let weeks: [Phrase] = ["星期", "礼拜", "周"]

    private static func weekdayNumber(_ ideograph: Unicode.Scalar) -> Int? {
        switch ideograph {
        case "一": 1
        case "二": 2
        case "三": 3
        case "四": 4
        case "五": 5
        case "六": 6
        case "日", "天": 7
        default: nil
        }
    }

    /// 周一, 星期天, 周末
    func weekday(_ at: Int) -> DateReading? {
        guard !followsNumeral(at) || endsChineseWeekday(at), han(at - 1) != "个",
            !isRepeated(at), let end = skip(anyOf: Self.weeks, at: at)
        else { return nil }
        if han(at) == "周", han(end) == "末" { return (.weekend(weeks: 0), end + 1) }
        guard let number = Self.weekdayNumber(han(end)) else { return nil }
        if let found = dayBehindChineseWeekday(end + 1, number) { return found }
        return (weekdayAfter(at, number) ?? .weekday(number), end + 1)
    }

    /// Whether a day of the week ends before `at`: 周六 in 周六周日.
    private func endsChineseWeekday(_ at: Int) -> Bool { chineseWeekdayStart(at) != nil }

    /// Where the day of the week begins that ends before `at`.
    func chineseWeekdayStart(_ at: Int) -> Int? {
        guard Self.weekdayNumber(han(at - 1)) != nil else { return nil }
        return Self.weeks.lazy.map { (start: at - 1 - $0.count, word: $0) }
            .first { skip($0.word, at: $0.start) == at - 1 }?.start
    }

    /// 周二11月24日, 周六28/11 and 周二8号 are one day.
    private func dayBehindChineseWeekday(_ at: Int, _ weekday: Int) -> DateReading? {
        guard lexemes[at].isGlued else { return nil }
        if let reading = monthAndDay(at, year: nil), case .day = reading.mention {
            return ofWeekday(weekday, reading)
        }
        if let reading = dayOfMonth(at) { return agreed(weekday, [reading.mention], reading.end) }
        return digitsBehindWeekday(at, weekday)
    }

    /// The piece behind the day of the week at `at`.
    func weekdayEnd(_ at: Int) -> Int? {
        if sense(at).weekday > 0 { return at + 1 }
        guard let end = skip(anyOf: Self.weeks, at: at), Self.weekdayNumber(han(end)) != nil else {
            return nil
        }
        return end + 1
    }

    static let spans: [(word: Phrase, unit: DateMention.Unit)] = [
        ("个星期", .week), ("个礼拜", .week), ("星期", .week), ("礼拜", .week), ("周", .week), ("个月", .month),
        ("天", .day), ("日", .day), ("年", .year),
    ]

    /// 三天前, 两周后, 3个月以前
    func away(_ at: Int) -> DateReading? {
        guard !isContinued(at), let (count, end) = integer(at: at) else { return nil }
        for (word, unit) in Self.spans {
            guard let next = skip(word, at: end) else { continue }
            return direction(next).map { (.away($0.sign * count, unit), $0.end) }
        }
        return nil
    }

    static let halfYear: Phrase = "半年"
    static let halfMonth: Phrase = "半个月"

    /// 半年前, 半个月后; half a month is fifteen days.
    func halfAway(_ at: Int) -> DateReading? {
        guard !followsNumeral(at) else { return nil }
        if let end = skip(Self.halfYear, at: at), let (sign, next) = direction(end) {
            return (.away(sign * 6, .month), next)
        }
        if let end = skip(Self.halfMonth, at: at), let (sign, next) = direction(end) {
            return (.away(sign * 15, .day), next)
        }
        return nil
    }

    /// 前, 以前, 之后: -1 or 1, and the piece behind; 前台 is none.
    func direction(_ at: Int) -> (sign: Int, end: Int)? {
        let place = ["以", "之"].contains(han(at)) ? at + 1 : at
        switch han(place) {
        case "前":
            return ["台", "面", "往"].contains(han(place + 1)) ? nil : (-1, place + 1)
        case "后": return (1, place + 1)
        default: return nil
        }
    }
}
