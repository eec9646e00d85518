import Foundation

/// Replaces the file at `path` by `bytes` through a rename, so that no reader sees half of it and
/// an older mapping stays whole; the file is readable by its owner only.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
    // Two programs may write at once: each has a file of its own until the rename.
    let temporary = "\(path).\(getpid())\(temporaryEnd)"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw unwritable(path) }
    guard writeAll(bytes, to: file), fsync(file) == 0 else {
        let failure = unwritable(path)
        close(file)
        unlink(temporary)
        throw failure
    }
    guard close(file) == 0, rename(temporary, path) == 0 else {
        let failure = unwritable(path)
        unlink(temporary)
        throw failure
    }
}

private let temporaryEnd = ".new"

/// Removes what programs that are no more were writing to files in `folder` when they ended: of an
/// hour ago and before, for one in another container has a process number that says nothing here.
func removeAbandonedFiles(in folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    for name in names where name.hasSuffix(temporaryEnd) {
        let (path, process) = ("\(folder)/\(name)", name.dropLast(temporaryEnd.count))
        var status = stat()
        guard let writer = process.split(separator: ".").last.flatMap({ pid_t($0) }),
            stat(path, &status) == 0, status.st_mtim.tv_sec < time(nil) - 3_600,
            kill(writer, 0) != 0, errno == ESRCH
        else { continue }
        unlink(path)
    }
}

/// What the last call of the system refused.
private func unwritable(_ path: String) -> CommandFailure {
    let code = errno
    let remedy = remedy(ofDiskFault: code) ?? "make its folder writable for this user"
    return CommandFailure(
        "\(path): cannot be written: \(String(cString: strerror(code))); \(remedy)")
}

/// What to do where it is the disk that refuses a file; nil where it is something else.
func remedy(ofDiskFault code: Int32) -> String? {
    switch code {
    case ENOSPC, EDQUOT: "make room on the disk"
    case EFBIG: "raise the limit of a file's size (ulimit -f)"
    case EIO: "check the disk"
    default: nil
    }
}
