/// Days, weeks, months and years in Chinese.
extension BuiltInReader {
    func chineseDate(_ at: Int) -> DateReading? {
        if isNumeral(at) {
            return isVague(at) || followsNumeral(at) || isInYear(at) || isOfMoon(at)
                ? nil
                : fullDate(at) ?? monthAndDay(at, year: nil) ?? dayOfMonth(at) ?? away(at)
                    ?? chineseFeast(at).map {
                        (.day(year: nil, month: $0.month, day: $0.day), $0.end)
                    }
        }
        if han(at) == "半" { return halfAway(at) }
        if let end = skip(anyOf: Self.blackFridays, at: at) {
            return (.yearly(.afterThanksgiving(1), .nearest), end)
        }
        if let found = chineseFeast(at) {
            return (.day(year: nil, month: found.month, day: found.day), found.end)
        }
        return dayWord(at) ?? chinesePart(at) ?? yearWord(at) ?? weekOrMonth(at) ?? weekday(at)
    }

    /// Whether a day by the moon begins at `at`: 农历八月十五.
    private func isOfMoon(_ at: Int) -> Bool {
        let last = han(at - 1) == "的" ? at - 2 : at - 1
        return han(last) == "历" && "农阴旧夏".unicodeScalars.contains(han(last - 1))
    }

    /// Whether the number at `at` is part of a longer date, so that 2月29日 in 2027年2月29日 is no day
    /// of another year.
    private func isInYear(_ at: Int) -> Bool {
        let before = han(at - 2)
        return lexemes[at].isGlued && han(at - 1) == "年"
            && (isNumeral(at - 2) || "去今明前后本".unicodeScalars.contains(before))
    }

    // MARK: Dates

    /// 2026年11月24日, 二〇二六年三月, 26年3月5号
    private func fullDate(_ at: Int) -> DateReading? {
        guard let (number, end) = integer(at: at), han(end) == "年" else { return nil }
        let isShort = lexemes[at].kind == .number && lexemes[at].count == 2
        let year = isShort ? number + 2_000 : number
        guard Self.years.contains(year) else { return nil }
        if let found = monthAndDay(end + 1, year: year) { return found }
        if let found = chineseFeast(end + 1) {
            return (.day(year: year, month: found.month, day: found.day), found.end)
        }
        // What is left of a day that does not exist is not meant.
        if let month = integer(at: end + 1), han(month.end) == "月" { return nil }
        guard !isShort else { return nil }
        let last = han(end + 1) == "年" ? end + 2 : end + 1
        return part(last, of: .year(year)) ?? (.year(year), end + 1)
    }

    /// 11月24日, 三月五号, 11月份
    func monthAndDay(_ at: Int, year: Int?) -> DateReading? {
        guard let (month, end) = integer(at: at), han(end) == "月", (1...12).contains(month) else {
            return nil
        }
        if let (number, next) = integer(at: end + 1) {
            let isNamed = ["日", "号"].contains(han(next))
            if isNamed || (1...31).contains(number) && isBareDay(end + 1, next) {
                return day(year, month, number).map { ($0, isNamed ? next + 1 : next) }
            }
        }
        guard !isSpanOfMonths(end + 1) else { return nil }
        let mention = DateMention.month(year: year, month: month)
        return part(end + 1, of: mention)
            ?? (mention, han(end + 1) == "份" ? end + 2 : end + 1)
    }

    /// Whether the number at `at` is a day without 日, as in 11月24下单; what counts something, as
    /// in 3月25件, is none.
    func isBareDay(_ at: Int, _ end: Int) -> Bool {
        let (piece, next) = (lexemes[at], lexemes[end])
        let isLong = piece.kind == .number ? piece.count <= 2 : end - at >= 2
        let goesOn = next.isGlued && (next.kind == .number || next.kind == .word)
        let isDecimal = [".", ":", "/", "%"].contains(mark(end)) && next.isGlued
        return piece.isGlued && isLong && !goesOn && !isDecimal && !isNumeral(end)
            && !"月周年点时分秒个人岁折度款楼天小星多期次倍".unicodeScalars.contains(han(end))
            && classifier(end) == nil && currencyAfter(end) == nil
    }

    /// What a number with 号 is when it is no day.
    private static let numbered = "楼店线色码机鞋仓床门柜区院房台款桌球字令口"

    private static let notDays: [Phrase] = [
        "电池", "窗口", "登机", "座位", "座椅", "包厢", "包间", "包房", "车厢", "客服", "员工", "技师", "航站", "候机", "出口",
        "入口", "站台", "快递柜", "展厅", "诊室", "病房", "教室", "会议室", "球场", "车位", "档口", "摊位", "展位",
    ]

    /// 24号; 24日 only where it is a day of leaving.
    func dayOfMonth(_ at: Int) -> DateReading? {
        guard let (number, end) = integer(at: at), (1...31).contains(number) else { return nil }
        let leaving = dayOfLeaving(at, number, end + 1)
        guard han(end) == "号" || han(end) == "日" && leaving != nil, !isContinued(at),
            lexemes[at].count <= 2, !isInMonth(at), !isAddress(at),
            !isNumberOfOther(at),
            !Self.numbered.unicodeScalars.contains(han(end + 1)), han(at - 1) != "码",
            skip(anyOf: Self.notDays, at: end + 1) == nil
        else { return nil }
        return (leaving ?? .dayOfMonth(number, .nearest), end + 1)
    }

    /// 24 in 24、25号 and 24到26号
    func chineseDayBeforeOther(_ at: Int) -> DateReading? {
        let number = lexemes[at]
        guard number.kind == .number, number.count <= 2, number.value > 0, !isVague(at),
            !followsNumeral(at), !isInMonth(at), !isAddress(at), !isNumberOfOther(at),
            han(at - 1) != "码"
        else { return nil }
        for next in at + 2...at + 3 where isDayJoint(at + 1, next) {
            guard case .dayOfMonth(let day, _)? = dayOfMonth(next)?.mention, day > number.value
            else { continue }
            return (.dayOfMonth(number.value, .nearest), at + 1)
        }
        return nil
    }

    /// Whether the number at `at` is that of a person or thing: 工号8号, 座号是12号.
    private func isNumberOfOther(_ at: Int) -> Bool {
        let name = mark(at - 1) == ":" || han(at - 1) == "是" ? at - 2 : at - 1
        return han(name) == "号" && !isNumeral(name - 1)
    }

    private static let places: [Phrase] = ["大道", "街道", "胡同", "小区", "新村", "花园"]

    /// Whether a street or an estate stands before the number at `at`: 幸福路12号.
    private func isAddress(_ at: Int) -> Bool {
        "路街巷弄栋幢".unicodeScalars.contains(han(at - 1))
            || skip(anyOf: Self.places, at: at - 2) != nil
    }

    /// Whether a month stands before the number at `at`: 三十一号 in 十一月三十一号 is no day at all.
    private func isInMonth(_ at: Int) -> Bool { lexemes[at].isGlued && han(at - 1) == "月" }
}
