import Assistant
import Testing
import Understanding

/// Tags, shortcodes and comments of site generators.
@Suite struct ArticleMarkupTests {
    static func text(_ body: String, name: String = "a.md") throws -> String? {
        let found = try ArticleFormTests.passages("# A\n\(body)\n", name: name)
        return found.count == 1 ? found.first.map { String($0.dropFirst("a: A: ".count)) } : nil
    }

    static let shortcodes: [(name: String, body: String, text: String)] = [
        ("GitBook's", "{% hint style=\"info\" %}\nx\n{% endhint %}", "x"),
        ("Liquid's", "{%- include a.html -%}\nx", "x"),
        ("Hugo's", "{{< note >}}\nx\n{{< /note >}}", "x"),
        ("Hugo's with Markdown", "{{% note %}}x{{% /note %}}", "x"),
        ("in a sentence", "x {{< icon \"a\" >}} y", "x  y"),
        ("a title", "{% tab title=\"Web\" %}\nx\n{% endtab %}", "**Web**/x"),
        ("a title before a text", "{% tab title='Web' %}x{% endtab %}", "**Web** x"),
        ("a label", "{{< button label=\"Buy\" >}}", "**Buy**"),
        ("a title without its key", "{{< tab \"macOS\" >}}\nx\n{{< /tab >}}", "**macOS**/x"),
        ("an address", "{{< figure \"a.png\" >}}\nx", "x"),
        (
            "over several lines", "{% include a.html\n  url=\"b\"\n%}\nx\n{{< figure\nsrc=c >}} y",
            "x/ y"
        ),
        ("a title below", "{{< card\n  title=\"Web\"\n>}}\nx", "**Web**/x"),
        ("closed below a blank line", "{% x\n\n%} y", "{% x//%} y"),
        ("in backquotes", "`{% hint %}` and `{{< x >}}`", "`{% hint %}` and `{{< x >}}`"),
        ("in a code block", "```\n{% hint %}\n```", "```/{% hint %}/```"),
        ("behind a backslash", "\\{% x %}", "\\{% x %}"),
        ("never closed", "{% x\n{{< y\n{{% z %}", "{% x/{{< y/{{% z %}"),
        ("a variable", "{{ site.name }} {x}", "{{ site.name }} {x}"),
    ]

    @Test(arguments: shortcodes)
    func aShortcodeIsNotShown(name: String, body: String, text: String) throws {
        #expect(try Self.text(body) == text)
    }

    static let lines: [(name: String, body: String, text: String)] = [
        ("a table of contents", "x\n\n[[toc]]\n\n[TOC]\n\n [[_TOC_]] \ny", "x//y"),
        ("an item", "* TOC\n* x", "* TOC/* x"), ("in code", "```\n[TOC]\n```", "```/[TOC]/```"),
        ("an alert", "> [!WARNING]\n> x", "> **Warning**/> x"),
        ("a title", "> [!tip]+ Do *it*\n> x", "> **Do *it***/> x"),
        ("in a list", "- x\n  > [!note]\n  > y", "- x/  > **Note**/  > y"),
        ("a quote", "> [!] x\n> [!a b]\n> [x]", "> [!] x/> [!a b]/> [x]"),
    ]

    @Test(arguments: lines)
    func alertsAndTablesOfContentsAreRead(name: String, body: String, text: String) throws {
        #expect(try Self.text(body) == text)
    }

    static let comments: [(name: String, body: String, text: String)] = [
        ("in a line", "x {/* no */} y", "x  y"),
        ("in a line of its own", "x\n{/* no */}\ny", "x/y"),
        ("over several lines", "x {/* no\n\n# no --> \n```\n*/} y", "x / y"),
        ("beside one of HTML", "<!-- {/* -->x{/* <!-- */}y", "xy"),
        ("never closed", "x {/* y\nz", "x {/* y/z"), ("short", "x{/*/}y", "x{/*/}y"),
        ("in backquotes", "`{/* x */}`", "`{/* x */}`"),
        ("in a code block", "```\n{/* x */}\n```", "```/{/* x */}/```"),
    ]

    @Test(arguments: comments)
    func aCommentOfMDXIsNotShown(name: String, body: String, text: String) throws {
        #expect(try Self.text(body) == text)
    }

