/// Money and quantities.
extension BuiltInReader {
    // MARK: Money

    /// A sign or code before an amount, or an amount before a sign, code or word.
    mutating func readMoney(_ at: Int) {
        if let (code, next) = currencyBefore(at), let amount = amount(at: next) {
            var (number, end) = (amount.number, amount.end)
            if role(end) == .thousandSuffix, lexemes[end].isGlued {
                guard let thousands = number.times(1_000) else { return }
                (number, end) = (thousands, end + 1)
            }
            // $20 USD, ￥300元: the currency stands there twice.
            if let (after, next, isHundredth) = currencyAfter(end), !isHundredth,
                after == code || sense(end).isCode
            {
                keep(.money, at..<next, Self.money(number, after))
            } else {
                keep(.money, at..<end, Self.money(number, code))
            }
        } else if !isContinued(at), let amount = amount(at: at) {
            readAmount(at, amount)
        }
    }

    private mutating func readAmount(_ at: Int, _ amount: NumberReading) {
        if han(amount.end) == "块" { return readKuai(at, amount) }
        guard let (code, end, isHundredth) = currencyAfter(amount.end) else { return }
        let number = isHundredth ? amount.number.hundredth : amount.number
        if let number { keep(.money, at..<end, Self.money(number, code)) }
    }

    private func amount(at: Int) -> NumberReading? {
        isVague(at) ? nil : number(at: at, isMoney: true)
    }

    /// 三块五, 12块5毛, 两块钱
    private mutating func readKuai(_ at: Int, _ amount: NumberReading) {
        let end = amount.end + 1
        if han(end) == "钱" { return keep(.money, at..<end + 1, Self.money(amount.number, "CNY")) }
        if lexemes[end].isGlued, let (tenths, next) = integer(at: end), (1...9).contains(tenths) {
            let after = ["毛", "角"].contains(han(next)) ? next + 1 : next
            guard let number = amount.number.adding(tenths: tenths) else { return }
            return keep(.money, at..<after, Self.money(number, "CNY"))
        }
        // 一块 is together, 一块地毯 one rug.
        let isOne = amount.isSpelled && amount.number.whole == 1
        if !isOne { keep(.money, at..<end, Self.money(amount.number, "CNY")) }
    }

    /// Two decimals, so that equal amounts have equal values.
    private static func money(_ number: DecimalNumber, _ code: String) -> String {
        "\(number.written(decimalsMin: 2)) \(code)"
    }

    /// `$` alone is the US dollar and `¥` the yuan.
    private func currencyBefore(_ at: Int) -> (code: String, next: Int)? {
        if let code = Self.signs[mark(at)] {
            return lexemes[at].isGlued && lexemes[at - 1].kind == .number ? nil : (code, at + 1)
        }
        if let next = skip(Self.yuan, at: at) { return ("CNY", next) }
        guard lexemes[at].kind == .word else { return nil }
        if mark(at + 1) == "$", lexemes[at + 1].isGlued {
            let letters = text.values[lexemes[at].start..<lexemes[at].end]
            let word = String(decoding: letters.prefix(3).map { UInt8($0 & 0x7F) }, as: UTF8.self)
            return Self.dollars[word].map { ($0, at + 2) }
        }
        let word = sense(at)
        guard let code = word.currency, word.isCode, !isContinued(at) else { return nil }
        return (code, Self.signs[mark(at + 1)] == nil ? at + 1 : at + 2)
    }

    private static let signs: [Unicode.Scalar: String] = [
        "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "₹": "INR", "₩": "KRW",
    ]
    private static let yuan: Phrase = "人民币"
    private static let dollars = [
        "us": "USD", "hk": "HKD", "nt": "TWD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD",
        "nz": "NZD", "s": "SGD",
    ]
    private static let chinese: [(name: Phrase, code: String)] = [
        ("元人民币", "CNY"), ("元钱", "CNY"), ("元", "CNY"), ("块钱", "CNY"), ("块", "CNY"),
        ("人民币", "CNY"), ("美元", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("英镑", "GBP"),
        ("日元", "JPY"), ("港币", "HKD"), ("港元", "HKD"), ("澳元", "AUD"), ("加元", "CAD"),
    ]

    private func currencyAfter(_ at: Int) -> (code: String, next: Int, isHundredth: Bool)? {
        if let code = Self.signs[mark(at)] { return isPrefix(at) ? nil : (code, at + 1, false) }
        if lexemes[at].kind == .word {
            let word = sense(at)
            guard let code = word.currency else { return nil }
            // 20 us dollars is told by its last word.
            return (code, at + 1, word.isHundredth)
        }
        guard lexemes[at].kind == .ideograph else { return nil }
        for (name, code) in Self.chinese {
            if let end = skip(name, at: at) { return (code, end, false) }
        }
        return nil
    }

    /// Whether the sign at `at` belongs to the amount behind it: 2 $5 vouchers.
    private func isPrefix(_ at: Int) -> Bool {
        !lexemes[at].isGlued && lexemes[at + 1].kind == .number && lexemes[at + 1].isGlued
    }

    // MARK: Quantities

    private static let measures: [(name: Phrase, unit: String)] = [
        ("公斤", "kg"), ("千克", "kg"), ("毫升", "ml"), ("厘米", "cm"), ("毫米", "mm"), ("英寸", "inch"),
        ("平方米", "平方米"),
    ]
    private static let classifiers = Set(
        "件双个只条盒箱包瓶袋套本张台部把份支枝根克斤吨升米寸对副床顶辆打盏组枚卷桶罐杯片粒".unicodeScalars)
    /// Behind 个 they make spans of time and other things that are not counted.
    private static let notCounted: [Phrase] = [
        "月", "小时", "星期", "礼拜", "工作日", "钟", "人", "多", "半", "季",
    ]

    /// A number and what it counts: `3 pairs`, `two boxes`, 两件, 2.5kg.
    mutating func readQuantity(_ at: Int) {
        guard !isContinued(at), !isVague(at), let reading = number(at: at) else { return }
        let end = reading.end
        if lexemes[end].kind == .word {
            guard let unit = sense(end).measure else { return }
            // Single letters are sizes unless they stand at digits: 42 L, 2l.
            let isLetter = lexemes[end].count == 1
            guard !isLetter || (lexemes[end].isGlued && !reading.isSpelled) else { return }
            keep(.quantity, at..<end + 1, "\(reading.number.written()) \(unit)")
        } else if let (unit, next) = classifier(end), !isArticle(at, reading, next) {
            keep(.quantity, at..<next, "\(reading.number.written()) \(unit)")
        }
    }

    private func classifier(_ at: Int) -> (unit: String, next: Int)? {
        for (name, unit) in Self.measures { if let end = skip(name, at: at) { return (unit, end) } }
        let unit = han(at)
        guard Self.classifiers.contains(unit), !(unit == "部" && han(at + 1) == "分") else {
            return nil
        }
        if unit == "个", skip(anyOf: Self.notCounted, at: at + 1) != nil { return nil }
        return (String(unit), at + 1)
    }

    /// 这一件, 每一个, 一对一: no count.
    private func isArticle(_ at: Int, _ reading: NumberReading, _ next: Int) -> Bool {
        guard reading.isSpelled, reading.number.whole == 1 else { return false }
        return "这那哪每同另某".unicodeScalars.contains(han(at - 1)) || han(next) == "一"
    }
}
