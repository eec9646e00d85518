import Dialogue
import Testing
import Understanding

/// What a desk makes of labelled messages, and what of that is right.
@Suite struct ReplyEvaluationTests {
    static let policy = DialoguePolicyTests.policy

    private static func reading(
        _ intents: [(String, Double)], _ passages: [(Passage, Double)] = []
    ) -> Interpretation {
        DialoguePolicyTests.reading(intents, passages)
    }

    static let replies: [(reading: Interpretation, kind: FirstReply.Kind, labels: Set<String>)] = [
        (reading([("greet", 0.9)]), .answered, ["intent/greet"]),
        (
            reading([("delivery", 0.9)]), .answered,
            ["intent/delivery", "article/delivery", "article/delivery#how-long"]
        ),
        (
            reading([("greet", 0.01)], [(DialoguePolicyTests.other, 0.9)]), .answered,
            ["article/other", "article/other#other"]
        ),
        (
            reading([("greet", 0.55), ("order_status", 0.4)]), .asked,
            ["intent/greet", "intent/order_status"]
        ),
        (reading([("greet", 0.01)]), .missed, ["oos"]),
    ]

    @Test(arguments: replies)
    func aReplyIsToldInLabels(
        reading: Interpretation, kind: FirstReply.Kind, labels: Set<String>
    ) {
        let reply = Self.policy.firstReply(to: reading)

        #expect(reply.kind == kind)
        #expect(reply.labels == labels)
        #expect((reply.basis == nil) == (kind != .answered))
        #expect(reply.confidence == (kind == .answered ? 0.9 : nil))
    }

    @Test func whoAsksForAPersonIsAnsweredWithoutAScore() {
        let reply = Self.policy.firstReply(
            to: DialoguePolicyTests.reading([("greet", 0.9)], person: true))

        #expect(
            reply
                == FirstReply(
                    kind: .answered,
                    labels: ["intent/talk_to_person", "intent/talk", "intent/action_handoff"],
                    basis: .intent))
    }

    static let judgements: [(expected: String, kind: FirstReply.Kind, isRight: Bool)] = [
        ("intent/a", .answered, true), ("intent/c|intent/b", .answered, true),
        ("intent/a+intent/b", .answered, true), ("intent/a+intent/c", .answered, false),
        ("intent/a+intent/c", .asked, true), ("intent/a+intent/c | intent/b", .answered, true),
        ("intent/c", .answered, false), ("intent/c", .asked, false), ("oos", .answered, false),
    ]

    @Test(arguments: judgements)
    func oneAlternativeIsEnoughAndAllThatItAsks(
        expected: String, kind: FirstReply.Kind, isRight: Bool
    ) throws {
        let reply = FirstReply(kind: kind, labels: ["intent/a", "intent/b"])

        #expect(try ExpectedReply(expected).accepts(reply) == isRight)
    }

    @Test(arguments: [
        ("", ""), ("a", "a"), ("intent/", "intent/"), ("intent/a|", ""), ("intent/a+b", "b"),
        ("oos+intent/a", "oos"),
    ])
    func whatIsNoLabelIsNamed(text: String, label: String) {
        let error = #expect(throws: ExpectedReply.Unreadable.self) { try ExpectedReply(text) }

        #expect(error?.label == label)
    }

    @Test func messagesAreCountedByWhatComesOfThem() throws {
        var evaluation = ReplyEvaluation()
        let (sure, unsure) = (Self.reading([("greet", 0.9)]), Self.reading([("greet", 0.01)]))
        for (expected, reading) in [
            ("intent/greet", sure), ("article/other", sure), ("intent/greet+intent/talk", sure),
            ("intent/greet", unsure), ("intent/talk|oos", unsure), ("oos", sure), ("oos", unsure),
        ] {
            evaluation.judge(try ExpectedReply(expected), reading, by: Self.policy)
        }

        let (known, others) = (evaluation.known, evaluation.others)
        #expect((known.answeredRightly, known.answeredPartly, known.answeredWrongly) == (1, 1, 1))
        #expect((known.askedRightly, known.askedWrongly, known.missed) == (0, 0, 2))
        #expect((others.answered, others.asked, others.refused) == (1, 0, 1))
        #expect((evaluation.byIntent.right, evaluation.byIntent.all) == (1, 4))
        #expect(evaluation.byArticle.all == 0)
        #expect(evaluation.right == 3)
        #expect(evaluation.precision == 0.25)
        #expect(evaluation.coverage == 0.6)
        #expect(evaluation.intentAccuracy == 2.0 / 3)
        #expect(evaluation.articleRecallAt1 == 0)
        #expect(evaluation.bands(10).map(\.count) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 4])
    }

    @Test func withoutMessagesNothingIsTold() {
        let evaluation = ReplyEvaluation()

        #expect(evaluation.messages == 0)
        #expect(evaluation.rightShare == nil && evaluation.precision == nil)
        #expect(evaluation.coverage == nil && evaluation.refusedShare == nil)
        #expect(evaluation.calibrationError == nil && evaluation.intentAccuracy == nil)
    }
}
