import Assistant
import Testing
import Understanding

/// Which lines of an article are headings, text and neither.
@Suite struct ArticleFormTests {
    /// What an article says, one passage a line: `anchor: title: text`.
    static func passages(_ article: String, name: String = "a.md") throws -> [String] {
        let files = ["intents/bill.txt": "one\ntwo", "corpus/\(name)": article]
        return try Folder.project(files).passages.map {
            "\($0.anchor): \($0.title): \($0.text.replacing("\n", with: "/"))"
        }
    }

    static let fences: [(name: String, body: String)] = [
        ("backquotes", "```sh\n# no\n```"), ("tildes", "~~~\n# no\n~~~"),
        ("tildes below backquotes", "```\n~~~\n# no\n```"),
        ("a fence longer than the first", "~~~~ js\n# no\n~~~\n# no\n~~~~~"),
        ("three blanks before", "   ~~~\n# no\n  ~~~"),
        ("what stands in a list", "1. Say:\n\n    ```\n# no\n    ```"),
        ("a fence behind the mark of an item", "- ```\n# no\n  ```"),
        ("code that is not closed by what follows a fence", "```\n``` x\n# no\n```"),
    ]

    @Test(arguments: fences)
    func nothingInACodeBlockIsAHeading(name: String, body: String) throws {
        let found = try Self.passages("# A\n\(body)\n# B\ny")

        let text = body.replacing("\n", with: "/")
        #expect(found == ["a: A: \(text.drop { $0 == " " })", "b: B: y"])
    }

    static let unclosed: [(name: String, body: String, line: Int?)] = [
        ("at the top", "```\nx\n## B\ny", 2), ("tildes", "x\n~~~ sh\n```\n## B", 3),
        ("in a list", "- x\n\n  ```cpp\n  y\n\n## B\nz", 4),
        ("behind another", "```\nx\n```\n\n```\ny\n## B", 6),
        ("closed", "```\nx\n```\n## B\ny", nil), ("at the end", "x\n```\n\n", nil),
        ("in indented code", "x\n\n    ```\n\ny", nil),
    ]

    /// The headings below it were lost without a word.
    @Test(arguments: unclosed)
    func aFenceThatIsNeverClosedIsReported(name: String, body: String, line: Int?) throws {
        let found = try ArticleBlockTests.findings("# A\n\(body)")
            .filter { $0.contains("never closed") }

        let finding =
            "warning: a code block that is never closed, so all below it is code; close it, "
            + "or its headings are none"
        #expect(found == (line.map { ["corpus/a.md:\($0): \(finding)"] } ?? []))
    }

    static let noFences: [(name: String, body: String)] = [
        ("two marks", "~~\nx"), ("code within a line", "```sh``` x"),
        ("four blanks before", "x\n\n    ~~~"),
    ]

    @Test(arguments: noFences)
    func whatIsNoFenceOpensNoCode(name: String, body: String) throws {
        let found = try Self.passages("# A\n\(body)\n# B\ny")

        #expect(found.map { $0.prefix(5) } == ["a: A:", "b: B:"])
    }

    static func words(_ length: Int) -> String { String(repeating: "x", count: length) }

    static let underlined: [(name: String, article: String, passages: [String])] = [
        ("=", "Title\n=====\nx", ["title: Title: x"]),
        ("-", "Title\n-----\nx", ["title: Title: x"]),
        ("three blanks before", "   Title\n   ---  \nx", ["title: Title: x"]),
        ("two lines", "One\ntwo\n---\nx", ["one-two: One two: x"]),
        ("marks", "The `x` {#y}\n---\nx", ["y: The x: x"]),
        ("below a text", "# A\nx\n\nTitle\n---\ny", ["a: A: x", "title: Title: y"]),
        ("below a list", "# A\n- x\n\nTitle\n---\ny", ["a: A: - x", "title: Title: y"]),
        (
            "as long as a title", "\(words(300))\n---\nx", ["\(words(300)): \(words(300)): x"]
        ),
        (
            "a rule below a text too long for one", "# A\n\(words(301))\n---\nx\n\nB\n---\ny",
            ["a: A: \(words(301))/---/x", "b: B: y"]
        ),
        ("a rule below a blank line", "# A\nx\n\n---\ny", ["a: A: x//---/y"]),
        ("a rule below a heading", "# A\n---\ny", ["a: A: ---/y"]),
        ("a rule below an item", "# A\n- x\n---\ny", ["a: A: - x/---/y"]),
        ("a rule below a quote", "# A\n> x\nz\n---\ny", ["a: A: > x/z/---/y"]),
        ("a table", "# A\n| x |\n|---|\n---\ny", ["a: A: | x |/|---|/---/y"]),
        ("four blanks before", "# A\nx\n    ---\ny", ["a: A: x/    ---/y"]),
        ("two marks in a line", "# A\nx\n-=-\ny", ["a: A: x/-=-/y"]),
        ("a rule below other questions", "# A\nAlso: x\n---\ny", ["a: A: ---/y"]),
        ("in code", "# A\n```\nx\n---\n```", ["a: A: ```/x/---/```"]),
    ]

