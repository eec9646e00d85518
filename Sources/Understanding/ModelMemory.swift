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
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
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
