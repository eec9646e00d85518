/// Words that ask for a person at once, without a model.
enum PersonRequest {
    private static let words: Set<String> = ["agent", "human", "representative"]
    /// Words that say no more beside one of ``words``; one that is not here is another wish.
    private static let fillers: Set<String> = [
        "a", "an", "the", "i", "want", "need", "get", "give", "me", "to", "with", "talk", "speak",
        "chat", "connect", "real", "live", "please", "pls", "now", "can", "could", "let", "would",
        "like", "'d", "my", "your", "hi", "hello", "just", "service", "customer", "person",
    ]
    /// Longest first, so that 转人工客服 leaves nothing behind.
    private static let phrases = ["人工客服", "真人客服", "转人工", "人工", "真人"]
    /// Ideographs that say no more beside one of ``phrases``.
    private static let particles = Set("我要请转找接叫帮想给一下个的服务客了吧啊呢谢您你好快能不可以吗马上联系跟和说话聊")
    private static let refusals = ["不要", "不用", "不想", "别"]
    /// Tokens of a message that can still be nothing but a request for a person.
    private static let tokensMax = 16

    /// Whether the message holds such a word and nothing that says more or says no.
    static func matches(_ analysis: Analysis) -> Bool {
        guard !analysis.tokens.isEmpty, analysis.tokens.count <= tokensMax else { return false }
        let spoken = analysis.tokens.filter { $0.kind != .mark }.map(analysis.text(of:))
        guard analysis.ideographCount > 0 else {
            return spoken.contains { words.contains($0) }
                && spoken.allSatisfy { words.contains($0) || fillers.contains($0) }
        }
        // In every phrase one of these stands; in most messages neither, and searching costs.
        guard
            zip(spoken, spoken.dropFirst()).contains(where: {
                ($0 == "人" && $1 == "工") || ($0 == "真" && $1 == "人")
            })
        else { return false }
        let text = spoken.joined()
        guard !refusals.contains(where: text.contains), phrases.contains(where: text.contains)
        else { return false }
        let rest = phrases.reduce(text) { $0.replacing($1, with: "") }
        return rest.allSatisfy { particles.contains($0) }
    }
}
