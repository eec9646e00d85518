/// Tells what mentions mean.
///
/// A day or month without a year is the one nearest to the reference; without a reference it is of
/// any year.
enum DateResolver {
    /// Years, or months, around the reference in which a day without one is looked for: 29 February
    /// comes after eight years at most, a 31st after two months.
    private static let stepsAround = 8

    /// nil where the mention needs a reference and there is none, leaves the years 1 to 9999, or
    /// names a day that does not exist.
    static func resolve(_ mention: DateMention, from now: ReferenceTime?) -> ResolvedDate? {
        switch mention {
        case .day(let year?, let month, let day):
            CivilDate(year, month, day).map(ResolvedDate.day)
        case .month(let year?, let month): .month(year: year, month: month)
        case .year(let year): .year(year)
        case .shifted(let count, let unit, let anchor):
            shifted(count, unit, from: resolve(anchor, from: now))
        case .weekdayOfMonth(let count, let weekday, let month):
            weekdayOfMonth(count, weekday, of: resolve(month, from: now))
        case .end(let period): resolve(period, from: now)?.lastDay.map(ResolvedDate.day)
        default:
            now.map { relative(mention, from: $0.date) } ?? ofAnyYear(mention)
        }
    }

    /// What is known of a mention where nothing tells from which day it counts.
    private static func ofAnyYear(_ mention: DateMention) -> ResolvedDate? {
        switch mention {
        case .day(nil, let month, let day): .dayOfAnyYear(month: month, day: day)
        case .month(nil, let month): .monthOfAnyYear(month)
        default: nil
        }
    }

    // MARK: From another day

    private static func shifted(
        _ count: Int, _ unit: DateMention.Unit, from anchor: ResolvedDate?
    ) -> ResolvedDate? {
        guard case .day(let date)? = anchor else { return nil }
        return moved(date, count, unit).map(ResolvedDate.day)
    }

    private static func weekdayOfMonth(
        _ count: Int, _ weekday: Int, of month: ResolvedDate?
    ) -> ResolvedDate? {
        guard case .month(let year, let month)? = month, let first = CivilDate(year, month, 1),
            let last = ResolvedDate.month(year: year, month: month).lastDay
        else { return nil }
        if count < 0 {
            return last.adding(days: -((last.weekday - weekday + 7) % 7)).map(ResolvedDate.day)
        }
        let day = 1 + (weekday - first.weekday + 7) % 7 + 7 * (count - 1)
        return CivilDate(year, month, day).map(ResolvedDate.day)
    }

    private static func moved(
        _ date: CivilDate, _ count: Int, _ unit: DateMention.Unit
    ) -> CivilDate? {
        // More than this leaves the calendar in any unit, and less overflows in none.
        guard count.magnitude < 4_000_000 else { return nil }
        return switch unit {
        case .day: date.adding(days: count)
        case .week: date.adding(days: count * 7)
        case .month: date.adding(months: count)
        case .year: date.adding(months: count * 12)
        }
    }

    // MARK: From today

    private static func relative(_ mention: DateMention, from today: CivilDate) -> ResolvedDate? {
        switch mention {
        case .month, .monthOfYearAway, .latestMonth, .comingMonth:
            return month(mention, from: today).map { ResolvedDate(.month, of: $0) }
        case .period(let count, let unit):
            return moved(today, count, unit).map { ResolvedDate(unit, of: $0) }
        case .weekend(let weeks):
            guard let saturday = weekday(6, weeks: weeks, from: today),
                let sunday = saturday.adding(days: 1)
            else { return nil }
            return .weekend(saturday: saturday, sunday: sunday)
        default: return day(mention, from: today).map(ResolvedDate.day)
        }
    }

    /// A day of the month that is meant.
    private static func month(_ mention: DateMention, from today: CivilDate) -> CivilDate? {
        switch mention {
        case .month(_, let month):
            return nearest(to: today) { CivilDate(today.year + $0, month, 15) }
        case .monthOfYearAway(let years, let month): return CivilDate(today.year + years, month, 1)
        case .latestMonth(let month, let isThisOne):
            let isOver = month < today.month || (isThisOne && month == today.month)
            return CivilDate(isOver ? today.year : today.year - 1, month, 1)
        case .comingMonth(let month):
            return CivilDate(month > today.month ? today.year : today.year + 1, month, 1)
        default: return nil
        }
    }

