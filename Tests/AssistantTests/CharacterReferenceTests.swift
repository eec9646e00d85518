import Assistant
import Testing
import Understanding

/// Characters that an article writes by name or number.
@Suite struct CharacterReferenceTests {
    static let references: [(name: String, body: String, text: String)] = [
        ("names", "x &amp; y&nbsp;z &lt;your-name&gt; a&hellip;", "x & y z <your-name> a…"),
        ("numbers", "it&#8217;s &#128512; &#x2019;&#X41;", "it’s 😀 ’A"),
        ("a blank at the end", "x&#x20;\ny", "x /y"), ("blanks alone", "x\n&nbsp;\ny", "x//y"),
        (
            "what is none", "&foo; &copy b&c; &#; &#x; &#+5; &#xD800;",
            "&foo; &copy b&c; &#; &#x; &#+5; &#xD800;"
        ),
        ("too long a number", "&#99999999999; &#1114112;", "&#99999999999; &#1114112;"),
        ("a sign", "a&#0;b&#10;c", "a b c"),
        ("behind a backslash", "\\&amp; \\x &lt;", "\\&amp; \\x <"),
        ("in backquotes", "`&lt;b&gt;` &lt;", "`&lt;b&gt;` <"),
        ("behind a backquote", "a` &lt;", "a` <"),
        ("in a code block", "```\n&lt;\n```", "```/&lt;/```"),
        ("what looks like a tag", "&lt;div&gt;\nx\n&lt;/div&gt;", "<div>/x/</div>"),
        ("in a table", "<table><td>a&nbsp;b</td><td>&lt;c&gt;</td></table>", "a b | <c>"),
        ("in an item", "- &lt;br&gt; x", "- <br> x"),
    ]

    /// They were shown as they stand.
    @Test(arguments: references)
    func aReferenceIsItsCharacter(name: String, body: String, text: String) throws {
        #expect(try ArticleMarkupTests.text(body) == text)
    }

    @Test func aTitleHasItsCharacters() throws {
        let passages = try ArticleFormTests.passages(
            "## &#x20;Q&amp;A&#x20;\nx\n\n<details><summary>B&nbsp;&#38; C</summary>y</details>")

        #expect(passages == ["qa: Q&A: x", "b--c: B & C: y"])
    }
}
