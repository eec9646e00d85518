import Assistant
import Testing
import Understanding

@Suite struct ArticleTests {
    private func project(_ article: String) throws -> AssistantProject {
        return try Folder.project(["intents/bill.txt": "one\ntwo", "corpus/a.md": article])
    }

    @Test(arguments: [
        "lang: \"zh\"\nintent: 'bill'", "intent: \"bill\" # bound\n\n# a comment\nlang: zh",
        "{lang: zh, intent: bill}", "lang: ZH\nintent: bill", "lang: zh-CN\nintent: bill",
        "lang: zh_Hans\nintent: bill", "tags: [x]\nlang: zh\nintent: >-\n  bill",
    ])
    func theFrontMatterIsYAML(frontMatter: String) throws {
        let passages = try project("---\n\(frontMatter)\n---\n# A\nx").passages

        #expect(passages.map(\.language) == [.chinese])
        #expect(passages.map(\.intent) == ["bill"])
    }

    /// In capitals it was shown to customers.
    @Test(arguments: [
        "Also: one; two", "ALSO: one;two", "also:one；two", "aLSO：one; two", "问法：one；two",
        "问法:one; two", "Also:\n- one\n- two\n", "Also:\n\n* one; two\n",
    ])
    func otherQuestionsAreReadHoweverTheyAreMarked(line: String) throws {
        let passages = try project("# A\n\(line)\nx").passages

        #expect(passages.map(\.questions) == [["one", "two"]])
        #expect(passages.map(\.text) == ["x"])
    }

    /// An answer may be a list itself.
    @Test func theListOfOtherQuestionsEndsWithABlankLine() throws {
        let passages = try project("# A\nAlso:\n- one\n- two\n\n- x\n- y").passages

        #expect(passages.map(\.questions) == [["one", "two"]])
        #expect(passages.map(\.text) == ["- x\n- y"])
    }

    @Test(arguments: ["Also, one: two", "Alsos: one", "All so: one"])
    func whatOnlyBeginsLikeAMarkerIsText(line: String) throws {
        let passages = try project("# A\n\(line)").passages

        #expect(passages.map(\.text) == [line])
        #expect(passages.map(\.questions) == [[]])
    }

    @Test(arguments: [
        "--- \nlang: zh\n---", "---\nlang: zh\n--- \t", "\n \n---\nlang: zh\n---",
    ])
    func blanksAroundTheFrontMatterDoNotMatter(top: String) throws {
        let passages = try project("\(top)\n# A\nx").passages

        #expect(passages.map(\.language) == [.chinese])
        #expect(passages.map(\.title) == ["A"])
    }

