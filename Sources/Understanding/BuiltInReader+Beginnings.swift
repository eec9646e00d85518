/// Which kinds of entities may begin with an ideograph, by the tables of the words that they know.
enum IdeographBeginnings {
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt8
        static let date = Kinds(rawValue: 1)
        static let time = Kinds(rawValue: 2)
        static let money = Kinds(rawValue: 4)
        static let quantity = Kinds(rawValue: 8)
        static let threshold = Kinds(rawValue: 16)
        static let orderNumber = Kinds(rawValue: 32)
        static let ofNumeral: Kinds = [.date, .time, .money, .quantity]
    }

    /// Words that may be an entity without a number: of each ``BuiltInSigns`` must know an ideograph.
    static let words: [Phrase] =
        BuiltInReader.dateWords + BuiltInReader.dayParts.map(\.word) + BuiltInReader.halfHours

    /// By ideograph, from ``first`` on: reading looks at each ideograph of a message.
    static let kinds: [Kinds] = {
        let tables: [(kinds: Kinds, words: [Phrase])] = [
            (.date, BuiltInReader.dateWords + BuiltInReader.dateSigns),
            (.time, BuiltInReader.dayParts.map(\.word) + BuiltInReader.halfHours + ["差"]),
            (.money, BuiltInReader.chineseBefore.map(\.name)), (.quantity, ["半"]),
            (.threshold, ["满"]), (.orderNumber, BuiltInReader.orderNumbers + ["订单"]),
        ]
        var kinds = [Kinds](repeating: [], count: 0xA000 - first)
        for table in tables {
            for word in table.words where kinds.indices.contains(word.first - first) {
                kinds[word.first - first].formUnion(table.kinds)
            }
        }
        return kinds
    }()

    /// The unified ideographs (Unicode, chapter 18): all that words begin with are among them.
    static let first = 0x4E00
}

extension BuiltInReader {
    /// Words that a day, week, month or year begins with, or is.
    static let dateWords: [Phrase] =
        dayWords.map(\.word) + yearWords.map(\.word) + weeks + chineseFeasts.map(\.name)
        + blackFridays + [halfYear, halfMonth] + periods.map(\.word)

    /// What begins such a word or a date: 上周, 本月, 双11.
    static let dateSigns: [Phrase] = steps.map(\.word) + ["双"]

    mutating func readIdeograph(_ at: Int) {
        let kinds = isNumeral(at) ? .ofNumeral : beginning(at)
        if kinds.isEmpty { return }
        if kinds.contains(.date) { readDate(at) }
        if kinds.contains(.time) { readTime(at) }
        if kinds.contains(.money) { readMoney(at) }
        if kinds.contains(.quantity) { readQuantity(at) }
        if kinds.contains(.threshold) { readThreshold(at) }
        if kinds.contains(.orderNumber) { readOrderNumber(at) }
    }

    private func beginning(_ at: Int) -> IdeographBeginnings.Kinds {
        let place = lexemes[at].value - IdeographBeginnings.first
        return beginnings.indices.contains(place) ? beginnings[place] : []
    }
}
