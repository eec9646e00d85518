import Desk
import NIOCore
import NIOPosix

/// The mailbox of one event loop: a batch of completions costs one wake-up.
final class EventLoopMailbox: Mailbox {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func deliver(_ work: [@Sendable () -> Void]) {
        eventLoop.execute {
            for item in work { item() }
        }
    }

    /// One mailbox an event loop, so that what one batch sends there travels together; asked for on
    /// that loop, whose thread keeps it.
    static func of(_ eventLoop: any EventLoop) -> EventLoopMailbox {
        eventLoop.preconditionInEventLoop()
        if let known = current.currentValue { return known }
        let mailbox = EventLoopMailbox(eventLoop)
        current.currentValue = mailbox
        return mailbox
    }

    private static let current = ThreadSpecificVariable<EventLoopMailbox>()
}
