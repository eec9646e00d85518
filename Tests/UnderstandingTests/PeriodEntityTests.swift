import Testing
import Understanding

/// Beginnings, middles and ends of weeks, months and years on Saturday, 28 November 2026.
@Suite struct PeriodEntityTests {
    static let periods: [DateEntityTests.Row] = [
        // The end is the last day.
        ("end of May", ["date 2027-05-31"]), ("by the end of May", ["date 2027-05-31"]),
        ("the end of February 2028", ["date 2028-02-29"]),
        ("end of May next year", ["date 2027-05-31"]), ("end of last March", ["date 2026-03-31"]),
        ("at the end of the week", ["date 2026-11-29"]),
        ("end of next week", ["date 2026-12-06"]), ("the end of the month", ["date 2026-11-30"]),
        ("by end of month", ["date 2026-11-30"]), ("end of next month", ["date 2026-12-31"]),
        ("end of the year", ["date 2026-12-31"]), ("end of next year", ["date 2027-12-31"]),
        ("the end of 2027", ["date 2027-12-31"]),
        ("I ordered it at the end of May", ["date 2026-05-31"]),
        ("a week before the end of the month", ["date 2026-11-23"]),
        ("月末", ["date 2026-11-30"]), ("五月底", ["date 2027-05-31"]), ("年底", ["date 2026-12-31"]),
        ("明年底", ["date 2027-12-31"]), ("明年五月底", ["date 2027-05-31"]),
        ("2027年底", ["date 2027-12-31"]), ("2028年2月底", ["date 2028-02-29"]),
        ("年底前三天", ["date 2026-12-28"]),
        // No one day is the beginning or the middle.
        ("beginning of next month", ["date 2026-12"]), ("the start of May", ["date 2027-05"]),
        ("in the middle of next month", ["date 2026-12"]),
        ("the start of the week", ["date 2026-W48"]), ("start of next year", ["date 2027"]),
        ("下个月初", ["date 2026-12"]), ("月初", ["date 2026-11"]), ("月中", ["date 2026-11"]),
        ("三月中旬", ["date 2027-03"]), ("明年初", ["date 2027"]), ("去年年初", ["date 2025"]),
        ("去年5月初", ["date 2025-05"]), ("年初", ["date 2026"]),
        // Other words begin with the same.
        ("今年中秋", ["date 2026"]), ("12月中通", ["date 2026-12"]), ("每月底", []), ("一个月中", []),
        ("年中大促", []), ("the end of the order", []), ("end of week 48", []),
        ("a start of something", []),
    ]

    @Test(arguments: periods)
    func theEndIsADayAndOtherPartsAreNone(text: String, values: [String]) throws {
        #expect(try DateEntityTests.values(text) == values)
    }

    /// What is found is all that was said: a part without its month is another day.
    @Test(arguments: [
        "end of May", "the beginning of next month", "the middle of the year", "下个月初", "三月中旬",
        "明年年底", "2027年底", "a week on Friday", "Friday week", "月底前三天",
    ])
    func aPartOfAPeriodIsFoundWithIt(text: String) throws {
        let now = ReferenceTime(try #require(CivilDate(2026, 11, 28)))

        let found = try EntityExtractor(EntityRules()).entities(in: text, at: now)

        #expect(found.map(\.start) == [0], "\(found)")
        #expect(found.map(\.end) == [text.unicodeScalars.count])
    }
}
