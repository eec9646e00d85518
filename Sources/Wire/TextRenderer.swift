package import Dialogue
package import Understanding

/// Writes what the server says as lines for people (line protocol).
///
/// Every line is one line: line breaks of a message repeat its prefix, and control characters
/// become U+FFFD, so that no message can drive a terminal or forge a terminator.
package struct TextRenderer: Sendable {
    /// That of errors, help and `you`; the conversation's, so it changes with it. What starts with
    /// `*` is the same in both.
    package var language: Language

    package init(language: Language) { self.language = language }

    /// The first lines of a connection, in both languages: nothing is known of the person yet.
    package static func greeting(limits: WireLimits) -> [String] {
        [
            "* HELLO frontdesk/1 max=\(limits.contentMax) langs=en,zh",
            "* Ask anything; /help lists the commands. 直接输入问题，/帮助 查看命令。",
        ]
    }

    /// The terminator of a line that was carried out; `seq` is the conversation's last one, 0
    /// before the first.
    package func ok(id: String?, seq: Int64) -> String {
        "OK \(id.map { "@\(Self.printable($0)) " } ?? "")\(seq)"
    }

    /// The terminator of a line that failed: the code, how long to wait where that helps, the
    /// code's sentence and in brackets what is wrong here.
    package func err(_ error: WireError) -> String {
        let id = error.clientMessageID.map { "@\(Self.printable($0)) " } ?? ""
        let retry = error.retryAfterMilliseconds.map { " retry_after_ms=\($0)" } ?? ""
        let said = language == .chinese ? error.chinese ?? "" : error.message
        let detail = said.isEmpty ? "" : " (\(Self.printable(said)))"
        let sentence = error.code.sentence(in: language)
        return "ERR \(id)\(error.code.rawValue)\(retry) :\(sentence)\(detail)"
    }

    /// The lines of an entry; `own` is the participant whose messages are marked as theirs.
    package func lines(_ entry: Entry, own: ParticipantID) -> [String] {
        switch entry.body {
        case .message(let message): lines(message, own: own)
        case .status(.waiting, let position): ["* HANDOFF waiting place=\(position ?? 1)"]
        case .status(.agent, _): ["* HANDOFF agent"]
        case .status(.bot, _): ["* HANDOFF bot"]
        case .status(.closed, _): ["* CLOSED"]
        case .ticket(let number, let status, _):
            ["* TICKET \(Ticket.label(number)) \(status.rawValue)"]
        case .rating(let score, let comment): ["* RATING \(score)" + Self.words(comment)]
        case .feedback(_, let value, let reason):
            ["* FEEDBACK \(value.rawValue)" + Self.words(reason)]
        case .profile(let name, let email, let language, let verified):
            ["* PROFILE" + profile(name, email, language, verified)]
        }
    }

    /// What somebody said beside a judgement, in the same line.
    private static func words(_ comment: String?) -> String {
        comment.map { " \(printable($0))" } ?? ""
    }

    private func profile(
        _ name: String?, _ email: String?, _ language: Language?, _ verified: Bool
    ) -> String {
        var text = verified ? " verified" : ""
        if let name { text += " name=\(Self.printable(name))" }
        if let email { text += " email=\(Self.printable(email))" }
        if let language { text += " lang=\(language.rawValue)" }
        return text
    }

    private func lines(_ message: Message, own: ParticipantID) -> [String] {
        let name = name(message.sender, own: own)
        // A blank line parts what stands around it; buttons alone have none.
        var lines = message.content.split(
            omittingEmptySubsequences: message.content.isEmpty, whereSeparator: \.isNewline
        )
        .map { "<\(name)> \(Self.printable($0))" }
        for source in message.answer?.sources ?? [] {
            lines.append("* source: \(Self.printable(source.title)) — \(Self.place(of: source))")
        }
        for action in message.actions {
            lines.append("+ \(action.id) \(Self.printable(action.title))")
        }
        return lines
    }

    private func name(_ sender: Sender, own: ParticipantID) -> String {
        switch sender {
        case .customer(let participant):
            participant == own ? (language == .chinese ? "您" : "you") : "customer"
        case .bot: "bot"
        case .agent(_, let name): Self.printable(name)
        case .system: "system"
        }
    }

    /// A line of the list that `/tickets` shows, with the subject.
    package func ticket(_ ticket: Ticket) -> String {
        "* TICKET \(ticket.label) \(ticket.status.rawValue) \(Self.printable(ticket.subject))"
    }

    /// What `/help` shows: all verbs in the person's language.
    package var help: [String] {
        language == .chinese
            ? [
                "* /帮助 命令列表 · /人工 转人工 · /机器人 返回机器人 · /工单 <内容> 提交工单 · /我的工单 查看工单",
                "* /历史 [n] 聊天记录 · /since <序号> 之后的记录 · /为什么 这样回答的原因 · /好 /差 评价上一条回答",
                "* /评价 1-5 [意见] · /语言 en|zh · /名字 <名字> · /邮箱 <地址>",
                "* /恢复 <token> [序号] 继续会话 · /登录 <jwt> · /ping · /退出",
                "* //文字 发送以斜杠开头的文字 · @id1 文字 重发时不会重复处理",
            ]
            : [
                "* /help · /human a person · /bot back to the bot · /ticket <text> · /tickets",
                "* /history [n] · /since <seq> · /why · /good /bad [text] the last answer · /rate 1-5 [text]",
                "* /lang en|zh · /name <name> · /email <address> · /ping · /quit",
                "* /resume <token> [seq] an earlier conversation · /auth <jwt>",
                "* //text sends text that starts with a slash; @id1 text makes a resend harmless",
            ]
    }

    /// `value` with `places` decimals, without Foundation.
    package static func fixed(_ value: Double, _ places: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "-" }
        var scale: Int64 = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int64((abs(value) * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        let padding = String(repeating: "0", count: max(places - fraction.utf8.count, 0))
        return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / scale).\(padding)\(fraction)"
    }

    /// The file and heading of an article as people wrote them: its link is percent-encoded.
    static func place(of source: Source) -> String {
        printable(ArticleLink.id(of: source.url) ?? source.url)
    }

    /// `text` with everything that could move a terminal's cursor replaced.
    package static func printable(_ text: some StringProtocol) -> String {
        guard text.unicodeScalars.contains(where: \.movesTheCursor) else {
            return String(text)
        }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isGap = scalar == "\t" || scalar.endsALine
            scalars.append(isGap ? " " : scalar.movesTheCursor ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }
}

extension Unicode.Scalar {
    /// C0, DEL, C1, separators of lines, and the marks that turn a line's direction around.
    fileprivate var movesTheCursor: Bool {
        value < 0x20 || isRefusedControl || 0x202A...0x202E ~= value || 0x2066...0x2069 ~= value
            || endsALine
    }

    /// Unicode's separators of lines and paragraphs, where some readers begin another line.
    fileprivate var endsALine: Bool { 0x2028...0x2029 ~= value }
}
