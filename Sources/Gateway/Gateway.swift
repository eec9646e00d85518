// Gateway listens on TCP and HTTP/WebSocket and speaks Wire.
//
// It knows sockets, sessions and the desk's door; it has messages read before they wait for the
// writer. It must not know SQL, files people write, or how an answer is found.

package import Wire

/// What operators may set about connections, and what only tests set; units in the names.
package struct GatewayOptions: Sendable {
    /// What a client may send, announced in `welcome`.
    package var limits = WireLimits()
    /// Connections of one address at a time; 0 for no limit.
    package var connectionsPerAddress = 1_000
    /// Seconds without a word after which a text connection is closed; 0 never.
    package var lineIdleSeconds: Int64 = 1_800
    /// Seconds a WebSocket may take to say hello.
    package var helloSeconds: Int64 = 10
    /// Seconds a connection may stay without its first request.
    package var firstRequestSeconds: Int64 = 15
    /// Seconds to wait for the peer's half of a WebSocket's closing handshake, once ours is written,
    /// or of the connection.
    package var closeSeconds: Int64 = 2
    /// Seconds in which the body of an HTTP request has to come, however it is cut: a byte now and
    /// then keeps no connection.
    package var bodySeconds: Int64 = 60
    /// Seconds in which some of an HTTP answer has to leave; who takes none of it is cut off.
    package var writeSeconds: Int64 = 20
    /// Origins other than the server's own whose pages may connect; `*` for all.
    package var allowedOrigins: Set<String> = []
    /// Token that opens the operator's endpoints to addresses beyond loopback.
    package var operatorToken: String?
    /// Whether `/_conformance/echo` is offered.
    package var isConformance = false

    /// Bytes of unsent output after which a slow reader is closed, and of the frames that answer one
    /// POST after which no more are added (rule 10). One entry is no slow reader's fault: escapes and
    /// the name before each line can make it several times as long as its text.
    var outputBytesMax: Int { max(262_144, 8 * limits.contentMax) }
    /// Bytes of a request's body, whatever its path; an array of frames may have all of them.
    static let bodyBytesMax = 262_144
    /// Entries and bytes of one page of a resume or a history.
    static let pageEntriesMax = FrameCodec.historyPageMax
    static let pageBytesMax = 131_072
    /// Tickets of one list, which has no more bytes than a page either.
    static let ticketsMax = 100
    /// Requests of one session that wait for their turn before its socket is not read any more.
    static let backlogMax = 64
    /// Bytes of them, likewise, of frames as they are inflated; one frame may go beyond.
    static let backlogBytesMax = 65_536
    /// Milliseconds that a client should wait where the desk is busy or restarts.
    static let retryMilliseconds: Int64 = 1_000
    /// Requests refused for their rate one after another, after which a connection is closed.
    static let refusedMax = 200
    /// Connections that may share one session token.
    static let connectionsPerTokenMax = 8

    package init() {}
}
