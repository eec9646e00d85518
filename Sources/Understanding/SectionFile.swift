#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The memory of one model: mapped from a file, or owned when it was just trained.
///
/// `@unchecked Sendable` is safe because the bytes never change after `init`: the file behind a
/// mapping is replaced by rename, never rewritten.
final class ModelMemory: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Owned memory with a copy of `content`.
    init(copying content: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(content.count, 1), alignment: 64)
        copy.copyBytes(from: content)
        bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(copy)[..<content.count])
        isMapped = false
    }

    /// The file at `path`, mapped read-only.
    init(mapping path: String) throws(UnderstandingError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            let reason = "cannot be read: " + String(cString: strerror(errno))
            throw .unusableFile(path: path, reason: reason)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unusableFile(path: path, reason: "not a file")
        }
        guard status.st_size >= SectionFile.headerLength else {
            let reason = "cut short: \(status.st_size) bytes hold no header"
            throw .unusableFile(path: path, reason: reason)
        }
        let length = Int(status.st_size)
        guard let address = mmap(nil, length, PROT_READ, MAP_PRIVATE, file, 0),
            address != MAP_FAILED
        else { throw .unusableFile(path: path, reason: String(cString: strerror(errno))) }
        bytes = UnsafeRawBufferPointer(start: address, count: length)
        isMapped = true
    }

    /// Lets go of pages that the checks on opening have brought in; a page that is used comes back
    /// from the system's cache.
    func releasePages() {
        guard isMapped else { return }
        madvise(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count, MADV_DONTNEED)
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }
}

/// A versioned, checksummed container of named sections, little-endian, 64-byte aligned.
///
/// Header of 64 bytes: magic, kind (8 bytes of ASCII each), format version, number of sections
/// (UInt32), length, checksum over everything behind the header, fingerprint of the sources,
/// checksum over the words before (UInt64 each), then zeros. Behind it a table of (name, offset,
/// length), then the sections. Names and kinds have 1 to ``nameBytesMax`` bytes: a ``Writer`` traps
/// at a longer one.
package struct SectionFile: Sendable {
    static let headerLength = 64
    private static let magic: UInt64 = 0x5453_444E_4F52_4631
    private static let alignment = 64
    /// Where the header's checksum stands, which covers what is before it.
    private static let headerChecksumAt = 48
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
        func refuse(_ reason: String) -> UnderstandingError {
            .unusableFile(path: path, reason: reason)
        }
        let bytes = memory.bytes
        guard bytes.count >= Self.headerLength else { throw refuse("cut short") }
        func word(_ at: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        }
        guard word(0) == Self.magic, word(8) == Self.name(kind.rawValue) else {
            throw refuse("not a model of Frontdesk for \(kind.rawValue)")
        }
        let header = UnsafeRawBufferPointer(rebasing: bytes[..<Self.headerChecksumAt])
        let checksum = word(Self.headerChecksumAt)
        // Before there was one its place held zeros.
        guard checksum == 0 || checksum == Hash64.of(header),
            word(Self.headerChecksumAt + 8) == 0
        else { throw refuse("damaged: the checksum of the header differs") }
        let (found, count) = (UInt32(truncatingIfNeeded: word(16)), Int(word(16) >> 32))
        guard found <= version else {
            throw refuse("made by a newer version of Frontdesk (format \(found))")
        }
        guard found == version else {
            let reason = "format \(found), this program reads \(version); run 'frontdesk train'"
            throw .outdatedFile(path: path, reason: reason)
        }
        let length = word(24)
        guard length <= UInt64(bytes.count) else {
            throw refuse("cut short: has \(bytes.count) of its \(length) bytes")
        }
        guard checksum != 0, length == UInt64(bytes.count), count <= Self.sectionsMax,
            Self.headerLength + count * 24 <= bytes.count
        else { throw refuse("damaged: the header does not fit its \(bytes.count) bytes") }
        let body = UnsafeRawBufferPointer(rebasing: bytes[Self.headerLength...])
        guard Hash64.of(body) == word(32) else { throw refuse("damaged: the checksum differs") }
        var sections: [String: Range<Int>] = [:]
        for at in 0..<count {
            let entry = Self.headerLength + at * 24
            let (offset, length) = (word(entry + 8), word(entry + 16))
            guard offset % UInt64(Self.alignment) == 0, offset <= UInt64(bytes.count),
                length <= UInt64(bytes.count) - offset
            else {
                throw refuse("damaged: a section lies outside the file")
            }
            sections[Self.text(word(entry))] = Int(offset)..<Int(offset + length)
        }
        fingerprint = word(40)
        self.memory = memory
        self.sections = sections
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
    private static func name(_ text: String) -> UInt64 {
        precondition(
            1...nameBytesMax ~= text.utf8.count, "'\(text)' is no name of 1 to 8 bytes")
        return text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func text(_ name: UInt64) -> String {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: name >> ($0 * 8)) }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

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

/// Replaces the file at `path` by `bytes` through a rename, so that no reader sees half of it and
/// an older mapping stays whole; the file is readable by its owner only.
package func replaceFile(_ path: String, with bytes: [UInt8]) throws(UnderstandingError) {
    func refuse() -> UnderstandingError {
        .unusableFile(path: path, reason: "cannot be written: " + String(cString: strerror(errno)))
    }
    // Two programs may write at once: each has a file of its own until the rename.
    let temporary = "\(path).\(getpid()).new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw refuse() }
    var written = 0
    while written < bytes.count {
        let step = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard step > 0 else {
            let error = refuse()
            close(file)
            unlink(temporary)
            throw error
        }
        written += step
    }
    let isWritten = fsync(file) == 0
    guard close(file) == 0, isWritten, rename(temporary, path) == 0 else {
        let error = refuse()
        unlink(temporary)
        throw error
    }
}
