import Foundation

/// Writes to a file descriptor without a trap where the reader is gone or the disk is full.
enum Output {
    /// Writes `text` to standard output. A full one ends the program with status 1; one whose reader
    /// has seen enough, as `head` has, with 0, whether it left before the last line or behind it.
    static func write(_ text: String) { write(Array(text.utf8)) }

    /// Whether standard output took `text`.
    static func offer(_ text: String) -> Bool { writeAll(Array(text.utf8), to: STDOUT_FILENO) }

    static func write(_ bytes: [UInt8]) {
        guard !writeAll(bytes, to: STDOUT_FILENO) else { return }
        let reason = errno
        guard reason != EPIPE else { exit(0) }
        error("frontdesk: standard output: \(String(cString: strerror(reason)))\n")
        exit(1)
    }

    static func line(_ text: String) { write(text + "\n") }

    /// Writes `text` to standard error, as far as it can be.
    static func error(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }
}

/// Writes `bytes` to a file, pipe or socket; false, with `errno` set, where it takes no more. Where
/// there is no room it `waits`; a socket with a time limit of its own has waited.
func writeAll(_ bytes: [UInt8], to file: Int32, waits: Bool = true) -> Bool {
    var at = 0
    while at < bytes.count {
        let count = bytes[at...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN, waits {
            // Another program made it one that does not wait.
            var waited = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
            guard poll(&waited, 1, -1) >= 0 || errno == EINTR else { return false }
            continue
        }
        guard count > 0 else { return false }
        at += count
    }
    return true
}
