/// What a short message says of a ticket that there is already.
struct TicketRemark: Hashable {
    enum Kind: Hashable {
        /// It shall be closed.
        case closing
        /// What becomes of it is asked, or what can be done with it.
        case progress
        /// Something is told that belongs to it.
        case addition
        /// One that is done shall be opened again.
        case reopening
        /// It is named and nothing else is plain.
        case mention
    }

    let kind: Kind
    /// Whether it names the ticket, so that it can mean nothing else.
    var isNamed = true
    /// The one that is named: 104 of `T-104`, "ticket 104", or `t104` where there is such a ticket.
    let number: Int64?

    /// Nil where `wording` is about no ticket, or wants one opened, whatever else is told. Right
    /// behind one that was opened (`isBehindTicket`) some words are about that without naming it.
    /// `known` are the numbers of tickets that there are: "my T500" is one of theirs, or a thing.
    init?(_ wording: Wording, isBehindTicket: Bool = false, known: [Int64] = []) {
        let (words, text) = (wording.words, wording.isChinese ? wording.joined : "")
        number =
            Self.label(in: words)
            ?? Self.bareLabel(in: words).flatMap { known.contains($0) ? $0 : nil }
        let isTicket =
            number != nil || words.contains(where: TicketRequest.words.contains)
            || text.has("工单")
        // Most messages name none, and are looked at no longer than they must.
        guard isTicket else {
            if words.count <= Self.wordsBare, words.contains("reopen") {
                kind = .reopening
                return
            }
            let unnamed =
                wording.isChinese
                ? Self.kind(ofUnnamedChinese: text, isBehindTicket)
                : Self.kind(ofUnnamedEnglish: words, isBehindTicket)
            guard let unnamed else { return nil }
            (kind, isNamed) = (unnamed, false)
            return
        }
        if TicketRequest.matches(wording) { return nil }
        if Self.isReopened(words, text) {
            kind = .reopening
            return
        }
        if Self.isOpened(in: words) || Self.openings.contains(where: text.has) { return nil }
        let named = wording.isChinese ? Self.kind(ofChinese: text) : Self.kind(ofEnglish: words)
        // T-500保修多久 asks about a thing.
        let mayBeThing = wording.isChinese && named == .progress && !text.has("工单")
        kind = mayBeThing && !["进度", "进展", "状态"].contains(where: text.has) ? .mention : named
    }

    /// Whether `wording` has what may be a ticket's label.
    static func mayName(_ wording: Wording) -> Bool {
        label(in: wording.words) != nil || bareLabel(in: wording.words) != nil
    }

    /// "Reopen my ticket", "open the ticket again", 重新打开工单; what "broke again" wants a new one.
    private static func isReopened(_ words: [String], _ text: String) -> Bool {
        if words.contains("reopen") { return true }
        if let opened = words.firstIndex(of: "open"), !has(words, ["a", "ticket"]) {
            return words[opened...].contains("again")
        }
        return ["重新打开", "再打开", "重开"].contains(where: text.has)
            && !["提", "建"].contains(where: text.has)
    }

    /// The number in a label: "T-104", "ticket 104", 工单104.
    private static func label(in words: [String]) -> Int64? {
        func isName(_ at: Int) -> Bool {
            TicketRequest.words.contains(words[at])
                || words[at] == "单" && at > 0 && words[at - 1] == "工"
        }
        for (at, word) in words.enumerated() where word.utf8.last.map(isDigit) == true {
            if word.hasPrefix("t-"), let found = number(word.dropFirst(2)) { return found }
            // One that is too great is nobody's.
            if at > 0, isName(at - 1), word.utf8.allSatisfy(isDigit) {
                let value = Int64(word) ?? .max
                if value >= numberMin { return value }
            }
        }
        return nil
    }

    /// The number in what may be a label or a thing's name: `t104`.
    private static func bareLabel(in words: [String]) -> Int64? {
        for (at, word) in words.enumerated() where word.utf8.last.map(isDigit) == true {
            if word.utf8.first == UInt8(ascii: "t"), let found = number(word.dropFirst()) {
                return found
            }
            if at > 0, words[at - 1] == "t", let found = number(word[...]) { return found }
        }
        return nil
    }

    /// Nil of what no ticket is called: an order's number is longer.
    private static func number(_ digits: Substring) -> Int64? {
        guard (1...digitsMax).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit),
            let value = Int64(digits), value >= numberMin
        else { return nil }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Tickets count from there.
    private static let numberMin: Int64 = 101
    private static let digitsMax = 6

    /// Whether `wording`, which an intent takes for the wish for a ticket, may well be none: it asks
    /// whether, who or why, or says that there is none ("I never opened a ticket", 谁给我开的工单).
    static func isDoubtfulWish(_ wording: Wording) -> Bool {
        if TicketRequest.matches(wording) { return false }
        if wording.isChinese {
            let text = wording.joined
            return ["没有", "没提", "没开", "谁", "为什么", "为何"].contains(where: text.has)
                && !openings.contains(where: text.has)
        }
        if wording.words.first.map(doubters.contains) == true { return true }
        return wording.words.contains(where: denials.contains) && !isOpened(in: wording.words)
    }

    private static let doubters: Set<String> = [
        "did", "does", "who", "why", "what", "when", "was", "has", "have", "is", "just", "do",
    ]
    private static let denials: Set<String> = [
        "never", "dont", "didnt", "havent", "lost", "forgot",
    ]

    // MARK: English

