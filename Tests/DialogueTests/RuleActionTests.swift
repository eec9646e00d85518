import Dialogue
import Testing

@Suite struct RuleActionTests {
    static let names: [(name: String, action: RuleAction?)] = [
        ("utter_greet", .say("utter_greet")), ("utter_faq/hours", .say("utter_faq/hours")),
        ("action_answer", .showPassage), ("action_open_ticket", .openTicket),
        ("action_handoff", .askForPerson), ("none_of_these", nil), ("action_listen", nil),
        ("greet", nil), ("", nil),
    ]

    @Test(arguments: names)
    func aRuleNamesResponsesAndWhatTheDeskDoes(name: String, action: RuleAction?) {
        #expect(RuleAction(name) == action)
    }

    /// A rule that opens a ticket or calls a person is an answer of its intent, which can be asked
    /// why.
    @Test(arguments: [RuleAction.openTicket, .askForPerson])
    func whatIsDoneIsAnAnswerOfItsIntent(action: RuleAction) throws {
        let policy = MissTests.policy([:], ["boss": [action]])

        let decision = try policy.decide(
            DialoguePolicyTests.state(), DialoguePolicyTests.facts,
            .message(DialoguePolicyTests.reading([("boss", 0.99)]), contentType: .text))

        let answers = decision.bodies.compactMap { body in
            if case .message(let said) = body { said.answer } else { nil }
        }
        #expect(answers.map(\.intent) == ["boss"])
        #expect(answers.map(\.confidence) == [0.99])
    }

    /// Who is asked whether it is a person heard "Back to the bot".
    @Test func theTitleOfAButtonIsSaidByNoRule() throws {
        let policy = MissTests.policy([:], ["check": [.say("utter_bot")]])

        #expect(!policy.script.hasReply(to: "check"))
        #expect(
            MissTests.policy(["utter_bot": "I am one."], ["check": [.say("utter_bot")]])
                .script.hasReply(to: "check"))
    }

    /// The bot is silent while a person is asked for, whatever comes last in a rule.
    @Test func whatARuleSaysComesBeforeTheWaitForAPerson() throws {
        let policy = MissTests.policy(
            ["utter_office": "The office opens at nine."],
            ["boss": [.askForPerson, .say("utter_office")]])

        let decision = try policy.decide(
            DialoguePolicyTests.state(), DialoguePolicyTests.facts,
            .message(DialoguePolicyTests.reading([("boss", 0.99)]), contentType: .text))

        #expect(
            ConversationRulesTests.said(decision).first == "The office opens at nine.")
        #expect(decision.bodies.last == .status(.waiting, position: 3))
    }
}
