import Assistant
import Testing
import Understanding

/// Links whose addresses stand at the end of a file have them in every section.
@Suite struct LinkReferenceTests {
    static let cases: [(name: String, body: String, text: String)] = [
        ("by name", "Fill in [the form][form].", "Fill in [the form](https://x.example/form)."),
        (
            "by its words", "See [Form][] and [form].",
            """
            See [Form](https://x.example/form) and [form](https://x.example/form).
            """
        ),
        (
            "with a title", "[prices][Price  List]",
            "[prices](<https://x.example/p q> \"All (of) them\")"
        ),
        ("an image", "x ![a map][map]", "x ![a map](https://x.example/map.png)"),
        ("brackets within", "[the [old] form][form]", "[the [old] form](https://x.example/form)"),
        ("unknown", "[x] [a][b] [^1] [f](tel:1)", "[x] [a][b] [^1] [f](tel:1)"),
        ("escaped", "\\[form] \\[a][form\\]", "\\[form] \\[a][form\\]"),
        ("code", "`[form]` ``a ` [form]``", "`[form]` ``a ` [form]``"),
        ("a block of code", "```\n[form]\n```", "```\n[form]\n```"),
        ("in a list", "- [form]\n- b", "- [form](https://x.example/form)\n- b"),
        ("the first of two", "[twice]", "[twice](/1)"),
    ]

    private static func texts(_ article: String) throws -> [String] {
        try Folder.project(["intents/hi.txt": "hello", "corpus/en/a.md": article]).passages
            .map(\.text)
    }

    @Test(arguments: cases)
    func aLinkHasItsAddressWithIt(name: String, body: String, text: String) throws {
        let article = """
            # A

            \(body)

            ## B

            Last words.

            [form]: https://x.example/form
            [price list]:   <https://x.example/p q> "All (of) them"
              [map]: https://x.example/map.png
            [twice]: /1
            [twice]: /2
            [//]: # (a note to ourselves)
            """

        #expect(try Self.texts(article) == [text, "Last words."], "\(name)")
    }

    /// What only looks like a definition is text, as CommonMark has it.
    @Test(
        arguments: [
            "words\n[form]: /form", "[^1]: a footnote", "[form]: a b", "[form]:", "[ ]: /form",
            "    [form]: /form",
        ])
    func textThatDefinesNothingIsShown(body: String) throws {
        #expect(
            try Self.texts("# A\n\nSee [form].\n\n\(body)\n").first?.contains("[form].") == true)
        let shown = try Self.texts("# A\n\nSee [form].\n\n\(body)\n").joined(separator: " ")
        #expect(shown.contains(body.split(separator: "\n").last ?? ""))
    }

    @Test func manyBracketsAreText() throws {
        let brackets = String(repeating: "[a ", count: 10_000)
        let shown = try Self.texts("# A\n\nx \(brackets)\n\n[a]: /b\n").joined()

        #expect(shown.count { $0 == "[" } == 10_000)
    }
}
