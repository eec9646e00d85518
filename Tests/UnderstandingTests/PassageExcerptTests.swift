import Testing
import Understanding

/// What of a passage is shown to who asks for one thing of it.
@Suite struct PassageExcerptTests {
    static let stay = """
        Breakfast is served from seven to ten in the garden room, and on Sundays until eleven.

        Rooms are ready from three in the afternoon.

        Dogs are welcome in all rooms but not in the restaurant.

        They cost ten euros a night.

        The pool is open from May to September. Please shower before you swim, and bring a towel of your own.
        """
    static let prices = """
        We deliver to these countries:

        - Austria: 9 euros
        - Switzerland: 15 euros, and customs come on top
        - Iceland: 25 euros
          by ship only

        Whatever is heavier than thirty kilogrammes comes by a carrier, who calls before and takes the parcel to your door, whichever country you live in.
        """
    static let table = """
        | Plan | Calls | Data |
        |---|---|---|
        | Small | 100 minutes of calls to all networks of the country | one gigabyte for browsing and mail |
        | Medium | 500 minutes of calls to all networks of the country | ten gigabytes for browsing and mail |
        | Large | calls without end to all networks of the country | fifty gigabytes for browsing and mail |
        """
    static let hotel = """
        早餐从七点到十点在花园厅供应，周日到十一点，提前出发的客人可以带走一份。

        房间下午三点以后可以入住，行李可以先寄存在前台，我们免费为您保管到晚上。

        狗可以带进所有房间，但不能进餐厅。

        每晚加收十元清洁费。

        游泳池五月到九月开放，下水前请先淋浴，毛巾请自备，儿童须有家长陪同。
        """

    static let cases: [(title: String, text: String, query: String, shown: [String])] = [
        ("Your stay", stay, "when is breakfast", ["Breakfast is"]),
        ("Your stay", stay, "are dogs allowed", ["Dogs are welcome"]),
        // What leans on the sentence before stands below it.
        ("Your stay", stay, "how many euros a night", ["Dogs are welcome", "They cost ten"]),
        ("Your stay", stay, "pool and breakfast", []),
        ("Your stay", stay, "my stay", []),
        // Who asks for what the section is called is told all of it.
        ("Pool", stay, "tell me about the pool", []),
        ("Pool", stay, "when is the pool open in May", ["The pool is open"]),
        (
            "Delivery abroad", prices, "delivery to Switzerland",
            ["We deliver to these countries:", "- Switzerland"]
        ),
        (
            "Delivery abroad", prices, "do you ship to Iceland",
            ["We deliver to these countries:", "- Iceland: 25 euros\n  by ship only"]
        ),
        ("Plans", table, "what is in the medium one", ["| Plan |", "|---|", "| Medium |"]),
        ("入住须知", hotel, "早餐几点开始", ["早餐从七点"]),
        ("入住须知", hotel, "可以带狗吗", ["狗可以带进"]),
        ("入住须知", hotel, "入住须知", []),
    ]

    @Test(arguments: cases)
    func whatAnswersIsShown(title: String, text: String, query: String, shown: [String]) {
        let passage = Passage(id: "a", title: title, text: text)

        let excerpt = passage.excerpt(for: query)

        guard !shown.isEmpty else {
            #expect(excerpt == text)
            return
        }
        var rest = Substring(excerpt)
        for piece in shown {
            let found = rest.firstRange(of: piece)
            #expect(found != nil, "\(excerpt)")
            rest = found.map { rest[$0.upperBound...] } ?? rest
        }
        #expect(excerpt.count < text.count * 2 / 3, "\(excerpt)")
    }

    /// Of a few sentences nobody is in want of fewer.
    @Test func aShortPassageIsShownAsItIs() {
        let text = "Dogs are welcome.\n\nThe pool opens in May.\n\nBreakfast is at seven."

        #expect(Passage(id: "a", title: "Stay", text: text).excerpt(for: "dogs") == text)
    }

    /// Steps, and code with what it follows, are of no use in pieces.
    @Test(arguments: [
        """
        1. Open the settings of the app, and there the page that is called security, below profile.
        2. Choose a new password of at least twelve letters, and write it down where nobody finds it.
        3. Confirm the letter that we send you within an hour, or you will have to begin anew.
        """,
        """
        Run this command in the folder of the project, as the user that the service runs as:

        ```
        service restart --force

        service status
        ```
        """,
    ])
    func stepsAndCodeStayTogether(text: String) {
        let passage = Passage(id: "a", title: "How?", text: text)

        for query in ["a new password", "confirm the letter", "service status", "which folder"] {
            #expect(passage.excerpt(for: query) == text)
        }
    }
}
