/// Several days of one month.
extension BuiltInReader {
    // MARK: Several days

    /// Days before a month that are read: `24th, 25th and 26th of December`.
    private static let daysMax = 4

    private func isDayJoint(_ at: Int) -> Bool {
        ["-", "~", ",", "、", "&"].contains(mark(at)) || isAnd(at) || isTo(at) || isOr(at)
    }

    private static let dayJoints: [Phrase] = ["或者", "或是", "还是", "或"]

    /// Whether what stands from `first` to `at` joins two days of a month.
    func isDayJoint(_ first: Int, _ at: Int) -> Bool {
        first == at - 1 && isDayJoint(first) || skip(anyOf: Self.dayJoints, at: first) == at
    }

    /// Whether a day of a month that nothing names is meant: 3号.
    func isOfNoMonth(_ mention: DateMention) -> Bool {
        switch mention {
        case .dayOfMonth, .shifted(_, .day, .dayOfMonth): true
        default: false
        }
    }

    /// 24 in `24-26 December` and `24th and 25th of December`
    func dayBeforeOther(_ at: Int) -> DateReading? {
        guard let first = joinedDay(at) else { return nil }
        var next = first.end
        for _ in 1..<Self.daysMax {
            guard isDayJoint(next) else { return nil }
            // Between the 1st and the 5th of December.
            let behind = role(next + 1) == .the ? next + 2 : next + 1
            if let (mention, _) = dayBeforeMonth(behind) {
                return self.day(first.day, of: mention).map { ($0, first.end) }
            }
            guard let other = joinedDay(behind) else { return nil }
            next = other.end
        }
        return nil
    }

    /// A day of a month before a word or mark that joins it to another.
    private func joinedDay(_ at: Int) -> (day: Int, end: Int)? {
        let number = lexemes[at]
        guard number.kind == .number, number.count <= 2, (1...31).contains(number.value) else {
            return nil
        }
        return (number.value, role(at + 1) == .suffix && lexemes[at + 1].isGlued ? at + 2 : at + 1)
    }

    /// 25号 in 12月24、25号, 26 in `Dec 24-26`: another day of the month that was said before.
    func anotherDay(_ at: Int) -> DateReading? {
        guard let last = lastDate, last.isOpen, isDayJoint(last.end, at) else { return nil }
        if case .dayOfMonth? = dayOfMonth(at)?.mention, isOfNoMonth(last.mention) {
            return integer(at: at).flatMap { number, end in
                day(number, of: last.mention).map { ($0, end + 1) }
            }
        }
        guard last.end == at - 1, !isOfNoMonth(last.mention) else { return nil }
        if let (number, end) = integer(at: at) {
            if ["日", "号"].contains(han(end)) {
                return day(number, of: last.mention).map { ($0, end + 1) }
            }
            if han(end) == "月" || lexemes[end].kind == .ideograph && mayCount(at, end) {
                return nil
            }
        }
        guard let (number, end, isOrdinal) = dayNumber(at), sense(end).month == 0,
            isOrdinal && role(end) != .of || lexemes[end].kind != .word,
            lexemes[end].kind != .number, isOrdinal || !isCountOrTime(at, end),
            isOrdinal || isBehind(number, last.mention)
        else { return nil }
        return day(number, of: last.mention).map { ($0, end) }
    }

    /// Pieces between the day of coming and that of leaving.
    private static let stayMax = 6
    private static let leaving: [Phrase] = ["退房", "离店", "离开", "返程", "回程", "返回", "回来"]

    /// 20号 in 12月18号入住，20号退房: the day of leaving, of the month of the day before it or of the next.
    func dayOfLeaving(_ at: Int, _ number: Int, _ end: Int) -> DateMention? {
        guard let last = lastDate, last.end < at, at - last.end <= Self.stayMax,
            skip(anyOf: Self.leaving, at: end) != nil,
            !(last.end..<at).contains(where: endsSentence)
        else { return nil }
        return isBehind(number, last.mention)
            ? day(number, of: last.mention) : dayOfNextMonth(number, last.mention)
    }

