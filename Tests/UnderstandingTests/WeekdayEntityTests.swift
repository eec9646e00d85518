import Testing
import Understanding

/// Days of the week with what tells of them, and days beside counts, years and other things, on
/// Saturday, 28 November 2026.
@Suite struct WeekdayEntityTests {
    static let agreed: [DateEntityTests.Row] = [
        ("on Saturday 28/11", ["date 2026-11-28"]),
        ("on Saturday, 28/11/2026", ["date 2026-11-28"]),
        ("Tuesday the 8th", ["date 2026-12-08"]),
        ("Sunday 29th", ["date 2026-11-29"]),
        ("moved to Friday 11th", ["date 2026-12-11"]),
        ("Fri 4/12", ["date 2026-12-04"]),
        ("Tues 12/1", ["date 2026-12-01"]),
        ("Saturday 12/5/2026", ["date 2026-12-05"]),
        ("I ordered it on Tuesday the 17th", ["date 2026-11-17"]),
        ("Monday the 7th of next month", ["date 2026-12-07"]),
        ("Saturday 5 Dec 26", ["date 2026-12-05"]),
        ("周五4号", ["date 2026-12-04"]),
        ("周六28/11", ["date 2026-11-28"]),
        ("deliver Friday 27", ["date 2026-11-27"]),
        ("Tuesday 15 would be fine", ["date 2026-12-15"]),
        ("Friday 18-20", ["date 2026-12-04"]),
        ("Friday 25 people", ["date 2026-12-04"]),
        // What contradicts the day of the week or counts something is none of it.
        ("Friday 4th floor", ["date 2026-12-04"]),
        ("open Friday 24/7", ["date 2026-12-04"]),
        ("on Friday 5/12", ["date 2026-12-04"]),
        ("Saturday 1st", ["date 2026-11-28"]),
        ("Monday 9.30", ["date 2026-11-30"]),
        ("周五4号线", ["date 2026-12-04"]),
    ]

    static let weeks: [DateEntityTests.Row] = [
        ("Friday next week", ["date 2026-12-04"]),
        ("next week Friday", ["date 2026-12-04"]),
        ("next week on Friday", ["date 2026-12-04"]),
        ("Thursday of next week", ["date 2026-12-03"]),
        ("Thursday last week", ["date 2026-11-19"]),
        ("Friday after next", ["date 2026-12-11"]),
        ("Friday this week", ["date 2026-11-27"]),
        ("Monday of the week after next", ["date 2026-12-07"]),
        ("Monday to Friday next week", ["date 2026-11-30", "date 2026-12-04"]),
        ("Monday-Friday", ["date 2026-11-30", "date 2026-12-04"]),
        ("the coming Sunday", ["date 2026-11-29"]),
        ("this coming Sunday", ["date 2026-11-29"]),
        ("the coming weekend", ["date 2026-11-28/2026-11-29"]),
        ("Friday after next Monday", ["date 2026-12-04", "date 2026-11-30"]),
        ("I called on Friday last week", ["date 2026-11-20"]),
    ]

    static let beside: [DateEntityTests.Row] = [
        ("下周六和周日", ["date 2026-12-05", "date 2026-12-06"]),
        ("上周三到周五", ["date 2026-11-18", "date 2026-11-20"]),
        ("下下周一到周三", ["date 2026-12-07", "date 2026-12-09"]),
        ("下下周一或者周二", ["date 2026-12-07", "date 2026-12-08"]),
        ("next Saturday or Sunday", ["date 2026-12-05", "date 2026-12-06"]),
        ("from last Monday to Wednesday", ["date 2026-11-23", "date 2026-11-25"]),
        ("next Friday to Monday", ["date 2026-12-04", "date 2026-12-07"]),
        ("last Saturday and Sunday", ["date 2026-11-21", "date 2026-11-22"]),
        ("周五到周三", ["date 2026-12-04", "date 2026-12-09"]),
        ("Friday to Tuesday", ["date 2026-12-04", "date 2026-12-08"]),
        ("Friday through Monday", ["date 2026-12-04", "date 2026-12-07"]),
        ("between Friday and Monday", ["date 2026-12-04", "date 2026-12-07"]),
        ("周六周日不上班", ["date 2026-11-28", "date 2026-11-29"]),
        ("周三周四都有空", ["date 2026-12-02", "date 2026-12-03"]),
        ("下周三周四", ["date 2026-12-02", "date 2026-12-03"]),
        ("are you open Sat and Sun?", ["date 2026-11-28", "date 2026-11-29"]),
        ("bring it Wed or Thu", ["date 2026-12-02", "date 2026-12-03"]),
        ("Mon or Wed works", ["date 2026-11-30", "date 2026-12-02"]),
        ("I sat and waited in the sun", []),
        // What is so every week is no day.
        ("deliver every Monday", []), ("every Monday and Friday", []), ("every other Friday", []),
        ("每周三送货", []), ("每周一到周五", []),
        // Another day, and one that may be of either week, go by themselves.
        ("下周一和12月5号", ["date 2026-11-30", "date 2026-12-05"]),
        ("周三到周五", ["date 2026-12-02", "date 2026-12-04"]),
        ("next Friday or Monday", ["date 2026-12-04", "date 2026-11-30"]),
    ]

