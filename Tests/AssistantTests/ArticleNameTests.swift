import Assistant
import Testing
import Understanding

/// What an article is called that does not say it.
@Suite struct ArticleNameTests {
    private func project(_ article: String, name: String) throws -> AssistantProject {
        try Folder.project([
            "intents/bill.txt": "one\ntwo", "corpus/\(name)": article,
        ])
    }

    private func findings(_ project: AssistantProject) -> [String] {
        project.findings.map(\.description).filter { $0.hasPrefix("corpus/") }
    }

    static let names: [(file: String, title: String, anchor: String)] = [
        ("about-the-hall.md", "About the hall", "about-the-hall"),
        ("guides/About_us.txt", "About us", "about-us"), ("关于我们.md", "关于我们", "关于我们"),
        ("01-opening hours.mdx", "Opening hours", "opening-hours"),
        ("2. prices.md", "Prices", "prices"), ("10_prices.zh-CN.md", "Prices", "prices"),
        ("404-page.md", "404 page", "404-page"), ("2024-05-01.md", "2024 05 01", "2024-05-01"),
        ("1.2-news.md", "1.2 news", "12-news"), ("3d-printing.md", "3d printing", "3d-printing"),
        ("07.md", "07", "07"), ("faq.v2.md", "Faq.v2", "faqv2"), ("---.md", "---.md", "---md"),
    ]

    /// Customers were shown the name of the file.
    @Test(arguments: names)
    func withoutAHeadingItIsCalledByTheWordsOfItsFile(
        file: String, title: String, anchor: String
    ) throws {
        let project = try project("Open daily.", name: file)

        #expect(project.passages.map(\.title) == [title])
        #expect(project.passages.map(\.articleTitle) == [title])
        #expect(project.passages.map(\.id) == ["\(file)#\(anchor)"])
        #expect(
            findings(project) == ["corpus/\(file): note: has no heading: shown as '\(title)'"])
    }

    @Test func textAboveTheFirstHeadingIsToldOnce() throws {
        let project = try project("Open daily.\n\n## Prices\nFree.", name: "the-hall.md")

        #expect(project.passages.map(\.title) == ["The hall", "Prices"])
        #expect(
            findings(project) == [
                "corpus/the-hall.md: note: has text without a heading: shown as 'The hall'"
            ])
    }

    @Test(arguments: ["---\ntitle: Hall\n---\nx", "# Hall\nx", "## Hall\nx"])
    func aTitleThatSomebodyWroteIsNotTold(article: String) throws {
        let project = try project(article, name: "a.md")

        #expect(project.passages.map(\.title) == ["Hall"])
        #expect(findings(project) == [])
    }

    /// A vault has hundreds of articles whose file is their title.
    @Test func ofManyNamesTheFirstAreTold() throws {
        let articles = (10...21).map { ("corpus/n\($0).md", "text \($0)") }
        let project = try Folder.project(
            ["intents/bill.txt": "one\ntwo"].merging(articles) { $1 })

        let notes = Finding.folded(project.findings).map(\.description)
            .filter { $0.contains("has no heading") }
        #expect(notes.count == 10)
        #expect(
            notes.last
                == "corpus/n19.md: note: has no heading: shown as 'N19'; 2 more like this")
    }
}
