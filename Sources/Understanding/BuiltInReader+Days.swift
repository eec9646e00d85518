/// Several days of one month, and a day with its day of the week.
extension BuiltInReader {
    // MARK: Several days

    /// Days before a month that are read: `24th, 25th and 26th of December`.
    private static let daysMax = 4

    private func isDayJoint(_ at: Int) -> Bool {
        ["-", "~", ",", "、", "&"].contains(mark(at)) || isAnd(at) || isTo(at)
    }

    /// 24 in `24-26 December` and `24th and 25th of December`
    func dayBeforeOther(_ at: Int) -> DateReading? {
        guard let first = joinedDay(at) else { return nil }
        var next = first.end
        for _ in 1..<Self.daysMax {
            guard isDayJoint(next) else { return nil }
            if let (mention, _) = dayBeforeMonth(next + 1) {
                return self.day(first.day, of: mention).map { ($0, first.end) }
            }
            guard let other = joinedDay(next + 1) else { return nil }
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
        guard let last = lastDate, last.isOpen, last.end == at - 1, isDayJoint(at - 1) else {
            return nil
        }
        if let (number, end) = integer(at: at) {
            if ["日", "号"].contains(han(end)) {
                return day(number, of: last.mention).map { ($0, end + 1) }
            }
            if han(end) == "月" || lexemes[end].kind == .ideograph && !isBareDay(at, end) {
                return nil
            }
        }
        guard let (number, end, isOrdinal) = dayNumber(at), sense(end).month == 0,
            isOrdinal && role(end) != .of || lexemes[end].kind != .word,
            lexemes[end].kind != .number
        else { return nil }
        return day(number, of: last.mention).map { ($0, end) }
    }

    /// The day `number` of the month of `mention`.
    private func day(_ number: Int, of mention: DateMention) -> DateMention? {
        switch mention {
        case .day(let year, let month, _): day(year, month, number)
        case .dayOfMonthAway(let months, _) where (1...31).contains(number):
            .dayOfMonthAway(months: months, day: number)
        case .dayOfYearAway(let years, let month, _) where day(nil, month, number) != nil:
            .dayOfYearAway(years: years, month: month, day: number)
        default: nil
        }
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

    // MARK: Days of the week

    /// The piece behind the day of the week that belongs to a date: 11月24日（周二）, `24 Nov (Tue)`.
    func weekdayBehind(_ reading: DateReading) -> Int? {
        guard case .day = reading.mention else { return nil }
        let isBracket = mark(reading.end) == "("
        let first = isBracket ? reading.end + 1 : reading.end
        guard isBracket || lexemes[first].kind == .ideograph && lexemes[first].isGlued,
            let end = weekdayEnd(first)
        else { return nil }
        return isBracket ? (mark(end) == ")" ? end + 1 : nil) : end
    }

    /// `, 28 November` behind a day of the week.
    func dayBehindWeekday(_ at: Int) -> DateReading? {
        var first = mark(at) == "." && lexemes[at].isGlued ? at + 1 : at
        if mark(first) == "," { first += 1 }
        if role(first) == .the { first += 1 }
        let reading = sense(first).month > 0 ? monthBeforeDay(first) : dayBeforeMonth(first)
        guard let reading, case .day = reading.mention else { return nil }
        return reading
    }
}
