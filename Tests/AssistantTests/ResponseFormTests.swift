import Assistant
import Dialogue
import Testing
import Understanding

/// What is said, in the forms of Rasa 3 and Rasa 1.
@Suite struct ResponseFormTests {
    private func project(_ files: [String: String]) throws -> AssistantProject {
        let start = ["intents/a.yml": RasaFindingTests.start, "corpus/a.md": "# A\nx"]
        return try Folder.project(files.merging(start) { $1 })
    }

    /// Every text that may be said.
    private func said(_ name: String, by project: AssistantProject) -> Set<String> {
        Set(
            (UInt64(0)..<8).compactMap { pick in
                project.script.responses.variant(
                    name, language: .english, pick: pick)?.variant.text
            })
    }

    static let forms: [(name: String, file: String, text: String)] = [
        ("Rasa 3", "f.yml", "responses:\n  utter_a:\n  - text: Hello.\n  - text: Good day.\n"),
        ("templates", "f.yml", "templates:\n  utter_a:\n  - text: Hello.\n  - text: Good day.\n"),
        ("texts alone", "f.yml", "templates:\n  utter_a:\n  - \"Hello.\"\n  - Good day.\n"),
        (
            "a merge key", "f.yml",
            "x: &v\n  text: Hello.\nresponses:\n  utter_a:\n  - <<: *v\n  - <<: [*v]\n"
                + "    text: Good day.\n"
        ),
    ]

