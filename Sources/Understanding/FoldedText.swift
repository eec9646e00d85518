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
    /// Indices of full-width commas that stand behind no full-width digit.
    private var wideCommas: [Int] = []
    /// Whether the text goes on behind what was read.
    private(set) var isCut = false

    /// Reads at most `scalarLimit` scalars of `text`.
    init(_ text: some StringProtocol, scalarLimit: Int) {
        let count = min(text.utf8.count, scalarLimit)
        values.reserveCapacity(count)
        starts.reserveCapacity(count)
        ends.reserveCapacity(count)
        var (place, last): (Int32, UInt32) = (0, 0)
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
                if value == 0xFF0C, !(0xFF10...0xFF19).contains(last) { wideCommas.append(first) }
                Fold.standard.forEach(of: scalar) { append($0, place) }
                let isWide = (0xFF01...0xFF5E).contains(value)
                if !isWide, first < values.count, values[first] < 0x80 { altered.append(first) }
            }
            (place, last) = (place + 1, value)
        }
    }

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

    /// Whether a full-width comma stands at `at`, which is part of no number but one of such digits.
    func isWideComma(at: Int) -> Bool { wideCommas.contains(at) }

    /// The place in the text as sent of `range` in ``values``, which is not empty.
    func place(of range: Range<Int>) -> Range<Int> {
        Int(starts[range.lowerBound])..<Int(ends[range.upperBound - 1])
    }
}
