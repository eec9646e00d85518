import Testing
import Understanding

/// Times with a dot, in lists and in spans, on Saturday, 28 November 2026.
@Suite struct ClockEntityTests {
    static let dots: [DateEntityTests.Row] = [
        ("by 8.30", ["time 08:30"]),
        ("before 9.30", ["time 09:30"]),
        ("open from 8.30 to 5", ["time 08:30", "time 17:00"]),
        ("from 9.30 to 17.30", ["time 09:30", "time 17:30"]),
        ("by 10.15 tomorrow", ["time 10:15", "date 2026-11-29"]),
        ("9.30-11.30am", ["time 09:30", "time 11:30"]),
        // A day and a month, an amount.
        ("by 24.12", ["date 2026-12-24"]),
        ("on 8.30", ["date 2026-08-30"]),
        ("until 8.12.", ["date 2026-12-08"]),
        ("up by 8.30 euros", []),
        ("from 12.50", []),
    ]

    static let lists: [DateEntityTests.Row] = [
        ("晚上7、8点", ["time 19:00", "time 20:00"]),
        ("下午3、4点", ["time 15:00", "time 16:00"]),
        ("下午2或3点", ["time 14:00", "time 15:00"]),
        ("晚上7点、8点", ["time 19:00", "time 20:00"]),
        ("下午三点或四点", ["time 15:00", "time 16:00"]),
        ("上午9点10点都行", ["time 09:00", "time 10:00"]),
        ("上午11点、1点", ["time 11:00", "time 13:00"]),
        ("8点、3点", ["time 08:00", "time 03:00"]),
        ("PM 3:00", ["time 15:00"]),
        ("午后3点", ["time 15:00"]),
    ]

    static let spans: [DateEntityTests.Row] = [
        ("Thurs 10th Dec 7-9pm", ["date 2026-12-10", "time 19:00", "time 21:00"]),
        ("from 8 to noon", ["time 08:00", "time 12:00"]),
        ("8 to noon", ["time 12:00"]),
        ("8 to 10 in the morning", ["time 08:00", "time 10:00"]),
        ("7-9 tonight", ["time 19:00", "time 21:00", "date 2026-11-28"]),
        ("between 2 and 4 in the afternoon", ["time 14:00", "time 16:00"]),
        ("10 to 2 at night", ["time 22:00", "time 02:00"]),
    ]

    @Test(arguments: dots + lists + spans)
    func aTimeIsReadWithItsPartOfTheDay(text: String, values: [String]) throws {
        #expect(try DateEntityTests.values(text) == values)
    }
}
