/// Close codes of the WebSocket that the protocol gives a meaning (rule 8, and RFC 6455, 7.4.1).
package enum CloseCode: UInt16, Sendable, Hashable {
    case normal = 1000
    case goingAway = 1001
    case protocolError = 1002
    case unsupported = 1003
    case notUTF8 = 1007
    case tooBig = 1009
    case badFrame = 4400
    case identity = 4401
    case idle = 4408
    case replaced = 4409
    case rate = 4429
}
