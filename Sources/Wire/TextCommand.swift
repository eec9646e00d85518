package import Understanding

/// What a person can ask on the line port (docs/protocol.md, line protocol).
package enum TextCommand: Sendable, Hashable {
    /// A line that is no command; of `//x` the text `/x`.
    case say(String)
    case help
    case human(reason: String?)
    case bot(reason: String?)
    /// Its text is the subject; the priority is normal.
    case ticket(subject: String)
    case tickets
    /// So many of the newest entries, within 1...200.
    case history(count: Int)
    /// What came after this seq, of at least 0.
    case since(seq: Int64)
    /// Of the last answer, as are `good` and `bad`, with what the customer says about it.
    case why
    case good(reason: String?)
    case bad(reason: String?)
    /// Within 1...5.
    case rate(score: Int, comment: String?)
    case language(Language)
    /// At most 256 bytes on one printable line.
    case name(String)
    /// At most 256 bytes that look like an address.
    case email(String)
    /// An earlier session; the seq, of at least 0, is the last one seen.
    case resume(token: String, seq: Int64?)
    /// An identity token of at most 8,192 bytes.
    case auth(token: String)
    case ping
    /// Asks the server to close, with a `* BYE`.
    case quit

    /// What the customer says beside a message: a subject, a reason, a comment; nil where there is
    /// none.
    package var words: String? {
        switch self {
        case .ticket(let words): words
        case .human(let words), .bot(let words), .good(let words), .bad(let words),
            .rate(_, let words):
            words
        case .say, .help, .tickets, .history, .since, .why, .language, .name, .email, .resume,
            .auth, .ping, .quit:
            nil
        }
    }
}

// Lines are taken apart at scalars: a mark behind a slash or a blank joins it in one character, and
// belongs to the words all the same.
extension TextCommand {
    private static let aliases: [String: String] = [
        "帮助": "help", "人工": "human", "机器人": "bot", "工单": "ticket", "我的工单": "tickets",
        "历史": "history", "为什么": "why", "好": "good", "差": "bad", "评价": "rate", "语言": "lang",
        "名字": "name", "邮箱": "email", "恢复": "resume", "登录": "auth", "退出": "quit",
    ]

    /// Reads a line behind its `@id`; throws what answers it, without that.
    init(_ line: Substring, limits: WireLimits) throws(WireError) {
        guard let rest = Self.behindSlash(line) else {
            self = .say(try Self.content(line, limits))
            return
        }
        if let text = Self.behindSlash(rest) {
            self = .say(try Self.content("/" + text, limits))
            return
        }
        let (word, argument) = Self.splitWord(rest)
        let verb = Self.aliases[Self.simplified(word)] ?? word.lowercased()
        try self.init(verb: verb, argument, limits)
    }

    private static func behindSlash(_ line: Substring) -> Substring? {
        guard let first = line.unicodeScalars.first, first == "/" || first == "／" else {
            return nil
        }
        return Substring(line.unicodeScalars.dropFirst())
    }

    /// A Chinese verb as ``aliases`` have it, 歷史 as 历史.
    private static func simplified(_ word: Substring) -> String {
        var verb = String.UnicodeScalarView()
        verb.append(contentsOf: word.unicodeScalars.lazy.map(Fold.simplified))
        return String(verb)
    }

    /// The first word of a text, and what stands behind it without the blanks around it.
    private static func splitWord(_ text: Substring) -> (word: Substring, rest: String) {
        let end = text.unicodeScalars.firstIndex(where: \.properties.isWhitespace)
        let word = text[..<(end ?? text.endIndex)]
        return (word, trimmed(text[word.endIndex...]))
    }

    /// Chinese where the verb of a line is, be it none that is known here; an English one tells
    /// nothing of who types it.
    static func language(ofVerbIn line: Substring) -> Language? {
        guard let rest = behindSlash(line), behindSlash(rest) == nil else { return nil }
        let word = rest.unicodeScalars.prefix { !$0.properties.isWhitespace }
        return Analyzer().analyze(Substring(word)).language == .chinese ? .chinese : nil
    }

