/// What a message says about a day, before it is known from which day it counts.
enum DateMention: Hashable {
    enum Unit: Hashable { case day, week, month, year }
    /// On which side of today a day lies; today is on both.
    enum Side: Hashable { case nearest, latest, coming }

    /// `24 November`, with its year where one is said.
    case day(year: Int?, month: Int, day: Int)
    /// `the 24th`, `24号`: of the months that have such a day.
    case dayOfMonth(Int, Side)
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
    /// `last March`: the latest one, or the one that today is in.
    case latestMonth(Int, isThisOne: Bool)
    /// `next March`: the first one after this month.
    case comingMonth(Int)
    /// `Easter`, `last Christmas`
    case yearly(YearlyDay, Side)
    /// `Monday`: the next one, today included.
    case weekday(Int)
    /// `this Monday`: the next one after today.
    case comingWeekday(Int)
    /// `last Monday`: the latest one before today.
    case latestWeekday(Int)
    /// `Saturday 28/11`, `Tuesday the 8th`: of the days that may be meant one that is that day of
    /// the week.
    indirect case dated(weekday: Int, [DateMention], Side)
    /// `next Monday`, `下周一`: that day of the week so many weeks away.
    case weekdayOfWeek(Int, weeks: Int)
    /// Saturday and Sunday of the week so many weeks away.
    case weekend(weeks: Int)
    /// `two days before Christmas`
    indirect case shifted(Int, Unit, from: DateMention)
    /// `first Monday in December`: the count and the day of the week; the last one is -1.
    indirect case weekdayOfMonth(Int, Int, of: DateMention)
    /// 月底, 12月底: the last day of a month or year.
    indirect case end(of: DateMention)

    /// What is meant where the sentence says that the day is over.
    var past: DateMention {
        switch self {
        case .day(nil, let month, let day): .yearly(.day(month: month, day: day), .latest)
        case .dayOfMonth(let day, .nearest): .dayOfMonth(day, .latest)
        case .month(nil, let month): .latestMonth(month, isThisOne: true)
        case .weekday(let weekday), .comingWeekday(let weekday): .latestWeekday(weekday)
        case .dated(let weekday, let days, .nearest): .dated(weekday: weekday, days, .latest)
        case .yearly(let day, .nearest): .yearly(day, .latest)
        case .shifted(let count, let unit, let day): .shifted(count, unit, from: day.past)
        case .weekdayOfMonth(let count, let weekday, let month):
            .weekdayOfMonth(count, weekday, of: month.past)
        case .end(let period): .end(of: period.past)
        default: self
        }
    }
}
