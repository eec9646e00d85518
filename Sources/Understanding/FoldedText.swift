/// The folded scalars of a text, each with its place in the text as sent.
///
/// Accents, joiners and direction marks that matching passes over are left out; a place ends
/// behind those that follow it, so that no cut parts a letter from its accent.
struct FoldedText {
    private(set) var values: [UInt32] = []
    /// Unicode scalars of the text as sent, in order: `values[at]` is at `starts[at]..<ends[at]`.
    private(set) var starts: [Int32] = []
    private(set) var ends: [Int32] = []
    /// Indices of plain letters and digits that were others, as o of ö; wide forms are none.
    private var altered: [Int] = []
    /// Indices of commas that were sent as ， behind a plain digit.
    private var wideCommas: [Int] = []
    /// Whether the text goes on behind what was read.
    private(set) var isCut = false

    /// Reads at most `scalarLimit` scalars of `text`.
    init(_ text: some StringProtocol, scalarLimit: Int) {
        let count = min(text.utf8.count, scalarLimit)
        values.reserveCapacity(count)
        starts.reserveCapacity(count)
        ends.reserveCapacity(count)
        var place: Int32 = 0
        var isBehindDigit = false
        for scalar in text.unicodeScalars {
            // A single scalar can fold to eighteen: what is bounded is the work.
            guard place < scalarLimit, values.count < scalarLimit else {
                isCut = true
                break
            }
            let value = scalar.value
            if value < 0x80 {
                append(value &- 0x41 < 26 ? value | 0x20 : value, place)
            } else {
                let first = values.count
                Fold.standard.forEach(of: scalar) { append($0, place) }
                let isWide = (0xFF01...0xFF5E).contains(value)
                if value == Self.wideComma, isBehindDigit { wideCommas.append(first) }
                if !isWide, first < values.count, values[first] < 0x80 { altered.append(first) }
            }
            isBehindDigit = value &- 0x30 < 10
            place += 1
        }
    }

    /// ，, which folds to the comma that parts thousands and cents.
    private static let wideComma: UInt32 = 0xFF0C

    @inline(__always)
    private mutating func append(_ value: UInt32, _ place: Int32) {
        if value >= 0x80, case .ignored = ScalarClass(value) {
            if let last = ends.last, last == place, Self.isAccent(value) {
                ends[ends.count - 1] = place + 1
                if values[ends.count - 1] < 0x80 { altered.append(ends.count - 1) }
            }
            return
        }
        values.append(value)
        starts.append(place)
        ends.append(place + 1)
    }

    private static func isAccent(_ value: UInt32) -> Bool {
        (0x300...0x36F).contains(value) || (0xFE00...0xFE0F).contains(value)
    }

    /// Whether matching sees another letter in `range` than was sent.
    func isAltered(in range: Range<Int>) -> Bool { altered.contains { range.contains($0) } }

    /// Whether the comma at `index` is that of a Chinese sentence behind a plain digit.
    func isWideComma(at index: Int) -> Bool { wideCommas.contains(index) }

    /// The place in the text as sent of `range` in ``values``, which is not empty.
    func place(of range: Range<Int>) -> Range<Int> {
        Int(starts[range.lowerBound])..<Int(ends[range.upperBound - 1])
    }
}
