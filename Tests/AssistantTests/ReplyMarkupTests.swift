import Assistant
import Dialogue
import Testing
import Understanding

/// Responses with the tags of HTML are said as Markdown.
@Suite struct ReplyMarkupTests {
    private func said(_ text: String) throws -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "      \($0)\n" }.joined()
        let project = try Folder.project([
            "intents/a.yml": RasaFindingTests.start,
            "intents/f.yml": "responses:\n  utter_a:\n  - text: |-\n\(lines)",
            "corpus/a.md": "# A\nx",
        ])
        return project.script.responses.variant(
            "utter_a", language: .english, pick: 0)?.variant.text
    }

    static let marked: [(html: String, markdown: String)] = [
        ("Good day.<br>We are <b>open</b>.", "Good day.\nWe are **open**."),
        (
            "<div class='m'>See <a class=\"l\" href='https://a.b/c'>our page</a>.</div>",
            "See [our page](https://a.b/c)."
        ),
        (
            "<a href='https://a.b'>https://a.b</a> <a href='https://a.b/(c)'>here</a>",
            "https://a.b here https://a.b/(c)"
        ),
        ("<p>One</p><p>Two</p><ul><li>a</li><li><i>b</i></li></ul>", "One\nTwo\n- a\n- *b*"),
        ("<img src='https://a.b/c.png' alt='map'>The way.", "https://a.b/c.png\nThe way."),
        ("<b> Tom &amp; Jerry </b>&nbsp;&lt;3", "**Tom & Jerry**  <3"),
        ("<b><a href='u'>w</b></a> and </i>more", "**[w](u)** and more"),
        ("{name}<br/>", "{name}"), ("5 <\u{338} 6<br>&#8217;", "5 <\u{338} 6\n’"),
    ]

    @Test(arguments: marked)
    func tagsBecomeMarkdown(html: String, markdown: String) throws {
        #expect(try said(html) == markdown)
    }

    /// Answers of every form are said so.
    @Test(arguments: [
        ("a.csv", "text,intent,answer\nhi,a,<b>Yes</b><br>\nhello,a,<p></p>\n"),
        (
            "a.json",
            #"[{"text": "hi", "label": "a", "answer": "<b>Yes</b>"},"#
                + "\n"
                + #"{"text": "hello", "label": "a"},"#
                + "\n"
                + #"{"text": "hey", "label": "a", "answer": "<p></p>"}]"#
        ),
        (
            "a.json",
            #"{"intents": [{"tag": "a", "patterns": ["hi"],"#
                + "\n\n"
                + #""responses": ["<b>Yes</b>", "<p></p>"]}]}"#
        ),
        ("a.yml", "responses:\n  utter_a: [<b>Yes</b>,\n    <p></p>]\n"),
        ("a.md", "## x\n\n* faq/a\n  - <b>Yes</b>\n  - <p></p>\n"),
    ])
    func answersOfEveryFormAreSaidSo(name: String, text: String) throws {
        let project = try Folder.project(["intents/\(name)": text, "intents/b.txt": "one\ntwo"])

        let response = name == "a.md" ? "utter_faq/a" : "utter_a"
        for pick in [0, 1] as [UInt64] {
            let said = project.script.responses.variant(
                response, language: .english, pick: pick)
            #expect(said?.variant.text == "**Yes**")
        }
        let finding = "warning: a variant of '\(response)' has no text; left out"
        #expect(project.findings.contains { $0.description.contains(finding) })
    }

    /// Nothing of these is taken for a tag.
    @Test(arguments: [
        "Type <a>, <b> or <c>.", "5 < 6 &amp; 7 > 6", "Write to <https://a.b>.",
        "Your key is <your key></your>.", "Write `<br>` there.", "<unknown>x</unknown>",
    ])
    func whatIsNoTagOfHTMLStays(text: String) throws {
        #expect(try said(text) == text)
    }

    /// What is opened within each other is looked for when it closes.
    @Test func manyTagsTakeNoLongerThanTheirLength() throws {
        let text =
            String(repeating: "<b>x ", count: 20_000) + String(repeating: "</b>", count: 20_000)

        #expect(try said(text)?.contains("<") == false)
    }
}
