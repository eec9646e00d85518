import Dialogue
import Testing
import Understanding

/// Which way a reading goes.
extension DialoguePolicyTests {
    /// Of a message that is an example of two intents.
    private static func shared(
        _ intents: [(String, Double)], _ passages: [(Passage, Double)] = []
    ) -> Interpretation {
        reading(intents, passages, isExample: true, meanings: 2)
    }

    static let routes: [(name: String, reading: Interpretation, route: String)] = [
        ("a sure intent", reading([("greet", 0.9), ("order_status", 0.05)]), "intent greet"),
        ("an intent with an article only", reading([("delivery", 0.9)]), "intent delivery"),
        (
            "two close intents", reading([("greet", 0.55), ("order_status", 0.4)]),
            "clarify greet|where is my order"
        ),
        ("a sure ticket", reading([("complain", 0.8)], strange: 2), "intent complain"),
        ("a ticket that is not so sure", reading([("complain", 0.7)]), "clarify complain"),
        (
            "a ticket for a message that is mostly about something else",
            reading([("complain", 0.97)], strange: 2.1), "clarify complain"
        ),
        (
            "a long one, most of which speaks for it",
            reading([("complain", 0.97)], evidence: 8, strange: 4), "intent complain"
        ),
        (
            "the same, as one of its examples",
            reading([("complain", 0.98)], isExample: true, strange: 2.1), "intent complain"
        ),
        (
            "a person, likewise", reading([("talk", 0.97)], [(passage, 0.6)], strange: 2.1),
            "clarify talk|How long?"
        ),
        (
            "a ticket for which only words of the whole desk speak",
            reading([("complain", 0.97)], telling: 0.4), "clarify complain"
        ),
        (
            "an unsure ticket beside a section that is worth a question",
            reading([("complain", 0.7)], [(passage, 0.3)]), "clarify complain|How long?"
        ),
        ("a weak intent", reading([("greet", 0.45)]), "clarify greet"),
        (
            "a section that is worth a question behind two that are not",
            reading([], [(passage, 0.1), (twin("a", "A", title: "A?"), 0.1), (other, 0.3)]),
            "clarify Other?"
        ),
        ("too weak an intent", reading([("greet", 0.25)]), "fallback"),
        ("a sure passage", reading([("greet", 0.2)], [(passage, 0.9)]), "knowledge How long?"),
        (
            "a passage that beats an intent", reading([("greet", 0.6)], [(passage, 0.95)]),
            "knowledge How long?"
        ),
        (
            "an intent that beats a passage", reading([("greet", 0.9)], [(passage, 0.8)]),
            "intent greet"
        ),
        (
            "an article's own question beside a surer intent",
            reading([("greet", 0.995)], [(passage, 0.99)], isExact: true), "knowledge How long?"
        ),
        (
            "nearly an article's own question beside a surer intent",
            reading([("greet", 0.995)], [(passage, 0.92)], isNear: true), "knowledge How long?"
        ),
        (
            "nearly an article's question that is about more, in an intent's own words",
            reading([("greet", 0.9)], [(passage, 0.95)], isNear: true, fit: .less),
            "intent greet"
        ),
        (
            "the same, in other words",
            reading([("greet", 0.9)], [(passage, 0.95)], isNear: true, fit: .less, uncovered: 0.3),
            "knowledge How long?"
        ),
        (
            "the same beside an intent that is not sure",
            reading([("greet", 0.7)], [(passage, 0.95)], isNear: true, fit: .less),
            "knowledge How long?"
        ),
        (
            "nearly an article's question that is about something else",
            reading([("greet", 0.97)], [(passage, 0.95)], isNear: true, fit: .other),
            "clarify greet|How long?"
        ),
        (
            "the same beside an intent that is likelier, and not nearly",
            reading([("greet", 0.97)], [(passage, 0.95)], fit: .other), "intent greet"
        ),
        (
            "the same of the article that the intent shows",
            reading([("delivery", 0.9)], [(boundPassage, 0.95)], fit: .other),
            "knowledge How long?"
        ),
        (
            "nearly the question of the article that the intent shows",
            reading([("delivery", 0.995)], [(boundPassage, 0.92)], isNear: true),
            "intent delivery"
        ),
        (
            "an example that is nearly an article's question",
            reading([("greet", 0.99)], [(passage, 0.92)], isNear: true, isExample: true),
            "intent greet"
        ),
        (
            "a question that two articles have beside an intent",
            reading([("greet", 0.9)], [(passage, 0.7), (other, 0.7)], isExact: true),
            "clarify How long?|Other?"
        ),
        (
            "the question of the article that the intent shows",
            reading([("delivery", 0.995)], [(boundPassage, 0.99)], isExact: true),
            "intent delivery"
        ),
        (
            "an example that is an article's own question, too",
            reading([("greet", 0.99)], [(passage, 0.99)], isExact: true, isExample: true),
            "intent greet"
        ),
        (
            "an example of two intents, which share its certainty on a desk of a high threshold",
            shared([("greet", 0.33), ("order_status", 0.33), ("talk", 0.02)]),
            "clarify greet|where is my order"
        ),
        (
            "an example of two intents that an article answers, too",
            shared([("greet", 0.495), ("order_status", 0.495)], [(passage, 0.95)]),
            "clarify greet|where is my order|How long?"
        ),
        (
            "an example of two intents that nothing can be said to",
            shared([("unknown", 0.495), ("nothing", 0.495)], [(passage, 0.95)]),
            "knowledge How long?"
        ),
        (
            "two passages that cannot be told apart", reading([], [(passage, 0.6), (other, 0.59)]),
            "clarify How long?|Other?"
        ),
        (
            "a question of two articles",
            reading([], [(twin("a", "Delivery"), 0.6), (twin("b", "Returns"), 0.59)]),
            "clarify How long? (Delivery)|How long? (Returns)"
        ),
        (
            "a question of two articles, one of them without a title",
            reading([], [(passage, 0.6), (twin("b", "Returns"), 0.59)]),
            "clarify How long?|How long? (Returns)"
        ),
        (
            "a question of two articles of one title",
            reading([], [(twin("a", "Times"), 0.6), (twin("b", "Times"), 0.59)]),
            "clarify How long? (en/a.md)|How long? (en/b.md)"
        ),
        (
            "questions of one article that cannot be told apart",
            reading(
                [],
                [
                    (twin("a", "Setup", title: "How long is a lamp?"), 0.7),
                    (twin("a", "Setup", title: "How long is a sofa?"), 0.6),
                    (twin("a", "Setup", title: "How long is a tent?"), 0.55),
                ], isTwin: true),
            "clarify How long is a lamp?|How long is a sofa?|How long is a tent?"
        ),
        (
            "the same, beside an intent that is surer",
            reading(
                [("greet", 0.8)],
                [
                    (twin("a", "Setup", title: "How long is a lamp?"), 0.7),
                    (twin("a", "Setup", title: "How long is a sofa?"), 0.7),
                ], isTwin: true),
            "intent greet"
        ),
        (
            "a question that is its articles' title",
            reading([], [(twin("a", "How long?"), 0.6), (twin("b", "How long?"), 0.59)]),
            "clarify How long? (en/a.md)|How long? (en/b.md)"
        ),
        (
            "a question of two parts of one article",
            reading(
                [],
                [
                    (twin("a", "Setup", "Windows"), 0.4), (twin("a", "Setup", "Mac"), 0.39),
                ]),
            "clarify How long? (Windows)|How long? (Mac)"
        ),
        (
            "a question that one article has twice",
            reading([], [(twin("a", "Setup"), 0.4), (twin("a", "Setup"), 0.39)]),
            "clarify How long? (en/a.md)"
        ),
        (
            "questions that differ in a mark",
            reading([], [(twin("a", "Setup"), 0.6), (twin("b", "Use", title: "how long:"), 0.59)]),
            "clarify How long? (Setup)|how long: (Use)"
        ),
        (
            "a Chinese question of two articles",
            reading(
                [],
                [(twin("a", "配送", nil, .chinese), 0.6), (twin("b", "退货", nil, .chinese), 0.59)]),
            "clarify How long?（配送）|How long?（退货）"
        ),
        (
            "an intent called like a question",
            reading(
                [("order_status", 0.6)],
                [(twin("a", "Orders", title: "where is my order"), 0.6)]),
            "clarify where is my order|where is my order (Orders)"
        ),
        ("a weak passage", reading([], [(passage, 0.4)]), "clarify How long?"),
        ("a weaker passage", reading([], [(passage, 0.21)]), "clarify How long?"),
        ("too weak a passage", reading([], [(passage, 0.19)]), "fallback"),
        (
            "a weaker passage of what may be ours",
            reading([], [(passage, 0.3)], inScope: 0.7), "fallback"
        ),
        (
            "a weak passage beside a weak intent",
            reading([("greet", 0.45), ("order_status", 0.1)], [(passage, 0.4)]),
            "clarify greet|How long?"
        ),
        (
            "a weak intent and a section of its article",
            reading([("delivery", 0.45)], [(boundPassage, 0.4)]), "clarify delivery"
        ),
        (
            "a weak passage of what is hardly ours",
            reading([("greet", 0.2)], [(passage, 0.45)], inScope: 0.2), "fallback"
        ),
        (
            "a passage half as sure of what is hardly ours",
            reading([("greet", 0.2)], [(passage, 0.7)], inScope: 0.1), "clarify How long?"
        ),
        (
            "a sure passage of what no intent knows",
            reading([("greet", 0.2)], [(passage, 0.8)], inScope: 0.1), "knowledge How long?"
        ),
        ("nothing", reading(), "fallback"),
        ("a word for a person", reading([("greet", 0.99)], person: true), "handoff"),
        ("an intent nothing can be said to", reading([("mystery", 0.9)]), "fallback"),
    ]

