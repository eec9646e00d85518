import Assistant
import Testing
import Understanding

/// How the text of a section is cut into passages.
@Suite struct PassagePartsTests {
    private func project(_ article: String) throws -> AssistantProject {
        return try Folder.project(["intents/bill.txt": "one\ntwo", "corpus/a.md": article])
    }

    /// Scalars of a paragraph, as the reader's own limit.
    static let lengthMax = 1_800

    static let family = "👩‍👩‍👧‍👦"
    static let long: [(name: String, paragraph: String, blanks: Bool, end: String)] = [
        ("sentences", (1...700).map { "This is it \($0)." }.joined(separator: " "), true, "."),
        ("Chinese sentences", String(repeating: "他说：“价格是3.5元吗？”是的。", count: 900), false, "”。"),
        ("lines", (1...3_000).map { "line \($0)" }.joined(separator: "\n"), true, "0123456789"),
        ("words", (1...3_000).map { "word\($0)x" }.joined(separator: " "), true, "x"),
        ("one word", String(repeating: "x", count: 20_000), false, "x"),
        ("long characters", String(repeating: family, count: 2_000), false, family),
        ("numbers", (1...4_000).map { "1.\($0)x" }.joined(separator: "。"), false, "。"),
    ]

    @Test(arguments: long)
    func aLongParagraphIsCutWhereItReadsBest(
        name: String, paragraph: String, blanks: Bool, end: String
    ) throws {
        let texts = try project("# A\nBefore.\n\n\(paragraph)\n\nAfter.").passages.map(\.text)

        #expect(texts.count > 2)
        #expect(texts.allSatisfy { $0.unicodeScalars.count <= Self.lengthMax })
        let whole = "Before.\(paragraph)After.".filter { !$0.isWhitespace }
        #expect(texts.joined().filter { !$0.isWhitespace } == whole)
        // The last piece may be short, and what follows it a part of its own.
        for text in texts.dropFirst().dropLast(2) {
            #expect(text.last.map(end.contains) == true, "\(text.suffix(20))")
            // Prose is cut finer than what has no sentences: at 600 letters, or 300 ideographs.
            let least = end.contains(where: ".。".contains) ? 250 : Self.lengthMax / 2
            #expect(text.unicodeScalars.count > least)
        }
        let kept = Set(paragraph.split(whereSeparator: \.isWhitespace))
        for word in texts.joined(separator: " ").split(whereSeparator: \.isWhitespace)
        where blanks && word != "Before." && word != "After." {
            #expect(kept.contains(word))
        }
    }

    static func words(_ name: String, _ count: Int) -> String {
        (0..<count).map { "\(name)\($0)" }.joined(separator: " ") + "."
    }

    static let sections: [(name: String, body: String, parts: [String])] = [
        ("short paragraphs stay together", "One.\n\nTwo.", ["One.\n\nTwo."]),
        ("blank lines are one", "One.\n\n \n\nTwo.", ["One.\n\nTwo."]),
        (
            "marks of a fence in indented code open none",
            "    ~~~\n\n" + words("a", 80) + "\n\n" + words("b", 80),
            ["~~~\n\n" + words("a", 80), words("b", 80)]
        ),
        (
            "long ones are apart", words("a", 80) + "\n\n" + words("b", 80),
            [words("a", 80), words("b", 80)]
        ),
        (
            "an ideograph is as long as two letters",
            String(repeating: "字", count: 160) + "\n\n" + String(repeating: "句", count: 160),
            [String(repeating: "字", count: 160), String(repeating: "句", count: 160)]
        ),
        (
            "few ideographs stay together",
            String(repeating: "字", count: 140) + "\n\n" + String(repeating: "句", count: 140),
            [
                String(repeating: "字", count: 140) + "\n\n"
                    + String(repeating: "句", count: 140)
            ]
        ),
        (
            "a long paragraph is cut between sentences",
            (0..<8).map { words("s\($0)x", 22) }.joined(separator: "\n"),
            [0..<4, 4..<8].map { $0.map { words("s\($0)x", 22) }.joined(separator: "\n") }
        ),
        (
            "a list is whole, however long its items",
            (0..<8).map { "- " + words("s\($0)x", 22) }.joined(separator: "\n"),
            [(0..<8).map { "- " + words("s\($0)x", 22) }.joined(separator: "\n")]
        ),
        (
            "a Chinese paragraph is cut at half as many signs",
            (0..<6).map { String(repeating: "\($0)字", count: 50) + "。" }.joined(),
            [0..<3, 3..<6].map {
                $0.map { String(repeating: "\($0)字", count: 50) + "。" }.joined()
            }
        ),
        (
            "a paragraph is not cut in two", words("a", 20) + "\n\n" + words("b", 300),
            [words("a", 20), words("b", 300)]
        ),
        (
            "what announces a list stays with it", words("a", 80) + " So:\n\n- " + words("b", 80),
            [words("a", 80) + " So:\n\n- " + words("b", 80)]
        ),
        (
            "code with blank lines is one block",
            words("a", 80) + "\n\n```\nx\n\n" + words("b", 80) + "\n```\n\n" + words("c", 80),
            [words("a", 80), "```\nx\n\n" + words("b", 80) + "\n```", words("c", 80)]
        ),
    ]

    @Test(arguments: sections)
    func aLongSectionIsCutBetweenItsParagraphs(
        name: String, body: String, parts: [String]
    ) throws {
        let passages = try project("---\nintent: bill\n---\n# A b\nAlso: c\n\n\(body)").passages

        #expect(passages.map(\.text) == parts)
        #expect(passages.allSatisfy { $0.title == "A b" && $0.questions == ["c"] })
        #expect(
            passages.map(\.id) == parts.indices.map { "a.md#a-b" + ($0 == 0 ? "" : "~\($0 + 1)") })
        #expect(passages.map(\.intent) == parts.indices.map { $0 == 0 ? "bill" : nil })
    }

    @Test func aCharacterLongerThanAPassageStaysWhole() throws {
        let character = "e" + String(repeating: "\u{301}", count: 2_000)

        let texts = try project("# A\nab\(character)cd").passages.map(\.text)

        #expect(texts == ["ab", character, "cd"])
    }
}
