/// Figures of a labelled set; every fraction lies in 0...1, nil where the set cannot tell.
package struct Evaluation: Sendable {
    /// Share of messages whose best intent is the right one, whatever its score.
    package var accuracy: Double?
    /// Mean F1 of all intents that occur or were predicted, each counting once.
    package var macroF1: Double?
    /// Expected calibration error over 15 equal bins (Naeini et al. 2015).
    package var calibrationError: Double?
    /// Share of messages with an intent that get the right one at the threshold or above.
    package var inScopeAccuracy: Double?
    /// Share of messages without an intent that stay below the threshold.
    package var outOfScopeRecall: Double?
    /// Probability that a message with an intent scores above one without (Mann–Whitney); 0.5 is
    /// chance.
    package var outOfScopeAUROC: Double?
    /// Mean share of a query's relevant passages that are the first one found.
    package var recallAt1: Double?
    /// Mean share of a query's relevant passages among the first five.
    package var recallAt5: Double?
    /// Mean of 1 / place of the first relevant one, 0 beyond the tenth (MRR@10).
    package var reciprocalRankAt10: Double?
    /// Mean gain of the first ten against the best order of them, with linear gains (nDCG@10,
    /// Järvelin and Kekäläinen 2002).
    package var gainAt10: Double?
    /// Share of the answerable queries that are answered where ``precisionMin`` of all answers are
    /// right.
    package var answerableAnswered: Double?
    /// Share of the unanswerable queries that are answered there; the lower the better.
    package var unanswerableAnswered: Double?
    /// (truth, taken for, count) by falling count.
    package var confusions: [(truth: String, taken: String, count: Int)] = []

    /// A set that nothing can be told of.
    package init() {}
}

/// One judged message of an intent test set.
package struct JudgedIntent: Sendable {
    /// The intent that the set says.
    package var truth: String
    /// The best intent, whatever its score.
    package var prediction: String
    /// Confidence that the calibration error is measured on, in 0...1.
    package var confidence: Double
    /// Score that the threshold is held against, in 0...1.
    package var score: Double

    package init(truth: String, prediction: String, confidence: Double, score: Double) {
        self.truth = truth
        self.prediction = prediction
        self.confidence = confidence
        self.score = score
    }
}

/// The best passage of one query of a retrieval set, and whether it is one of the relevant.
package struct JudgedAnswer: Sendable {
    /// Probability of being right that the index gives it, in 0...1; 0 where it found nothing.
    package var score: Double
    /// False where nothing was found.
    package var isRight: Bool
    /// Whether the query's relevant passages were in the corpus.
    package var isAnswerable: Bool

    package init(score: Double, isRight: Bool, isAnswerable: Bool) {
        (self.score, self.isRight, self.isAnswerable) = (score, isRight, isAnswerable)
    }
}

extension Evaluation {
    /// Least share of right answers at which ``answerableAnswered`` is measured.
    package static let precisionMin = 0.9

    /// Sets what is answered at the lowest score from which on ``precisionMin`` of all answers,
    /// those to unanswerable queries among them, are right. Equal scores are answered together.
    package mutating func judge(_ answers: [JudgedAnswer]) {
        let answerable = answers.count(where: \.isAnswerable)
        guard answerable > 0, answerable < answers.count else { return }
        let sorted = answers.filter { $0.score > 0 }.sorted { $0.score > $1.score }
        var (right, ours, answered) = (0, 0, (ours: 0, others: 0))
        for (at, answer) in sorted.enumerated() {
            if answer.isRight { right += 1 }
            if answer.isAnswerable { ours += 1 }
            let isLast = at + 1 == sorted.count || sorted[at + 1].score < answer.score
            if isLast, Double(right) >= Self.precisionMin * Double(at + 1) {
                answered = (ours, at + 1 - ours)
            }
        }
        answerableAnswered = Double(answered.ours) / Double(answerable)
        unanswerableAnswered =
            Double(answered.others) / Double(answers.count - answerable)
    }

    /// Figures for intents: `outOfScope` are the scores of messages that have none.
    package init(_ judged: [JudgedIntent], outOfScope: [Double], threshold: Double) {
        if !judged.isEmpty {
            let right = judged.count { $0.truth == $0.prediction }
            accuracy = Double(right) / Double(judged.count)
            macroF1 = Self.macroF1(judged)
            calibrationError = Self.calibrationError(judged)
            let answered = judged.count { $0.truth == $0.prediction && $0.score >= threshold }
            inScopeAccuracy = Double(answered) / Double(judged.count)
            confusions = Self.confusions(judged)
        }
        if !outOfScope.isEmpty {
            outOfScopeRecall =
                Double(outOfScope.count { $0 < threshold }) / Double(outOfScope.count)
            if !judged.isEmpty {
                outOfScopeAUROC = Self.auroc(
                    positive: judged.map(\.score), negative: outOfScope)
            }
        }
    }