    private static func day(_ mention: DateMention, from today: CivilDate) -> CivilDate? {
        switch mention {
        case .day(_, let month, let day):
            nearest(to: today) { CivilDate(today.year + $0, month, day) }
        case .dayOfMonth(let day, let side):
            nearest(side, to: today) { self.day(day, ofMonth: $0, from: today) }
        case .dayOfMonthAway(let months, let day): self.day(day, ofMonth: months, from: today)
        case .dayOfYearAway(let years, let month, let day):
            CivilDate(today.year + years, month, day)
        case .away(let count, let unit): moved(today, count, unit)
        case .yearly(let day, let side): nearest(side, to: today) { day.date(in: today.year + $0) }
        case .weekday(let weekday): today.adding(days: (weekday - today.weekday + 7) % 7)
        case .comingWeekday(let weekday): today.adding(days: (weekday - today.weekday + 6) % 7 + 1)
        case .latestWeekday(let weekday):
            today.adding(days: -((today.weekday - weekday + 6) % 7 + 1))
        case .weekdayOfWeek(let weekday, let weeks):
            self.weekday(weekday, weeks: weeks, from: today)
        case .dated(let weekday, let days, let side):
            dated(weekday, days, side, from: today)
        case .month, .monthOfYearAway, .latestMonth, .comingMonth, .year, .period, .weekend,
            .shifted, .weekdayOfMonth, .end:
            nil
        }
    }

    private static func weekday(
        _ weekday: Int, weeks: Int, from today: CivilDate
    ) -> CivilDate? {
        today.adding(days: weekday - today.weekday + 7 * weeks)
    }

    /// Days around today in which a day of the year, or of the month, is looked for that has its
    /// day of the week.
    private static let (yearAround, monthAround) = (300, 60)

    /// The nearest day on that side that `mentions` may mean and that is that day of the week; of
    /// the other side where there is none.
    private static func dated(
        _ weekday: Int, _ mentions: [DateMention], _ side: DateMention.Side,
        from today: CivilDate
    ) -> CivilDate? {
        let days = mentions.flatMap { candidates($0, from: today) }.filter {
            $0.weekday == weekday
        }
        return nearest(side, to: today, days) ?? nearest(to: today, days)
    }

    /// The days that a mention without its year or month may mean.
    private static func candidates(
        _ mention: DateMention, from today: CivilDate
    ) -> [CivilDate] {
        switch mention {
        case .day(nil, let month, let day):
            around(today, yearAround) { CivilDate(today.year + $0, month, day) }
        case .dayOfMonth(let day, _):
            around(today, monthAround) { self.day(day, ofMonth: $0, from: today) }
        case .day(let year?, let month, let day): CivilDate(year, month, day).map { [$0] } ?? []
        default: day(mention, from: today).map { [$0] } ?? []
        }
    }

    /// Those of the days that `candidate` makes that are so many days around today.
    private static func around(
        _ today: CivilDate, _ days: Int, _ candidate: (Int) -> CivilDate?
    ) -> [CivilDate] {
        (-stepsAround...stepsAround).compactMap(candidate).filter {
            abs($0.dayNumber - today.dayNumber) <= days
        }
    }

    /// The day with that number of the month that is so many months away.
    private static func day(_ day: Int, ofMonth months: Int, from today: CivilDate) -> CivilDate? {
        let month = CivilDate(today.year, today.month, 1)?.adding(months: months)
        return month.flatMap { CivilDate($0.year, $0.month, day) }
    }

    /// The nearest on that side of the days that `candidate` makes; of two as near, the coming one.
    private static func nearest(
        _ side: DateMention.Side = .nearest, to today: CivilDate,
        _ candidate: (Int) -> CivilDate?
    ) -> CivilDate? {
        nearest(side, to: today, (-stepsAround...stepsAround).compactMap(candidate))
    }

    private static func nearest(
        _ side: DateMention.Side = .nearest, to today: CivilDate, _ candidates: [CivilDate]
    ) -> CivilDate? {
        func distance(_ date: CivilDate) -> Int { abs(date.dayNumber - today.dayNumber) }
        let days = candidates.filter { date in
            switch side {
            case .nearest: true
            case .latest: date.dayNumber <= today.dayNumber
            case .coming: date.dayNumber >= today.dayNumber
            }
        }
        return days.min { (distance($0), $1.dayNumber) < (distance($1), $0.dayNumber) }
    }
}
