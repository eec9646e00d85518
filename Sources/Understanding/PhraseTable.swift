/// Phrases word by word, each with what it is. Words are compared by their bytes.
package struct PhraseTable<Role: Sendable>: Sendable {
    /// What the phrases of these words are, by a key of the words; of words that phrases only begin
    /// with, nothing.
    @usableFromInline
    let roles: [UInt64: [Role]]
    /// Every word of every phrase.
    let words: Set<String>

    /// Of a phrase that stands twice the first counts; one without words is none.
    package init(words all: [(words: [String], role: Role)]) {
        var roles: [UInt64: [Role]] = [:]
        for phrase in all where !phrase.words.isEmpty {
            var key = PhraseKey.start
            for word in phrase.words {
                key = PhraseKey.next(key, word)
                roles[key, default: []] += []
            }
            roles[key, default: []].append(phrase.role)
        }
        self.roles = roles
        words = Set(all.flatMap(\.words))
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

    /// Whether a phrase starts with `word`.
    func knows(first word: String) -> Bool {
        roles[PhraseKey.next(PhraseKey.start, word)] != nil
    }

    /// Words of the longest phrase that `words` start with and that `isMeant`, of its length and
    /// role, agrees to; and its role.
    @inlinable
    package func longest(
        in words: ArraySlice<String>, where isMeant: (Int, Role) -> Bool = { _, _ in true }
    ) -> (length: Int, role: Role)? {
        var longest: (length: Int, role: Role)?
        var (key, length) = (PhraseKey.start, 0)
        for word in words {
            key = PhraseKey.next(key, word)
            length += 1
            guard let roles = roles[key] else { break }
            if let role = roles.first(where: { isMeant(length, $0) }) { longest = (length, role) }
        }
        return longest
    }
}

/// Keys of the words that phrases begin with: two share one with a probability of 2^-64.
@usableFromInline
enum PhraseKey {
    @usableFromInline static let start: UInt64 = 29

    /// The key of the words of `key` and one more.
    @usableFromInline
    static func next(_ key: UInt64, _ word: String) -> UInt64 { Hash64.of(word, seed: key) }
}

extension PhraseTable<Void> {
    /// Phrases that are all the same.
    init(_ phrases: [String], isBackwards: Bool = false) {
        self.init([(phrases, ())], isBackwards: isBackwards)
    }
}
