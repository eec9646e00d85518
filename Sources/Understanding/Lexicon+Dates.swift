extension Lexicon {
    private static let months =
        "january february march april may june july august september october november december"
    private static let weekdays = "monday tuesday wednesday thursday friday saturday sunday"
    /// Months and short weekdays that are words of other meanings; short months all are.
    private static let doubtful = "march may mon wed sat sun"

    private static let units: [(WordSense.Unit, String)] = [
        (.minute, "minute minutes min mins"), (.hour, "hour hours hr hrs"), (.day, "day days"),
        (.week, "week weeks"), (.month, "month months"), (.year, "year years"),
        (.weekend, "weekend"), (.fortnight, "fortnight fortnights"),
    ]

    static func fillDates(_ senses: inout WordSenses) {
        senses.count(\.month, from: 1, months, triggers: true)
        senses.count(\.month, from: 1, short(months), triggers: true)
        senses.set(\.month, 9, of: "sept", triggers: true)
        senses.count(\.weekday, from: 1, weekdays, triggers: true)
        senses.count(\.weekday, from: 1, short(weekdays), triggers: true)
        senses.set(\.weekday, [(2, "tues"), (4, "thur thurs")], triggers: true)
        senses.set(\.isDoubtful, true, of: short(months) + " " + doubtful)
        let feasts = "christmas xmas easter halloween"
        senses.set(\.isTrigger, true, of: feasts + " eve")
        let beginnings = " boxing new valentine valentines singles good black cyber"
        senses.set(\.isFeast, true, of: feasts + beginnings)
        senses.set(\.unit, units, triggers: true)
        let offsets: [(Int?, String)] = [
            (0, "today tonight"), (1, "tomorrow tmrw tomorow tommorow"), (-1, "yesterday"),
        ]
        senses.set(\.dayOffset, offsets, triggers: true)
        let roles: [(WordSense.Role, String)] = [
            (.noon, "noon midday"), (.midnight, "midnight"), (.night, "night tonight"),
            (.half, "half"), (.quarter, "quarter"),
        ]
        senses.set(\.role, roles, triggers: true)
    }

    /// The first three letters of each word.
    private static func short(_ words: String) -> String {
        words.split(separator: " ").map { $0.prefix(3) }.joined(separator: " ")
    }
}