    @Test(arguments: underlined)
    func aParagraphOverALineIsAHeading(
        name: String, article: String, passages expected: [String]
    ) throws {
        #expect(try Self.passages(article) == expected)
    }

    static let titles: [(heading: String, passage: String)] = [
        ("## Costs ##", "costs: Costs"), ("## C#", "c: C#"),
        ("# Costs # or not", "costs--or-not: Costs # or not"),
        (" # Costs", "costs: Costs"), ("   ## Costs", "costs: Costs"),
        ("## Costs {#what-it-costs}", "what-it-costs: Costs"),
        ("## 费用 {#价格} ##", "价格: 费用"), ("## Costs {: .wide #x key=1}", "x: Costs"),
        ("## Costs {#x .wide key=1}", "x: Costs"), ("## Costs {:.wide}", "costs: Costs"),
        ("## Costs {: key=1}", "costs: Costs"),
        ("## Set the limit {timeout=5}", "set-the-limit-timeout5: Set the limit {timeout=5}"),
        ("## Where is my {.env}", "where-is-my-env: Where is my {.env}"),
        ("## The block {#if x}", "the-block-if-x: The block {#if x}"),
        ("## {#each}", "each: {#each}"),
        ("## [Can I *cancel*?](https://x.example/a_(b))", "can-i-cancel: Can I cancel?"),
        ("## ![Logo](a.png) [Help][help]", "logo-help: Logo Help"),
        ("## [Beta] Help", "beta-help: [Beta] Help"),
        (
            "## **Bold**, __too__, *and* _this_, ~~not~~",
            "bold-too-and-this-not: Bold, too, and this, not"
        ),
        (
            "## Set `proxy_set_header*` twice*",
            "set-proxy_set_header-twice: Set proxy_set_header* twice*"
        ),
        (
            "## 2 * 3 * 4 and snake_case_name",
            "2--3--4-and-snake_case_name: 2 * 3 * 4 and snake_case_name"
        ),
        (#"## List\<T\> \*"#, "listt-: List<T> *"),
    ]

    @Test(arguments: titles)
    func aTitleIsPlainText(heading: String, passage: String) throws {
        #expect(try Self.passages("\(heading)\nx") == ["\(passage): x"])
    }

    static let lists: [(name: String, article: String, passages: [String])] = [
        (
            "ends it", "# A\n- x\n## B\ny\nTitle\n---\nz",
            ["a: A: - x", "y-title: y Title: z"]
        ),
        ("behind one blank", "# A\n- x\n # B\ny", ["a: A: - x", "b: B: y"]),
        ("in an item", "# A\n1. x\n   # B\ny", ["a: A: 1. x/   # B/y"]),
    ]

    @Test(arguments: lists)
    func aHeadingBelowAListEndsItWhereItIsNoPartOfAnItem(
        name: String, article: String, passages expected: [String]
    ) throws {
        #expect(try Self.passages(article) == expected)
    }

    @Test func anAnchorThatStandsTwiceIsNumbered() throws {
        let found = try Self.passages("## A {#x}\na\n## B {#x}\nb\n## X\nc")

        #expect(found == ["x: A: a", "x-1: B: b", "x-2: X: c"])
    }

    @Test func headingsThatDifferByMarksAndCaseHaveAnchorsOfTheirOwn() throws {
        let found = try Self.passages("# A?\na\n## a\nb\n## A\nc\n## a-1!\nd\n## 在\ne\n## 在\nf")

        #expect(
            found == [
                "a: A?: a", "a-1: a: b", "a-2: A: c", "a-1-1: a-1!: d", "在: 在: e", "在-1: 在: f",
            ])
    }

