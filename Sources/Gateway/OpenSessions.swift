import NIOConcurrencyHelpers
import NIOCore

/// The sessions that are open in this process, so that each can say goodbye when the desk goes away.
package final class OpenSessions: Sendable {
    private struct State {
        var all: [ObjectIdentifier: ChatSession] = [:]
        /// The desk goes away; the sessions that have not gone yet, and who waits for the last.
        var isLeaving = false
        var staying: Set<ObjectIdentifier> = []
        var whenGone: AsyncStream<Void>.Continuation?
    }

    private let state = NIOLockedValueBox(State())

    var count: Int { state.withLockedValue { $0.all.count } }

    /// Takes a session in; true where the desk goes away and it has to go at once.
    func opened(_ session: ChatSession) -> Bool {
        state.withLockedValue { state in
            state.all[ObjectIdentifier(session)] = session
            return state.isLeaving
        }
    }

    func closed(_ session: ChatSession) {
        let id = ObjectIdentifier(session)
        let whenGone = state.withLockedValue { state -> AsyncStream<Void>.Continuation? in
            state.all[id] = nil
            let wasLast = state.staying.remove(id) != nil && state.staying.isEmpty
            return wasLast ? state.whenGone : nil
        }
        whenGone?.finish()
    }

    /// Tells every session that the desk goes away, those that open from now on, too; returns when
    /// they have said goodbye.
    package func shutDown() async {
        let (goodbyes, whenGone) = AsyncStream<Void>.makeStream()
        let sessions = state.withLockedValue { state in
            (state.isLeaving, state.whenGone) = (true, whenGone)
            state.staying = Set(state.all.keys)
            return Array(state.all.values)
        }
        guard !sessions.isEmpty else { return }
        for session in sessions { session.eventLoop.execute { session.goAway() } }
        for await _ in goodbyes {}
    }
}