    @Test(arguments: ["\n---\nHello.", "\n---\nHello.\n\n---\nBye."])
    func aBreakBelowABlankLineIsNoFrontMatter(text: String) throws {
        let project = try project(text)

        #expect(project.passages.first?.text.contains("Hello.") == true)
        #expect(
            project.findings.filter { $0.place.file == "corpus/a.md" }.map(\.severity) == [.note],
            "\(project.findings)")
    }

    @Test func dashesBehindBlanksDoNotCloseTheFrontMatter() throws {
        let passages = try project("---\ntitle: >-\n  a\n  ---\nlang: zh\n---\nx").passages

        #expect(passages.map(\.language) == [.chinese])
    }

    @Test func frontMatterBelowEmptyLinesIsReportedWithTheLineOfTheFile() throws {
        let findings = try project("\n\n---\ntags: [x]\nfoo: bar\n---\n# A\nx").findings

        let finding = "corpus/a.md:5: warning: 'foo' of the front matter is not used; left out"
        #expect(findings.map(\.description).contains(finding), "\(findings)")
    }

    /// A site has the same keys on every page.
    @Test func keysThatAreNotUsedAreToldOnce() throws {
        let page = "---\nid: 1\nslug: x\n---\n# A\n"
        let findings = try Folder.project([
            "intents/bill.txt": "one\ntwo", "corpus/a.md": page + "x", "corpus/b.md": page + "y",
            "corpus/c.md": page + "z", "corpus/d.md": "---\nid: 1\n---\n# A\nu",
            "corpus/e.md": "---\norder: 2\nid: 1\n---\n# A\nv",
        ]).findings

        #expect(
            findings.filter { $0.place.file.hasPrefix("corpus/") }.map(\.description) == [
                "corpus/a.md:2: warning: 'id', 'slug' of the front matter are not used; left out, "
                    + "as in 4 other articles",
                "corpus/e.md:2: warning: 'order' of the front matter is not used; left out",
            ])
    }

    @Test(arguments: ["", "# a comment", "lang:\nintent: ~", "intent: \"\""])
    func frontMatterThatSaysNothingBindsNothing(frontMatter: String) throws {
        let project = try project("---\n\(frontMatter)\n---\n# A\nx")

        #expect(project.passages.map(\.language) == [.english])
        #expect(project.passages.map(\.intent) == [nil])
        #expect(
            !project.findings.contains { $0.place.file == "corpus/a.md" }, "\(project.findings)")
    }

    static let doubtful: [(frontMatter: String, finding: String)] = [
        ("tags: [x]\nlang: \"xx\"", "corpus/a.md:3: warning: 'lang: xx' is neither en nor zh"),
        (
            "lang: en\n\nintent: [bill, pay]",
            "corpus/a.md:4: warning: 'intent' of the front matter is no text"
        ),
        ("foo: bar", "corpus/a.md:2: warning: 'foo' of the front matter is not used; left out"),
        (
            "lang: en\ntags: 5",
            "corpus/a.md:3: warning: 'tags' of the front matter is no list of texts; "
                + "write [one, two]"
        ),
        (
            "lang: en\nintent: lost",
            "corpus/a.md:3: warning: is bound to the intent 'lost', which has no example"
        ),
        (
            "\nbill",
            "corpus/a.md:1: warning: no 'key: value' between '---' and '---', so text; "
                + "write such lines, or take this one out"
        ),
    ]

    @Test(arguments: doubtful)
    func doubtfulFrontMatterIsReportedWithTheLineOfTheFile(
        frontMatter: String, finding: String
    ) throws {
        let findings = try project("---\n\(frontMatter)\n---\n# A\nx").findings

        #expect(findings.map(\.description).contains(finding), "\(findings)")
    }

    static let broken: [(frontMatter: String, finding: String)] = [
        (
            "lang: zh\ntitle: a: b",
            "corpus/a.md:3: warning: the front matter does not parse: mapping"
        ),
        (
            "tags: []\nlang: en\nlang: zh",
            "corpus/a.md:3: warning: the front matter does not parse"
        ),
    ]

    /// One article stopped the whole desk.
    @Test(arguments: broken)
    func anArticleWhoseFrontMatterDoesNotParseIsReadWithoutItsKeys(
        frontMatter: String, finding: String
    ) throws {
        let project = try project("---\n\(frontMatter)\n---\n# A\nx")

        let found = project.findings.map(\.description).filter { $0.hasPrefix("corpus/") }
        #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix(finding) }, "\(found)")
        #expect(found.allSatisfy { $0.hasSuffix("the article is read without its keys") })
        #expect(project.passages.map(\.text) == ["x"])
        #expect(project.passages.map(\.language) == [.english])
    }

    static let rules: [(name: String, article: String, texts: [String])] = [
        ("never closed", "---\n\n## B\nUse the form.", ["Use the form."]),
        ("closed by another rule", "---\n\n## B\ny.\n\n---\n## C\nz", ["y.", "z"]),
        ("over a sentence", "---\nWelcome.\n\n---\nz", ["Welcome.\n\n---\nz"]),
        ("over what does not parse", "---\nNote: a: b\nc\n\n---\nz", ["Note: a: b\nc\n\n---\nz"]),
        ("over headings alone", "---\n\n## B\n\n---\nz", ["---\nz"]),
        ("over an open list", "---\n[x](/y) [\n\n---\nz", ["[x](/y) [\n\n---\nz"]),
        ("of Hugo", "+++\nWelcome.\n\n+++\nz", ["Welcome.\n\n+++\nz"]),
        ("over keys that are never closed", "---\nlang: en\ntags:\n- x\n\nz: y", ["z: y"]),
    ]

    /// One article stopped the whole desk.
    @Test(arguments: rules)
    func aRuleAtTheTopIsNoFrontMatterAndLosesNoText(
        name: String, article: String, texts: [String]
    ) throws {
        let project = try project(article)

        #expect(project.passages.map(\.text) == texts)
        let found = project.findings.filter {
            $0.place.file == "corpus/a.md" && $0.severity != .note
        }
        #expect(found.map(\.place.line) == [1], "\(found)")
        #expect(found.map(\.severity) == [.warning])
    }

    @Test(arguments: ["##", "## "])
    func aHeadingWithoutTextIsReportedAndBeginsNothing(heading: String) throws {
        let project = try project("# A\nx\n\(heading)\ny\n")

        #expect(project.passages.map(\.id) == ["a.md#a"])
        #expect(project.passages.map(\.text) == ["x\ny"])
        let finding =
            "corpus/a.md:3: warning: a heading without text; "
            + "what follows belongs to the section above"
        #expect(project.findings.map(\.description).contains(finding), "\(project.findings)")
    }

    private static let outlines: [(article: String, headings: [String])] = [
        ("# A\nx\n## B\ny", ["A: ", "B: A"]),
        ("# A\n## B\ny\n## C\nz", ["B: A", "C: A"]),
        ("# A\n## B\n### C\nz\n## D\nu", ["C: A/B", "D: A"]),
        ("---\ntitle: T\n---\n## B\ny", ["B: T"]),
        ("---\ntitle: T\n---\nx\n## B\ny", ["T: ", "B: T"]),
        ("---\ntitle: T\n---\n# A\n## B\ny", ["B: A"]),
        ("x\n## B\ny", ["A: ", "B: "]),
        ("### C\nz\n## B\ny\n# A\nx", ["C: ", "B: ", "A: "]),
    ]

    @Test(arguments: outlines)
    func aPassageKnowsTheHeadingsAboveIt(article: String, headings: [String]) throws {
        let passages = try project(article).passages

        #expect(
            passages.map { "\($0.title): \($0.headings.joined(separator: "/"))" } == headings)
    }

    @Test func onlyAHeadingWithNothingUnderItIsReported() throws {
        let project = try project("# A\nAlso: a\n## B\nAlso: b\n### C\nz\n## D\n## E\nx")

        #expect(project.passages.map(\.questions) == [["a", "b"], []])
        #expect(
            project.findings.filter { $0.place.file == "corpus/a.md" }.map(\.description)
                == ["corpus/a.md:7: warning: 'D' has no text; left out"])
    }
}
