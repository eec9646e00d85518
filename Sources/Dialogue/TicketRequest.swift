/// What is said of tickets and people that are wanted: a wish for a ticket that says nothing of what
/// it is about, and the refusal of one or of a person.
enum TicketRequest {
    static let words: Set<String> = ["ticket", "tickets"]
    private static let fillers = Set(
        """
        a an the i id want need to would like can could you please pls open create file raise submit \
        make start new yes ok sure just me my for support that this it about then now after all \
        thx thanks well log issue why dont one us so
        """.split(whereSeparator: \.isWhitespace).map(String.init))
    private static let particles = Set("提交开个一张创建新立写帮我要想请您你给下吧的了好可以能那这就问题为")

    /// Whether a message says no more than that no ticket is to be opened, or nobody to be asked for:
    /// "please don't open a ticket", 先别转人工. "Don't forget to open a ticket" says something else.
    static func isRefused(by wording: Wording) -> Bool {
        wording.isChinese
            ? isRefusedInChinese(wording.joined) : isRefusedInEnglish(wording.words)
    }

    private static func isRefusedInEnglish(_ words: [String]) -> Bool {
        guard let last = words.lastIndex(where: things.contains),
            words[(last + 1)...].allSatisfy(behind.contains),
            let first = words[..<last].lastIndex(where: refusals.contains)
        else { return false }
        let refused = words[(first + 1)...last]
        // "No, open a ticket": a "no" refuses the word behind it, and "no agent again" tells.
        let isNeed = refused.first == "need"
        if words[first] == "no" {
            let isWord = refused.count == 1 && !words[(last + 1)...].contains("again")
            let isLonger = refused.count > 1 && refused.first.map(degrees.contains) == true
            guard isWord || isLonger else { return false }
        }
        // "Do not send me the case" is about what was bought.
        if words[last] == "case", !refused.contains(where: openers.contains) { return false }
        return refused.dropLast().allSatisfy(between.contains)
            && words[..<first].allSatisfy { word in
                before.contains(word) || refusals.contains(word)
                    || isNeed && ["there", "theres", "is"].contains(word)
            }
    }

    /// What may stand between "no" and what is refused.
    private static let degrees: Set<String> = ["need", "more", "real"]

    private static let things = words.union([
        "case", "human", "humans", "person", "agent", "agents", "representative", "operator",
    ])
    private static let refusals: Set<String> = [
        "dont", "dnt", "not", "no", "neednt",
    ]
    private static let openers: Set<String> = [
        "open", "create", "raise", "file", "make", "submit", "log",
    ]
    /// What stands before a refusal, between it and what is refused, and behind that.
    private static let before = Set(
        """
        please pls no ok okay hi hello and but i id im we you u could can would just so sorry well said \
        do rather want it that
        """.split(whereSeparator: \.isWhitespace).map(String.init))
    private static let between = Set(
        """
        open create raise file make submit log want need have connect transfer put send pass call get \
        give hand escalate speak talk bother to with a an the any me us my this it another through \
        over on real more for in please
        """.split(whereSeparator: \.isWhitespace).map(String.init))
    private static let behind: Set<String> = [
        "please", "pls", "thanks", "thank", "you", "now", "yet", "ok", "anymore", "again",
    ]

    private static func isRefusedInChinese(_ text: String) -> Bool {
        guard thingsInChinese.contains(where: text.has) else { return false }
        var rest = text[...]
        func skip(_ parts: [String]) -> Bool {
            guard let part = parts.first(where: rest.hasPrefix) else { return false }
            rest = rest.dropFirst(part.count)
            return true
        }
        if rest.hasPrefix("不不") { rest = rest.dropFirst() }
        while skip(["请", "先", "我", "麻烦", "暂时", "就", "都说了"]) {}
        guard skip(["不要", "别", "不用", "不想", "不需要", "无需", "無需", "不必", "没让你"]) else {
            return false
        }
        while skip([
            "再", "给", "帮", "我", "你", "您", "跟", "找", "和", "麻烦", "转接", "转到", "转", "轉",
            "接", "叫", "联系", "提交", "创建", "开", "提", "建", "一", "个", "张", "要",
        ]) {}
        guard skip(thingsInChinese) else { return false }
        while skip(["说话", "聊", "服务", "谢谢", "了", "吧", "啊", "呀", "哦", "哈"]) {}
        return rest.isEmpty
    }

    /// The longer ones first.
    private static let thingsInChinese = ["工单", "人工客服", "人工", "客服", "真人"]

    /// Whether it is a wish for a ticket, and says nothing of what that is about.
    static func matches(_ wording: Wording) -> Bool {
        guard wording.isChinese else {
            return wording.words.contains(where: words.contains)
                && wording.words.allSatisfy { words.contains($0) || fillers.contains($0) }
        }
        let text = wording.joined
        return text.has("工单")
            && text.replacing("工单", with: "").allSatisfy(particles.contains)
    }
}