    static let tags: [(name: String, body: String, text: String)] = [
        ("HTML", "<div align=\"center\">\n\nx\n\n</div>", "x"),
        ("components", "<Tabs groupId={1} lazy>\n<A.B>\nx\n</A.B></Tabs>", "x"),
        ("a fragment", "<>\nx\n</>", "x"),
        (
            "what has no content",
            "x\n<WhatToDoNext />\n<br/>\n<img src=a.png>\n<input id=\"a\">", "x"
        ),
        ("around a text", "<div><p>x <b>y</b></p></div>", "x y"),
        ("two in a row", "<p>x</p><p>y</p>", "<p>x</p><p>y</p>"),
        ("below an item", "- x\n\n  <p>y</p>", "- x//  y"),
        ("over several lines", "<Card\n  title=\"T\"\n  icon={<B>}\n/>\nx", "**T**/x"),
        ("a title", "<Accordion title=\"T\">\nx\n</Accordion>", "**T**/x"),
        ("a label", "<Tab value=\"a\" label='T'>x</Tab>", "**T** x"),
        ("a summary in braces", "<Fold summary={\"T\"}>\nx\n</Fold>", "**T**/x"),
        ("a title that is worked out", "<Fold title={t('a')}>\nx\n</Fold>", "x"),
        ("a title under a pointer", "<iframe title=\"T\" src=\"a\"></iframe>\nx", "x"),
        ("another attribute's end", "<Fold subtitle=\"T\">\nx\n</Fold>", "x"),
        ("a placeholder", "<your-name>\n<Name>", "<your-name>/<Name>"),
        ("words", "<your name>\n<IMAGE:a>", "<your name>/<IMAGE:a>"),
        ("addresses", "<https://a.example>\n<a@b.example>", "<https://a.example>/<a@b.example>"),
        ("never closed", "<div title=\"x\ny", "<div title=\"x/y"),
        ("a blank line within", "<Card\n\n/>x", "<Card///>x"),
        ("in a code block", "```\n<Tabs>\n</Tabs>\n```", "```/<Tabs>/</Tabs>/```"),
    ]

    @Test(arguments: tags, ["a.md", "a.mdx"])
    func aLineOfTagsIsNotShown(
        tags: (name: String, body: String, text: String), name: String
    ) throws {
        #expect(try Self.text(tags.body, name: name) == tags.text)
    }

    @Test func inMDXNothingIndentedIsCode() throws {
        let body = "<Tabs>\n\n    <Tab label=\"T\">\n\n    x\n\n    </Tab>\n\n</Tabs>"

        #expect(try Self.text(body, name: "a.mdx") == "**T**//    x")
    }

    static let indented: [(name: String, body: String, text: String)] = [
        ("a tag", "<Tabs>\n\n    <Tab label=\"T\">\n\nx\n\n    </Tab>\n\n</Tabs>", "**T**//x"),
        ("below a blank", "<Tabs>\n\n    </Tab>\n    x\n</Tabs>", "x"),
        (
            "a fence", "<Tabs>\n\n      ```\n# <b>x</b>\n      ```\n\n</Tabs>\n<b>y</b>",
            "```/# <b>x</b>/      ```//y"
        ),
        ("over several lines", "<Card\na=\"b\"\n>\n\n    <Next />\n\nx\n</Card>", "x"),
        ("code", "<Tabs>\n\n    x <b>\n\n    `y` <b>\n</Tabs>", "x <b>//    `y` <b>"),
        ("nothing open", "x\n\n    <Tab>\n\n    </Tab>", "x//    <Tab>//    </Tab>"),
        (
            "nothing open any more", "<Tabs>\n</Tabs>\nx\n\n    <Tabs>\n",
            "x//    <Tabs>"
        ),
        ("what needs no end", "<p>\nx\n\n    </p>", "x//    </p>"),
        ("a tag in code", "`<Tabs>`\n\n    </Tabs>", "`<Tabs>`//    </Tabs>"),
    ]

    /// Authors indent tags by those that they stand in.
    @Test(arguments: indented)
    func aTagInAnotherIsNoIndentedCode(name: String, body: String, text: String) throws {
        #expect(try Self.text(body) == text)
    }

