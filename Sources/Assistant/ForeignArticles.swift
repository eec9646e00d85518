/// The articles that were left out because the desk does not speak their language.
struct ForeignArticles {
    /// The tag of the first of them.
    let first: String
    /// Where the finding on them stands.
    let finding: Int
    private var others = 0
    /// Tags of the others, each once.
    private var tags: [String] = []

    init(first: String, finding: Int) { (self.first, self.finding) = (first, finding) }

    /// Counts one more.
    mutating func add(_ tag: String) {
        others += 1
        if !tags.contains(tag) { tags.append(tag) }
    }

    var message: String {
        let what = "in '\(first)', which the desk does not speak; left out"
        guard others > 0 else { return what }
        let verb = others == 1 ? "is" : "are"
        let count = CorpusReader.count(others, "other article", "other articles")
        return "\(what), as \(verb) \(count) in \(CorpusReader.quoted(tags))"
    }
}
