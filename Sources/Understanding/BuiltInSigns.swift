/// Whether a message can have a built-in entity at all, told from its bytes.
///
/// Looks for digits, `@`, number words and date words, which few messages have; the others are
/// through in some 100 ns.
enum BuiltInSigns {
    /// Bits by the low 16 bits of a word's hash; one word in 500 is taken for another.
    private static let words: [UInt64] = bits(Lexicon.triggers.map { Int($0 & 0xFFFF) })
    /// Of the words that may be an entity without a number, an ideograph each
    /// (``IdeographBeginnings/words``): rather one that few other words have.
    private static let ideographs = Set("今昨明周期礼拜月年天晚早午晨半节旦庆圣夜".unicodeScalars)
    /// Bits by scalar, below U+10000: digits of all scripts, numerals, parts of Chinese dates.
    private static let scalars: [UInt64] = bits(
        (0x80..<0xFFFF).filter { Unicode.Scalar(UInt32($0)).map(isSign) ?? false })

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        // Words in wide letters are rare: none of them is told from another.
        var isSign = (0xFF21...0xFF5A).contains(scalar.value)
        Fold.standard.forEach(of: scalar) { value in
            isSign =
                isSign || isASCIISign(value) || Unicode.Scalar(value).map(beginsEntity) ?? false
        }
        return isSign
    }

    private static func beginsEntity(_ folded: Unicode.Scalar) -> Bool {
        ideographs.contains(folded) || BuiltInReader.beginsNumeral(folded)
    }

    private static func bits(_ places: [Int]) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: 1_024)
        for place in places { bits[place >> 6 & 1_023] |= 1 << UInt64(place & 63) }
        return bits
    }

    private static func isASCIISign(_ value: UInt32) -> Bool {
        value &- 0x30 < 10 || value == 0x40
    }

    /// Whether there may be one in `utf8`; false is certain.
    static func areIn(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        words.withUnsafeBufferPointer { words in
            scalars.withUnsafeBufferPointer { scalars in
                areIn(utf8, words: words, scalars: scalars)
            }
        }
    }

    @inline(__always)
    private static func areIn(
        _ utf8: UnsafeBufferPointer<UInt8>, words: UnsafeBufferPointer<UInt64>,
        scalars: UnsafeBufferPointer<UInt64>
    ) -> Bool {
        var hash = Lexicon.seed
        var at = 0
        while at < utf8.count {
            let byte = utf8[at]
            let letter = byte | 0x20
            if letter &- 0x61 < 26 {
                hash = Lexicon.hash(hash, UInt32(letter))
                at += 1
                continue
            }
            if hash != Lexicon.seed {
                if has(words, Int(hash & 0xFFFF)) { return true }
                hash = Lexicon.seed
            }
            if byte < 0x80 {
                if isASCIISign(UInt32(byte)) { return true }
                at += 1
                continue
            }
            let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            // Beyond the plane only digits of mathematical alphabets matter: all else passes.
            if length == 4 {
                if at + 2 < utf8.count, utf8[at + 1] == 0x9D, utf8[at + 2] == 0x9F { return true }
            } else if at + length <= utf8.count {
                let value =
                    length == 2
                    ? Int(byte & 0x1F) << 6 | Int(utf8[at + 1] & 0x3F)
                    : Int(byte & 0x0F) << 12 | Int(utf8[at + 1] & 0x3F) << 6
                        | Int(utf8[at + 2] & 0x3F)
                if has(scalars, value) { return true }
            }
            at += length
        }
        return hash != Lexicon.seed && has(words, Int(hash & 0xFFFF))
    }

    @inline(__always)
    private static func has(_ bits: UnsafeBufferPointer<UInt64>, _ place: Int) -> Bool {
        bits[place >> 6 & 1_023] >> UInt64(place & 63) & 1 != 0
    }
}
