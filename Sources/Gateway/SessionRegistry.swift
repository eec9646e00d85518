import Crypto
import Desk
import Dialogue
import NIOConcurrencyHelpers
import NIOCore

/// Live sessions by token and connections by address, in this process.
///
/// A token that was handed out but has no rows yet is known only here, so that two tabs opened
/// before the first word share a conversation.
package final class SessionRegistry: Sendable {
    private struct State {
        var sessions: [[UInt8]: [ChatSession]] = [:]
        var speakers: [[UInt8]: Speaker] = [:]
        var connections: [String: Int] = [:]
        var all: [ObjectIdentifier: ChatSession] = [:]
    }

    private let state = NIOLockedValueBox(State())

    package init() {}

    var sessionCount: Int { state.withLockedValue { $0.all.count } }

    /// The speaker of a live session with this token.
    func speaker(_ tokenHash: [UInt8]) -> Speaker? {
        state.withLockedValue { $0.speakers[tokenHash] }
    }

    /// Adds a session under its token; returns the one that has to go, where there are too many.
    func join(_ session: ChatSession, _ speaker: Speaker) -> ChatSession? {
        state.withLockedValue { state in
            if state.speakers[speaker.tokenHash]?.identity == nil {
                state.speakers[speaker.tokenHash] = speaker
            }
            var sharing = state.sessions[speaker.tokenHash] ?? []
            sharing.append(session)
            let isFull = sharing.count > GatewayOptions.connectionsPerTokenMax
            let oldest = isFull ? sharing.removeFirst() : nil
            state.sessions[speaker.tokenHash] = sharing
            return oldest
        }
    }

    /// Notes that a session identified; returns the others of its token, which did not.
    func identified(_ session: ChatSession, _ speaker: Speaker) -> [ChatSession] {
        state.withLockedValue { state in
            guard state.speakers[speaker.tokenHash] != nil else { return [] }
            state.speakers[speaker.tokenHash] = speaker
            return (state.sessions[speaker.tokenHash] ?? []).filter { $0 !== session }
        }
    }

    func leave(_ session: ChatSession, _ tokenHash: [UInt8]) {
        state.withLockedValue { state in
            state.sessions[tokenHash]?.removeAll { $0 === session }
            guard state.sessions[tokenHash]?.isEmpty == true else { return }
            state.sessions[tokenHash] = nil
            state.speakers[tokenHash] = nil
        }
    }

    /// Counts a connection of `address`; false where it has too many already.
    func admit(_ address: String, limit: Int) -> Bool {
        state.withLockedValue { state in
            let count = state.connections[address] ?? 0
            guard limit == 0 || count < limit else { return false }
            state.connections[address] = count + 1
            return true
        }
    }

    func release(_ address: String) {
        state.withLockedValue { state in
            let count = (state.connections[address] ?? 1) - 1
            state.connections[address] = count > 0 ? count : nil
        }
    }

    func opened(_ session: ChatSession) {
        state.withLockedValue { $0.all[ObjectIdentifier(session)] = session }
    }

    func closed(_ session: ChatSession) {
        state.withLockedValue { $0.all[ObjectIdentifier(session)] = nil }
    }

    /// Tells every session that the desk goes away.
    package func shutDown() {
        let sessions = state.withLockedValue { Array($0.all.values) }
        for session in sessions { session.eventLoop.execute { session.goAway() } }
    }
}

/// Random ids and session tokens, from the system's generator.
package enum Mint {
    private static let alphabet = Array(
        "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghijkmnpqrstuvwxyz".utf8)

    /// `prefix` and `length` letters or digits; 22 carry 127 bits.
    static func identifier(_ prefix: String, length: Int = 22) -> String {
        var random = SystemRandomNumberGenerator()
        var bytes = Array(prefix.utf8)
        for _ in 0..<length {
            bytes.append(alphabet[Int(random.next(upperBound: UInt(alphabet.count)))])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A new speaker and the token that is told to its holder only.
    static func speaker() -> (speaker: Speaker, token: String) {
        let token = identifier("", length: 32)
        let speaker = Speaker(
            participant: ParticipantID(identifier("p_")),
            conversation: ConversationID(identifier("c_")),
            customer: CustomerID(identifier("cu_")), tokenHash: hash(.session, token))
        return (speaker, token)
    }

    /// What a hash stands for, so that no token can be made to equal another kind's.
    package enum Domain: String { case session, sender, bearer }

    package static func hash(_ domain: Domain, _ text: String) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(domain.rawValue) \(text)".utf8)))
    }
}
