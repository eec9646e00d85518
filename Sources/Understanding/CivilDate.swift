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

    /// The day `dayNumber` days after 1970-01-01; nil outside the years 1 to 9999.
    init?(dayNumber: Int) {
        guard (-719_162...2_932_896).contains(dayNumber) else { return nil }
        let (year, month, day) = Self.parts(ofDay: Int64(dayNumber))
        self.init(year, month, day)
    }

    /// Year, month and day `dayNumber` days after 1970-01-01, in any year of 64-bit milliseconds
    /// (Hinnant, chrono-compatible low-level date algorithms, `civil_from_days`).
    @inlinable
    package static func parts(ofDay dayNumber: Int64) -> (year: Int, month: Int, day: Int) {
        // Years start in March, so that the leap day is the last of one; eras have 400 years.
        let shifted = dayNumber + 719_468
        let era = shifted.quotientFlooring(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
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

    /// `2026-11-24` (ISO 8601)
    var iso: String { "\(year.padded(4))-\(month.padded())-\(day.padded())" }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// The quotient rounded down: a second before 1970 is a second of the day -1.
    @inlinable
    package func quotientFlooring(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

extension Int {
    /// The number in at least `width` digits, as dates and times are written.
    package func padded(_ width: Int = 2) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}
