/// Whether a text says what a short message asks for.
enum ToldWords {
    /// Whether `text` has every word that tells what `message` is about, which has one: "and to
    /// Norway?" of a text that names Norway. One ideograph is in too many texts, unless the message
    /// has hardly more.
    static func has(_ text: Analysis, allOf message: Analysis) -> Bool {
        let asked = RetrievalTerms.words(message).filter { $0.share == 1 }
        let isWorded = asked.contains {
            $0.width > 1 || message.tokens[$0.token].kind != .ideograph
        }
        guard !asked.isEmpty, isWorded || message.ideographCount <= bareIdeographs else {
            return false
        }
        return Set(asked.map(\.key)).isSubset(of: RetrievalTerms.words(text).map(\.key))
    }

    /// Ideographs of 锅呢.
    private static let bareIdeographs = 2

    /// The words that tell what `message` is about, as they stand in it.
    static func topics(_ message: Analysis) -> [String] {
        var seen: Set<UInt64> = []
        return RetrievalTerms.words(message)
            .filter { $0.isTopic && seen.insert($0.key).inserted }
            .map { message.text(of: message.tokens[$0.token]) }
    }

    /// Whether `message` asks how much or how long and `text` says so: an amount with a currency, or
    /// a number of days.
    static func hasValue(_ text: Analysis, askedBy message: Analysis) -> Bool {
        let words = Set(message.tokens.map(message.text(of:)))
        let asked = message.text(in: message.tokens.indices)
        let isPrice =
            words.isSuperset(of: ["how", "much"]) || words.contains("pay")
            || prices.contains(where: asked.contains)
        let isTime =
            words.isSuperset(of: ["how", "long"]) || durations.contains(where: asked.contains)
        let said = text.tokens.map(text.text(of:))
        let hasNumber = text.tokens.contains { $0.kind == .number }
        return hasNumber
            && (isPrice && said.contains(where: currencies.contains)
                || isPrice && text.bytes.contains(where: signs.contains)
                || isTime && said.contains(where: units.contains))
    }

    private static let prices = ["多少钱", "要钱", "收费", "贵"]
    private static let durations = ["多久", "几天", "多长时间"]
    private static let currencies: Set<String> = [
        "eur", "euro", "euros", "usd", "dollars", "gbp", "pounds", "yuan", "元", "欧", "€", "$", "£",
    ]
    private static let signs = Set("€$£".utf8.filter { $0 < 0x80 })
    private static let units: Set<String> = [
        "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
        "year", "years", "天", "日", "周", "年", "月", "时", "分",
    ]
}
