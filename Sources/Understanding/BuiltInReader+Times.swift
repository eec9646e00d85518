/// Times of day; moments so many hours or minutes away stand beside.
extension BuiltInReader {
    typealias ClockReading = (time: ClockTime, end: Int)
    enum DayPart { case early, midday, late, night }

    /// A time of day as `17:30`, or else a moment.
    mutating func readTime(_ at: Int) {
        // 9:00-18:00, 9am-5pm: a time may end a span.
        let endsSpan = mark(at - 1) == "-" && (mark(at - 3) == ":" || lastTime?.end == at - 1)
        guard lexemes[at].kind == .ideograph || endsSpan || !isContinued(at) else { return }
        if isAnchorTime(at) { return }
        if let (time, end) = spanStart(at) ?? shiftedTime(at) ?? clockTime(at) ?? spokenTime(at)
            ?? chineseTime(at),
            at < end
        {
            keep(.time, at..<end, time.iso)
            let hour = (at..<end).first(where: isNumeral).flatMap { integer(at: $0)?.value }
            // What lies in a longer time, as 3点 in 下午3点, is no time by itself.
            if at >= lastTime?.end ?? 0 {
                let hasPart =
                    dayPart(at).part != nil || partBefore(at) != nil || continuesList(at)
                lastTime = (end, time, (hour ?? 0) <= 12, role(at - 1) == .between, hasPart)
            }
        } else {
            readMoment(at)
        }
    }

    // MARK: Digits

    /// 17:30, 5:30 pm, 5pm, `5 o'clock`, 晚上8:30
    func clockTime(_ at: Int) -> ClockReading? {
        let (part, first) = dayPart(at)
        let hour = lexemes[first]
        guard hour.kind == .number, hour.count <= 2, hour.value <= 24 else { return nil }
        var (minutes, next) = (0, first + 1)
        var isClock = false
        if mark(next) == ":" || (mark(next) == "." && (halfDay(next + 2) != nil || isDotted(at))),
            lexemes[next].isGlued, lexemes[next + 1].isGlued, lexemes[next + 1].kind == .number,
            lexemes[next + 1].count == 2, lexemes[next + 1].value < 60
        {
            (minutes, next, isClock) = (lexemes[next + 1].value, next + 2, true)
            // Seconds are read and dropped.
            let seconds = lexemes[next + 1]
            if mark(next) == ":", seconds.kind == .number, seconds.count == 2, seconds.isGlued {
                next += 2
            }
        }
        if let (end, isAfternoon) = halfDay(next), (1...12).contains(hour.value) {
            return (Self.time(hour.value, minutes, isAfternoon: isAfternoon), end)
        }
        if let end = oClock(next) ?? (endsSpan(first) ? hourLetter(next) : nil), !isClock {
            (next, isClock) = (end, true)
        }
        let (named, end) = partAfter(next)
        let later = named ?? partBehind(next)
        let isAppointed =
            role(first - 1) == .at && dayWordEnds(first - 1) && !lexemes[next].isGlued
            || beginning(before: first) != nil && (endsBare(next) || later != nil) || named != nil
            || later != nil && [.at, .on, .before, .after].contains(role(first - 1))
        guard
            isClock || (isAppointed && lexemes[next].kind != .number && sense(next).measure == nil)
        else { return nil }
        let isPart = mark(next) == ":" && lexemes[next + 1].kind == .number
        guard !lexemes[next].isGlued || lexemes[next].kind != .word, !isPart else { return nil }
        return time(hour.value, minutes, part ?? later, first).map { ($0, end) }
    }

    /// Whether a dot stands between the hour and the minutes at `at`, which cannot be a day and a
    /// month: `by 8.30`, `from 8.30 to 5`. An amount is none: `from 12.50`.
    private func isDotted(_ at: Int) -> Bool {
        let end = at + 3
        guard isTimeOfDots(at), lexemes[at + 2].value > 12, sense(end).measure == nil,
            currencyAfter(end) == nil, mark(end) != "%"
        else { return false }
        if endsSpan(at) { return true }
        let isLed = [.before, .after, .on].contains(role(at - 1)) && surface(at - 1..<at) != "on"
        return isLed
            || role(at - 1) == .from && isJoint(end, isBetween: false) && isPlainHour(end + 1)
    }

