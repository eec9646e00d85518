import Assistant
import Testing
import Understanding

/// Which paragraphs of an article say something.
@Suite struct ArticleBlockTests {
    /// What is told of an article.
    static func findings(_ article: String, name: String = "a.md") throws -> [String] {
        return try Folder.project(["intents/a.txt": "one\ntwo", "corpus/\(name)": article]).findings
            .map(\.description)
            .filter { $0.hasPrefix("corpus/\(name)") }
    }

    static func words(_ name: String, _ count: Int) -> String {
        PassagePartsTests.words(name, count)
    }

    static let silent = [
        "---", "***", "_ _ _", "![](a.png)", "[![](a.png)](b.png)", "|---|:--|", "![ ][a]", "[](b)",
    ]

    @Test(arguments: silent)
    func whatHasNoWordIsNoPartOfItsOwn(block: String) throws {
        let text = Self.words("a", 160)

        #expect(try ArticleFormTests.passages("# A\n\(text)\n\n\(block)\n") == ["a: A: \(text)"])
        #expect(
            try ArticleFormTests.passages("# A\n\(block)\n\n\(text)\n\n\(block)\n\ny")
                == ["a: A: \(text)", "a~2: A: y"])
    }

    @Test(arguments: silent + ["![Logo](a.png)", "[![Logo](a.png)](b.png)\n\n---", "```\n!\n```"])
    func aSectionWithoutAWordHasNoText(block: String) throws {
        let article = "# A\nx\n## B\n\n\(block)\n\n## C\ny"

        #expect(try ArticleFormTests.passages(article) == ["a: A: x", "c: C: y"])
        #expect(
            try Self.findings(article) == ["corpus/a.md:3: warning: 'B' has no text; left out"])
    }

    @Test(arguments: ["---", "![Logo](a.png)\n\n***"])
    func anArticleWithoutAWordHasNoText(article: String) throws {
        let found = try Self.findings("\n\(article)\n")

        #expect(found == ["corpus/a.md: warning: no text; left out"])
    }

    @Test(arguments: [
        "![Logo](/a.png)\n\nx", "★★★", "😀", "1", "价", "[x](/a.png)", "![Logo](/a.png) x", "![x",
        "![x](a",
    ])
    func whatHasAWordIsShownAsItStands(body: String) throws {
        let text = body.replacing("\n", with: "/")

        #expect(try ArticleFormTests.passages("# A\n\(body)") == ["a: A: \(text)"])
    }

    @Test func codeWithoutAWordStaysWithItsNeighbour() throws {
        let (one, two) = (Self.words("a", 160), Self.words("b", 160))
        let found = try ArticleFormTests.passages("# A\n\(one)\n\n```\n{ }\n```\n\n\(two)")

        #expect(found == ["a: A: \(one)//```/{ }/```", "a~2: A: \(two)"])
    }

    @Test func aTitleInBoldStaysWithWhatItNames() throws {
        let (one, two) = (Self.words("a", 160), Self.words("b", 160))
        let found = try ArticleFormTests.passages(
            "# A\n\(one)\n\n{% tab title=\"T\" %}\n\n\(two)\n\n**b** c **d**\n\n\(one)")

        #expect(
            found == ["a: A: \(one)", "a~2: A: **T**//\(two)", "a~3: A: **b** c **d**//\(one)"])
    }

    static let fences: [(name: String, opening: String, closing: String, again: String)] = [
        ("in backquotes", "```cpp", "```", "```cpp"), ("in tildes", "~~~~ c", "~~~~", "~~~~ c"),
        ("in a list", "- ```", "  ```", "```"),
    ]

    /// A part began without its fence and ended with a stray one.
    @Test(arguments: fences)
    func codeThatIsCutStandsBetweenFences(
        name: String, opening: String, closing: String, again: String
    ) throws {
        let code = (0..<400).map { $0 % 9 == 0 ? "" : "x = \($0). y" }
        let body = ([opening] + code + [closing]).joined(separator: "\n")
        let texts = try Folder.project([
            "intents/a.txt": "one\ntwo", "corpus/a.md": "# A\nx\n\n\(body)\ny z",
        ]).passages.map(\.text)

        #expect(texts.count > 3)
        #expect(texts.first == "x")
        let parts = texts.dropFirst().map {
            $0.split(separator: "\n", omittingEmptySubsequences: false)
        }
        #expect(
            parts.allSatisfy {
                $0.count > 2 && $0.joined(separator: "\n").unicodeScalars.count <= 1_800
            })
        #expect(parts.first?.first.map(String.init) == opening)
        for part in parts.dropFirst() {
            #expect(part.first.map(String.init) == again)
        }
        for part in parts.dropLast() { #expect(part.last.map(String.init) == closing) }
        #expect(parts.last?.suffix(2) == [closing[...], "y z"])
        let kept = parts.flatMap { $0.dropFirst().filter { $0.contains("=") } }
        #expect(kept.map(String.init) == code.filter { !$0.isEmpty })
    }

    @Test func anIndentedFenceInCodeThatIsCutClosesNothing() throws {
        let code = (0..<400).map { $0 == 200 ? "    ```" : "x = \($0). y" }
        let body = (["```"] + code + ["```"]).joined(separator: "\n")
        let texts = try Folder.project([
            "intents/a.txt": "one\ntwo", "corpus/a.md": "# A\n\(body)",
        ]).passages.map(\.text)

        #expect(texts.count > 2)
        #expect(texts.allSatisfy { $0.hasPrefix("```\nx") && $0.hasSuffix("y\n```") })
    }

    @Test func aCutFallsBesideCodeThatFits() throws {
        let (one, two) = (Self.words("a", 160), Self.words("b", 160))
        let found = try ArticleFormTests.passages(
            "# A\n\(one)\n\(one)\n```\n\(two)\n```\nx")

        #expect(found == ["a: A: \(one)/\(one)", "a~2: A: ```/\(two)/```/x"])
    }
}
