/// Words of courtesy around what a message is about: `hi there, where is my order? thanks`.
///
/// Whoever writes so asks for the order; a model that counts words hears a greeting as well, and on
/// a small desk hardly anything else. Greetings are told without punctuation (`hi where is …`,
/// 你好请问 …), other courtesies at the start only before a mark or the start of a question, for
/// `thanks for the tip` is whole.
enum Courtesy {
    /// Tokens of a message that is looked at: in a longer one a courtesy weighs little.
    private static let tokensMax = 64

    /// `analysis` without its courtesies; nil where it has none, or says no more beside them than
    /// what any question is framed with, as `hi, how are you`.
    static func subject(of analysis: Analysis) -> Analysis? {
        let tokens = analysis.tokens
        guard tokens.count <= tokensMax, let first = tokens.first,
            let last = tokens.last(where: { $0.kind != .mark })
        else { return nil }
        let isOpened = CourtesyPhrases.opening.knows(first: analysis.text(of: first))
        let isClosed = CourtesyPhrases.closing.knows(first: analysis.text(of: last))
        guard isOpened || isClosed else { return nil }
        let words = tokens.map(analysis.text(of:))
        let start = isOpened ? self.start(words, analysis) : 0
        let end = isClosed ? self.end(words, analysis, after: start) : words.count
        guard start > 0 || end < words.count,
            analysis.hasTopic(in: start..<end)
        else { return nil }
        return analysis.part(start..<end)
    }

    /// Behind all courtesies that the message starts with.
    private static func start(_ words: [String], _ analysis: Analysis) -> Int {
        var start = 0
        while start < words.count,
            let phrase = CourtesyPhrases.opening.longest(
                in: words[start...],
                where: { isOver(at: start + $0, $1, words, analysis) })
        {
            start += phrase.length
            while start < words.count, analysis.tokens[start].kind == .mark { start += 1 }
        }
        return start
    }

    /// Before all courtesies that the message ends with.
    private static func end(_ words: [String], _ analysis: Analysis, after start: Int) -> Int {
        var end = words.count
        while end > start {
            var spoken = end
            while spoken > start, analysis.tokens[spoken - 1].kind == .mark { spoken -= 1 }
            let backwards = Array(words[start..<spoken].reversed())
            guard let phrase = CourtesyPhrases.closing.longest(in: backwards[...]) else { break }
            end = spoken - phrase.length
        }
        // A comma before the thanks goes with them, a question mark does not.
        while end > start, end < words.count, words[end - 1] == "," { end -= 1 }
        return end
    }

    /// Whether a courtesy before the word at `end` is whole there, and something else begins.
    private static func isOver(
        at end: Int, _ role: CourtesyPhrases.Role, _ words: [String], _ analysis: Analysis
    ) -> Bool {
        guard end < words.count else { return true }
        switch analysis.gap(before: end) {
        case .mark, .sentenceEnd: return true
        case .hyphen: return false
        case .none: break
        }
        if role == .correction || role == .refusal { return role == .correction }
        guard analysis.tokens[end].kind == .ideograph else {
            return role == .greeting || CourtesyPhrases.starters.contains(words[end])
        }
        let rest = words[end...].prefix(CourtesyPhrases.chineseStarterMax).joined()
        return CourtesyPhrases.chineseStarters.contains { rest.hasPrefix($0) }
    }
}
