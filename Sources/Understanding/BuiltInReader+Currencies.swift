/// Signs, codes and words of currencies.
extension BuiltInReader {
    typealias CurrencyReading = (code: String, next: Int, isHundredth: Bool)

    /// `$` alone is the US dollar and `¥` the yuan.
    private static let signs: [Unicode.Scalar: String] = [
        "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "₹": "INR", "₩": "KRW", "₽": "RUB",
        "₺": "TRY", "₪": "ILS", "฿": "THB", "₫": "VND", "₱": "PHP",
    ]
    /// What stands before the dollar sign of other countries.
    private static let dollars = [
        "us": "USD", "hk": "HKD", "nt": "TWD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD",
        "nz": "NZD", "s": "SGD", "r": "BRL", "mx": "MXN",
    ]
    private static let dollarCodes: Set<String> = [
        "usd", "hkd", "twd", "aud", "cad", "nzd", "sgd", "mxn",
    ]
    /// Of two that begin alike the longer one comes first.
    private static let chinese: [(name: Phrase, code: String)] = [
        ("元人民币", "CNY"), ("元钱", "CNY"), ("元", "CNY"), ("块钱", "CNY"), ("块", "CNY"),
        ("人民币", "CNY"), ("美元", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("英镑", "GBP"), ("镑", "GBP"),
        ("日元", "JPY"), ("日币", "JPY"), ("港币", "HKD"), ("港元", "HKD"), ("澳元", "AUD"), ("澳币", "AUD"),
        ("加元", "CAD"), ("加币", "CAD"), ("韩元", "KRW"), ("韩币", "KRW"), ("新台币", "TWD"), ("台币", "TWD"),
        ("新加坡元", "SGD"), ("新币", "SGD"), ("新元", "SGD"), ("卢比", "INR"), ("卢布", "RUB"), ("泰铢", "THB"),
        ("瑞士法郎", "CHF"), ("法郎", "CHF"),
    ]
    /// Those that stand before an amount, too.
    static let chineseBefore: [(name: Phrase, code: String)] = [
        ("人民币", "CNY"), ("新台币", "TWD"), ("台币", "TWD"), ("港币", "HKD"), ("美金", "USD"), ("日币", "JPY"),
        ("韩币", "KRW"), ("澳币", "AUD"), ("加币", "CAD"),
    ]

    /// The currency whose sign is at `at`.
    func sign(_ at: Int) -> String? {
        lexemes[at].kind == .mark ? Self.signs[mark(at)] : nil
    }

    func currencyBefore(_ at: Int) -> (code: String, next: Int)? {
        if let code = sign(at) {
            return lexemes[at].isGlued && lexemes[at - 1].kind == .number ? nil : (code, at + 1)
        }
        if lexemes[at].kind == .ideograph {
            for (name, code) in Self.chineseBefore {
                if let next = skip(name, at: at) { return (code, next) }
            }
        }
        return lexemes[at].kind == .word ? wordBefore(at) : nil
    }

    /// US$, EUR, Rs.
    private func wordBefore(_ at: Int) -> (code: String, next: Int)? {
        if mark(at + 1) == "$", lexemes[at + 1].isGlued {
            let letters = text.values[lexemes[at].start..<lexemes[at].end]
            let word = String(decoding: letters.prefix(3).map { UInt8($0 & 0x7F) }, as: UTF8.self)
            let isCode = Self.dollarCodes.contains(word)
            let code = isCode ? word.uppercased() : Self.dollars[word]
            return code.map { ($0, at + 2) }
        }
        let word = sense(at)
        guard let code = word.currency, word.isCode, !isContinued(at) else { return nil }
        // RM 1205 is rather a room.
        if surface(at..<at + 1) == "rm", !lexemes[at + 1].isGlued { return nil }
        let isDotted = mark(at + 1) == "." && lexemes[at + 1].isGlued && !lexemes[at + 2].isGlued
        return (code, isDotted || sign(at + 1) != nil ? at + 2 : at + 1)
    }

    func currencyAfter(_ at: Int) -> CurrencyReading? {
        if let code = sign(at) { return isPrefix(at) ? nil : (code, at + 1, false) }
        if lexemes[at].kind == .word {
            let word = sense(at)
            if isPence(at) { return ("GBP", at + 1, true) }
            if let code = word.nation, sense(at + 1).currency != nil {
                return (code, at + 2, sense(at + 1).isHundredth)
            }
            return word.currency.map { ($0, at + 1, word.isHundredth) }
        }
        guard lexemes[at].kind == .ideograph else { return nil }
        for (name, code) in Self.chinese {
            guard let end = skip(name, at: at) else { continue }
            if code == "CNY", let (named, next) = named(behind: end) { return (named, next, false) }
            return (code, end, false)
        }
        return nil
    }

    /// Whether p at `at` are pence: 50p. 720p are lines, and 32P in Chinese pages.
    private func isPence(_ at: Int) -> Bool {
        let number = lexemes[at - 1]
        return lexemes[at].count == 1 && text.values[lexemes[at].start] == 0x70
            && lexemes[at].isGlued && number.kind == .number && number.count <= 2
            && number.value > 0 && mark(at - 2) != "." && lexemes[at + 1].kind != .ideograph
            && lexemes[at + 1].kind != .number
    }

    /// What makes a currency's name the beginning of something else: 500元美元账户.
    private static let notNamed = Set("账汇兑".unicodeScalars)

    /// The currency that is named right behind 元 or 块: 500元港币, 100块钱日元.
    func named(behind at: Int) -> (code: String, next: Int)? {
        guard lexemes[at].isGlued, !isYuan(at) else { return nil }
        for (name, code) in Self.chinese {
            guard let next = skip(name, at: at) else { continue }
            return Self.notNamed.contains(han(next)) ? nil : (code, next)
        }
        return nil
    }

    func isYuan(_ at: Int) -> Bool { ["元", "块"].contains(han(at)) }

    /// Whether the sign at `at` belongs to the amount behind it: 2 $5 vouchers.
    private func isPrefix(_ at: Int) -> Bool {
        !lexemes[at].isGlued && lexemes[at + 1].kind == .number && lexemes[at + 1].isGlued
    }
}
