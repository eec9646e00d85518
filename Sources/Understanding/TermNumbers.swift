/// Numbers of terms in the order first seen, while texts go by: 0, 1, 2, …
///
/// Keys are hashes already, so a table of them needs no other: linear probing, at most half full.
struct TermNumbers: Sendable {
    private struct Slot: BitwiseCopyable, Sendable {
        var key: UInt64 = 0
        /// `empty` where no key stands.
        var number = empty
    }
    private static let empty = UInt32.max

    /// The key of each number.
    private(set) var keys: [UInt64] = []
    /// A power of two of them.
    private var slots = [Slot](repeating: Slot(), count: 1 << 10)

    /// The number of the term with this key, which is the next one where it was not seen before.
    mutating func number(of key: UInt64) -> Int {
        let at = place(of: key)
        guard slots[at].number == Self.empty else { return Int(slots[at].number) }
        let number = keys.count
        slots[at] = Slot(key: key, number: UInt32(number))
        keys.append(key)
        if keys.count * 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = [Slot](repeating: Slot(), count: slots.count * 2)
        for (number, key) in keys.enumerated() {
            slots[place(of: key)] = Slot(key: key, number: UInt32(number))
        }
    }

    /// Where a key stands, or the empty slot where it would.
    @inline(__always)
    private func place(of key: UInt64) -> Int {
        let mask = slots.count - 1
        var at = Int(truncatingIfNeeded: key) & mask
        while slots[at].number != Self.empty, slots[at].key != key { at = (at + 1) & mask }
        return at
    }
}
