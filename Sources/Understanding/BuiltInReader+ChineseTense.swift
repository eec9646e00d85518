/// Whether a sentence in Chinese says that a day is over or to come.
extension BuiltInReader {
    private static let verbs = Set("买订付收寄发退拍购到送下取换签打去来丢修坐住".unicodeScalars)
    private static let longVerbs: [Phrase] = ["申请", "投诉", "反馈", "咨询", "联系", "报修", "报名", "充值", "转账"]
    private static let objects = Set("单货款好到件出".unicodeScalars)
    private static let wishes = Set("要会能想将可请前后内不别".unicodeScalars)
    /// Verbs of which 的 tells only at the end of a clause: 送的那单 is an order still to come.
    private static let openVerbs = Set("送取去来坐住".unicodeScalars)
    private static let plans: [Phrase] = ["不想", "不打算", "打算", "准备", "计划"]
    private static let untilNow: [Phrase] = ["到现在", "到今天", "到目前", "至今", "以来"]
    private static let ifs: [Phrase] = ["如果", "要是", "假如", "万一", "若"]

    /// A verb with 的, 了 or 过 in the same clause, 没 with a verb, or 到现在: 买的, 下的单, 下单了, 没人来,
    /// 到现在没网.
    func isPastInChinese(_ range: Range<Int>) -> Bool {
        let end = range.upperBound
        if skip(anyOf: Self.untilNow, at: end) != nil { return true }
        // 不想周五去了 is a plan that is given up.
        if skip(anyOf: Self.plans, at: range.lowerBound - 2) == range.lowerBound
            || skip(anyOf: Self.plans, at: range.lowerBound - 3) == range.lowerBound
        {
            return false
        }
        for at in end..<end + Self.aheadMax {
            if isNotDone(at) { return !isCondition(range, at) }
            let isLong = skip(anyOf: Self.longVerbs, at: at)
            guard lexemes[at].kind != .mark, isLong != nil || !Self.wishes.contains(han(at)) else {
                return false
            }
            guard isLong != nil || Self.verbs.contains(han(at)) else { continue }
            let next = isLong ?? at + 1
            let behind = Self.objects.contains(han(next)) ? next + 1 : next
            guard ["的", "了", "过"].contains(han(behind)) else { continue }
            return isDone(at, behind)
        }
        return false
    }

    /// Whether the verb at `at` with 的, 了 or 过 at `behind` says that it is over: 送的话 is a
    /// condition, and so is 到了再说.
    private func isDone(_ at: Int, _ behind: Int) -> Bool {
        guard han(behind) == "的" else { return han(behind + 1) != "再" }
        guard Self.openVerbs.contains(han(at)) else { return han(behind + 1) != "话" }
        if [.mark, .end].contains(lexemes[behind + 1].kind) { return true }
        // 取的片子 is a thing that one has, 取的那单 one that may be still to come.
        return han(at) == "取" && !"那这时话".unicodeScalars.contains(han(behind + 1))
            && !(behind..<behind + Self.aheadMax).contains { Self.wishes.contains(han($0)) }
    }

    private static let denials: [Phrase] = ["没有", "没", "未"]
    private static let people: [Phrase] = ["人给我", "人", "师傅", "快递"]
    private static let denied = Set("来去到收送打接回发派修见取看退寄联上做办买拿给".unicodeScalars)

    /// 没人来, 没收到: what was not done; 没空 and 没货 may be of a day to come.
    private func isNotDone(_ at: Int) -> Bool {
        guard let end = skip(anyOf: Self.denials, at: at) else { return false }
        return Self.denied.contains(han(skip(anyOf: Self.people, at: end) ?? end))
    }

    /// Whether what was not done at `at` is only thought of: 周五没人来怎么办, 周五没到就退, 如果周五没到.
    private func isCondition(_ range: Range<Int>, _ at: Int) -> Bool {
        let first = range.lowerBound
        return (max(0, first - Self.comingMax)..<first).contains {
            skip(anyOf: Self.ifs, at: $0) != nil
        }
            || (at..<at + Self.aheadMax).contains {
                han($0) == "就" || han($0) == "怎" && han($0 + 1) == "么"
                    || han($0) == "话" && han($0 - 1) == "的"
            }
    }

    // MARK: To come

    private static let moves: [Phrase] = [
        "改到", "改成", "改为", "换到", "换成", "推到", "推迟到", "延到", "延迟到", "延期到", "提前到", "定在", "约在",
        "改签到", "改签", "改期到", "改期", "改约到", "改约", "挪到", "调到", "预约到", "预约", "预订", "预定", "订",
    ]
    private static let deliveries: [Phrase] = [
        "送", "配送", "派送", "上门", "来取", "取货", "取件", "交货", "要用", "能", "可以", "想", "要", "入住", "退房",
    ]

    func isComingInChinese(_ range: Range<Int>) -> Bool {
        let first = range.lowerBound
        if (max(0, first - Self.comingMax)..<first).contains(where: {
            skip(anyOf: Self.moves, at: $0) == first
        }) {
            return true
        }
        let isOver = (range.upperBound..<range.upperBound + Self.aheadMax).contains {
            ["没", "未", "过", "了", "的"].contains(han($0))
        }
        return !isOver && skip(anyOf: Self.deliveries, at: range.upperBound) != nil
    }
}
