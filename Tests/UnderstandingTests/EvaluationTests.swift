import Testing
import Understanding

@Suite struct EvaluationTests {
    @Test func figuresOfASmallSetAreThoseByHand() throws {
        let judged = [
            JudgedIntent(truth: "a", prediction: "a", confidence: 0.9, score: 0.9),
            JudgedIntent(truth: "a", prediction: "b", confidence: 0.6, score: 0.6),
            JudgedIntent(truth: "b", prediction: "b", confidence: 0.8, score: 0.4),
            JudgedIntent(truth: "b", prediction: "b", confidence: 0.7, score: 0.7),
        ]

        let evaluation = Evaluation(judged, outOfScope: [0.1, 0.65], threshold: 0.5)

        #expect(evaluation.accuracy == 0.75)
        let macroF1 = try #require(evaluation.macroF1)
        #expect(isClose(macroF1, 0.7333333333333333))
        #expect(evaluation.inScopeAccuracy == 0.5)
        #expect(evaluation.outOfScopeRecall == 0.5)
        // 8 pairs: 0.9, 0.6, 0.4, 0.7 against 0.1 and 0.65.
        #expect(evaluation.outOfScopeAUROC == 6.0 / 8)
        // Bins hold one message each: |0.9-1|, |0.6-0|, |0.8-1|, |0.7-1| over four.
        let error = try #require(evaluation.calibrationError)
        #expect(isClose(error, 0.3))
        #expect(evaluation.confusions.map(\.count) == [1])
    }

    @Test func retrievalFiguresAreThoseByHand() throws {
        let evaluation = Evaluation(rankings: [
            (ranked: ["x", "y", "z"], relevant: ["x": 1]),
            (ranked: ["x", "y", "z"], relevant: ["z": 1]),
            (ranked: ["x"], relevant: ["q": 0]),
        ])

        #expect(evaluation.recallAt1 == 0.5)
        #expect(evaluation.recallAt5 == 1)
        let (rank, gain) = (evaluation.reciprocalRankAt10, evaluation.gainAt10)
        #expect(isClose(try #require(rank), 0.6666666666666666))
        #expect(isClose(try #require(gain), 0.75))
    }

    @Test func whatIsAnsweredAtNineOfTenRightIsThatByHand() throws {
        // Nine right ones, one wrong, then two that share a score with a wrong one.
        let right = (0..<9).map { at in
            JudgedAnswer(score: 0.9 - Double(at) / 100, isRight: true, isAnswerable: true)
        }
        let wrong = JudgedAnswer(score: 0.8, isRight: false, isAnswerable: false)
        let ties = [true, false].map {
            JudgedAnswer(score: 0.5, isRight: $0, isAnswerable: $0)
        }
        let silent = (0..<2).map { _ in
            JudgedAnswer(score: 0, isRight: false, isAnswerable: false)
        }
        var evaluation = Evaluation(rankings: [])

        evaluation.judge(ties + silent + right + [wrong])

        #expect(evaluation.answerableAnswered == 0.9)
        #expect(evaluation.unanswerableAnswered == 0.25)
    }
}

private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }
