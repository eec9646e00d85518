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
}
