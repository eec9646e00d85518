/// Hundredths that are said behind an amount without a word for them: 12 euros 99, 3元5.
extension BuiltInReader {
    /// Currencies that have no hundredths, or none that anybody names.
    private static let whole: Set<String> = ["JPY", "KRW", "VND", "IDR", "HUF"]

    /// 50 in `3 pounds 50`, `twelve pounds fifty` and 20€50, 5 in 3元5: what stands behind the
    /// currency at the end of an amount, where nothing else claims it.
    func spokenCents(
        _ at: Int, _ number: DecimalNumber, _ code: String
    ) -> (hundredths: Int, end: Int)? {
        guard number.whole != nil, !Self.whole.contains(code) else { return nil }
        if isYuan(at - 1) { return code == "CNY" ? centsOfYuan(at) : nil }
        let currency = lexemes[at - 1]
        // EUR 20 50 are two numbers, and so are $20 50.
        let isWord =
            currency.kind == .word && sense(at - 1).currency != nil && !sense(at - 1).isCode
        let isSign = currency.kind == .mark && currency.isGlued && lexemes[at].isGlued
        guard isWord && !lexemes[at].isGlued || isSign, let (cents, end) = twoDigits(at),
            isUnclaimed(end)
        else { return nil }
        return (cents, end)
    }

    /// 99, or `fifty` and `ninety nine` in words.
    private func twoDigits(_ at: Int) -> (value: Int, end: Int)? {
        if lexemes[at].kind == .number {
            let digits = lexemes[at]
            return digits.count == 2 && digits.value > 0 ? (digits.value, at + 1) : nil
        }
        guard lexemes[at].kind == .word, let reading = number(at: at),
            let value = reading.number.whole, (10...99).contains(value)
        else { return nil }
        return (value, reading.end)
    }

    /// 5 in 3元5, 50 in 2元50
    private func centsOfYuan(_ at: Int) -> (hundredths: Int, end: Int)? {
        let piece = lexemes[at]
        guard piece.isGlued, isUnclaimed(at + 1) else { return nil }
        if piece.kind == .number {
            guard piece.count <= 2, piece.value > 0 else { return nil }
            return (piece.count == 1 ? piece.value * 10 : piece.value, at + 1)
        }
        return Self.digit(han(at)).flatMap { $0 > 0 ? ($0 * 10, at + 1) : nil }
    }

    /// Words that go on with the sentence behind an amount.
    private static let sentenceWords: Set<String> = [
        "please", "for", "each", "per", "only", "instead", "back", "but", "total", "altogether",
        "is", "was", "because", "a", "the",
    ]
    private static let sentenceIdeographs = Set("的吧了吗呢啊呀哦嘛".unicodeScalars)

    /// Whether the sentence goes on at `at` with a word that is nothing to be counted.
    func isSentenceWord(_ at: Int) -> Bool {
        !lexemes[at].isGlued && Self.sentenceWords.contains(surface(at..<at + 1))
    }

    /// Whether nothing at `at` makes the number before it one of something else, as in
    /// `20 euros 10 times`, `20 euros 10%` and 3元5个.
    func isUnclaimed(_ at: Int) -> Bool {
        let piece = lexemes[at]
        switch piece.kind {
        case .end: return true
        case .number: return false
        case .mark:
            guard ",.;!?)。，！？；）".unicodeScalars.contains(mark(at)) else { return false }
            return !lexemes[at + 1].isGlued || !lexemes.isAlphanumeric(at + 1)
        case .word: return isSentenceWord(at)
        case .ideograph:
            return Self.sentenceIdeographs.contains(han(at)) || skip("包邮", at: at) != nil
        }
    }
}
