/// Words that a question is framed with and that say little about what it asks for.
///
/// A corpus of a hundred passages cannot tell: "possible" may be in one of them only and look as
/// telling as "strikethrough". Their idf is lowered; they stay terms, for they tell apart questions
/// that differ in nothing else. As little do they tell whose message it is where examples are few
/// (``OwnWords/Kind/topical``).
enum CommonWords {
    /// What is left of the idf of an English one, of Chinese ones, and of a pair with one: 么退 in
    /// 怎么退 is rare and says less than 退.
    static let wordShare: Float = 0.5
    private static let ideographShare: Float = 0.3
    private static let mixedPairShare: Float = 0.6

    /// What is left of the idf of a pair of ideographs, or of one taken twice.
    static func share(_ isFirstCommon: Bool, _ isSecondCommon: Bool) -> Float {
        switch (isFirstCommon, isSecondCommon) {
        case (true, true): ideographShare
        case (false, false): 1
        default: mixedPairShare
        }
    }

    /// Keys of the stems, as ``RetrievalTerms`` has them.
    static let words = Set(english.split(whereSeparator: \.isWhitespace).map { Stem.key($0) })

    /// Keys of single ideographs.
    static let ideographs: Set<UInt64> = Set(chinese.map { Hash64.of(String($0)) })

    /// Words that a question starts with, be it a title or behind a courtesy.
    static let questionStarters: Set<String> = [
        "how", "what", "why", "when", "where", "who", "which", "can", "could", "do", "does", "did",
        "is", "are", "will", "would", "should", "may", "has", "have",
    ]

    private static let english = """
        a an the this that these those it its i me my mine we us our you your he she they them his
        her their him is are was were be been being am do does did done doing have has had having
        can could will would shall should may might must and or but if then so because as of at by
        for with about from to in on into onto over under out up down off n't not no yes 's 'm 're
        've 'd 'll how what which who whom whose when where why there here want wanted need needed
        like liked way ways possible able get gets getting got know tell please help make makes
        made let lets try trying tried use using used just only also any some all anyone someone
        something anything thing things really easy easier easiest best good hi hello hey thanks
        thank ok okay go going see say think find show give one work works working look looking
        wonder wondering question problem issue much many more most very too still again now ever
        than
        """

    private static let chinese =
        "的了吗呢吧啊呀嘛我你您他她它们这那个是有在和与就都也还要会能可以怎么什样请问一下里上给把被让到得地着过不没想用对为从多少几哪时候钱"

    /// Whether a title asks: as ``asks(_:_:)``, or with a word at its start that the words of somebody
    /// in need start with.
    static func isQuestion(_ title: String, _ analysis: Analysis) -> Bool {
        asks(title, analysis) || first(analysis).map(openers.contains) == true
    }

    /// Whether a text asks: a question mark at its end, a word at its start that questions start
    /// with, or a Chinese interrogative anywhere.
    static func asks(_ text: String, _ analysis: Analysis) -> Bool {
        let last = text.unicodeScalars.last { !$0.properties.isWhitespace }
        if last == "?" || last == "？" { return true }
        if first(analysis, behind: joints).map(questionStarters.contains) == true { return true }
        return analysis.ideographCount > 0 && interrogatives.contains { text.contains($0) }
    }

    /// The first token behind those of `joints`, where it is a word.
    private static func first(_ analysis: Analysis, behind joints: Set<String> = []) -> String? {
        let first = analysis.tokens.first { !joints.contains(analysis.text(of: $0)) }
        return first.flatMap { $0.kind == .word ? analysis.text(of: $0) : nil }
    }

    /// What a question starts with that follows another: "and when do I …".
    private static let joints: Set<String> = [
        "and", "but", "so", "then", "ok", "okay", "also", "or",
    ]

    /// What titles that ask start with.
    private static let openers: Set<String> = [
        "whom", "whose", "am", "was", "were", "had", "i", "my",
    ]
    private static let interrogatives = [
        "吗", "呢", "么", "谁", "哪", "几", "多少", "多久", "如何", "何时", "为何",
    ]
}