    /// The day `number` of the month behind the day `mention`.
    private func dayOfNextMonth(_ number: Int, _ mention: DateMention) -> DateMention? {
        switch mention {
        case .day(let year, let month, _):
            day(year.map { month == 12 ? $0 + 1 : $0 }, month % 12 + 1, number)
        case .dayOfMonthAway(let months, _): .dayOfMonthAway(months: months + 1, day: number)
        default: nil
        }
    }

    /// What Chinese counts that are no days of a month begin with: 2间房, 3位, 2晚, 2大1小.
    private static let counted = Set("间位晚名夜成大小儿老公桌席张场票".unicodeScalars)

    /// Whether the number at `at` may count what stands behind it. Behind a comma only 日 and 号 make
    /// a day of it.
    private func mayCount(_ at: Int, _ end: Int) -> Bool {
        mark(at - 1) == "," || Self.counted.contains(han(end)) || !isBareDay(at, end)
    }

    /// Whether the number at `at` is a share, an amount or the beginning of hours: 20%, 7-9pm.
    private func isCountOrTime(_ at: Int, _ end: Int) -> Bool {
        if ["%", "$", "/", "*"].contains(mark(end)), lexemes[end].isGlued { return true }
        if currencyAfter(end) != nil || englishStart(at) != nil { return true }
        guard isJoint(end, isBetween: false), let last = integer(at: dayPart(end + 1).end) else {
            return false
        }
        return ["点", "时"].contains(han(last.end)) || hourLetter(last.end) != nil
    }

    /// Whether the day `number` comes after the day of `mention`, as days of a list do.
    private func isBehind(_ number: Int, _ mention: DateMention) -> Bool {
        switch mention {
        case .day(_, _, let day), .dayOfMonthAway(_, let day), .dayOfYearAway(_, _, let day):
            number > day
        case .dated(_, let days, _): days.first.map { isBehind(number, $0) } ?? true
        default: true
        }
    }

    /// The day `number` of the month of `mention`.
    func day(_ number: Int, of mention: DateMention) -> DateMention? {
        switch mention {
        case .day(let year, let month, _): day(year, month, number)
        case .dayOfMonthAway(let months, _) where (1...31).contains(number):
            .dayOfMonthAway(months: months, day: number)
        case .dayOfYearAway(let years, let month, _) where day(nil, month, number) != nil:
            .dayOfYearAway(years: years, month: month, day: number)
        case .dated(_, let days, _): days.first.flatMap { day(number, of: $0) }
        case .dayOfMonth(let first, _): later(number, than: first, mention)
        case .shifted(_, .day, .dayOfMonth(let first, let side)):
            later(number, than: first, .dayOfMonth(first, side))
        default: nil
        }
    }

    /// The day `number` that comes in the month of the day `first`, which `mention` is: 5号 in 3号到5号.
    private func later(_ number: Int, than first: Int, _ mention: DateMention) -> DateMention? {
        guard now != nil, first < number, number <= 31 else { return nil }
        let shifted = DateMention.shifted(number - first, .day, from: mention)
        guard case .day(let date)? = DateResolver.resolve(shifted, from: now), date.day == number
        else { return nil }
        return shifted
    }

    /// Whether another day of the same month may follow the date at `at` that ends before `end`: it
    /// ends with the day, which stands behind the name of its month.
    func isOpen(_ at: Int, _ end: Int) -> Bool {
        if let last = lastDate, last.isOpen, last.end == at - 1, isDayJoint(at - 1) { return true }
        if ["日", "号"].contains(han(end - 1)) { return true }
        let day = role(end - 1) == .suffix ? end - 2 : end - 1
        guard lexemes[day].kind == .number, lexemes[day].count <= 2 else { return false }
        let month = role(day - 1) == .the || mark(day - 1) == "." ? day - 2 : day - 1
        return han(month) == "月" || sense(month).month > 0
    }
}
