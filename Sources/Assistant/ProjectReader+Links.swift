import Understanding

/// Links of articles to one another, which lead to where the desk shows the articles.
extension ProjectReader {
    /// Resolves the links of all passages; a file of Markdown that one leads to and that is not
    /// among the `files` of the corpus is a finding.
    mutating func resolveLinks(among files: [String]) {
        let links = RelativeLinks(
            articles: passages.map(\.article),
            files: Set(files.map { String($0.dropFirst("corpus/".count)) }))
        var told: Set<[Substring]> = []
        for at in passages.indices where RelativeLinks.mayHave(passages[at].text) {
            let article = passages[at].article
            let (text, missing) = links.resolved(passages[at].text, in: article)
            passages[at].text = text
            for address in missing where told.insert([article, address[...]]).inserted {
                report(
                    .warning, at: place(of: address, in: "corpus/\(article)"),
                    "a link to '\(address)', where no article is; its words are shown")
            }
        }
    }

    /// The first line of `file` that has the address of a link.
    private mutating func place(of address: String, in file: String) -> FilePlace {
        let lines = text(of: file)?.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let line = lines?.firstIndex { $0.contains(address) }
        return line.map { FilePlace(file, $0 + 1) } ?? FilePlace(file)
    }
}
