import Assistant
import Dialogue
import Testing
import Understanding

/// What is left of a doubtful training file, beside what is told of it.
@Suite struct RasaDoubtTests {
    @Test func aPatternThatDoesNotCompileIsLeftOutAndTheOthersServe() throws {
        let patterns =
            "- regex: r\n  examples: |\n    - \\d\n    - (\n- regex: s\n  examples: [x]\n"
        let project = try Folder.project(["intents/f.yml": RasaFindingTests.start + patterns])

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
        let findings = try Folder.project([
            "intents/a.txt": "one\ntwo", "intents/f.yml": domain,
            "corpus/a.md": "---\nintent: bound\n---\n# A\nx",
        ]).findings

        #expect(!findings.contains { $0.message.contains("button") }, "\(findings)")
        #expect(!findings.contains { $0.message.contains("rule is for") }, "\(findings)")
        #expect(!findings.contains { $0.message.contains("version") }, "\(findings)")
    }

    @Test func anEmptyFileIsReportedAndTheOthersServe() throws {
        let project = try Folder.project([
            "intents/a.txt": "one\ntwo", "intents/f.yml": "# later\n",
        ])

        #expect(project.examples.count == 2)
        let finding =
            "intents/f.yml: warning: holds nothing; write 'nlu:' with '- intent:' and 'examples:'"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func anIntentWithoutANameTeachesNothing() throws {
        let project = try Folder.project([
            "intents/a.yml": "\(RasaFindingTests.start)- intent: \"\"\n  examples: [x]\n",
            "intents/b.json": "{\"train\": [[\"y\", \"\"]]}",
        ])

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
        let project = try Folder.project(["intents/f.yml": domain + RasaFindingTests.start])

        let responses = project.script.responses
        for pick in UInt64(0)..<4 {
            let said = responses.variant("utter_a", language: .english, pick: pick)
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
        let project = try Folder.project([
            "intents/a.yml": "\(RasaFindingTests.start)- synonym: x\n  examples: |\n    - One\n",
            "intents/b.yml": "\(RasaFindingTests.start)    - [one](number:y)\n",
        ])

        #expect(project.entityRules.synonyms == ["one": "y"])
        let finding =
            "intents/b.yml:5: warning: 'one' stands for 'y' here and for 'x' at intents/a.yml:7; "
            + "this one counts"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func theSameValueTwiceAndAnEmptyListAreNoFault() throws {
        let twice = "- synonym: x\n  examples: |\n    - one\n    - one\n"
        let findings = try Folder.project([
            "intents/f.yml": "\(RasaFindingTests.start)\(twice)rules:\n"
        ]).findings

        #expect(!findings.contains { $0.message.contains("stands for") }, "\(findings)")
        #expect(!findings.contains { $0.message.contains("rules") }, "\(findings)")
    }

    @Test func rulesThatAreNoListAreAnError() throws {
        let folder = try Folder(["intents/f.yml": "\(RasaFindingTests.start)rules: {rule: x}\n"])

        #expect {
            try AssistantProject(directory: folder.path)
        } throws: { error in
            "\(error)".contains("intents/f.yml:5: error: 'rules' is no list; write entries")
        }
    }
}
