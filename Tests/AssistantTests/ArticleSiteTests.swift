import Assistant
import Testing
import Understanding

/// What documentation sites write into their articles that is not Markdown.
@Suite struct ArticleSiteTests {
    static let imports: [(name: String, top: String)] = [
        ("imports", "import Tabs from '@theme/Tabs';\nimport \"./a.css\"\n"),
        (
            "several lines",
            "import {\n  a,\n\n  b\n} from \"x\"\n\nexport const c = {\n  d: [1],\n}\n"
        ),
        ("exports", "export default ({children}) => <div>{children}</div>\n"),
        ("what ends by its semicolon", "export default Page;\nimport A from 'a';\n"),
        ("brackets in quotes", "export const sad = \":(\"\n"),
        ("below front matter", "---\nlang: en\n---\n\nimport A from \"a\"\n"),
    ]

    @Test(arguments: imports, ["a.md", "a.mdx"])
    func whatAPageImportsIsNotShown(
        imports: (name: String, top: String), name: String
    ) throws {
        #expect(try ArticleFormTests.passages("\(imports.top)# A\nx", name: name) == ["a: A: x"])
    }

    @Test(arguments: [
        "import your contacts first", "export them as a table", "export const x = {\nnever closed",
        "export default settings to a file with the button.",
        "export default settings from the menu.", "import contacts from 'Settings' first",
        "export const x = (\n\nIntro.\n\nUse the form :)\n\nLast words",
    ])
    func aSentenceAtTheTopIsText(line: String) throws {
        let text = line.replacing("\n", with: "/")
        #expect(try ArticleFormTests.passages(line) == ["a: A: \(text)"])
    }

    static let unclosed: [(name: String, article: String, passages: [String])] = [
        (
            "a heading", "export const a = (\n# B\nx )\n\ny",
            ["a: A: export const a = (", "b: B: x )//y"]
        ),
        (
            "an underlined heading", "export const a = (\n\nTitle\n---\nx )\n\ny",
            ["a: A: export const a = (", "title: Title: x )//y"]
        ),
    ]

    @Test(arguments: unclosed)
    func aStatementTakesInNoHeading(
        name: String, article: String, passages expected: [String]
    ) throws {
        #expect(try ArticleFormTests.passages(article) == expected)
    }

    @Test func plainTextImportsNothing() throws {
        let found = try ArticleFormTests.passages("import \"a\"\n# A\nx", name: "a.txt")

        #expect(found == ["a: A: import \"a\"", "a-1: A: x"])
    }

