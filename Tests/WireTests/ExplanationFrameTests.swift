import Dialogue
import Testing
import Understanding
import Wire

/// What a section's score is made of, in a frame and in lines.
@Suite struct ExplanationFrameTests {
    private static let why = MessageExplanation(
        message: MessageID("m_x.2"),
        answer: Answer(
            kind: .knowledge, confidence: 0.93,
            sources: [Source(title: "T", url: "/articles/en/a.md#t")]),
        explanation: Explanation(
            intents: [RankedIntent(name: "greet", score: 0.2)],
            passages: [
                PassageCandidate(id: "en/a.md#t", score: 0.93),
                PassageCandidate(id: "en/b.md#u", score: 0.25),
            ],
            lines: .init(act: 0.5, passageAct: 0.5, passageOffer: 0.2),
            winner: .passage("en/a.md#t"),
            terms: [
                MatchedTerm(term: "password", weight: 0.3125),
                MatchedTerm(term: PassageIndex.Piece.letters, weight: 0.5),
            ], score: 0.8125,
            scoreParts: [
                MatchedTerm(term: "start", weight: -3.5), MatchedTerm(term: "lead", weight: 6.0867),
            ],
            runnerUp: .passage("en/b.md#u"),
            runnerUpTerms: [MatchedTerm(term: "password", weight: 0.125)], runnerUpScore: 0.125,
            runnerUpParts: [MatchedTerm(term: "start", weight: -1.0986)], model: "a-b"))

    private static func frame(_ why: MessageExplanation) -> String {
        String(
            decoding: ServerFrameEncoder(limits: WireLimits()).encode(.explanation(why)),
            as: UTF8.self)
    }

    @Test func thePartsOfAProbabilityAreReadAsTheyWereWritten() throws {
        let frame = Self.frame(Self.why)

        #expect(frame.contains(#""method":"bm25_logistic""#), "\(frame)")
        #expect(
            frame.contains(
                #""score_parts":[{"term":"start","weight":-3.5},{"term":"lead","weight":6.0867}]"#),
            "\(frame)")
        guard case .explanation(let read)? = ReceivedFrame(Array(frame.utf8)) else {
            Issue.record("not read: \(frame)")
            return
        }
        #expect(read.explanation == Self.why.explanation)
    }

    @Test func bothSectionsAreShownWithTheirOddsAndTheMethodOnce() {
        let lines = TextRenderer(language: .english).why(Self.why)

        #expect(
            lines.suffix(6) == [
                "* terms: password 0.31 · (letters) 0.50; raw score 0.81; source en/a.md#t, "
                    + "confidence 0.93",
                "* odds of en/a.md#t: start -3.50 · lead 6.09; log-odds 2.59, probability 0.93",
                "* terms of en/b.md#u: password 0.13; raw score 0.13",
                "* odds of en/b.md#u: start -1.10; log-odds -1.10, probability 0.25",
                "* method: sections by the parts of BM25F (Robertson, Zaragoza 2009) and of a "
                    + "logistic regression",
                "* model: a-b",
            ], "\(lines)")
    }

    /// An intent has no parts of a probability; each kind says its method.
    @Test func anIntentIsExplainedByRelevancePropagation() throws {
        var why = Self.why
        why.explanation.winner = .intent("greet")
        (why.explanation.method, why.explanation.scoreParts) = (.relevance, [])

        let (frame, lines) = (Self.frame(why), TextRenderer(language: .english).why(why))

        #expect(frame.contains(#""method":"relevance_propagation""#), "\(frame)")
        #expect(!frame.contains(#""score_parts""#), "\(frame)")
        #expect(!lines.contains { $0.hasPrefix("* odds of greet") }, "\(lines)")
        let method = try #require(lines.first { $0.hasPrefix("* method: ") })
        #expect(
            method.hasPrefix(
                "* method: intents by layer-wise relevance propagation, epsilon 0 "
                    + "(Bach et al. 2015); sections by the parts of BM25F "), "\(method)")
    }

    /// A server of before says no method: its explanations are read all the same.
    @Test func aFrameWithoutAMethodIsRead() {
        let frame = Self.frame(Self.why).replacing(#""method":"bm25_logistic","#, with: "")

        guard case .explanation(let read)? = ReceivedFrame(Array(frame.utf8)) else {
            Issue.record("not read: \(frame)")
            return
        }
        #expect(read.explanation.method == .parts)
    }
}
