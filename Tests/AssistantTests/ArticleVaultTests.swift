import Assistant
import Testing
import Understanding

/// Links between the pages of vaults and wikis, and components in a sentence.
@Suite struct ArticleVaultTests {
    static let links: [(name: String, body: String, text: String)] = [
        ("a page", "See [[Search]].", "See Search."),
        ("words", "See [[Sync settings|the settings]].", "See the settings."),
        ("a part", "[[Search#Operators]], [[#Operators]]", "Search > Operators, Operators"),
        ("in a folder", "[[help/en/Search]]", "Search"),
        ("what is embedded", "x ![[a.png]]\n\n![[b.png|100]]\ny", "x //y"),
        ("in a table", "| [[a\\|b]] | x |", "| b | x |"),
        ("in backquotes", "`[[a]]`", "`[[a]]`"),
        ("in a code block", "```\n[[a]]\n```", "```/[[a]]/```"),
        ("behind a backslash", "\\[[a]]", "\\[[a]]"),
        (
            "the words of a link", "[[Top]](#top) [x [[y]]](/z)",
            "[[Top]](/articles/a.md#top) [x y](/z)"
        ),
        (
            "marks for translators", "[!DNL Fastly]的**[!UICONTROL On]** [!DNL] [![x](/y)](/z)",
            "Fastly的**On** [!DNL] [![x](/y)](/z)"
        ),
        (
            "lists and tests", "[[1,2],[3,4]] [[ -f x ]] [[]] [[a",
            "[[1,2],[3,4]] [[ -f x ]] [[]] [[a"
        ),
    ]

    static let components: [(name: String, body: String, text: String)] = [
        ("alone", "The <Icon icon=\"pen\" /> pen", "The  pen"),
        ("around words", "- <Link to=\"x\">a</Link> and <Link to=\"y\">b</Link>", "- a and b"),
        ("with a title", "- <Card title=\"New\" /> x", "- **New** x"),
        ("a placeholder", "Type <YourName> </Foo>", "Type <YourName> </Foo>"),
        ("closed in another line", "x <Link to=\"y\">a\nb</Link>", "x <Link to=\"y\">a/b</Link>"),
        ("around a line", "<Tab title=\"Web\">x</Tab>", "**Web** x"),
    ]

    /// They were shown as they stand.
    @Test(arguments: links + components)
    func whatOnlyASiteShowsIsReadAsWords(name: String, body: String, text: String) throws {
        #expect(try ArticleMarkupTests.text(body) == text)
    }

    @Test func aTitleIsItsWords() throws {
        #expect(
            try ArticleFormTests.passages("## [[a/Note|My note]]\nx") == ["my-note: My note: x"])
    }
}
