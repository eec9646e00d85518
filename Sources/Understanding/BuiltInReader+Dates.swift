/// Days, weeks, months and years in English; the Chinese ones stand beside.
extension BuiltInReader {
    typealias DateReading = (mention: DateMention, end: Int)
    /// Years that customers mean; alone behind "order", four such digits are no order number.
    static let years = 1_900...2_199

    mutating func readDate(_ at: Int) {
        let reading: DateReading? =
            switch lexemes[at].kind {
            case .number: anotherDay(at) ?? numberDate(at)
            case .word: isContinued(at) && !endsWeekdays(at) ? nil : wordDate(at)
            case .ideograph: anotherDay(at) ?? chineseDate(at).flatMap(shiftedBehind)
            case .mark, .end: nil
            }
        guard let reading, at < reading.end, !isAnchorDay(at) else { return }
        keepDate(at, reading)
    }

    /// Whether a day of the week at `at` ends a span that is written in one: Monday-Friday.
    private func endsWeekdays(_ at: Int) -> Bool {
        sense(at).weekday > 0 && mark(at - 1) == "-" && lastDate?.end == at - 1
    }

    private func numberDate(_ at: Int) -> DateReading? {
        // 24-26 December: a day may end a span.
        if isContinued(at) { return lastDate?.end == at - 1 ? dayBeforeMonth(at) : nil }
        return numericDate(at) ?? compactDate(at) ?? dayBeforeMonth(at) ?? dayBeforeOther(at)
            ?? chineseDayBeforeOther(at)
            ?? weekdayOfMonth(at) ?? chineseDate(at).flatMap(shiftedBehind) ?? countAgo(at)
    }

    /// Where nothing tells from which day a mention counts, its value is what was written.
    private mutating func keepDate(_ at: Int, _ reading: DateReading) {
        let end = weekdayBehind(reading) ?? reading.end
        if let date = DateResolver.resolve(placed(reading.mention, at..<end), from: now) {
            keep(.date, at..<end, date.iso)
        } else if now == nil {
            keep(.date, at..<end, surface(at..<end))
        } else {
            return
        }
        // What lies in a longer date, as 24号 in 11月24号, is no date by itself.
        if at >= lastDate?.end ?? 0 {
            let isOpen = isOpen(at, reading.end) || isOfNoMonth(reading.mention)
            lastDate = (reading.mention, end, isOpen)
        }
    }

    /// The mention on the side of today that the sentence says.
    private func placed(_ mention: DateMention, _ range: Range<Int>) -> DateMention {
        guard now != nil else { return mention }
        if isPast(range) { return mention.past }
        guard case .dayOfMonth(let day, .nearest) = mention, isComing(range) else { return mention }
        return .dayOfMonth(day, .coming)
    }

    /// The folded text of the pieces `range`.
    func surface(_ range: Range<Int>) -> String {
        var out = ""
        for value in text.values[
            lexemes[range.lowerBound].start..<lexemes[range.upperBound - 1].end]
        {
            if let scalar = Unicode.Scalar(value) { out.unicodeScalars.append(scalar) }
        }
        return out
    }

    // MARK: English

    func wordDate(_ at: Int) -> DateReading? {
        let word = sense(at)
        if word.month > 0 { return monthBeforeDay(at) }
        if word.ordinal > 0, let found = dayBeforeMonth(at) ?? weekdayOfMonth(at) { return found }
        if word.isFeast, let found = feastDate(at) { return found }
        if word.weekday > 0 {
            return englishWeekday(at, word)
        }
        if let offset = word.dayOffset { return (.away(offset, .day), at + 1) }
        if word.unit == .day { return dayAfterNext(at) }
        switch word.role {
        case .the:
            return sense(at + 1).unit == .day
                ? dayAfterNext(at + 1) : partOfPeriod(at) ?? theNth(at)
        case .next, .last, .past, .this: return weekdayOfMonth(at) ?? neighbour(at)
        case .within: return inCount(at)
        case .on: return weekdayOn(at)
        // Behind "the" it was read with it.
        case .end, .beginning: return role(at - 1) == .the ? nil : partOfPeriod(at)
        case .a: return countAgo(at)
        default:
            if word.unit == .weekend { return (.weekend(weeks: 0), at + 1) }
            return word.number > 0 ? countAgo(at) : nil
        }
    }

    /// `Saturday`, `Saturday, 28 November`, `Friday week`, `Friday next week`
    private func englishWeekday(_ at: Int, _ word: WordSense) -> DateReading? {
        if isRepeated(at) { return nil }
        let found =
            dayBehindWeekday(at + 1, word.weekday) ?? weekdayInWeek(at) ?? weekdayWeek(at)
        if let found { return found }
        let isLast = lexemes[at + 1].kind != .word || isBesideWeekday(at)
        if !word.isDoubtful || isLast,
            let mention = weekdayAfter(at, word.weekday) ?? weekdayBeforeOther(at)
        {
            return (mention, at + 1)
        }
        let isNth = sense(at - 1).ordinal > 0
        let isDoubtful = word.isDoubtful && !isBesideWeekday(at)
        return isDoubtful || isNth ? nil : (.weekday(word.weekday), at + 1)
    }

    /// `24th`, 24, `first`: a day of a month, and the piece behind it.
    func dayNumber(_ at: Int) -> (day: Int, end: Int, isOrdinal: Bool)? {
        let word = sense(at)
        if word.ordinal > 0 { return (word.ordinal, at + 1, true) }
        let number = lexemes[at]
        guard number.kind == .number, number.count <= 2, (1...31).contains(number.value) else {
            return nil
        }
        if role(at + 1) == .suffix, lexemes[at + 1].isGlued { return (number.value, at + 2, true) }
        // 5pm, 5:30, 5.50 are no days.
        let isOther = lexemes[at + 1].isGlued && [.word, .number].contains(lexemes[at + 1].kind)
        let isParted =
            lexemes[at + 2].isGlued && lexemes[at + 2].kind == .number
            && ![",", "、"].contains(mark(at + 1)) && !isSpan(at + 1)
        return isOther || (lexemes[at + 1].kind == .mark && isParted)
            ? nil : (number.value, at + 1, false)
    }

