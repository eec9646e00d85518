import Desk
import Dialogue
import Gateway
import NIOCore
import Synchronization
import Testing
import Wire

/// Whom the registry remembers and whom it forgets, by a clock of the tests' own.
@Suite struct SessionRegistryTests {
    private final class Clock: Sendable {
        private let moment = Mutex(NIODeadline.uptimeNanoseconds(1))

        var now: NIODeadline { moment.withLock { $0 } }

        func advance(_ time: TimeAmount) { moment.withLock { $0 = $0 + time } }
    }

    private let clock = Clock()
    private let registry: SessionRegistry

    init() { registry = SessionRegistry(limits: WireLimits()) { [clock] in clock.now } }

    private static func hash(_ name: String) -> [UInt8] { Mint.hash(.session, name) }

    private func remember(_ name: String, proven: String? = nil) {
        let speaker = Speaker(
            participant: ParticipantID("p_\(name)"), conversation: ConversationID("c_\(name)"),
            customer: CustomerID("cu_\(name)"), tokenHash: Self.hash(name))
        registry.remember(speaker, provenSubject: proven.map { Subject($0) })
    }

    private func isKnown(_ name: String) -> Bool { registry.speaker(Self.hash(name)) != nil }

    @Test func aTokenIsForgottenTenMinutesAfterItsLastUseWhenAnotherComes() {
        remember("early")
        clock.advance(.minutes(9))
        remember("late")
        #expect(isKnown("early"))

        clock.advance(.minutes(1))
        remember("last")

        #expect(!isKnown("early"))
        #expect(isKnown("late") && isKnown("last"))
    }

    @Test func useRenewsATokenButNotWhatWasProvenWithIt() {
        remember("vera", proven: "u1")
        clock.advance(.minutes(9))
        #expect(registry.provenSubject(Self.hash("vera")) == Subject("u1"))
        #expect(registry.takeToken(Self.hash("vera")) == nil)

        clock.advance(.minutes(1))
        remember("other")

        #expect(isKnown("vera"))
        #expect(registry.provenSubject(Self.hash("vera")) == nil)
    }

    /// What is left to a token is forgotten with it, and not before.
    @Test func aBurstIsUsedUpAsLongAsItsTokenIsKnown() {
        remember("busy")
        let granted = (0..<30).count { _ in registry.takeToken(Self.hash("busy")) == nil }
        #expect(granted == WireLimits().messageBurst)
        #expect(registry.takeToken(Self.hash("busy")) == 500)

        clock.advance(.milliseconds(500))

        #expect(registry.takeToken(Self.hash("busy")) == nil)
        #expect(registry.takeToken(Self.hash("busy")) == 500)
    }

    /// Far more than ten minutes bring are never held: those that nobody used since their last turn
    /// go first.
    @Test func tokensThatComeInCrowdsAreBoundedInNumber() {
        let (count, absentMax) = (60_000, 50_000)
        remember("regular")
        for number in 0..<count {
            clock.advance(.microseconds(1))
            remember("\(number)")
            _ = registry.takeToken(Self.hash("regular"))
        }

        let known = (0..<count).count { isKnown("\($0)") }

        #expect(known <= absentMax)
        #expect(known > absentMax - 10)
        #expect(isKnown("regular") && isKnown("\(count - 1)"))
    }
}