    private static func kind(ofEnglish words: [String]) -> Kind {
        let isAsked = words.first.map(askers.contains) == true || has(words, ["can", "i"])
        if let at = place(of: closers, in: words) {
            let before = words[..<at]
            let isRefused =
                words.contains(where: refusals.contains)
                || before.suffix(wordsBefore).contains(where: askers.contains)
            return isRefused ? .progress : .closing
        }
        let isDone = words.contains("solved") || words.contains("closed")
        let isTold =
            has(words, ["be", "closed"]) || has(words, ["is", "solved"]) || words.contains("mark")
        if isDone, isTold, !isAsked, !words.contains(where: refusals.contains) {
            return .closing
        }
        if words.contains(where: adders.contains) || isHeaded(words) {
            return isAsked || words.contains("how") ? .progress : .addition
        }
        return words.count <= wordsMax && words.contains(where: ofKnown.contains)
            ? .progress : .mention
    }

    private static func kind(
        ofUnnamedEnglish words: [String], _ isBehindTicket: Bool
    ) -> Kind? {
        let isWaiting = has(words, ["how", "long"]) || words.contains("when")
        if isWaiting, words.count <= wordsMax, hearsBack(words) { return .progress }
        guard isBehindTicket else { return nil }
        if isWaiting, words.allSatisfy(ofWaiting.contains) { return .progress }
        guard words.count <= wordsBare else { return nil }
        if words.contains(where: ["update", "news", "status", "heard"].contains) {
            return .progress
        }
        let isDone =
            words.contains(where: ["solved", "resolved", "fixed", "sorted", "done"].contains)
            || has(words, ["works", "now"]) || has(words, ["all", "good"])
        guard isDone || has(words, ["close", "it"]) else { return nil }
        let isTold = !words.contains { askers.contains($0) || refusals.contains($0) }
        return isTold ? .closing : .progress
    }

    /// "When will I hear from you", "how long until you reply".
    private static func hearsBack(_ words: [String]) -> Bool {
        [
            ["hear", "from"], ["hear", "back"], ["get", "back"], ["you", "reply"],
            ["an", "answer"],
        ]
        .contains { has(words, $0) }
    }

    /// "For the ticket: the box was open."
    private static func isHeaded(_ words: [String]) -> Bool {
        let rest = words.drop { ["and", "also"].contains($0) }
        guard rest.first.map(["for", "to"].contains) == true else { return false }
        return rest.dropFirst().drop { articles.contains($0) }.first
            .map(TicketRequest.words.contains) == true
    }

    private static func has(_ words: [String], _ pair: [String]) -> Bool {
        zip(words, words.dropFirst()).contains { [$0, $1] == pair }
    }

    /// Whether somebody shall open one: "cancel my order and open a ticket", "I need a ticket". An
    /// open ticket is one that there is.
    private static func isOpened(in words: [String]) -> Bool {
        let isAnother = zip(words, words.dropFirst()).contains { kind, name in
            TicketRequest.words.contains(name)
                && (others.contains(kind)
                    || kind == "a" && words.contains(where: wishes.contains))
        }
        if isAnother { return true }
        guard let at = place(of: verbs, in: words) else { return false }
        return !(words[at] == "open" && at > 0 && owners.contains(words[at - 1]))
    }

    /// Where one of `verbs` is, of which a ticket is the object.
    private static func place(of verbs: Set<String>, in words: [String]) -> Int? {
        words.indices.first { at in
            let object = words[(at + 1)...].drop { articles.contains($0) }
            let isTicket = object.first.map(TicketRequest.words.contains) == true
            return verbs.contains(words[at])
                && (isTicket || label(in: Array(object.prefix(1))) != nil
                    || bareLabel(in: Array(object.prefix(2))) != nil)
        }
    }

    private static let verbs: Set<String> = [
        "open", "raise", "create", "file", "submit", "log", "make", "start", "add",
    ]
    private static let others: Set<String> = ["another", "new", "second", "other"]
    private static let wishes: Set<String> = ["want", "need", "like", "wish", "please"]
    private static let owners: Set<String> = [
        "an", "any", "the", "my", "no", "this", "your", "still", "is",
    ]
    private static let articles: Set<String> = [
        "a", "an", "the", "another", "new", "me", "us", "one", "my", "this", "that", "support",
        "it",
        "as", "both", "first", "last", "your", "of", "these",
    ]
    /// Words of what is about a ticket beside its name, and of what is hardly more than that.
    private static let (wordsMax, wordsBare, ideographsMax, ideographsBare) = (14, 5, 24, 8)
    /// Before the word that closes, what asks.
    private static let wordsBefore = 4
    private static let adders: Set<String> = ["add", "attach", "append"]
    private static let closers: Set<String> = ["close", "cancel", "delete", "remove", "withdraw"]
    /// With one of these it is asked or told whether, or why it was.
    private static let askers: Set<String> = [
        "why", "how", "when", "what", "who", "where", "which", "did", "do", "does", "is", "was",
        "has",
        "have", "will", "should", "if", "nobody", "possible",
    ]
    private static let refusals: Set<String> = [
        "not", "dont", "didnt", "doesnt", "isnt", "wasnt", "never", "cant", "cannot", "wont",
        "without",
        "before",
    ]
    private static let ofKnown: Set<String> = [
        "already", "status", "progress", "yesterday", "answered", "nobody", "update", "still",
        "resolved", "solved", "closed",
    ]
    /// "When will I hear back?" has nothing but these.
    private static let ofWaiting = Set(
        """
        how long when does do will would is it that this take takes until till you i we u hear back \
        from an answer reply respond response get to me can expect for a about the and so be have wait \
        contact call somebody someone anyone us now usually
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    // MARK: Chinese

    private static func kind(ofChinese text: String) -> Kind {
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

    private static func kind(
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

    private static let openings = [
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
