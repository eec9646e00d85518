import Assistant
import Testing
import Understanding

/// What sites say at the top of an article.
@Suite struct FrontMatterTests {
    private func project(_ article: String) throws -> AssistantProject {
        return try Folder.project(["intents/bill.txt": "one\ntwo", "corpus/a.md": article])
    }

    private func findings(_ project: AssistantProject) -> [String] {
        project.findings.map(\.description).filter { $0.hasPrefix("corpus/") }
    }

    // MARK: TOML

    static let titles: [(line: String, title: String)] = [
        (#"title = "How: so?""#, "How: so?"), ("title='C:\\new'", "C:\\new"),
        ("\"title\" = \"A\" # b", "A"), (#"title = "\"A\" \u00e9\t#""#, "\"A\" é\t#"),
        ("title = \"\"\"\nA\n  \"b\"\"\"\"", "A \"b\""), ("title = '''A'''", "A"),
        ("# title = \"B\"\n\ntitle = \"A\"\n\n[menu]\ntitle = \"C\"", "A"),
        ("aliases = [\n  \"x\", # ]\n  'y'\n]\ntitle = \"A\"", "A"), ("title = \"\"", "A"),
        ("title = 5", "A"), ("title = \"Get **the** `desk` [here](x)\"", "Get the desk here"),
    ]

    @Test(arguments: titles)
    func theFrontMatterOfHugoIsTOML(line: String, title: String) throws {
        let passages = try project("+++\n\(line)\n+++ \n\nx").passages

        #expect(passages.map(\.title) == [title])
        #expect(passages.map(\.text) == ["x"])
    }

    /// Brackets in brackets took the stack of whatever read them, marks without pairs minutes.
    @Test func aTitleThatIsTooLongToBeOneKeepsItsMarks() throws {
        let nested =
            String(repeating: "[", count: 20_000) + "x" + String(repeating: "](a)", count: 20_000)
        for title in [nested, String(repeating: "*a ", count: 20_000) + "b"] {
            let passages = try project("---\ntitle: '\(title)'\n---\n\nx").passages

            #expect(passages.map(\.text) == ["x"])
            #expect(passages.first?.title == title)
        }
    }

    @Test func keysOfTOMLSayTheSameAsThoseOfYAML() throws {
        let project = try project(
            "+++\nlang = \"zh\"\ntags = ['x', \"y\"]\nintent = 'bill'\n+++\n# A\nx")

        #expect(project.passages.map(\.language) == [.chinese])
        #expect(project.passages.map(\.intent) == ["bill"])
        #expect(findings(project) == [])
    }

    static let doubtful: [(frontMatter: String, finding: String)] = [
        ("weight = 10", "2: warning: 'weight' of the front matter is not used; left out"),
        (
            "title = \"A\"\ndate = 2020-01-02\n[a.b]\nx = 1\n[[c]]\n[[c]]",
            "3: warning: 'date', 'a.b', 'c' of the front matter are not used; left out"
        ),
        ("lang = 'xx'", "2: warning: 'lang: xx' is neither en nor zh"),
        ("\nintent = [\n'bill']", "3: warning: 'intent' of the front matter is no text"),
        ("title = true", "2: warning: 'title' of the front matter is no text"),
        (
            "tags = 'x'",
            "2: warning: 'tags' of the front matter is no list of texts; write [one, two]"
        ),
        (
            "tags = [[\"x\"]]",
            "2: warning: 'tags' of the front matter is no list of texts; write [one, two]"
        ),
        ("title = \"A\"\nwords", "3: warning: no 'key = value' in the front matter; left out"),
        ("title = \"A\nlang = 'en'", "2: warning: no 'key = value' in the front matter; left out"),
        ("title = 'A' b", "2: warning: no 'key = value' in the front matter; left out"),
        ("tags = [\"x\"\n", "2: warning: no 'key = value' in the front matter; left out"),
        ("title =", "2: warning: no 'key = value' in the front matter; left out"),
    ]

    @Test(arguments: doubtful)
    func doubtfulTOMLIsReportedWithTheLineOfTheFile(frontMatter: String, finding: String) throws {
        let project = try project("+++\n\(frontMatter)\n+++\n# A\nx")

        #expect(findings(project) == ["corpus/a.md:\(finding)"])
        #expect(project.passages.map(\.text) == ["x"])
    }

    @Test func keysOfTOMLThatAreNotClosedAreReportedAndLeftOut() throws {
        let project = try project("+++\ntitle = \"A\"\n\nx")

        #expect(project.passages.map(\.text) == ["x"])
        #expect(
            findings(project).contains(
                "corpus/a.md:1: warning: the front matter has no closing '+++', "
                    + "so its keys are left out; write that line, or take this one out"))
    }

    @Test(arguments: ["\n+++\nHello.", "\n+++\nHello.\n\n+++\nBye."])
    func plusesBelowABlankLineAreText(text: String) throws {
        let passages = try project(text).passages

        #expect(passages.first?.text.hasPrefix("+++\nHello.") == true)
    }

    @Test(arguments: ["[", "\"", "a = [", "a = \"\"\"", "a = \"\\", "{"])
    func aMegabyteOfBracketsEnds(mark: String) throws {
        let marks = String(repeating: mark, count: 1_000_000 / mark.utf8.count)

        #expect(try project("+++\na = \(marks)\n+++\n# A\nx").passages.map(\.text) == ["x"])
    }

    // MARK: Keys that are not used

    @Test func theUnusedKeysOfAPageAreOneFinding() throws {
        let keys = (1...11).map { "k\($0): [1]" }.joined(separator: "\n")
        let some = try project("---\nlang: en\nid: 7\norder: {a: b}\n---\n# A\nx")
        let many = try project("---\n\(keys)\n---\n# A\nx")

        #expect(
            findings(some) == [
                "corpus/a.md:3: warning: 'id', 'order' of the front matter are not used; left out"
            ])
        #expect(
            findings(many) == [
                "corpus/a.md:2: warning: 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8' "
                    + "and 3 more of the front matter are not used; left out"
            ])
    }

    // MARK: Questions

    static let questions: [(article: String, titles: [String], questions: [[String]])] = [
        ("---\nquestion: How?\n---\nx", ["How?"], [[]]),
        ("---\nquestion: >-\n  How\n  so?\n---\nx", ["How so?"], [[]]),
        ("+++\nquestion = 'How?'\n+++\nx\n## B\ny", ["How?", "B"], [[], []]),
        ("---\ntitle: T\nquestion: How?\n---\nx", ["T"], [["How?"]]),
        ("---\nquestion: How?\n---\n# A\nAlso: b\nx\n## C\ny", ["A", "C"], [["b", "How?"], []]),
        ("---\nquestion: How?\n---\n# How?\nx", ["How?"], [[]]),
        ("---\nquestions: [a, b]\n---\n# A\nx\n# B\ny", ["A", "B"], [["a", "b"], []]),
        ("---\nquestions:\n- a\n-  b\n- ''\n---\n# A\nAlso: b\nx", ["A"], [["b", "a"]]),
        ("---\nquestions: a\n---\n# A\nx", ["A"], [["a"]]),
        ("+++\nquestions = ['a',\n\"b\"]\n+++\n# A\nx", ["A"], [["a", "b"]]),
    ]

    @Test(arguments: questions)
    func questionsOfTheFrontMatterAskForTheFirstSection(
        article: String, titles: [String], questions: [[String]]
    ) throws {
        let project = try project(article)

        #expect(project.passages.map(\.title) == titles)
        #expect(project.passages.map(\.questions) == questions)
        #expect(findings(project) == [])
    }

    @Test func aQuestionWithoutATitleNamesTheArticle() throws {
        let passages = try project("---\nquestion: How?\n---\n## B\nx").passages

        #expect(passages.map(\.articleTitle) == ["How?"])
        #expect(passages.map(\.questions) == [["How?"]])
    }

    @Test(arguments: ["questions: {a: b}", "questions: [[a]]"])
    func questionsThatAreNoTextsAreReported(line: String) throws {
        let project = try project("---\n\(line)\n---\n# A\nx")

        #expect(
            findings(project) == [
                "corpus/a.md:2: warning: 'questions' of the front matter is no list of texts; "
                    + "write [one, two]"
            ])
    }
}
