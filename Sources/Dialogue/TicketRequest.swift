/// What is said of tickets: a wish for one that says nothing of what it is about, and what is no wish.
enum TicketRequest {
    private static let words: Set<String> = ["ticket", "tickets"]
    private static let fillers = Set(
        """
        a an the i id want need to would like can could you please pls open create file raise submit \
        make start new yes ok sure just me my for support that this it about
        """.split(whereSeparator: \.isWhitespace).map(String.init))
    private static let particles = Set("提交开个一张创建新立写帮我要想请您你给下吧的了好可以能")

    /// Whether a ticket or a person is named, for the message that wants neither.
    static func names(_ wording: Wording) -> Bool {
        guard wording.isChinese else { return wording.words.contains(where: named.contains) }
        let text = wording.joined
        return namedInChinese.contains(where: text.contains)
    }

    private static let named = words.union([
        "human", "person", "people", "agent", "someone", "somebody", "anyone", "anybody",
        "representative", "operator",
    ])
    private static let namedInChinese = ["工单", "人工", "客服", "真人", "找人"]

    /// Whether a short message is about a ticket that there is already: it shall be closed, or it is
    /// asked what becomes of it.
    static func isAboutKnownOne(_ wording: Wording) -> Bool {
        guard wording.isChinese else {
            return wording.words.count <= wordsMax && wording.words.contains(where: words.contains)
                && wording.words.contains(where: ofKnown.contains)
        }
        let text = wording.joined
        return text.count <= ideographsMax && text.contains("工单")
            && ofKnownInChinese.contains(where: text.contains)
    }

    private static let (wordsMax, ideographsMax) = (14, 24)
    private static let ofKnown: Set<String> = [
        "close", "cancel", "delete", "remove", "withdraw", "already", "status", "progress",
        "yesterday", "answered", "nobody", "update", "still", "resolved", "solved",
    ]
    private static let ofKnownInChinese = [
        "撤销", "撤回", "关掉", "关闭", "关了", "取消", "删", "进度", "多久", "状态", "处理", "回复",
        "昨天", "已经", "怎么样了", "查",
    ]

    static func matches(_ wording: Wording) -> Bool {
        guard wording.isChinese else {
            return wording.words.contains(where: words.contains)
                && wording.words.allSatisfy { words.contains($0) || fillers.contains($0) }
        }
        let text = wording.joined
        return text.contains("工单")
            && text.replacing("工单", with: "").allSatisfy(particles.contains)
    }
}
