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

    /// Whether `message` asks how much or how long and nothing else, and `text`, whose `analysis` is
    /// given, says so: an amount with a currency, or a number of days.
    static func hasValue(
        _ text: String, _ analysis: Analysis, askedBy message: Analysis
    ) -> Bool {
        guard topics(message).allSatisfy(ofValues.contains) else { return false }
        let words = Set(message.tokens.map(message.text(of:)))
        let asked = message.text(in: message.tokens.indices)
        let isPrice =
            words.isSuperset(of: ["how", "much"]) || words.contains("pay")
            || prices.contains(where: asked.contains)
        let isTime =
            words.isSuperset(of: ["how", "long"]) || durations.contains(where: asked.contains)
        guard isPrice || isTime else { return false }
        let said = analysis.tokens.map(analysis.text(of:))
        let isPriced =
            text.contains { "€$£¥".contains($0) } || said.contains(where: currencies.contains)
        let hasNumber = analysis.tokens.contains { $0.kind == .number }
        return isPrice && hasNumber && isPriced || isTime && hasDuration(analysis, said)
    }

    /// Whether a number of units of time is among the words `said`: "ten working days", "half an
    /// hour", 3个工作日. In 工时费 nothing is counted.
    private static func hasDuration(_ analysis: Analysis, _ said: [String]) -> Bool {
        said.indices.contains { at in
            guard units.contains(said[at]) else { return false }
            return said.indices[max(at - wordsCounted, 0)..<at].contains {
                analysis.tokens[$0].kind == .number || counts.contains(said[$0])
            }
        }
    }

    /// How far before a unit its number may stand: "two to three working days", 十个工作日.
    private static let wordsCounted = 3
    private static let counts: Set<String> = [
        "a", "an", "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty",
        "ninety", "couple", "few", "several",
        "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "半", "几",
    ]

    /// Words that ask for an amount or a time.
    private static let ofValues: Set<String> = [
        "much", "long", "take", "takes", "cost", "costs", "price", "pay", "last",
        "多", "少", "钱", "久", "长", "时", "间", "天", "收", "费", "贵",
    ]
    private static let prices = ["多少钱", "要钱", "收费", "贵"]
    private static let durations = ["多久", "几天", "多长时间"]
    private static let currencies: Set<String> = [
        "eur", "euro", "euros", "usd", "dollars", "gbp", "pounds", "yuan", "元", "欧",
    ]
    private static let units: Set<String> = [
        "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
        "year", "years", "天", "日", "周", "年", "月", "时", "分",
    ]
}
