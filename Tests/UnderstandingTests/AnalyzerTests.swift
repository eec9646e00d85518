import Testing
import Understanding

@Suite struct AnalyzerTests {
    static let table: [(text: String, words: [String])] = [
        ("Where's my ORDER?", ["where", "'s", "my", "order"]),
        ("I can't, won't and dont", ["i", "can", "n't", "will", "n't", "and", "do", "n't"]),
        ("it’s ‘quoted’ text", ["it", "'s", "quoted", "text"]),
        ("order 1234567 or 12", ["order", "0000", "or", "00"]),
        ("café CAFE\u{301} ﬁne", ["cafe", "cafe", "fine"]),
        ("ＦＵＬＬ　ｗｉｄｔｈ １２", ["full", "width", "00"]),
        ("重跑gen-itgc后", ["重", "跑", "gen", "-", "itgc", "后"]),
        ("退款！", ["退", "款", "!"]), ("退訂後，還沒發貨嗎", ["退", "订", "后", ",", "还", "没", "发", "货", "吗"]),
        ("帳號 裏 裡 為 爲 臺 檯 妳", ["账", "号", "里", "里", "为", "为", "台", "台", "你"]),
        // Simplified ideographs stay as they are.
        ("帐篷 么 甚 台", ["帐", "篷", "么", "甚", "台"]),
        ("wifi 连不上?", ["wifi", "连", "不", "上", "?"]),
        ("١٢٣ привет", ["000", "привет"]),
        ("", []), ("  \u{200B}\u{FE0F}  ", []), ("🙂🙂", []),
    ]

    @Test(arguments: table)
    func aTextBecomesItsTokens(text: String, words: [String]) {
        let analysis = Analyzer().analyze(text)

        #expect(analysis.tokens.map(analysis.text(of:)) == words)
    }

    static let languages: [(text: String, language: Language?)] = [
        ("How much is the ポケモン figure?", .english), ("배송은 언제 오나요", nil), ("注文はどこですか", nil),
        ("要の订单到哪了", .chinese),
        ("hello", .english), ("你好", .chinese), ("打开qq", .chinese), ("123 ?", nil), ("", nil),
        ("my order 还没到", .chinese), ("how do you say 你 in this very long sentence", .english),
    ]

    @Test(arguments: languages)
    func theLanguageIsThatOfMostLetters(text: String, language: Language?) {
        #expect(Analyzer().analyze(text).language == language)
    }

    @Test func aTextIsReadUpToItsLimitHoweverItFolds() {
        let folding = String(repeating: "\u{FDFA}", count: 2_000)

        let analysis = Analyzer().analyze(folding, scalarLimit: 100)

        #expect(analysis.bytes.count <= 100 * 4 + 200)
    }

    /// What comes behind costs nothing, whatever it is.
    @Test func aMessageIsReadUpToItsLimit() {
        let page = String(repeating: "word ", count: Analyzer.messageScalarsMax / 5)

        let whole = Analyzer().analyze(page)
        let longer = Analyzer().analyze(page + "wor" + String(repeating: "d 字", count: 50_000))

        #expect(whole.tokens.count == Analyzer.messageScalarsMax / 5)
        #expect(longer.tokens.count == whole.tokens.count + 1)
    }
}
