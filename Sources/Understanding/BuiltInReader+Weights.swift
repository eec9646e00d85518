/// Letters and words that are a weight in one sentence and something else in another.
extension BuiltInReader {
    /// Behind `pounds of` they are paid, and not weighed.
    private static let paid: Set<String> = [
        "credit", "store", "my", "your", "our", "his", "her", "their", "it", "that", "them",
        "money",
        "cash", "change", "cashback", "discount", "voucher", "vouchers", "shipping", "postage",
        "damage", "value", "debt", "fees", "tax", "gift", "what", "which",
    ]
    private static let weighed: Set<String> = ["overweight", "underweight", "heavier", "lighter"]
    private static let weighing: Set<String> = ["weigh", "weighs", "weighed", "weighing", "weight"]
    /// What may stand between them and the number.
    private static let nearly: Set<String> = [
        "about", "around", "only", "over", "under", "almost", "nearly", "roughly", "just", "is",
        "was", "of", "at", "limit", "exactly", "than", "more", "less",
    ]

    /// Whether `pounds` at `at` are a weight: 20 pounds of rice, `I weigh 150 pounds`, 12 pounds
    /// overweight.
    func isWeight(_ at: Int) -> Bool {
        guard lexemes[at].kind == .word, sense(at).currency == "GBP",
            surface(at..<at + 1).hasPrefix("pound")
        else { return false }
        if let next = word(at + 1), Self.weighed.contains(next) || next == "weight" { return true }
        if role(at + 1) == .within, word(at + 2) == "weight" { return true }
        if isWeighed(before: at) { return true }
        guard role(at + 1) == .of, role(at + 2) == .none, let thing = word(at + 2) else {
            return false
        }
        return !Self.paid.contains(thing)
    }

    private func word(_ at: Int) -> String? {
        lexemes[at].kind == .word ? surface(at..<at + 1) : nil
    }

    /// Pieces between a word for weighing and the unit.
    private static let weighingBackMax = 8

    /// `weighs about 20` before `at`
    private func isWeighed(before at: Int) -> Bool {
        for place in stride(from: at - 1, to: at - Self.weighingBackMax, by: -1) {
            let sense = sense(place)
            switch lexemes[place].kind {
            case .number: continue
            case .mark where [".", ",", ":", "-"].contains(mark(place)): continue
            case .word where sense.number > 0 || sense.scale > 0 || sense.role == .a: continue
            case .word:
                let found = surface(place..<place + 1)
                if Self.weighing.contains(found) { return true }
                guard Self.nearly.contains(found) || sense.role == .and else { return false }
            default: return false
            }
        }
        return false
    }

    // MARK: Letters

    /// What is measured in G and is no weight: 5G套餐, 流量20G, 8g ram.
    private static let ofDevices: [Phrase] = [
        "套餐", "信号", "网", "流量", "内存", "存储", "储存", "运存", "硬盘", "手机", "空间", "云盘", "显存", "闪存", "容量",
        "制式", "频段", "卡", "版",
    ]
    private static let devices: Set<String> = [
        "network", "networks", "signal", "plan", "plans", "data", "ram", "rom", "memory",
        "storage", "ssd", "disk", "drive", "usb", "sim", "phone", "phones", "coverage", "lte",
        "mobile", "router", "modem", "hotspot", "card",
    ]
    /// Pieces before the number in which what is measured is named.
    private static let deviceBackMax = 4

    /// Whether `g` right behind the number at `at` is a generation of networks or some memory: told
    /// by a word beside it, or by its number, as in 4G and 64G.
    func isGeneration(_ at: Int, _ reading: NumberReading) -> Bool {
        let end = reading.end
        guard lexemes[end].count == 1, surface(end..<end + 1) == "g", role(end + 1) != .of else {
            return false
        }
        if isOfDevice(end + 1) { return true }
        if (at - Self.deviceBackMax..<at).contains(where: isOfDevice) { return true }
        guard lexemes[end].isGlued, let whole = reading.number.whole else { return false }
        let isPower = whole > 0 && whole <= 1_024 && whole & (whole - 1) == 0
        return (2...6).contains(whole) || isPower
    }

    /// What is measured in megabytes or megabits; behind 5m they would be no metres.
    private static let ofLines: [Phrase] = [
        "流量", "宽带", "带宽", "网速", "网络", "光宽带", "套餐", "内存", "存储", "每秒", "上行", "下行",
    ]
    private static let lines: Set<String> = ["broadband", "internet", "bandwidth", "data", "wifi"]

    /// Whether `m` right behind the number at `at` is no length: 500M流量, 带宽100M.
    func isOfLine(_ at: Int, _ reading: NumberReading) -> Bool {
        let end = reading.end
        guard lexemes[end].count == 1, surface(end..<end + 1) == "m" else { return false }
        if let next = word(end + 1) { return Self.lines.contains(next) }
        return ([end + 1] + (at - Self.deviceBackMax..<at)).contains {
            skip(anyOf: Self.ofLines, at: $0) != nil
        }
    }

    private func isOfDevice(_ at: Int) -> Bool {
        word(at).map(Self.devices.contains) ?? (skip(anyOf: Self.ofDevices, at: at) != nil)
    }

    /// Whether a single letter behind the number at `at` is a size, as in 3 M and 2 L.
    func isSize(_ at: Int, _ reading: NumberReading, _ unit: String) -> Bool {
        let end = reading.end
        guard lexemes[end].count == 1 else { return false }
        guard !reading.isSpelled else { return true }
        if lexemes[end].isGlued || unit == "g" || reading.number.whole == nil { return false }
        if role(end + 1) == .of || role(end + 1) == .dimension { return false }
        let isListed = mark(end + 1) == "," && lexemes[end + 2].kind == .number
        return unit != "m" || role(at - 1) == .size || lexemes[end + 1].kind == .word || isListed
    }
}
