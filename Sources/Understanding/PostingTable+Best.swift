/// A passage and what it scored.
package struct ScoredPassage: Sendable, Hashable {
    package var passage: Int
    package var score: Float
}

extension PostingTable {
    /// Reading a posting costs less than asking whether it must be read: the rest is long enough to
    /// go around from so many postings on, for each passage of the corpus and for each look-up.
    private static let restMin = 6
    private static let lookUpCost = 16
    /// Share of all peaks that may be left when the first look is worth its while, and how much of
    /// that at each further one.
    private static let tryShare: Float = 0.3
    private static let retryShare: Float = 0.3

    /// The passages with the highest sums of weights over `lists`, best first and equal ones by
    /// number: at most `limit`, none of `excluded`, none with a sum of 0.
    ///
    /// Lists go by falling peak, so the rarest first. Once the peaks still to come cannot lift a
    /// passage over the `limit` best partial sums, only the passages that are in reach are looked
    /// up in the remaining lists (MaxScore: Turtle, Flood 1995, one term at a time). Nothing is
    /// lost: sums are made in the same order with and without `isPruned`.
    func best(
        _ lists: [PostingList], limit: Int, passages: Int, excluding excluded: Set<Int> = [],
        isPruned: Bool = true
    ) -> [ScoredPassage] {
        let ordered = Self.byFallingPeak(lists)
        var peaksLeft = [Float](repeating: 0, count: ordered.count + 1)
        var postingsLeft = 0
        for at in ordered.indices.reversed() {
            peaksLeft[at] = peaksLeft[at + 1] + ordered[at].peak
            postingsLeft += ordered[at].range.count
        }
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: max(passages, 1)) { sums in
            sums.initialize(repeating: 0)
            var worthwhile = peaksLeft[0] * Self.tryShare
            for (at, list) in ordered.enumerated() {
                for place in list.range {
                    let posting = self[place]
                    sums[Int(posting.passage)] += posting.weight
                }
                postingsLeft -= list.range.count
                guard isPruned, peaksLeft[at + 1] < worthwhile,
                    postingsLeft > Self.restMin * passages
                else { continue }
                worthwhile = peaksLeft[at + 1] * Self.retryShare
                // A margin for rounding: sums of the same weights differ by their order.
                let reach = peaksLeft[at + 1] * 1.0001
                let least = Best(limit + excluded.count, of: sums, passages).least - reach
                guard least > 0 else { continue }
                let reachable = (0..<passages).filter { sums[$0] >= least }
                let lookUps = reachable.count * (ordered.count - at - 1)
                guard lookUps * Self.lookUpCost < postingsLeft else { continue }
                return rest(of: ordered[(at + 1)...], sums, reachable, limit, excluded)
            }
            for passage in excluded where passage < passages { sums[passage] = 0 }
            return Best(limit, of: sums, passages).sorted
        }
    }

    /// Lists by falling peak, those of one peak as they come.
    private static func byFallingPeak(_ lists: [PostingList]) -> [PostingList] {
        var ordered = lists
        for at in ordered.indices.dropFirst() {
            let list = ordered[at]
            var place = at
            while place > 0, ordered[place - 1].peak < list.peak {
                ordered[place] = ordered[place - 1]
                place -= 1
            }
            ordered[place] = list
        }
        return ordered
    }

    /// The best of `reachable`, whose sums lack the weights of `lists`.
    private func rest(
        of lists: ArraySlice<PostingList>, _ sums: UnsafeMutableBufferPointer<Float>,
        _ reachable: [Int],
        _ limit: Int, _ excluded: Set<Int>
    ) -> [ScoredPassage] {
        for list in lists {
            var from = list.range.lowerBound
            for passage in reachable {
                from = place(of: passage, from: from, to: list.range.upperBound)
                guard from < list.range.upperBound else { break }
                if self[from].passage == passage { sums[passage] += self[from].weight }
            }
        }
        var best = Best(limit)
        for passage in reachable where !excluded.contains(passage) {
            best.offer(passage, sums[passage])
        }
        return best.sorted
    }

    /// The first place in `from..<end` whose passage is not before `passage`, in steps that double
    /// and then by bisection (Bentley, Yao 1976).
    private func place(of passage: Int, from: Int, to end: Int) -> Int {
        var (low, step) = (from, 1)
        while low + step < end, self[low + step].passage < passage {
            low += step
            step *= 2
        }
        var high = min(low + step, end)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].passage < passage { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The highest scores offered, in a heap with the least on top.
private struct Best {
    private let limit: Int
    private var heap: [ScoredPassage] = []

    init(_ limit: Int) { self.limit = limit }

    /// The best of the first `count` of `scores`.
    init(_ limit: Int, of scores: UnsafeMutableBufferPointer<Float>, _ count: Int) {
        self.init(limit)
        var bound: Float = 0
        for passage in 0..<count {
            let score = scores[passage]
            guard score > bound else { continue }
            offer(passage, score)
            bound = least
        }
    }

    /// The score that a new one has to beat; 0 while there is room.
    private(set) var least: Float = 0

    var sorted: [ScoredPassage] { heap.sorted { Self.isLess($1, $0) } }

    /// Takes in a passage; those of one score must come by rising number.
    mutating func offer(_ passage: Int, _ score: Float) {
        guard score > least, limit > 0 else { return }
        let entry = ScoredPassage(passage: passage, score: score)
        if heap.count < limit {
            heap.append(entry)
            rise(heap.count - 1)
        } else {
            heap[0] = entry
            sink()
        }
        if heap.count == limit { least = heap[0].score }
    }

    /// Lower scores are less, and of two equal ones that of the later passage.
    private static func isLess(_ a: ScoredPassage, _ b: ScoredPassage) -> Bool {
        a.score != b.score ? a.score < b.score : a.passage > b.passage
    }

    private mutating func rise(_ start: Int) {
        var at = start
        while at > 0, Self.isLess(heap[at], heap[(at - 1) / 2]) {
            heap.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    private mutating func sink() {
        var at = 0
        while true {
            var least = at
            for child in [2 * at + 1, 2 * at + 2]
            where child < heap.count && Self.isLess(heap[child], heap[least]) {
                least = child
            }
            if least == at { return }
            heap.swapAt(at, least)
            at = least
        }
    }
}
