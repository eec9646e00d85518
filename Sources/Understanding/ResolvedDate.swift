/// What a mention means, as exactly as it says it.
enum ResolvedDate: Hashable {
    case day(CivilDate)
    /// A day of which nothing tells the year.
    case dayOfAnyYear(month: Int, day: Int)
    case month(year: Int, month: Int)
    /// A month of which nothing tells the year.
    case monthOfAnyYear(Int)
    /// A week of ISO 8601: the week belongs to the year of its Thursday.
    case week(year: Int, number: Int)
    case year(Int)
    case weekend(saturday: CivilDate, sunday: CivilDate)

    /// The day itself, or the whole week, month or year that it is in.
    init(_ unit: DateMention.Unit, of date: CivilDate) {
        self =
            switch unit {
            case .day: .day(date)
            case .week: .week(year: date.week.year, number: date.week.number)
            case .month: .month(year: date.year, month: date.month)
            case .year: .year(date.year)
            }
    }

    /// Days are `2026-11-24`, weeks `2026-W48`, months `2026-11`, years `2026`, weekends an
    /// interval of ISO 8601; without a year `--11-24` or `--11` (ISO 8601:2000, 5.2.1.3).
    var iso: String {
        switch self {
        case .day(let date): date.iso
        case .dayOfAnyYear(let month, let day): "--\(month.padded())-\(day.padded())"
        case .month(let year, let month): "\(year.padded(4))-\(month.padded())"
        case .monthOfAnyYear(let month): "--\(month.padded())"
        case .week(let year, let number): "\(year.padded(4))-W\(number.padded())"
        case .year(let year): year.padded(4)
        case .weekend(let saturday, let sunday): "\(saturday.iso)/\(sunday.iso)"
        }
    }

    /// The last day of it; nil where its year is not known.
    var lastDay: CivilDate? {
        switch self {
        case .day(let date): date
        case .month(let year, let month):
            CivilDate(year, month, CivilDate.days(inMonth: month, of: year))
        // 4 January is in the first week.
        case .week(let year, let number):
            CivilDate(year, 1, 4).flatMap { $0.adding(days: 7 * number - $0.weekday) }
        case .year(let year): CivilDate(year, 12, 31)
        case .weekend(_, let sunday): sunday
        case .dayOfAnyYear, .monthOfAnyYear: nil
        }
    }
}
