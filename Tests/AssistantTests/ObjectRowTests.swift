import Assistant
import Testing
import Understanding

/// Tables in JSON: a list of objects, or one a line.
@Suite struct ObjectRowTests {
    static let rows = [
        #"{"id": 1, "text": "where is  my order", "label": "track", "answer": "Soon."}"#,
        #"{"id": 2, "text": "我要退款", "label": 7, "lang": "zh"}"#,
    ]

    static let files: [(name: String, text: String)] = [
        ("a.json", "[\(rows.joined(separator: ",\n"))]"), ("a.jsonl", rows.joined(separator: "\n")),
        ("a.jsonl", "\n\(rows.joined(separator: "\r\n\r\n"))\r\n\n"),
    ]

    @Test(arguments: files)
    func objectsAreRowsOfATable(name: String, text: String) throws {
        let project = try Folder.project(["intents/\(name)": text])

        #expect(project.examples.map(\.intent) == ["track", "7"])
        #expect(project.examples.map(\.text) == ["where is my order", "我要退款"])
        #expect(project.unansweredIntents == ["7"])
    }

    @Test func anObjectWithoutALabelIsLeftOutAlone() throws {
        let project = try Folder.project([
            "intents/a.jsonl":
                "\(Self.rows[0])\n{\"text\": \"x\", \"answer\": \"y\"}\n\(Self.rows[1])\n"
        ])

        #expect(project.examples.map(\.intent) == ["track", "7"])
        let finding =
            "intents/a.jsonl:2: warning: an object of the list lacks its text or its label"
        #expect(project.findings.contains { $0.description.hasPrefix(finding) })
    }

    @Test func aLanguageThatIsNoneIsNamed() throws {
        let row = #"{"text": "hi", "label": " greet ", "lang": "fr"}"#
        let project = try Folder.project(["intents/a.json": "[\n\(row)]"])

        #expect(project.examples.map(\.intent) == ["greet"])
        let finding = "intents/a.json:2: warning: 'lang: fr' is neither en nor zh"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    static let faults: [(name: String, text: String, fault: String)] = [
        ("a.jsonl", "\(rows[0])\n\n{\"text\": \"x\"}\n", "a.jsonl:3: an object of the list lacks"),
        (
            "a.json", "[\(rows[0]),\n{\"text\": \"\", \"label\": \"x\"}]",
            "a.json:2: an object of the list"
        ),
        ("a.jsonl", "{\"text\": \"x\", \"label\": \"y\"}\n{\"text\n", "a.jsonl:"),
        (
            "a.json", "[{\"question\": \"x?\", \"answer\": \"y\"}]",
            "a.json:1: the header names a text and an answer, but no label"
        ),
        ("a.jsonl", "{\"sentence1\": \"x\"}", "a.jsonl:1: no training data"),
        ("a.jsonl", "", "a.jsonl: "),
    ]

    @Test(arguments: faults)
    func aFaultNamesFileAndLine(name: String, text: String, fault: String) throws {
        let folder = try Folder([name: text])

        #expect {
            try LabelledFile("\(folder.path)/\(name)", .train)
        } throws: { error in
            "\(error)".contains("/\(fault)")
        }
    }
}
