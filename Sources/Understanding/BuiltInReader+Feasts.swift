/// Days with names that are the same each year, or that are reckoned.
extension BuiltInReader {
    // MARK: English

    /// Words without their `'s`. Of two that begin alike the longer one comes first.
    private static let feasts: [(words: [[UInt32]], day: YearlyDay)] = [
        ("christmas eve", .day(month: 12, day: 24)), ("christmas day", .day(month: 12, day: 25)),
        ("christmas", .day(month: 12, day: 25)), ("xmas eve", .day(month: 12, day: 24)),
        ("xmas day", .day(month: 12, day: 25)), ("xmas", .day(month: 12, day: 25)),
        ("boxing day", .day(month: 12, day: 26)), ("new year eve", .day(month: 12, day: 31)),
        ("new year day", .day(month: 1, day: 1)), ("valentine day", .day(month: 2, day: 14)),
        ("halloween", .day(month: 10, day: 31)), ("single day", .day(month: 11, day: 11)),
        ("good friday", .afterEaster(-2)), ("easter sunday", .afterEaster(0)),
        ("easter monday", .afterEaster(1)), ("easter", .afterEaster(0)),
        ("black friday", .afterThanksgiving(1)), ("cyber monday", .afterThanksgiving(4)),
    ].map { words, day in
        (words.split(separator: " ").map { $0.unicodeScalars.map(\.value) }, day)
    }

    private func feast(_ at: Int) -> (day: YearlyDay, end: Int, isOneWord: Bool)? {
        for (words, day) in Self.feasts {
            if let end = skip(words, at: at) { return (day, end, words.count == 1) }
        }
        return nil
    }

    /// The piece behind `words`, each of which may have an s with an apostrophe or without.
    private func skip(_ words: [[UInt32]], at first: Int) -> Int? {
        var at = first
        for word in words {
            let piece = lexemes[at]
            let values = text.values[piece.start..<piece.end]
            guard piece.kind == .word, values.starts(with: word),
                values.dropFirst(word.count).allSatisfy({ $0 == 0x73 })
            else { return nil }
            at += 1
            guard word != words.last, mark(at) == "'" else { continue }
            at += lexemes[at + 1].isGlued && lexemes[at + 1].count == 1 ? 2 : 1
        }
        return at
    }

    /// `Christmas Eve`, `by Christmas`, `New Year's Day 2027`; a Christmas tree has no day.
    func feastDate(_ at: Int) -> DateReading? {
        // Have a good Friday is a wish, too.
        guard let (day, end, isOneWord) = feast(at), ![.wish, .a].contains(role(at - 1)) else {
            return nil
        }
        let isLed = [.on, .before, .after, .from, .at].contains(role(at - 1))
        if isOneWord, !isLed, lexemes[end].kind == .word { return nil }
        if let (year, next) = year(end), let date = day.date(in: year) {
            return (.day(year: year, month: date.month, day: date.day), next)
        }
        if case .day(let month, let day) = day {
            return (.day(year: nil, month: month, day: day), end)
        }
        return (.yearly(day, .nearest), end)
    }

    /// `last Christmas`, `next Easter`
    func feastNear(_ at: Int, _ step: Int) -> DateReading? {
        guard let (day, end, isOneWord) = feast(at), !isOneWord || lexemes[end].kind != .word else {
            return nil
        }
        return (.yearly(day, step < 0 ? .latest : step > 0 ? .coming : .nearest), end)
    }

    // MARK: Chinese

    static let chineseFeasts: [(name: Phrase, month: Int, day: Int)] = [
        ("元旦节", 1, 1), ("元旦", 1, 1), ("情人节", 2, 14), ("妇女节", 3, 8), ("三八节", 3, 8), ("愚人节", 4, 1),
        ("劳动节", 5, 1), ("五一节", 5, 1), ("儿童节", 6, 1), ("六一节", 6, 1), ("教师节", 9, 10),
        ("国庆节", 10, 1), ("国庆", 10, 1), ("十一国庆", 10, 1), ("万圣节", 10, 31), ("双十一", 11, 11),
        ("光棍节", 11, 11), ("双十二", 12, 12), ("平安夜", 12, 24), ("圣诞节", 12, 25), ("圣诞夜", 12, 24),
        ("跨年夜", 12, 31),
    ]
    static let blackFridays: [Phrase] = ["黑色星期五", "黑五"]
    private static let greetings: [Phrase] = ["快乐", "愉快"]

    /// 元旦, 双十一, 双11: days whose date is the same each year; 春节 and 中秋 are of the moon.
    func chineseFeast(_ at: Int) -> (month: Int, day: Int, end: Int)? {
        if han(at) == "双", lexemes[at + 1].kind == .number, lexemes[at + 1].isGlued {
            let number = lexemes[at + 1]
            // 一双11码的鞋 is a pair.
            guard number.count == 2, number.value == 11 || number.value == 12, !followsNumeral(at)
            else { return nil }
            return (number.value, number.value, at + 2)
        }
        for (name, month, day) in Self.chineseFeasts {
            guard let end = skip(name, at: at) else { continue }
            return skip(anyOf: Self.greetings, at: end) == nil ? (month, day, end) : nil
        }
        return nil
    }
}
