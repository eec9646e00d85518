/// What a message says about a day, before it is known from which day it counts.
enum DateMention: Hashable {
    enum Unit: Hashable { case day, week, month, year }
    /// On which side of today a day lies; today is on both.
    enum Side: Hashable { case nearest, latest, coming }

    /// `24 November`, with its year where one is said.
    case day(year: Int?, month: Int, day: Int)
    /// `the 24th`, `24号`
    case dayOfMonth(Int)
    /// `上个月5号`: the day of the month that is so many months away.
    case dayOfMonthAway(months: Int, day: Int)
    /// `明年三月五号`
    case dayOfYearAway(years: Int, month: Int, day: Int)
    case month(year: Int?, month: Int)
    case monthOfYearAway(years: Int, month: Int)
    case year(Int)
    /// `in 3 days`, `两周前`, `tomorrow`
    case away(Int, Unit)
    /// `last week`, `下个月`: the whole of it.
    case period(Int, Unit)
    /// 月底: the last day of the month that is so many months away.
    case endOfMonthAway(Int)
    /// 12月底
    case endOfMonth(year: Int?, month: Int)
    /// `last March`: the latest one, or the one that today is in.
    case latestMonth(Int, isThisOne: Bool)
    /// `next March`: the first one after this month.
    case comingMonth(Int)
    /// The latest day of a month with that number, today included.
    case latestDayOfMonth(Int)
    /// The next day of a month with that number, today included.
    case comingDayOfMonth(Int)
    /// `Easter`, `last Christmas`
    case yearly(YearlyDay, Side)
    /// `Monday`: the next one, today included.
    case weekday(Int)
    /// `this Monday`: the next one after today.
    case comingWeekday(Int)
    /// `last Monday`: the latest one before today.
    case latestWeekday(Int)
    /// `next Monday`, `下周一`: that day of the week so many weeks away.
    case weekdayOfWeek(Int, weeks: Int)
    /// Saturday and Sunday of the week so many weeks away.
    case weekend(weeks: Int)
    /// `two days before Christmas`
    indirect case shifted(Int, Unit, from: DateMention)
    /// `first Monday in December`: the count and the day of the week; the last one is -1.
    indirect case weekdayOfMonth(Int, Int, of: DateMention)

    /// What is meant where the sentence says that the day is over.
    var past: DateMention {
        switch self {
        case .day(nil, let month, let day): .yearly(.day(month: month, day: day), .latest)
        case .dayOfMonth(let day): .latestDayOfMonth(day)
        case .month(nil, let month): .latestMonth(month, isThisOne: true)
        case .weekday(let weekday), .comingWeekday(let weekday): .latestWeekday(weekday)
        case .yearly(let day, .nearest): .yearly(day, .latest)
        case .shifted(let count, let unit, let day): .shifted(count, unit, from: day.past)
        case .weekdayOfMonth(let count, let weekday, let month):
            .weekdayOfMonth(count, weekday, of: month.past)
        default: self
        }
    }
}

/// Turns mentions into ISO 8601 values.
///
/// Days are `2026-11-24`, weeks `2026-W48`, months `2026-11`, years `2026`, weekends an interval.
/// A day or month without a year is the one nearest to the reference; without a reference it is
/// `--11-24` or `--11` (ISO 8601:2000, 5.2.1.3).
enum DateResolver {
    /// Years, or months, around the reference in which a day without one is looked for: 29 February
    /// comes after eight years at most, a 31st after two months.
    private static let stepsAround = 8

    /// nil where the mention needs a reference and there is none, or leaves the years 1 to 9999.
    static func value(_ mention: DateMention, from now: ReferenceTime?) -> String? {
        switch mention {
        case .day(let year?, let month, let day): return CivilDate(year, month, day).map(iso)
        case .day(nil, let month, let day):
            guard let today = now?.date else { return "--\(month.padded())-\(day.padded())" }
            return nearest(to: today) { CivilDate(today.year + $0, month, day) }.map(iso)
        case .dayOfMonth(let day):
            guard let today = now?.date else { return nil }
            return nearest(to: today) { months in
                let month = CivilDate(today.year, today.month, 1)?.adding(months: months)
                return month.flatMap { CivilDate($0.year, $0.month, day) }
            }.map(iso)
        case .endOfMonth(let year?, let month):
            return CivilDate(year, month, CivilDate.days(inMonth: month, of: year)).map(iso)
        case .month(let year?, let month): return "\(year.padded(4))-\(month.padded())"
        case .month(nil, let month):
            guard let today = now?.date else { return "--\(month.padded())" }
            let found = nearest(to: today) { CivilDate(today.year + $0, month, 15) }
            return found.map(isoMonth)
        case .year(let year): return year.padded(4)
        case .shifted(let count, let unit, let anchor):
            let parts = parts(value(anchor, from: now))
            guard parts.count == 3 else { return nil }
            return CivilDate(parts[0], parts[1], parts[2]).flatMap { moved($0, count, unit) }
                .map(iso)
        case .weekdayOfMonth(let count, let weekday, let month):
            return weekdayOfMonth(count, weekday, parts(value(month, from: now))).map(iso)
        default: return now.flatMap { relative(mention, from: $0.date) }
        }
    }

    /// Year, month and day as far as the value tells them; empty for any other value.
    private static func parts(_ value: String?) -> [Int] {
        let parts = (value ?? "").split(separator: "-", omittingEmptySubsequences: false).map {
            Int($0)
        }
        return parts.contains(nil) ? [] : parts.compactMap { $0 }
    }

