/// Order numbers that are written with blanks: order 1234 5678, `order number AB 123456`.
extension BuiltInReader {
    /// Digits of a group and of all, as on cards: groups of more are numbers of their own.
    private static let groupSizes = 3...4
    private static let groupedMax = 20

    /// Groups of one size parted by single blanks, of which the last may be shorter, as 1234 5678,
    /// a day and the number of that day, as 20261130 8877, or a number and its tail.
    func grouped(_ first: Int) -> Code? {
        let size = lexemes[first].count
        guard lexemes[first].kind == .number else { return nil }
        guard Self.groupSizes.contains(size) || isDay(first) else { return tailed(first) }
        var code = Code(end: first + 1, digits: size)
        while isGroup(code.end), code.digits + lexemes[code.end].count <= Self.groupedMax {
            let count = lexemes[code.end].count
            guard isDay(first) ? Self.groupSizes.contains(count) : count <= size else { break }
            code.digits += count
            code.end += 1
            if count < size { break }
        }
        return code.end > first + 1 && !isGroup(code.end) ? code : nil
    }

    /// 12345678 9012, where the sentence ends or pauses behind it; what is as long as the first may
    /// be another number, and 2026 a year.
    private func tailed(_ first: Int) -> Code? {
        let (size, tail, behind) = (lexemes[first].count, lexemes[first + 1], lexemes[first + 2])
        guard isGroup(first + 1), tail.count >= 4, tail.count < size,
            size + tail.count <= Self.groupedMax,
            tail.count > 4 || !Self.years.contains(tail.value),
            behind.kind == .end || behind.kind == .mark && !lexemes[first + 3].isGlued
        else { return nil }
        return Code(end: first + 2, digits: size + tail.count)
    }

    /// Whether the piece at `at` is a day in eight digits.
    private func isDay(_ at: Int) -> Bool {
        let day = lexemes[at]
        guard day.kind == .number, day.count == 8, Self.years.contains(day.value / 10_000) else {
            return false
        }
        return CivilDate(day.value / 10_000, day.value / 100 % 100, day.value % 100) != nil
    }

    /// Whether a group of digits stands at `at`, a single blank behind the one before, and nothing
    /// behind it says what it counts.
    private func isGroup(_ at: Int) -> Bool {
        let piece = lexemes[at]
        guard piece.kind == .number, piece.count >= Self.groupSizes.lowerBound,
            piece.start == lexemes[at - 1].end + 1, let code = code(at: at), code.end == at + 1
        else { return false }
        return !isCounting(at + 1)
    }

    /// Whether what stands at `at` tells what the number before it counts: 300 dollars, 300件, 30%.
    func isCounting(_ at: Int) -> Bool {
        switch lexemes[at].kind {
        case .word:
            let word = sense(at)
            return word.measure != nil || word.currency != nil || word.nation != nil
                || word.unit != .none || word.month > 0 || word.scale > 0 || halfDay(at) != nil
        case .ideograph:
            return classifier(at) != nil || currencyAfter(at) != nil
                || ["点", "号", "日", "月", "年", "天"].contains(han(at))
        case .mark:
            let isInside = lexemes[at].isGlued && lexemes[at + 1].isGlued
            return mark(at) == "%" || sign(at) != nil
                || isInside && lexemes[at + 1].kind == .number
        case .number, .end: return false
        }
    }

    /// Short words that are no letters of a number.
    private static let shortWords: Set<String> = [
        "as", "do", "go", "he", "hi", "if", "it", "me", "my", "oh", "ok", "or", "so", "up", "we",
        "pls", "plz", "thx", "by", "why", "try",
    ]

    /// Two letters, or up to four without a vowel, a blank, and digits: AB 123456.
    func lettered(_ at: Int) -> Code? {
        let (letters, digits) = (lexemes[at], lexemes[at + 1])
        guard letters.kind == .word, letters.value == 0, (2...4).contains(letters.count),
            digits.kind == .number, digits.count >= 4, digits.start == letters.end + 1,
            let code = code(at: at + 1), code.letters == 0
        else { return nil }
        let word = surface(at..<at + 1)
        guard letters.count == 2 || !word.contains(where: "aeiou".contains),
            word.utf8.allSatisfy({ $0 < 0x80 }), !Self.shortWords.contains(word)
        else { return nil }
        return Code(end: code.end, digits: code.digits, letters: letters.count)
    }
}
