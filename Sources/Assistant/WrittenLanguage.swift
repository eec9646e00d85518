import Understanding

/// The language that an article is written in, where nothing else says it.
struct WrittenLanguage {
    private let article: Language?
    private let form: ArticleForm

    /// Scalars of an article that are read to tell it.
    private static let scalarsMax = 1 << 16

    /// Reads `article`, a file of this `form`, but for its code.
    init(_ article: Article, as form: ArticleForm?) {
        let form = form ?? .markdown
        let text = article.sections.map { Self.prose(of: $0, form) }.joined(separator: "\n")
        self.article = Analyzer().analyze(text, scalarLimit: Self.scalarsMax).language
        self.form = form
    }

    /// That of the article; nil for a section in another one, which an article in two has.
    func language(of section: Article.Section) -> Language? {
        let own = Analyzer().analyze(Self.prose(of: section, form)).language
        return own == nil || own == article ? article : nil
    }

    /// What a section says in words, with its heading.
    private static func prose(of section: Article.Section, _ form: ArticleForm) -> String {
        var fences = CodeFences(hasIndented: form != .mdx)
        let lines = section.body[...].lines.filter { !fences.take($0) }
        let title = section.level > 0 ? [section.title[...]] : []
        return (title + lines).joined(separator: "\n")
    }
}
