/// The parts of a message between its marks, each of which may be what it is about.
enum Clauses {
    /// Sentences or clauses of a message that are read by themselves, the last ones.
    static let partsMax = 6

    /// The sentences of a message that has several, in their order; none that says no more than
    /// what questions are framed with.
    static func sentences(of analysis: Analysis) -> [Analysis] {
        let parts = parts(of: analysis) { $0 == .sentenceEnd }
        guard parts.count > 1 else { return [] }
        return parts.filter(analysis.hasTopic).suffix(partsMax)
            .map(analysis.part)
    }

    /// The questions and wishes of a message that has two or three, in their order: `where is my
    /// order, and can I change the address?`. What is told around them is none: a clause without
    /// the form of a question or a wish is one only where it is added to another (`also the lamp is
    /// broken`), or another to it. None of a message with one, or with more than three.
    static func questions(of analysis: Analysis) -> [Question] {
        let tokens = analysis.tokens
        guard tokens.count <= tokensMax else { return [] }
        let words = tokens.map(analysis.text(of:))
        var isBehindJoint = false
        let starts = words.indices.filter { at in
            let isJoint = tokens[at].kind == .word && ClauseWords.joints.contains(words[at])
            defer { isBehindJoint = isJoint }
            // `also, how long …` begins once.
            guard at > 0, !isBehindJoint else { return false }
            return isJoint || analysis.isParted(before: at)
                || tokens[at].kind == .ideograph && ClauseWords.isAdder(words[at...])
        }
        guard !starts.isEmpty else { return [] }
        let clauses = zip([0] + starts, starts + [words.count]).compactMap { start, end in
            Clause(start..<end, words, analysis)
        }
        let asked = clauses.indices.filter { at in
            let isFollowed = clauses.indices.contains(at + 1) && clauses[at + 1].isAdded
            return clauses[at].asks || clauses[at].isAdded || isFollowed
        }
        return questionCounts ~= asked.count
            ? asked.map { at in
                Question(
                    analysis: analysis.part(clauses[at].range),
                    isWorded: clauses[at].isWorded || clauses[at].isAdded)
            } : []
    }

    /// What stands behind the last mark of a message; nil where none parts it.
    static func last(of analysis: Analysis) -> Analysis? {
        let tokens = analysis.tokens
        guard tokens.count <= tokensMax, let end = tokens.lastIndex(where: { $0.kind != .mark })
        else { return nil }
        var start = end
        while start > 0, tokens[start - 1].kind != .mark, !analysis.isParted(before: start) {
            start -= 1
        }
        return start > 0 ? analysis.part(start..<end + 1) : nil
    }

    /// One of several things that a message asks.
    struct Question {
        var analysis: Analysis
        /// Whether its words make it one, and not a question mark alone: "with an agent?" behind
        /// "do I book online or" is a part of a question.
        var isWorded: Bool
    }

    private static let questionCounts = 2...3
    /// Tokens of a message that is looked at for several questions: a longer one is a letter.
    private static let tokensMax = 96

    /// A part of a message that may be a question of its own.
    private struct Clause {
        /// Its tokens, without what joins it to the one before.
        let range: Range<Int>
        /// Whether it is told to be one more.
        let isAdded: Bool
        /// Whether it has the words of a question or a wish.
        let isWorded: Bool
        /// Whether it has its words or its mark.
        let asks: Bool

        /// Nil for what says no more than questions are framed with.
        init?(_ part: Range<Int>, _ words: [String], _ analysis: Analysis) {
            func isJoint(_ at: Int) -> Bool {
                analysis.tokens[at].kind == .mark || ClauseWords.joints.contains(words[at])
            }
            guard let start = part.first(where: { !isJoint($0) }) else { return nil }
            let clause = words[start..<part.upperBound]
            isAdded =
                words[part.lowerBound..<start].contains(where: ClauseWords.adders.contains)
                || ClauseWords.isAdder(clause)
            range = start + ClauseWords.jointLength(clause)..<part.upperBound
            guard range.count > 1, analysis.hasTopic(in: range) else { return nil }
            isWorded = ClauseWords.ask(words[range])
            asks = isWorded || analysis.isMarkedAsQuestion(range)
        }
    }

