import Testing
import Understanding

/// Dates and times with the value that a customer means by them on Tuesday, 24 November 2026.
@Suite struct ResolvedDateTests {
    static func reference(_ year: Int, _ month: Int, _ day: Int) throws -> ReferenceTime {
        ReferenceTime(try #require(CivilDate(year, month, day)), minute: 600)
    }

    static let today: [(text: String, values: [String])] = [
        ("today", ["date 2026-11-24"]), ("tomorrow", ["date 2026-11-25"]),
        ("yesterday", ["date 2026-11-23"]), ("the day after tomorrow", ["date 2026-11-26"]),
        ("next Monday", ["date 2026-11-30"]), ("last Friday", ["date 2026-11-20"]),
        ("on Friday", ["date 2026-11-27"]), ("in 3 days", ["date 2026-11-27"]),
        ("two weeks ago", ["date 2026-11-10"]), ("next week", ["date 2026-W49"]),
        ("in two months", ["date 2027-01-24"]),
        ("this weekend", ["date 2026-11-28/2026-11-29"]), ("at 5pm", ["time 17:00"]),
        ("half past three", ["time 03:30"]), ("at noon", ["time 12:00"]),
        ("tomorrow at 5pm", ["date 2026-11-25", "time 17:00"]),
        ("3 March", ["date 2027-03-03"]), ("March 3rd 2027", ["date 2027-03-03"]),
        ("11/12/2026", ["date 2026-12-11"]), ("2026-12-01", ["date 2026-12-01"]),
        ("31.12.2026", ["date 2026-12-31"]), ("29 February 2028", ["date 2028-02-29"]),
        ("明天", ["date 2026-11-25"]), ("后天", ["date 2026-11-26"]),
        ("大后天", ["date 2026-11-27"]), ("昨天", ["date 2026-11-23"]),
        ("上周五", ["date 2026-11-20"]), ("下周一", ["date 2026-11-30"]),
        ("下个月3号", ["date 2026-12-03"]), ("三天后", ["date 2026-11-27"]),
        ("两周前", ["date 2026-11-10"]), ("下午五点半", ["time 17:30"]),
        ("二〇二六年十一月三十日", ["date 2026-11-30"]), ("12月31日", ["date 2026-12-31"]),
        ("明天下午3点", ["date 2026-11-25", "time 15:00"]),
        ("今晚8点", ["date 2026-11-24", "time 20:00"]),
    ]

    @Test(arguments: today)
    func isWhatACustomerMeans(text: String, values: [String]) throws {
        #expect(try Self.values("x \(text) y", at: Self.reference(2026, 11, 24)) == values)
    }

    /// Ends of months and years: a month on is the same day, or the last there is.
    static let turns: [(year: Int, month: Int, day: Int, text: String, value: String)] = [
        (2027, 1, 31, "in one month", "date 2027-02-28"),
        (2027, 1, 31, "一个月后", "date 2027-02-28"),
        (2028, 1, 31, "in one month", "date 2028-02-29"),
        (2027, 1, 31, "tomorrow", "date 2027-02-01"),
        (2027, 1, 31, "last month", "date 2026-12"),
        (2026, 12, 31, "tomorrow", "date 2027-01-01"),
        (2026, 12, 31, "3 January", "date 2027-01-03"),
        (2026, 12, 31, "next week", "date 2027-W01"),
        (2026, 12, 31, "1月3日", "date 2027-01-03"),
        (2026, 12, 31, "下周三", "date 2027-01-06"),
        (2028, 2, 28, "tomorrow", "date 2028-02-29"),
        (2027, 3, 1, "yesterday", "date 2027-02-28"),
    ]

    @Test(arguments: turns)
    func monthsAndYearsTurn(
        year: Int, month: Int, day: Int, text: String, value: String
    ) throws {
        #expect(try Self.values(text, at: Self.reference(year, month, day)) == [value])
    }

    @Test(arguments: ["31 February 2027", "29 February 2027", "2月30日", "2027年2月29日"])
    func aDayThatIsNoneIsNoDay(text: String) throws {
        let values = try Self.values(text, at: Self.reference(2026, 11, 24))

        #expect(values == [])
    }

    /// What was written stands for a value that nothing tells.
    @Test(arguments: ["tomorrow", "next monday", "三天后", "下周一", "月底", "next march"])
    func withoutAClockNothingRelativeIsResolved(text: String) throws {
        #expect(try Self.values(text, at: nil) == ["date \(text)"])
    }

    /// The form of ISO 8601:2000 for a day or month of any year.
    @Test(arguments: [
        ("24 November", "date --11-24"), ("11月24日", "date --11-24"),
        ("29 February", "date --02-29"), ("in November", "date --11"), ("三月份", "date --03"),
        ("24 November 2026", "date 2026-11-24"),
    ])
    func withoutAClockADayIsOfAnyYear(text: String, value: String) throws {
        #expect(try Self.values(text, at: nil) == [value])
    }

    static let hostile: [(name: String, unit: String)] = [
        ("a letter", "a"), ("digits", "1"), ("joints", "1-"), ("addresses", "a@b."),
        ("money", "$1,"), ("an ideograph number", "一"), ("emoji", "👨‍👩‍👧‍👦"),
        ("right to left", "\u{202E}مرحبا 12 "), ("combining marks", "e\u{301}\u{302}1"),
        ("digits of other scripts", "٣"), ("dates", "2026-11-"), ("mixed", "退款refund12元"),
        ("weeks", "next week "), ("times", "5pm half past "),
    ]

    @Test(arguments: hostile)
    func placesLieInTheTextWhateverIsSent(name: String, unit: String) throws {
        let text = String(repeating: unit, count: 65_536 / unit.utf8.count)
        let scalars = text.unicodeScalars.count

        let found = try EntityExtractor(EntityRules())
            .entities(in: text, at: Self.reference(2026, 11, 24))

        #expect(found.allSatisfy { 0 <= $0.start && $0.start < $0.end && $0.end <= scalars })
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.end <= $1.start })
    }

    private static func values(_ text: String, at now: ReferenceTime?) throws -> [String] {
        try EntityExtractor(EntityRules()).entities(in: text, at: now)
            .map { "\($0.name) \($0.value)" }
    }
}
