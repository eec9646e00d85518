import Testing
import Understanding

@Suite struct LanguageTests {
    static let tags: [(tag: String, language: Language?)] = [
        ("en", .english), ("zh", .chinese), ("ZH", .chinese), ("En", .english),
        ("zh-CN", .chinese), ("zh_CN", .chinese), ("zh-Hans", .chinese), ("ZH_hant_TW", .chinese),
        ("en-GB", .english), ("en-US-u-hc-h12", .english), ("fr", nil), ("fr-CN", nil),
        ("eng", nil), ("english", nil), ("zhCN", nil), ("", nil), ("-en", nil), ("中文", nil),
    ]

    @Test(arguments: tags)
    func theFirstSubtagOfATagNamesTheLanguage(tag: String, language: Language?) {
        #expect(Language(tag: tag) == language)
    }

    static let texts: [(text: String, language: Language?)] = [
        ("where is my order", .english), ("我的订单到哪了", .chinese), ("打开qq", .chinese),
        ("response_format 怎么用", .chinese), ("Clash for Windows 怎么用", .chinese),
        ("warranty 多久", .chinese), ("怎么 reset password", .chinese),
        ("how do I install 我的世界", .english), ("what is the price of 乌龙茶 please", .english),
        ("123 ?", nil), ("", nil),
    ]

    /// Of two scripts the one that the sentence is framed in tells, where letters are more.
    @Test(arguments: texts)
    func aTextIsInTheLanguageOfItsSentence(text: String, language: Language?) {
        #expect(Analyzer().analyze(text).language == language)
    }
}