    @Test func anImportFurtherDownIsText() throws {
        #expect(
            try ArticleFormTests.passages("# A\nimport a from 'b'") == ["a: A: import a from 'b'"])
    }

    static let admonitions: [(name: String, body: String, text: String)] = [
        ("a note", "x\n\n:::note\n\ny\n\n:::\n\nz", "x//y//z"),
        ("blanks", "  ::: tip  \n  x\n  :::", "x"),
        ("a title", ":::info[提示]\nx\n:::", "**提示**/x"),
        ("an older title", ":::tip Do it\nx\n:::", "**Do it**/x"),
        ("a title behind a name in braces", ":::{note} My title\nx\n:::", "**My title**/x"),
        ("a title in braces", "::: {.callout title=\"Keep it\"}\nx\n:::", "**Keep it**/x"),
        ("a title in quotes", ":::tip{title='x y' icon=z}\nx\n:::", "**x y**/x"),
        ("a title before braces", ":::tip[One [two]]{#id}\nx\n:::", "**One [two]**/x"),
        ("words behind a title", ":::note[Title] more words\nx", "**Title more words**/x"),
        ("braces without a title", "::: {.callout}\nx\n:::", "x"),
        ("one in another", "::::note\n:::{tip}\nx\n:::\n::::", "x"),
        ("a rule below it", ":::note\nx\n:::\n---", "x/---"),
        ("in code", "```\n:::note\n```", "```/:::note/```"),
        ("in indented code", "x\n\n    :::note\n    :::\n\ny", "x//    :::note/    ::://y"),
        ("below a list", "- x\n\n    :::note\n    y\n    :::", "- x//    y"),
        ("other colons", ":: x\n:::5", ":: x/:::5"),
    ]

    @Test(arguments: admonitions)
    func ofAnAdmonitionTheTextIsShown(name: String, body: String, text: String) throws {
        #expect(try ArticleFormTests.passages("# A\n\(body)\n") == ["a: A: \(text)"])
    }

    static let indented: [(name: String, body: String, text: String)] = [
        ("a title", "!!! note \"Read this\"\n    x\n\n    y\n\nz", "**Read this**/x//y//z"),
        ("none", "u\n\n!!! warning inline end\n    x\nz", "u//x/z"),
        ("an empty one", "!!!note \"\"\n\n    x", "x"),
        ("words", "!!! Note: `0` *jobs*\n    x", "**`0` *jobs***/x"),
        ("words alone", "!!! note Use it.\n\n!!! danger\n\nx", "Use it.//x"),
        ("words behind its place", "!!! tip inline end Do it\n    x", "**Do it**/x"),
        ("one that folds", "??? question \"Why?\"\n    x", "**Why?**/x"),
        ("one that is open", "???+ tip \"T\"\n\tx", "**T**/x"),
        (
            "tabs", "=== \"Linux\"\n\n    x\n\n===+ \"macOS\"\n\n    y",
            "**Linux**//x//**macOS**//y"
        ),
        (
            "one in another", "=== \"A\"\n\n    !!! tip \"B\"\n        x\n\n    y\n\nz",
            "**A**//**B**/x//y//z"
        ),
        (
            "in a list", "1. u\n\n    !!! tip \"T\"\n        x\n\n2. y",
            "1. u//    **T**/    x//2. y"
        ),
        ("a list", "!!! tip \"T\"\n    - x\n        - y", "**T**/- x/    - y"),
        (
            "code in it", "!!! tip\n    ```\n    !!! x\n  a\n    ```\n\n    b",
            "```/!!! x/a/```//b"
        ),
        ("indented code in it", "!!! tip\n    x\n\n        y\n", "x//    y"),
        ("in code", "```\n!!! tip \"T\"\n    x\n```", "```/!!! tip \"T\"/    x/```"),
        ("in indented code", "u\n\n    !!! tip\n        x", "u//    !!! tip/        x"),
        ("a shout", "!!! Danger\nx\n\n!!! no, really\n    y", "!!! Danger/x//!!! no, really/    y"),
        ("a name of its own", "!!! recipe inline end \"T\"\n    x", "**T**/x"),
        (
            "a sentence", "!!! He said \"stop\"\n\n!!! Stop \"it\"\n\n!!! Beware of the dog\n    x",
            "!!! He said \"stop\"//!!! Stop \"it\"//!!! Beware of the dog/    x"
        ),
        ("other marks", "???\n=== x\n!!! \"x\"\n    y", "???/=== x/!!! \"x\"/    y"),
    ]

    @Test(arguments: indented)
    func ofABlockOfMkDocsTheTextIsShown(name: String, body: String, text: String) throws {
        #expect(try ArticleFormTests.passages("# A\n\(body)\n") == ["a: A: \(text)"])
    }

    @Test func aHeadingInATabIsOne() throws {
        let article = "# A\n=== \"T\"\n\n    x\n\n    ## B\n\n    y"

        #expect(try ArticleFormTests.passages(article) == ["a: A: **T**//x", "b: B: y"])
    }

    @Test func aFenceOfABlockIsReportedInItsOwnLine() throws {
        let article = "---\nlang: en\n---\n# A\n!!! tip \"T\"\n    ```\n    x\n"

        #expect(
            try ArticleBlockTests.findings(article).map { $0.prefix("corpus/a.md:6".count) }
                == ["corpus/a.md:6"])
    }
}
