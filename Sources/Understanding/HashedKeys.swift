/// A set of hashes in mapped memory: a power of two of slots, 0 in the empty ones, linear probing.
struct HashedKeys: Sendable {
    private let slots: MappedArray<UInt64>

    init(_ slots: MappedArray<UInt64>) { self.slots = slots }

    var capacity: Int { slots.count }
    var isSound: Bool { slots.count > 0 && slots.count & (slots.count - 1) == 0 }

    func contains(_ key: UInt64) -> Bool { slot(of: key) != nil }

    @inline(__always)
    func slot(of key: UInt64) -> Int? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key) & mask
        // A file may have no empty slot: the search ends where it began.
        for _ in 0...mask {
            let found = slots[slot]
            if found == key { return slot }
            if found == 0 { return nil }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Slots for `keys`, at most half of them taken, and the slot of each key.
    static func laidOut(_ keys: [UInt64]) -> (slots: [UInt64], places: [Int]) {
        var capacity = 2
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
