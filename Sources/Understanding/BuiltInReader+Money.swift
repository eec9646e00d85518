/// Amounts of money.
extension BuiltInReader {
    /// A sign or code before an amount, or an amount before a sign, code or word.
    mutating func readMoney(_ at: Int) {
        if let (code, next) = currencyBefore(at), let amount = amount(at: next) {
            readAmount(at, amount, behind: code)
        } else if !isContinued(at) || endsAmounts(at), let amount = amount(at: at) {
            readAmount(at, amount)
        }
    }

    func amount(at: Int) -> NumberReading? {
        if isVague(at) || followsNumeral(at) { return nil }
        return cents(at: at) ?? number(at: at, isMoney: true).map(withoutDash)
    }

    /// 20,- and 20.-, whose dash stands for the cents.
    private func withoutDash(_ reading: NumberReading) -> NumberReading {
        let end = reading.end
        guard [",", "."].contains(mark(end)), mark(end + 1) == "-", areGlued(end...end + 1),
            !lexemes.isAlphanumeric(end + 2) || !lexemes[end + 2].isGlued
        else { return reading }
        return NumberReading(number: reading.number, end: end + 2, isSpelled: reading.isSpelled)
    }

    /// .99 behind a sign
    private func cents(at: Int) -> NumberReading? {
        let digits = lexemes[at + 1]
        guard mark(at) == ".", digits.kind == .number, digits.isGlued, digits.count == 2,
            let number = DecimalNumber(0, millionths: digits.value * 10_000)
        else { return nil }
        return NumberReading(number: number, end: at + 2)
    }

    /// $20, $2 million; the currency may stand there twice: $20 USD, ￥300元.
    private mutating func readAmount(_ at: Int, _ amount: NumberReading, behind code: String) {
        guard let (number, end) = magnified(amount) else { return }
        guard let (after, next, isHundredth) = currencyAfter(end), !isHundredth else {
            if let number = startOfSpan(at, number, end, code: code) {
                keepMoney(at, end, number, code)
            }
            return
        }
        if after == code || sense(end).isCode { return keepMoney(at, next, number, after) }
        // 新台币100元, HK$100元: 元 is the word for many currencies.
        keepMoney(at, isYuan(end) ? next : end, number, code)
    }

    private mutating func readAmount(_ at: Int, _ amount: NumberReading) {
        guard !arePieces(amount), !isWeight(amount.end) else { return }
        switch han(amount.end) {
        case "块": return readKuai(at, amount)
        case "毛", "角": return readMao(at, amount)
        case "分" where han(amount.end + 1) == "钱":
            guard let number = amount.number.hundredth else { return }
            return keepMoney(at, amount.end + 2, number, "CNY")
        default: break
        }
        guard let (number, end) = magnified(amount) else { return }
        guard let (code, next, isHundredth) = currencyAfter(end), !isVerb(end, number) else {
            if let (number, code) = amountOfSpan(at, number, end) {
                keepMoney(at, end, number, code)
            }
            return
        }
        if let number = isHundredth ? number.hundredth : number {
            keepMoney(at, next, number, code)
        }
    }

    /// From so many on `won` is the currency; before, and behind a year, something was won.
    private static let leastWon = 100

    private func isVerb(_ at: Int, _ number: DecimalNumber) -> Bool {
        guard lexemes[at].kind == .word, surface(at..<at + 1) == "won" else { return false }
        guard let whole = number.whole else { return true }
        return whole < Self.leastWon || Self.years.contains(whole)
    }

    /// 5k, £5m, $2 million, 10w元; nil where that is too much.
    func magnified(_ amount: NumberReading) -> (number: DecimalNumber, end: Int)? {
        let word = sense(amount.end)
        let isLetter =
            lexemes[amount.end].isGlued
            && (word.magnitude != Self.tenThousand || isYuan(amount.end + 1))
        let letters = isLetter ? word.magnitude : 0
        let factor = letters > 0 ? letters : word.scale >= 1_000 ? word.scale : 1
        guard factor > 1, !amount.isSpelled else { return (amount.number, amount.end) }
        return amount.number.times(factor).map { ($0, amount.end + 1) }
    }

    /// 万, for which w stands before 元.
    private static let tenThousand = 10_000

    /// Keeps an amount with the hundredths that follow it.
    mutating func keepMoney(
        _ at: Int, _ end: Int, _ number: DecimalNumber, _ code: String
    ) {
        let isOfYuan = isYuan(end - 1) && code == "CNY"
        let rest =
            (isOfYuan ? jiao(end, isBare: han(end - 1) == "块") : centsAfter(end, code))
            ?? (endsAmounts(at) ? nil : spokenCents(end, number, code))
        if let rest, let sum = number.adding(hundredths: rest.hundredths) {
            // 三块五美金
            let (code, end) =
                isOfYuan ? named(behind: rest.end) ?? (code, rest.end) : (code, rest.end)
            keep(.money, at..<end, Self.money(sum, code))
            lastMoney = nil
        } else {
            keep(.money, at..<end, Self.money(number, code))
            lastMoney = (end, number, code, role(at - 1) == .between)
        }
    }

