/// The moment, in the desk's zone, from which `tomorrow` and `三天前` are counted.
///
/// A value that is handed in: nothing here reads a clock or knows a zone.
package struct ReferenceTime: Sendable, Hashable {
    /// The day in the desk's zone.
    package var date: CivilDate
    /// Minutes since midnight, below ``ClockTime/minutesOfDay``.
    package var minute: Int

    /// `minute` is clamped to the day.
    package init(_ date: CivilDate, minute: Int = 0) {
        (self.date, self.minute) = (date, min(max(minute, 0), ClockTime.minutesOfDay - 1))
    }

    /// The civil time at `secondsSince1970` where clocks are `zoneSeconds` ahead of UTC; nil
    /// outside the years 1 to 9999.
    package init?(secondsSince1970: Int64, zoneSeconds: Int = 0) {
        let (seconds, overflow) = secondsSince1970.addingReportingOverflow(Int64(zoneSeconds))
        guard !overflow else { return nil }
        let day = seconds.quotientFlooring(86_400)
        guard let date = CivilDate(dayNumber: Int(day)) else { return nil }
        self.init(date, minute: Int((seconds - day * 86_400) / 60))
    }

    /// The moment `minutes` later, or earlier where negative.
    func adding(minutes: Int) -> ReferenceTime? {
        let (sum, overflow) = minute.addingReportingOverflow(minutes)
        guard !overflow else { return nil }
        let days = Int(Int64(sum).quotientFlooring(Int64(ClockTime.minutesOfDay)))
        return date.adding(days: days).map {
            ReferenceTime($0, minute: sum - days * ClockTime.minutesOfDay)
        }
    }
}
