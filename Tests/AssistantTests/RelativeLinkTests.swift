import Assistant
import Testing
import Understanding

/// Links from one article to another lead to where the desk shows it.
@Suite struct RelativeLinkTests {
    static let links: [(name: String, body: String, text: String)] = [
        ("beside it", "[r](returns.md#how-long)", "[r](/articles/guide/returns.md#how-long)"),
        ("above it", "see [the *fees*](../fees.md).", "see [the *fees*](/articles/fees.md)."),
        ("with a dot", "[f](./../fees.md?plain=1)", "[f](/articles/fees.md)"),
        ("without extension", "[f](../fees)", "[f](/articles/fees.md)"),
        ("as a page", "[f](../fees.html)", "[f](/articles/fees.md)"),
        ("as a site has it", "[r](../returns/)", "[r](/articles/guide/returns.md)"),
        ("a folder", "[q](../faq/)", "[q](/articles/faq/index.md)"),
        ("a title", "[f](../fees.md \"All (fees)\")", "[f](/articles/fees.md \"All (fees)\")"),
        ("within it", "[h](#track-it)", "[h](/articles/guide/orders.md#track-it)"),
        (
            "from the top", "[f](/fees.md) [n](/n.md) [x](//a.b/fees.md)",
            "[f](/articles/fees.md) n [x](//a.b/fees.md)"
        ),
        ("encoded", "[u](../%C3%9Cber%20uns.md)", "[u](/articles/%C3%9Cber%20uns.md)"),
        ("an image in it", "x [![a](b.png)](returns.md)", "x [a](/articles/guide/returns.md)"),
        (
            "two", "[f](../fees.md), [r](returns.md)",
            "[f](/articles/fees.md), [r](/articles/guide/returns.md)"
        ),
        (
            "over a line end", "our [list\nof fees](../fees.md\n\"T\")",
            "our [list\nof fees](/articles/fees.md\n\"T\")"
        ),
        ("not over a blank line", "[f\n\ng](../fees.md)", "[f\n\ng](../fees.md)"),
        (
            "in angles", "[f](<../fees.md>) [f]( ../fees.md )",
            "[f](/articles/fees.md) [f](/articles/fees.md )"
        ),
        (
            "an escaped mark", "ok\\![f](a.pdf) [a!](a.pdf)[f](../fees.md)",
            "ok\\!f a![f](/articles/fees.md)"
        ),
        (
            "an escaped end", "[x](../a\\).md) [f](../fees.md (it's late))",
            "x [f](/articles/fees.md (it's late))"
        ),
        (
            "a mark in its name", "[c](../C%23.md) [c](../C%23.md#a)",
            "[c](/articles/C%23.md) [c](/articles/C%23.md#a)"
        ),
        (
            "in parentheses", "[Enter](or Return) a[0](see b.md) [f](x, y)",
            "[Enter](or Return) a[0](see b.md) [f](x, y)"
        ),
        (
            "in a quote of code", "> ```\n> [f](../fees.md)\n> ```\n> [f](../fees.md)",
            "> ```\n> [f](../fees.md)\n> ```\n> [f](/articles/fees.md)"
        ),
        (
            "no title", "[Enter](or 'Return' on it) [a](or (on it) b) [c](it 's d) [e](or 'f')",
            "[Enter](or 'Return' on it) [a](or (on it) b) [c](it 's d) e"
        ),
        (
            "a blank in angles", "[u](<../Über uns.md> 'a') [x](<n/pre).md>)",
            "[u](/articles/%C3%9Cber%20uns.md 'a') x"
        ),
        ("of the desk", "[f](/articles/fees.md)", "[f](/articles/fees.md)"),
        ("an image of an article", "![f](../fees.md) x", "f x"),
        ("a joiner", "\u{600}![f](a.png) [\u{200D}g](a.pdf)", "\u{600}f \u{200D}g"),
        ("a file beside it", "[r](../returns.md)", "r"),
        ("to nothing", "[n](nowhere.md) and [p](a.pdf)", "n and p"),
        ("an image", "x ![shelf](img/shelf.png) y", "x shelf y"),
        ("out of the corpus", "[a](../../../etc/passwd)", "a"),
        (
            "elsewhere",
            "[x](https://a.b/c.md) [m](mailto:a@b.c) [s](/form.pdf) [t](tel:1) [u]() [r](/robots.txt)",
            "[x](https://a.b/c.md) [m](mailto:a@b.c) [s](/form.pdf) [t](tel:1) [u]() [r](/robots.txt)"
        ),
        ("in backquotes", "`[f](../fees.md)`, ``[f](`", "`[f](../fees.md)`, ``[f](`"),
        ("in a code block", "```\n[f](../fees.md)\n```", "```\n[f](../fees.md)\n```"),
        ("behind a backslash", "\\[f](../fees.md) \\", "\\[f](../fees.md) \\"),
        ("never closed", "[f](../fees.md and [[f](", "[f](../fees.md and [[f]("),
    ]

    private static func project(_ body: String) throws -> AssistantProject {
        try Folder.project([
            "intents/hi.txt": "hello\nhi there",
            "corpus/guide/orders.md": "# Orders\n\(body)\n",
            "corpus/guide/returns.md": "# Returns\nThirty days.\n",
            "corpus/fees.md": "# Fees\nFour pounds.\n",
            "corpus/faq/index.md": "# Questions\nMany.\n",
            "corpus/Über uns.md": "# About us\nWe are two.\n",
            "corpus/C#.md": "# C sharp\nA note.\n",
        ])
    }

    @Test(arguments: links)
    func aLinkLeadsToWhereTheArticleIsShown(name: String, body: String, text: String) throws {
        let passages = try Self.project(body).passages

        #expect(passages.first { $0.article == "guide/orders.md" }?.text == text)
    }

    @Test func aLinkToAnArticleThatIsNotThereIsTold() throws {
        let body = "[n](nowhere.md), [n](nowhere.md#b), [n](nowhere.md) [p](a.pdf) [f](../fees.md)"
        let findings = try Self.project(body).findings.map(\.description)

        #expect(
            findings.filter { $0.contains("link") } == [
                "corpus/guide/orders.md:2: warning: a link to 'nowhere.md', where no article is; "
                    + "its words are shown",
                "corpus/guide/orders.md:2: warning: a link to 'nowhere.md#b', where no article is; "
                    + "its words are shown",
            ])
    }
}
