import Testing
import Understanding

/// Whether a sentence says that a day is over or to come, on Saturday, 28 November 2026.
@Suite struct TenseEntityTests {
    static let past: [DateEntityTests.Row] = [
        ("I waited an hour on Thursday", ["date 2026-11-26"]),
        ("I lost it on Friday", ["date 2026-11-27"]),
        ("I missed the delivery on Tuesday", ["date 2026-11-24"]),
        ("I flew on Sunday", ["date 2026-11-22"]),
        ("they told me on Friday", ["date 2026-11-27"]),
        ("he showed up on Thursday", ["date 2026-11-26"]),
        ("technician didn't come on Tuesday", ["date 2026-11-24"]),
        ("did it come on Friday?", ["date 2026-11-27"]),
        ("I saw it on Friday", ["date 2026-11-27"]),
        ("周五打过电话", ["date 2026-11-27"]),
        ("我周五去了", ["date 2026-11-27"]),
        ("周五没人来", ["date 2026-11-27"]),
        ("周五取的片子", ["date 2026-11-27"]),
        ("周三寄出的", ["date 2026-11-25"]),
        ("周五没收到", ["date 2026-11-27"]),
        ("周五申请的退款", ["date 2026-11-27"]),
        ("周五到现在没网", ["date 2026-11-27"]),
        ("no hot water since Sat", ["date 2026-11-21"]),
        ("waiting since Wed", ["date 2026-11-25"]),
    ]

    static let open: [DateEntityTests.Row] = [
        // What was told, is so now, is a plan or a condition is not over.
        ("they told me Friday", ["date 2026-12-04"]),
        ("you told me it would come on Thursday", ["date 2026-12-03"]),
        ("I saw that you are open on Sunday", ["date 2026-11-29"]),
        ("I lost my card and fly on Friday", ["date 2026-12-04"]),
        ("you didn't tell me you come on Friday", ["date 2026-12-04"]),
        ("I stopped by, do you open on Sunday", ["date 2026-11-29"]),
        ("周五没空", ["date 2026-12-04"]),
        ("周五没人来怎么办", ["date 2026-12-04"]),
        ("周五没收到就退", ["date 2026-12-04"]),
        ("周五到了再说", ["date 2026-12-04"]),
        ("我不想周五去了", ["date 2026-12-04"]),
        ("我周五不来了", ["date 2026-12-04"]),
        ("周五取的货能改天吗", ["date 2026-12-04"]),
    ]

    static let coming: [DateEntityTests.Row] = [
        ("改签到20号", ["date 2026-12-20"]),
        ("改期到20号", ["date 2026-12-20"]),
        ("能改约20号吗", ["date 2026-12-20"]),
        ("预约20号", ["date 2026-12-20"]),
        ("我要订20号的房", ["date 2026-12-20"]),
        ("12月18号入住，20号退房", ["date 2026-12-18", "date 2026-12-20"]),
        ("12月30号入住，2号退房", ["date 2026-12-30", "date 2027-01-02"]),
        ("12月24日入住，26日退房", ["date 2026-12-24", "date 2026-12-26"]),
        // What is done already may be over.
        ("我订了20号的房", ["date 2026-11-20"]),
        ("20号入住的", ["date 2026-11-20"]),
    ]

    static let lengths: [DateEntityTests.Row] = [
        ("it arrived in 3 days", []),
        ("charged twice in 2 days", []),
        ("will it arrive in 3 days", ["date 2026-12-01"]),
        ("I ordered a lamp and need it in 3 days", ["date 2026-12-01"]),
        ("I lost my ticket, my flight is in 3 days", ["date 2026-12-01"]),
    ]

    @Test(arguments: past + open + coming)
    func aDayIsOnTheSideThatTheSentenceSays(text: String, values: [String]) throws {
        #expect(try DateEntityTests.values(text) == values)
    }

    @Test(arguments: lengths)
    func howLongItTookIsNoDayToCome(text: String, values: [String]) throws {
        #expect(try DateEntityTests.values(text) == values)
    }
}
