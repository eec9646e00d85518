/// The moment, in the desk's zone, from which `tomorrow` and `三天前` are counted.
///
/// A value that is handed in: nothing here reads a clock or knows a zone.
package struct ReferenceTime: Sendable, Hashable {
    /// The day in the desk's zone.
    package var date: CivilDate
    /// Minutes since midnight, 0..<1440.
    package var minute: Int

    /// `minute` is clamped to the day.
    package init(_ date: CivilDate, minute: Int = 0) {
        (self.date, self.minute) = (date, min(max(minute, 0), 1_439))
    }

    /// The civil time at `secondsSince1970` where clocks are `zoneSeconds` ahead of UTC; nil
    /// outside the years 1 to 9999.
    package init?(secondsSince1970: Int64, zoneSeconds: Int = 0) {
        let (seconds, overflow) = secondsSince1970.addingReportingOverflow(Int64(zoneSeconds))
        guard !overflow else { return nil }
        let day = Self.floored(seconds, by: 86_400)
        guard let date = CivilDate(dayNumber: Int(day)) else { return nil }
        self.init(date, minute: Int((seconds - day * 86_400) / 60))
    }

    /// The moment `minutes` later, or earlier where negative.
    func adding(minutes: Int) -> ReferenceTime? {
        let (sum, overflow) = minute.addingReportingOverflow(minutes)
        guard !overflow else { return nil }
        let days = Int(Self.floored(Int64(sum), by: 1_440))
        return date.adding(days: days).map { ReferenceTime($0, minute: sum - days * 1_440) }
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}

/// A day of the proleptic Gregorian calendar, in the years 1 to 9999.
package struct CivilDate: Sendable, Hashable {
    /// 1...9999
    package let year: Int
    /// 1...12
    package let month: Int
    /// 1...31
    package let day: Int

    /// nil where there is no such day.
    package init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day `dayNumber` days after 1970-01-01 (Hinnant, chrono-compatible low-level date
    /// algorithms, `civil_from_days`); nil outside the years 1 to 9999.
    init?(dayNumber: Int) {
        guard (-719_162...2_932_896).contains(dayNumber) else { return nil }
        // Years start in March, so that the leap day is the last of one; eras have 400 years.
        let shifted = dayNumber + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Days since 1970-01-01 (Hinnant, `days_from_civil`).
    var dayNumber: Int {
        let shifted = month <= 2 ? year - 1 : year
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return shifted / 400 * 146_097 + dayOfEra - 719_468
    }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    var weekday: Int { (dayNumber + 719_162) % 7 + 1 }

    /// The week's year and number (ISO 8601): the week belongs to the year of its Thursday.
    var week: (year: Int, number: Int) {
        guard let thursday = adding(days: 4 - weekday), let first = CivilDate(thursday.year, 1, 1)
        else { return (year, 1) }
        return (thursday.year, (thursday.dayNumber - first.dayNumber) / 7 + 1)
    }

    func adding(days: Int) -> CivilDate? {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        return overflow ? nil : CivilDate(dayNumber: sum)
    }

    /// The same day of another month, or that month's last where it is shorter.
    func adding(months: Int) -> CivilDate? {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, sum >= 12 else { return nil }
        let (year, month) = (sum / 12, sum % 12 + 1)
        return CivilDate(year, month, min(day, Self.days(inMonth: month, of: year)))
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
