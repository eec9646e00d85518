import Assistant
import Testing
import Understanding

/// Files of stories, and JSON under another name.
@Suite struct StoryFileTests {
    /// A list that serves, beside the file that is looked at.
    private func project(_ file: String, _ text: String) throws -> AssistantProject {
        return try Folder.project(["intents/\(file)": text, "intents/a.txt": "one\ntwo"])
    }

    @Test func storiesOfAFileAreNamedOnce() throws {
        let story = "## path\n* greet\n  - utter_greet\n"

        let project = try project("stories.md", story + story)

        let findings = project.findings.filter { $0.place.file == "intents/stories.md" }
        #expect(findings.count == 1, "\(findings)")
    }

    /// The whole file seemed to be left out.
    @Test func intentsBelowStoriesAreRead() throws {
        let project = try project(
            "f.md", "## path\n* greet\n  - utter_greet\n\n## intent:greet\n- hello there\n- hi\n")

        #expect(project.examples.map(\.text) == ["one", "two", "hello there", "hi"])
        let findings = project.findings.filter { $0.message.contains("left out") }
        #expect(findings.map(\.place.description) == ["intents/f.md:1"], "\(findings)")
    }

    /// Each was said to be no training data, too.
    @Test(arguments: [
        "## a\n> check\n* greet\n  - utter_greet\n## b\n> check\n* greet\n",
        "#### Tests of the desk\n\n## a\n* greet: hello\n  - utter_greet\n",
    ])
    func aFileOfStoriesHasOneFinding(text: String) throws {
        let project = try project("stories.md", text)

        let findings = project.findings.filter { $0.place.file == "intents/stories.md" }
        #expect(findings.count == 1, "\(findings)")
        #expect(findings.first?.message.hasPrefix("stories are not served yet") == true)
    }

    @Test(arguments: ["md", "yml"])
    func jsonOfAnotherProgramIsLeftOutUnderAnyName(form: String) throws {
        let project = try project("f.\(form)", "{\"a\": [1]}\n")

        let findings = project.findings.filter { $0.place.file == "intents/f.\(form)" }
        #expect(findings.count == 1 && findings[0].place.line == 1, "\(findings)")
        #expect(findings.first?.message.hasSuffix("left out") == true)
    }
}
