/// One passage of an article: what is shown, and what it can be found by.
package struct Passage: Sendable, Hashable {
    /// Citation: path and heading anchor, as `en/account.md#how-do-i-reset-my-password`.
    package var id: String
    /// The heading, or the document's title.
    package var title: String
    /// Other ways to ask for it.
    package var questions: [String]
    /// Markdown as written, without the heading.
    package var text: String
    package var language: Language?
    /// The intent that this passage answers, where its article binds one.
    package var intent: String?
    /// What its article is called, where it has a title.
    package var articleTitle: String?
    /// The headings above its own, from the article's title down. Their words count as the
    /// passage's text, and whoever asks for one of them is shown the first passage under it.
    package var headings: [String]

    package init(
        id: String, title: String, questions: [String] = [], text: String,
        language: Language? = nil, intent: String? = nil, articleTitle: String? = nil,
        headings: [String] = []
    ) {
        (self.id, self.title, self.questions) = (id, title, questions)
        (self.text, self.language, self.intent) = (text, language, intent)
        (self.articleTitle, self.headings) = (articleTitle, headings)
    }

    /// The path in ``id``, which may hold a `#` of its own: an anchor holds none.
    package var article: Substring { id[..<(id.lastIndex(of: "#") ?? id.endIndex)] }

    /// The heading anchor in ``id``; empty where it has none.
    package var anchor: Substring { id.dropFirst(article.count).dropFirst() }
}

/// A passage with how sure the index is that it answers, in 0...1.
package struct RankedPassage: Sendable, Hashable {
    package var passage: Passage
    /// Ranking score, comparable within one query only.
    package var rank: Double
    /// Probability that the passage answers the query, in 0...1.
    package var score: Double
    /// Whether the query is one of the passage's questions word by word, in its language.
    package var isExact: Bool
    /// Whether it is that, or so nearly that the score is as good, in its language.
    package var isNear: Bool
    /// Whether the query does not tell it from the first passage, or of the first from another.
    package var isTwin = false
    /// Of the first passage where it may answer beside a sure intent; `whole` where nobody looked.
    package var fit: Fit
    /// Query terms found in the passage, as they were typed, with their parts in ``rank``,
    /// weightiest first; empty, as what follows, where nobody asked.
    package var terms: [MatchedTerm]
    /// The rest of ``rank``, which no single term gives: ``PassageIndex/Piece``.
    package var pieces: [MatchedTerm]
    /// What adds up to the log-odds ln(p / (1 − p)) of ``score``, −20 for 0: signals of a logistic
    /// regression times their weights, and rules beside it.
    package var scoreParts: [MatchedTerm]

    /// How what a query is about fits the passage's questions.
    package enum Fit: Sendable {
        /// The query has all that one of them is about.
        case whole
        /// Each is about more: "cancel my crossing" of "What if the company cancels my crossing?".
        case less
        /// Each is about something else as well, and the passage lacks what the query is about:
        /// "leave on Friday" of "leave on Christmas Day?".
        case other
    }

    package init(
        passage: Passage, rank: Double, score: Double, isExact: Bool = false, isNear: Bool = false,
        fit: Fit = .whole, terms: [MatchedTerm], pieces: [MatchedTerm] = [],
        scoreParts: [MatchedTerm] = []
    ) {
        (self.passage, self.rank, self.score) = (passage, rank, score)
        (self.isExact, self.isNear) = (isExact, isExact || isNear)
        (self.fit, self.terms) = (isExact ? .whole : fit, terms)
        (self.pieces, self.scoreParts) = (pieces, scoreParts)
    }
}

/// A term of a message, or another part of a score, and what it adds to that.
package struct MatchedTerm: Sendable, Hashable {
    package var term: String
    package var weight: Double

    package init(term: String, weight: Double) {
        (self.term, self.weight) = (term, weight)
    }
}
