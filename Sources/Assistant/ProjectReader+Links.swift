import Understanding

/// Links of articles to one another, which lead to where the desk shows the articles.
extension ProjectReader {
    /// Resolves the links of all passages; a file of Markdown that one leads to and that is no
    /// article is a finding.
    mutating func resolveLinks() {
        let links = RelativeLinks(articles: passages.map(\.article))
        var told: Set<[Substring]> = []
        for at in passages.indices where RelativeLinks.mayHave(passages[at].text) {
            let article = passages[at].article
            let (text, missing) = links.resolved(passages[at].text, in: article)
            passages[at].text = text
            for address in missing where told.insert([article, address[...]]).inserted {
                report(
                    .warning, at: FilePlace("corpus/\(article)"),
                    "a link to '\(address)', where no article is; its words are shown")
            }
        }
    }
}
