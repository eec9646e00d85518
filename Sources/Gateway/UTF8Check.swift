/// Validates UTF-8 across any split (Unicode Standard, table 3-7), failing at the first byte that
/// can belong to no scalar.
struct UTF8Check {
    private var pending = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    /// Whether no scalar is cut in the middle.
    var isComplete: Bool { pending == 0 }

    mutating func take(_ bytes: [UInt8]) -> Bool {
        for byte in bytes {
            if pending > 0 {
                guard low...high ~= byte else { return false }
                (low, high) = (0x80, 0xBF)
                pending -= 1
                continue
            }
            switch byte {
            case 0..<0x80: continue
            case 0xC2...0xDF: pending = 1
            case 0xE0: (pending, low) = (2, 0xA0)
            case 0xED: (pending, high) = (2, 0x9F)
            case 0xE1...0xEF: pending = 2
            case 0xF0: (pending, low) = (3, 0x90)
            case 0xF4: (pending, high) = (3, 0x8F)
            case 0xF1...0xF3: pending = 3
            default: return false
            }
        }
        return true
    }
}
