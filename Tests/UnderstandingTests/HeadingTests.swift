import Testing
import Understanding

/// Passages that are asked for by headings that are no questions.
@Suite struct HeadingTests {
    private static let passages = [
        Passage(
            id: "net.md#reset-the-router", title: "Reset the router",
            text: "Hold the button for ten seconds.", language: .english, headings: ["Network"]),
        Passage(
            id: "net.md#rename-the-network", title: "Rename the network",
            text: "Open the admin page.", language: .english, headings: ["Network"]),
        Passage(
            id: "app.md#install-on-linux", title: "Install the client",
            text: "Unpack the archive.", language: .english,
            headings: ["Set up a computer", "Linux"]),
        Passage(
            id: "app.md#install-on-windows", title: "Install the client",
            text: "Run the setup program.", language: .english,
            headings: ["Set up a computer", "Windows"]),
        Passage(
            id: "app.md#first", title: "First step", text: "Charge it.", language: .english,
            headings: ["Set up a computer", "Before the first flight"]),
        Passage(
            id: "bill.md#late", title: "Why was my payment late?",
            text: "Banks need a day.", language: .english),
        Passage(
            id: "acc.md#get-an-account", title: "Get an account", text: "Fill in the form.",
            language: .english),
        Passage(
            id: "acc.md#billing", title: "Billing cycle", text: "From the first of a month.",
            language: .english),
        Passage(
            id: "api.md#single-sign-on", title: "Single sign-on",
            questions: ["sso", "How do I use SAML?"], text: "Part of Enterprise.",
            language: .english),
        Passage(
            id: "api.md#webhooks", title: "Webhooks", text: "Posted as JSON.", language: .english),
        Passage(
            id: "rooms.md#wi-fi", title: "Wi-Fi", text: "Free of charge.", language: .english),
        Passage(
            id: "rooms.md#open", title: "Open 9-17", text: "On all days.", language: .english),
        Passage(
            id: "pay.md#cards", title: "Cards", text: "- Visa\n- Mastercard\n- five - six",
            language: .english),
        Passage(id: "zh.md#无线", title: "怎么连接 Wi-Fi？", text: "先打开设置。", language: .chinese),
        Passage(id: "zh.md#酒吧", title: "酒吧", text: "在一楼。", language: .chinese),
        Passage(
            id: "zh.md#微信支付", title: "微信支付", text: "结账时扫码。", language: .chinese),
        Passage(
            id: "zh.md#clash", title: "Clash", text: "先下载客户端。", language: .chinese),
        Passage(
            id: "zh.md#重置路由器", title: "重置路由器", text: "按住按钮十秒。", language: .chinese),
    ]

    /// So many that a question is not sure of a passage by its words alone, as among a few.
    private static let others = (0..<120).map { part in
        Passage(
            id: "part.md#\(part)", title: "Part w\(part)x", text: "Fits w\(part)y.",
            language: .english)
    }

    private static func index() throws -> PassageIndex {
        try PassageIndex(bytes: PassageIndex.build(passages + others))
    }

    private static let named: [(query: String, id: String, score: Double)] = [
        ("I would like to know how to reset our routers", "net.md#reset-the-router", 0.85),
        ("can you please help me to reset my routers", "net.md#reset-the-router", 0.85),
        ("请问一下我想要给它重置路由器可以怎么用上啊", "zh.md#重置路由器", 0.85),
        // What stands above tells two of one title apart.
        ("how do i install the client on windows", "app.md#install-on-windows", 0.85),
        ("how do i install the client on linux", "app.md#install-on-linux", 0.85),
        // One word that tells is enough where the rest is the heading's own.
        ("How do I get an account?", "acc.md#get-an-account", 0.85),
        ("I'd like to get an account", "acc.md#get-an-account", 0.85),
        ("what is the billing cycle", "acc.md#billing", 0.85),
        ("do you have webhooks?", "api.md#webhooks", 0.85),
        ("你们支持微信支付吗", "zh.md#微信支付", 0.85), ("有没有微信支付", "zh.md#微信支付", 0.85),
        // Another name that the article gives it is one, too.
        ("do you have SSO", "api.md#single-sign-on", 0.85),
        ("有没有酒吧", "zh.md#酒吧", 0.85), ("怎么连接wifi", "zh.md#无线", 0.99),
        // A hyphen or none.
        ("do you have wifi", "rooms.md#wi-fi", 0.85), ("wifi", "rooms.md#wi-fi", 0.99),
        ("is there wi-fi", "rooms.md#wi-fi", 0.85),
        ("Clash 怎么用", "zh.md#clash", 0.85), ("如何重置路由器", "zh.md#重置路由器", 0.85),
        // Nothing tells these apart.
        ("how do i install the client", "app.md#install-on-linux", 0.7),
    ]

    @Test(arguments: named)
    func aHeadingInAFrameNamesItsPassage(query: String, id: String, score: Double) throws {
        let found = try Self.index().search(query, limit: 3)

        #expect(found.first?.passage.id == id)
        #expect(found.first.map { $0.score >= score } == true, "\(found.map(\.score))")
    }

    @Test(arguments: [
        // One word, more than the heading has, less, and a heading that is a question itself.
        "how do i use the router", "how do i reset the router of my neighbour",
        "how do i rename it", "is my late payment a problem", "how do i close an account",
        "怎么用",
    ])
    func whatIsNotTheHeadingAloneNamesNothing(query: String) throws {
        let found = try Self.index().search(query, limit: 3)

        #expect(found.allSatisfy { $0.score != 0.85 && $0.score != 0.7 }, "\(found.map(\.score))")
    }

    /// What stands beside a dash, and digits, are not one word.
    @Test(arguments: ["open 917", "visamastercard", "fivesix"])
    func onlyAHyphenInAWordJoinsIt(query: String) throws {
        let found = try Self.index().search(query, limit: 3)

        #expect(found.allSatisfy { !$0.isExact && $0.passage.id != "pay.md#cards" }, "\(found)")
    }

    @Test(arguments: [
        ("Set up a computer", "app.md#install-on-linux"), ("windows", "app.md#install-on-windows"),
        ("before the first flight?", "app.md#first"),
    ])
    func aHeadingOverSectionsLeadsToTheFirstOfThem(query: String, id: String) throws {
        let found = try Self.index().search(query, limit: 3)

        #expect(found.first?.passage.id == id)
        #expect(found.first?.isExact == true)
        #expect(found.first?.score == 0.99)
    }

    @Test func wordsOfTheHeadingsAboveCountAsText() throws {
        let found = try Self.index().search("the setup of windows", limit: 1)

        #expect(found.first?.passage.id == "app.md#install-on-windows")
        #expect(found.first?.terms.contains { $0.term == "windows" } == true)
    }

    @Test func headingsComeBackFromTheFile() throws {
        #expect(try Self.index().passages == Self.passages + Self.others)
    }
}
