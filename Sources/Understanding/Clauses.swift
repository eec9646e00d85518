/// The parts of a message between its marks, each of which may be what it is about.
enum Clauses {
    /// Sentences of a message that are read by themselves, the last ones.
    static let sentencesMax = 6

    /// The sentences of a message that has several, in their order; none that says no more than
    /// what questions are framed with.
    static func sentences(of analysis: Analysis) -> [Analysis] {
        let parts = parts(of: analysis) { $0 == .sentenceEnd }
        guard parts.count > 1 else { return [] }
        return parts.filter(analysis.hasTopic).suffix(sentencesMax)
            .map(analysis.part)
    }

    /// What is left without the clauses that say what is not wanted: the end of `I don't want to
    /// cancel, I want to move it`, and whether that was firmly said, unlike `it's not my order`. Nil
    /// where no clause does, or none is left.
    static func wanted(in analysis: Analysis) -> (rest: Analysis, isFirm: Bool)? {
        let words = analysis.tokens.map(analysis.text(of:))
        guard words.contains(where: { $0 == "n't" || $0 == "not" || $0 == "不" || $0 == "别" })
        else { return nil }
        let parts = parts(of: analysis) { $0 == .mark || $0 == .sentenceEnd }
        let start = parts.firstIndex { !isRefusal(words[$0]) } ?? parts.count
        guard start > 0, start < parts.count else { return nil }
        let isFirm = parts[..<start].allSatisfy { isRefusal(words[$0], by: firmRefusals) }
        return (analysis.part(parts[start].lowerBound..<words.count), isFirm)
    }

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
        _ clause: ArraySlice<String>, by refusals: [[String]] = firmRefusals + otherRefusals
    ) -> Bool {
        let words = clause.drop { leading.contains($0) }
        return refusals.contains { words.starts(with: $0) }
    }

    private static let leading: Set<String> = ["no", "but", "well", "sorry", "please", "我", "我们"]
    private static let firmRefusals = [
        ["i", "do", "n't", "want"], ["i", "do", "not", "want"], ["do", "n't"], ["do", "not"],
        ["not"], ["不", "要"], ["不", "想"], ["不", "用"], ["不", "需", "要"], ["不", "是", "要"],
        ["不", "是", "想"], ["别"],
    ]
    private static let otherRefusals = [
        ["i", "do", "n't", "need"], ["i", "do", "not", "need"], ["i", "did", "n't", "want"],
        ["i", "did", "n't", "mean"], ["i", "'m", "not"], ["i", "am", "not"], ["it", "'s", "not"],
        ["不", "是"],
    ]
}
