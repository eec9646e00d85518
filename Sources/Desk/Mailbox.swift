/// Where completions are carried out: an event loop, which gets a batch with one wake-up.
package protocol Mailbox: AnyObject, Sendable {
    /// Has `work` carried out in order, behind all that was delivered before. Called from any
    /// thread, the writer's above all, so it must not block.
    func deliver(_ work: [@Sendable () -> Void])
}

/// Carries completions out where they arrive, on the writer's thread, or the caller's where the desk
/// refuses at once: for callers that only hand the result on, such as a continuation.
package final class InlineMailbox: Mailbox {
    package init() {}

    package func deliver(_ work: [@Sendable () -> Void]) {
        for item in work { item() }
    }
}
