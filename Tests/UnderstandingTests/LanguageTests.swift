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
}