    static let counts: [DateEntityTests.Row] = [
        ("12月24日，2间房", ["date 2026-12-24"]),
        ("12月24日，3位成人", ["date 2026-12-24"]),
        ("12月24号、2晚", ["date 2026-12-24"]),
        ("12月24日，25日", ["date 2026-12-24", "date 2026-12-25"]),
        ("12月24、25、26号", ["date 2026-12-24", "date 2026-12-25", "date 2026-12-26"]),
        ("paid Nov 3, 20% fee", ["date 2026-11-03"]),
        ("Dec 10, 7-9pm", ["date 2026-12-10", "time 19:00", "time 21:00"]),
        ("Nov 3, 10-11am", ["date 2026-11-03", "time 10:00", "time 11:00"]),
        ("12月10号，7-9点", ["date 2026-12-10", "time 07:00", "time 09:00"]),
        ("Nov 3, 4 and 5", ["date 2026-11-03"]),
    ]

    static let years: [DateEntityTests.Row] = [
        ("5 Dec 26", ["date 2026-12-05"]),
        ("12 Nov 25", ["date 2025-11-12"]),
        ("5th Dec '26", ["date 2026-12-05"]),
        ("5 Dec 26 adults", ["date 2026-12-26"]),
        ("5 Nov 10 am", ["date 2026-11-10"]),
    ]

    static let months: [DateEntityTests.Row] = [
        ("the 15th of next month", ["date 2026-12-15"]),
        ("1st of next month", ["date 2026-12-01"]),
        ("the 3rd of last month", ["date 2026-10-03"]),
        ("the 15th of the month", []),
    ]

    static let feasts: [DateEntityTests.Row] = [
        ("黑色星期五", ["date 2026-11-27"]),
        ("黑五", ["date 2026-11-27"]),
        ("黑色星期五买的", ["date 2026-11-27"]),
        ("day after Christmas", ["date 2026-12-26"]),
        ("every day after Christmas", ["date 2026-12-25"]),
        ("农历八月十五", []),
        ("阴历三月五号", []),
    ]

    static let places: [DateEntityTests.Row] = [
        ("3号窗口", []),
        ("2号登机口", []),
        ("12号座位", []),
        ("8号包厢", []),
        ("1号客服", []),
        ("工号8号", []),
        ("座号是12号", []),
    ]

    @Test(arguments: agreed + weeks + beside)
    func aDayOfTheWeekGoesWithWhatTellsOfIt(text: String, values: [String]) throws {
        #expect(try DateEntityTests.values(text) == values)
    }

    @Test(arguments: counts + years + months + feasts + places)
    func aDayIsToldFromWhatLooksLikeIt(text: String, values: [String]) throws {
        #expect(try DateEntityTests.values(text) == values)
    }

    /// What is found is all that was said.
    @Test(arguments: [
        "Saturday, 28/11/2026", "Tuesday the 8th", "Friday next week", "next week on Friday",
        "Friday after next", "周五4号", "黑色星期五", "the 15th of next month", "5 Dec '26",
    ])
    func aDayOfTheWeekIsFoundWithItsDay(text: String) throws {
        let now = ReferenceTime(try #require(CivilDate(2026, 11, 28)))

        let found = try EntityExtractor(EntityRules()).entities(in: text, at: now)

        #expect(found.map(\.start) == [0], "\(found)")
        #expect(found.map(\.end) == [text.unicodeScalars.count])
    }
}
