/// Spans of times, whose beginning and end tell of each other.
extension BuiltInReader {
    /// The time at which the span begins that ends at the piece `at`: 9am-5pm, 下午3点到5点, 2pm to
    /// 4. None where it is of the clock of 24 hours, which has no halves.
    func beginning(before at: Int) -> ClockTime? {
        guard endsSpan(at) || continuesList(at), let last = lastTime, last.isTwelve else {
            return nil
        }
        return last.time
    }

    /// Whether the piece at `at` stands behind a time and what joins it to another.
    func endsSpan(_ at: Int) -> Bool {
        guard let last = lastTime, last.end == at - 1 else { return false }
        return isJoint(at - 1, isBetween: last.isBetween)
    }

    private static let listJoints: [Phrase] = ["或者", "或是", "还是", "或", "和", "跟", "与"]

    /// Whether the hour at `at` follows another one whose part of the day is told: 8点 in 晚上7点、8点 and
    /// 上午7点8点.
    func continuesList(_ at: Int) -> Bool {
        guard let last = lastTime, last.hasPart, last.end <= at, let (_, end) = integer(at: at),
            ["点", "时"].contains(han(end))
        else { return false }
        return listJoint(last.end) == at
    }

    /// The piece behind what joins times of a list, which may be nothing: 、, 或者.
    private func listJoint(_ at: Int) -> Int {
        mark(at) == "、" ? at + 1 : skip(anyOf: Self.listJoints, at: at) ?? at
    }

    /// The time that ends a span: half a day later where it would not come after the beginning,
    /// as 5 in 下午3点到5点.
    func ending(_ time: ClockTime, _ at: Int) -> ClockTime {
        let hour = lexemes[at]
        let isOfTwelve =
            time < Self.thirteen && !(hour.kind == .number && hour.count == 2 && hour.value < 10)
        guard isOfTwelve, let start = beginning(before: at), time <= start,
            !time.isBeforeNoon || time.halfDayOn > start
        else { return time }
        return time.halfDayOn
    }

    /// From here on an hour is of the clock of 24 hours.
    private static let thirteen = ClockTime(hour: 13)

    /// Whether the hour before `at` can stand there without a word for it, as in 2pm to 4.
    func endsBare(_ at: Int) -> Bool {
        switch lexemes[at].kind {
        case .end: true
        case .mark: ![":", "%", "/", "$"].contains(mark(at)) && !lexemes[at + 1].isGlued
        case .word: role(at) == .on || sense(at).dayOffset != nil || sense(at).weekday > 0
        case .number, .ideograph: false
        }
    }

    /// Whether the piece at `at` joins the ends of a span: 9-5, 9 to 5, 9点到5点, between 9 and 5.
    func isJoint(_ at: Int, isBetween: Bool) -> Bool {
        ["-", "~"].contains(mark(at)) || isTo(at) || isBetween && role(at) == .and
    }

    // MARK: Beginnings

    /// 2 in `2-4pm` and `between 2 and 4pm`, 9 in `9 to 5 pm` and `Fri 9-18h`, 下午1 in 下午1-3点, 9 in
    /// 周五9-18点: the hour without a word for it takes that of the end.
    func spanStart(_ at: Int) -> ClockReading? {
        if lexemes[at].kind == .ideograph { return chineseStart(at) }
        return englishStart(at) ?? hourStart(at) ?? chineseStart(at)
    }

    /// 9 in `Fri 9-18h`; without a day 9-18h are so many hours.
    private func hourStart(_ at: Int) -> ClockReading? {
        let (hour, last) = (lexemes[at], lexemes[at + 2])
        guard isBehindDay(at), isHour(hour), isJoint(at + 1, isBetween: false), isHour(last),
            hourLetter(at + 3) != nil
        else { return nil }
        return time(hour.value, 0, nil, at).map { ($0, at + 1) }
    }