    /// Whether an hour that is no amount stands at `at`: 5, 17.30.
    private func isPlainHour(_ at: Int) -> Bool {
        let end = isTimeOfDots(at) ? at + 3 : at + 1
        return (lexemes[at].kind == .number ? lexemes[at].value <= 24 : small(at) != nil)
            && sense(end).measure == nil && currencyAfter(end) == nil && mark(end) != "%"
    }

    /// The time in the part of the day that is said with the hour or before it, or by the
    /// beginning of the span which the hour at `at` ends.
    func time(_ hour: Int, _ minutes: Int, _ part: DayPart?, _ at: Int) -> ClockTime? {
        let known = part ?? partBefore(at)
        let time = Self.time(hour, minutes, known)
        return known == nil ? time.map { ending($0, at) } : time
    }

    /// pm, p.m.
    func halfDay(_ at: Int) -> (end: Int, isAfternoon: Bool)? {
        switch role(at) {
        case .am: return (at + 1, false)
        case .pm: return (at + 1, true)
        default: break
        }
        let word = lexemes[at]
        guard word.kind == .word, word.count == 1, mark(at + 1) == ".", areGlued(at + 1...at + 2),
            lexemes[at + 2].count == 1, lexemes[at + 2].kind == .word,
            text.values[lexemes[at + 2].start] == 0x6D
        else { return nil }
        let letter = text.values[word.start]
        guard letter == 0x61 || letter == 0x70 else { return nil }
        let isDotted = mark(at + 3) == "." && lexemes[at + 3].isGlued
        return (isDotted ? at + 4 : at + 3, letter == 0x70)
    }

    /// `o'clock`
    private func oClock(_ at: Int) -> Int? {
        if role(at) == .oclock, lexemes[at].count > 5 { return at + 1 }
        guard lexemes[at].kind == .word, lexemes[at].count == 1, mark(at + 1) == "'",
            role(at + 2) == .oclock
        else { return nil }
        return at + 3
    }

    /// h right behind an hour
    func hourLetter(_ at: Int) -> Int? {
        let letter = lexemes[at]
        let isHour =
            letter.kind == .word && letter.isGlued && letter.count == 1
            && text.values[letter.start] == 0x68
        return isHour ? at + 1 : nil
    }

    // MARK: English

    /// `half past five`, `quarter to six`, `noon`, `five o'clock`
    func spokenTime(_ at: Int) -> ClockReading? {
        switch role(at) {
        case .noon: return (.noon, at + 1)
        case .midnight: return (.midnight, at + 1)
        case .half: return past(at, minutes: 30)
        case .quarter: return past(at, minutes: 15)
        default: break
        }
        guard let (value, end) = small(at) else { return nil }
        if let found = past(end - 1, minutes: value) { return found }
        guard (1...12).contains(value) else { return nil }
        if let (end, isAfternoon) = halfDay(end) {
            return (Self.time(value, isAfternoon: isAfternoon), end)
        }
        // five thirty pm
        if lexemes[end].kind == .word, let (minutes, next) = small(end),
            let (end, isAfternoon) = halfDay(next)
        {
            return (Self.time(value, minutes, isAfternoon: isAfternoon), end)
        }
        guard let end = oClock(end) else { return nil }
        let (part, next) = partAfter(end)
        return Self.time(value, 0, part ?? partBehind(end) ?? partBefore(at)).map { ($0, next) }
    }