    private static func weekdayOfMonth(
        _ count: Int, _ weekday: Int, _ parts: [Int]
    ) -> CivilDate? {
        guard parts.count == 2, let first = CivilDate(parts[0], parts[1], 1),
            let last = lastDay(first)
        else { return nil }
        if count < 0 { return last.adding(days: -((last.weekday - weekday + 7) % 7)) }
        let day = 1 + (weekday - first.weekday + 7) % 7 + 7 * (count - 1)
        return CivilDate(first.year, first.month, day)
    }

    private static func relative(_ mention: DateMention, from today: CivilDate) -> String? {
        switch mention {
        case .dayOfMonthAway(let months, let day):
            let month = CivilDate(today.year, today.month, 1)?.adding(months: months)
            return month.flatMap { CivilDate($0.year, $0.month, day) }.map(iso)
        case .dayOfYearAway(let years, let month, let day):
            return CivilDate(today.year + years, month, day).map(iso)
        case .monthOfYearAway(let years, let month):
            return CivilDate(today.year + years, month, 1).map(isoMonth)
        case .away(let count, let unit): return moved(today, count, unit).map(iso)
        case .endOfMonthAway(let months):
            return CivilDate(today.year, today.month, 1)?.adding(months: months)
                .flatMap(lastDay).map(iso)
        case .endOfMonth(_, let month):
            // The month that is meant where it is said alone.
            return nearest(to: today) { CivilDate(today.year + $0, month, 15) }
                .flatMap(lastDay).map(iso)
        case .latestMonth(let month, let isThisOne):
            let isOver = month < today.month || (isThisOne && month == today.month)
            return CivilDate(isOver ? today.year : today.year - 1, month, 1).map(isoMonth)
        case .comingMonth(let month):
            return CivilDate(month > today.month ? today.year : today.year + 1, month, 1)
                .map(isoMonth)
        case .latestDayOfMonth(let day):
            return days(day, from: today, step: -1).first { $0.dayNumber <= today.dayNumber }
                .map(iso)
        case .comingDayOfMonth(let day):
            return days(day, from: today, step: 1).first { $0.dayNumber >= today.dayNumber }
                .map(iso)
        case .yearly(let day, let side): return yearly(day, side, today).map(iso)
        case .comingWeekday(let weekday):
            return today.adding(days: (weekday - today.weekday + 6) % 7 + 1).map(iso)
        case .period(let count, let unit):
            return moved(today, count, unit).map { period($0, unit) }
        case .weekday(let weekday):
            return today.adding(days: (weekday - today.weekday + 7) % 7).map(iso)
        case .latestWeekday(let weekday):
            return today.adding(days: -((today.weekday - weekday + 6) % 7 + 1)).map(iso)
        case .weekdayOfWeek(let weekday, let weeks):
            return today.adding(days: weekday - today.weekday + 7 * weeks).map(iso)
        case .weekend(let weeks):
            guard let saturday = today.adding(days: 6 - today.weekday + 7 * weeks),
                let sunday = saturday.adding(days: 1)
            else { return nil }
            return "\(iso(saturday))/\(iso(sunday))"
        case .day, .dayOfMonth, .month, .year, .shifted, .weekdayOfMonth: return nil
        }
    }

    /// The days with the number `day` of this month and of those behind or before it.
    private static func days(_ day: Int, from today: CivilDate, step: Int) -> [CivilDate] {
        let first = CivilDate(today.year, today.month, 1)
        return (0...stepsAround).compactMap { months in
            first?.adding(months: step * months).flatMap { CivilDate($0.year, $0.month, day) }
        }
    }

    private static func lastDay(_ month: CivilDate) -> CivilDate? {
        let days = CivilDate.days(inMonth: month.month, of: month.year)
        return CivilDate(month.year, month.month, days)
    }

    private static func yearly(
        _ day: YearlyDay, _ side: DateMention.Side, _ today: CivilDate
    ) -> CivilDate? {
        nearest(to: today) { years in
            guard let date = day.date(in: today.year + years) else { return nil }
            return switch side {
            case .nearest: date
            case .latest: date.dayNumber <= today.dayNumber ? date : nil
            case .coming: date.dayNumber >= today.dayNumber ? date : nil
            }
        }
    }

    private static func moved(
        _ date: CivilDate, _ count: Int, _ unit: DateMention.Unit
    ) -> CivilDate? {
        // More than this leaves the calendar in any unit, and less overflows in none.
        guard abs(count) < 4_000_000 else { return nil }
        return switch unit {
        case .day: date.adding(days: count)
        case .week: date.adding(days: count * 7)
        case .month: date.adding(months: count)
        case .year: date.adding(months: count * 12)
        }
    }

    private static func period(_ date: CivilDate, _ unit: DateMention.Unit) -> String {
        switch unit {
        case .day: iso(date)
        case .week: "\(date.week.year.padded(4))-W\(date.week.number.padded())"
        case .month: isoMonth(date)
        case .year: date.year.padded(4)
        }
    }

    /// The nearest of the days that `candidate` makes; of two as near, the coming one.
    private static func nearest(
        to today: CivilDate, _ candidate: (Int) -> CivilDate?
    ) -> CivilDate? {
        let days = (-stepsAround...stepsAround).compactMap(candidate)
        return days.min {
            let (a, b) = (
                abs($0.dayNumber - today.dayNumber), abs($1.dayNumber - today.dayNumber)
            )
            return a == b ? $0.dayNumber > $1.dayNumber : a < b
        }
    }

    static func iso(_ date: CivilDate) -> String { "\(isoMonth(date))-\(date.day.padded())" }

    private static func isoMonth(_ date: CivilDate) -> String {
        "\(date.year.padded(4))-\(date.month.padded())"
    }

    /// `17:30` of minutes since midnight.
    static func clock(_ minute: Int) -> String {
        "\((minute / 60).padded()):\((minute % 60).padded())"
    }
}