    /// Two decimals, so that equal amounts have equal values.
    private static func money(_ number: DecimalNumber, _ code: String) -> String {
        "\(number.written(decimalsMin: 2)) \(code)"
    }

    /// `and 50 cents`, `fifty pence`
    private func centsAfter(_ at: Int, _ code: String) -> (hundredths: Int, end: Int)? {
        let first = role(at) == .and ? at + 1 : at
        guard lexemes[first].kind == .number || lexemes[first].kind == .word,
            let reading = number(at: first), let whole = reading.number.whole,
            (1...99).contains(whole)
        else { return nil }
        guard lexemes[reading.end].kind == .word,
            let (cents, end, isHundredth) = currencyAfter(reading.end), isHundredth
        else { return nil }
        // Cents are of many currencies, pence of one.
        return (cents == "GBP") == (code == "GBP") ? (whole, end) : nil
    }

    // MARK: Chinese

    /// 三块五, 12块5毛, 两块钱, 十块零五毛
    private mutating func readKuai(_ at: Int, _ amount: NumberReading) {
        let end = amount.end + 1
        if let (code, next) = named(behind: han(end) == "钱" ? end + 1 : end) {
            return keepMoney(at, next, amount.number, code)
        }
        if han(end) == "钱" { return keepMoney(at, end + 1, amount.number, "CNY") }
        // 一块 is together, 一块地毯 one rug.
        let isOne = amount.isSpelled && amount.number.whole == 1
        if !isOne || jiao(end, isBare: true) != nil { keepMoney(at, end, amount.number, "CNY") }
    }

    /// 5角, 零五毛, 5毛8, 5分, and behind 块 5 alone: hundredths, and the piece behind them.
    private func jiao(_ at: Int, isBare: Bool) -> (hundredths: Int, end: Int)? {
        let first = han(at) == "零" ? at + 1 : at
        guard lexemes[at].isGlued else { return nil }
        if let (value, end) = integer(at: first), (1...9).contains(value) {
            switch han(end) {
            case "毛", "角":
                let (fen, next) = fen(end + 1)
                return (value * 10 + fen, next)
            case "分" where han(end + 1) != "钟": return (value, end + 1)
            default: break
            }
        }
        return isBare && first == at ? bareTenth(at) : nil
    }

    /// 5 and 五 behind 块, where nothing makes it the number of something else: 十块一张, 三块五个.
    private func bareTenth(_ at: Int) -> (hundredths: Int, end: Int)? {
        let (piece, end) = (lexemes[at], at + 1)
        let isDigit = piece.kind == .number && piece.count == 1
        let digit = isDigit ? piece.value : Self.digit(han(at)) ?? 0
        guard (1...9).contains(digit), han(at) != "两", classifier(end) == nil, !isYuan(end),
            !Self.countedApart.contains(han(end)), !isNumeral(end) || isPriceOfOne(end)
        else { return nil }
        // 一会儿, 一直: such a word goes on with the sentence.
        let isWord = han(at) == "一" && lexemes[end].kind == .ideograph && !isUnclaimed(end)
        return isWord ? nil : (digit * 10, end)
    }

    /// 一个 behind 三十块五
    private func isPriceOfOne(_ at: Int) -> Bool {
        han(at) == "一"
            && (classifier(at + 1) != nil || "碗串盘盆只束".unicodeScalars.contains(han(at + 1)))
    }

    /// 8, 8分: hundredths behind 毛, and the piece behind them.
    private func fen(_ at: Int) -> (value: Int, end: Int) {
        // 5毛一个 is the price of one.
        guard lexemes[at].isGlued, let (value, end) = integer(at: at), (1...9).contains(value),
            classifier(end) == nil
        else { return (0, at) }
        return (value, han(end) == "分" ? end + 1 : end)
    }

    /// What 毛 and 角 are the beginning of when they are no tenth of a yuan.
    private static let notTenths = "衣巾线绒毯笔孔发病利豆料形落度色型架裤钉阀钢铁星".unicodeScalars

    /// 5毛, 九毛九, 8角; 三角 is a triangle.
    private mutating func readMao(_ at: Int, _ amount: NumberReading) {
        let unit = amount.end
        let isCorner = han(unit) == "角" && amount.isSpelled && han(unit + 1) != "钱"
        let (fen, end) = fen(unit + 1)
        guard !isCorner, !Self.notTenths.contains(han(unit + 1)),
            let number = amount.number.tenth?.adding(hundredths: fen)
        else { return }
        keepMoney(at, han(end) == "钱" ? end + 1 : end, number, "CNY")
    }
}
