/// The words by which ``Clauses`` tells a question or a wish from what is told around it.
enum ClauseWords {
    /// What joins a clause to the one before and is in neither.
    static let joints: Set<String> = ["and", "also", "plus", "then", "but", "so", "or", "oh"]
    /// Those that tell that one thing more is said.
    static let adders: Set<String> = ["also", "plus"]

    /// Whether `clause` starts with what tells the same in Chinese.
    static func isAdder(_ clause: ArraySlice<String>) -> Bool {
        starts(clause, with: chineseJoints) || starts(clause, with: chineseAdders)
    }

    /// Ideographs at the start of `clause` that only join it.
    static func jointLength(_ clause: ArraySlice<String>) -> Int {
        starts(clause, with: chineseJoints) ? 2 : 0
    }

    private static func starts(
        _ clause: ArraySlice<String>, with pairs: [String: Set<String>]
    ) -> Bool {
        guard let first = clause.first, let seconds = pairs[first] else { return false }
        return clause.dropFirst().first.map(seconds.contains) ?? false
    }

    /// Whether `clause` starts as questions and wishes do, or is a Chinese one.
    static func ask(_ clause: ArraySlice<String>) -> Bool {
        let word = clause.first { !fillers.contains($0) }
        if let word, CourtesyPhrases.starters.contains(word) || askers.contains(word) {
            return true
        }
        return clause.contains(where: chineseSigns.contains)
    }

    /// What stands before the word that tells: `I also just want`.
    private static let fillers: Set<String> = [
        "i", "we", "also", "still", "just", "really", "now", "'d", "would", "'m", "am", "too",
    ]
    /// What wishes and requests start with behind those.
    private static let askers: Set<String> = [
        "want", "wanna", "need", "like", "wish", "wonder", "wondering", "looking", "whats", "hows",
        "wheres", "whens", "cancel", "change", "add", "send", "give", "make", "put", "delete",
        "remove", "show", "tell", "take", "stop", "refund", "return", "exchange", "track", "open",
        "close", "book", "unsubscribe", "let", "help", "any",
    ]
    /// 另外, 还有, 顺便, 以及, 同时, 而且 by their first ideograph: they join and say no more.
    private static let chineseJoints: [String: Set<String>] = [
        "另": ["外"], "还": ["有"], "顺": ["便"], "以": ["及"], "同": ["时"], "而": ["且"],
    ]
    /// 还想, 再问, 再帮, which say what is wanted, too.
    private static let chineseAdders: [String: Set<String>] = ["还": ["想"], "再": ["问", "帮"]]
    /// What makes a Chinese clause a question or a wish: 多 as in 多少, 可 as in 可以, 何 as in 如何.
    private static let chineseSigns: Set<String> = [
        "吗", "么", "呢", "怎", "几", "哪", "谁", "啥", "咋", "多", "何", "不", "能", "可", "想", "要", "帮",
        "请",
    ]
}
