package import Dialogue
import Synchronization

/// Somebody who wants every entry of one conversation: a session on its event loop.
package protocol Subscriber: AnyObject, Sendable {
    /// Where it receives; asked on any thread, so it never changes.
    var mailbox: any Mailbox { get }
    /// Called in the mailbox, after the commit, in the order of the commits. The session that
    /// caused the entries gets them too, behind its completion, and knows them by their seq.
    func receive(_ entries: [Entry])
    /// An ephemeral signal of another session, in the mailbox.
    func receive(_ signal: Signal)
}

/// Something that is not stored: somebody types, or has read.
package enum Signal: Sendable {
    case typing(Sender, state: String)
    case read(Sender, seq: Int64)
}

/// Knows who listens to which conversation, in this process. Subscribers are held weakly: one that
/// goes away without a word gets nothing more.
package final class Hub: Sendable {
    private struct Weak: Sendable {
        weak let subscriber: (any Subscriber)?
        let id: ObjectIdentifier
    }

    private let subscribers = Mutex<[ConversationID: [Weak]]>([:])

    package init() {}

    /// From here on `subscriber` gets every batch that is published; what was committed before is
    /// for it to read, behind this call. Twice subscribed is twice told.
    package func subscribe(_ subscriber: any Subscriber, to conversation: ConversationID) {
        let entry = Weak(subscriber: subscriber, id: ObjectIdentifier(subscriber))
        subscribers.withLock { $0[conversation, default: []].append(entry) }
    }

    /// Ends all its subscriptions to the conversation; what was handed to its mailbox before still
    /// comes.
    package func unsubscribe(_ subscriber: any Subscriber, from conversation: ConversationID) {
        let id = ObjectIdentifier(subscriber)
        subscribers.withLock { all in
            all[conversation]?.removeAll { $0.id == id }
            if all[conversation]?.isEmpty == true { all[conversation] = nil }
        }
    }

    private func listeners(_ conversation: ConversationID) -> [any Subscriber] {
        subscribers.withLock { ($0[conversation] ?? []).compactMap(\.subscriber) }
    }

    func collect(_ entries: [Entry], of conversation: ConversationID, into out: inout Outgoing) {
        guard !entries.isEmpty else { return }
        for subscriber in listeners(conversation) {
            out.add(to: subscriber.mailbox) { subscriber.receive(entries) }
        }
    }

    /// Passes an ephemeral signal on to everybody in the conversation but its sender.
    package func signal(
        _ signal: Signal, in conversation: ConversationID, from sender: any Subscriber
    ) {
        for subscriber in listeners(conversation) where subscriber !== sender {
            subscriber.mailbox.deliver([{ subscriber.receive(signal) }])
        }
    }
}
