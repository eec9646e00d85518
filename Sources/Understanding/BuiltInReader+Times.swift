/// Times of day; moments so many hours or minutes away stand beside.
extension BuiltInReader {
    private enum DayPart { case early, midday, late, night }

    /// A time of day as `17:30`, or else a moment.
    mutating func readTime(_ at: Int) {
        // 9:00-18:00: a clock may end a span.
        let endsSpan = mark(at - 1) == "-" && mark(at - 3) == ":"
        guard lexemes[at].kind == .ideograph || endsSpan || !isContinued(at) else { return }
        if let (minute, end) = clockTime(at) ?? spokenTime(at) ?? chineseTime(at), at < end {
            keep(.time, at..<end, DateResolver.clock(minute))
        } else {
            readMoment(at)
        }
    }

    // MARK: Digits

    /// 17:30, 5:30 pm, 5pm, `5 o'clock`, 晚上8:30
    private func clockTime(_ at: Int) -> (minute: Int, end: Int)? {
        let (part, first) = dayPart(at)
        let hour = lexemes[first]
        guard hour.kind == .number, hour.count <= 2, hour.value <= 24 else { return nil }
        var (minutes, next) = (0, first + 1)
        var isClock = false
        if mark(next) == ":" || (mark(next) == "." && halfDay(next + 2) != nil),
            lexemes[next].isGlued, lexemes[next + 1].isGlued, lexemes[next + 1].kind == .number,
            lexemes[next + 1].count == 2, lexemes[next + 1].value < 60
        {
            (minutes, next, isClock) = (lexemes[next + 1].value, next + 2, true)
            // Seconds are read and dropped.
            if mark(next) == ":", lexemes[next + 1].count == 2, lexemes[next + 1].isGlued {
                next += 2
            }
        }
        if let (end, isAfternoon) = halfDay(next), (1...12).contains(hour.value) {
            return (Self.minute(hour.value, isAfternoon: isAfternoon) + minutes, end)
        }
        if let end = oClock(next), !isClock { (next, isClock) = (end, true) }
        let isAppointed = role(first - 1) == .at && dayWordEnds(first - 1) && !lexemes[next].isGlued
        guard
            isClock || (isAppointed && lexemes[next].kind != .number && sense(next).measure == nil)
        else { return nil }
        guard !lexemes[next].isGlued || lexemes[next].kind != .word, mark(next) != ":" else {
            return nil
        }
        let (later, end) = partAfter(next)
        return Self.minute(hour.value, minutes, part ?? later ?? partBefore(first))
            .map { ($0, end) }
    }

