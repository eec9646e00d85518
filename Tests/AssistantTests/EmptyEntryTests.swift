import Assistant
import Testing
import Understanding

/// Entries that hold nothing, and the lines in which entries are reported.
@Suite struct EmptyEntryTests {
    private func project(_ file: String, _ text: String) throws -> AssistantProject {
        return try Folder.project(["intents/\(file)": text, "intents/z.txt": "one\ntwo"])
    }

    static let empty: [(file: String, text: String, finding: String)] = [
        (
            "f.yml", "nlu:\n- intent: a\n  examples: |\n    - x\n    - \n    -\n    - y\n",
            "5: warning: 'a' has 2 empty entries, the first here; left out"
        ),
        (
            "f.yml", "nlu:\n- intent: a\n  examples:\n  - x\n  - \"\"\n",
            "5: warning: 'a' has an empty entry; left out"
        ),
        (
            "f.yml", "nlu:\n- intent: a\n  examples:\n  - text: \" \"\n",
            "4: warning: 'a' has an empty entry; left out"
        ),
        (
            "f.yml", "nlu:\n- synonym: s\n  examples: |\n    - \n",
            "4: warning: 's' has an empty entry; left out"
        ),
        (
            "f.yml", "nlu:\n- lookup: l\n  examples: |\n    -\n",
            "4: warning: 'l' has an empty entry; left out"
        ),
        (
            "f.yml", "nlu:\n- regex: r\n  examples: |\n    -\n",
            "4: warning: 'r' has an empty entry; left out"
        ),
        (
            "f.yml", "nlu:\n- intent: a\n  examples: []\n", "2: warning: 'a' has no example"
        ),
        (
            "f.yml", "nlu:\n- intent: a\n  examples: |\n    - [](city)\n",
            "4: warning: an example without a text; left out"
        ),
        (
            "f.md", "## intent:a\n- x\n-\n- \n---\n",
            "3: warning: 'a' has 2 empty entries, the first here; left out"
        ),
        ("f.md", "## synonym:s\n-\n", "2: warning: 's' has an empty entry; left out"),
        (
            "f.md", "## a\n* faq/a\n  -\n  - x\n",
            "3: warning: 'utter_faq/a' has an empty entry; left out"
        ),
        (
            "f.json",
            "{\"rasa_nlu_data\":{\"common_examples\":[{\"text\":\"x\",\"intent\":\"a\"},\n"
                + "{\"text\":\"\",\"intent\":\"a\"},{\"text\":\" \"}]}}",
            "2: warning: 'common_examples' has 2 empty entries, the first here; left out"
        ),
        (
            "f.json",
            "{\"rasa_nlu_data\":{\"entity_synonyms\":[\n{\"value\":\"s\",\"synonyms\":[\"\"]}]}}",
            "2: warning: 's' has an empty entry; left out"
        ),
        (
            "f.json", "{\"train\": [[\"x\", \"a\"],\n[\"\", \"a\"]]}",
            "2: warning: 'train' has an empty entry; left out"
        ),
    ]

    @Test(arguments: empty)
    func whatHoldsNothingIsReportedOnceAndLeftOut(
        file: String, text: String, finding: String
    ) throws {
        let project = try project(file, text)

        let found = project.findings.map(\.description).filter {
            $0.contains("empty entr") || $0.contains("has no example")
                || $0.contains("without a text")
        }
        #expect(found == ["intents/\(file):\(finding)"], "\(project.findings)")
        #expect(Set(project.examples.map(\.text)).isSubset(of: ["one", "two", "x", "y"]))
        #expect(project.entityRules == EntityRules())
    }

    static let scalars: [(name: String, text: String, lines: [Int])] = [
        ("in quotes", "nlu:\n- intent: a\n  examples: \"- x\\n- x\\n- x\"\n", [3, 3]),
        (
            "in quotes over lines", "nlu:\n- intent: a\n  examples: \"- x\\n\n    - x\\n- x\"\n",
            [3, 3]
        ),
        ("folded", "nlu:\n- intent: a\n  examples: >\n    - x\n\n    - x\n", [6]),
        ("literal", "nlu:\n- intent: a\n  examples: |\n\n    # c\n    - x\n\n    - x\n", [8]),
    ]

    @Test(arguments: scalars)
    func anExampleIsReportedInALineThatIsThere(name: String, text: String, lines: [Int]) throws {
        let project = try project("f.yml", text)

        let found = project.findings.filter { $0.message.hasPrefix("the same example") }
        #expect(found.map(\.place.line) == lines, "\(project.findings)")
    }

    static let joined: [(text: String, what: String)] = [
        (">\n    - x\n    - y\n", "'>' makes"), ("\"- x\n    - y\"\n", "quotes make"),
        ("'- x\n    - y'\n", "quotes make"),
    ]

    @Test(arguments: joined)
    func examplesThatAScalarJoinsAreNamed(text: String, what: String) throws {
        let project = try project("f.yml", "nlu:\n- intent: a\n  examples: \(text)")

        let finding =
            "intents/f.yml:3: warning: \(what) one example of the lines of 'a'; write '|', which "
            + "keeps them apart"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }
}
