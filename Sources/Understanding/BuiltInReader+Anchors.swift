/// Days and times that are told from another one: a week from Friday, 10 minutes to 6pm.
extension BuiltInReader {
    // MARK: Days

    /// `before Christmas` at `at`, behind a count of days, weeks, months or years.
    func shifted(_ at: Int, _ count: Int, _ unit: DateMention.Unit) -> DateReading? {
        let isBefore = role(at) == .before
        guard isBefore || [.after, .from].contains(role(at)), let (day, end) = anchorDay(at + 1)
        else { return nil }
        return (.shifted(isBefore ? -count : count, unit, from: day), end)
    }

    /// `Friday week`: a week after the coming one. Short names that are also words are none.
    func weekdayWeek(_ at: Int) -> DateReading? {
        let (day, week, behind) = (sense(at), lexemes[at + 1], lexemes[at + 2])
        guard day.weekday > 0, !day.isDoubtful, sense(at + 1).unit == .week, week.count == 4,
            behind.kind != .number, !(mark(at + 2) == "-" && behind.isGlued)
        else { return nil }
        return (.shifted(1, .week, from: .weekday(day.weekday)), at + 2)
    }

    /// `on Friday` at `at`, behind `a week` at `first`: so many weeks after the coming one.
    func weekOn(
        _ first: Int, _ at: Int, _ count: Int, _ unit: DateMention.Unit
    ) -> DateReading? {
        let day = sense(at + 1)
        guard unit == .week, role(at) == .on, surface(at..<at + 1) == "on", day.weekday > 0,
            !isEachWeek(first)
        else { return nil }
        return (.shifted(count, .week, from: .weekday(day.weekday)), at + 2)
    }

    private static let frequencies: Set<String> = ["once", "twice", "times", "time", "only", "for"]

    /// Whether `a week` at `at` is how often or how long: once a week on Friday, in a week, on
    /// Friday.
    private func isEachWeek(_ at: Int) -> Bool {
        let (piece, word) = (lexemes[at - 1], sense(at - 1))
        guard piece.kind == .word else { return piece.kind == .number }
        return word.role == .within || word.unit != .none || word.currency != nil
            || word.measure != nil || Self.frequencies.contains(surface(at - 1..<at))
    }

    /// A day that is not itself told from another one.
    private func anchorDay(_ at: Int) -> DateReading? {
        let word = sense(at)
        let reading: DateReading? =
            switch lexemes[at].kind {
            case .number: numericDate(at) ?? dayBeforeMonth(at)
            case .word where word.number == 0 && word.role != .a && word.unit == .none:
                sense(at + 1).unit == .day ? nil : wordDate(at)
            case .word, .ideograph, .mark, .end: nil
            }
        return reading.flatMap { isDay($0.mention) ? $0 : nil }
    }

    private func isDay(_ mention: DateMention) -> Bool {
        switch mention {
        case .day, .dayOfMonth, .dayOfMonthAway, .dayOfYearAway, .away(_, .day), .yearly, .weekday,
            .comingWeekday, .latestWeekday, .weekdayOfWeek, .dated, .end:
            true
        default: false
        }
    }

    /// Whether the day at `at` is not what is meant: some days before Christmas.
    func isAnchorDay(_ at: Int) -> Bool {
        let unit = lexemes[at - 2]
        guard [.before, .after].contains(role(at - 1)),
            [.day, .week, .month, .year].contains(sense(at - 2).unit)
        else { return false }
        return text.values[unit.end - 1] == 0x73 || [.the, .a].contains(role(at - 3))
    }

    /// `first Monday in December`, `last Friday of next month`
    func weekdayOfMonth(_ at: Int) -> DateReading? {
        let (count, day) =
            role(at) == .last ? (-1, at + 1) : dayNumber(at).map { ($0.day, $0.end) } ?? (0, at)
        guard count <= 5, count != 0, sense(day).weekday > 0,
            [.of, .within].contains(role(day + 1)), let (month, end) = month(day + 2)
        else { return nil }
        return (.weekdayOfMonth(count, sense(day).weekday, of: month), end)
    }

    private func month(_ at: Int) -> DateReading? {
        if role(at) == .the, sense(at + 1).unit == .month { return (.period(0, .month), at + 2) }
        guard sense(at).month > 0 || sense(at + 1).unit == .month, let reading = wordDate(at) else {
            return nil
        }
        switch reading.mention {
        case .month, .monthOfYearAway, .period(_, .month): return reading
        default: return nil
        }
    }

    /// 圣诞节前一天, 周五后两天: a day with what is counted from it. 后三天内 is a span behind the day.
    func shiftedBehind(_ reading: DateReading) -> DateReading? {
        if case .away = reading.mention { return reading }
        let first = han(reading.end) == "的" ? reading.end + 1 : reading.end
        guard isDay(reading.mention), let (sign, next) = direction(first) else { return reading }
        // 前几天 says how far away in no number.
        if han(next) == "几" { return nil }
        guard let (count, end) = integer(at: next) else { return reading }
        for (word, unit) in Self.spans {
            guard let end = skip(word, at: end) else { continue }
            let isSpan = han(end) == "内" || han(end + 1) == "内"
            return isSpan ? reading : (.shifted(sign * count, unit, from: reading.mention), end)
        }
        return reading
    }

    // MARK: Times

    /// From half a day on a time is not told from another one.
    private static let shiftLimit = 720

    /// `10 minutes to 6pm`, `half an hour before 5pm`
    func shiftedTime(_ at: Int) -> ClockReading? {
        guard let (minutes, end) = timeSpan(at), minutes < Self.shiftLimit else { return nil }
        let isBefore = [.to, .before].contains(role(end))
        guard isBefore || [.past, .after].contains(role(end)),
            let (base, next) = anchorTime(end + 1)
        else { return nil }
        return (base.adding(minutes: isBefore ? -minutes : minutes), next)
    }

    private func anchorTime(_ at: Int) -> ClockReading? {
        if let found = clockTime(at) ?? spokenTime(at) { return found }
        guard [.to, .past].contains(role(at - 1)), let (hour, end) = small(at), hour <= 12,
            endsBare(end)
        else { return nil }
        return time(hour, 0, partBehind(end), at).map { ($0, end) }
    }

    /// Whether the time at `at` is not what is meant: some minutes before 5pm.
    func isAnchorTime(_ at: Int) -> Bool {
        [.to, .before, .past, .after].contains(role(at - 1))
            && [.minute, .hour].contains(sense(at - 2).unit)
    }

    /// 差10分钟5点, 差五分八点
    func shortOfHour(_ at: Int) -> ClockReading? {
        guard han(at) == "差", let (minutes, end) = minutesShort(at + 1) else { return nil }
        let next = ["到", "就"].contains(han(end)) ? end + 1 : end
        let (part, first) = dayPart(next)
        guard let (hour, last) = integer(at: first), (1...24).contains(hour), han(last) == "点"
        else { return nil }
        return time(hour, 0, part, first).map { ($0.adding(minutes: -minutes), last + 1) }
    }

    /// 五分, 10分钟, 一刻 behind 差
    func minutesShort(_ at: Int) -> (minutes: Int, end: Int)? {
        guard let (value, end) = integer(at: at), (1..<60).contains(value) else { return nil }
        switch han(end) {
        case "分": return (value, han(end + 1) == "钟" ? end + 2 : end + 1)
        case "刻" where value == 1 || value == 3: return (value * 15, end + 1)
        default: return nil
        }
    }
}
