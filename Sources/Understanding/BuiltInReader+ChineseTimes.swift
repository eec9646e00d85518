/// Times of day in Chinese.
extension BuiltInReader {
    static let dayParts: [(word: Phrase, part: DayPart)] = [
        ("凌晨", .early), ("清晨", .early), ("早上", .early), ("早晨", .early), ("上午", .early),
        ("中午", .midday), ("正午", .midday),
        ("下午", .late), ("午后", .late), ("傍晚", .late), ("晚上", .night), ("夜里", .night), ("半夜", .night),
        ("午夜", .night),
    ]

    func dayPart(_ at: Int) -> (part: DayPart?, end: Int) {
        guard lexemes[at].kind == .ideograph else { return (nil, at) }
        for (word, part) in Self.dayParts { if let end = skip(word, at: at) { return (part, end) } }
        return (nil, at)
    }

    /// 下午三点半, 晚上8点, 八点一刻, 15时30分; 一点 and 三点 alone are a bit and three points.
    func chineseTime(_ at: Int) -> ClockReading? {
        if han(at) == "差" { return shortOfHour(at) }
        let (part, first) = dayPart(at)
        if han(at) == "正", part != nil, !isNumeral(first) { return (.noon, first) }
        guard !isVague(first), !isOfWeekday(first),
            first > at || !followsNumeral(at) || isAfterDay(at),
            let (hour, end) = integer(at: first), (0...24).contains(hour),
            han(end) == "点" || han(end) == "时" && han(end + 1) != "间"
        else { return nil }
        let (minutes, next) = minutesAfter(end + 1)
        let isShort = lexemes[first].kind == .number && lexemes[first].count <= 2
        let isSure =
            part != nil || next > end + 1 || isAfterDay(at) || endsSpan(at) || beginsSpan(next)
            || continuesList(at)
        guard isSure || (isShort && han(end) == "点" && !["积", "以", "几"].contains(han(next)))
        else { return nil }
        return time(hour, minutes, part, first).map { ($0, next) }
    }

    /// 半, 一刻, 20分, 钟: minutes past the hour, and the piece behind.
    private func minutesAfter(_ at: Int) -> (minutes: Int, end: Int) {
        if han(at) == "半" { return (30, at + 1) }
        if han(at) == "差", let (minutes, end) = minutesShort(at + 1) { return (-minutes, end) }
        if han(at) == "钟" || han(at) == "整" { return (0, at + 1) }
        guard let (value, end) = integer(at: at) ?? zeroMinutes(at) else { return (0, at) }
        if han(end) == "刻", value == 1 || value == 3 { return (value * 15, end + 1) }
        guard value < 60, han(end) == "分" else {
            // 八点二十, 8点30: two ideographs or digits at least, so that 三点一 is none.
            let isSpelled = end - at >= 2 && value >= 5
            let isHour = ["点", "时"].contains(han(end))
            return value < 60 && !isHour && (isSpelled || areMinutes(at)) ? (value, end) : (0, at)
        }
        return (value, end + 1)
    }

    /// Whether the two digits at `at` count nothing that stands behind them: 8点30送, 8点30件.
    private func areMinutes(_ at: Int) -> Bool {
        let (piece, next) = (lexemes[at], lexemes[at + 1])
        guard piece.kind == .number, piece.count == 2, piece.isGlued, mark(at + 1) != "%" else {
            return false
        }
        let goesOn = next.isGlued && (next.kind == .number || next.kind == .word)
        return !goesOn && !"个号月天年岁人折度百千万".unicodeScalars.contains(han(at + 1))
            && classifier(at + 1) == nil && currencyAfter(at + 1) == nil
    }

    private func zeroMinutes(_ at: Int) -> (value: Int, end: Int)? {
        han(at) == "零" ? integer(at: at + 1) : nil
    }

    /// Whether a word for a day ends before `at`: 明天三点, 周五八点.
    func isAfterDay(_ at: Int) -> Bool {
        let (last, before) = (han(at - 1), han(at - 2))
        if ["天", "晚", "早"].contains(last), "今明昨后前".unicodeScalars.contains(before) { return true }
        return ["周", "期", "拜"].contains(before)
    }

    /// Whether the numeral at `at` is that of a day of the week: 周二十点 is ten o'clock.
    func isOfWeekday(_ at: Int) -> Bool {
        lexemes[at].kind == .ideograph && lexemes[at].isGlued
            && ["周", "期", "拜"].contains(han(at - 1))
    }

    /// Whether another time of day ends behind 到 at `at`: 八点到十点.
    private func beginsSpan(_ at: Int) -> Bool {
        guard isTo(at) else { return false }
        return integer(at: dayPart(at + 1).end).map { $0.value <= 24 && han($0.end) == "点" }
            ?? false
    }
}
