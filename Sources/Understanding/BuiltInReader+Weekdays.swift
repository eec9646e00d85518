/// Days of the week with what tells of them: a day of the month, a week, or another day beside.
extension BuiltInReader {
    // MARK: With a day of the month

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

    /// `, 28 November`, `28/11` or `the 28th` behind the day of the week `weekday`.
    func dayBehindWeekday(_ at: Int, _ weekday: Int) -> DateReading? {
        var first = mark(at) == "." && lexemes[at].isGlued ? at + 1 : at
        if mark(first) == "," { first += 1 }
        if role(first) == .the { first += 1 }
        let named = sense(first).month > 0 ? monthBeforeDay(first) : dayBeforeMonth(first)
        if let named, case .day = named.mention { return ofWeekday(weekday, named) }
        if let named, case .dayOfMonthAway = named.mention {
            return agreed(weekday, [named.mention], named.end)
        }
        return digitsBehindWeekday(first, weekday) ?? nthBehindWeekday(first, weekday)
    }

    /// 28/11, 28/11/2026: a day only where it is that day of the week.
    func digitsBehindWeekday(_ at: Int, _ weekday: Int) -> DateReading? {
        guard let (days, end, hasYear) = numericDays(at), endsDay(end),
            hasYear || !isTimeOfDots(at) && !isOddPair(at)
        else { return nil }
        return agreed(weekday, days, end)
    }

    /// Around the clock, and parts: 24/7, 1/2.
    private func isOddPair(_ at: Int) -> Bool {
        let (first, second) = (lexemes[at].value, lexemes[at + 2].value)
        return mark(at + 1) == "/" && (first == 24 && second == 7 || first == 1 && second <= 4)
    }

    /// `8th` behind a day of the week, and nothing behind it that could be the 8th.
    private func nthBehindWeekday(_ at: Int, _ weekday: Int) -> DateReading? {
        guard lexemes[at].kind == .number, let (number, end, isOrdinal) = dayNumber(at),
            isOrdinal || isDayAlone(number, end), endsDay(end)
        else { return nil }
        return agreed(weekday, [.dayOfMonth(number, .nearest)], end)
    }

    /// Whether the number before `end` may be a day without th, as in `Friday 27`: up to 12 it may be
    /// an hour, and before a dash or "to" it is the beginning of a span.
    private func isDayAlone(_ number: Int, _ end: Int) -> Bool {
        guard now != nil, number > 12, lexemes[end].kind != .number else { return false }
        let isMark = lexemes[end].kind == .mark
        return isMark
            ? [",", ".", "!", "?", ";", ")"].contains(mark(end))
                && !(lexemes[end + 1].isGlued && lexemes[end].isGlued
                    && lexemes.isAlphanumeric(end + 1))
            : !isTo(end) && lexemes[end].kind != .ideograph
    }

    /// Short words that may stand behind a day.
    private static let fillers: Set<String> = [
        "please", "pls", "thanks", "thank", "instead", "if", "but", "or", "so", "then", "not", "i",
        "we", "you", "it", "because", "as", "when",
    ]

    /// Whether what stands at `at` is no thing that the number before it counts: `Friday 4th floor`.
    func endsDay(_ at: Int) -> Bool {
        let word = sense(at)
        switch lexemes[at].kind {
        case .end, .ideograph: return true
        case .number: return !lexemes[at].isGlued
        case .mark: return ![":", "%", "$"].contains(mark(at)) || !lexemes[at].isGlued
        case .word: break
        }
        let roles: [WordSense.Role] = [
            .at, .and, .on, .from, .to, .before, .after, .between, .isWord, .morning, .afternoon,
            .night, .noon, .midnight, .this, .the, .a, .half, .quarter,
        ]
        return roles.contains(word.role) || word.tense != .none || word.weekday > 0
            || Self.fillers.contains(surface(at..<at + 1))
    }

    /// A day of the week with the day that is told with it: the year in which both agree, or else
    /// the day alone.
    func ofWeekday(_ weekday: Int, _ reading: DateReading) -> DateReading {
        agreed(weekday, [reading.mention], reading.end) ?? reading
    }

    /// One of `days` that is that day of the week; none where no such day is near.
    func agreed(_ weekday: Int, _ days: [DateMention], _ end: Int) -> DateReading? {
        guard now != nil else { return days.first.map { ($0, end) } }
        let mention = DateMention.dated(weekday: weekday, days, .nearest)
        return DateResolver.resolve(mention, from: now).map { _ in (mention, end) }
    }

    // MARK: With a week

    /// `Friday next week`, `Thursday of last week`, `Friday after next`
    func weekdayInWeek(_ at: Int) -> DateReading? {
        let weekday = sense(at).weekday
        if role(at + 1) == .after, role(at + 2) == .next, !namesDay(at + 3) {
            return (.weekdayOfWeek(weekday, weeks: 2), at + 3)
        }
        guard let (weeks, end) = week(role(at + 1) == .of ? at + 2 : at + 1) else { return nil }
        return (.weekdayOfWeek(weekday, weeks: weeks), end)
    }

    private func namesDay(_ at: Int) -> Bool {
        let word = sense(at)
        return word.weekday > 0 || word.month > 0 || word.unit != .none || word.isFeast
    }

    /// Monday in `Monday to Friday next week` and `Monday or Tuesday next week`: an earlier day of
    /// the week that is told behind.
    func weekdayBeforeOther(_ at: Int) -> DateMention? {
        let (weekday, other) = (sense(at).weekday, sense(at + 2).weekday)
        guard weekday < other, isWeekdaySpan(at + 1, at + 2) != nil,
            case .weekdayOfWeek(_, let weeks)? = weekdayInWeek(at + 2)?.mention,
            role(at + 3) != .after
        else { return nil }
        return .weekdayOfWeek(weekday, weeks: weeks)
    }

