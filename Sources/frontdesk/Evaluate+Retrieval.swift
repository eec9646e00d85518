import Understanding

extension Evaluate {
    func retrievalFigures(_ folder: String) throws -> [(String, Double)] {
        let set = try RetrievalSet(folder)
        printDoubts(set.doubts)
        guard let alternatives else { return try figures(set) }
        return Self.means(
            try (1...UInt64(draws ?? Self.drawsUnlessGiven)).map { seed in
                let drawn = set.drawn(alternatives, seed: seed)
                guard !drawn.queries.isEmpty else {
                    throw CommandFailure(
                        "\(folder): no document has more than \(alternatives) queries; "
                            + "--alternatives takes fewer")
                }
                return try figures(drawn) + [("queries", Double(drawn.queries.count))]
            })
    }

    private func figures(_ set: RetrievalSet) throws -> [(String, Double)] {
        let index = try index(set.passages)
        var places: [String: [Int]] = [:]
        for (at, passage) in set.passages.enumerated() {
            places[passage.id, default: []].append(at)
        }
        var rankings: [(ranked: [String], relevant: [String: Int])] = []
        var answers: [JudgedAnswer] = []
        for query in set.queries {
            let ranked = index.search(query.text, limit: 10)
            // A document whose id stands twice is found once, where it is found first.
            var seen: Set<String> = []
            let found = ranked.map(\.passage.id).filter { seen.insert($0).inserted }
            rankings.append((found, set.grades(of: query)))
            let wanted = set.wanted(by: query)
            guard !wanted.isEmpty else { continue }
            let isRight = ranked.first.map { wanted.contains($0.passage.id) } ?? false
            answers.append(
                JudgedAnswer(
                    score: ranked.first?.score ?? 0, isRight: isRight, isAnswerable: true))
            // The same query once more in a corpus without what answers it.
            let without = index.search(
                query.text, limit: 1, excluding: Set(wanted.flatMap { places[$0] ?? [] }))
            answers.append(
                JudgedAnswer(score: without.first?.score ?? 0, isRight: false, isAnswerable: false))
        }
        var evaluation = Evaluation(rankings: rankings)
        evaluation.judge(answers)
        let named: [(String, Double?)] = [
            ("recall_at_1", evaluation.recallAt1), ("recall_at_5", evaluation.recallAt5),
            ("mrr_at_10", evaluation.reciprocalRankAt10), ("ndcg_at_10", evaluation.gainAt10),
            ("answerable_answered", evaluation.answerableAnswered),
            ("unanswerable_answered", evaluation.unanswerableAnswered),
        ]
        return named.compactMap { name, value in value.map { (name, $0) } }
    }

    private func index(_ passages: [Passage]) throws -> PassageIndex {
        let bar = ProgressBar("indexing")
        defer { bar.finish() }
        do {
            return try PassageIndex(bytes: PassageIndex.build(passages, progress: bar.show))
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}