    /// pm, p.m.
    private func halfDay(_ at: Int) -> (end: Int, isAfternoon: Bool)? {
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

    // MARK: English

    /// `half past five`, `quarter to six`, `noon`, `five o'clock`
    private func spokenTime(_ at: Int) -> (minute: Int, end: Int)? {
        switch role(at) {
        case .noon: return (720, at + 1)
        case .midnight: return (0, at + 1)
        case .half: return past(at, minutes: 30)
        case .quarter: return past(at, minutes: 15)
        default: break
        }
        guard let (value, end) = small(at) else { return nil }
        if let found = past(end - 1, minutes: value) { return found }
        guard (1...12).contains(value) else { return nil }
        if let (end, isAfternoon) = halfDay(end) {
            return (Self.minute(value, isAfternoon: isAfternoon), end)
        }
        guard let end = oClock(end) else { return nil }
        let (part, next) = partAfter(end)
        return Self.minute(value, 0, part ?? partBefore(at)).map { ($0, next) }
    }

    /// `past five` behind the piece `at`.
    private func past(_ at: Int, minutes: Int) -> (minute: Int, end: Int)? {
        guard minutes < 60 else { return nil }
        let isPast = role(at + 1) == .past
        guard isPast || role(at + 1) == .to, let (hour, end) = small(at + 2),
            (1...12).contains(hour)
        else { return nil }
        // `quarter to` and `twenty to` are before the hour; nine to five and 10 to 12 are spans.
        if !isPast, role(at) != .quarter, lexemes[at].kind == .number || minutes % 10 != 0 {
            return nil
        }
        if let (end, isAfternoon) = halfDay(end) {
            let base = Self.minute(hour, isAfternoon: isAfternoon)
            return ((base + (isPast ? minutes : 1_440 - minutes)) % 1_440, end)
        }
        let (part, next) = partAfter(end)
        guard let base = Self.minute(hour, 0, part ?? partBefore(at)) else { return nil }
        return ((base + (isPast ? minutes : 1_440 - minutes)) % 1_440, next)
    }

    /// A number from 1 to 59 in words or digits.
    private func small(_ at: Int) -> (value: Int, end: Int)? {
        guard lexemes[at].kind == .word || lexemes[at].kind == .number,
            let reading = number(at: at), let whole = reading.number.whole, (1...59).contains(whole)
        else { return nil }
        return (whole, reading.end)
    }

    /// `in the afternoon` at `at`: which part of the day, and the piece behind.
    private func partAfter(_ at: Int) -> (part: DayPart?, end: Int) {
        if role(at) == .within, role(at + 1) == .the {
            if role(at + 2) == .morning { return (.early, at + 3) }
            if role(at + 2) == .afternoon { return (.late, at + 3) }
        }
        return role(at) == .at && role(at + 1) == .night ? (.night, at + 2) : (nil, at)
    }

    /// What the day just before says: tonight at 8, 今晚8点, tomorrow evening at 7.
    private func partBefore(_ at: Int) -> DayPart? {
        for place in [at - 1, at - 2] {
            switch role(place) {
            case .night: return .night
            case .afternoon: return .late
            case .morning: return .early
            default: break
            }
        }
        switch han(at - 1) {
        case "晚", "夜": return .night
        case "早": return .early
        default: return nil
        }
    }

    /// Whether a word for a day stands right before `at`.
    private func dayWordEnds(_ at: Int) -> Bool {
        let before = sense(at - 1)
        return before.dayOffset != nil || before.weekday > 0 || before.role == .afternoon
            || before.role == .morning
    }

    // MARK: Chinese

    private static let parts: [(word: Phrase, part: DayPart)] = [
        ("凌晨", .early), ("清晨", .early), ("早上", .early), ("早晨", .early), ("上午", .early),
        ("中午", .midday),
        ("下午", .late), ("傍晚", .late), ("晚上", .night), ("夜里", .night), ("半夜", .night),
        ("午夜", .night),
    ]

    private func dayPart(_ at: Int) -> (part: DayPart?, end: Int) {
        guard lexemes[at].kind == .ideograph else { return (nil, at) }
        for (word, part) in Self.parts { if let end = skip(word, at: at) { return (part, end) } }
        return (nil, at)
    }

    /// 下午三点半, 晚上8点, 八点一刻, 15时30分; 一点 and 三点 alone are a bit and three points.
    private func chineseTime(_ at: Int) -> (minute: Int, end: Int)? {
        let (part, first) = dayPart(at)
        guard !isVague(first), first > at || !followsNumeral(at),
            let (hour, end) = integer(at: first), (0...24).contains(hour),
            han(end) == "点" || han(end) == "时" && han(end + 1) != "间"
        else { return nil }
        let (minutes, next) = minutesAfter(end + 1)
        let isShort = lexemes[first].kind == .number && lexemes[first].count <= 2
        let isSure = part != nil || next > end + 1 || isAfterDay(at)
        guard isSure || (isShort && han(end) == "点" && !["积", "以", "几"].contains(han(next)))
        else { return nil }
        return Self.minute(hour, minutes, part ?? partBefore(first)).map { ($0, next) }
    }

    /// 半, 一刻, 20分, 钟: minutes past the hour, and the piece behind.
    private func minutesAfter(_ at: Int) -> (minutes: Int, end: Int) {
        if han(at) == "半" { return (30, at + 1) }
        if han(at) == "钟" || han(at) == "整" { return (0, at + 1) }
        guard let (value, end) = integer(at: at) ?? zeroMinutes(at) else { return (0, at) }
        if han(end) == "刻", value == 1 || value == 3 { return (value * 15, end + 1) }
        guard value < 60, han(end) == "分" else {
            // 八点二十: two ideographs at least, so that 三点一 is none.
            return value < 60 && end - at >= 2 && value >= 5 ? (value, end) : (0, at)
        }
        return (value, end + 1)
    }

    private func zeroMinutes(_ at: Int) -> (value: Int, end: Int)? {
        han(at) == "零" ? integer(at: at + 1) : nil
    }

    /// Whether a word for a day ends before `at`: 明天三点, 周五八点.
    private func isAfterDay(_ at: Int) -> Bool {
        let (last, before) = (han(at - 1), han(at - 2))
        if last == "天" || last == "晚" || last == "早" {
            return "今明昨后前".unicodeScalars.contains(before)
        }
        return before == "周" || before == "期" || before == "拜"
    }

    // MARK: The clock

    /// Minutes since midnight of an hour of the twelve-hour clock, in 1...12.
    private static func minute(_ hour: Int, isAfternoon: Bool) -> Int {
        (hour % 12 + (isAfternoon ? 12 : 0)) * 60
    }

    /// Minutes since midnight of an hour of either clock; nil where there is no such time.
    private static func minute(_ hour: Int, _ minutes: Int, _ part: DayPart?) -> Int? {
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
        return hours % 24 * 60 + minutes
    }
}
