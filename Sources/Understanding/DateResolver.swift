/// What a message says about a day, before it is known from which day it counts.
enum DateMention: Hashable {
    enum Unit: Hashable { case day, week, month, year }

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
    /// `Monday`: the next one, today included.
    case weekday(Int)
    /// `last Monday`: the latest one before today.
    case latestWeekday(Int)
    /// `next Monday`, `下周一`: that day of the week so many weeks away.
    case weekdayOfWeek(Int, weeks: Int)
    /// Saturday and Sunday of the week so many weeks away.
    case weekend(weeks: Int)
}

/// Turns mentions into ISO 8601 values.
///
/// Days are `2026-11-24`, weeks `2026-W48`, months `2026-11`, years `2026`, weekends an interval.
/// A day or month without a year is the one nearest to the reference; without a reference it is
/// `--11-24` or `--11` (ISO 8601:2000, 5.2.1.3).
enum DateResolver {
    /// Years around the reference in which a day without a year is looked for: 29 February comes
    /// after eight years at most.
    private static let yearsAround = 8

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
        case .month(let year?, let month): return "\(year.padded(4))-\(month.padded())"
        case .month(nil, let month):
            guard let today = now?.date else { return "--\(month.padded())" }
            let found = nearest(to: today) { CivilDate(today.year + $0, month, 15) }
            return found.map(isoMonth)
        case .year(let year): return year.padded(4)
        default: return now.flatMap { relative(mention, from: $0.date) }
        }
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
        case .day, .dayOfMonth, .month, .year: return nil
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
        let days = (-yearsAround...yearsAround).compactMap(candidate)
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
