/// Chinese remarks.
extension TicketRemark {
    /// Ideographs of what is about a ticket beside its name, and of what is hardly more than that.
    private static let (ideographsMax, ideographsBare) = (24, 8)

    /// Of what names a ticket.
    static func kind(ofChinese text: String) -> Kind {
        func has(_ words: [String]) -> Bool { words.contains(where: text.has) }
        if has(addersInChinese) { return has(askersInChinese) ? .progress : .addition }
        guard text.count <= ideographsMax else { return .mention }
        if has(closersInChinese) {
            // 能把工单关了吗 asks for it.
            let isWish = has(["能", "可以", "帮"]) && !text.has("怎")
            let isRefused = has(unclosedInChinese) || has(askersInChinese) && !isWish
            return isRefused ? .progress : .closing
        }
        return has(ofKnownInChinese) ? .progress : .mention
    }

    /// Of what names none; nil where it is about none.
    static func kind(
        ofUnnamedChinese text: String, _ isBehindTicket: Bool
    ) -> Kind? {
        func has(_ words: [String]) -> Bool { words.contains(where: text.has) }
        if ["补充一下", "补充说明", "我补充", "我要补充", "再补充"].contains(where: text.hasPrefix) {
            return has(askersInChinese) ? .progress : .addition
        }
        let isWaiting = has(waitingInChinese)
        if isWaiting, text.count <= ideographsMax, has(["回复", "联系我", "答复"]) { return .progress }
        guard isBehindTicket else { return nil }
        if isWaiting {
            let rest = waitingInChinese.reduce(text) { $0.replacing($1, with: "") }
            if rest.allSatisfy(ofWaitingInChinese.contains) { return .progress }
        }
        if has(askersInChinese), text.has("补充") { return .progress }
        guard text.count <= ideographsBare else { return nil }
        if has(["消息", "进展", "进度", "处理到"]) { return .progress }
        guard has(["关掉", "关了", "可以关", "关闭", "解决了", "搞定", "不用处理"]) else { return nil }
        let isRefused = has(unclosedInChinese.filter { $0 != "已经" }) || has(askersInChinese)
        return isRefused ? .progress : .closing
    }

    static let openings = [
        "开工单", "开个工单", "开一个工单", "开张工单", "开一张工单", "提工单", "提个工单", "提一个工单", "提交工单",
        "建工单", "建个工单", "创建工单", "再开一个", "新工单", "另一个工单", "再提一个",
    ]
    private static let addersInChinese = ["补充", "追加", "备注", "附上"]
    private static let closersInChinese = [
        "撤销", "撤回", "关掉", "关闭", "关了", "关单", "取消", "删", "结单", "结了",
    ]
    private static let askersInChinese = ["吗", "什么", "怎", "如何", "能不能", "可不可以", "为何"]
    private static let unclosedInChinese = [
        "没", "别", "不要", "不想", "不能", "不了", "被", "已经", "谁", "保留", "你们", "工单里",
    ]
    private static let ofKnownInChinese = [
        "进度", "进展", "多久", "状态", "处理", "回复", "昨天", "已经", "怎么样了", "查", "消息", "在吗",
        "收到", "工单号",
    ]
    private static let waitingInChinese = ["多久", "什么时候", "多长时间", "啥时候"]
    /// 多久会回复我 has nothing but these beside the word that asks.
    private static let ofWaitingInChinese = Set("要会能需回复处理联系我你们您解决好等大概一般才给可以吗呢啊得出结果答")
}