    private init(verb: String, _ argument: String, _ limits: WireLimits) throws(WireError) {
        let optional = argument.isEmpty ? nil : argument
        let isToken = verb == "auth" || verb == "resume"
        if isToken, argument.utf8.count > FrameCodec.tokenBytesMax {
            throw .tooLong(max: FrameCodec.tokenBytesMax)
        }
        if ["name", "email"].contains(verb), argument.utf8.count > FrameCodec.nameBytesMax {
            throw .tooLong(max: FrameCodec.nameBytesMax)
        }
        if !isToken, !argument.isEmpty { _ = try Self.content(Substring(argument), limits) }
        switch verb {
        case "help": self = try Self.alone(.help, argument, .help)
        case "human": self = .human(reason: optional)
        case "bot": self = .bot(reason: optional)
        case "ticket": self = .ticket(subject: try Self.needed(argument, .ticket))
        case "tickets": self = try Self.alone(.tickets, argument, .tickets)
        case "history":
            let count = try Self.number(argument, 1...FrameCodec.historyPageMax, .history)
            self = .history(count: count ?? TextRequest.historyDefault)
        case "since":
            guard let seq = Int64(argument), seq >= 0 else { throw Usage.since.error }
            self = .since(seq: seq)
        case "why": self = try Self.alone(.why, argument, .why)
        case "good": self = .good(reason: optional)
        case "bad": self = .bad(reason: optional)
        case "rate": self = try Self.rating(argument)
        case "lang":
            guard let language = Language(tag: argument) else { throw Usage.language.error }
            self = .language(language)
        case "name":
            guard argument.isPrintableLine else { throw Usage.name.error }
            self = .name(try Self.needed(argument, .name))
        case "email":
            guard argument.isPlausibleEmail else { throw Usage.email.error }
            self = .email(argument)
        case "resume": self = try Self.resumption(argument)
        case "auth": self = .auth(token: try Self.needed(argument, .auth))
        case "ping": self = try Self.alone(.ping, argument, .ping)
        case "quit": self = try Self.alone(.quit, argument, .quit)
        default: throw WireError(.badCommand, "/help", chinese: "/帮助")
        }
    }

    private static func content(
        _ text: some StringProtocol, _ limits: WireLimits
    ) throws(WireError) -> String {
        let text = String(text)
        guard text.utf8.count <= limits.contentMax else {
            throw .tooLong(max: limits.contentMax)
        }
        do {
            try ContentRule.check(text)
        } catch {
            throw WireError(.badArgument, "the text \(error.reason)", chinese: error.chinese)
        }
        return text
    }

    /// A command that takes no argument: what stands behind it may be meant for another.
    private static func alone(
        _ command: TextCommand, _ argument: String, _ usage: Usage
    ) throws(WireError) -> TextCommand {
        guard argument.isEmpty else { throw usage.error }
        return command
    }

    private static func needed(_ argument: String, _ usage: Usage) throws(WireError) -> String {
        guard !argument.isEmpty else { throw usage.error }
        return argument
    }

    private static func number(
        _ argument: String, _ range: ClosedRange<Int>, _ usage: Usage
    ) throws(WireError) -> Int? {
        if argument.isEmpty { return nil }
        guard let number = Int(argument), range.contains(number) else { throw usage.error }
        return number
    }

    private static func rating(_ argument: String) throws(WireError) -> TextCommand {
        let (word, comment) = splitWord(Substring(argument))
        guard let score = Int(word), (1...5).contains(score) else { throw Usage.rate.error }
        return .rate(score: score, comment: comment.isEmpty ? nil : comment)
    }

    private static func resumption(_ argument: String) throws(WireError) -> TextCommand {
        let words = argument.unicodeScalars.split(separator: " ").map { Substring($0) }
        let seq = words.count == 2 ? Int64(words[1]) : nil
        guard let token = words.first, words.count == 1 || (seq.map { $0 >= 0 } ?? false) else {
            throw Usage.resume.error
        }
        return .resume(token: String(token), seq: seq)
    }

    private static func trimmed(_ text: Substring) -> String {
        var scalars = text.unicodeScalars
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}

/// How a command is typed that is refused with its argument, in both languages.
private enum Usage {
    case help, ticket, tickets, history, since, why, rate, language, name, email, resume, auth
    case ping, quit

    private var texts: (english: String, chinese: String) {
        switch self {
        case .help: ("/help", "/帮助")
        case .ticket: ("/ticket <text>; yours: /tickets", "/工单 <内容>；查看已有工单：/我的工单")
        case .tickets: ("/tickets", "/我的工单")
        case .history: ("/history [1-200]", "/历史 [1-200]")
        case .since: ("/since <seq>", "/since <序号>")
        case .why: ("/why", "/为什么")
        case .rate: ("/rate 1-5 [text]", "/评价 1-5 [意见]")
        case .language: ("/lang en|zh", "/语言 en|zh")
        case .name: ("/name <name>", "/名字 <名字>")
        case .email: ("/email <address>", "/邮箱 <地址>")
        case .resume: ("/resume <token> [seq]", "/恢复 <token> [序号]")
        case .auth: ("/auth <jwt>", "/登录 <jwt>")
        case .ping: ("/ping", "/ping")
        case .quit: ("/quit", "/退出")
        }
    }

    /// What answers an argument that cannot be used.
    var error: WireError { WireError(.badArgument, texts.english, chinese: texts.chinese) }
}

extension String {
    /// The number that a person means who types a choice: blanks around it do not count, and
    /// full-width digits are digits. A text of more than a few characters is itself.
    package var asChoice: String {
        guard utf8.count <= 16 else { return self }
        let digits = unicodeScalars.map { scalar in
            0xFF10...0xFF19 ~= scalar.value
                ? Unicode.Scalar(scalar.value - 0xFF10 + 0x30) ?? scalar : scalar
        }
        let blank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        let trimmed = digits.drop(while: blank).reversed().drop(while: blank).reversed()
        return String(String.UnicodeScalarView(trimmed))
    }
}
