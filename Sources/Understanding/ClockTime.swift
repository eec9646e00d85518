/// A time of day, to the minute.
struct ClockTime: Hashable {
    static let minutesOfDay = 1_440
    static let midnight = ClockTime(hour: 0)
    static let noon = ClockTime(hour: 12)

    /// Since midnight, in 0..<``minutesOfDay``.
    private(set) var minute: Int

    /// Beyond midnight it is of the next day, and before it of the day before.
    init(hour: Int, minute: Int = 0) {
        self.minute = 0
        self = adding(minutes: hour % 24 * 60).adding(minutes: minute)
    }

    /// So many minutes later, or earlier where negative; days are passed over.
    func adding(minutes: Int) -> ClockTime {
        let sum = minute + minutes % Self.minutesOfDay
        var time = self
        time.minute = (sum + Self.minutesOfDay) % Self.minutesOfDay
        return time
    }

    /// The same time of the other half of the day.
    var halfDayOn: ClockTime { adding(minutes: Self.minutesOfDay / 2) }
    var isBeforeNoon: Bool { minute < Self.noon.minute }

    /// `17:30` (ISO 8601)
    var iso: String { "\((minute / 60).padded()):\((minute % 60).padded())" }
}

extension ClockTime: Comparable {
    static func < (a: ClockTime, b: ClockTime) -> Bool { a.minute < b.minute }
}
