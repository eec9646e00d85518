/// Courtesies word by word, as ``Analyzer`` has them.
struct CourtesyPhrases: Sendable {
    /// One courtesy, from the end that is looked at first.
    private struct Phrase: Sendable {
        var words: [String]
        var isGreeting: Bool
    }

    /// By their first word, longest first.
    private let phrases: [String: [Phrase]]

    private init(greetings: [String], others: [String], isBackwards: Bool = false) {
        let analyzer = Analyzer()
        func read(_ list: [String], _ isGreeting: Bool) -> [Phrase] {
            list.map { entry in
                let analysis = analyzer.analyze(entry)
                let words = analysis.tokens.map(analysis.text(of:))
                return Phrase(
                    words: isBackwards ? words.reversed() : words, isGreeting: isGreeting)
            }
        }
        let all = (read(greetings, true) + read(others, false)).filter { !$0.words.isEmpty }
        phrases = Dictionary(grouping: all) { $0.words[0] }
            .mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }

    /// Whether a phrase starts with `word`.
    func knows(first word: String) -> Bool { phrases[word] != nil }

    /// Words of the longest phrase that `words` start with and that `isWhole`, of its length and
    /// whether it is a greeting, agrees to.
    func longest(
        in words: ArraySlice<String>, where isWhole: (Int, Bool) -> Bool
    ) -> Int? {
        guard let first = words.first else { return nil }
        return phrases[first]?.first {
            words.starts(with: $0.words) && isWhole($0.words.count, $0.isGreeting)
        }?.words.count
    }
}

extension CourtesyPhrases {
    /// What a message may start with.
    static let opening = CourtesyPhrases(
        greetings: CourtesyWords.greetings,
        others: CourtesyWords.thanks + openers)

    /// What a message may end with, backwards.
    static let closing = CourtesyPhrases(
        greetings: [], others: CourtesyWords.thanks + closers, isBackwards: true)

    private static let openers = CourtesyWords.phrases(
        """
        ok, okay, ok thanks, great, perfect, alright, all right, cool, got it, i see, nice
        wonderful, excellent, sure, no problem, sorry, excuse me, morning, afternoon, evening
        sorry to bother you, quick question, just a question
        just a quick question, one question, one more question, another question
        one more thing, i have a question, i have a quick question, i've a question
        i've got a question, can you help, can you help me, could you help me, please help
        please help me, i need help, i need some help, i need your help, how are you
        how are you doing, hope you are well, hope you're well, i hope you are well
        早, 早安, 好, 好的, 好吧, 好滴, 嗯, 嗯嗯, 哦, 噢, 行
        明白, 明白了, 知道了, 了解, 了解了, 收到, 对了, 打扰一下, 打扰下, 打扰了, 不好意思
        不好意思打扰一下, 请问一下, 问一下, 问下, 想问一下, 想问下, 我想问一下, 我想问下, 请教一下
        咨询一下, 想咨询一下, 我想咨询一下, 有个问题, 我有个问题, 还有个问题, 帮个忙, 麻烦问一下
        麻烦问下, 老板, 店家, 掌柜, 掌柜的, 客服
        """)

    private static let closers = CourtesyWords.phrases(
        """
        kind regards, best regards, warm regards, regards, have a nice day, have a good day
        have a great day, 拜托了
        """)

    /// Words that a question starts with straight behind a courtesy: `thanks and when …`.
    static let starters: Set<String> = [
        "and", "but", "so", "how", "what", "when", "where", "which", "who", "why", "can", "could",
        "is", "are", "do", "does", "did", "will", "would", "should", "may", "have", "has", "please",
    ]
    /// The same in Chinese: 你好请问 …, but not 你好慢.
    static let chineseStarters = [
        "请", "我", "麻烦", "想问", "想咨询", "想请", "能不能", "能否", "可以", "可否", "怎么", "什么", "哪",
        "为什么", "为啥", "这", "那", "几点", "有没有", "帮", "问一下", "问下",
    ]
    /// Ideographs of the longest of them.
    static let chineseStarterMax = 3
}