    /// Whether the dash at `at` stands before another day: 24-26, and not 24-11-2026.
    private func isSpan(_ at: Int) -> Bool {
        mark(at) == "-" && lexemes[at + 1].count <= 2
            && !(lexemes[at + 2].isGlued && ["-", ".", "/"].contains(mark(at + 2)))
    }

    func year(_ at: Int) -> (year: Int, end: Int)? {
        let place = mark(at) == "," ? at + 1 : at
        let number = lexemes[place]
        guard number.kind == .number, number.count == 4, Self.years.contains(number.value),
            !lexemes[place + 1].isGlued || lexemes[place + 1].kind == .mark
        else { return nil }
        return (number.value, place + 1)
    }

    /// Letters of the abbreviation of a month.
    private static let shortMonthMax = 4

    /// `November 24th, 2026`, `Nov 24`, `Oct. 2025`, `November 2026`, `in November`
    func monthBeforeDay(_ at: Int) -> DateReading? {
        guard !isStreet(at + 1) else { return nil }
        let month = sense(at).month
        let isAbbreviated = mark(at + 1) == "." && lexemes[at + 1].isGlued
        var next = isAbbreviated ? at + 2 : at + 1
        if role(next) == .the { next += 1 }
        if let (number, end, _) = dayNumber(next) {
            if let (year, end) = year(end) { return day(year, month, number).map { ($0, end) } }
            return day(nil, month, number).map { inYear($0, end) }
        }
        if isBehindNoDay(at) { return nil }
        let behind = isAbbreviated && lexemes[at].count <= Self.shortMonthMax ? at + 2 : at + 1
        if let (year, end) = year(behind) { return (.month(year: year, month: month), end) }
        if let (years, end) = yearAway(at + 1) {
            return (.monthOfYearAway(years: years, month: month), end)
        }
        // "this may" goes on with a verb.
        let isSure = [.within, .on, .of, .next, .last].contains(role(at - 1))
        return !sense(at).isDoubtful || (isSure && !isAbbreviated)
            ? (.month(year: nil, month: month), at + 1) : nil
    }

    /// `24 Nov 2026`, `24th of November`, `24. November`
    func dayBeforeMonth(_ at: Int) -> DateReading? {
        guard let (number, end, isOrdinal) = dayNumber(at) else { return nil }
        if isOrdinal, let (months, next) = monthAway(end) {
            return (.dayOfMonthAway(months: months, day: number), next)
        }
        var next = end
        if role(next) == .of || (mark(next) == "." && !isOrdinal) { next += 1 }
        let month = sense(next).month
        // "2 may be" is a day, too: a capital would tell, but folded text has none.
        guard month > 0, !isStreet(next + 1) else { return nil }
        let behind = mark(next + 1) == "." && lexemes[next + 1].isGlued ? next + 2 : next + 1
        if let (year, end) = year(behind) ?? shortYear(behind) {
            return day(year, month, number).map { ($0, end) }
        }
        return day(nil, month, number).map { inYear($0, next + 1) }
    }

    /// `26` in `5 Dec 26` and `5 Dec '26`: one of the years around, with nothing behind it that it
    /// could count.
    private func shortYear(_ at: Int) -> (year: Int, end: Int)? {
        let place = mark(at) == "'" && lexemes[at + 1].isGlued ? at + 1 : at
        let (number, end) = (lexemes[place], place + 1)
        guard let now, number.kind == .number, number.count == 2, endsDay(end),
            abs(2_000 + number.value - now.date.year) <= 2, !isAnd(end),
            lexemes[end].kind != .mark || !(lexemes[end].isGlued && lexemes[end + 1].isGlued)
        else { return nil }
        return (2_000 + number.value, end)
    }

    /// `of next month`, `next month`
    private func monthAway(_ at: Int) -> (months: Int, end: Int)? {
        var first = role(at) == .of ? at + 1 : at
        if first > at, role(first) == .the { first += 1 }
        guard [.next, .last, .this].contains(role(first)), sense(first + 1).unit == .month else {
            return nil
        }
        return (Self.step(role(first)), first + 2)
    }

    /// Whether a number that is no day of the month at `at` stands before it: 31 April.
    private func isBehindNoDay(_ at: Int) -> Bool {
        (max(0, at - 3)..<at).contains {
            guard let (_, end, isOrdinal) = dayNumber($0) else { return false }
            let isJoined = role(end) == .of || mark(end) == "." && !isOrdinal
            return (isJoined ? end + 1 : end) == at && dayBeforeMonth($0) == nil
        }
    }

    /// A day with `last year` behind it, or without.
    private func inYear(_ mention: DateMention, _ end: Int) -> DateReading {
        guard case .day(_, let month, let day) = mention, let (years, next) = yearAway(end) else {
            return (mention, end)
        }
        return (.dayOfYearAway(years: years, month: month, day: day), next)
    }

    /// `last year`, `of next year`
    private func yearAway(_ at: Int) -> (years: Int, end: Int)? {
        let first = role(at) == .of ? at + 1 : at
        guard [.next, .last, .this].contains(role(first)), sense(first + 1).unit == .year else {
            return nil
        }
        return (Self.step(role(first)), first + 2)
    }
}
