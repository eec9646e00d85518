/// Labels of a tagger over `kinds` kinds: 0 outside, 1 + 2k begins one of kind k, 2 + 2k carries
/// it on.
///
/// What a move costs depends on where it comes from and on whether it goes outside, begins or
/// carries on; the work is linear in the labels.
struct TagLayout {
    let kinds: Int

    var count: Int { 2 * kinds + 1 }
    /// Moves from each label, and from the start of the text, to outside, begin and carry on.
    var transitionCount: Int { 3 * (count + 1) }
    /// The place that stands for the start of the text.
    var start: Int { count }

    func begin(_ kind: Int) -> Int { 2 * kind + 1 }

    /// The weight of the move to `label` from `previous`.
    func transition(_ previous: Int, _ label: Int) -> Int {
        previous * 3 + (label == 0 ? 0 : label % 2 == 1 ? 1 : 2)
    }

    /// The labels with the greatest sum over `scores`, rows of ``count``, and the moves between
    /// them (Viterbi 1967); of two as good the one with the lower labels from the end on. Entities
    /// begin and end at `joints` only.
    func best(_ scores: [Int], joints: [Bool], _ weight: (Int) -> Int) -> [Int] {
        let length = scores.count / count
        guard length > 0 else { return [] }
        var totals = firstTotals(scores, weight)
        var next = totals
        var origins = [Int32](repeating: 0, count: scores.count)
        for at in 1..<max(length, 1) {
            let row = at * count
            let (outside, begun) = leaving(totals, isJoint: joints[at], weight)
            next[0] = outside.total + scores[row]
            origins[row] = Int32(outside.label)
            for kind in 0..<kinds {
                let label = begin(kind)
                next[label] = begun.total + scores[row + label]
                origins[row + label] = Int32(begun.label)
                let first = totals[label] + weight(transition(label, 2))
                let later = totals[label + 1] + weight(transition(label + 1, 2))
                next[label + 1] = max(first, later) + scores[row + label + 1]
                origins[row + label + 1] = Int32(first >= later ? label : label + 1)
            }
            swap(&totals, &next)
        }
        return traced(origins, from: totals)
    }

    /// Below every sum of scores, with room to add to it.
    private static let never = Int.min / 4

    /// The first piece begins an entity or is outside.
    private func firstTotals(_ scores: [Int], _ weight: (Int) -> Int) -> [Int] {
        (0..<count).map { label in
            label > 0 && label % 2 == 0
                ? Self.never : scores[label] + weight(transition(start, label))
        }
    }

    /// The best moves to outside and to the beginning of an entity; inside what is written in one
    /// outside is reached from outside only, and nothing begins.
    @inline(__always)
    private func leaving(
        _ totals: [Int], isJoint: Bool, _ weight: (Int) -> Int
    ) -> (outside: (label: Int, total: Int), begun: (label: Int, total: Int)) {
        var outside = (label: 0, total: totals[0] + weight(transition(0, 0)))
        guard isJoint else { return (outside, (0, Self.never)) }
        var begun = (label: 0, total: totals[0] + weight(transition(0, 1)))
        for label in 1..<count {
            let out = totals[label] + weight(transition(label, 0))
            if out > outside.total { outside = (label, out) }
            let other = totals[label] + weight(transition(label, 1))
            if other > begun.total { begun = (label, other) }
        }
        return (outside, begun)
    }

    /// The labels that lead to the best of `totals`, from the first piece on.
    private func traced(_ origins: [Int32], from totals: [Int]) -> [Int] {
        var last = 0
        for label in 1..<count where totals[label] > totals[last] { last = label }
        var tags = [Int](repeating: 0, count: origins.count / count)
        for at in tags.indices.reversed() {
            tags[at] = last
            last = Int(origins[at * count + last])
        }
        return tags
    }

    /// The entities that `tags` say, in order.
    func spans(of tags: [Int]) -> [(kind: Int, pieces: Range<Int>)] {
        var spans: [(kind: Int, pieces: Range<Int>)] = []
        for (at, tag) in tags.enumerated() where tag > 0 {
            if tag % 2 == 1 {
                spans.append(((tag - 1) / 2, at..<at + 1))
            } else if let last = spans.last, last.pieces.upperBound == at {
                spans[spans.count - 1].pieces = last.pieces.lowerBound..<at + 1
            }
        }
        return spans
    }
}
