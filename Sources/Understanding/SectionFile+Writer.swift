extension SectionFile {
    /// Collects sections and lays them out.
    struct Writer {
        private var sections: [(name: UInt64, bytes: [UInt8])] = []

        /// Adds a section, for ``SectionFile/array(_:of:)``; its `name`, at most ``nameBytesMax``
        /// bytes, is of this section alone.
        mutating func add<Element: BitwiseCopyable>(_ name: String, _ elements: [Element]) {
            sections.append((SectionFile.name(name), elements.withUnsafeBytes { Array($0) }))
        }

        /// Adds a section likewise, for ``SectionFile/strings(_:)``.
        mutating func add(_ name: String, strings: [String]) {
            var bytes: [UInt8] = []
            for string in strings {
                withUnsafeBytes(of: UInt32(string.utf8.count).littleEndian) {
                    bytes.append(contentsOf: $0)
                }
                bytes.append(contentsOf: string.utf8)
            }
            sections.append((SectionFile.name(name), bytes))
        }

        /// The whole file; a reader asks for the same `kind` and `version`.
        func encoded(kind: ModelKind, version: UInt32, fingerprint: UInt64) -> [UInt8] {
            let table = headerLength + sections.count * 24
            let length = sections.reduce(table) { Self.aligned($0) + $1.bytes.count }
            var out = [UInt8](repeating: 0, count: headerLength)
            out.reserveCapacity(length)
            var offset = table
            for section in sections {
                offset = Self.aligned(offset)
                for value in [section.name, UInt64(offset), UInt64(section.bytes.count)] {
                    withUnsafeBytes(of: value.littleEndian) { out.append(contentsOf: $0) }
                }
                offset += section.bytes.count
            }
            for section in sections {
                out.append(contentsOf: repeatElement(0, count: Self.aligned(out.count) - out.count))
                out.append(contentsOf: section.bytes)
            }
            let checksum = out.withUnsafeBytes {
                Hash64.of(UnsafeRawBufferPointer(rebasing: $0[headerLength...]))
            }
            let words: [UInt64] = [
                magic, name(kind.rawValue), UInt64(version) | UInt64(sections.count) << 32,
                UInt64(out.count), checksum, fingerprint,
            ]
            for (at, word) in words.enumerated() { put(word, at: at * 8, of: &out) }
            let header = out.withUnsafeBytes {
                Hash64.of(UnsafeRawBufferPointer(rebasing: $0[..<headerChecksumAt]))
            }
            put(header, at: headerChecksumAt, of: &out)
            return out
        }

        private func put(_ word: UInt64, at place: Int, of bytes: inout [UInt8]) {
            withUnsafeBytes(of: word.littleEndian) {
                bytes.replaceSubrange(place..<place + 8, with: $0)
            }
        }

        private static func aligned(_ offset: Int) -> Int {
            (offset + alignment - 1) / alignment * alignment
        }
    }
}
