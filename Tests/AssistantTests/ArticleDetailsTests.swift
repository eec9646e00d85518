import Assistant
import Testing
import Understanding

/// Questions that fold their answers.
@Suite struct ArticleDetailsTests {
    static let folded: [(name: String, article: String, passages: [String])] = [
        (
            "in one line", "# A\nx\n<details><summary>B?</summary> y. </details>\nz",
            ["a: A: x/z", "b: B?: y."]
        ),
        (
            "over several lines", "# A\n\n<details open>\n<summary>B?</summary>\n\ny\n\n</details>",
            ["b: B?: y"]
        ),
        (
            "a summary over several",
            "<Details>\n<summary>\n\n### B\nc?\n</Summary>\ny\n</details>",
            ["b-c: B c?: y"]
        ),
        (
            "marks in the summary",
            "<details><summary><h3>**B** <code>c</code> [d](e)</h3></summary>\ny\n</details>",
            ["b-c-d: B c d: y"]
        ),
        (
            "one in another",
            "<details><summary>B</summary>\nx\n<details>\n<summary>C</summary>\ny\n</details>\n"
                + "z\n</details>\n# D\nv",
            ["b: B: x/z", "c: C: y", "d: D: v"]
        ),
        (
            "headings within", "# A\nx\n<details><summary>B</summary>\ny\n## C\nz\n</details>\nv",
            ["a: A: x/v", "b: B: y", "c: C: z"]
        ),
        (
            "above all headings", "<details><summary>B</summary>y</details>\n\nz",
            ["b: B: y", "a: A: z"]
        ),
        (
            "in a list", "# A\n- x\n- <details><summary>B</summary>\n  y\n  </details>\n- z",
            ["a: A: - x/- z", "b: B: y"]
        ),
        (
            "other questions", "# A\nx\n<details><summary>B</summary>\nAlso: c\ny</details>\nz",
            ["a: A: x/z", "b: B: y"]
        ),
    ]

    @Test(arguments: folded)
    func aSummaryIsAHeadingOfItsOwn(
        name: String, article: String, passages expected: [String]
    ) throws {
        let found = try ArticleFormTests.passages(article).map {
            $0.replacing("//", with: "/")
        }

        #expect(found == expected)
    }

    static let unclosed: [(name: String, article: String, passages: [String])] = [
        ("no summary", "# A\nx\n<details>\ny\n</details>\nz", ["a: A: x/y/z"]),
        ("an empty summary", "# A\n<details><summary> </summary>\ny\n</details>", ["a: A: y"]),
        (
            "details", "# A\nx\n<details><summary>B</summary>\ny\n# C\nz",
            ["a: A: x", "b: B: y", "c: C: z"]
        ),
        ("a summary", "# A\nx\n<details><summary>B\ny\n# C\nz", ["a: A: x/B/y", "c: C: z"]),
        (
            "a summary before a table",
            "# A\n<details>\n<summary>\nx\n<table>\n<tr><td>y</td></tr>\n</table>\n</details>\nz",
            ["a: A: x/y/z"]
        ),
        ("a summary before code", "# A\n<details><summary>B\n```\ny\n```", ["a: A: B/```/y/```"]),
        (
            "a summary before another",
            "# A\n<details><summary>B\n<details><summary>C</summary>y</details>",
            ["a: A: B", "c: C: y"]
        ),
        (
            "a second summary", "<details><summary>B</summary>y<summary>C</summary></details>",
            ["b: B: y/C"]
        ),
        ("ends alone", "# A\nx\n</summary>\n</details>\ny", ["a: A: x/y"]),
        (
            "in code", "# A\n```\n<details><summary>B</summary>\n```\n`<details>` z",
            ["a: A: ```/<details><summary>B</summary>/```/`<details>` z"]
        ),
    ]

    @Test(arguments: unclosed)
    func whatFoldsNothingLosesNothing(
        name: String, article: String, passages expected: [String]
    ) throws {
        #expect(try ArticleFormTests.passages(article) == expected)
    }

    @Test func aTitleOverNothingButSummariesIsNotReported() throws {
        let article = "# A\n<details><summary>B</summary>y</details>\n"

        #expect(try ArticleBlockTests.findings(article) == [])
    }

    @Test(arguments: ["<details>", "<summary>", "<details><summary>x</summary>", "</details>"])
    func aMegabyteOfFoldsIsRead(mark: String) throws {
        let marks = String(repeating: mark, count: 1_000_000 / mark.utf8.count)
        let found = try ArticleFormTests.passages("<details>\n\(marks)\n# B\ny")

        #expect(found == ["b: B: y"])
    }
}