    /// `past five` behind the piece `at`.
    private func past(_ at: Int, minutes: Int) -> ClockReading? {
        guard minutes < 60 else { return nil }
        let isPast = role(at + 1) == .past
        guard isPast || role(at + 1) == .to, let (hour, end) = small(at + 2),
            (1...12).contains(hour)
        else { return nil }
        // `quarter to` and `twenty to` are before the hour; nine to five and 10 to 12 are spans.
        if !isPast, role(at) != .quarter, lexemes[at].kind == .number || minutes % 10 != 0 {
            return nil
        }
        let shift = isPast ? minutes : -minutes
        if let (end, isAfternoon) = halfDay(end) {
            return (Self.time(hour, shift, isAfternoon: isAfternoon), end)
        }
        let (part, next) = partAfter(end)
        return Self.time(hour, shift, part ?? partBehind(end) ?? partBefore(at)).map { ($0, next) }
    }

    /// A number from 1 to 59 in words or digits.
    func small(_ at: Int) -> (value: Int, end: Int)? {
        guard lexemes[at].kind == .word || lexemes[at].kind == .number,
            let reading = number(at: at), let whole = reading.number.whole, (1...59).contains(whole)
        else { return nil }
        return (whole, reading.end)
    }

    /// `in the afternoon` at `at`: which part of the day, and the piece behind.
    func partAfter(_ at: Int) -> (part: DayPart?, end: Int) {
        if role(at) == .within, role(at + 1) == .the {
            if role(at + 2) == .morning { return (.early, at + 3) }
            if role(at + 2) == .afternoon { return (.late, at + 3) }
        }
        return role(at) == .at && role(at + 1) == .night ? (.night, at + 2) : (nil, at)
    }

    /// What the day behind says, which is no part of the time: 8 tonight, 6:45 this evening, 9:15
    /// last night, 7 on Friday evening.
    func partBehind(_ at: Int) -> DayPart? {
        let day = role(at) == .on ? at + 1 : at
        if sense(day).dayOffset != nil, let part = dayPart(in: sense(day).role) { return part }
        let isDay = sense(day).dayOffset != nil || sense(day).weekday > 0
        guard isDay || [.this, .last].contains(role(day)) else { return nil }
        return dayPart(in: role(day + 1))
    }

    private func dayPart(in role: WordSense.Role) -> DayPart? {
        switch role {
        case .night: .night
        case .afternoon: .late
        case .morning: .early
        default: nil
        }
    }

    /// What the day just before says: tonight at 8, 今晚8点, tomorrow evening at 7.
    private func partBefore(_ at: Int) -> DayPart? {
        guard beginning(before: at) == nil else { return nil }
        for place in [at - 1, at - 2] {
            if let part = dayPart(in: role(place)) { return part }
        }
        // PM 3:00
        if role(at - 1) == .pm, !isNumeral(at - 2) { return .late }
        switch han(at - 1) {
        case "晚", "夜": return .night
        case "早": return .early
        default: return nil
        }
    }

    /// Whether a word for a day stands right before `at`.
    func dayWordEnds(_ at: Int) -> Bool {
        let before = sense(at - 1)
        return before.dayOffset != nil || before.weekday > 0 || before.role == .afternoon
            || before.role == .morning
    }

    // MARK: The clock

    /// A time of the twelve-hour clock, whose hour is in 1...12.
    private static func time(
        _ hour: Int, _ minutes: Int = 0, isAfternoon: Bool
    ) -> ClockTime {
        ClockTime(hour: hour % 12 + (isAfternoon ? 12 : 0), minute: minutes)
    }

    /// A time of either clock; nil where there is no such hour.
    static func time(_ hour: Int, _ minutes: Int, _ part: DayPart?) -> ClockTime? {
        guard hour < 24 || (hour == 24 && minutes == 0) else { return nil }
        let hours =
            switch part {
            case nil: hour
            case .early: hour == 12 ? 0 : hour
            case .midday: hour < 6 ? hour + 12 : hour
            case .late: hour < 12 ? hour + 12 : hour
            // At night 12 is midnight, and 1 to 4 come after it.
            case .night: hour == 12 ? 0 : (5..<12).contains(hour) ? hour + 12 : hour
            }
        return ClockTime(hour: hours, minute: minutes)
    }
}
