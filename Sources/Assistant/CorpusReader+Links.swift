import Understanding

/// Links of articles to one another, which lead to where the desk shows the articles.
extension CorpusReader {
    /// Resolves the links of all passages; a file of Markdown that one leads to and that is not
    /// among the `files` of the corpus is a finding.
    mutating func resolveLinks(among files: [String]) {
        let links = RelativeLinks(
            articles: passages.map(\.article),
            files: Set(files.map { String($0.dropFirst("corpus/".count)) }))
        var told: Set<[Substring]> = []
        var countOf: [String: Int] = [:]
        for at in passages.indices where RelativeLinks.mayHave(passages[at].text) {
            let article = passages[at].article
            let (text, missing) = links.resolved(passages[at].text, in: article)
            passages[at].text = text
            let untold = missing.filter { told.insert([article, $0[...]]).inserted }
            guard !untold.isEmpty else { continue }
            let file = "corpus/\(article)"
            let lines = self.text(of: file)?.lines
            for address in untold {
                countOf[file, default: 0] += 1
                // Of more than those that are shown no line is looked for.
                let isShown = countOf[file, default: 0] <= Finding.alikeMax
                let line = isShown ? lines?.firstIndex { $0.leads(to: address) } : nil
                report(
                    .warning, at: line.map { FilePlace(file, $0 + 1) } ?? FilePlace(file),
                    "a link to '\(address)', where no article is; its words are shown")
            }
        }
    }
}

extension Substring {
    /// Whether the line has a link to `address`.
    fileprivate func leads(to address: String) -> Bool {
        ["(\(address)", "<\(address)", ": \(address)"].contains { contains($0) }
    }
}
