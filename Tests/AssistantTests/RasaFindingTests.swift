import Assistant
import Dialogue
import Testing
import Understanding

/// What a training file says and nothing serves is told with its place.
@Suite struct RasaFindingTests {
    typealias Folder = AssistantProjectTests.Folder

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
            "9: warning: the button 'b' calls '/c{\"d\":\"e\"}', which names no intent"
        ),
        (
            "a button that calls what only a rule that is not served answers",
            "\(start)responses:\n  utter_a:\n  - text: x\n    buttons:\n"
                + "    - {title: b, payload: /c}\n  utter_c:\n  - text: y\n"
                + "rules:\n- rule: r\n  steps: [{intent: c}, {action: c_form}]\n",
            "9: warning: the button 'b' calls '/c', which names no intent"
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
            "5: warning: no annotation with an 'entity', so text: ()"
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
        let folder = try Folder(["intents/f.yml": text])

        let project = try AssistantProject(directory: folder.path)

        #expect(
            project.findings.contains { $0.description.hasPrefix("intents/f.yml:\(finding)") },
            "\(project.findings)")
        #expect(!project.examples.isEmpty)
    }

    @Test func aPatternThatDoesNotCompileIsLeftOutAndTheOthersServe() throws {
        let patterns =
            "- regex: r\n  examples: |\n    - \\d\n    - (\n- regex: s\n  examples: [x]\n"
        let folder = try Folder(["intents/f.yml": Self.start + patterns])

        let project = try AssistantProject(directory: folder.path)

        #expect(project.entityRules.patterns.map(\.pattern) == ["\\d", "x"])
        let finding = project.findings.first { $0.place.line == 8 }?.description ?? ""
        #expect(finding.hasPrefix("intents/f.yml:8: warning: regex 'r' (():"), "\(finding)")
        #expect(finding.hasSuffix("; left out"), "\(finding)")
    }

    @Test func whatAButtonMayCallIsNoFault() throws {
        let domain = """
            version: 3.1
            responses:
              utter_a:
              - text: x
                buttons:
                - {title: one, payload: /a}
                - {title: two, payload: '/a{{"b":"c"}}'}
                - {title: three, payload: /action_handoff}
                - {title: four, payload: /talk}
                - {title: five, payload: /bound}
                - {title: six, payload: /said}
                - {title: seven, payload: and then}
              utter_said:
              - text: y
            rules:
            - rule: r
              steps: [{intent: talk}, {action: action_handoff}]
            """
        let folder = try Folder([
            "intents/a.txt": "one\ntwo", "intents/f.yml": domain,
            "corpus/a.md": "---\nintent: bound\n---\n# A\nx",
        ])

        let findings = try AssistantProject(directory: folder.path).findings

        #expect(!findings.contains { $0.message.contains("button") }, "\(findings)")
        #expect(!findings.contains { $0.message.contains("rule is for") }, "\(findings)")
        #expect(!findings.contains { $0.message.contains("version") }, "\(findings)")
    }

    @Test func anEmptyFileIsReportedAndTheOthersServe() throws {
        let folder = try Folder(["intents/a.txt": "one\ntwo", "intents/f.yml": "# later\n"])

        let project = try AssistantProject(directory: folder.path)

        #expect(project.examples.count == 2)
        let finding =
            "intents/f.yml: warning: holds nothing; write 'nlu:' with '- intent:' and 'examples:'"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func anIntentWithoutANameTeachesNothing() throws {
        let folder = try Folder([
            "intents/a.yml": "\(Self.start)- intent: \"\"\n  examples: [x]\n",
            "intents/b.json": "{\"train\": [[\"y\", \"\"]]}",
        ])

        let project = try AssistantProject(directory: folder.path)

        #expect(project.examples == [Example(text: "one", intent: "a")])
        for place in ["a.yml:5", "b.json:1"] {
            #expect(
                project.findings.contains { $0.description.hasPrefix("intents/\(place): warning") },
                "\(project.findings)")
        }
    }

    @Test func aVariantWithAConditionIsSaidToNobody() throws {
        let domain = """
            responses:
              utter_a:
              - text: Your balance is 7.
                condition:
                - {type: slot, name: logged_in, value: true}
              - text: Please log in.
                condition:
              utter_b:
              - condition: [{type: slot, name: logged_in, value: true}]
                text: Hello again.

            """
        let folder = try Folder(["intents/f.yml": domain + Self.start])

        let project = try AssistantProject(directory: folder.path)

        let responses = project.script.responses
        for pick in UInt64(0)..<4 {
            let said = responses.variant("utter_a", language: .english, channel: "", pick: pick)
            #expect(said?.variant.text == "Please log in.")
        }
        #expect(!responses.has("utter_b"))
        for (line, name) in [(4, "utter_a"), (9, "utter_b")] {
            let finding =
                "intents/f.yml:\(line): warning: a variant of '\(name)' has a condition, "
                + "which is not served yet; left out"
            #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
        }
    }

    @Test func ofTwoValuesOfASynonymTheLastCounts() throws {
        let folder = try Folder([
            "intents/a.yml": "\(Self.start)- synonym: x\n  examples: |\n    - One\n",
            "intents/b.yml": "\(Self.start)    - [one](number:y)\n",
        ])

        let project = try AssistantProject(directory: folder.path)

        #expect(project.entityRules.synonyms == ["one": "y"])
        let finding =
            "intents/b.yml:5: warning: 'one' stands for 'y' here and for 'x' at intents/a.yml:7; "
            + "this one counts"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func theSameValueTwiceAndAnEmptyListAreNoFault() throws {
        let twice = "- synonym: x\n  examples: |\n    - one\n    - one\n"
        let folder = try Folder(["intents/f.yml": "\(Self.start)\(twice)rules:\n"])

        let findings = try AssistantProject(directory: folder.path).findings

        #expect(!findings.contains { $0.message.contains("stands for") }, "\(findings)")
        #expect(!findings.contains { $0.message.contains("rules") }, "\(findings)")
    }

    @Test func rulesThatAreNoListAreAnError() throws {
        let folder = try Folder(["intents/f.yml": "\(Self.start)rules: {rule: x}\n"])

        #expect {
            try AssistantProject(directory: folder.path)
        } throws: { error in
            "\(error)".contains("intents/f.yml:5: error: 'rules' is no list")
        }
    }
}
