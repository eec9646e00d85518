/// The characters of retrieval: 4-grams of letters across the blanks between words, single
/// ideographs and pairs of them, each folded into a 64-bit key.
///
/// Across the blanks, because "sign in" and "sign up" differ there; of one length, because three
/// lengths gave no more.
enum CharacterGrams {
    private static let blank: UInt64 = 0x20

    static func forEach(_ analysis: Analysis, _ emit: (UInt64) -> Void) {
        analysis.bytes.withUnsafeBytes { bytes in
            // The last four characters of the run of words, or the ideograph before, 16 bits each.
            var (window, length, isIdeograph) = (UInt64(0), 0, false)
            func finish() {
                if !isIdeograph, (1...3).contains(length) { emit(window) }
                (window, length, isIdeograph) = (0, 0, false)
            }
            func take(_ scalar: UInt64) {
                window = window << 16 | scalar & 0xFFFF
                length += 1
                if length >= 4 { emit(window) }
            }
            for token in analysis.tokens {
                let slice = UnsafeRawBufferPointer(rebasing: bytes[token.range])
                switch token.kind {
                case .mark: finish()
                case .word, .number:
                    if isIdeograph { finish() }
                    if length == 0 { take(blank) }
                    forEachScalar(slice, take)
                    take(blank)
                case .ideograph:
                    if !isIdeograph { finish() }
                    forEachScalar(slice) { scalar in
                        emit(scalar)
                        if isIdeograph { emit(window << 32 | scalar) }
                        (window, isIdeograph) = (scalar, true)
                    }
                }
            }
            finish()
        }
    }

    /// The scalars of valid UTF-8.
    @inline(__always)
    private static func forEachScalar(_ bytes: UnsafeRawBufferPointer, _ body: (UInt64) -> Void) {
        var value: UInt64 = 0
        for at in bytes.indices {
            let byte = UInt64(bytes[at])
            switch byte {
            case ..<0x80: value = byte
            case ..<0xC0: value = value << 6 | byte & 0x3F
            case ..<0xE0: value = byte & 0x1F
            case ..<0xF0: value = byte & 0x0F
            default: value = byte & 0x07
            }
            let isLast = at + 1 == bytes.count || bytes[at + 1] & 0xC0 != 0x80
            if isLast { body(value) }
        }
    }

    /// The bucket of a key among 2^`bits`.
    @inline(__always)
    static func bucket(_ key: UInt64, bits: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: Hash64.mix(key, 0x9E37_79B9_7F4A_7C15) &>> (64 &- bits))
    }
}