    @Test(arguments: routes)
    func aReadingGoesItsWay(name: String, reading: Interpretation, route: String) {
        let found: String
        switch Self.policy.route(reading, Self.state()) {
        case .handoff: found = "handoff"
        case .ticket: found = "ticket"
        case .changeTicket(let number, let status): found = "\(status) \(number)"
        case .declined: found = "declined"
        case .intent(let intent, _): found = "intent \(intent)"
        case .knowledge(let passage, _): found = "knowledge \(passage.title)"
        case .clarify(let choices): found = "clarify " + choices.map(\.title).joined(separator: "|")
        case .fallback: found = "fallback"
        }
        #expect(found == route, "\(name)")
    }

    /// Two intents may begin with one example, but for blanks and marks.
    @Test func buttonsOfOneTitleAreCalledByTheirIntent() throws {
        let policy = MissTests.policy(
            ["utter_loan_papers": "Loan.", "utter_card_papers": "Card."],
            titles: [
                "loan_papers": [.english: "what do  I submit?"],
                "card_papers": [.english: "What do I submit"],
            ])

        let route = policy.route(
            Self.reading([("loan_papers", 0.5), ("card_papers", 0.4)]), Self.state())

        guard case .clarify(let choices) = route else {
            Issue.record("\(route)")
            return
        }
        #expect(choices.map(\.title) == ["what do  I submit?", "card papers"])
    }