    /// The clauses of a message that none of `mentions` is in, the last ``partsMax`` of them,
    /// without those that say no more than what questions are framed with.
    static func parts(of analysis: Analysis, without mentions: [Range<Int>]) -> [Range<Int>] {
        parts(of: analysis) { $0 == .mark || $0 == .sentenceEnd }.filter { part in
            !mentions.contains(where: part.overlaps) && analysis.hasTopic(in: part)
        }.suffix(partsMax)
    }

    /// What a message begins with that is not wanted.
    struct Unwanted {
        /// What is left without it: the end of `I don't want to cancel, I want to move it`; nil where
        /// nothing is.
        var rest: Analysis?
        /// Whether it was firmly said, unlike `it's not my order`.
        var isFirm: Bool
        /// Whether it tells what not to do: `don't cancel it`, and not `not delivered`.
        var isTold: Bool
    }

    /// The clauses that say what is not wanted; nil where the first one does not.
    static func unwanted(in analysis: Analysis) -> Unwanted? {
        guard analysis.tokens.count <= tokensMax else { return nil }
        let words = analysis.tokens.map(analysis.text(of:))
        guard words.contains(where: signs.contains) else { return nil }
        let parts = parts(of: analysis) { $0 == .mark || $0 == .sentenceEnd }
        let start = parts.firstIndex { !isRefusal(words[$0]) } ?? parts.count
        guard start > 0 else { return nil }
        let refused = parts[..<start].map { words[$0] }
        let rest =
            start < parts.count ? analysis.part(parts[start].lowerBound..<words.count) : nil
        return Unwanted(
            rest: rest, isFirm: refused.allSatisfy { isRefusal($0, by: firmRefusals) },
            isTold: refused.allSatisfy { isRefusal($0, by: toldRefusals) && !isAsked($0) })
    }

    /// Whether a clause asks, or wants what comes behind: "don't you have a human there?", "don't
    /// forget to open a ticket", 别拖了给我转人工.
    private static func isAsked(_ clause: ArraySlice<String>) -> Bool {
        let words = clause.drop { leading.contains($0) }
        let start = [["do", "n't"], ["do", "not"], ["不", "要"], ["别"]].first(where: words.starts)
        return words.dropFirst(start?.count ?? 0).first.map(urged.contains) == true
    }

    private static let urged: Set<String> = [
        "you", "i", "we", "they", "people", "forget", "hesitate", "keep", "leave", "make", "let",
        "close", "wait", "忘", "拖", "废", "啰", "推", "走", "挂", "敷", "关", "说", "急",
    ]

    /// In every refusal stands one of these.
    private static let signs: Set<String> = ["n't", "not", "no", "不", "别"]

    /// The runs of tokens between the gaps that `isEnd` tells, without empty ones.
    private static func parts(
        of analysis: Analysis, where isEnd: (Analysis.Gap) -> Bool
    ) -> [Range<Int>] {
        let ends = analysis.tokens.indices.dropFirst().filter { isEnd(analysis.gap(before: $0)) }
        return zip([0] + ends, ends + [analysis.tokens.count]).compactMap { start, end in
            // What parted it from the part before is no part of it.
            let first = (start..<end).first { analysis.tokens[$0].kind != .mark }
            return first.map { $0..<end }
        }
    }

    /// Whether a clause starts with what nobody wants.
    private static func isRefusal(
        _ clause: ArraySlice<String>, by refusals: [[String]] = allRefusals
    ) -> Bool {
        let words = clause.drop { leading.contains($0) }
        return refusals.contains { words.starts(with: $0) || clause.starts(with: $0) }
    }

    private static let leading: Set<String> = [
        "no", "but", "well", "sorry", "please", "我", "我们", "请", "先",
    ]
    private static let toldRefusals = [
        ["i", "do", "n't", "want"], ["i", "do", "not", "want"], ["do", "n't"], ["do", "not"],
        ["no", "ticket"], ["no", "tickets"], ["no", "human"], ["no", "person"], ["no", "agent"],
        ["no", "people"], ["不", "要"], ["不", "想"], ["不", "用"], ["不", "需", "要"], ["别"],
    ]
    private static let firmRefusals =
        toldRefusals + [["not"], ["不", "是", "要"], ["不", "是", "想"]]
    private static let allRefusals = firmRefusals + otherRefusals
    private static let otherRefusals = [
        ["i", "do", "n't", "need"], ["i", "do", "not", "need"], ["i", "did", "n't", "want"],
        ["i", "did", "n't", "mean"], ["i", "'m", "not"], ["i", "am", "not"], ["it", "'s", "not"],
        ["不", "是"],
    ]
}
