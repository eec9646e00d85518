import Assistant
import Testing
import Understanding

/// What is doubtful in a project is told with file and line, and served all the same.
@Suite struct DoubtfulProjectTests {
    static let doubtful: [(name: String, text: String, finding: String)] = [
        (
            "an example in two intents",
            "nlu:\n- intent: a\n  examples: |\n    - one two\n    - x\n- intent: b\n  examples: |\n    - One, two!\n    - y\n",
            "intents/f.yml:8: warning: an example of 'b' is one of 'a' at intents/f.yml:4"
        ),
        (
            "a duplicate", "nlu:\n- intent: a\n  examples: |\n    - one\n    - one\n",
            "intents/f.yml:5: warning: the same example stands at intents/f.yml:4"
        ),
        (
            "a duplicate in a folded block",
            "nlu:\n- intent: a\n  examples: >\n    - one\n\n    - two\n    three\n\n\n    - one\n",
            "intents/f.yml:10: warning: the same example stands at intents/f.yml:4"
        ),
        (
            "one example", "nlu:\n- intent: a\n  examples: |\n    - one\n",
            "intents/f.yml:4: warning: intent 'a' has one example only"
        ),
        (
            "an example without a word",
            "nlu:\n- intent: a\n  examples: |\n    - one\n    - ⟨…⟩\n- intent: b\n  examples: |\n    - ?!\n",
            "intents/f.yml:5: warning: '⟨…⟩' has no word, so it teaches nothing"
        ),
        (
            "a picture twice, in another skin",
            "nlu:\n- intent: a\n  examples: |\n    - one\n    - 👍\n- intent: b\n  examples: |\n    - 👍🏽!\n",
            "intents/f.yml:8: warning: an example of 'b' is one of 'a' at intents/f.yml:5"
        ),
        (
            "one example with a word",
            "nlu:\n- intent: a\n  examples: |\n    - 😀\n    - one\n",
            "intents/f.yml:5: warning: intent 'a' has one example only"
        ),
        (
            "an intent without a word",
            "nlu:\n- intent: a\n  examples: |\n    - one\n- intent: b\n  examples: |\n    - 😀\n    - 🚀\n",
            "intents/f.yml:7: warning: no example of the intent 'b' has a word; "
                + "write some that have"
        ),
        (
            "a rule that says nothing",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps: [{intent: a}, {action: utter_b}]\n",
            "intents/f.yml:6: warning: the rule says 'utter_b', which is no response"
        ),
        (
            "a rule that says a group of responses",
            "nlu:\n- intent: a\n  examples: |\n    - one\nresponses:\n  utter_b/c:\n  - text: x\nrules:\n- rule: r\n  steps: [{intent: a}, {action: utter_b}]\n",
            "intents/f.yml:9: warning: the rule says 'utter_b', which is no response"
        ),
        (
            "a dead response",
            "nlu:\n- intent: a\n  examples: |\n    - one\nresponses:\n  utter_b:\n  - text: x\n",
            "intents/f.yml:6: warning: response 'utter_b' is never said"
        ),
        (
            "stories", "nlu:\n- intent: a\n  examples: |\n    - one\nstories:\n- story: s\n",
            "intents/f.yml:5: warning: 'stories' is not served yet; the rest of the file is"
        ),
        (
            "an unknown key", "nlu:\n- intent: a\n  examples: |\n    - one\nnul: 1\n",
            "intents/f.yml:5: warning: unknown key 'nul'; left out"
        ),
        (
            "a listed intent without examples",
            "nlu:\n- intent: a\n  examples: |\n    - one\nintents:\n- a\n- b: {use_entities: []}\n",
            "intents/f.yml:7: warning: the intent 'b' has no example; it is not known"
        ),
        (
            "intents that are no list",
            "nlu:\n- intent: a\n  examples: |\n    - one\nintents: a\n",
            "intents/f.yml:5: warning: 'intents' is no list; left out"
        ),
        (
            "a response that a rule leaves unsaid",
            "nlu:\n- intent: a\n  examples: |\n    - one\nresponses:\n  utter_a:\n  - text: x\nrules:\n- rule: r\n  steps: [{intent: a}, {action: action_open_ticket}]\n",
            "intents/f.yml:6: warning: response 'utter_a' is never said: the rule at "
                + "intents/f.yml:9 answers 'a'"
        ),
        (
            "a rule that does what only a button calls",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps: [{intent: a}, {action: none_of_these}]\n",
            "intents/f.yml:7: warning: rule 'r' for 'a' is not served yet: the action 'none_of_these'; "
                + "only intent → actions is"
        ),
        (
            "a rule of a form",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps:\n  - intent: a\n  - action: a_form\n  - active_loop: a_form\n",
            "intents/f.yml:9: warning: rule 'r' for 'a' is not served yet: the form 'a_form'; "
                + "only intent → actions is"
        ),
        (
            "a rule that only sets a slot",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps:\n  - intent: a\n  - slot_was_set: [{x: 1}]\n",
            "intents/f.yml:9: warning: rule 'r' for 'a' is not served yet: a step with "
                + "'slot_was_set', which is about a slot; only intent → actions is"
        ),
        (
            "a rule of a form by another name",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps:\n  - intent: a\n  - action: ask_all\n  - active_loop: ask_all\n",
            "intents/f.yml:9: warning: rule 'r' for 'a' is not served yet: the form 'ask_all'; "
                + "only intent → actions is"
        ),
        (
            "a rule within a form",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps:\n  - active_loop: f\n  - intent: a\n  - action: utter_a\n",
            "intents/f.yml:8: warning: rule 'r' for 'a' is not served yet: a step with "
                + "'active_loop', which is about a form; only intent → actions is"
        ),
        (
            "a rule of a custom action",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps: [{intent: a}, {action: action_find}]\n",
            "intents/f.yml:7: warning: rule 'r' for 'a' is not served yet: the custom action "
                + "'action_find'; only intent → actions is"
        ),
        (
            "a rule of an action of Rasa's",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps: [{intent: a}, {action: action_restart}]\n",
            "intents/f.yml:7: warning: rule 'r' for 'a' is not served yet: the action "
                + "'action_restart'; only intent → actions is"
        ),
        (
            "a rule that does nothing",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  steps:\n  - intent: a\n",
            "intents/f.yml:8: warning: rule 'r' for 'a' is not served yet: no action in it; "
                + "only intent → actions is"
        ),
        (
            "a response whose rule is not served",
            "nlu:\n- intent: a\n  examples: |\n    - one\nresponses:\n  utter_a:\n  - text: x\nrules:\n- rule: r\n  steps: [{intent: a}, {action: a_form}]\n",
            "intents/f.yml:6: warning: 'utter_a' is not said to 'a': the rule at "
                + "intents/f.yml:9 is not served"
        ),
        (
            "a response with a hole",
            "nlu:\n- intent: a\n  examples: |\n    - one\nresponses:\n  utter_a:\n  - text: 'on {date} to {place}'\n",
            "intents/f.yml:6: warning: nothing fills {place} of 'utter_a', "
                + "for no entity is called so"
        ),
        (
            "a rule with a condition",
            "nlu:\n- intent: a\n  examples: |\n    - one\nrules:\n- rule: r\n  condition: [{active_loop: x}]\n  steps: [{intent: a}, {action: utter_a}]\n",
            "intents/f.yml:7: warning: rule 'r' for 'a' is not served yet: its key 'condition'; "
                + "only intent → actions is"
        ),
    ]