    /// A net of a few greetings is sure of whatever shares a word with one: "good day trips", 早餐几点.
    @Test(arguments: [
        (1, false, "knowledge"), (0.5, false, "intent"), (1, true, "intent"),
    ])
    func aWordMoreIsNoWordBetweenPeople(strange: Double, isExample: Bool, way: String) throws {
        let policy = MissTests.policy(
            ["utter_hi": "Hello."], titles: ["hi": [.english: "good day"]])
        let reading = Self.reading(
            [("hi", 0.97)], [(Self.passage, 0.7)], isExample: isExample, strange: strange)

        let route = policy.route(reading, Self.state())

        switch route {
        case .knowledge: #expect(way == "knowledge")
        case .intent(let name, _): #expect((way, name) == ("intent", "hi"))
        default: Issue.record("\(route)")
        }
    }

    /// Nor is it offered as a topic.
    @Test(arguments: [(1, false), (0, true)])
    func noWordBetweenPeopleIsATopic(strange: Double, isOffered: Bool) throws {
        let policy = MissTests.policy(
            ["utter_hi": "Hello."], titles: ["hi": [.english: "good day"]])
        let reading = Self.reading([("hi", 0.3)], strange: strange)

        let decision = try policy.decide(
            Self.state(), Self.facts, .message(reading, contentType: .text))

        let titles = decision.bodies.flatMap { body -> [String] in
            if case .message(let said) = body { said.actions.map(\.title) } else { [] }
        }
        #expect(titles.contains("good day") == isOffered, "\(titles)")
    }
}