    @Test(arguments: [
        String(repeating: "*a ", count: 20_000), String(repeating: "[", count: 60_000),
        String(repeating: "*a ", count: 96), String(repeating: "[", count: 290),
    ])
    func aHeadingOfManyMarksIsReadAsItStands(marks: String) throws {
        let title = try #require(try Self.passages("# \(marks)b\nx").first)

        #expect(title.hasSuffix(": \(marks)b: x"))
    }

    static let ticks = String(repeating: "`", count: 81)

    static let comments: [(name: String, body: String, text: String)] = [
        ("in a line", "x <!-- no --> y", "x  y"),
        ("in a line of its own", "x\n<!-- no -->\ny", "x/y"),
        ("between blank lines", "x\n\n<!-- no -->\n\ny", "x//y"),
        ("over several lines", "x <!-- no\n\n# no\n```\nAlso: no\n--> y", "x / y"),
        ("two", "<!-- no --> x <!-- no\nno --><!-- no -->", "x"),
        ("short ones", "x<!-->y<!--->z", "xyz"),
        ("never closed", "x <!-- y\nz", "x <!-- y/z"),
        ("in indented code", "x\n\n    <!-- a -->\n\n\t<!--", "x//    <!-- a -->//\t<!--"),
        ("indented below a text", "x\n    <!-- a -->\ny", "x/y"),
        ("in a code block", "```\n<!-- x\n-->\n```", "```/<!-- x/-->/```"),
        (
            "behind more marks than code has", "x \(ticks) <!-- no --> \(ticks)",
            "x \(ticks)  \(ticks)"
        ),
        ("in code within a line", "`<!-- x -->` `` ` <!-- y", "`<!-- x -->` `` ` <!-- y"),
        ("between a text and a rule", "x\n<!-- no -->\n---", "x/---"),
    ]

    @Test(arguments: comments)
    func aCommentIsNotShown(name: String, body: String, text: String) throws {
        #expect(try Self.passages("# A\n\(body)\n") == ["a: A: \(text)"])
    }

    @Test func anArticleOfCommentsHasNoText() throws {
        let findings = try Folder.project([
            "intents/a.txt": "one\ntwo", "corpus/a.md": "<!-- x\ny -->\n",
        ]).findings

        #expect(findings.map(\.description).contains("corpus/a.md: warning: no text; left out"))
    }

    @Test func theTitleOfTheFrontMatterNamesTheTextAboveTheFirstHeading() throws {
        let found = try Self.passages("---\ntitle: Getting started\n---\nx\n## B\ny")

        #expect(found == ["getting-started: Getting started: x", "b: B: y"])
    }

    static let articleTitles: [(article: String, title: String?)] = [
        ("# A\n## B\ny\n# C\nz", "A"), ("A `b`\n===\ny", "A b"), ("x\n## B\n# C\nz", "C"),
        ("---\ntitle: A\n---\n# B\nx", "B"), ("---\ntitle: A\n---\n## B\nx", "A"),
        ("---\ntitle: >-\n  A\n  b\n---\nx", "A b"), ("## B\ny", "A"), ("y", "A"),
    ]

    @Test(arguments: articleTitles)
    func anArticleIsCalledByItsFirstHeadingElseByItsFrontMatterElseByItsFile(
        article: String, title: String?
    ) throws {
        let passages = try Folder.project(["intents/a.txt": "one\ntwo", "corpus/a.md": article])
            .passages

        #expect(!passages.isEmpty && passages.allSatisfy { $0.articleTitle == title })
    }

    @Test func anotherTitleOfAnArticleIsAnotherIndex() throws {
        let prints = try ["A", "B"].map { title in
            let article = "# \(title)\n## C\nx"
            return try Folder.project(["intents/a.txt": "one\ntwo", "corpus/a.md": article])
                .passagesFingerprint
        }

        #expect(prints[0] != prints[1])
    }

    /// One without a text of its own is found and shown above the section below it.
    @Test func anotherHeadingAboveASectionIsAnotherIndex() throws {
        let prints = try ["Late return", "Overdue books"].map { heading in
            let article = "# Fees\n## \(heading)\n### How much?\nFive."
            return try Folder.project(["intents/a.txt": "one\ntwo", "corpus/a.md": article])
                .passagesFingerprint
        }

        #expect(prints[0] != prints[1])
    }

    @Test func aTitleOfTheFrontMatterIsNotReported() throws {
        let article = "---\ntitle: \"How: so?\"\n---\n## B\ny"
        let findings = try Folder.project(["intents/a.txt": "one\ntwo", "corpus/a.md": article])
            .findings

        #expect(!findings.contains { $0.place.file == "corpus/a.md" }, "\(findings)")
    }
}
