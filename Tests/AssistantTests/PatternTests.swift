import Assistant
import Dialogue
import Testing
import Understanding

/// The intents of chatbots that learn from patterns.
@Suite struct PatternTests {
    static let json = """
        {"intents": [
          {"tag": "greet", "patterns": ["hi", "good  day", ""], "responses": ["Hello.", "Hi!"],
           "context": [""], "context_set": ""},
          {"tag": "hours", "patterns": "when do you open?", "responses": "At nine.",
           "context_filter": "shop"},
          {"tag": "none", "patterns": [], "responses": []},
          {"patterns": ["lost"]},
          {"tag": "odd", "patterns": ["x", ["y"]]}
        ]}
        """

    @Test func patternsAreExamplesAndResponsesWhatIsSaidToThem() throws {
        let project = try Folder.project(["intents/intents.json": Self.json])

        #expect(
            project.examples.map { "\($0.intent): \($0.text)" } == [
                "greet: hi", "greet: good day", "hours: when do you open?", "odd: x",
            ])
        #expect(project.unansweredIntents == ["odd"])
        let findings = project.findings.map(\.description)
        let told = [
            "intents/intents.json:5: warning: 'context_filter' of 'hours' is not used; left out",
            "intents/intents.json:7: warning: an entry of 'intents' lacks its 'tag'",
            "intents/intents.json:8: warning: 'patterns' of 'odd' has what is no text",
        ]
        for finding in told {
            #expect(findings.contains { $0.hasPrefix(finding) }, "\(findings)")
        }
        #expect(!findings.contains { $0.contains("'context'") || $0.contains("'context_set'") })
    }

    @Test func theyCanBeMeasuredWith() throws {
        let folder = try Folder(["a.json": #"{"intents": [{"tag": "greet", "patterns": ["hi"]}]}"#])

        let file = try LabelledFile("\(folder.path)/a.json", .train)

        #expect(file.examples == [Example(text: "hi", intent: "greet")])
    }

    @Test func intentsWithoutPatternsAreSomethingElse() throws {
        let project = try Folder.project([
            "intents/a.json": #"{"intents": [{"name": "greet"}]}"#, "intents/bill.txt": "one\ntwo",
        ])

        #expect(project.examples.map(\.intent) == ["bill", "bill"])
    }
}