    @Test func aSummaryInDetailsIsNoIndentedCode() throws {
        let article = "# A\n<details>\n\n    <summary>B</summary>\n\nx\n\n    </details>\n\ny"

        #expect(try ArticleFormTests.passages(article) == ["a: A: y", "b: B: x"])
    }

    @Test func aFenceInAComponentOfMDXIsOne() throws {
        let body = "<Tab>\n\n    ```\n# <b>x</b>\n    ```\n\n</Tab>\n<b>y</b>"

        #expect(try Self.text(body, name: "a.mdx") == "```/# <b>x</b>/    ```//y")
    }

    static let sentences: [(body: String, text: String)] = [
        ("press <kbd>Ctrl</kbd>+<KBD>C</KBD>", "press Ctrl+C"), ("a<br>b <br/> c", "a b  c"),
        ("<a href=\"x\" target=y>W</a> <span style=\"a: b\">z</span>", "W z"),
        ("H<sub>2</sub>O<sup>®</sup>", "H2O®"),
        ("<font color=red>a</font> press <Del>", "a press <Del>"),
        ("press <img src=a.png alt=\"Save\">.", "press Save."), ("a<img src=b alt=c>d", "a c d"),
        ("x\n<p><img src=\"a\" alt=\"b\"></p>", "x"), ("a <img src=b> c", "a  c"),
        ("- x\n- <img src=a alt=b>", "- x/- b"), ("`<img src=a alt=b>`", "`<img src=a alt=b>`"),
        ("`<b>` \\<b> ``<i>`", "`<b>` \\<b> ```"),
        ("a < b > c, a <b and c> d", "a < b > c, a <b and c> d"),
        ("write <your-name> or <Name>x</Name>", "write <your-name> or <Name>x</Name>"),
    ]

    @Test(arguments: sentences)
    func ofTagsInASentenceTheWordsAreShown(body: String, text: String) throws {
        #expect(try Self.text(body) == text)
    }

    @Test(arguments: [
        "## <img src=\"a.png\" width=\"9\" alt=\"Card\"> B", "## B <img src='a'>",
        "## <img src=a alt=B>",
        "## <img src=a><img src=c alt=\"B\"> ##", "<img src=a alt=c> B\n---",
        "<details><summary><img src=a alt=c>B</summary>",
    ])
    func ofAnImageInAHeadingTheWordsAreShownOnlyByThemselves(heading: String) throws {
        #expect(try ArticleFormTests.passages("\(heading)\nx") == ["b: B: x"])
    }

    @Test func aHeadingHasNoTags() throws {
        let found = try ArticleFormTests.passages("## Strength <a id=\"target\"></a>\nx")

        #expect(found == ["strength: Strength: x"])
    }

    @Test func aSectionOfTagsHasNoText() throws {
        let article = "# A\nx\n## Next\n\n<WhatToDoNext />\n"

        #expect(
            try ArticleBlockTests.findings(article)
                == ["corpus/a.md:3: warning: 'Next' has no text; left out"])
    }

    @Test(arguments: [
        "<", "{%", "{{<", "{{x", "{:", "{a=1}", "[x](y){a=1}", "](", "[x]({{x", "]({{x}})",
        "[x]({{y}})", "[x](y)", "[](", "[", "<img alt=b>", "{/*", "<!--",
        "<b {", "<b a='", "</", "<p>", "`<",
    ])
    func aMegabyteOfMarksIsText(mark: String) throws {
        let marks = String(repeating: mark, count: 1_000_000 / mark.utf8.count)
        let found = try ArticleFormTests.passages("# A\nx \(marks)\n# B\ny")

        #expect(found.first?.hasPrefix("a: A: x") == true)
        #expect(found.last == "b: B: y")
    }

    @Test func indentedLinesBelowManyTagsAreRead() throws {
        let tags = (0..<40_000).map { "<t\($0)></t\($0)>" }.joined(separator: "\n")
        let lines = String(repeating: "    z\n", count: 80_000)
        let found = try ArticleFormTests.passages("# A\nx\n\(tags)\n\(lines)# B\ny")

        #expect(found.last == "b: B: y")
    }

    @Test func manyLinesThatOpenATagAreText() throws {
        let lines = String(repeating: "<B {\n", count: 100_000)
        let found = try ArticleFormTests.passages("# A\nx\n\(lines)# B\ny")

        #expect(found.last == "b: B: y")
    }
}