    /// Whether a day ends before `at`, or before the comma there, so that bare hours may follow.
    private func isBehindDay(_ at: Int) -> Bool {
        lastDate?.end == (mark(at - 1) == "," ? at - 1 : at) || dayWordEnds(at) || isAfterDay(at)
    }

    private func isHour(_ piece: Lexeme) -> Bool {
        piece.kind == .number && piece.count <= 2 && piece.value <= 24
    }

    /// A month before the hour makes a day of it, unless its day stands before it: Dec 7-9, 10th Dec
    /// 7-9pm.
    func englishStart(_ at: Int) -> ClockReading? {
        guard sense(at - 1).month == 0 || lastDate?.end == at, let (start, end) = face(at),
            !isMinutesTo(at, end), let last = spanEnd(at, end)
        else { return nil }
        // 9-5pm is from the morning on, 2-4pm is not.
        let first = last.isBeforeNoon ? start : start.halfDayOn
        return (first < last ? first : first.halfDayOn, end)
    }

    /// The end behind `end` of the span that begins at `at`: `4pm`, `10 in the morning`, `9 tonight`,
    /// noon. `10 to noon` is such a span only behind "from" or a day.
    private func spanEnd(_ at: Int, _ end: Int) -> ClockTime? {
        let isLed = role(at - 1) == .from || dayWordEnds(at) || lastDate?.end == at
        if role(end + 1) == .noon {
            let isUntil = ["until", "till"].contains(surface(end..<end + 1))
            return isLed && (isTo(end) || isUntil || mark(end) == "-") ? .noon : nil
        }
        guard isJoint(end, isBetween: role(at - 1) == .between),
            let (minutes, next) = face(end + 1)
        else { return nil }
        if let (_, isAfternoon) = halfDay(next) {
            return isAfternoon ? minutes.halfDayOn : minutes
        }
        let (named, _) = partAfter(next)
        guard let part = named ?? partBehind(next) else { return nil }
        let hour = minutes.minute / 60
        return Self.time(hour == 0 ? 12 : hour, minutes.minute % 60, part)
    }

    /// Whether `ten to` at `at` may be minutes before the hour.
    private func isMinutesTo(_ at: Int, _ end: Int) -> Bool {
        role(end) == .to && lexemes[at].kind == .word && sense(at).number % 10 == 0
    }

    /// An hour of the clock of twelve hours and its minutes, before noon: 2, 2:30, nine.
    private func face(_ at: Int) -> ClockReading? {
        let hour = lexemes[at]
        guard hour.kind == .word || hour.kind == .number && hour.count <= 2,
            let (value, end) = hour.kind == .number ? (hour.value, at + 1) : small(at),
            (1...12).contains(value)
        else { return nil }
        let minutes = lexemes[end + 1]
        guard [":", "."].contains(mark(end)), areGlued(end...end + 1) else {
            return (ClockTime(hour: value % 12), end)
        }
        guard minutes.kind == .number, minutes.count == 2, minutes.value < 60 else { return nil }
        return (ClockTime(hour: value % 12, minute: minutes.value), end + 2)
    }

    /// The piece of the other hour behind what joins two hours at `at`: 1-3点, behind a part of the day
    /// also 3、4点 and 2或3点.
    private func behindJoint(_ at: Int, isPart: Bool) -> Int? {
        if isJoint(at, isBetween: false) { return dayPart(at + 1).end }
        let next = listJoint(at)
        return isPart && next > at ? next : nil
    }

    private func chineseStart(_ at: Int) -> ClockReading? {
        let (part, first) = dayPart(at)
        guard part != nil || isBehindDay(at) && !isOfWeekday(at),
            let (hour, end) = integer(at: first), hour <= (part == nil ? 24 : 12),
            let next = behindJoint(end, isPart: part != nil), let last = integer(at: next),
            last.value <= 24, ["点", "时"].contains(han(last.end)),
            !["间", "积"].contains(han(last.end + 1))
        else { return nil }
        return time(hour, 0, part, first).map { ($0, end) }
    }
}
