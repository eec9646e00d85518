import Assistant
import Dialogue
import Testing

/// Which of Rasa's rules are served, and for which intents.
@Suite struct RuleFormTests {
    private func project(_ rules: String) throws -> AssistantProject {
        let intents = ["a", "b", "c", "d"].map {
            "- intent: \($0)\n  examples: [\($0) one, \($0) two]\n"
        }
        return try Folder.project([
            "intents/f.yml": "nlu:\n\(intents.joined())responses:\n  utter_x:\n  - text: x\n",
            "intents/r.yml": "rules:\n\(rules)", "corpus/a.md": "# A\nx",
        ])
    }

    /// The rule was left out, and its intents were said to have none.
    @Test func aRuleServesEachOfTheIntentsUnderItsOr() throws {
        let project = try project(
            """
            - rule: r
              steps:
              - or:
                - intent: a
                - intent: b
                - intent: a
              - action: utter_x
              - action: action_handoff
            """)

        let actions: [RuleAction] = [.say("utter_x"), .askForPerson]
        #expect(project.script.actions == ["a": actions, "b": actions])
        #expect(project.unansweredIntents == ["c", "d"])
        #expect(
            !project.findings.contains { $0.place.file == "intents/r.yml" }, "\(project.findings)")
        #expect(!project.findings.contains { $0.message.hasPrefix("intent 'a' has no response") })
    }

    @Test(arguments: [
        "  condition: [{active_loop: null}]\n", "  condition:\n  - active_loop: ~\n",
        "  condition:\n",
        "  wait_for_user_input: true\n",
    ])
    func aRuleWhoseConditionAlwaysHoldsIsServed(condition: String) throws {
        let project = try project(
            "- rule: r\n\(condition)  steps: [{intent: a}, {action: utter_x}]\n"
                + "- rule: s\n  condition: [{active_loop: x_form}]\n"
                + "  steps: [{intent: a}, {action: action_handoff}]\n")

        #expect(project.script.actions["a"] == [.say("utter_x")])
    }

    @Test(arguments: [
        "  condition: [{active_loop: x_form}]\n", "  condition: [{slot_was_set: [{x: null}]}]\n",
        "  condition: [{active_loop: null}, {slot_was_set: [{x: y}]}]\n", "  condition: x\n",
        "  wait_for_user_input: false\n", "  conversation_start: true\n",
    ])
    func aRuleWithAConditionIsNotServed(condition: String) throws {
        let project = try project(
            "- rule: r\n\(condition)  steps: [{intent: a}, {action: utter_x}]\n")

        #expect(project.script.actions["a"]?.isEmpty ?? true)
        #expect(
            project.findings.contains {
                $0.description.hasPrefix(
                    "intents/r.yml:3: warning: rule 'r' for 'a' is not served yet: its key '")
            }, "\(project.findings)")
    }

    static let doubtful: [(name: String, rule: String, findings: [String])] = [
        (
            "another thing than an intent",
            "- rule: r\n  steps:\n  - or: [{intent: a}, {slot_was_set: [{x: y}]}]\n"
                + "  - action: utter_x\n",
            [
                "4: warning: rule 'r' is not served yet: an 'or' of other things than intents; only "
                    + "intent → actions is"
            ]
        ),
        (
            "a list of nothing", "- rule: r\n  steps:\n  - or: []\n  - action: utter_x\n",
            [
                "4: warning: rule 'r' is not served yet: an 'or' of other things than intents; only "
                    + "intent → actions is"
            ]
        ),
        (
            "an or behind the intent",
            "- rule: r\n  steps:\n  - intent: a\n  - or: [{intent: b}, {intent: c}]\n",
            [
                "5: warning: rule 'r' for 'a' is not served yet: a step with 'or'; only intent → "
                    + "actions is"
            ]
        ),
        (
            "a form",
            "- rule: r\n  steps:\n  - or: [{intent: a}, {intent: b}, {intent: c}, {intent: d}]\n"
                + "  - action: x_form\n",
            [
                "5: warning: rule 'r' for 'a', 'b', 'c' … is not served yet: the form 'x_form'; only "
                    + "intent → actions is"
            ]
        ),
        (
            "a response that is not there",
            "- rule: r\n  steps:\n  - or: [{intent: a}, {intent: b}]\n  - action: utter_y\n",
            ["2: warning: the rule says 'utter_y', which is no response"]
        ),
        (
            "an intent that has a rule",
            "- rule: r\n  steps: [{intent: a}, {action: utter_x}]\n"
                + "- rule: s\n  steps: [{or: [{intent: a}, {intent: b}]}, {action: action_handoff}]\n",
            ["4: warning: another rule for 'a'; this one counts"]
        ),
        (
            "an intent that has such a rule",
            "- rule: r\n  steps: [{intent: a}, {action: utter_x}]\n"
                + "- rule: s\n  steps: [{or: [{intent: a}, {intent: b}]}, {action: utter_x}]\n", []
        ),
    ]

    @Test(arguments: doubtful)
    func whatARuleWithAnOrSaysIsReportedOnce(
        name: String, rule: String, findings: [String]
    ) throws {
        let project = try project(rule)

        let found = project.findings.filter { $0.place.file == "intents/r.yml" }
        #expect(found.map(\.description) == findings.map { "intents/r.yml:\($0)" })
    }

    @Test func theIntentsOfARuleThatIsNotServedAreNotSaidToHaveNone() throws {
        let project = try project(
            "- rule: r\n  steps: [{or: [{intent: a}, {intent: b}]}, {action: x_form}]\n")

        let bare = project.findings.filter { $0.message.contains("no response, rule or article") }
        #expect(bare.map(\.message).map { $0.prefix(10) } == ["intent 'c'", "intent 'd'"])
        #expect(project.unansweredIntents == ["a", "b", "c", "d"])
    }
}
