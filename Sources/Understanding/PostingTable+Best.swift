/// A passage and what it scored.
struct ScoredPassage: Sendable, Hashable {
    var passage: Int
    var score: Float
}

extension PostingTable {
    /// The passages with the highest sums of weights over `lists`, best first and equal ones by
    /// number: at most `limit`, none of `excluded`, none with a sum of 0.
    ///
    /// Every posting is read: to pass over those that cannot matter (MaxScore: Turtle, Flood 1995)
    /// took as long at 100,000 passages, and longer for the slowest queries.
    func best(
        _ lists: [Range<Int>], limit: Int, passages: Int, excluding excluded: Set<Int>
    ) -> [ScoredPassage] {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: max(passages, 1)) { sums in
            sums.initialize(repeating: 0)
            for list in lists {
                for place in list { sums[Int(self[place].passage)] += self[place].weight }
            }
            for passage in excluded where passage < passages { sums[passage] = 0 }
            return Best(limit, of: sums, passages).sorted
        }
    }
}

/// The highest scores offered, in a heap with the least on top.
private struct Best {
    private let limit: Int
    private var heap: [ScoredPassage] = []

    /// The best of the first `count` of `scores`.
    init(_ limit: Int, of scores: UnsafeMutableBufferPointer<Float>, _ count: Int) {
        self.limit = limit
        var bound: Float = 0
        for passage in 0..<count {
            let score = scores[passage]
            guard score > bound else { continue }
            offer(passage, score)
            bound = least
        }
    }

    /// The score that a new one has to beat; 0 while there is room.
    private var least: Float = 0

    var sorted: [ScoredPassage] { heap.sorted { Self.isLess($1, $0) } }

    /// Takes in a passage; those of one score must come by rising number.
    private mutating func offer(_ passage: Int, _ score: Float) {
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
            let child = 2 * at + 1
            if child < heap.count, Self.isLess(heap[child], heap[least]) { least = child }
            if child + 1 < heap.count, Self.isLess(heap[child + 1], heap[least]) {
                least = child + 1
            }
            if least == at { return }
            heap.swapAt(at, least)
            at = least
        }
    }
}
