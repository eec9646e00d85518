import Assistant
import Testing
import Understanding

/// A project copied whole holds empty sections and the files of other programs; it serves all the
/// same.
@Suite struct ForeignFileTests {
    private func project(_ file: String, _ text: String) throws -> AssistantProject {
        return try Folder.project([
            "intents/\(file)": text, "intents/z.yml": RasaFindingTests.start,
            "corpus/a.md": "# A\nx",
        ])
    }

    static let empty: [(file: String, text: String)] = [
        ("f.yml", "version: \"3.1\"\nnlu:\nresponses:\nrules:\nstories:\nslots:\nintents:\n"),
        ("f.yml", "nlu: {}\nresponses: []\nrules: {}\nstories: {}\nactions: []\nforms: {}\n"),
        ("f.yml", "---\nnlu: []\nresponses: {}\ntemplates:\n---\n"),
        ("f.json", "{\"rasa_nlu_data\": []}"), ("f.json", "{\"rasa_nlu_data\": null}"),
        ("f.json", "{\"rasa_nlu_data\": {\"common_examples\": {}, \"lookup_tables\": null}}"),
        ("f.json", "{\"train\": {}, \"oos_train\": null}"),
    ]

    @Test(arguments: empty)
    func aSectionWithNothingBelowItIsNoFault(file: String, text: String) throws {
        let project = try project(file, text)

        #expect(project.examples == [Example(text: "one", intent: "a")])
        #expect(
            !project.findings.contains { $0.place.file == "intents/\(file)" }, "\(project.findings)"
        )
    }

    static let foreignYAML = "no Rasa training data, which has keys such as 'nlu:' or 'responses:'"
    static let foreignJSON = "no training data, which has 'rasa_nlu_data' as Rasa or 'train' as "

    static let foreign: [(file: String, text: String, finding: String)] = [
        ("f.yml", "# kept\n- a\n- b\n", "2: warning: \(foreignYAML); left out"),
        ("f.yml", "no keys at all\n", "1: warning: \(foreignYAML)"),
        ("f.yml", "---\n", "1: warning: \(foreignYAML)"),
        ("f.yml", "{}\n", "1: warning: \(foreignYAML)"),
        ("f.yml", "version: '3'\nservices:\n  web: {image: x}\n", "1: warning: \(foreignYAML)"),
        ("f.yml", "kind: A\n---\nkind: B\n", "3: warning: \(foreignYAML)"),
        ("f.yml", "on: push\njobs:\n  a: {}\n  a: {}\n", "1: warning: \(foreignYAML)"),
        (
            "f.yml", "jobs:\n  config: {}\n  rules: []\n  a: {}\n  a: {}\n",
            "1: warning: \(foreignYAML)"
        ),
        (
            "config.yml", "recipe: default.v1\nlanguage: en\npipeline:\n- name: A\npolicies: []\n",
            "1: warning: \(foreignYAML); left out"
        ),
        (
            "endpoints.yml", "action_endpoint:\n  url: http://a\nnlu:\n  url: http://b\n",
            "1: warning: \(foreignYAML); left out"
        ),
        ("f.yml", "version: '3.1'\n", "1: warning: holds nothing; write 'nlu:'"),
        ("f.yml", "version: '3.1'\n---\nversion: '3.1'\n", "1: warning: holds nothing; write"),
        ("f.json", "[{\"text\": \"x\"}]", "1: warning: \(foreignJSON)"),
        ("f.json", "\"x\"", "1: warning: \(foreignJSON)"),
        ("f.json", "{\"a\": 1,\n\"b\": {\"c\": 1,\n\"c\": 2}}", "1: warning: \(foreignJSON)"),
        ("f.json", "{\"a\": 1, \"a\": {\"train\": 2}}", "1: warning: \(foreignJSON)"),
        ("f.json", "{\"a\": {\"test\": \"x\"}, \"a\": \"train\"}", "1: warning: \(foreignJSON)"),
    ]

    @Test(arguments: foreign)
    func whatIsNoTrainingDataIsNamedAndLeftOut(
        file: String, text: String, finding: String
    ) throws {
        let project = try project(file, text)

        #expect(project.examples == [Example(text: "one", intent: "a")])
        #expect(
            project.findings.contains { $0.description.hasPrefix("intents/\(file):\(finding)") },
            "\(project.findings)")
    }

    /// As the templates of Helm, a pipeline with a slip in it, and settings with comments.
    static let broken: [(file: String, text: String)] = [
        ("f.yml", "releases:\n- name: a\n{{ if b }}\n  c: d\n{{ end }}\n"),
        ("f.yml", "pipeline:\n- name: a\n  - b: c\n"), ("f.yml", "a:\n\tb: c\n"),
        ("tsconfig.json", "{\n  // c\n  \"a\": {\"b\": 1,},\n}\n"),
        ("f.json", "{\"a\": 1}\n{\"a\": 2}\n"),
    ]

    @Test(arguments: broken)
    func whatIsNoTrainingDataNeedNotParse(file: String, text: String) throws {
        let project = try project(file, text)

        #expect(project.examples == [Example(text: "one", intent: "a")])
        let findings = project.findings.filter { $0.place.file == "intents/\(file)" }
        #expect(findings.map(\.severity) == [.warning], "\(project.findings)")
        #expect(findings.first?.message.contains(" does not parse: ") == true)
        #expect(findings.first?.message.hasSuffix("; no training data, so left out") == true)
    }

    /// Whose entries are there is training data, though the key above them is not.
    @Test(arguments: [
        "version: '3.1'\n\n- rule: r\n  steps: []\n", "version: '3'\n  - intent: b\n",
        "x:\n- y\n  utter_a: b\n", "\u{FEFF}nlu:\n- a: [\n",
    ])
    func trainingDataThatDoesNotParseIsAnError(text: String) throws {
        #expect {
            try project("f.yml", text)
        } throws: { error in
            "\(error)".contains("error: the YAML does not parse: ")
        }
    }

    @Test(arguments: ["{nlu: [{intent: b, examples: [x]}], nlu: []}", "nlu: []\nnlu: []\n"])
    func aRepeatedKeyOfYAMLTrainingDataIsNamedInItsLine(text: String) throws {
        #expect {
            try project("f.yml", text)
        } throws: { error in
            "\(error)".contains(
                "f.yml:1: error: the YAML does not parse: 'nlu' stands here and again")
        }
    }

    @Test func aVersionMayStandInADocumentOfItsOwn() throws {
        let project = try project(
            "f.yml", "version: '3.1'\n---\nnlu:\n- intent: a\n  examples: [two]\n")

        #expect(project.examples.map(\.text) == ["two", "one"])
        #expect(
            !project.findings.contains { $0.message.hasPrefix("holds nothing") },
            "\(project.findings)")
    }

    @Test func everyDocumentOfAFileIsRead() throws {
        let project = try project(
            "f.yml", "nlu:\n- intent: b\n  examples: [two]\n---\nnlu:\n- intent: c\n")

        #expect(project.examples.map(\.intent) == ["b", "a"])
        #expect(
            project.findings.map(\.description).contains(
                "intents/f.yml:6: warning: 'c' has no 'examples'; left out"),
            "\(project.findings)")
    }

    static let repeated: [(text: String, finding: String)] = [
        (
            "{\"rasa_nlu_data\": {\n\"common_examples\": [\n{\"text\": \"x\",\n\"text\": \"y\"}]}}",
            "3: error: the JSON does not parse: 'text' stands here and again in the same mapping"
        ),
        (
            "\n{\"a\": \"b\n\nc\", \"d\": {\n\"e\": 1, \"e\": 2}, \"rasa_nlu_data\" : {}}",
            "5: error: the JSON does not parse: 'e' stands here and again in the same mapping"
        ),
        (
            "{\"train\": [[\"a: {\", \"b\"]],\n\n\"train\": []}",
            "1: error: the JSON does not parse: 'train' stands here and again in the same mapping"
        ),
    ]

    @Test(arguments: repeated)
    func aRepeatedKeyOfJSONTrainingDataIsNamedInItsLine(text: String, finding: String) throws {
        #expect {
            try project("f.json", text)
        } throws: { error in
            "\(error)".contains("intents/f.json:\(finding)")
        }
    }
}
