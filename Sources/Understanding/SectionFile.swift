/// A versioned, checksummed container of named sections, little-endian, 64-byte aligned.
///
/// Header of 64 bytes: magic, kind (8 bytes of ASCII each), format version, number of sections
/// (UInt32), length, checksum over everything behind the header, fingerprint of the sources,
/// checksum over the words before (UInt64 each), then zeros. Behind it a table of (name, offset,
/// length), then the sections. Names and kinds have 1 to ``nameBytesMax`` bytes: a ``Writer`` traps
/// at a longer one.
package struct SectionFile: Sendable {
    static let headerLength = 64
    static let magic: UInt64 = 0x5453_444E_4F52_4631
    static let alignment = 64
    /// Where the header's checksum stands, which covers what is before it.
    static let headerChecksumAt = 48
    private static let sectionsMax = 256
    /// A name is one word of the table.
    static let nameBytesMax = 8

    /// What the sources hashed to: a reader compares it before it trains again.
    package let fingerprint: UInt64
    private let memory: ModelMemory
    private let sections: [String: Range<Int>]

    /// Parses `memory`; `path` is for errors.
    init(
        _ memory: ModelMemory, kind: ModelKind, version: UInt32, path: String
    ) throws(UnderstandingError) {
        let words = Words(bytes: memory.bytes, path: path)
        try words.checkHeader(kind)
        try words.checkVersion(version)
        let count = try words.checkedSectionCount()
        sections = try words.sections(count)
        fingerprint = words[40]
        self.memory = memory
    }

    /// The words of a file, which are checked in the order of these functions: each reads what the
    /// one before has found to be right.
    private struct Words {
        let bytes: UnsafeRawBufferPointer
        let path: String

        subscript(at: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        }

        private func refusal(_ reason: String) -> UnderstandingError {
            .unusableFile(path: path, reason: reason)
        }

        func checkHeader(_ kind: ModelKind) throws(UnderstandingError) {
            guard bytes.count >= headerLength else { throw refusal("cut short") }
            guard self[0] == magic, self[8] == name(kind.rawValue) else {
                throw refusal("not a model of Frontdesk for \(kind.rawValue)")
            }
            let header = UnsafeRawBufferPointer(rebasing: bytes[..<headerChecksumAt])
            let checksum = self[headerChecksumAt]
            // Before there was one its place held zeros.
            guard checksum == 0 || checksum == Hash64.of(header), self[headerChecksumAt + 8] == 0
            else { throw refusal("damaged: the checksum of the header differs") }
        }

        func checkVersion(_ version: UInt32) throws(UnderstandingError) {
            let found = UInt32(truncatingIfNeeded: self[16])
            guard found <= version else {
                throw refusal("made by a newer version of Frontdesk (format \(found))")
            }
            guard found == version else {
                let reason =
                    "format \(found), this program reads \(version); run 'frontdesk train'"
                throw .outdatedFile(path: path, reason: reason)
            }
        }

        /// How many sections the table has, where it and all behind it are whole.
        func checkedSectionCount() throws(UnderstandingError) -> Int {
            let count = Int(self[16] >> 32)
            let length = self[24]
            guard length <= UInt64(bytes.count) else {
                throw refusal("cut short: has \(bytes.count) of its \(length) bytes")
            }
            guard self[headerChecksumAt] != 0, length == UInt64(bytes.count),
                count <= sectionsMax, headerLength + count * 24 <= bytes.count
            else { throw refusal("damaged: the header does not fit its \(bytes.count) bytes") }
            let body = UnsafeRawBufferPointer(rebasing: bytes[headerLength...])
            guard Hash64.of(body) == self[32] else {
                throw refusal("damaged: the checksum differs")
            }
            return count
        }

        /// Where each of `count` sections lies, by name.
        func sections(_ count: Int) throws(UnderstandingError) -> [String: Range<Int>] {
            var sections: [String: Range<Int>] = [:]
            for at in 0..<count {
                let entry = headerLength + at * 24
                let (offset, length) = (self[entry + 8], self[entry + 16])
                guard offset % UInt64(alignment) == 0, offset <= UInt64(bytes.count),
                    length <= UInt64(bytes.count) - offset
                else { throw refusal("damaged: a section lies outside the file") }
                sections[text(self[entry])] = Int(offset)..<Int(offset + length)
            }
            return sections
        }
    }

    /// The section `name` as elements of `type`; empty where there is none.
    func array<Element: BitwiseCopyable>(
        _ name: String, of type: Element.Type
    ) -> MappedArray<Element> {
        let range = sections[name] ?? 0..<0
        return MappedArray(memory, UnsafeRawBufferPointer(rebasing: memory.bytes[range]))
    }

    /// The section `name` as strings, which were written each with its length.
    func strings(_ name: String) -> [String] {
        let bytes = memory.bytes[sections[name] ?? 0..<0]
        var strings: [String] = []
        var at = bytes.startIndex
        while at + 4 <= bytes.endIndex {
            let raw = UnsafeRawBufferPointer(rebasing: bytes[at..<at + 4])
            let length = Int(UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self)))
            guard length <= bytes.endIndex - at - 4 else { break }
            strings.append(String(decoding: bytes[at + 4..<at + 4 + length], as: UTF8.self))
            at += 4 + length
        }
        return strings
    }

    /// Names stand in this program, never in a file or message: a wrong one is found by whatever
    /// test first writes it.
    static func name(_ text: String) -> UInt64 {
        precondition(
            1...nameBytesMax ~= text.utf8.count, "'\(text)' is no name of 1 to 8 bytes")
        return text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func text(_ name: UInt64) -> String {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: name >> ($0 * 8)) }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
