import Assistant
import Testing
import Understanding

/// Documentation of several versions repeats its pages.
@Suite struct ArticleCopyTests {
    private func project(_ articles: [String: String]) throws -> AssistantProject {
        var files = ["intents/bill.txt": "one\ntwo", "intents/pay.txt": "three\nfour"]
        for (name, text) in articles { files["corpus/\(name)"] = text }
        return try Folder.project(files)
    }

    private func findings(_ project: AssistantProject) -> [String] {
        project.findings.filter { $0.severity != .note }.map(\.description)
            .filter { $0.hasPrefix("corpus/") }
    }

    @Test func aPassageThatStandsTwiceIsReportedAndIndexedOnce() throws {
        let project = try project([
            "v1/a.md": "# A\n## B\nx\n\n## C\ny\n", "v2/a.md": "# A\n\n## B\nx\n## C\nz\n",
        ])

        #expect(project.passages.map(\.id) == ["v1/a.md#b", "v1/a.md#c", "v2/a.md#c"])
        #expect(
            findings(project) == [
                "corpus/v2/a.md:3: warning: the same passage stands at corpus/v1/a.md:2; left out"
            ])
    }

    @Test func aPageThatRepeatsAnotherIsOneFinding() throws {
        let page = "---\nlang: en\n---\n# A\n## B\nx\n## C\ny\n"
        let project = try project(["v1/a.md": page, "v2/a.md": page, "v3/a.md": page + "## D\nz"])

        #expect(project.passages.map(\.id) == ["v1/a.md#b", "v1/a.md#c", "v3/a.md#d"])
        #expect(
            findings(project) == [
                "corpus/v2/a.md: warning: all 2 passages stand elsewhere, "
                    + "the first at corpus/v1/a.md:5; left out",
                "corpus/v3/a.md:5: warning: the same passage stands at corpus/v1/a.md:5; left out",
                "corpus/v3/a.md:7: warning: the same passage stands at corpus/v1/a.md:7; left out",
            ])
    }

    static let others: [(name: String, articles: [String: String])] = [
        ("another title", ["a.md": "# A\nx", "b.md": "# B\nx"]),
        ("another text", ["a.md": "# A\nx", "b.md": "# A\ny"]),
        ("another language", ["en/a.md": "# A\nx", "zh/a.md": "# A\nx"]),
        ("an intent", ["a.md": "# A\nx", "b.md": "---\nintent: bill\n---\n# A\nx"]),
        (
            "another intent",
            ["a.md": "---\nintent: pay\n---\n# A\nx", "b.md": "---\nintent: bill\n---\n# A\nx"]
        ),
        ("a title of the front matter", ["a.md": "x", "b.md": "---\ntitle: A\n---\nx"]),
    ]

    @Test(arguments: others)
    func whatDiffersIsNoCopy(name: String, articles: [String: String]) throws {
        let project = try project(articles)

        #expect(project.passages.count == 2)
        #expect(findings(project).isEmpty, "\(findings(project))")
    }

    static let long = (0..<3).map { part in
        (0..<80).map { "w\(part)x\($0)" }.joined(separator: " ") + "."
    }.joined(separator: "\n\n")

    static let copies: [(name: String, first: String, second: String, passages: Int)] = [
        ("in one intent", "---\nintent: bill\n---\n# A\nx", "---\nintent: bill\n---\n# A\nx", 1),
        ("of what answers an intent", "---\nintent: bill\n---\n# A\nx", "# A\nx", 1),
        ("without a heading", "x", "\nx\n", 1), ("of another level", "# A\nx", "### A\nx", 1),
        ("in parts", "# A\n\(long)", "# A\n\(long)", 3),
    ]

    @Test(arguments: copies)
    func aCopyIsLeftOut(name: String, first: String, second: String, passages: Int) throws {
        let project = try project(["a.md": first, "b.md": second])

        #expect(project.passages.count == passages)
        #expect(project.passages.allSatisfy { $0.article == "a.md" })
        #expect(findings(project).count == 1, "\(findings(project))")
    }

    @Test func aCopyBelowFrontMatterIsReportedInItsOwnLine() throws {
        let project = try project(["a.md": "x", "b.md": "---\ntags: [y]\n---\n\nx"])

        let finding = "corpus/b.md:5: warning: the same passage stands at corpus/a.md:1; left out"
        #expect(findings(project) == [finding])
    }

    @Test func thePassageIsFoundByTheQuestionsOfItsCopies() throws {
        let project = try project([
            "a.md": "# A\nAlso: one; two\n\(Self.long)",
            "b.md": "# A\nAlso: two; three\n\(Self.long)",
        ])

        #expect(project.passages.count == 3)
        #expect(project.passages.allSatisfy { $0.questions == ["one", "two", "three"] })
    }

    @Test func anAnchorStaysWhereTheSectionBeforeItIsACopy() throws {
        let project = try project(["a.md": "# A\nx", "b.md": "# A\nx\n# A\ny"])

        #expect(project.passages.map(\.id) == ["a.md#a", "b.md#a-1"])
    }

    @Test func aSectionThatStandsTwiceInAnArticleIsACopy() throws {
        let project = try project(["a.md": "# A\nx\n# B\ny\n# A\nx"])

        #expect(project.passages.map(\.id) == ["a.md#a", "a.md#b"])
        #expect(
            findings(project) == [
                "corpus/a.md:5: warning: the same passage stands at corpus/a.md:1; left out"
            ])
    }
}
