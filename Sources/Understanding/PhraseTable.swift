/// Phrases word by word, each with what it is.
package struct PhraseTable<Role: Sendable>: Sendable {
    /// By their first word, longest first.
    @usableFromInline
    let phrases: [String: [(words: [String], role: Role)]]

    /// Of a phrase that stands twice the first counts; one without words is none.
    package init(words all: [(words: [String], role: Role)]) {
        phrases = Dictionary(grouping: all.filter { !$0.words.isEmpty }) { $0.words[0] }
            .mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }

    /// The phrases of lists, as ``Analyzer`` has them. Backwards, a phrase begins with its last
    /// word.
    init(_ lists: [(phrases: [String], role: Role)], isBackwards: Bool = false) {
        let analyzer = Analyzer()
        self.init(
            words: lists.flatMap { list in
                list.phrases.map { phrase in
                    let analysis = analyzer.analyze(phrase)
                    let words = analysis.tokens.map(analysis.text(of:))
                    return (isBackwards ? words.reversed() : words, list.role)
                }
            })
    }

    /// Every word of every phrase.
    var words: Set<String> { Set(phrases.values.joined().flatMap(\.words)) }

    /// Whether a phrase starts with `word`.
    func knows(first word: String) -> Bool { phrases[word] != nil }

    /// Words of the longest phrase that `words` start with and that `isMeant`, of its length and
    /// role, agrees to; and its role.
    @inlinable
    package func longest(
        in words: ArraySlice<String>, where isMeant: (Int, Role) -> Bool = { _, _ in true }
    ) -> (length: Int, role: Role)? {
        guard let first = words.first else { return nil }
        return phrases[first]?.first {
            words.starts(with: $0.words) && isMeant($0.words.count, $0.role)
        }.map { ($0.words.count, $0.role) }
    }
}

extension PhraseTable<Void> {
    /// Phrases that are all the same.
    init(_ phrases: [String], isBackwards: Bool = false) {
        self.init([(phrases, ())], isBackwards: isBackwards)
    }
}
