/// The courtesies that stand around what a message is about.
enum CourtesyPhrases {
    enum Role {
        case greeting
        /// "No, I meant the lamp": whatever follows is what is meant.
        case correction
        /// "No, where is it?", but not 不是我买的: a mark stands behind it.
        case refusal
        case other
    }

    /// What a message may start with.
    static let opening = PhraseTable<Role>([
        (CourtesyWords.greetings, .greeting), (corrections, .correction),
        (CourtesyWords.phrases("no, nope, 不, 不是, 不对, 不是的"), .refusal),
        (CourtesyWords.thanks + openers, .other),
    ])

    /// What a message may end with, backwards.
    static let closing = PhraseTable(CourtesyWords.thanks + closers, isBackwards: true)

    private static let corrections = CourtesyWords.phrases(
        """
        i meant, no i meant, i mean, no i mean, i asked about, no i asked about, i asked for
        i was asking about, i am asking about, i'm asking about, my question is about
        my question was about, i meant to ask about
        我问的是, 我想问的是, 我要问的是, 我说的是, 我是说, 我指的是
        """)

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
    static let starters = CommonWords.questionStarters.union(["and", "but", "so", "please"])
    /// The same in Chinese: 你好请问 …, but not 你好慢.
    static let chineseStarters = [
        "请", "我", "麻烦", "想问", "想咨询", "想请", "能不能", "能否", "可以", "可否", "怎么", "什么", "哪",
        "为什么", "为啥", "这", "那", "几点", "有没有", "帮", "问一下", "问下",
    ]
    /// Ideographs of the longest of them.
    static let chineseStarterMax = 3
}
