import Testing
import Understanding

/// Messages that are not spelled as the desk does, on a desk of a few examples and articles.
@Suite struct RespellingTests {
    private static let respelling: Respelling? = {
        let chinese: [Example] = [
            ("shipping", ["什么时候发货", "还没发货吗", "今天能发货吗", "订单怎么还不发货", "发货要几天"]),
            ("courier", ["快递到哪了", "快递怎么不动了", "快递丢了怎么办", "查一下快递", "快递几天能到"]),
            ("invoice", ["怎么开发票", "发票什么时候寄", "我要开发票", "发票开错了", "可以补开发票吗"]),
            ("forgotten", ["密码忘了", "怎么改密码", "忘记密码怎么办", "密码输错了", "重置密码"]),
        ].flatMap { intent, texts in texts.map { Example(text: $0, intent: intent) } }
        let english: [Example] = [
            (
                "password",
                [
                    "i forgot my password", "reset my password", "how do i change my password",
                    "my password does not work", "i cannot log in to my account",
                ]
            ),
            (
                "showroom",
                [
                    "where is your showroom", "when is the showroom open",
                    "can i visit the showroom on sunday", "is there a showroom near me",
                ]
            ),
            (
                "parcel",
                [
                    "where is my parcel", "track my parcel", "my parcel has not arrived",
                    "when will my parcel come", "your parcel was left with a neighbour",
                ]
            ),
        ].flatMap { intent, texts in texts.map { Example(text: $0, intent: intent) } }
        let passages = [
            Passage(
                id: "a.md#kettle", title: "水壶有水垢怎么办？", questions: ["怎么除水垢"],
                text: "倒入白醋和水，煮开后放半小时，再用清水冲净。", language: .chinese),
            Passage(
                id: "a.md#iron", title: "铸铁锅生锈了怎么办？", questions: ["铸铁锅怎么保养"],
                text: "用钢丝球磨掉锈，擦干后抹油加热。", language: .chinese),
        ]
        guard let bytes = try? IntentModel.train(chinese + english),
            let model = try? IntentModel(bytes: bytes),
            let index = try? PassageIndex(bytes: PassageIndex.build(passages))
        else { return nil }
        return Respelling(KnownTexts(model, index))
    }()

    static let messages: [(text: String, meant: String)] = [
        // Of the same sound, or nearly; the left and right neighbours tell which.
        ("怎么开发飘", "怎么开发票"), ("块递到哪了", "快递到哪了"), ("什么时候法货", "什么时候发货"),
        ("蜜码忘了", "密码忘了"), ("快弟怎么不动了", "快递怎么不动了"), ("重自密码", "重置密码"),
        // Two of them, in traditional ideographs, and what only an article has.
        ("塊弟到哪了", "快递到哪了"), ("助铁锅生绣了怎么办", "铸铁锅生锈了怎么办"), ("怎么除水够", "怎么除水垢"),
        // Pinyin, and its first letters.
        ("kuaidi到哪了", "快递到哪了"), ("我的 mima 忘了", "我的密码忘了"), ("怎么开fp", "怎么开发票"),
        // Behind many words that need nothing.
        (
            String(repeating: "where is my parcel ", count: 10) + "pass word",
            String(repeating: "where is my parcel ", count: 10) + "password"
        ),
        // Torn, run together, short.
        ("my pass word", "my password"), ("show room hours", "showroom hours"),
        ("where is myparcel", "where is my parcel"),
        ("idk ur password", "do n't know your password"),
    ]

    @Test(arguments: messages)
    func aMessageIsReadAsItMayBeMeant(text: String, meant: String) throws {
        let respelled = try #require(Self.respelling).respelled(Analyzer().analyze(text))

        #expect(respelled.map { $0.text(in: $0.tokens.indices) } == meant)
    }

    static let plain = [
        "", "?", "快递到哪了", "where is my parcel", "i forgot my password", "i forgot my passwrod",
        // Nothing beside it tells of another.
        "飞机", "飞机场", "wo", "xyz快递到哪了xyz", "gibberish andmore", "the sun is round",
        // A letter is left as it is.
        String(repeating: "where is my parcel ", count: 30) + "pass word",
        // Much of it, which is passed over.
        String(repeating: "飞", count: 2_000), String(repeating: "zhongzhuang", count: 200) + "字",
        String(repeating: "zhuang ", count: 200) + "字", String(repeating: "in to ", count: 300),
    ]

    @Test(arguments: plain)
    func anythingElseStaysAsItWasTyped(text: String) throws {
        let analysis = Analyzer().analyze(text)

        #expect(try #require(Self.respelling).respelled(analysis)?.tokens == nil)
    }
}
