/// A day that each year has once.
enum YearlyDay: Hashable {
    case day(month: Int, day: Int)
    /// So many days after Easter Sunday.
    case afterEaster(Int)
    /// So many days after the fourth Thursday of November.
    case afterThanksgiving(Int)

    func date(in year: Int) -> CivilDate? {
        switch self {
        case .day(let month, let day): CivilDate(year, month, day)
        case .afterEaster(let days): Self.easter(year)?.adding(days: days)
        case .afterThanksgiving(let days):
            CivilDate(year, 11, 1).flatMap { first in
                first.adding(days: (4 - first.weekday + 7) % 7 + 21 + days)
            }
        }
    }

    /// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
    private static func easter(_ year: Int) -> CivilDate? {
        let (golden, century) = (year % 19, year / 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let days = epact + weekday - 7 * late + 114
        return CivilDate(year, days / 31, days % 31 + 1)
    }
}
