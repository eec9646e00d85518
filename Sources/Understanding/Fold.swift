/// Maps each Unicode scalar to what matching sees of it: compatibility forms unified, lower case,
/// accents dropped, digits of every script as `0`–`9`, traditional ideographs as simplified ones.
///
/// Two-stage table over 256-scalar pages (Unicode Standard, section 5.1), built once from
/// ``foldTableSource``. Text is stored as sent; only matching sees the folded form.
package struct Fold: Sendable {
    /// Page number by `scalar >> 8`; page 0 maps every scalar to itself.
    private let pages: [UInt16]
    /// 256 cells a page: 0 for itself, else an index into `expansions`.
    private let cells: [UInt16]
    /// For each folded scalar its first position and length in `scalars`.
    private let expansions: [(start: Int32, count: Int32)]
    private let scalars: [UInt32]

    static let standard = Fold()

    /// The simplified form of a traditional ideograph; any other scalar as it is.
    package static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x3400...0x9FFF).contains(scalar.value) else { return scalar }
        var form = scalar
        standard.forEach(of: scalar) { form = Unicode.Scalar($0) ?? form }
        return form
    }

    private init() {
        var pages = [UInt16](repeating: 0, count: 0x1100)
        var cells = [UInt16](repeating: 0, count: 256)
        var expansions: [(start: Int32, count: Int32)] = [(0, 0)]
        var scalars: [UInt32] = []
        var entry: [UInt32] = []
        var number: UInt32 = 0

        func finishEntry() {
            guard let scalar = entry.first else { return }
            let page = Int(scalar >> 8)
            if pages[page] == 0 {
                pages[page] = UInt16(cells.count / 256)
                cells.append(contentsOf: repeatElement(0, count: 256))
            }
            cells[Int(pages[page]) * 256 + Int(scalar & 0xFF)] = UInt16(expansions.count)
            expansions.append((Int32(scalars.count), Int32(entry.count - 1)))
            scalars.append(contentsOf: entry.dropFirst())
            entry.removeAll(keepingCapacity: true)
        }
        foldTableSource.withUTF8Buffer { source in
            for byte in source {
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    number = number << 4 | UInt32(byte - UInt8(ascii: "0"))
                case UInt8(ascii: "a")...UInt8(ascii: "f"):
                    number = number << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
                default:
                    entry.append(number)
                    number = 0
                    if byte == UInt8(ascii: ";") { finishEntry() }
                }
            }
        }
        entry.append(number)
        finishEntry()
        (self.pages, self.cells) = (pages, cells)
        (self.expansions, self.scalars) = (expansions, scalars)
    }

    /// Calls `emit` with each folded scalar of `text`, in order.
    @inline(__always)
    func forEach(in text: String.UnicodeScalarView, _ emit: (UInt32) -> Void) {
        for scalar in text {
            let value = scalar.value
            if value < 0x80 {
                let upper = value &- 0x41 < 26
                emit(upper ? value | 0x20 : value)
            } else {
                forEach(of: scalar, emit)
            }
        }
    }

    /// Calls `emit` with what `scalar`, which is beyond ASCII, folds to.
    @inline(__always)
    func forEach(of scalar: Unicode.Scalar, _ emit: (UInt32) -> Void) {
        let value = scalar.value
        let cell = cells[Int(pages[Int(value >> 8)]) * 256 + Int(value & 0xFF)]
        guard cell != 0 else {
            emit(value)
            return
        }
        let (start, count) = expansions[Int(cell)]
        for at in start..<start + count { emit(scalars[Int(at)]) }
    }
}

/// What a folded scalar is to the tokenizer.
enum ScalarClass {
    case letter, digit, apostrophe, ideograph, space, mark, ignored

    @inline(__always)
    init(_ value: UInt32) {
        if value < 0x80 {
            self = Self.ascii(value)
        } else {
            self = Self.beyondASCII(value)
        }
    }

    /// Whether an ideograph is kana or Hangul, of which a syllable is one.
    @inline(__always)
    static func isSyllable(_ ideograph: UInt32) -> Bool {
        (0x3040...0x30FF).contains(ideograph) || (0x3131...0x318F).contains(ideograph)
            || (0x31F0...0x31FF).contains(ideograph) || (0xA960...0xA97F).contains(ideograph)
            || (0xAC00...0xD7FF).contains(ideograph)
    }

    @inline(__always)
    private static func ascii(_ value: UInt32) -> ScalarClass {
        if value &- 0x61 < 26 { return .letter }
        if value &- 0x30 < 10 { return .digit }
        if value == 0x27 { return .apostrophe }
        return value <= 0x20 || value == 0x7F ? .space : .mark
    }

    private static func beyondASCII(_ value: UInt32) -> ScalarClass {
        switch value {
        // Han, Kana, Bopomofo, Hangul: written without blanks between words.
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3040...0x30FF, 0x3100...0x318F,
            0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97F,
            0xAC00...0xD7FF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            return .ideograph
        case 0x80...0xA0, 0x2000...0x200A, 0x2028...0x2029, 0x202F, 0x205F, 0x3000:
            return .space
        // Accents left over from decomposed text, joiners, variation selectors, direction marks.
        case 0x300...0x36F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
            0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE01EF:
            return .ignored
        default:
            guard let scalar = Unicode.Scalar(value) else { return .ignored }
            let properties = scalar.properties
            if properties.isAlphabetic { return .letter }
            switch properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: return .letter
            default: return .mark
            }
        }
    }
}
