import Assistant
import Testing
import Understanding

/// Rasa's Markdown and JSON, and CLINC150's JSON, are read into what the YAML is read into.
@Suite struct OlderRasaTests {
    static let yaml = #"""
        nlu:
        - intent: order
          examples: |
            - a [big](size) cake for [NYC]{"entity":"city","value":"New York"}
            - 😀 [tea](drink)
        - intent: faq/hours
          examples: |
            - when do you open?
        - synonym: New York
          examples: |
            - Big Apple
        - regex: number
          examples: |
            - \d{4}
        - lookup: drink
          examples: |
            - tea
            - coffee
        """#

    static let markdown = #"""
        # Training data
        <!-- not in use:
        - nothing -->
        ## intent:order
        - a [big](size) cake for [NYC]{"entity":"city","value":"New York"}
        # two more
        * 😀 [tea](drink)

        ## intent: faq/hours
          - when do you open?
        ## synonym:New York
        - Big Apple
        ## regex:number
        - \d{4}
        ## lookup:drink
        - tea
        + coffee
        """#

    static let json = #"""
        {"rasa_nlu_data": {
          "common_examples": [
            {"text": "a big cake for NYC", "intent": "order", "entities": [
              {"start": 15, "end": 18, "value": "New York", "entity": "city"},
              {"start": 2, "end": 5, "value": "big", "entity": "size"}]},
            {"text": "\ud83d\ude00 tea", "intent": "order",
             "entities": [{"start": 2, "end": 5, "entity": "drink"}]},
            {"text": "when do you open?", "intent": "faq\/hours", "entities": []}
          ],
          "entity_synonyms": [{"value": "New York", "synonyms": ["Big Apple"]}],
          "regex_features": [{"name": "number", "pattern": "\\d{4}"}],
          "lookup_tables": [{"name": "drink", "elements": ["tea", "coffee"]}]
        }}
        """#

    @Test(arguments: [
        ("md", markdown), ("json", json), ("md", json), ("yml", json), ("markdown", "\n\n\(json)"),
    ])
    func theOlderFormsAreReadAsTheYAMLIs(form: String, text: String) throws {
        let (present, older) = try (
            Folder(["intents/f.yml": Self.yaml]), Folder(["intents/f.\(form)": text])
        )

        let new = try AssistantProject(directory: present.path)
        let old = try AssistantProject(directory: older.path)

        #expect(new.examples.count == 3)
        #expect(old.examples == new.examples)
        #expect(new.taggedExamples.count { !$0.spans.isEmpty } == 2)
        #expect(old.taggedExamples == new.taggedExamples)
        #expect(new.entityRules.synonyms == ["nyc": "New York", "big apple": "New York"])
        #expect(old.entityRules == new.entityRules)
        #expect(old.findings.map(\.message) == new.findings.map(\.message))
    }

    @Test func theTrainingPartsOfCLINC150AreRead() throws {
        let project = try Folder.project([
            "intents/data.json": """
            {"oos_val": [], "train": [["how old are you", "age"], ["your  age", "age"]],
             "test": [["age?", "age"]],
             "oos_train": [["make me a sandwich", "oos"]]}
            """
        ])

        #expect(
            project.examples == [
                Example(text: "how old are you", intent: "age"),
                Example(text: "your age", intent: "age"),
                Example(text: "make me a sandwich", intent: IntentModel.outOfScope),
            ])
        for (line, name) in [(1, "oos_val"), (2, "test")] {
            let finding =
                "intents/data.json:\(line): warning: '\(name)' is not for training; left out"
            #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
        }
    }

    /// A list that serves, beside the file that is looked at.
    private func project(_ file: String, _ text: String) throws -> AssistantProject {
        return try Folder.project(["intents/\(file)": text, "intents/a.txt": "one\ntwo"])
    }

    static func examples(_ entry: String) -> String {
        "{\"rasa_nlu_data\":\n{\"common_examples\": [\n\(entry)]}}"
    }

    static let doubtful: [(file: String, text: String, finding: String)] = [
        (
            "notes.md", "# Notes\n\n- hello\n",
            "1: warning: no Rasa training data, which has headings such as '## intent:greet'"
        ),
        (
            "README.md", "## intent:greet\n- hello\n",
            " warning: no examples; left out; rename it if it has some"
        ),
        (
            "links.md",
            "## Links\n* [site](https://a.b/c)\n  - The page\n* **`a/b`**\n  - A path\n",
            "1: warning: no Rasa training data, which has headings such as '## intent:greet'"
        ),
        (
            "f.md", "## intent:a\n- x\n## happy path\n* greet\n  - utter_greet\n",
            "3: warning: stories are not served yet, the first of this file here; left out"
        ),
        (
            "stories.md",
            "\n<!-- of\nMay -->\n## path 1\n> check\n* ask{\"item\": \"x\"} OR greet\n\t- action_find\n"
                + "    - slot{\"item\": \"x\"}\n## path 2\n* bye\n  - utter_bye\n",
            "4: warning: stories are not served yet, the first of this file here; left out"
        ),
        (
            "stories.md", "# Path 1\n* out_of_scope\n  - utter_default\n",
            "2: warning: stories are not served yet, the first of this file here; left out"
        ),
        (
            "f.md", "## intent:a\n- x\n## notes\n* hello there\n- good day\n",
            "3: warning: '## notes' is neither intent, synonym, regex nor lookup; left out"
        ),
        (
            "f.md", "hello\n## intent:a\n- x\n",
            "1: warning: the text above the first heading is neither intent, synonym"
        ),
        ("f.md", "## intent:a\n- x\ny\n", "3: warning: an example starts with '- '; left out"),
        ("f.md", "## intent:a\n\n## intent:b\n- x\n", "1: warning: 'a' has no example"),
        (
            "f.md", "## intent:a\n- x\n## lookup:c\nc.txt\n",
            "4: warning: no file 'c.txt' in the assistant's folder; put it there or write its"
        ),
        (
            "f.md", "## intent:a\n- [x]{\"entity\":\"e\",\"role\":\"r\"}\n",
            "2: warning: 'role' of an annotation is not supported yet"
        ),
        (
            "f.json", "{\"train\":\n [[\"a\", \"b\"],\n [\"c\"]]}",
            "3: warning: an entry of 'train' is no [\"text\", \"intent\"]; left out"
        ),
        ("f.json", "\n{\"a\": [1]}", "2: warning: no training data, which has 'rasa_nlu_data'"),
        ("f.json", "", " warning: holds nothing; write 'rasa_nlu_data' as Rasa or 'train'"),
        (
            "f.json", examples("{\"text\": \"x\", \"intent\": \"\"}"),
            "3: warning: an entry of 'common_examples' lacks its 'text' or its 'intent'; left out"
        ),
        ("f.json", "[[\"a\", \"b\"]]", "1: warning: no training data, which has 'rasa_nlu_data'"),
        (
            "f.json", examples("{\"text\": \"x\"}"),
            "3: warning: an entry of 'common_examples' lacks its 'text' or its 'intent'; left out"
        ),
        (
            "f.json",
            examples(
                """
                {"text": "x", "intent": "a", "metadata": {},
                "entities": [
                {"start": 0, "end": 2, "entity": "e"}]}
                """),
            "5: warning: an entity has its name as 'entity' and lies from 'start' to before 'end'"
        ),
        (
            "f.json", examples("{\"text\": \"x\", \"intent\": \"a\",\n\"metadata\": {}}"),
            "4: warning: 'metadata' of an entry of 'common_examples' is not used; left out"
        ),
        (
            "f.json",
            examples(
                """
                {"text": "x y", "intent": "a", "entities": [{"start": 2, "end": 3, "entity": "e"},
                {"start": 0, "end": 1, "entity": "e", "role": "r", "group": null}]}
                """), "4: warning: 'role' of an annotation is not supported yet"
        ),
        (
            "f.json",
            examples(
                """
                {"text": "x y", "intent": "a", "entities": [
                {"start": 0, "end": 1, "entity": " "}]}
                """), "4: warning: the entity that 'x' is annotated as has no name; its text is"
        ),
        (
            "f.json",
            examples(
                """
                {"text": "x y", "intent": "a", "entities": [
                {"start": 1, "end": 2, "entity": "e"}]}
                """), "4: warning: an annotation that marks nothing; left out: e"
        ),
        (
            "f.json",
            "{\"rasa_nlu_data\": {\n\"lookup_tables\": [{\"name\": \"c\", \"elements\": \"c\"}]}}",
            "2: warning: a lookup has a 'name' and its 'elements' in this file; left out"
        ),
        (
            "f.json", "{\"rasa_nlu_data\": {\n\"stories\": 1}}",
            "2: warning: unknown key 'stories'; left out"
        ),
    ]

    @Test(arguments: doubtful)
    func whatIsLeftOutIsReportedInItsLine(file: String, text: String, finding: String) throws {
        let project = try project(file, text)

        #expect(
            project.findings.contains { $0.description.hasPrefix("intents/\(file):\(finding)") },
            "\(project.findings)")
        #expect(project.examples.first == Example(text: "one", intent: "a"))
    }

    @Test func anEntityWithoutANameIsNotLearntAndOthersWithoutTheirBlanks() throws {
        let entry = """
            {"text": "to Rome", "intent": "a", "entities": [
            {"start": 0, "end": 2, "entity": ""}, {"start": 3, "end": 7, "entity": " city "}]}
            """

        let project = try project("f.json", Self.examples(entry))

        #expect(project.taggedExamples.last?.text == "to Rome")
        #expect(project.taggedExamples.last?.spans.map(\.entity) == ["city"])
    }

    static let broken: [(text: String, finding: String)] = [
        ("{\"train\": [\n[\"a\", \"b\"],\n}", "3: error: the JSON does not parse: "),
        ("{\"train\":\n \"x\"}", "2: error: 'train' is no list; write [["),
        ("{\"rasa_nlu_data\":\n [1]}", "2: error: 'rasa_nlu_data' is no object; write {"),
        (
            "{\"rasa_nlu_data\":\n{\"common_examples\": 1}}",
            "2: error: 'common_examples' is no list; write its objects between"
        ),
    ]

    @Test(arguments: broken)
    func whatCannotBeReadIsAnErrorInItsLine(text: String, finding: String) throws {
        #expect {
            try project("f.json", text)
        } throws: { error in
            "\(error)".contains("intents/f.json:\(finding)")
        }
    }
}
