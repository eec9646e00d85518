import Assistant
import Testing
import Understanding

/// Lists of attributes, and what site generators write into the addresses of links.
@Suite struct ArticleLinkTests {
    static let attributes: [(name: String, body: String, text: String)] = [
        ("behind a link", "[x](/y){:target='_blank'}, z", "[x](/y), z"),
        ("in quotes", "z ![x](/y){: class=\"a b\" #c}", "z ![x](/y)"),
        ("without a colon", "[x](/y){ .md-button }", "[x](/y)"),
        ("without blanks", "![x](/y){width=50%} z", "![x](/y) z"),
        ("behind bold", "**x**{.red}", "**x**"),
        ("in a line of its own", "x\n{: .note }\ny", "x/y"),
        ("an order", "{::options parse_block_html=\"true\" /}\nx\n{: .a}", "x"),
        (
            "sizes alone", "![x](/y)\n{width=1920 height=1397}\n\n{timeout=5}",
            "![x](/y)//{timeout=5}"
        ),
        ("a class alone", "{ .grid }\n\nx", "x"),
        ("a table of contents", "* TOC\n{:toc}\n\nx", "x"),
        ("numbers", "{:02d} {:.2f} x{:} {:d}", "{:02d} {:.2f} x{:} {:d}"),
        ("words", "my {.env}, f(x){a=1} {timeout=5} {x}", "my {.env}, f(x){a=1} {timeout=5} {x}"),
        ("behind brackets", "[x](/y), f(z){a=1} (u){.v}", "[x](/y), f(z){a=1} (u){.v}"),
        ("brackets in an address", "[x](/y(z)){a=1}", "[x](/y(z))"),
        ("in backquotes", "`{: .x}` and `[x](/y){:.x}`", "`{: .x}` and `[x](/y){:.x}`"),
        ("in a code block", "```\n{: .x}\n```", "```/{: .x}/```"),
        ("never closed", "[x](/y){: .a", "[x](/y){: .a"),
    ]

    @Test(arguments: attributes)
    func attributesAreNotShown(name: String, body: String, text: String) throws {
        #expect(try ArticleMarkupTests.text(body) == text)
    }

    @Test(arguments: [
        "## B {: #b .c }\nx", "## B { #b }\nx", "## B\n{: .c }\nx", "## [B](c){: target=d }\nx",
        "B {: #b}\n---\nx", "## B {#b}\nx",
    ])
    func attributesOfAHeadingAreNotShown(article: String) throws {
        #expect(try ArticleFormTests.passages(article) == ["b: B: x"])
    }

    @Test func anAnchorMayBeginWithADigit() throws {
        #expect(
            try ArticleFormTests.passages("## 1. Set it {#2-set-it}\nx") == [
                "2-set-it: 1. Set it: x"
            ])
    }

    @Test(arguments: ["Use {:ok}", "Use {.ok}", "Use {ok=1}"])
    func aHeadingKeepsWordsInBraces(heading: String) throws {
        #expect(try ArticleFormTests.passages("## \(heading)\nx").first?.contains(heading) == true)
    }

    static let addresses: [(name: String, body: String, text: String)] = [
        ("a variable", "[x]({{ site.github.url }}/a.html) y", "[x](/a.html) y"),
        ("of an image", "z ![x]({{site.url}}/a.png)", "z ![x](/a.png)"),
        ("a text", "[x]({{ '/a' | relative_url }})", "[x](/a)"),
        ("nothing else", "[x [y]]({{ page.url }}), ![z]({% link a.md %})", "x [y], z"),
        ("a definition", "[x][1]\n\n[1]: {{ site.url }}/a", "[x](/a)"),
        ("in a sentence", "[x](/y) {{ a }} [{{ b }}](/c)", "[x](/y) {{ a }} [{{ b }}](/c)"),
        ("in backquotes", "`[x]({{ a }}/b)`", "`[x]({{ a }}/b)`"),
        ("an image in it", "x [a <img alt=b>]({{ c }}) <img alt=d>", "x a b d"),
        ("an image at its end", "x ![<img alt=b>]({{< c >}})<img alt=d>", "x b d"),
        ("an image before it", "x !<img alt=b>[a]({{ c }}) y", "x b a y"),
        ("an image as its address", "x [a](<img alt=b>{{ c }})", "x a b"),
        ("never closed", "[x]({{ a /b)", "[x]({{ a /b)"),
    ]

    @Test(arguments: addresses)
    func anAddressIsShownWithoutItsVariables(name: String, body: String, text: String) throws {
        #expect(try ArticleMarkupTests.text(body) == text)
    }

    @Test(arguments: ["x){.a}", "[x](y) z){.a}"])
    func aMegabyteOfListsBehindBracketsIsText(mark: String) throws {
        let marks = String(repeating: mark, count: 1_000_000 / mark.utf8.count)
        let found = try ArticleFormTests.passages("# A\nx\n\n\(marks)\n# B\ny")

        #expect(found.last == "b: B: y")
    }

    @Test func manyListsBehindManyBlanksAreText() throws {
        let line =
            String(repeating: " ", count: 400_000) + String(repeating: "{.a}", count: 150_000)
        let found = try ArticleFormTests.passages("# A\nx\n\(line)\n# B\ny")

        #expect(found.last == "b: B: y")
    }
}
