import Assistant
import Testing
import Understanding

/// Questions that an article asks without a heading.
@Suite struct AskedQuestionTests {
    static let asked: [(name: String, body: String, sections: [String])] = [
        (
            "plain", "Q: Is it free?\nA: Yes.\n\nQ: May I?\nA: No.\n\nNever.",
            ["Is it free?: Yes.", "May I?: No.//Never."]
        ),
        ("in Chinese", "问：免费吗？\n答：是。\n问题2：可以退吗\n回答2：可以。", ["免费吗？: 是。", "可以退吗: 可以。"]),
        (
            "in bold", "**Q: Is it free?**\nA: Yes.\n\n**Q2.** May I?\n\n**A2:** No.",
            ["Is it free?: Yes.", "May I?: No."]
        ),
        ("in words", "Question: Is it free\n\nAnswer:\n\n- Yes.", ["Is it free: - Yes."]),
        ("without an answer's mark", "__Q: Is it free?__\\\nYes.", ["Is it free?: Yes."]),
        (
            "in bold alone", "**Is it free?**\nYes.\n\n**免费吗？**\n\n是。",
            ["Is it free?: Yes.", "免费吗？: 是。"]
        ),
        (
            "with brackets behind it",
            "**2. May I (now)? (say, at night)**\nYes.\n\n**Is it?（or）**\nNo.",
            ["2. May I (now)? (say, at night): Yes.", "Is it?（or）: No."]
        ),
        ("underlined", "Q: Is it free?\n---\nA: Yes.", ["Is it free?: Yes."]),
        ("in bold, underlined", "**Is it free?**\n===\nYes.", ["Is it free?: Yes."]),
        (
            "between rules", "Q: Is it free?\nA: Yes,\nit is.\n---\nQ: May I?\nNo.\n---\n\nNever.",
            ["Is it free?: Yes,/it is.", "May I?: No.//Never."]
        ),
        ("a heading", "## Q: Is it free?\nA: Yes.", ["Is it free?: Yes."]),
        (
            "one that folds", "<details><summary>Q: Is it free?</summary>\nA: Yes.\n</details>",
            ["Is it free?: Yes."]
        ),
        ("in HTML", "<strong>Q: Is it free?</strong><br>\nA: Yes.", ["Is it free?: Yes."]),
        (
            "emphasis within", "**Q: Is *it* free?**\n**A: Yes, *it* is.**",
            ["Is it free?: Yes, *it* is."]
        ),
    ]

    /// They were one text.
    @Test(arguments: asked)
    func aQuestionIsASection(name: String, body: String, sections: [String]) throws {
        let project = try Folder.project([
            "intents/bill.txt": "one\ntwo", "corpus/a.md": "# A\n\n\(body)\n",
        ])

        #expect(
            project.passages.map { "\($0.title): \($0.text.replacing("\n", with: "/"))" }
                == sections)
    }

    static let texts = [
        "Q: 3\nR: 4", "Quick: is it?", "A: Yes.", "x\n**Is it?** y", "- **Is it?**\n- Q: Is it?",
        "Do it.\n**Is it free?**", "**Is it?** or **is it?**", "**Is it (not)**",
        "```\nQ: Is it?\n```", "问题：打不开。",
        "Q?",
        "!!! tip \"Is it free?\"\n    Yes.", ":::tip[Is it free?]\nYes.\n:::",
    ]

    @Test(arguments: texts)
    func whatOnlyLooksLikeOneIsAText(body: String) throws {
        let passages = try ArticleFormTests.passages("# A\n\n\(body)\n")

        #expect(passages.count == 1)
        #expect(passages.first?.hasPrefix("a: A: ") == true, "\(passages)")
    }

    @Test func itStandsBelowTheHeadingAboveIt() throws {
        let project = try Folder.project([
            "intents/bill.txt": "one\ntwo",
            "corpus/a.md":
                "# A\n## B\n**Q: Is it free?**\nA: Yes.\n\n## 问题：C\nx\n\nD\n---\n\nQ: May I?\nNo.\n",
        ])

        #expect(project.passages.map(\.title) == ["Is it free?", "问题：C", "May I?"])
        #expect(project.passages.map(\.headings) == [["A", "B"], ["A"], ["A", "D"]])
    }
}
