/// Phrases word by word, as ``Analyzer`` has them, each with what it is.
struct PhraseTable<Role: Sendable>: Sendable {
    private struct Phrase: Sendable {
        var words: [String]
        var role: Role
    }

    /// By their first word, longest first.
    private let phrases: [String: [Phrase]]

    /// Of a phrase in several lists the first counts. Backwards, a phrase begins with its last word.
    init(_ lists: [(phrases: [String], role: Role)], isBackwards: Bool = false) {
        let analyzer = Analyzer()
        let all = lists.flatMap { list in
            list.phrases.map { phrase in
                let analysis = analyzer.analyze(phrase)
                let words = analysis.tokens.map(analysis.text(of:))
                return Phrase(words: isBackwards ? words.reversed() : words, role: list.role)
            }
        }
        phrases = Dictionary(grouping: all.filter { !$0.words.isEmpty }) { $0.words[0] }
            .mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }

    /// Every word of every phrase.
    var words: Set<String> { Set(phrases.values.joined().flatMap(\.words)) }

    /// Whether a phrase starts with `word`.
    func knows(first word: String) -> Bool { phrases[word] != nil }

    /// Words of the longest phrase that `words` start with and that `isMeant`, of its length and
    /// role, agrees to; and its role.
    func longest(
        in words: ArraySlice<String>, where isMeant: (Int, Role) -> Bool
    ) -> (length: Int, role: Role)? {
        guard let first = words.first else { return nil }
        return phrases[first]?.first {
            words.starts(with: $0.words) && isMeant($0.words.count, $0.role)
        }.map { ($0.words.count, $0.role) }
    }
}