    /// `next week`, `the week after next`: how many weeks away, and the piece behind.
    private func week(_ at: Int) -> (weeks: Int, end: Int)? {
        let first = role(at) == .the ? at + 1 : at
        if sense(first).unit == .week, role(first + 1) == .after, role(first + 2) == .next {
            return (2, first + 3)
        }
        guard [.next, .last, .this].contains(role(first)), sense(first + 1).unit == .week,
            lexemes[first + 2].kind != .number
        else { return nil }
        return (Self.step(role(first)), first + 2)
    }

    /// `Friday` behind `next week` at `at`: `next week Friday`, `next week on Friday`, `next week's
    /// Friday`.
    func weekdayBehindWeek(_ at: Int, _ weeks: Int) -> DateReading? {
        let isOf = mark(at) == "'" && lexemes[at + 1].count == 1
        let isOn = role(at) == .on && surface(at..<at + 1) == "on"
        let first = isOf ? at + 2 : isOn ? at + 1 : at
        let word = sense(first)
        guard word.weekday > 0, !word.isDoubtful || isOn, weekdayInWeek(first) == nil,
            dayBehindWeekday(first + 1, word.weekday) == nil
        else { return nil }
        return (.weekdayOfWeek(word.weekday, weeks: weeks), first + 1)
    }

    // MARK: Behind another one

    /// What Friday at `at` is behind another day of the week, which it ends or follows in a list:
    /// 下周三到周五, `next Monday or Tuesday`. Nothing where it goes by itself.
    func weekdayAfter(_ at: Int, _ weekday: Int) -> DateMention? {
        guard let last = lastDate, let isJoined = isWeekdaySpan(last.end, at),
            let (first, mention) = weekdayAnchor(last.mention)
        else { return nil }
        let isSpan = isJoined || isBetween(last.end, at)
        guard weekday != first, isSpan || weekday > first else { return nil }
        // Monday or Friday are each the next one, and Monday and Tuesday one behind the other.
        if case .weekday = mention, !isSpan, weekday != first + 1 { return nil }
        if case .weekdayOfWeek(_, let weeks) = mention {
            return .weekdayOfWeek(weekday, weeks: weekday > first ? weeks : weeks + 1)
        }
        return .shifted((weekday - first + 7) % 7, .day, from: mention)
    }

    /// Whether the day of the week at `at` ends what "between" begins: between Monday and Friday.
    private func isBetween(_ first: Int, _ at: Int) -> Bool {
        role(first - 2) == .between && role(first) == .and && first == at - 1
    }

    /// The day of the week that was said, and what it is told by.
    private func weekdayAnchor(_ mention: DateMention) -> (weekday: Int, mention: DateMention)? {
        switch mention {
        case .weekdayOfWeek(let weekday, _), .latestWeekday(let weekday),
            .comingWeekday(let weekday), .weekday(let weekday):
            (weekday, mention)
        default: nil
        }
    }

    /// Whether the short name of a day of the week at `at` is one, as the day beside it tells: Sat and
    /// Sun, Wed or Thu.
    func isBesideWeekday(_ at: Int) -> Bool {
        sense(at + 2).weekday > 0 && isWeekdaySpan(at + 1, at + 2) != nil
            || sense(at - 2).weekday > 0 && isWeekdaySpan(at - 1, at) != nil
    }

    /// Days of the week before another one that are looked at.
    private static let daysBackMax = 7
    private static let everyWords: Set<String> = ["every", "each"]

    /// Whether the day of the week at `at` is that of every week: every Monday, 每周一到周五.
    func isRepeated(_ at: Int) -> Bool {
        var first = at
        for _ in 0..<Self.daysBackMax {
            if han(first - 1) == "每" || han(first - 1) == "逢" { return true }
            if lexemes[first - 1].kind == .word, lexemes[first - 1].count <= 5 {
                if Self.everyWords.contains(surface(first - 1..<first)) { return true }
                if isEveryOther(first - 1) { return true }
            }
            guard let before = weekdayBefore(first) else { return false }
            first = before
        }
        return false
    }

    /// `every other`, `every second`
    private func isEveryOther(_ at: Int) -> Bool {
        let isOther = sense(at).ordinal > 0 || surface(at..<at + 1) == "other"
        return isOther && lexemes[at - 1].kind == .word
            && Self.everyWords.contains(surface(at - 1..<at))
    }

    /// Where the day of the week begins that a joint before `at` adds to the one there.
    private func weekdayBefore(_ at: Int) -> Int? {
        for end in stride(from: at, through: at - 2, by: -1) where isWeekdaySpan(end, at) != nil {
            if let start = chineseWeekdayStart(end) { return start }
            if sense(end - 1).weekday > 0 { return end - 1 }
        }
        return nil
    }

    private static let ors: [Phrase] = ["或者", "或是", "还是", "或", "和", "跟", "与", "及"]
    private static let spanWords: Set<String> = ["through", "thru", "until", "till"]

    /// Whether what stands from `first` to `at` joins the ends of a span, or days of a list; nil
    /// for what does neither.
    private func isWeekdaySpan(_ first: Int, _ at: Int) -> Bool? {
        if skip(anyOf: Self.ors, at: first) == at { return false }
        // 周六周日
        if first == at, lexemes[at].kind == .ideograph, lexemes[at].isGlued { return false }
        guard first == at - 1 else { return nil }
        if isJoint(first, isBetween: false) { return true }
        guard lexemes[first].kind == .word else {
            return ["、", ",", "&", "/"].contains(mark(first)) ? false : nil
        }
        let word = surface(first..<at)
        return Self.spanWords.contains(word) ? true : isAnd(first) || word == "or" ? false : nil
    }
}
