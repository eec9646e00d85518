import Assistant
import Dialogue
import Testing
import Understanding

/// What a training file says and nothing serves is told with its place.
@Suite struct RasaFindingTests {
    /// Four lines.
    static let start = "nlu:\n- intent: a\n  examples: |\n    - one\n"

    static let left: [(name: String, text: String, finding: String)] = [
        (
            "a role", "\(start)    - to [NYC]{\"entity\":\"city\",\"role\":\"to\"}\n",
            "5: warning: 'role' of an annotation is not supported yet; the entity is learnt"
        ),
        (
            "a group", "\(start)    - to [NYC]{\"entity\":\"city\",\"group\":\"1\"}\n",
            "5: warning: 'group' of an annotation is not supported yet; the entity is learnt"
        ),
        (
            "an example that is a list", "nlu:\n- intent: a\n  examples:\n  - one\n  - [two]\n",
            "5: warning: an example of 'a' is neither a text nor a mapping with 'text'; left out"
        ),
        (
            "metadata of an example",
            "nlu:\n- intent: a\n  examples:\n  - text: one\n    metadata: {x: y}\n",
            "5: warning: 'metadata' of an example of 'a' is not used; left out"
        ),
        (
            "metadata of an intent",
            "nlu:\n- intent: a\n  metadata: {x: y}\n  examples:\n  - one\n",
            "3: warning: 'metadata' of 'a' is not used; left out"
        ),
        (
            "a button without a title",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n    - {payload: /b}\n",
            "9: warning: a button of 'utter_a' has no 'title'; left out"
        ),
        (
            "a button with a blank title",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n    - {title: \" \"}\n",
            "9: warning: a button of 'utter_a' has no 'title'; left out"
        ),
        (
            "a button that is a text",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n    - b\n",
            "9: warning: a button of 'utter_a' has no 'title'; left out"
        ),
        (
            "a button that calls nothing",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n"
                + "    - {title: b, payload: '/c{{\"d\":\"e\"}}'}\n",
            "9: warning: the button 'b' calls '/c{\"d\":\"e\"}', which names no intent; it is not shown"
        ),
        (
            "a button with broken JSON",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n"
                + "    - {title: b, payload: '/a{{\"d\": \"e\"'}\n",
            "9: warning: the button 'b' calls '/a{\"d\": \"e\"', which does not go on as "
                + "'{\"entity\": \"value\"}' behind the intent; it is read as words"
        ),
        (
            "a button with words behind a slash",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n"
                + "    - {title: b, payload: '/no intent'}\n",
            "9: warning: the button 'b' calls '/no intent', which is no intent's name; it is read "
                + "as words"
        ),
        (
            "a channel that there is none of",
            "\(start)responses:\n  utter_a:\n  - text: x\n    channel: wiget\n  - text: y\n",
            "7: warning: a variant of 'utter_a' is for the channel 'wiget', which is none of widget, "
                + "line, rest; it is said only where there is no other"
        ),
        (
            "a button that calls what only a rule that is not served answers",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n"
                + "    - {title: b, payload: /c}\n  utter_c:\n  - text: y\n"
                + "rules:\n- rule: r\n  steps: [{intent: c}, {action: c_form}]\n",
            "9: warning: the button 'b' calls '/c', which names no intent; it is not shown"
        ),
        (
            "a button with more",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n    - {title: b, url: c}\n",
            "9: warning: 'url' of a button of 'utter_a' is not used; left out"
        ),
        (
            "buttons that are no list",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons: b\n",
            "8: warning: the buttons of 'utter_a' are no list; left out"
        ),
        (
            "metadata of a response",
            "\(start)responses:\n  utter_a:\n  - text: x\n    metadata: {y: z}\n",
            "8: warning: 'metadata' of 'utter_a' is not served yet"
        ),
        (
            "two values of a synonym",
            "\(start)- synonym: x\n  examples: |\n    - One\n- synonym: y\n  examples: |\n    - one\n",
            "10: warning: 'one' stands for 'y' here and for 'x' at intents/f.yml:7; this one counts"
        ),
        (
            "an intent without examples", "\(start)- intent: x\n",
            "5: warning: 'x' has no 'examples'; left out"
        ),
        (
            "a synonym without examples", "\(start)- synonym: x\n",
            "5: warning: 'x' has no 'examples'; left out"
        ),
        (
            "examples that are a mapping", "\(start)- intent: x\n  examples: {y: z}\n",
            "6: warning: the examples of 'x' are no text; left out"
        ),
        (
            "an entry that is a text", "\(start)- x\n",
            "5: warning: an entry of 'nlu' is no mapping; left out"
        ),
        (
            "a response that is a text", "\(start)responses:\n  utter_a: x\n",
            "6: warning: a response is a name with a list of variants; 'utter_a' is left out"
        ),
        (
            "a variant that is a list", "\(start)responses:\n  utter_a:\n  - [x]\n",
            "7: warning: a variant of 'utter_a' is no mapping with 'text'; left out"
        ),
        (
            "an intent with an empty name", "\(start)- intent: \" \"\n  examples: [x]\n",
            "5: warning: the name of the intent is empty or no text; left out"
        ),
        (
            "an intent whose name is a list", "\(start)- intent: [b]\n  examples: [x]\n",
            "5: warning: the name of the intent is empty or no text; left out"
        ),
        (
            "the path of a file for examples", "\(start)- intent: b\n  examples: data/b.txt\n",
            "6: warning: an example starts with '- '; left out"
        ),
        (
            "an annotation without its end", "\(start)    - show [it](account\n",
            "5: warning: an annotation that is never closed, so text: [it](account"
        ),
        (
            "an annotation without its name", "\(start)    - show [it]()\n",
            "5: warning: the entity that 'it' is annotated as has no name; its text is learnt"
        ),
        (
            "a version to come", "\(start)version: \"9\"\n",
            "5: warning: version '9' is unknown; read as version '3.1'"
        ),
        (
            "a version that is none", "\(start)version: abc\n",
            "5: warning: version 'abc' is unknown; read as version '3.1'"
        ),
        (
            "a rule for no intent",
            "\(start)rules:\n- rule: r\n  steps: [{intent: b}, {action: action_handoff}]\n",
            "6: warning: the rule is for the intent 'b', which has no example"
        ),
        (
            "a rule without steps", "\(start)rules:\n- rule: r\n",
            "6: warning: rule 'r' has no list 'steps'; left out"
        ),
        (
            "a rule that is a text", "\(start)rules:\n- r\n",
            "6: warning: an entry of 'rules' is no mapping; left out"
        ),
        (
            "an example that is no item",
            "nlu:\n- intent: a\n  examples: one\n- intent: b\n"
                + "  examples:\n  - two\n", "3: warning: an example starts with '- '; left out"
        ),
    ]

    @Test(arguments: left)
    func whatIsLeftOutIsReportedInItsLine(name: String, text: String, finding: String) throws {
        let project = try Folder.project(["intents/f.yml": text])

        #expect(
            project.findings.contains { $0.description.hasPrefix("intents/f.yml:\(finding)") },
            "\(project.findings)")
        #expect(!project.examples.isEmpty)
    }
}
