/// Moments so many hours or minutes away, in English and Chinese.
extension BuiltInReader {
    /// Hours or minutes that are counted from now: so many hours are eleven years.
    private static let countMax = 100_000

    /// A moment as `2026-11-24T19:30`; where nothing tells from when it counts, as it was written.
    mutating func readMoment(_ at: Int) {
        if let (value, end) = isoMoment(at) { return keep(.time, at..<end, value) }
        guard let (minutes, end) = englishSpan(at) ?? chineseSpan(at), at < end else { return }
        keepMoment(at..<end, minutes)
    }

    // MARK: ISO 8601

    /// `2026-11-28T10:30:00Z`: the moment as it is written, to the minute.
    private func isoMoment(_ at: Int) -> (value: String, end: Int)? {
        let (year, month, day) = (lexemes[at], lexemes[at + 2], lexemes[at + 4])
        let letter = lexemes[at + 5]
        guard year.kind == .number, year.count == 4, Self.years.contains(year.value),
            mark(at + 1) == "-", mark(at + 3) == "-", areGlued(at + 1...at + 6),
            isPair(at + 2, below: 13), isPair(at + 4, below: 32), letter.count == 1,
            letter.kind == .word, text.values[letter.start] == 0x74,
            let date = CivilDate(year.value, month.value, day.value),
            let (time, end) = isoClock(at + 6)
        else { return nil }
        let (zone, next) = isoZone(end)
        return ("\(date.iso)T\(time.iso)\(zone)", next)
    }

    private func isPair(_ at: Int, below limit: Int) -> Bool {
        lexemes[at].kind == .number && lexemes[at].count == 2 && lexemes[at].value < limit
    }

    /// 10:30, 10:30:00, 10:30:00.123
    private func isoClock(_ at: Int) -> ClockReading? {
        guard isPair(at, below: 24), mark(at + 1) == ":", areGlued(at + 1...at + 2),
            isPair(at + 2, below: 60)
        else { return nil }
        var end = at + 3
        if mark(end) == ":", areGlued(end...end + 1), isPair(end + 1, below: 61) {
            end += 2
            if mark(end) == ".", areGlued(end...end + 1), lexemes[end + 1].kind == .number {
                end += 2
            }
        }
        return (ClockTime(hour: lexemes[at].value, minute: lexemes[at + 2].value), end)
    }

    /// Z, +08:00, +0800, +08; nothing where none is written.
    private func isoZone(_ at: Int) -> (zone: String, end: Int) {
        guard lexemes[at].isGlued else { return ("", at) }
        if lexemes[at].kind == .word, lexemes[at].count == 1,
            text.values[lexemes[at].start] == 0x7A
        {
            return ("Z", at + 1)
        }
        let (sign, hours) = (mark(at), lexemes[at + 1])
        guard sign == "+" || sign == "-", hours.isGlued, hours.kind == .number else {
            return ("", at)
        }
        if hours.count == 4, hours.value / 100 < 24, hours.value % 100 < 60 {
            let offset = ClockTime(hour: hours.value / 100, minute: hours.value % 100)
            return ("\(sign)\(offset.iso)", at + 2)
        }
        guard isPair(at + 1, below: 24) else { return ("", at) }
        let hasMinutes =
            mark(at + 2) == ":" && areGlued(at + 2...at + 3) && isPair(at + 3, below: 60)
        let minutes = hasMinutes ? lexemes[at + 3].value : 0
        let offset = ClockTime(hour: hours.value, minute: minutes)
        return ("\(sign)\(offset.iso)", hasMinutes ? at + 4 : at + 2)
    }

    // MARK: Spans

    private mutating func keepMoment(_ range: Range<Int>, _ minutes: Int) {
        guard let now else { return keep(.time, range, surface(range)) }
        guard let moment = now.adding(minutes: minutes) else { return }
        keep(.time, range, "\(moment.date.iso)T\(ClockTime(hour: 0, minute: moment.minute).iso)")
    }

    /// `in 2 hours`, `half an hour ago`
    private func englishSpan(_ at: Int) -> (minutes: Int, end: Int)? {
        let isAhead = role(at) == .within
        let first = isAhead ? at + 1 : at
        guard let (minutes, end) = timeSpan(first) else { return nil }
        if isAhead { return (minutes, end) }
        if role(end) == .ago { return (-minutes, end + 1) }
        return role(end) == .from && role(end + 1) == .now ? (minutes, end + 2) : nil
    }

    /// Minutes in `half an hour` and `2 hours`, and the piece behind.
    func timeSpan(_ at: Int) -> (minutes: Int, end: Int)? {
        let isHalf = role(at) == .half && role(at + 1) == .a && sense(at + 2).unit == .hour
        return isHalf ? (30, at + 3) : clockSpan(at)
    }

    /// `2 hours`, `an hour and a half`, `two and a half hours`, `1.5 hours`
    private func clockSpan(_ at: Int) -> (minutes: Int, end: Int)? {
        if let (count, unit, next) = span(at), let length = Self.minutes(unit),
            count <= Self.countMax
        {
            guard unit == .hour, let end = andAHalf(next) else { return (count * length, next) }
            return (count * 60 + 30, end)
        }
        guard let reading = number(at: at), let minutes = reading.number.times(60)?.whole,
            minutes <= Self.countMax
        else { return nil }
        if let end = andAHalf(reading.end), sense(end).unit == .hour {
            return (minutes + 30, end + 1)
        }
        return sense(reading.end).unit == .hour ? (minutes, reading.end + 1) : nil
    }

    private static func minutes(_ unit: WordSense.Unit) -> Int? {
        switch unit {
        case .minute: 1
        case .hour: 60
        case .none, .day, .week, .fortnight, .month, .year, .weekend: nil
        }
    }

    private static let chineseUnits: [(word: Phrase, minutes: Int)] = [
        ("个半小时", 90), ("个小时", 60), ("小时", 60), ("个钟头", 60), ("分钟", 1), ("刻钟", 15),
    ]

    static let halfHours: [Phrase] = ["半个小时", "半小时", "半个钟头"]

    /// 两小时后, 半个小时前, 十分钟前
    private func chineseSpan(_ at: Int) -> (minutes: Int, end: Int)? {
        if let end = skip(anyOf: Self.halfHours, at: at), !followsNumeral(at) {
            return direction(end).map { ($0.sign * 30, $0.end) }
        }
        guard isNumeral(at), !followsNumeral(at), !isVague(at), let (count, end) = integer(at: at),
            count <= Self.countMax
        else { return nil }
        for (word, minutes) in Self.chineseUnits {
            guard let next = skip(word, at: end) else { continue }
            // 两个半小时 has one half, not two.
            let total = minutes == 90 ? count * 60 + 30 : count * minutes
            return direction(next).map { ($0.sign * total, $0.end) }
        }
        return nil
    }
}
