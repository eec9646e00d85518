/// What the texts of entities stand for, by a project's synonyms.
///
/// A text as it is spelt comes first, but for letter case; else accents, width and the number of
/// blanks do not count either, as in ``WordLists``.
struct EntitySynonyms: Sendable {
    private let spelt: [String: String]
    private let folded: [[UInt32]: String]

    /// `synonyms` are values by text in lower case; of texts that differ in nothing that counts the
    /// first in their order.
    init(_ synonyms: [String: String]) {
        spelt = synonyms
        var folded: [[UInt32]: String] = [:]
        for (text, value) in synonyms.sorted(by: { $0.key < $1.key }) {
            let key = WordLists.key(text)
            if !key.isEmpty, folded[key] == nil { folded[key] = value }
        }
        self.folded = folded
    }

    /// The value that `text` stands for; nil where it is no synonym.
    func value(of text: String) -> String? {
        guard !spelt.isEmpty else { return nil }
        return spelt[text.lowercased()] ?? folded[WordLists.key(text)]
    }
}
