/// What a short message says of a ticket that there is already.
struct TicketRemark: Hashable {
    enum Kind: Hashable {
        /// It shall be closed.
        case closing
        /// What becomes of it is asked, or what can be done with it.
        case progress
        /// Something is told that belongs to it.
        case addition
    }

    let kind: Kind
    /// Whether it names the ticket, so that it can mean nothing else.
    let isNamed: Bool

    /// Nil where `wording` is about no ticket. Right behind one that was opened (`isBehindTicket`) a
    /// question of how long it takes is about that. Who wants one opened wants that, whatever else is
    /// told.
    init?(_ wording: Wording, isBehindTicket: Bool = false) {
        let found =
            wording.isChinese
            ? Self.kind(ofChinese: wording.joined, isBehindTicket)
            : Self.kind(ofEnglish: wording.words, isBehindTicket)
        guard let found else { return nil }
        (kind, isNamed) = found
    }

    private typealias Found = (Kind, isNamed: Bool)

    // MARK: English

    private static func kind(ofEnglish words: [String], _ isBehindTicket: Bool) -> Found? {
        let isNamed = isTicketNamed(in: words)
        if isNamed, !isOpened(in: words) {
            let isAsked = words.contains(where: askers.contains) || asksLeave(words)
            if words.contains(where: adders.contains) || isHeaded(words) {
                return (isAsked ? .progress : .addition, true)
            }
            if let at = place(of: closers, in: words, beforeAnother: pointers) {
                let before = words[..<at].suffix(wordsBefore)
                let isTold = !before.contains { askers.contains($0) || refusals.contains($0) }
                return (isTold ? .closing : .progress, true)
            }
            guard words.count <= wordsMax else { return nil }
            if has(words, "be", "closed") {
                let isTold = !isAsked && !words.contains(where: unclosed.contains)
                return (isTold ? .closing : .progress, true)
            }
            if words.contains(where: ofKnown.contains) { return (.progress, true) }
        }
        let isWaiting = has(words, "how", "long") || words.contains("when")
        if isWaiting, words.count <= wordsMax, isBehindTicket || hearsBack(words) {
            return (.progress, isNamed)
        }
        return nil
    }

    /// "When will I hear from you", "how long until you reply".
    private static func hearsBack(_ words: [String]) -> Bool {
        [("hear", "from"), ("hear", "back"), ("get", "back"), ("you", "reply"), ("an", "answer")]
            .contains { has(words, $0, $1) }
    }

    /// "Ticket", or a label: "T-104".
    private static func isTicketNamed(in words: [String]) -> Bool {
        words.contains(where: TicketRequest.words.contains)
            || zip(words, words.dropFirst()).contains { $0 == "t" && Int($1) != nil }
    }

    /// "For the ticket: the box was open."
    private static func isHeaded(_ words: [String]) -> Bool {
        let rest = words.drop { ["and", "also", "for", "to", "the", "my", "this"].contains($0) }
        return rest.count < words.count && rest.count > 1
            && ["for", "to"].contains(words.first { $0 != "and" && $0 != "also" } ?? "")
            && rest.first.map(TicketRequest.words.contains) == true
    }

    /// "Can I add a photo?" is no photo.
    private static func asksLeave(_ words: [String]) -> Bool {
        ["can", "could", "may"].contains { has(words, $0, "i") }
    }

    private static func has(_ words: [String], _ first: String, _ second: String) -> Bool {
        zip(words, words.dropFirst()).contains { $0 == first && $1 == second }
    }

    /// Whether somebody shall open one: "cancel my order and open a ticket".
    private static func isOpened(in words: [String]) -> Bool {
        place(of: verbs, in: words) != nil
    }

    /// Where one of `verbs` is, of which a ticket is the object, or one of `others`.
    private static func place(
        of verbs: Set<String>, in words: [String], beforeAnother others: Set<String> = []
    ) -> Int? {
        words.indices.first { at in
            let object = words[(at + 1)...].drop { articles.contains($0) }
            return verbs.contains(words[at])
                && (object.first.map { TicketRequest.words.contains($0) || others.contains($0) }
                    == true
                    || object.first == "t" && object.dropFirst().first.flatMap(Int.init) != nil)
        }
    }

    private static let verbs: Set<String> = [
        "open", "raise", "create", "file", "submit", "log", "make", "start", "add",
    ]
    private static let articles: Set<String> = [
        "a", "an", "the", "another", "new", "me", "us", "one", "my", "this", "that", "support",
    ]
    private static let pointers: Set<String> = ["it", "them"]
    private static let (wordsMax, ideographsMax) = (14, 24)
    /// Before the word that closes, what says that it is not to be, or asks.
    private static let wordsBefore = 4
    private static let adders: Set<String> = ["add", "attach", "append"]
    private static let closers: Set<String> = [
        "close", "cancel", "delete", "remove", "withdraw",
    ]
    /// With one of these it is asked or told whether or why it was.
    private static let askers: Set<String> = [
        "why", "how", "when", "what", "who", "where", "which",
    ]
    private static let unclosed = refusals.union([
        "was", "wasnt", "were", "is", "isnt", "been", "has", "nobody", "still", "already",
    ])
    private static let refusals: Set<String> = [
        "not", "dont", "didnt", "doesnt", "never", "if", "without", "before",
    ]
    private static let ofKnown: Set<String> = [
        "already", "status", "progress", "yesterday", "answered", "nobody", "update", "still",
        "resolved", "solved",
    ]

    // MARK: Chinese

    private static func kind(ofChinese text: String, _ isBehindTicket: Bool) -> Found? {
        func has(_ words: [String]) -> Bool { words.contains(where: text.contains) }
        let isNamed = text.contains("工单") || text.contains("ticket")
        let isAsked = has(askersInChinese)
        if addersInChinese.contains(where: text.hasPrefix) || isNamed && has(addersInChinese) {
            return (isAsked ? .progress : .addition, isNamed)
        }
        guard text.count <= ideographsMax else { return nil }
        if isNamed, !has(openings) {
            if has(closersInChinese) {
                // 能把工单关了吗 asks for it.
                let isWish = has(["能", "可以", "帮"]) && !has(["什么", "怎", "如何", "为何"])
                let isTold = !isAsked && !has(unclosedInChinese)
                return (isWish || isTold ? .closing : .progress, true)
            }
            if has(ofKnownInChinese) { return (.progress, true) }
        }
        let isWaiting = has(waitingInChinese) && (isBehindTicket || has(["回复", "联系我", "答复"]))
        let isAboutAdding = isBehindTicket && isAsked && text.contains("补充")
        return isWaiting || isAboutAdding ? (.progress, isNamed) : nil
    }

    private static let openings = [
        "开工单", "开个工单", "开一个工单", "开张工单", "开一张工单", "提工单", "提个工单", "提一个工单", "提交工单",
        "建工单", "建个工单", "创建工单", "再开一个",
    ]
    private static let addersInChinese = ["补充", "再补充", "我补充", "我要补充", "追加", "备注"]
    private static let closersInChinese = [
        "撤销", "撤回", "关掉", "关闭", "关了", "关单", "取消", "删", "结单",
    ]
    private static let askersInChinese = ["吗", "什么", "怎", "如何", "能不能", "可不可以", "为何"]
    private static let unclosedInChinese = ["没", "别", "不要", "被", "已经"]
    private static let ofKnownInChinese = [
        "进度", "多久", "状态", "处理", "回复", "昨天", "已经", "怎么样了", "查",
    ]
    private static let waitingInChinese = ["多久", "什么时候", "几天", "多长时间", "啥时候"]
}
