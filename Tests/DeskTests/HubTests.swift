import Desk
import Dialogue
import Testing

@Suite struct HubTests {
    let hub = Hub()
    let conversation = ConversationID("c_a")

    @Test func aSignalReachesEverybodyInTheConversationButItsSender() {
        let (sender, second, elsewhere) = (Listener(), Listener(), Listener())
        for listener in [sender, second] { hub.subscribe(listener, to: conversation) }
        hub.subscribe(elsewhere, to: ConversationID("c_b"))

        hub.signal(.read(.bot, seq: 3), in: conversation, from: sender)

        #expect(second.diary.lines == ["woken", "\(Signal.read(.bot, seq: 3))"])
        #expect(sender.diary.lines == [])
        #expect(elsewhere.diary.lines == [])
    }

    @Test func whoLeftHearsNothingMoreAndTheOthersDo() {
        let (first, second, third) = (Listener(), Listener(), Listener())
        for listener in [first, second] { hub.subscribe(listener, to: conversation) }

        hub.unsubscribe(first, from: conversation)
        hub.signal(.read(.bot, seq: 1), in: conversation, from: third)

        #expect(first.diary.lines == [])
        #expect(second.diary.lines.count == 2)
    }

    @Test func aSubscriptionDoesNotKeepItsSubscriberAlive() {
        weak var gone: Listener?
        do {
            let listener = Listener()
            gone = listener
            hub.subscribe(listener, to: conversation)
        }

        #expect(gone == nil)
    }
}
