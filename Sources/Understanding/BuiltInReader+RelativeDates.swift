/// Days, weeks, months and years in English as seen from the moment or from a day beside them.
extension BuiltInReader {
    /// `on the 24th` with nothing behind it that could be the 24th.
    func theNth(_ at: Int) -> DateReading? {
        guard let (number, end, isOrdinal) = dayNumber(at + 1), isOrdinal else { return nil }
        if let found = dayBeforeMonth(at + 1) ?? dayBeforeOther(at + 1) { return found }
        guard lexemes[at + 1].kind == .number else { return nil }
        if let mention = nthAfter(at, number, end) { return (mention, end) }
        guard [.on, .before, .after, .from, .between].contains(role(at - 1)),
            lexemes[end].kind != .word || isBeforeNth(end)
        else { return nil }
        return (.dayOfMonth(number, .nearest), end)
    }

    /// Whether another day of the month is joined at `at`: `the 24th` in `from the 24th to the 26th`.
    private func isBeforeNth(_ at: Int) -> Bool {
        let next = role(at + 1) == .on ? at + 2 : at + 1
        guard isNthJoint(at), role(next) == .the, lexemes[next + 1].kind == .number,
            let (_, end, isOrdinal) = dayNumber(next + 1), isOrdinal
        else { return false }
        return endsDay(end)
    }

    /// The day `number` that ends before `end`, where a word before `the` at `at` joins it to a day
    /// of the same month.
    private func nthAfter(_ at: Int, _ number: Int, _ end: Int) -> DateMention? {
        let joint = role(at - 1) == .on ? at - 2 : at - 1
        guard let last = lastDate, last.end == joint, isNthJoint(joint), endsDay(end),
            isOfNoMonth(last.mention)
        else { return nil }
        return day(number, of: last.mention) ?? .dayOfMonth(number, .nearest)
    }

    private func isNthJoint(_ at: Int) -> Bool { isTo(at) || isAnd(at) || isOr(at) }

    /// `day after tomorrow`, `day before yesterday`
    func dayAfterNext(_ at: Int) -> DateReading? {
        switch (role(at + 1), sense(at + 2).dayOffset) {
        case (.after, 1): (.away(2, .day), at + 3)
        case (.before, -1): (.away(-2, .day), at + 3)
        default: isOneDay(at) ? shifted(at + 1, 1, .day) : nil
        }
    }

    /// Whether `day` at `at` is one of its own: `the day`, `deliver day`, and not `every day`.
    private func isOneDay(_ at: Int) -> Bool {
        let before = sense(at - 1)
        if before.role == .the { return true }
        let isAlone = lexemes[at - 1].kind != .word && lexemes[at - 1].kind != .number
        return lexemes[at].count == 3
            && (isAlone || [.on, .before, .after, .from].contains(before.role)
                || before.tense != .none)
    }

    /// `next Monday`, `last week`, `last March`, `this weekend`, `last night`,
    /// `this morning`
    ///
    /// `this Monday` is the coming one, and in a week where today is Monday, as Duckling has it.
    func neighbour(_ at: Int) -> DateReading? {
        // This coming Friday is the coming one.
        if role(at) == .this, isComingWeekday(at + 1) {
            return (.comingWeekday(sense(at + 2).weekday), at + 3)
        }
        let word = sense(at + 1)
        let weeks = isComingWeekday(at) || isComingWeekend(at) ? 0 : Self.step(role(at))
        if word.weekday > 0 {
            let mention: DateMention =
                weeks < 0
                ? .latestWeekday(word.weekday)
                : weeks == 0
                    ? .comingWeekday(word.weekday)
                    : .weekdayOfWeek(word.weekday, weeks: weeks)
            return (mention, at + 2)
        }
        if word.isFeast { return feastNear(at + 1, weeks) }
        if word.month > 0 { return monthNear(at + 1, weeks) }
        switch word.unit {
        case .week: return weekdayBehindWeek(at + 2, weeks) ?? (.period(weeks, .week), at + 2)
        case .month: return (.period(weeks, .month), at + 2)
        case .year: return (.period(weeks, .year), at + 2)
        case .weekend: return (.weekend(weeks: weeks), at + 2)
        case .none, .minute, .hour, .day, .fortnight: break
        }
        if word.role == .night, weeks < 0 { return (.away(-1, .day), at + 2) }
        let isToday = role(at) == .this && word.role == .morning
        return isToday ? (.away(0, .day), at + 2) : nil
    }

    /// `coming Friday`: the first one from now on, and not that of next week.
    private func isComingWeekday(_ at: Int) -> Bool {
        sense(at + 1).weekday > 0 && isComingWord(at)
    }

    private func isComingWeekend(_ at: Int) -> Bool {
        sense(at + 1).unit == .weekend && isComingWord(at)
    }

    private func isComingWord(_ at: Int) -> Bool {
        role(at) == .next && surface(at..<at + 1) == "coming"
    }

    /// `last March` ended before this month, `next March` begins after it.
    private func monthNear(_ at: Int, _ step: Int) -> DateReading? {
        let word = sense(at)
        guard dayNumber(at + 1) == nil, step != 0 || !word.isDoubtful else { return nil }
        switch step {
        case 0: return (.monthOfYearAway(years: 0, month: word.month), at + 1)
        case 1: return (.comingMonth(word.month), at + 1)
        default: return (.latestMonth(word.month, isThisOne: false), at + 1)
        }
    }

    static func step(_ role: WordSense.Role) -> Int {
        role == .next ? 1 : role == .this ? 0 : -1
    }

    /// `on Sat`: a short name that is also a word, behind one that dates.
    func weekdayOn(_ at: Int) -> DateReading? {
        let word = sense(at + 1)
        return word.weekday > 0 && word.isDoubtful ? (.weekday(word.weekday), at + 2) : nil
    }

    /// `in 3 days`, `in two weeks`; in `it arrived in 3 days` they are how long it took.
    func inCount(_ at: Int) -> DateReading? {
        guard !isOver(before: at), let (count, unit, end) = span(at + 1),
            let unit = Self.dateUnit(unit)
        else {
            return nil
        }
        return (.away(count, unit), end)
    }

    /// `2 weeks ago`, `a week from now`
    func countAgo(_ at: Int) -> DateReading? {
        guard let (count, unit, end) = span(at), let unit = Self.dateUnit(unit) else { return nil }
        if role(end) == .ago { return (.away(-count, unit), end + 1) }
        if role(end) == .from, role(end + 1) == .now { return (.away(count, unit), end + 2) }
        return shifted(end, count, unit) ?? weekOn(at, end, count, unit)
    }

    /// A count of units of time and the piece behind it: `3 days`, `a couple of weeks`, `an hour`.
    func span(_ at: Int) -> (count: Int, unit: WordSense.Unit, end: Int)? {
        var (count, next) = (1, at + 1)
        if role(at) == .a, sense(next).scale == 0 {
            if role(next) == .couple {
                count = 2
                next += role(next + 1) == .of ? 2 : 1
            }
        } else if let reading = number(at: at), let whole = reading.number.whole {
            (count, next) = (whole, reading.end)
        } else {
            return nil
        }
        let unit = sense(next).unit
        if unit == .fortnight { return (count * 2, .week, next + 1) }
        return unit == .none || unit == .weekend ? nil : (count, unit, next + 1)
    }

    static func dateUnit(_ unit: WordSense.Unit) -> DateMention.Unit? {
        switch unit {
        case .day: .day
        case .week: .week
        case .month: .month
        case .year: .year
        case .none, .minute, .hour, .weekend, .fortnight: nil
        }
    }
}
