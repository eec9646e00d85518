import NIOCore

/// Validates UTF-8 across any split (Unicode Standard, table 3-7), failing at the first byte that
/// can belong to no scalar.
struct UTF8Check {
    private var pending = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    /// Whether no scalar is cut in the middle.
    var isComplete: Bool { pending == 0 }

    mutating func take(_ bytes: [UInt8]) -> Bool {
        for byte in bytes where !take(byte) { return false }
        return true
    }

    /// Takes masked bytes (RFC 6455, 5.3); `mask` starts with the key of the first one.
    mutating func take(_ bytes: ByteBufferView, mask: UInt32) -> Bool {
        var turn: UInt32 = 24
        for byte in bytes {
            guard take(byte ^ UInt8(truncatingIfNeeded: mask >> turn)) else { return false }
            turn = turn == 0 ? 24 : turn - 8
        }
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if pending > 0 {
            guard low...high ~= byte else { return false }
            (low, high) = (0x80, 0xBF)
            pending -= 1
            return true
        }
        switch byte {
        case 0..<0x80: break
        case 0xC2...0xDF: pending = 1
        case 0xE0: (pending, low) = (2, 0xA0)
        case 0xED: (pending, high) = (2, 0x9F)
        case 0xE1...0xEF: pending = 2
        case 0xF0: (pending, low) = (3, 0x90)
        case 0xF4: (pending, high) = (3, 0x8F)
        case 0xF1...0xF3: pending = 3
        default: return false
        }
        return true
    }
}
