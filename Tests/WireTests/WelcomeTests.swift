import Dialogue
import Testing
import Wire

@Suite struct WelcomeTests {
    /// A burst or a rate of 0 lifts the limit.
    @Test(arguments: [(20, 2.0, 20, 2.0), (0, 2.0, 0, 0.0), (20, 0.0, 0, 0.0), (0, 0.0, 0, 0.0)])
    func aWelcomeAnnouncesTheLimitThatHolds(
        burst: Int, rate: Double, saidBurst: Int64, saidRate: Double
    ) throws {
        var limits = WireLimits()
        (limits.messageBurst, limits.messageRate) = (burst, rate)
        let welcome = ServerFrame.Welcome(
            sessionToken: "t", resumed: false, conversation: ConversationID("c_x"),
            participant: ParticipantID("p_x"), verified: false, lastSeq: 0)

        let json = try JSONParser.parse(
            ServerFrameEncoder(limits: limits).encode(.welcome(welcome)))

        let said = json["limits"]
        #expect(said?["burst"]?.integer == saidBurst)
        #expect(said?["rate"]?.integer.map(Double.init) == saidRate)
    }
}