    @Test(arguments: doubtful)
    func whatIsDoubtfulIsReportedWithFileAndLineAndServed(
        name: String, text: String, finding: String
    ) throws {
        let project = try Folder.project(["intents/f.yml": text, "corpus/en/a.md": "# A\ntext"])

        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func examplesWithoutAWordAreNotTheSameAndAreServed() throws {
        let project = try Folder.project(
            ["intents/a.txt": "one\ntwo", "intents/b.txt": "😀\n…\n🚀\n?!"])

        #expect(project.examples.map(\.text) == ["one", "two", "😀", "…", "🚀", "?!"])
        #expect(
            project.findings.filter { $0.message.hasSuffix("teaches nothing") }.map(\.place.line)
                == [2, 4])
        #expect(!project.findings.contains { $0.message.contains("same example") })
    }

    @Test func theRuleOfARetrievalIntentIsNoFault() throws {
        let text = """
            nlu:
            - intent: faq/hours
              examples: |
                - when do you open
                - opening hours
            - intent: chitchat/joke
              examples: |
                - tell me a joke
                - make me laugh
            responses:
              utter_faq/hours:
              - text: At nine.
              utter_chitchat/joke:
              - text: Knock, knock.
            rules:
            - rule: questions
              steps: [{intent: faq}, {action: utter_faq}]
            intents: [faq, chitchat, nlu_fallback]
            """
        let project = try Folder.project(["intents/f.yml": text, "corpus/a.md": "# A\nx"])

        #expect(project.findings == [])
    }
}
