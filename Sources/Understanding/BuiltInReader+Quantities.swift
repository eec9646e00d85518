/// Numbers with what they count.
extension BuiltInReader {
    private static let measures: [(name: Phrase, unit: String)] = [
        ("公斤", "kg"), ("千克", "kg"), ("毫升", "ml"), ("厘米", "cm"), ("毫米", "mm"), ("毫克", "mg"),
        ("公里", "km"), ("千米", "km"), ("英寸", "inch"),
        ("平方米", "平方米"),
    ]
    private static let classifiers = Set(
        "件双个只条盒箱包瓶袋套本张台部把份支枝根克斤吨升米寸对副床顶辆打盏组枚卷桶罐杯片粒".unicodeScalars)
    /// Behind 个 they make spans of time and other things that are not counted.
    private static let notCounted: [Phrase] = [
        "月", "小时", "星期", "礼拜", "工作日", "钟", "人", "多", "半", "季",
    ]
    private static let half = DecimalNumber(0, millionths: 500_000)

    /// A number and what it counts: `3 pairs`, `two boxes`, 两件, 2.5kg, half a kilo, 一斤半. Of
    /// 三四个 and 3到5件, which are either, nothing is read: a value is one number.
    mutating func readQuantity(_ at: Int) {
        guard !isContinued(at), !isVague(at), !followsNumeral(at), let reading = counted(at),
            // 零件 are parts, and not none.
            !reading.isSpelled || reading.number.micros > 0, !endsCounts(at, reading.number)
        else { return }
        let end = reading.end
        if lexemes[end].kind == .word {
            if isWeight(end) {
                return keep(.quantity, at..<end + 1, "\(reading.number.written()) lb")
            }
            guard let unit = sense(end).measure, !isSize(at, reading, unit),
                !isGeneration(at, reading), !isOfLine(at, reading)
            else { return }
            keep(.quantity, at..<end + 1, "\(reading.number.written()) \(unit)")
        } else if arePieces(reading) {
            keep(.quantity, at..<end + 1, "\(reading.number.written()) 块")
        } else if let (unit, next) = classifier(end), !isArticle(at, reading, next),
            unit != "打" || isDozens(reading.number)
        {
            guard let (part, end) = part(of: unit, reading, at: next) else {
                return keep(.quantity, at..<next, "\(reading.number.written()) \(unit)")
            }
            guard let number = reading.number.adding(part) else { return }
            keep(.quantity, at..<end, "\(number.written()) \(unit)")
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

    /// A number, `two and a half`, or a half of what can be halved.
    private func counted(_ at: Int) -> NumberReading? {
        if han(at) == "半" || role(at) == .half, let half = halved(at) { return half }
        if role(at) == .a, sense(at + 1).measure == "dozen" { return dozen(at) }
        if let found = beforeThousand(at) { return found }
        guard let reading = number(at: at), let end = andAHalf(reading.end) else {
            return number(at: at)
        }
        return reading.number.adding(Self.half).map {
            NumberReading(number: $0, end: end, isSpelled: true)
        }
    }

    static let thousands: [Phrase] = ["千克", "千米"]

    /// 3 in 三千克 and 三千米, whose 千 belongs to the unit.
    private func beforeThousand(_ at: Int) -> NumberReading? {
        guard let digit = Self.digit(han(at)), skip(anyOf: Self.thousands, at: at + 1) != nil
        else { return nil }
        return DecimalNumber(digit).map { NumberReading(number: $0, end: at + 1, isSpelled: true) }
    }

    /// `a dozen eggs`; a dozen times are no things.
    private func dozen(_ at: Int) -> NumberReading? {
        let next = lexemes[at + 2]
        guard role(at - 1) != .half, next.kind != .word || surface(at + 2..<at + 3) != "times"
        else {
            return nil
        }
        return DecimalNumber(1).map { NumberReading(number: $0, end: at + 1, isSpelled: true) }
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

    func classifier(_ at: Int) -> (unit: String, next: Int)? {
        for (name, unit) in Self.measures { if let end = skip(name, at: at) { return (unit, end) } }
        let unit = han(at)
        guard Self.classifiers.contains(unit), !(unit == "部" && han(at + 1) == "分") else {
            return nil
        }
        if unit == "包", han(at + 1) == "邮" { return nil }
        if unit == "打", skip(anyOf: Self.calls, at: at + 1) != nil { return nil }
        if unit == "个", skip(anyOf: Self.notCounted, at: at + 1) != nil { return nil }
        return (String(unit), at + 1)
    }

    /// What makes 打 a verb, as in 95588打不通 and 给10086打电话.
    private static let calls: [Phrase] = ["不", "了", "过", "来", "电话", "给", "通"]
    /// Dozens that somebody orders; a telephone number is more.
    private static let dozensLimit = 100

    private func isDozens(_ number: DecimalNumber) -> Bool {
        DecimalNumber(Self.dozensLimit).map { number.micros < $0.micros } ?? false
    }

    /// 这一件, 每一个, 一对一: no count, and neither is 一张 in 十块一张, which is what one costs.
    private func isArticle(_ at: Int, _ reading: NumberReading, _ next: Int) -> Bool {
        guard reading.isSpelled, reading.number.whole == 1 else { return false }
        if lexemes[at].isGlued, lastMoney?.end == at { return true }
        return "这那哪每同另某".unicodeScalars.contains(han(at - 1)) || han(next) == "一"
    }
}
