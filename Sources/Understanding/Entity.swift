/// A value found in a message, with its place in the text as sent.
package struct Entity: Sendable, Hashable {
    /// What found it; the names are told over HTTP.
    package enum Source: String, Sendable {
        /// A pattern or a word list that the project wrote down.
        case regex, lookup
        /// What annotated examples taught.
        case tagger
        case builtin
        /// The payload of a button.
        case payload
    }

    /// What people called it, or the kind of what is built in.
    package var name: String
    /// The text found, what its synonym says it stands for, or what a built-in resolved it to.
    package var value: String
    /// Unicode scalars of the text as sent: `start..<end`.
    package var start: Int
    /// Beyond the last scalar; both are 0 for a button's.
    package var end: Int
    /// What found it.
    package var source: Source
}

extension Entity {
    /// Whether some scalar is in both.
    func overlaps(_ other: Entity) -> Bool { start < other.end && other.start < end }

    /// Whether it is a part of `place` and not all of it.
    func isInside(_ place: Range<Int>) -> Bool {
        place.lowerBound <= start && end <= place.upperBound && end - start < place.count
    }

    /// Whether some scalar is in both.
    func overlaps(_ span: TaggedExample.Span) -> Bool { start < span.end && span.start < end }
}

/// A regular expression of PCRE2, and what it finds; letter case does not count.
package struct NamedPattern: Sendable, Hashable {
    /// What it finds.
    package var name: String
    /// As it is written down; bad ones are told by ``EntityExtractor``.
    package var pattern: String

    package init(name: String, pattern: String) { (self.name, self.pattern) = (name, pattern) }
}

/// Words of one kind (``WordLists``).
package struct WordList: Sendable, Hashable {
    /// What they are.
    package var name: String
    /// Found as whole words in any case.
    package var entries: [String]

    package init(name: String, entries: [String]) { (self.name, self.entries) = (name, entries) }
}

/// What people wrote down about entities: patterns, word lists and synonyms.
package struct EntityRules: Sendable, Hashable {
    /// In order of the files.
    package var patterns: [NamedPattern] = []
    /// In order of the files.
    package var lookups: [WordList] = []
    /// Surface text in lower case → canonical value; other spellings of it that a list would find
    /// have that value, too.
    package var synonyms: [String: String] = [:]

    /// No rule at all; what is built in is found all the same.
    package init() {}

    /// What lists and synonyms have.
    var texts: [String] {
        lookups.flatMap(\.entries) + synonyms.flatMap { [$0.key, $0.value] }
    }
}
