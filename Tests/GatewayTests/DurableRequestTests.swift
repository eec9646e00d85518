import Dialogue
import Gateway
import Testing
import Understanding

/// What makes two requests the same, as the databases of earlier versions have it.
@Suite struct DurableRequestTests {
    private static let read = DialogueEvent.message(
        Interpretation(text: "hi"), contentType: .text)
    private static let message = MessageID("m_abc.2")

    static let requests: [(name: String, request: DurableRequest, digest: UInt64)] = [
        ("a message", .message("hi", as: read, id: "1"), 3_411_292_420_065_923_522),
        ("a button", .action(message, "1", as: read, id: "1"), 4_638_611_995_895_256_503),
        (
            "a ticket", .ticket(subject: "a lamp", priority: .normal, id: "1"),
            12_312_711_169_645_520_352
        ),
        ("a hand-off", .handoff(reason: "now", id: "1"), 14_479_815_673_858_901_006),
        ("back to the bot", .bot(reason: nil, id: "1"), 16_046_635_716_840_510_691),
        (
            "feedback", .feedback(message: message, value: .up, reason: nil, id: "1"),
            8_427_687_337_181_781_946
        ),
        (
            "/good", .feedback(lastAnswer: message, value: .up, reason: nil, id: "1"),
            15_696_874_539_078_054_003
        ),
        ("a rating", .rate(score: 5, comment: "x", id: "1"), 10_893_336_403_082_095_358),
        (
            "a profile", .profile(name: "Ann", email: "a@b.example", language: .chinese, id: "1"),
            15_498_010_937_398_419_658
        ),
        (
            "an identity", .identified(VerifiedIdentity(subject: Subject("u1"))),
            2_226_885_568_754_005_278
        ),
    ]

    /// Another digest makes a conflict of the resend of what was stored before an update.
    @Test(arguments: requests)
    func aDigestNeverChanges(name: String, request: DurableRequest, digest: UInt64) {
        #expect(request.digest == digest, "\(name)")
    }
}