    /// Mean over the classes of the test set and those predicted, F1 each.
    private static func macroF1(_ judged: [JudgedIntent]) -> Double {
        var counts: [String: (right: Int, said: Int, true: Int)] = [:]
        for message in judged {
            counts[message.prediction, default: (0, 0, 0)].said += 1
            counts[message.truth, default: (0, 0, 0)].true += 1
            if message.truth == message.prediction {
                counts[message.truth, default: (0, 0, 0)].right += 1
            }
        }
        let sum = counts.sorted { $0.key < $1.key }.reduce(0.0) { sum, entry in
            sum + 2 * Double(entry.value.right) / Double(entry.value.said + entry.value.true)
        }
        return sum / Double(counts.count)
    }

    private static func calibrationError(_ judged: [JudgedIntent]) -> Double {
        let gaps = reliability(judged).map { abs($0.confidence - $0.right) }
        return gaps.reduce(0, +) / Double(judged.count)
    }

    /// Messages by confidence in equal bins over 0...1, lowest first: how many, the sum of their
    /// confidences, and how many are right. What the calibration error is made of.
    package static func reliability(
        _ judged: [JudgedIntent], bins: Int = 15
    ) -> [(count: Int, confidence: Double, right: Double)] {
        var sums = [(count: Int, confidence: Double, right: Double)](
            repeating: (0, 0, 0), count: bins)
        for message in judged {
            let bin = min(max(Int(message.confidence * Double(bins)), 0), bins - 1)
            sums[bin].count += 1
            sums[bin].confidence += message.confidence
            sums[bin].right += message.truth == message.prediction ? 1 : 0
        }
        return sums
    }

    /// Probability that a positive outscores a negative, ties counting half (Mann–Whitney).
    private static func auroc(positive: [Double], negative: [Double]) -> Double {
        let all = positive.map { ($0, true) } + negative.map { ($0, false) }
        let sorted = all.sorted { $0.0 < $1.0 }
        var (ranks, at) = (0.0, 0)
        while at < sorted.count {
            var end = at
            while end < sorted.count, sorted[end].0 == sorted[at].0 { end += 1 }
            let rank = Double(at + end + 1) / 2
            ranks += rank * Double(sorted[at..<end].count { $0.1 })
            at = end
        }
        let (p, n) = (Double(positive.count), Double(negative.count))
        return (ranks - p * (p + 1) / 2) / (p * n)
    }

    private static func confusions(
        _ judged: [JudgedIntent]
    ) -> [(truth: String, taken: String, count: Int)] {
        var counts: [[String]: Int] = [:]
        for message in judged where message.truth != message.prediction {
            counts[[message.truth, message.prediction], default: 0] += 1
        }
        return counts.map { (truth: $0.key[0], taken: $0.key[1], count: $0.value) }
            .sorted { ($1.count, $0.truth, $0.taken) < ($0.count, $1.truth, $1.taken) }
    }

    /// Figures for retrieval from ranked document ids and the graded relevant ones of each query;
    /// recall is the share of the relevant ones that were found, as BEIR counts it.
    package init(rankings: [(ranked: [String], relevant: [String: Int])]) {
        let judged = rankings.filter { $0.relevant.contains { $0.value > 0 } }
        guard !judged.isEmpty else { return }
        var (one, five, rank, gain) = (0.0, 0.0, 0.0, 0.0)
        for (ranked, relevant) in judged {
            let grades = ranked.prefix(10).map { max(relevant[$0] ?? 0, 0) }
            let total = relevant.values.count { $0 > 0 }
            one += Double(grades.prefix(1).count { $0 > 0 }) / Double(total)
            five += Double(grades.prefix(5).count { $0 > 0 }) / Double(total)
            if let first = grades.firstIndex(where: { $0 > 0 }) { rank += 1 / Double(first + 1) }
            let ideal = relevant.values.sorted(by: >).prefix(10)
            gain += Self.discounted(grades) / Self.discounted(Array(ideal))
        }
        let count = Double(judged.count)
        recallAt1 = one / count
        recallAt5 = five / count
        reciprocalRankAt10 = rank / count
        gainAt10 = gain / count
    }

    /// Discounted cumulative gain with linear gains (Järvelin and Kekäläinen 2002).
    private static func discounted(_ grades: [Int]) -> Double {
        grades.enumerated().reduce(0) { sum, entry in
            let discount = naturalLogarithm(Double(entry.offset + 2)) / naturalLogarithm(2)
            return sum + Double(max(entry.element, 0)) / discount
        }
    }
}
