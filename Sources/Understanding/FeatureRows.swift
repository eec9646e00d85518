/// Features in order of their first update, found by open addressing.
struct FeatureRows {
    private(set) var keys: [UInt64] = []
    private var slots = [Int32](repeating: -1, count: 1 << 12)

    private func slot(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] >= 0, keys[Int(slots[slot])] != key {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    func row(of key: UInt64) -> Int? {
        let row = slots[slot(of: key)]
        return row < 0 ? nil : Int(row)
    }

    mutating func insert(_ key: UInt64) -> (row: Int, isNew: Bool) {
        let slot = slot(of: key)
        guard slots[slot] < 0 else { return (Int(slots[slot]), false) }
        slots[slot] = Int32(keys.count)
        keys.append(key)
        if keys.count * 2 > slots.count { grow() }
        return (keys.count - 1, true)
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (row, key) in keys.enumerated() { slots[slot(of: key)] = Int32(row) }
    }
}
