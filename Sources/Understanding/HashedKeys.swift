/// A set of hashes in mapped memory: a power of two of slots, 0 in the empty ones, linear probing.
struct HashedKeys: Sendable {
    private let slots: MappedArray<UInt64>

    init(_ slots: MappedArray<UInt64>) { self.slots = slots }

    var capacity: Int { slots.count }
    /// Whether a search ends: the slots are a power of two, one of which is empty.
    var isSound: Bool {
        capacity & (capacity - 1) == 0 && (0..<capacity).contains { isEmpty($0) }
    }

    func isEmpty(_ slot: Int) -> Bool { slots[slot] == 0 }

    func contains(_ key: UInt64) -> Bool { slot(of: key) != nil }

    /// Where `key` stands; nil where it does not. 0 stands nowhere, though a hash may be 0.
    @inline(__always)
    func slot(of key: UInt64) -> Int? {
        guard key != 0 else { return nil }
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: key) & mask
        while true {
            let found = slots[slot]
            if found == key { return slot }
            if found == 0 { return nil }
            slot = (slot &+ 1) & mask
        }
    }

    /// Slots for `keys`, `capacityMin` or twice as many as there are keys at least, and the slot of
    /// each key; `capacityMin` is a power of two.
    static func laidOut(
        _ keys: [UInt64], capacityMin: Int = 2
    ) -> (slots: [UInt64], places: [Int]) {
        var capacity = capacityMin
        while capacity < keys.count * 2 { capacity *= 2 }
        var slots = [UInt64](repeating: 0, count: capacity)
        let places = keys.map { key -> Int in
            var slot = Int(truncatingIfNeeded: key) & (capacity - 1)
            while slots[slot] != 0, slots[slot] != key { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = key
            return slot
        }
        return (slots, places)
    }
}
