import NIOWebSocket

/// The bytes before a frame's payload (RFC 6455, 5.2).
struct FrameHead {
    private var first: UInt8 = 0
    private var second: UInt8 = 0
    private var count = 0
    private var wideLength: UInt64 = 0
    /// Masking key, its first byte in front; 0 where there is none.
    private(set) var mask: UInt32 = 0

    mutating func take(_ byte: UInt8) {
        switch count {
        case 0: first = byte
        case 1: second = byte
        case 2..<2 + lengthBytes: wideLength = wideLength << 8 | UInt64(byte)
        default: mask = mask << 8 | UInt32(byte)
        }
        count += 1
    }

    private var lengthBytes: Int {
        switch second & 0x7F {
        case 126: 2
        case 127: 8
        default: 0
        }
    }

    var isWhole: Bool { count >= 2 && count == 2 + lengthBytes + (second & 0x80 == 0 ? 0 : 4) }

    /// Whether the length could have been written in fewer bytes, or is none.
    var isMalformed: Bool {
        switch lengthBytes {
        case 2: wideLength < 126
        case 8: wideLength < 65_536 || wideLength > UInt64(Int.max)
        default: false
        }
    }

    var length: Int {
        lengthBytes == 0 ? Int(second & 0x7F) : Int(clamping: wideLength)
    }

    var opcode: WebSocketOpcode? { WebSocketOpcode(encodedWebSocketOpcode: first & 0x0F) }
    var isCompressed: Bool { first & 0x40 != 0 }
}
