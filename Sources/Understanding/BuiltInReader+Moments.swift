/// Moments so many hours or minutes away, in English and Chinese.
extension BuiltInReader {
    /// Hours or minutes that are counted from now: so many hours are eleven years.
    private static let countMax = 100_000

    /// A moment as `2026-11-24T19:30`; where nothing tells from when it counts, as it was written.
    mutating func readMoment(_ at: Int) {
        guard let (minutes, end) = englishSpan(at) ?? chineseSpan(at), at < end else { return }
        keepMoment(at..<end, minutes)
    }

    private mutating func keepMoment(_ range: Range<Int>, _ minutes: Int) {
        guard let now else { return keep(.time, range, surface(range)) }
        guard let moment = now.adding(minutes: minutes) else { return }
        let date = DateResolver.iso(moment.date)
        keep(.time, range, "\(date)T\(DateResolver.clock(moment.minute))")
    }

    /// `in 2 hours`, `half an hour ago`
    private func englishSpan(_ at: Int) -> (minutes: Int, end: Int)? {
        let isAhead = role(at) == .within
        let first = isAhead ? at + 1 : at
        let (minutes, end): (Int, Int)
        if role(first) == .half, role(first + 1) == .a, sense(first + 2).unit == .hour {
            (minutes, end) = (30, first + 3)
        } else if let (count, unit, next) = span(first), let length = Self.minutes(unit),
            count <= Self.countMax
        {
            (minutes, end) = (count * length, next)
        } else {
            return nil
        }
        if isAhead { return (minutes, end) }
        if role(end) == .ago { return (-minutes, end + 1) }
        return role(end) == .from && role(end + 1) == .now ? (minutes, end + 2) : nil
    }

    private static func minutes(_ unit: WordSense.Unit) -> Int? {
        switch unit {
        case .minute: 1
        case .hour: 60
        case .none, .day, .week, .month, .year, .weekend: nil
        }
    }

    private static let chineseUnits: [(word: Phrase, minutes: Int)] = [
        ("个半小时", 90), ("个小时", 60), ("小时", 60), ("个钟头", 60), ("分钟", 1), ("刻钟", 15),
    ]

    private static let halfHours: [Phrase] = ["半个小时", "半小时", "半个钟头"]

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
            guard minutes != 90 || count == 1 else { return nil }
            return direction(next).map { ($0.sign * count * minutes, $0.end) }
        }
        return nil
    }
}
