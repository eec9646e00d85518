import Assistant
import Testing
import Understanding

/// Lists and tables that are written in HTML.
@Suite struct ArticleHTMLTests {
    static let tables: [(name: String, body: String, text: String)] = [
        (
            "in one line", "<table><tr><td>On</td><td>Press <b>it</b></td></tr></table>",
            "On | Press it"
        ),
        (
            "over several",
            "<table border=\"1\">\n  <thead>\n\n    <tr>\n      <th>A</th>\n      <th>B</th>\n    </tr>\n"
                + "  </thead>\n  <tr><!-- no\n--><td>\n\t`<td>`<br>\n\tc\n  </td><td></td></tr>\n"
                + "  <tr><td></td><td>d</td></tr>\n</table>\nx",
            "A | B/`<td>` c/ | d/x"
        ),
        (
            "in other tags",
            "<div>\n<center><table>\n<tr><td>x\n<tr><td>y</table></center>\n</div>", "x/y"
        ),
        ("a caption", "<table><caption>C</caption><tr><td>x</td></tr></table> y", "C/x/y"),
        (
            "paragraphs and lists in a cell",
            "<table>\n<td><p>x:</p><ul><li>y</li><li>z.</li><li>v</li></ul></td>\n</table>",
            "x: y; z. v"
        ),
        (
            "columns of cards",
            "<table data-view=\"cards\"><thead><tr><th></th><th data-hidden data-type=\"files\"></th>"
                + "<th></th></tr></thead><tr><td>x</td><td><a href=\"a.png\">a.png</a></td><td>y</td>"
                + "</tr></table>",
            "x | y"
        ),
        ("in a list", "- x\n  <table>\n  <td>y</td>\n  </table>\n- z", "- x/   y/- z"),
        ("two", "<table><td>x</td></table><table><td>y</td></table>", "x/y"),
        ("nothing in it", "x\n<table><tr><td><img src=a alt=b></td></tr></table>\ny", "x/y"),
        ("a placeholder", "<table>\n<tr><td><your-name></td></tr>\n</table>", "<your-name>"),
        ("in code", "```\n<table><td>x</td></table>\n```", "```/<table><td>x</td></table>/```"),
        ("in backquotes", "`<table><td>x</td></table>`", "`<table><td>x</td></table>`"),
        ("indented below it", "<table>\n<td>x</td>\n</table>\n\n    </b>", "x//    </b>"),
        (
            "lists in a Markdown one", "| A |\n|---|\n| <ul><li>x</li><li>y.</li><li>z</li></ul> |",
            "| A |/|---|/| x; y. z |"
        ),
    ]

    @Test(arguments: tables)
    func aTableIsShownRowByRow(name: String, body: String, text: String) throws {
        #expect(try ArticleMarkupTests.text(body) == text)
    }

    static let headings: [(name: String, article: String, passages: [String])] = [
        (
            "a line", "<h2 id=\"1\">1. Is it <b>free</b>? </h2>\nYes.",
            ["1-is-it-free: 1. Is it free?: Yes."]
        ),
        ("in capitals", "<H3>B</H3>\nx", ["b: B: x"]),
        ("in a block", "<div>\n  <h2><img src=\"a.svg\"/> B</h2>\n  <p>x</p>\n</div>", ["b: B: x"]),
        ("in a Markdown list", "# A\n- x\n\n  <h2>B</h2>", ["a: A: - x//  B"]),
        ("in a list", "# A\n<ul><li>\n<h2>B</h2>\nx\n</li></ul>", ["a: A: - B/x"]),
        ("in a table", "# A\n<table><tr><td>\n<h2>B</h2>\nx\n</td></tr></table>", ["a: A: B x"]),
        ("in code", "# A\n```\n<h2>B</h2>\n```", ["a: A: ```/<h2>B</h2>/```"]),
        ("with words behind it", "# A\n<h2>B</h2> x", ["a: A: <h2>B</h2> x"]),
    ]

    /// It was a text of the section above.
    @Test(arguments: headings)
    func aHeadingOfHTMLIsOne(name: String, article: String, passages: [String]) throws {
        #expect(try ArticleFormTests.passages(article) == passages)
    }

    @Test func codeInATableStaysCode() throws {
        let body = "<table>\n<td>\n\n```\n<b>x</b>\n```\n\n</td>\n</table>"

        #expect(try ArticleMarkupTests.text(body) == "```/<b>x</b>/```")
    }

    @Test func aTableTakesInNoHeading() throws {
        let article =
            "# A\n<table> is for tabular data.\n\n## B\n\nx\n\n"
            + "<table><tr><td>y</td></tr></table>"

        #expect(
            try ArticleFormTests.passages(article)
                == ["a: A: <table> is for tabular data.", "b: B: x//y"])
    }

    static let lists: [(name: String, body: String, text: String)] = [
        ("in one line", "<ul><li>x</li><li>y <b>z</b></li></ul>", "- x/- y z"),
        ("over several", "<ul>\n  <li>x\n  <li><a href=b>y</a></li>\n</ul>\nz", "- x/- y/z"),
        (
            "numbers", "<ol start=\"1\">\n<li>x</li>\n<li>y</li>\n</ol>\n<ul><li>z</ul>",
            "1. x/2. y/- z"
        ),
        (
            "one in another",
            "<ol><li>x\n  <ul>\n    <li>y</li>\n  </ul>\n</li>\n<li>z</li></ol>", "1. x/   - y/2. z"
        ),
        ("a text of its own", "<ul>\n<li>\n\n  x\n  y</li>\n<li>\n</li>\n</ul>\nz", "- x/y/z"),
        ("without a list", "<li><p>x</p></li>", "- x"),
        ("in other tags", "<div><ul>\n<li>x</li></ul></div>\ny", "- x/y"),
        ("in a list", "1. x\n   <ul>\n   <li>y</li>\n   </ul>\n2. z", "1. x/   - y/2. z"),
        ("behind a text", "x <ul><li>y</li></ul>", "x <ul><li>y</li></ul>"),
        ("never closed", "<ul>\nx", "<ul>/x"),
        ("in code", "```\n<ul><li>x</li></ul>\n```", "```/<ul><li>x</li></ul>/```"),
    ]

    @Test(arguments: lists)
    func aListIsShownItemByItem(name: String, body: String, text: String) throws {
        #expect(try ArticleMarkupTests.text(body) == text)
    }

    @Test func aHeadingInAnItemIsOne() throws {
        let found = try ArticleFormTests.passages("# A\nx\n<ul><li>\n\n## B\ny</li></ul>")

        #expect(found == ["a: A: x", "b: B: y"])
    }

    @Test(arguments: [
        "<table>", "<table>\n", "</table>\n", "<td>", "<ul>", "<ul>\n", "<li>x", "<li>\n", "</ul>",
        "<table></table>", "<ul></ul>", "|<li>",
    ])
    func aMegabyteOfTagsIsRead(mark: String) throws {
        let marks = String(repeating: mark, count: 1_000_000 / mark.utf8.count)
        let found = try ArticleFormTests.passages("# A\nx\n\(marks)\n</table></ul>\n# B\ny")

        #expect(found.first?.hasPrefix("a: A: x") == true)
        #expect(found.last == "b: B: y")
    }
}