    @Test(arguments: forms)
    func everyFormOfAVariantIsSaid(name: String, file: String, text: String) throws {
        let project = try project(["intents/\(file)": text])

        #expect(said("utter_a", by: project) == ["Hello.", "Good day."])
        #expect(
            !project.findings.contains {
                $0.place.file == "intents/\(file)" && $0.message != "unknown key 'x'; left out"
            }, "\(project.findings)")
    }

    static let fans: [(name: String, count: Int, depth: Int)] = [
        ("wide and deep", 300, 4), ("too wide", 17, 1), ("too deep", 1, 5),
    ]

    @Test(arguments: fans)
    func mergeKeysThatLeadToTooManyMappingsAreCut(name: String, count: Int, depth: Int) throws {
        let lists = (1...depth).map { level in
            let aliases = Array(repeating: "*a\(level - 1)", count: count)
            return "- &a\(level)\n  <<: [\(aliases.joined(separator: ", "))]\n"
        }
        let said = "responses:\n  utter_a:\n  - text: Hello.\n    <<: *a\(depth)\n"

        let project = try project([
            "intents/f.yml": "x:\n- &a0 {id: k}\n\(lists.joined())\(said)"
        ])

        #expect(self.said("utter_a", by: project) == ["Hello."])
        let line = 2 + 2 * depth + 4
        let finding =
            "intents/f.yml:\(line): warning: '<<' leads to more mappings than are followed; left out"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func theResponsesOfRetrievalIntentsInMarkdownAreSaid() throws {
        let project = try project([
            "intents/f.md": "## intent:faq/ask_hours\n- when do you open\n- opening hours\n",
            "intents/responses.md": """
            ## opening hours
            * faq/ask_hours
              - At nine.
              - From nine on.
                But not on Sundays.
            * faq/ask_place

            """,
            "intents/stories.md": "## hours\n* faq/ask_hours\n  - utter_faq\n## intent:b\n- two\n",
        ])

        #expect(said("utter_faq/ask_hours", by: project) == ["At nine.", "From nine on."])
        #expect(!project.script.responses.has("utter_faq/ask_place"))
        for finding in [
            "responses.md:5: warning: a text that is said starts with '- '; left out",
            "responses.md:6: warning: 'utter_faq/ask_place' has no variant; left out",
            "stories.md:1: warning: stories are not served yet, the first of this file here; left out",
        ] {
            #expect(
                project.findings.map(\.description).contains("intents/\(finding)"),
                "\(project.findings)")
        }
        #expect(
            !project.findings.contains { $0.message.hasPrefix("intent 'faq/ask_hours' has no") })
    }

    @Test(arguments: [#"slot{"city": null}"#, #"form{ "name": "order" }"#, #"ask_it{"a": "b c"}"#])
    func aStoryIsNoResponse(action: String) throws {
        let project = try project(["intents/stories.md": "## s\n* faq/hours\n    - \(action)\n"])

        #expect(!project.script.responses.has("utter_faq/hours"))
    }

    @Test(arguments: ["{name}, we open at nine", "您好{name}", "At nine {name}."])
    func aResponseWithASlotIsNoStory(text: String) throws {
        let project = try project(["intents/f.md": "## hours\n* faq/hours\n  - \(text)\n"])

        #expect(said("utter_faq/hours", by: project) == [text])
    }

    @Test func aResponseWithoutAVariantIsNamed() throws {
        let project = try project(["intents/f.yml": "responses:\n  utter_a: []\n"])

        #expect(!project.script.responses.has("utter_a"))
        let finding = "intents/f.yml:2: warning: 'utter_a' has no variant; left out"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test(arguments: ["~", "null", "\"\"", "\" \"", ""])
    func aVariantWithoutATextIsNamedAndNotSaid(text: String) throws {
        let project = try project([
            "intents/f.yml": "responses:\n  utter_a:\n  - text: \(text)\n  - text: Hello.\n"
        ])

        #expect(said("utter_a", by: project) == ["Hello."])
        let finding = "intents/f.yml:3: warning: a variant of 'utter_a' has no text; left out"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    @Test func aChannelThatIsNullIsNone() throws {
        let project = try project([
            "intents/f.yml": "responses:\n  utter_a:\n  - text: Hello.\n    channel: null\n"
        ])

        let said = project.script.responses.variant(
            "utter_a", language: .english, pick: 0)
        #expect(said != nil)
        #expect(said?.variant.channel == nil)
    }

    @Test func aResponseOfTwoFilesOfOneLanguageIsNamedOnce() throws {
        let (first, second) = (
            "responses:\n  utter_a:\n  - text: Hello.\n",
            "# more\nresponses:\n  utter_a:\n  - text: Good day.\n  - text: Welcome.\n"
        )
        let project = try project([
            "intents/f.yml": first, "intents/g.yml": second,
            "intents/zh/f.yml": "responses:\n  utter_a:\n  - text: 您好。\n",
        ])

        #expect(said("utter_a", by: project) == ["Hello.", "Good day.", "Welcome."])
        let found = project.findings.map(\.description).filter { $0.contains("is defined at") }
        #expect(
            found == [
                "intents/g.yml:3: warning: 'utter_a' is defined at intents/f.yml:2, too; both serve "
                    + "as variants"
            ])
    }

    @Test func theAddressOfAnImageIsSaidBelowTheText() throws {
        let project = try project([
            "intents/f.yml": """
            responses:
              utter_a:
              - text: "A tiger, {name}:"
                image: https://a.b/{name}.png
              - image: "https://a.b/c.png"
              - text: |
                  Our prices.
                attachment: https://a.b/d.pdf
                image: null

            """
        ])

        #expect(
            said("utter_a", by: project) == [
                "A tiger, {name}:\nhttps://a.b/{name}.png", "https://a.b/c.png",
                "Our prices.\nhttps://a.b/d.pdf",
            ])
        #expect(
            !project.findings.contains { $0.message.contains("not served") }, "\(project.findings)")
    }

    /// A domain that was split may stand beside its parts.
    @Test func whatTwoFilesSayAlikeIsNoDoubt() throws {
        let text =
            "responses:\n  utter_a:\n  - text: Hello.\n    buttons: [{title: b, payload: /a}]\n"
        let project = try project(["intents/f.yml": text, "intents/g/f.yml": text])

        #expect(said("utter_a", by: project) == ["Hello."])
        #expect(
            !project.findings.contains { $0.message.contains("is defined at") },
            "\(project.findings)")
    }

    @Test func aKeyThatIsNotServedIsNamedInItsOwnLine() throws {
        let project = try project([
            "intents/f.yml":
                "responses:\n  utter_a:\n  - text: x\n    image: {y: z}\n    custom:\n      z: 1\n"
        ])

        for (line, key) in [(4, "image"), (5, "custom")] {
            let finding = "intents/f.yml:\(line): warning: '\(key)' of 'utter_a' is not served yet"
            #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
        }
    }
}
