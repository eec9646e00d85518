/// Words that ask for a ticket and say nothing of what it is about.
enum TicketRequest {
    private static let words: Set<String> = ["ticket", "tickets"]
    private static let fillers = Set(
        """
        a an the i id want need to would like can could you please pls open create file raise submit \
        make start new yes ok sure just me my for support
        """.split(whereSeparator: \.isWhitespace).map(String.init))
    private static let particles = Set("提交开个一张创建新立写帮我要想请您你给下吧的了好可以能")

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
