/// Numbers with what they count.
extension BuiltInReader {
    private static let measures: [(name: Phrase, unit: String)] = [
        ("公斤", "kg"), ("千克", "kg"), ("毫升", "ml"), ("厘米", "cm"), ("毫米", "mm"), ("英寸", "inch"),
        ("平方米", "平方米"),
    ]
    private static let classifiers = Set(
        "件双个只条盒箱包瓶袋套本张台部把份支枝根克斤吨升米寸对副床顶辆打盏组枚卷桶罐杯片粒".unicodeScalars)
    /// Units of which there are halves.
    private static let divisible: Set<String> = [
        "kg", "g", "lb", "oz", "l", "ml", "m", "cm", "inch", "ft", "dozen", "斤", "吨", "升", "米", "打",
    ]
    /// Behind 个 they make spans of time and other things that are not counted.
    private static let notCounted: [Phrase] = [
        "月", "小时", "星期", "礼拜", "工作日", "钟", "人", "多", "半", "季",
    ]
    private static let half = DecimalNumber(0, millionths: 500_000)

    /// A number and what it counts: `3 pairs`, `two boxes`, 两件, 2.5kg, half a kilo, 一斤半. Of
    /// 三四个 and 两三件, which are either, nothing is read: a value is one number.
    mutating func readQuantity(_ at: Int) {
        guard !isContinued(at), !isVague(at), !followsNumeral(at), let reading = counted(at),
            // 零件 are parts, and not none.
            !reading.isSpelled || reading.number.micros > 0
        else { return }
        let end = reading.end
        if lexemes[end].kind == .word {
            if isWeight(end) {
                return keep(.quantity, at..<end + 1, "\(reading.number.written()) lb")
            }
            guard let unit = sense(end).measure, !isSize(at, reading, unit) else { return }
            keep(.quantity, at..<end + 1, "\(reading.number.written()) \(unit)")
        } else if arePieces(reading) {
            keep(.quantity, at..<end + 1, "\(reading.number.written()) 块")
        } else if let (unit, next) = classifier(end), !isArticle(at, reading, next) {
            let hasHalf = Self.divisible.contains(unit) && isHalfBehind(next)
            let number = hasHalf ? reading.number.adding(Self.half) : reading.number
            guard let number else { return }
            keep(.quantity, at..<(hasHalf ? next + 1 : next), "\(number.written()) \(unit)")
        }
    }

    /// What is counted in 块, so that a few of it are no amount of money.
    private static let pieces: [Phrase] = [
        "巧克力", "手表", "表", "蛋糕", "月饼", "饼干", "面包", "披萨", "肥皂", "香皂", "皂", "糖", "豆腐", "牛排", "排骨",
        "奶酪", "芝士", "地毯", "毯", "毛巾", "浴巾", "桌布", "抹布", "布", "地垫", "垫", "坐垫", "木板", "地板", "案板", "砧板",
        "滑板", "白板", "黑板", "主板", "板", "显卡", "硬盘", "屏", "电池", "玻璃", "镜子", "石头", "砖", "瓷砖", "橡皮", "拼图",
    ]
    /// From so many on 块 is rather the price.
    private static let piecesLimit = 20

    /// 三块巧克力, 两块手表
    func arePieces(_ reading: NumberReading) -> Bool {
        guard han(reading.end) == "块", let whole = reading.number.whole else { return false }
        return whole < Self.piecesLimit && skip(anyOf: Self.pieces, at: reading.end + 1) != nil
    }

    /// Behind `pounds of` they are paid, and not weighed.
    private static let paid: Set<String> = [
        "credit", "store", "my", "your", "our", "his", "her", "their", "it", "that", "them",
        "money",
        "cash", "change", "cashback", "discount", "voucher", "vouchers", "shipping", "postage",
        "damage", "value", "debt", "fees", "tax", "gift", "what", "which",
    ]

    /// Whether `pounds` at `at` are a weight: 20 pounds of rice.
    func isWeight(_ at: Int) -> Bool {
        let (word, next) = (sense(at), lexemes[at + 2])
        guard word.currency == "GBP", surface(at..<at + 1).hasPrefix("pound"),
            role(at + 1) == .of, next.kind == .word, role(at + 2) == .none
        else { return false }
        return !Self.paid.contains(surface(at + 2..<at + 3))
    }

    /// A number, `two and a half`, or a half of what can be halved.
    private func counted(_ at: Int) -> NumberReading? {
        if han(at) == "半" || role(at) == .half { return halved(at) }
        guard let reading = number(at: at), let end = andAHalf(reading.end) else {
            return number(at: at)
        }
        return reading.number.adding(Self.half).map {
            NumberReading(number: $0, end: end, isSpelled: true)
        }
    }

    private func halved(_ at: Int) -> NumberReading? {
        let end = role(at) == .half && role(at + 1) == .a ? at + 2 : at + 1
        let unit = classifier(end)?.unit ?? sense(end).measure
        guard let half = Self.half, let unit, Self.divisible.contains(unit) else { return nil }
        return NumberReading(number: half, end: end, isSpelled: true)
    }

    /// The piece behind `and a half` at `at`.
    func andAHalf(_ at: Int) -> Int? {
        role(at) == .and && role(at + 1) == .a && role(at + 2) == .half ? at + 3 : nil
    }

    /// 半 behind a unit, which is not the beginning of half an hour.
    private func isHalfBehind(_ at: Int) -> Bool {
        han(at) == "半" && !"天年个小夜".unicodeScalars.contains(han(at + 1))
    }

    /// Whether a single letter behind the number at `at` is a size, as in 3 M and 2 L.
    private func isSize(_ at: Int, _ reading: NumberReading, _ unit: String) -> Bool {
        let end = reading.end
        guard lexemes[end].count == 1 else { return false }
        guard !reading.isSpelled else { return true }
        if lexemes[end].isGlued || unit == "g" || reading.number.whole == nil { return false }
        if role(end + 1) == .of || role(end + 1) == .dimension { return false }
        let isListed = mark(end + 1) == "," && lexemes[end + 2].kind == .number
        return unit != "m" || role(at - 1) == .size || lexemes[end + 1].kind == .word || isListed
    }

    func classifier(_ at: Int) -> (unit: String, next: Int)? {
        for (name, unit) in Self.measures { if let end = skip(name, at: at) { return (unit, end) } }
        let unit = han(at)
        guard Self.classifiers.contains(unit), !(unit == "部" && han(at + 1) == "分") else {
            return nil
        }
        if unit == "包", han(at + 1) == "邮" { return nil }
        if unit == "个", skip(anyOf: Self.notCounted, at: at + 1) != nil { return nil }
        return (String(unit), at + 1)
    }

    /// 这一件, 每一个, 一对一: no count.
    private func isArticle(_ at: Int, _ reading: NumberReading, _ next: Int) -> Bool {
        guard reading.isSpelled, reading.number.whole == 1 else { return false }
        return "这那哪每同另某".unicodeScalars.contains(han(at - 1)) || han(next) == "一"
    }
}
